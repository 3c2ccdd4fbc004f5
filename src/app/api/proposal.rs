//! Proposals.

use gloo_net::http::Method;
use model::{NewProposal, Proposal};

use super::{Answer, get, send, tell};

/// One proposal.
pub async fn read(id: &str) -> Answer<Proposal> {
    get(&format!("/api/proposals/{id}")).await
}

/// Proposes. The same client key again is the same proposal.
pub async fn add(c: &str, new: &NewProposal) -> Answer<Proposal> {
    send(Method::POST, &format!("/api/consultations/{c}/proposals"), new).await
}

/// Takes one's own proposal back.
pub async fn withdraw(id: &str) -> Answer<()> {
    tell(Method::DELETE, &format!("/api/proposals/{id}"), None).await
}
