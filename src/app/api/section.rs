//! Sections.

use model::Section;

use super::{Answer, fetch};

/// A section.
pub async fn read(c: &str, key: &str) -> Answer<Section> {
    fetch(&format!("/api/consultations/{c}/sections/{key}")).await
}
