//! Erasure: asking that what one wrote is deleted.

use gloo_net::http::Method;
use model::{Erasure, NewErasure, Page};

use super::{Answer, get, send};

const PATH: &str = "/api/participants/me/erasures";

/// Asks for it.
pub async fn add(new: &NewErasure) -> Answer<Erasure> {
    send(Method::POST, PATH, new).await
}

/// The newest of what one asked for, with what came of it.
pub async fn list() -> Answer<Page<Erasure>> {
    get(PATH).await
}
