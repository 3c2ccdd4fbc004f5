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
mod drafts;
mod i18n;
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

pub use page_data::{PageData, PlaceLink, Snapshot, edition};
#[cfg(feature = "ssr")]
pub use paint::{Painted, View, paint};
pub use route::{Address, Edition, Lang, Look, Route};
