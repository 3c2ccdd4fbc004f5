//! Consultations.

use model::{Consultation, ConsultationSummary, Page};

use super::{Answer, get};

/// Every published consultation.
pub async fn list() -> Answer<Page<ConsultationSummary>> {
    get("/api/consultations").await
}

/// One consultation with its contents.
pub async fn read(c: &str) -> Answer<Consultation> {
    get(&format!("/api/consultations/{c}")).await
}
