//! Bytes on a connection, for what no well-behaved client sends.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// Longer than the server waits for a client.
const PATIENCE: Duration = Duration::from_secs(50);

/// An open connection.
#[derive(Debug)]
pub struct Wire(TcpStream);

impl Wire {
    /// Connects.
    pub async fn open(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.expect("a connection"))
    }

    /// Connects from this address of the machine.
    pub async fn open_from(from: IpAddr, address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(SocketAddr::new(from, 0)).expect("an address of this machine");
        Self(socket.connect(address).await.expect("a connection"))
    }

    /// Sends these bytes, as far as the server takes them.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.0.write_all(bytes.as_ref()).await;
    }

    /// Waits until the server has broken the connection off, without reading what it said.
    pub async fn broken_off(&mut self) {
        let breaking = async {
            while self.0.write_all(b"\r\n").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::time::timeout(PATIENCE, breaking).await.expect("the server gives up in time");
    }

    /// What the server says until it has said this much or closes the connection.
    pub async fn hear(&mut self, enough: impl Fn(&str) -> bool) -> String {
        let mut heard = Vec::new();
        let mut part = [0; 4096];
        let hearing = async {
            loop {
                match self.0.read(&mut part).await {
                    Ok(0) | Err(_) => break,
                    Ok(read) => heard.extend_from_slice(&part[..read]),
                }
                if enough(&String::from_utf8_lossy(&heard)) {
                    break;
                }
            }
        };
        tokio::time::timeout(PATIENCE, hearing).await.expect("the server says it in time");
        String::from_utf8_lossy(&heard).into_owned()
    }

    /// The first line of the next answer; empty when the server closes the connection.
    pub async fn status(&mut self) -> String {
        let heard = self.hear(|heard| heard.contains("\r\n\r\n")).await;
        heard.lines().next().unwrap_or_default().to_owned()
    }

    /// Everything that the server says until it closes the connection.
    pub async fn to_the_end(&mut self) -> String {
        let mut heard = Vec::new();
        let ended = tokio::time::timeout(PATIENCE, self.0.read_to_end(&mut heard)).await;
        // A connection that is broken off ends, too.
        let _ = ended.expect("the server closes the connection in time");
        String::from_utf8_lossy(&heard).into_owned()
    }
}
