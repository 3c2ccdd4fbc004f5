//! News.

use model::News;

use super::{Answer, fetch};

/// One piece of news.
pub async fn read(id: &str) -> Answer<News> {
    fetch(&format!("/api/news/{id}")).await
}
