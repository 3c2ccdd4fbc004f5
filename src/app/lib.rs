//! The citizens' app and the desk: components that the browser runs and the server paints.
//!
//! The server resolves a request with [`Address::parse`], reads what the page shows into a
//! [`PageData`], and paints it. In the browser the painted page comes to life where something can be
//! done; further pages come painted, too.

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
#[cfg(all(test, feature = "ssr"))]
mod english;
mod facts;
#[cfg(feature = "ssr")]
mod feed;
mod i18n;
mod json;
mod lang;
mod markup;
mod outbox;
#[cfg(feature = "ssr")]
mod page_data;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod paint;
mod percent;
mod place;
#[cfg(feature = "ssr")]
mod plain;
mod private;
mod route;
#[cfg(all(test, feature = "ssr"))]
mod samples;
mod session;
mod storage;
mod text;
#[cfg(feature = "ssr")]
mod theme;
mod timer;
mod when;
mod wire;

pub use facts::{Facts, Hearing, Screen};
#[cfg(feature = "ssr")]
pub use feed::{FeedData, feed};
#[cfg(feature = "ssr")]
pub use page_data::{Mark, PageData, PlaceLink};
#[cfg(feature = "ssr")]
pub use paint::{Painted, View, paint, preview_note};
#[cfg(feature = "ssr")]
pub use plain::{words_of_block, words_of_blocks};
pub use route::{Address, Edition, Lang, Look, Route};
#[cfg(feature = "ssr")]
pub use text::escape;
#[cfg(feature = "ssr")]
pub use theme::theme;

#[cfg(feature = "ssr")]
pub use i18n::{CATALOGUES, standard_rule};

/// A small script that pages run at once, long before the app has arrived.
#[cfg(feature = "ssr")]
pub const EARLY: &str = include_str!("early.js");
