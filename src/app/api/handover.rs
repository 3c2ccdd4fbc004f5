//! Handing over to another device.

use gloo_net::http::Method;
use model::{Handover, TakeOver, Welcome};

use super::{Answer, call, send, take as read};

/// Makes a link by which another device becomes the same participant, once.
pub async fn add() -> Answer<Handover> {
    read(&call(Method::POST, "/api/participants/me/handover", None).await?)
}

/// Becomes the participant whose link it is. The same client key again is answered the same.
pub async fn take(secret: String, client_key: String) -> Answer<Welcome> {
    send(Method::POST, "/api/participants/handover", &TakeOver { secret, client_key }).await
}
