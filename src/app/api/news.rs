//! News.

use super::{Answer, get};
use crate::json::Value;
use crate::wire::Read;

/// What a piece of news is called.
struct Title(String);

impl Read for Title {
    fn read(value: &Value) -> Option<Self> {
        value.field("title")?.text().map(Self)
    }
}

/// What a piece of news is called; nothing else of it is read.
pub async fn title(id: &str) -> Answer<String> {
    let Title(title) = get(&format!("/api/news/{id}")).await?;
    Ok(title)
}
