//! The desk's part of the API. Its browser is known by a cookie that no script can read.

pub mod appeal;
pub mod colleague;
pub mod decision;
pub mod difficulty;
pub mod embedding;
pub mod erasure;
pub mod hearing;
pub mod leaving;
pub mod logo;
pub mod news;
pub mod office;
pub mod picture;
pub mod queue;
pub mod record;
pub mod rule;
pub mod session;
pub mod standing;
pub mod statement;

use gloo_net::http::{Method, RequestBuilder};
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::support::Post;
use super::{Answer, PATIENCE, Refusal, refusal};

/// Where a post stands in the desk's part of the API.
fn address(post: Post, id: &str) -> String {
    match post {
        Post::Comment => format!("/api/desk/comments/{id}"),
        Post::Proposal => format!("/api/desk/proposals/{id}"),
    }
}

fn json(body: &impl Serialize) -> Answer<Option<String>> {
    serde_json::to_string(body).map(Some).map_err(|_| Refusal::NoAnswer)
}

// Apart from `super::call` for one header: no form on another site can set it.
async fn call(method: Method, path: &str, body: Option<String>) -> Answer<String> {
    send(method, path, body.map(|json| ("application/json", json.into()))).await
}

/// Sends what is of some kind.
async fn send(method: Method, path: &str, body: Option<(&str, JsValue)>) -> Answer<String> {
    let signal = web_sys::AbortSignal::timeout_with_u32(PATIENCE);
    let request = RequestBuilder::new(path).method(method).abort_signal(Some(&signal));
    let request = request.header("X-Blanddig", "1");
    let request = match body {
        Some((kind, body)) => request.header("Content-Type", kind).body(body),
        None => request.build(),
    };
    let response = request.map_err(|_| Refusal::NoAnswer)?.send().await;
    let response = response.map_err(|_| Refusal::NoAnswer)?;
    let text = response.text().await.map_err(|_| Refusal::NoAnswer)?;
    if response.ok() { Ok(text) } else { Err(refusal(&response, &text)) }
}
