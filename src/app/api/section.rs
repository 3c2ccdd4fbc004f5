//! Sections.

use model::Section;

use super::{Answer, get};

/// One section in the newest version.
pub async fn read(c: &str, key: &str) -> Answer<Section> {
    get(&format!("/api/consultations/{c}/sections/{key}")).await
}
