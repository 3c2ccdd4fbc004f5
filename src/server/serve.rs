//! The HTTP server: layers, and how it begins and ends.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use hyper_util::server::graceful::GracefulShutdown;
use model::Code;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::Server;
use crate::connection::Connections;
use crate::error::ApiError;
use crate::{api, assets, headers, page, panics, shared, sites};

/// Most bytes of a request's body: three texts of 10,000 characters, each written out as `\uXXXX`.
const BODY_MOST: usize = 256 * 1024;
/// How long a request may take from its headers to its answer.
const REQUEST_TIME: Duration = Duration::from_secs(30);
/// How long whoever has just connected may take to begin a request when the server is asked to stop.
const ARRIVAL: Duration = Duration::from_millis(100);
/// How long open requests may go on when the server is asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Everything that the server answers.
pub fn router(server: Server) -> Router {
    api::routes()
        .merge(assets::routes())
        .fallback(page::show)
        .layer(DefaultBodyLimit::max(BODY_MOST))
        .layer(from_fn(within_time))
        .layer(CatchPanicLayer::custom(headers::panicked))
        .layer(from_fn(panics::answer))
        .layer(compressed())
        .layer(from_fn(headers::tag))
        .layer(from_fn_with_state(server.clone(), headers::protect))
        .layer(from_fn_with_state(server.clone(), shared::share))
        .layer(from_fn_with_state(server.clone(), sites::lend))
        .layer(from_fn(watched))
        .with_state(server)
}

/// A painted section weighs 16.7 KB with brotli at 4, 15.6 at 5, and no less than 15.3 up to 9.
fn compressed() -> CompressionLayer {
    CompressionLayer::new().no_deflate().no_zstd().quality(CompressionLevel::Precise(5))
}

async fn within_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(REQUEST_TIME, next.run(request)).await {
        Ok(response) => response,
        Err(_) => ApiError::Refused(Code::Timeout).into_response(),
    }
}

/// Logs and counts each request by its route. The address itself may name a person's post, and who
/// asks is nobody's business, so neither is noted.
async fn watched(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().as_str().to_owned();
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or_else(|| "page".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let took = began.elapsed();
    tracing::debug!(method, route, status, ms = took.as_millis(), "Answered");
    let labels = [("method", method), ("route", route), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels).record(took.as_secs_f64());
    response
}

/// Serves until it is asked to stop, then lets open requests end.
///
/// # Errors
/// When a connection cannot be accepted at all any more.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    connections: Connections,
    stopping: CancellationToken,
) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    let begin = |stream: TcpStream, peer: SocketAddr, permit| {
        let Some(room) = connections.place(permit, peer.ip()) else { return };
        let connection = graceful.watch(connections.serve(stream, peer, router.clone()));
        tokio::spawn(async move {
            let ended = connection.await;
            drop(room);
            ended
        });
    };
    loop {
        let arrived = async {
            let permit = connections.room().await;
            (listener.accept().await, permit)
        };
        let (accepted, permit) = tokio::select! {
            arrived = arrived => arrived,
            () = stopping.cancelled() => break,
        };
        match accepted.map(|(stream, peer)| begin(stream, peer, permit)) {
            Ok(()) => {}
            Err(error) => {
                // Out of files, most likely: others will close theirs.
                tracing::warn!(%error, "Could not accept a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    // A proxy that has connected sends its request here, and not to another server. The system is asked
    // itself: what has arrived may not have been told yet.
    let listener = listener.into_std()?;
    let last = Instant::now() + ARRIVAL;
    while let Some(permit) = connections.room_now().filter(|_| Instant::now() < last) {
        let Ok((stream, peer)) = listener.accept() else { break };
        stream.set_nonblocking(true)?;
        begin(TcpStream::from_std(stream)?, peer, Some(permit));
    }
    drop(listener);
    // A connection on which nothing was read is closed at once.
    tokio::time::sleep(ARRIVAL).await;
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(GRACE) => tracing::warn!("Some requests did not end in time"),
    }
    Ok(())
}

/// Ends when the process is asked to: SIGTERM or Ctrl-C.
pub async fn asked_to_stop() {
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

/// Serves `/metrics` at an address of its own.
pub async fn serve_figures(listener: TcpListener, server: Server) {
    let stopping = server.stopping.clone();
    let connections = Connections::new(&server.config);
    let figures = || async move { api::health::figures(&server) };
    let router = Router::new().route("/metrics", axum::routing::get(figures));
    if let Err(error) = serve(listener, router, connections, stopping).await {
        tracing::error!(%error, "The figures are no longer served");
    }
}
