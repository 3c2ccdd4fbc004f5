//! Looking for words, over HTTP.

use axum::extract::State;
use model::{Hit, Page, QUESTION_MOST};
use serde::Deserialize;

use super::Answer;
use crate::Server;
use crate::extract::{Path, Query};
use crate::store::Result;
use crate::words::{Words, excerpt};

/// What is looked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct SearchQuery {
    /// Words, all of which must be there: in any form, or as parts of others.
    pub q: String,
    /// 1 to 100; 20 when left out.
    pub limit: Option<u32>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// Sections, proposals and comments with certain words.
#[utoipa::path(get, path = "/api/consultations/{c}/search", tag = "search", params(SearchQuery),
    responses((status = 200, body = Page<Hit>), (status = 404, body = model::Problem),
        (status = 422, body = model::Problem)))]
pub async fn read(
    State(server): State<Server>,
    Path(slug): Path<String>,
    Query(query): Query<SearchQuery>,
) -> Answer<Page<Hit>> {
    let limit = super::limit(query.limit)?;
    Ok(axum::Json(find(&server, &slug, &query.q, limit, query.after.as_deref()).await?))
}

/// Looks for words in a consultation.
///
/// # Errors
/// When there is no such consultation, or the store cannot be read.
pub async fn find(
    server: &Server,
    slug: &str,
    question: &str,
    limit: i64,
    after: Option<&str>,
) -> Result<Page<Hit>> {
    let words = Words::default();
    let question: String = question.chars().take(QUESTION_MOST).collect();
    let asked = words.asked(&question);
    let page = server.store.search(slug, &asked, limit, after).await?;
    let mut items = Vec::with_capacity(page.items.len());
    for found in page.items {
        let Some(shown) = server.store.found(found).await? else { continue };
        let labelled = |title: String| match &shown.label {
            Some(label) => format!("{label}: {title}"),
            None => title,
        };
        let (title, place) = match &shown.name {
            Some(_) => (labelled(shown.title.clone()), None),
            None => (shown.title.clone(), shown.place.clone().map(labelled)),
        };
        items.push(Hit {
            kind: found.kind(),
            name: shown.name.unwrap_or_else(|| found.item.simple().to_string()),
            title,
            place,
            excerpt: excerpt(&shown.text, &words.marks(&shown.text, &asked)),
        });
    }
    Ok(Page { items, next: page.next, total: page.total })
}
