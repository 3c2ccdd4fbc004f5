//! News.

use model::{News, Page};

use super::{Answer, get, with_query};

/// A page of the news, newest first.
pub async fn list(c: &str, after: Option<&str>) -> Answer<Page<News>> {
    get(&with_query(&format!("/api/consultations/{c}/news"), &[("after", after)])).await
}

/// One piece of news.
pub async fn read(id: &str) -> Answer<News> {
    get(&format!("/api/news/{id}")).await
}
