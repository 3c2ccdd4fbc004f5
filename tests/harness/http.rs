//! Somebody who sends requests.

use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Request, Response};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use super::{Answer, Door, Method, SITE, StatusCode, Value};

/// From so many bytes on a body does not fit into what a connection takes at once.
const LARGE: usize = 64 * 1024;
/// A request that takes longer has hung.
const PATIENCE: Duration = Duration::from_secs(60);

/// Somebody with a browser: a stranger, a participant with a token, a moderator with a cookie.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// A participant's permanent name; empty for others.
    pub id: String,
    /// A participant's token; empty for others.
    pub token: String,
    client: Client<HttpConnector, Full<Bytes>>,
    address: SocketAddr,
    door: Option<Door>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Visitor {
    pub(super) fn new(address: SocketAddr) -> Self {
        let client = Client::builder(TokioExecutor::new()).build_http();
        let (id, token) = (String::new(), String::new());
        Self { id, token, client, address, door: None, headers: Vec::new() }
    }

    /// The same person, sending this header too, or without it when it is empty.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().expect("a header's name");
        let mut other = self.clone();
        other.headers.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            other.headers.push((name, value.parse().expect("a header's value")));
        }
        other
    }

    /// The same person at another server of the same store.
    #[must_use]
    pub fn at(&self, address: SocketAddr) -> Self {
        Self { address, ..self.clone() }
    }

    /// The same person by way of a proxy.
    #[must_use]
    pub fn through(&self, door: Door) -> Self {
        Self { door: Some(door), ..self.clone() }
    }

    /// Sends JSON, or nothing for `null`; answers with status and JSON.
    pub async fn send(&self, method: Method, path: &str, json: Value) -> (StatusCode, Value) {
        let body = (!json.is_null()).then(|| json.to_string());
        let answer = self.ask(method, path, body).await;
        (answer.status, answer.json())
    }

    /// Reads; answers with status and JSON.
    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        self.send(Method::GET, path, Value::Null).await
    }

    /// Reads what must be there.
    pub async fn read(&self, path: &str) -> Value {
        let (status, json) = self.get(path).await;
        assert_eq!(status, StatusCode::OK, "GET {path}: {json}");
        json
    }

    /// Sends a body as JSON, or none; answers with everything.
    pub async fn ask(&self, method: Method, path: &str, body: Option<String>) -> Answer {
        let answer = self.try_ask(method.clone(), path, body).await;
        answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// As [`Visitor::ask`], when the server may be gone.
    ///
    /// # Errors
    /// What kept the answer from coming.
    pub async fn try_ask(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
    ) -> Result<Answer, String> {
        let kind = body.is_some().then_some("application/json");
        let body = Bytes::from(body.unwrap_or_default());
        self.try_send(method, path, kind, body).await
    }

    /// Sends these bytes under this content type.
    pub async fn send_bytes(
        &self,
        method: Method,
        path: &str,
        kind: Option<&str>,
        body: impl Into<Bytes>,
    ) -> Answer {
        let answer = self.try_send(method.clone(), path, kind, body.into()).await;
        answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// The server refuses a body that is too large without reading it, and closes the connection: whoever
    /// still writes on it may see that before the answer, and asks again.
    async fn try_send(
        &self,
        method: Method,
        path: &str,
        kind: Option<&str>,
        body: Bytes,
    ) -> Result<Answer, String> {
        let mut answer = self.send_once(method.clone(), path, kind, body.clone()).await;
        for _ in 0..5 {
            let closed = |error: &String| error.contains("BrokenPipe") || error.contains("Reset");
            if body.len() < LARGE || !answer.as_ref().is_err_and(closed) {
                break;
            }
            answer = self.send_once(method.clone(), path, kind, body.clone()).await;
        }
        answer
    }

    async fn send_once(
        &self,
        method: Method,
        path: &str,
        kind: Option<&str>,
        body: Bytes,
    ) -> Result<Answer, String> {
        let whole = async {
            let (parts, body) = self.begin(method, path, kind, body).await?.into_parts();
            let body = body.collect().await.map_err(|error| error.to_string())?.to_bytes();
            Ok(Answer { status: parts.status, headers: parts.headers, body })
        };
        let late = |_| format!("no answer within {} seconds", PATIENCE.as_secs());
        tokio::time::timeout(PATIENCE, whole).await.map_err(late)?
    }

    pub(super) async fn begin(
        &self,
        method: Method,
        path: &str,
        kind: Option<&str>,
        body: Bytes,
    ) -> Result<Response<Incoming>, String> {
        let uri = match self.door {
            Some(_) => format!("https://{SITE}{path}"),
            None => format!("http://{}{path}", self.address),
        };
        let mut request = Request::builder().method(method).uri(uri);
        if let Some(kind) = kind {
            request = request.header(CONTENT_TYPE, kind);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(Full::new(body)).expect("a request");
        match &self.door {
            Some(door) => door.send(request).await,
            None => self.client.request(request).await.map_err(|error| format!("{error:?}")),
        }
    }
}
