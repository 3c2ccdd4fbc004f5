//! What readers found hard to understand.

use gloo_net::http::Method;
use model::{Difficulty, Page};

use super::call;
use crate::api::{Answer, take as parse};

/// The sections of a consultation that most readers found hard.
pub async fn list(c: &str) -> Answer<Page<Difficulty>> {
    let path = format!("/api/desk/consultations/{c}/difficulties");
    parse(&call(Method::GET, &path, None).await?)
}
