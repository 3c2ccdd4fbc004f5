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
    send(Method::POST, &path(c), new).await
}

/// Proposes what is written as JSON already.
pub async fn add_as_it_is(c: &str, new: String) -> Answer<()> {
    tell(Method::POST, &path(c), Some(new)).await
}

fn path(c: &str) -> String {
    format!("/api/consultations/{c}/proposals")
}

/// Takes one's own proposal back.
pub async fn withdraw(id: &str) -> Answer<()> {
    tell(Method::DELETE, &format!("/api/proposals/{id}"), None).await
}
