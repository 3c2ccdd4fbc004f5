//! oEmbed (<https://oembed.com>, version 1.0): what another site shows for the address of a page of ours.

use serde::Serialize;

/// What to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OEmbed {
    /// `1.0`.
    pub version: &'static str,
    /// `rich`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Who provides it.
    pub provider_name: &'static str,
    /// The site's own address.
    pub provider_url: String,
    /// What the page is called.
    pub title: String,
    /// A frame, as HTML.
    pub html: String,
    /// How wide the frame is, in CSS pixels.
    pub width: u32,
    /// How high it is.
    pub height: u32,
    /// For how many seconds this may be kept.
    pub cache_age: u32,
}
