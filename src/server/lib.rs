//! The site, the API and the store of a public hearing, in one program.
//!
//! A request goes a straight way: `api` (handler) -> `store` (one transaction) -> disk; a page goes
//! through `page`, which reads the store and paints. `ARCHITECTURE.md` walks through both.

pub mod api;
pub mod assets;
pub mod auth;
pub mod calendar;
pub mod clock;
pub mod config;
pub mod connection;
pub mod demo;
pub mod error;
pub mod export;
pub mod extract;
pub mod familiar;
pub mod feed;
pub mod headers;
pub mod import;
pub mod indexing;
pub mod letter;
pub mod limits;
pub mod live;
#[cfg(test)]
mod made_up;
pub mod mail;
pub mod mailing;
pub mod manifest;
pub mod opening;
pub mod page;
pub mod panics;
pub mod picture;
pub mod secret;
pub mod serve;
pub mod shared;
pub mod shell;
pub mod short;
pub mod sites;
pub mod statement;
pub mod store;
pub mod sweeping;
pub mod table;
pub mod watch;
pub mod words;

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use model::Moment;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

/// What every handler can reach.
#[derive(Clone)]
pub struct Server(Arc<Parts>);

/// The parts of a [`Server`].
pub struct Parts {
    /// Where everything is kept.
    pub store: store::Store,
    /// How it was asked to serve.
    pub config: config::Serve,
    /// How much anybody may do in ten minutes.
    pub limits: limits::Limits,
    /// What comes in just now, so that floods are seen.
    pub watch: watch::Watch,
    /// This installation's secret.
    pub secret: [u8; 32],
    /// Answers that everybody gets alike.
    pub shared: shared::Shared,
    /// The clients' shells and files.
    pub clients: shell::Clients,
    /// Where events are told.
    pub live: broadcast::Sender<store::Event>,
    /// The figures.
    pub metrics: PrometheusHandle,
    /// Cancelled when the server is asked to stop.
    pub stopping: CancellationToken,
}

impl Server {
    /// A server of these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Moment {
        clock::system()
    }
}

impl std::ops::Deref for Server {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
