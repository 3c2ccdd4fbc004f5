//! Pictures, as staff bring them in.

use gloo_net::http::Method;
use model::Picture;
use web_sys::Blob;

use super::send;
use crate::api::{Answer, take as parse};

/// Sends a picture for a consultation.
pub async fn add(c: &str, picture: &Blob) -> Answer<Picture> {
    let path = format!("/api/desk/consultations/{c}/pictures");
    let body = Some(("application/octet-stream", picture.into()));
    parse(&send(Method::POST, &path, body).await?)
}
