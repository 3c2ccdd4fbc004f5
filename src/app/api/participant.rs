//! Participants.

use gloo_net::http::Method;
use model::{Me, NewParticipant, Welcome};

use super::{Answer, get, send, tell};

/// Becomes a participant.
pub async fn add(new: &NewParticipant) -> Answer<Welcome> {
    send(Method::POST, "/api/participants", new).await
}

/// Who one is, and what one has posted.
pub async fn me() -> Answer<Me> {
    get("/api/participants/me").await
}

/// Has everything about oneself deleted that can be.
pub async fn delete() -> Answer<()> {
    tell(Method::DELETE, "/api/participants/me", None).await
}
