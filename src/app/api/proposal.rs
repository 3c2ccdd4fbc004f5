//! Proposals.

use gloo_net::http::Method;
use model::{NewProposal, Page, Proposal, ProposalKind, Sort};

use super::{Answer, get, send, tell, with_query};

/// A page of the proposals.
pub async fn list(
    c: &str,
    kind: Option<ProposalKind>,
    sort: Option<Sort>,
    after: Option<&str>,
) -> Answer<Page<Proposal>> {
    let pairs =
        [("kind", kind.map(ProposalKind::word)), ("sort", sort.map(Sort::word)), ("after", after)];
    get(&with_query(&format!("/api/consultations/{c}/proposals"), &pairs)).await
}

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
