//! News, for those who write them.

use gloo_net::http::Method;
use model::{DeskNews, NewNews, Page, Preview};

use super::{call, json};
use crate::api::{Answer, take as parse, with_query};

fn all(c: &str) -> String {
    format!("/api/desk/consultations/{c}/news")
}

fn one(id: &str) -> String {
    format!("/api/desk/news/{id}")
}

/// All news of a consultation: drafts, what is planned, what is read, the newest first.
pub async fn list(c: &str, after: Option<&str>) -> Answer<Page<DeskNews>> {
    let path = with_query(&all(c), &[("after", after)]);
    parse(&call(Method::GET, &path, None).await?)
}

/// A piece of news in whatever state.
pub async fn read(id: &str) -> Answer<DeskNews> {
    parse(&call(Method::GET, &one(id), None).await?)
}

/// Begins a piece of news.
pub async fn add(c: &str, new: &NewNews) -> Answer<DeskNews> {
    parse(&call(Method::POST, &all(c), json(new)?).await?)
}

/// Changes a piece of news.
pub async fn change(id: &str, new: &NewNews) -> Answer<DeskNews> {
    parse(&call(Method::PUT, &one(id), json(new)?).await?)
}

/// Deletes a draft.
pub async fn remove(id: &str, number: i64) -> Answer<()> {
    let path = format!("{}?number={number}", one(id));
    call(Method::DELETE, &path, None).await.map(drop)
}

/// What words will look like.
pub async fn preview(c: &str, new: &NewNews) -> Answer<Preview> {
    let path = format!("{}/preview", all(c));
    parse(&call(Method::POST, &path, json(new)?).await?)
}
