//! The record of what staff and the program did.

use gloo_net::http::Method;
use model::{Page, RecordEntry};

use super::call;
use crate::api::{Answer, take as parse, with_query};

/// A page of it, newest first.
pub async fn list(after: Option<&str>) -> Answer<Page<RecordEntry>> {
    let path = with_query("/api/desk/record", &[("limit", Some("50")), ("after", after)]);
    parse(&call(Method::GET, &path, None).await?)
}
