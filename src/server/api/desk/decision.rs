//! What moderators do to posts: one at a time, or several at once.

use axum::extract::State;
use model::{
    Code, DECISIONS_MAX, Decided, DecisionKind, Flaw, Moment, NewDecision, NewDecisions, QueueItem,
    Uuid,
};

use crate::Server;
use crate::api::Answer;
use crate::auth::Moderator;
use crate::error::ApiError;
use crate::extract::{Json, Path};
use crate::store::{PostKind, StoreError};

async fn decide(
    server: &Server,
    Moderator(by): Moderator,
    kind: PostKind,
    (id, act): (String, String),
    new: &NewDecision,
) -> Answer<QueueItem> {
    let decision = DecisionKind::from_word(&act).ok_or(Code::NotFound)?;
    let id = Uuid::try_parse(&id).map_err(|_| Code::NotFound)?;
    let valid = new.check(decision)?;
    server.store.decide(kind, id, by.id, &valid, server.now()).await?;
    tracing::info!(post = %id.simple(), by = %by.id.simple(), kind = decision.word(), "Decided on a post");
    Ok(axum::Json(server.store.queue_item(kind, id).await?))
}

/// Decides on a comment: `hide` (with a rule and a reason that its author will read), `redact` (with
/// the words that are struck out, too), `restore`, `approve` (which counts the supports that wait),
/// `discount` (which leaves them uncounted, with a rule and a reason), `uphold` (an appeal, with a reason),
/// `note` (for staff alone) or `undo` (what one decided oneself a moment ago). 412 when it has changed
/// since it stood as `stand` says.
#[utoipa::path(post, path = "/api/desk/comments/{id}/{act}", tag = "desk",
    request_body = NewDecision, security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn on_comment(
    by: Moderator,
    State(server): State<Server>,
    Path(which): Path<(String, String)>,
    Json(new): Json<NewDecision>,
) -> Answer<QueueItem> {
    decide(&server, by, PostKind::Comment, which, &new).await
}

/// Decides on a proposal, as on a comment.
#[utoipa::path(post, path = "/api/desk/proposals/{id}/{act}", tag = "desk",
    request_body = NewDecision, security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn on_proposal(
    by: Moderator,
    State(server): State<Server>,
    Path(which): Path<(String, String)>,
    Json(new): Json<NewDecision>,
) -> Answer<QueueItem> {
    decide(&server, by, PostKind::Proposal, which, &new).await
}

/// Decides on several posts at once: `hide`, `approve`, `restore` or `undo`. Each is a decision of its
/// own; those that were overtaken are told. The rule must stand in the hearings of all of them.
#[utoipa::path(post, path = "/api/desk/decisions", tag = "desk",
    request_body = NewDecisions, security(("desk" = [])),
    responses((status = 200, body = Decided), (status = "4XX", body = model::Problem)))]
pub async fn on_several(
    Moderator(by): Moderator,
    State(server): State<Server>,
    Json(new): Json<NewDecisions>,
) -> Answer<Decided> {
    let kind = DecisionKind::from_word(&new.act).filter(|kind| several(*kind));
    let kind = kind.ok_or_else(|| ApiError::field("act", Flaw::Unknown))?;
    let posts = posts(&new)?;
    if let Some(rule) = new.rule.as_deref().filter(|rule| kind.restricts() && !rule.is_empty()) {
        // Before anything is done to any of them.
        let named: Vec<_> = posts.iter().map(|(kind, id, _)| (*kind, *id)).collect();
        if !server.store.rule_stands(rule, &named).await? {
            return Err(ApiError::field("rule", Flaw::Unknown));
        }
    }
    let now = server.now();
    let mut decided = Decided::default();
    for (post, id, stand) in posts {
        let one = NewDecision {
            rule: new.rule.clone(),
            reason: new.reason.clone(),
            stand,
            ..NewDecision::default()
        };
        let done = one_of_several(&server, post, id, by.id, &one, kind, now).await?;
        let list = if done { &mut decided.items } else { &mut decided.left };
        match server.store.queue_item(post, id).await {
            Ok(item) => list.push(item),
            Err(StoreError::Missing) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(axum::Json(decided))
}

/// What may be done to several at once: what needs no look at each one's words.
const fn several(kind: DecisionKind) -> bool {
    matches!(
        kind,
        DecisionKind::Hide | DecisionKind::Approve | DecisionKind::Restore | DecisionKind::Undo
    )
}

type Named = (PostKind, Uuid, Option<String>);

fn posts(new: &NewDecisions) -> Result<Vec<Named>, ApiError> {
    match new.posts.len() {
        0 => return Err(ApiError::field("posts", Flaw::Missing)),
        1..=DECISIONS_MAX => {}
        _ => return Err(ApiError::field("posts", Flaw::TooLong)),
    }
    let named = new.posts.iter().map(|post| {
        let kind = PostKind::from_word(&post.kind)?;
        Some((kind, Uuid::try_parse(&post.id).ok()?, post.stand.clone()))
    });
    named.collect::<Option<_>>().ok_or_else(|| ApiError::field("posts", Flaw::Unknown))
}

/// Whether it was done; what is wrong with all of them is an error. By now its rule may be retired.
async fn one_of_several(
    server: &Server,
    post: PostKind,
    id: Uuid,
    by: Uuid,
    new: &NewDecision,
    kind: DecisionKind,
    now: Moment,
) -> Result<bool, ApiError> {
    let valid = new.check(kind)?;
    match server.store.decide(post, id, by, &valid, now).await {
        Ok(()) => Ok(true),
        Err(StoreError::Missing | StoreError::Refused(_) | StoreError::Invalid(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
