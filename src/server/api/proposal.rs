//! Proposals over HTTP.

use axum::extract::State;
use axum::http::StatusCode;
use model::{Flaw, NewProposal, Page, Proposal, ProposalKind, Sort, Visibility};
use serde::Deserialize;

use super::{Answer, Created, comment, created};
use crate::Server;
use crate::auth::{Participant, Reader};
use crate::error::ApiError;
use crate::extract::{ClientAddress, Id, Path, Post, Query};
use crate::store::{Place, ProposalQuery, StoreError, may_write};
use crate::watch::Sent;

/// Which proposals, and in which order.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct ListQuery {
    /// `newest` (also when left out), `oldest` or `agreed`.
    pub sort: Option<String>,
    /// `idea`, `wording` or `partnership`.
    #[param(inline, value_type = Option<ProposalKind>)]
    pub kind: Option<String>,
    /// The key of the section that they are about.
    pub section: Option<String>,
    /// 1 to 100; 20 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

impl ListQuery {
    fn read(self) -> Result<ProposalQuery, ApiError> {
        let unknown = |field: &str| ApiError::field(field, Flaw::Unknown);
        let sort = self.sort.as_deref().map_or(Some(Sort::Newest), Sort::from_word);
        let kind = match self.kind.as_deref() {
            None => None,
            Some(word) => Some(ProposalKind::from_word(word).ok_or_else(|| unknown("kind"))?),
        };
        Ok(ProposalQuery {
            sort: sort.ok_or_else(|| unknown("sort"))?,
            kind,
            section: self.section,
            limit: super::limit(self.limit)?,
            after: self.after,
        })
    }
}

/// A consultation's proposals.
#[utoipa::path(get, path = "/api/consultations/{c}/proposals", tag = "proposals",
    params(ListQuery),
    security((), ("participant" = [])),
    responses((status = 200, body = Page<Proposal>), (status = 404, body = model::Problem)))]
pub async fn list(
    State(server): State<Server>,
    Reader(reader): Reader,
    Path(slug): Path<String>,
    Query(query): Query<ListQuery>,
) -> Answer<Page<Proposal>> {
    let query = query.read()?;
    let spot = server.store.spot(&Place::General(slug)).await?;
    Ok(axum::Json(server.store.proposals(spot.consultation, &query, reader).await?))
}

/// Proposes something.
#[utoipa::path(post, path = "/api/consultations/{c}/proposals", tag = "proposals",
    request_body = NewProposal, security(("participant" = [])),
    responses((status = 201, body = Proposal), (status = 200, body = Proposal, description = "The same post again"),
        (status = "4XX", body = model::Problem)))]
pub async fn add(
    Participant(by): Participant,
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    Path(slug): Path<String>,
    post: Post<NewProposal>,
) -> Created<Proposal> {
    if let Some(post) = server.store.repeated_proposal(by.id, &post.client_key).await? {
        return Ok((StatusCode::OK, axum::Json(post)));
    }
    let valid = post.new?.check()?;
    let mut spot = server.store.spot(&Place::General(slug.clone())).await?;
    if let Some(key) = &valid.section {
        // What waits in a section waits in proposals about it, too. That there is none is told at its field.
        match server.store.spot(&Place::Section(slug, key.clone())).await {
            Ok(section) => spot.mode = section.mode,
            Err(StoreError::Missing) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let now = server.now();
    may_write(spot.period, spot.locked, now)?;
    comment::may_post(&by, now)?;
    server.limits.post(by.id, address, now).map_err(ApiError::TooMany)?;
    let words = valid.words();
    let sent = Sent { words: &words, visibility: Visibility::Public, trap: valid.trap };
    let held = server.watch.held(&by, &spot, sent, now);
    let added = server.store.add_proposal(by.id, &spot, &valid, held, now).await;
    created(added.inspect_err(|error| server.limits.post_failed(error, by.id, address))?)
}

/// A proposal.
#[utoipa::path(get, path = "/api/proposals/{id}", tag = "proposals",
    security((), ("participant" = [])),
    responses((status = 200, body = Proposal), (status = 404, body = model::Problem)))]
pub async fn read(
    State(server): State<Server>,
    Reader(reader): Reader,
    Id(id): Id,
) -> Answer<Proposal> {
    Ok(axum::Json(server.store.proposal(id, reader).await?))
}

/// Takes one's own proposal back.
#[utoipa::path(delete, path = "/api/proposals/{id}", tag = "proposals",
    security(("participant" = [])),
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn withdraw(
    Participant(by): Participant,
    State(server): State<Server>,
    Id(id): Id,
) -> Result<StatusCode, ApiError> {
    server.store.withdraw_proposal(by.id, id, server.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
