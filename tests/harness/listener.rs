//! Somebody who listens to a live stream.

use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::{Bytes, Incoming};

use super::{Answer, Method, StatusCode, Value, Visitor};

/// Longer than it takes to hear of a post, on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open live stream.
#[derive(Debug)]
pub struct Listener {
    body: Incoming,
    heard: String,
}

impl Visitor {
    /// Opens a live stream.
    pub async fn listen(&self, path: &str) -> Listener {
        let answer = self.begin(Method::GET, path, None, Bytes::new()).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        Listener { body: answer.into_body(), heard: String::new() }
    }
}

impl Visitor {
    /// The status and the headers of an answer, without waiting for its end.
    pub async fn head_of(&self, path: &str) -> Answer {
        let answer = self.begin(Method::GET, path, None, Bytes::new()).await.expect("an answer");
        let (parts, _) = answer.into_parts();
        Answer { status: parts.status, headers: parts.headers, body: Bytes::new() }
    }
}

impl Listener {
    /// The data of the next event; `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<Value> {
        let next = tokio::time::timeout(PATIENCE, self.event()).await;
        let data = next.expect("an event in time")?;
        Some(serde_json::from_str(&data).expect("JSON"))
    }

    /// Everything that is told within this time.
    pub async fn hear_for(mut self, time: Duration) -> String {
        let mut all = String::new();
        let hearing = async {
            while let Some(data) = self.event().await {
                all.push_str(&data);
            }
        };
        let _ = tokio::time::timeout(time, hearing).await;
        all
    }

    async fn event(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.heard.split_once("\n\n") {
                let data = event.lines().find_map(|line| line.strip_prefix("data: "));
                let data = data.map(str::to_owned);
                self.heard = rest.to_owned();
                match data {
                    Some(data) => return Some(data),
                    None => continue,
                }
            }
            let frame = self.body.frame().await?.ok()?;
            let bytes = frame.into_data().unwrap_or_default();
            self.heard.push_str(&String::from_utf8_lossy(&bytes));
        }
    }
}
