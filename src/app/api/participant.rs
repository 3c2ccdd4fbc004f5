//! Participants.

use gloo_net::http::Method;
use model::{Confirmation, Me, NewParticipant, ParticipantChange, Welcome};

use super::{Answer, Refusal, get, send, tell};

/// Becomes a participant.
pub async fn add(new: &NewParticipant) -> Answer<Welcome> {
    send(Method::POST, "/api/participants", new).await
}

/// Who one is, and what one has posted.
pub async fn me() -> Answer<Me> {
    get("/api/participants/me").await
}

/// Changes what one says about oneself.
pub async fn change(change: &ParticipantChange) -> Answer<Me> {
    send(Method::PATCH, "/api/participants/me", change).await
}

/// Proves by the link in a mail that the address it was sent to is one's own.
pub async fn confirm(secret: String) -> Answer<()> {
    let body = serde_json::to_string(&Confirmation { secret }).map_err(|_| Refusal::NoAnswer)?;
    tell(Method::POST, "/api/participants/confirm", Some(body)).await
}

/// Has everything about oneself deleted that can be.
pub async fn delete() -> Answer<()> {
    tell(Method::DELETE, "/api/participants/me", None).await
}
