//! Looking for words, over HTTP.

use axum::extract::State;
use model::{Flaw, Hit, HitKind, Page};
use serde::Deserialize;

use super::Answer;
use crate::Server;
use crate::error::ApiError;
use crate::extract::{Path, Query};
use crate::store::{Found, Result, Shown};
use crate::words::{Asked, Words, excerpt};

/// What is looked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct SearchQuery {
    /// Words, all of which must be there: in any form, or as parts of others.
    pub q: String,
    /// `section`, `proposal` or `comment`; all of them when left out.
    #[param(inline, value_type = Option<HitKind>)]
    pub kind: Option<String>,
    /// `true` finds what shares some of the words, the likest first, for something that is still
    /// being written. Such a list has no `next`.
    pub similar: Option<bool>,
    /// 1 to 100; 20 when left out.
    #[param(minimum = 1, maximum = 100)]
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
    let kind = match query.kind.as_deref() {
        None => None,
        Some(word) => {
            Some(HitKind::from_word(word).ok_or_else(|| ApiError::field("kind", Flaw::Unknown))?)
        }
    };
    let words = Words::default();
    let question = model::question(&query.q).unwrap_or_default();
    let similar = query.similar.unwrap_or_default();
    let asked = if similar { words.telling(&question) } else { words.asked(&question) };
    let page = if similar {
        server.store.similar(&slug, &asked, kind, limit).await?
    } else {
        server.store.search(&slug, &asked, kind, limit, query.after.as_deref()).await?
    };
    Ok(axum::Json(hits(&server, &words, &asked, page).await?))
}

/// Looks for words in all of a consultation.
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
    let asked = words.asked(&model::question(question).unwrap_or_default());
    let page = server.store.search(slug, &asked, None, limit, after).await?;
    hits(server, &words, &asked, page).await
}

/// What is shown of what was found.
async fn hits(
    server: &Server,
    words: &Words,
    asked: &[Asked],
    page: Page<Found>,
) -> Result<Page<Hit>> {
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
        let (full, text) = edition(words, asked, &shown);
        let excerpt = excerpt(text, &words.marks(text, asked));
        items.push(Hit {
            kind: found.kind(),
            name: shown.name.unwrap_or_else(|| found.item.simple().to_string()),
            title,
            number: shown.number,
            place,
            support: shown.support,
            full,
            excerpt,
        });
    }
    Ok(Page { items, next: page.next, total: page.total })
}

/// The words of the edition that holds more of a question, and whether that is the full edition of
/// something that has a short one, too. The short one when both hold as much, for the page shows it
/// first.
fn edition<'a>(words: &Words, asked: &[Asked], shown: &'a Shown) -> (bool, &'a str) {
    match &shown.short {
        Some(short) if words.held(&shown.text, asked) <= words.held(short, asked) => {
            (false, short.as_str())
        }
        short => (short.is_some(), shown.text.as_str()),
    }
}
