//! What is one's own, over HTTP: all posts, and all data as a file.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use model::{Comment, Own, OwnReport, PAGE_MAX, Page, Proposal, Revision, Uuid, Whole};
use serde::Serialize;
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

use super::{Answer, Page20};
use crate::Server;
use crate::auth::Participant;
use crate::error::ApiError;
use crate::extract::Query;
use crate::store::{Entry, StoreError};

/// All that one commented, newest first, whatever became of it.
#[utoipa::path(get, path = "/api/participants/me/comments", tag = "participants",
    params(Page20), security(("participant" = [])),
    responses((status = 200, body = Page<Own<Comment>>), (status = 401, body = model::Problem)))]
pub async fn list_comments(
    Participant(by): Participant,
    State(server): State<Server>,
    Query(page): Query<Page20>,
) -> Answer<Page<Own<Comment>>> {
    let limit = super::limit(page.limit)?;
    Ok(axum::Json(server.store.own_comments(by.id, limit, page.after.as_deref()).await?))
}

/// All that one proposed, newest first, whatever became of it.
#[utoipa::path(get, path = "/api/participants/me/proposals", tag = "participants",
    params(Page20), security(("participant" = [])),
    responses((status = 200, body = Page<Own<Proposal>>), (status = 401, body = model::Problem)))]
pub async fn list_proposals(
    Participant(by): Participant,
    State(server): State<Server>,
    Query(page): Query<Page20>,
) -> Answer<Page<Own<Proposal>>> {
    let limit = super::limit(page.limit)?;
    Ok(axum::Json(server.store.own_proposals(by.id, limit, page.after.as_deref()).await?))
}

/// What one reported, newest first, with what came of it.
#[utoipa::path(get, path = "/api/participants/me/reports", tag = "participants",
    params(Page20), security(("participant" = [])),
    responses((status = 200, body = Page<OwnReport>), (status = 401, body = model::Problem)))]
pub async fn list_reports(
    Participant(by): Participant,
    State(server): State<Server>,
    Query(page): Query<Page20>,
) -> Answer<Page<OwnReport>> {
    let limit = super::limit(page.limit)?;
    Ok(axum::Json(server.store.newest_reports(by.id, limit, page.after.as_deref()).await?))
}

/// All that is stored of oneself, as a file of JSON: `{profile, restriction, devices, comments, proposals,
/// supports, erasures, reports, measures, appeals, supports_left_out}`; each comment with what it said before (`earlier`).
/// Keys and hashes of keys are left out, and who of the staff decided.
#[utoipa::path(get, path = "/api/participants/me/data", tag = "participants",
    security(("participant" = [])),
    responses((status = 200, content_type = "application/json"),
        (status = 401, body = model::Problem)))]
pub async fn data(Participant(by): Participant, State(server): State<Server>) -> impl IntoResponse {
    // However much somebody wrote, a few pages of it are in memory at a time.
    let (to, stream) = channel(2);
    tokio::spawn(async move {
        if let Err(error) = (Writer { to: to.clone() }).everything(&server, by).await {
            // The connection ends in the middle, so that nobody takes a part for the whole.
            let broken = std::io::Error::other(format!("{error:?}"));
            tracing::warn!(%broken, "Somebody's data could not be read to its end");
            let _ = to.send(Err(broken)).await;
        }
    });
    let file = "attachment; filename=\"bland-dig-mine-data.json\"";
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CONTENT_DISPOSITION, file)];
    (headers, Body::from_stream(ReceiverStream::new(stream)))
}

/// Writes a document of JSON a page at a time.
struct Writer {
    to: Sender<std::io::Result<Bytes>>,
}

/// After what a list's next page begins.
type After = Option<String>;

impl Writer {
    async fn everything(&self, server: &Server, by: Entry) -> Result<(), ApiError> {
        let store = &server.store;
        let limit = i64::from(PAGE_MAX);
        self.raw(format!("{{\"profile\":{}", json(&profile(&by))?)).await?;
        let restriction = store.restriction(&by, server.now()).await?;
        self.raw(format!(",\"restriction\":{}", json(&restriction)?)).await?;
        self.raw(format!(",\"devices\":{}", json(&store.devices(by.id).await?)?)).await?;
        self.raw(",\"comments\":[".to_owned()).await?;
        let (mut after, mut first): (After, bool) = (None, true);
        loop {
            let page = store.own_comments(by.id, limit, after.as_deref()).await?;
            for own in page.items {
                let earlier = earlier(server, &own, by.id).await?;
                self.item(&Whole { own, earlier }, &mut first).await?;
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        self.raw("],\"proposals\":[".to_owned()).await?;
        first = true;
        loop {
            let page = store.own_proposals(by.id, limit, after.as_deref()).await?;
            for own in &page.items {
                self.item(own, &mut first).await?;
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        self.acts(server, by.id).await?;
        self.moderated(server, by.id).await?;
        self.raw("]}".to_owned()).await
    }

    /// What one did to the posts of others.
    async fn acts(&self, server: &Server, by: Uuid) -> Result<(), ApiError> {
        let id = |name: &String| Uuid::try_parse(name).unwrap_or(Uuid::max());
        self.raw("],\"supports\":[".to_owned()).await?;
        let (mut after, mut first) = (Uuid::nil(), true);
        loop {
            let page = server.store.own_supports(by, after).await?;
            let Some(last) = page.last() else { break };
            after = id(&last.post);
            for support in &page {
                self.item(support, &mut first).await?;
            }
        }
        self.raw("],\"erasures\":[".to_owned()).await?;
        let (mut after_case, mut first_case): (After, bool) = (None, true);
        loop {
            let limit = i64::from(PAGE_MAX);
            let page = server.store.own_erasures(by, limit, after_case.as_deref()).await?;
            for case in &page.items {
                self.item(case, &mut first_case).await?;
            }
            after_case = page.next;
            if after_case.is_none() {
                break;
            }
        }
        self.raw("],\"reports\":[".to_owned()).await?;
        (after, first) = (Uuid::nil(), true);
        loop {
            let page = server.store.own_reports(by, after).await?;
            let Some(last) = page.last() else { break };
            after = id(&last.id);
            for report in &page {
                self.item(report, &mut first).await?;
            }
        }
        Ok(())
    }

    /// What moderators did about one, and what one said against that.
    async fn moderated(&self, server: &Server, by: Uuid) -> Result<(), ApiError> {
        self.raw("],\"measures\":[".to_owned()).await?;
        let (mut after, mut first) = (0, true);
        loop {
            let page = server.store.own_measures(by, after).await?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            for (_, measure) in &page {
                self.item(measure, &mut first).await?;
            }
        }
        self.raw("],\"appeals\":[".to_owned()).await?;
        let (mut after, mut first) = (Uuid::nil(), true);
        loop {
            let page = server.store.own_appeals(by, after).await?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            for (_, appeal) in &page {
                self.item(appeal, &mut first).await?;
            }
        }
        self.raw("],\"supports_left_out\":[".to_owned()).await?;
        (after, first) = (Uuid::nil(), true);
        loop {
            let page = server.store.own_left_out(by, after).await?;
            let Some(last) = page.last() else { break };
            after = *last;
            for post in &page {
                self.item(&post.simple().to_string(), &mut first).await?;
            }
        }
        Ok(())
    }

    async fn item(&self, item: &impl Serialize, first: &mut bool) -> Result<(), ApiError> {
        let comma = if std::mem::take(first) { "" } else { "," };
        self.raw(format!("{comma}{}", json(item)?)).await
    }

    async fn raw(&self, text: String) -> Result<(), ApiError> {
        // Nobody is there any more: no need to read on.
        let gone = |_| ApiError::Internal("whoever asked for their data has left".to_owned());
        self.to.send(Ok(Bytes::from(text))).await.map_err(gone)
    }
}

fn json(value: &impl Serialize) -> Result<String, ApiError> {
    serde_json::to_string(value).map_err(|error| ApiError::Internal(error.to_string()))
}

/// All that a comment said before.
async fn earlier(server: &Server, own: &Own<Comment>, by: Uuid) -> Result<Vec<Revision>, ApiError> {
    let mut all = Vec::new();
    if own.post.edited.is_none() {
        return Ok(all);
    }
    let id = Uuid::try_parse(&own.post.id).map_err(|_| StoreError::Missing)?;
    let mut after: After = None;
    loop {
        let limit = i64::from(PAGE_MAX);
        let page = server.store.revisions(id, limit, after.as_deref(), Some(by)).await?;
        all.extend(page.items);
        after = page.next;
        if after.is_none() {
            return Ok(all);
        }
    }
}

fn profile(by: &Entry) -> impl Serialize {
    serde_json::json!({
        "id": by.id.simple().to_string(),
        "name": by.name,
        "kind": by.kind,
        "district": by.district,
        "email": by.email,
        "email_confirmed": by.email_confirmed,
        "created": by.created,
    })
}
