//! Consultations.

use model::{ConsultationSummary, Page};

use super::{Answer, fetch};

/// Every published consultation.
pub async fn list() -> Answer<Page<ConsultationSummary>> {
    fetch("/api/consultations").await
}
