//! Connections: how long each may take, and how many there are at once.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

use crate::config::Serve;
use crate::extract::network;
use crate::limits::{Held, Hold};

/// Most bytes of a request's first line and headers.
const HEADERS_MOST: usize = 32 * 1024;
/// How long a client may take to send its headers, the next request's on an idle connection included.
const HEADERS_TIME: Duration = Duration::from_secs(10);
/// How long a client may take nothing of what it asked for.
const READ_TIME: Duration = Duration::from_secs(30);
/// Most connections at once, as docs/deploy has them for the proxy.
const MOST: usize = 8_000;
/// Most of one address that is no proxy of ours.
const OF_ONE: usize = 600;
/// How many files are open besides.
const OTHER_FILES: usize = 128;

/// The connections that there are, and how each is served.
pub struct Connections {
    http: hyper::server::conn::http1::Builder,
    room: Arc<Semaphore>,
    held: Held,
    config: Serve,
}

/// A place among the connections, for as long as it is kept.
pub struct Room {
    _permit: Option<OwnedSemaphorePermit>,
    _hold: Option<Hold>,
}

impl Connections {
    /// None yet.
    #[must_use]
    pub fn new(config: &Serve) -> Self {
        let mut http = hyper::server::conn::http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEADERS_TIME).max_buf_size(HEADERS_MOST);
        let each = if config.limits == "on" { OF_ONE } else { MOST };
        Self {
            http,
            room: Arc::new(Semaphore::new(most())),
            held: Held::new(each, MOST),
            config: config.clone(),
        }
    }

    /// Waits until there is room for another one. Until then whoever comes waits with the system.
    pub async fn room(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).acquire_owned().await.ok()
    }

    /// Room for another one, if there is some at once.
    #[must_use]
    pub fn room_now(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).try_acquire_owned().ok()
    }

    /// The place of a connection; none for an address that has too many. A proxy speaks for many people,
    /// and counts them itself.
    #[must_use]
    pub fn place(&self, permit: Option<OwnedSemaphorePermit>, peer: IpAddr) -> Option<Room> {
        let peer = peer.to_canonical();
        let proxy = self.config.trusts(peer);
        let hold = (!proxy).then(|| self.held.take(network(peer)));
        if matches!(hold, Some(None)) {
            metrics::counter!("connections_refused_total").increment(1);
            return None;
        }
        Some(Room { _permit: permit, _hold: hold.flatten() })
    }

    /// Serves one.
    pub fn serve(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        router: Router,
    ) -> impl GracefulConnection<Error = hyper::Error> + use<> {
        // Small answers must not wait for more to be sent.
        let _ = stream.set_nodelay(true);
        let service =
            router.map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
                request.extensions_mut().insert(ConnectInfo(peer));
                request.map(axum::body::Body::new)
            });
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(READ_TIME));
        self.http
            .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(service))
    }
}

/// Most connections that the system has files for.
#[must_use]
pub fn most() -> usize {
    files().map_or(MOST, |files| files.saturating_sub(OTHER_FILES).clamp(OTHER_FILES, MOST))
}

/// How many files the program may have open: as many as it can get.
#[cfg(unix)]
fn files() -> Option<usize> {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // Where it is forbidden to ask for more, there are as many as before.
    let _ = setrlimit(Resource::Nofile, limit);
    getrlimit(Resource::Nofile).current.map(|files| usize::try_from(files).unwrap_or(usize::MAX))
}

#[cfg(not(unix))]
fn files() -> Option<usize> {
    None
}
