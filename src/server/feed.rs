//! Feeds: what is new in a hearing (`/{c}.atom`) or a section (`/{c}/{key}.atom`). No name in an
//! address holds a full stop, so none of them is taken.

use app::{Address, FeedData, Route};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::Sort;

use crate::Server;
use crate::error::ApiError;
use crate::store::{Place, ProposalQuery, Result, StoreError};

/// What the address of a feed ends with.
pub const ENDING: &str = ".atom";
/// How many of each kind are told.
const NEWEST: i64 = 50;

/// Answers with the feed of a page.
pub async fn show(server: &Server, address: &Address, public_url: &str) -> Response {
    match read(server, address).await {
        Ok(data) => {
            let kind = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
            (kind, app::feed(&data, address, public_url)).into_response()
        }
        Err(error) => ApiError::from(error).into_response(),
    }
}

async fn read(server: &Server, address: &Address) -> Result<FeedData> {
    let store = &server.store;
    let (c, key) = match &address.route {
        Route::Front { c } => (c, None),
        Route::Section { c, key } => (c, Some(key.clone())),
        _ => return Err(StoreError::Missing),
    };
    let consultation = Box::new(store.consultation(c, None, server.now()).await?);
    let place = match &key {
        Some(key) => Place::Section(c.clone(), key.clone()),
        None => Place::General(c.clone()),
    };
    let spot = store.spot(&place).await?;
    let (comments, news) = if key.is_some() {
        (store.newest_comments(&spot, NEWEST).await?, Vec::new())
    } else {
        let news = store.news(spot.consultation, NEWEST, None, server.now()).await?.items;
        (store.newest_comments_of_all(&spot, NEWEST).await?, news)
    };
    let newest =
        ProposalQuery { sort: Sort::Newest, kind: None, section: key, limit: NEWEST, after: None };
    let proposals = store.proposals(spot.consultation, &newest, None).await?.items;
    Ok(FeedData { consultation, comments, proposals, news })
}
