//! The citizens' app and the desk: components that the browser runs and the server paints.
//!
//! The server resolves a request with [`Address::parse`], reads what the page shows into a
//! [`PageData`], and paints it. The client takes the painted page over, and from then on does the
//! same with the API instead of the store.

// A page is one nested type of all its views.
#![recursion_limit = "512"]

pub mod api;
// `citizen.rs` beside this file is the binary.
#[path = "citizen/mod.rs"]
pub mod citizen;
mod components;
// Likewise `desk.rs`. No server paints the desk.
#[cfg(any(feature = "csr", test))]
#[path = "desk/mod.rs"]
pub mod desk;
mod drafts;
mod i18n;
mod markup;
mod page_data;
#[cfg(feature = "ssr")]
mod paint;
mod place;
mod route;
#[cfg(all(test, feature = "ssr"))]
mod samples;
mod session;
mod storage;
mod text;
mod when;
mod wire;

pub use page_data::{PageData, PlaceLink, Snapshot, edition};
#[cfg(feature = "ssr")]
pub use paint::{Painted, View, paint};
pub use route::{Address, Edition, Lang, Look, Route};

/// A small script that pages run at once, long before the app has arrived.
#[cfg(feature = "ssr")]
pub const EARLY: &str = include_str!("early.js");
