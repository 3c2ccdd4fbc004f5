//! The way in by a proxy: TLS, and HTTP/2 as browsers speak it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http2::handshake;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;

use super::proxy::SITE;

/// The way to a proxy from one address of this machine's own network.
#[derive(Clone, Debug)]
pub struct Door {
    pub(super) address: SocketAddr,
    pub(super) from: Ipv4Addr,
    pub(super) tls: Arc<ClientConfig>,
}

impl Door {
    /// An open connection over which this is spoken: `h2` or `http/1.1`.
    ///
    /// # Errors
    /// What kept it from being opened.
    pub async fn open(&self, speaks: &str) -> std::io::Result<TlsStream<TcpStream>> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((self.from, 0)))?;
        let stream = socket.connect(self.address).await?;
        let mut tls = ClientConfig::clone(&self.tls);
        tls.alpn_protocols = vec![speaks.into()];
        let name = ServerName::try_from(SITE).expect("a name");
        let stream = TlsConnector::from(Arc::new(tls)).connect(name, stream).await?;
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(speaks.as_bytes()));
        Ok(stream)
    }

    /// Sends a request over a connection of its own.
    pub(super) async fn send(
        &self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, String> {
        let stream = self.open("h2").await.map_err(|error| error.to_string())?;
        let opened = handshake(TokioExecutor::new(), TokioIo::new(stream)).await;
        let (mut sender, connection) = opened.map_err(|error| format!("{error:?}"))?;
        tokio::spawn(connection);
        sender.send_request(request).await.map_err(|error| format!("{error:?}"))
    }
}
