//! Sections.

use super::{Answer, get};
use crate::json::Value;
use crate::wire::Read;

/// The text of a section.
struct Text(String);

impl Read for Text {
    fn read(value: &Value) -> Option<Self> {
        value.field("html")?.text().map(Self)
    }
}

/// The text of a section as HTML, in full; nothing else of it is read.
pub async fn text(c: &str, key: &str) -> Answer<String> {
    let Text(html) = get(&format!("/api/consultations/{c}/sections/{key}")).await?;
    Ok(html)
}

/// The text of a section as HTML, in both editions.
#[cfg(any(feature = "csr", test))]
struct Editions(String);

#[cfg(any(feature = "csr", test))]
impl Read for Editions {
    fn read(value: &Value) -> Option<Self> {
        let short = value.field("plain_html").and_then(|html| html.text());
        Some(Self(value.field("html")?.text()? + &short.unwrap_or_default()))
    }
}

/// The text of a section as HTML, the full edition and then the short one.
#[cfg(any(feature = "csr", test))]
pub async fn editions(c: &str, key: &str) -> Answer<String> {
    let Editions(html) = get(&format!("/api/consultations/{c}/sections/{key}")).await?;
    Ok(html)
}
