//! The API as the client calls it: one file per word, one async function per endpoint.

pub mod comment;
pub mod consultation;
#[cfg(any(feature = "csr", test))]
pub mod desk;
#[cfg(feature = "csr")]
pub mod difficulty;
pub mod erasure;
pub mod handover;
#[cfg(any(feature = "csr", test))]
pub mod news;
pub mod own;
#[cfg(feature = "csr")]
pub mod page;
pub mod participant;
pub mod proposal;
pub mod report;
pub mod search;
pub mod section;
pub mod support;

use std::cell::RefCell;

use gloo_net::http::{Method, RequestBuilder, Response};
use model::{Code, Problem};
use serde::Serialize;

use crate::percent::encode;
use crate::wire::{self, Read};

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The server said no, and why.
    Told {
        /// What it said.
        problem: Problem,
        /// After how many seconds it may be tried again.
        retry_after: Option<u32>,
    },
    /// No answer that could be read: no network, or something in between.
    NoAnswer,
}

impl Refusal {
    /// What the server said, if it said something.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Told { problem, .. } => Some(problem.code),
            Self::NoAnswer => None,
        }
    }

    /// Whether the same may be taken when it is sent again later, as it is.
    #[must_use]
    pub fn passes(&self) -> bool {
        let later = [Code::Internal, Code::Unavailable, Code::Timeout];
        self.code().is_none_or(|code| later.contains(&code))
    }

    /// Whether a post goes again by itself: that it passes, or much was sent at once.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.passes() || self.code() == Some(Code::TooMany)
    }
}

/// What a call gives.
pub type Answer<T> = Result<T, Refusal>;

/// How long an answer may take, in milliseconds. A phone on a train is slow, not dead.
const PATIENCE: u32 = 30_000;

thread_local! {
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes every later call on behalf of this participant (or of nobody).
pub fn identify(token: Option<String>) {
    TOKEN.set(token);
}

async fn get<T: Read>(path: &str) -> Answer<T> {
    take(&call(Method::GET, path, None).await?)
}

async fn send<T: Read>(method: Method, path: &str, body: &impl Serialize) -> Answer<T> {
    let body = serde_json::to_string(body).map_err(|_| Refusal::NoAnswer)?;
    take(&call(method, path, Some(body)).await?)
}

/// What an answer says, read as a phone should.
pub fn take<T: Read>(text: &str) -> Answer<T> {
    wire::read(text).ok_or(Refusal::NoAnswer)
}

/// A call whose answer holds nothing that is needed.
async fn tell(method: Method, path: &str, body: Option<String>) -> Answer<()> {
    call(method, path, body).await.map(drop)
}

// The one place that talks to the network; not generic, so that it is in the program once.
async fn call(method: Method, path: &str, body: Option<String>) -> Answer<String> {
    let signal = web_sys::AbortSignal::timeout_with_u32(PATIENCE);
    let mut request = RequestBuilder::new(path).method(method).abort_signal(Some(&signal));
    if let Some(token) = TOKEN.with_borrow(Clone::clone) {
        request = request.header("Authorization", &format!("Bearer {token}"));
    }
    let request = match body {
        Some(body) => request.header("Content-Type", "application/json").body(body),
        None => request.build(),
    };
    let response = request.map_err(|_| Refusal::NoAnswer)?.send().await;
    let response = response.map_err(|_| Refusal::NoAnswer)?;
    let text = response.text().await.map_err(|_| Refusal::NoAnswer)?;
    if response.ok() { Ok(text) } else { Err(refusal(&response, &text)) }
}

fn refusal(response: &Response, text: &str) -> Refusal {
    let retry_after = response.headers().get("Retry-After").and_then(|text| text.parse().ok());
    let problem = wire::read(text).unwrap_or_else(|| {
        // Something between us and the server answered, in its own words.
        let unavailable = response.status() >= 500;
        Problem::new(if unavailable { Code::Unavailable } else { Code::Malformed })
    });
    Refusal::Told { problem, retry_after }
}

/// A path with those of the pairs that have a value.
fn with_query(path: &str, pairs: &[(&str, Option<&str>)]) -> String {
    let mut out = path.to_owned();
    let mut mark = '?';
    for (name, value) in pairs {
        if let Some(value) = value {
            out.push_str(&format!("{mark}{name}={}", encode(value)));
            mark = '&';
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_given_stands_in_the_query() {
        let path = with_query("/x", &[("a", Some("1/2")), ("b", None), ("c", Some("3"))]);
        assert_eq!(path, "/x?a=1%2F2&c=3");
    }
}
