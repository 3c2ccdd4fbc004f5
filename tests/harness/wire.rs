//! Bytes on a connection, for what no well-behaved client sends.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

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

    /// Sends these bytes, as far as the server takes them.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.0.write_all(bytes.as_ref()).await;
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
        self.hear(|_| false).await
    }
}
