//! Refusals: every one is a `problem+json`, and what caused it is logged once, here.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::{Code, FieldFlaw, Flaw, Problem};

use crate::store::StoreError;

/// What a handler answers when it does not do what it was asked to.
#[derive(Debug)]
pub enum ApiError {
    /// A refusal that the client can act on.
    Refused(Code),
    /// Some fields cannot be taken as they are.
    Invalid(Vec<FieldFlaw>),
    /// Too much in too short a time; come again in so many seconds.
    TooMany(i64),
    /// The store, or what it said.
    Store(StoreError),
    /// Our fault.
    Internal(String),
}

/// How soon to come again when the store is away, in seconds.
const RETRY_UNAVAILABLE: i64 = 5;

impl ApiError {
    /// One field with one flaw.
    #[must_use]
    pub fn field(field: &str, flaw: Flaw) -> Self {
        Self::Invalid(vec![FieldFlaw { field: field.to_owned(), flaw }])
    }

    /// The code that tells the client what to do.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Refused(code) | Self::Store(StoreError::Refused(code)) => *code,
            Self::Invalid(_) | Self::Store(StoreError::Invalid(_)) => Code::Invalid,
            Self::TooMany(_) => Code::TooMany,
            Self::Store(StoreError::Missing) => Code::NotFound,
            Self::Store(error) if error.passes() => Code::Unavailable,
            Self::Store(_) | Self::Internal(_) => Code::Internal,
        }
    }

    fn retry_after(&self) -> Option<i64> {
        match self {
            Self::TooMany(seconds) => Some(*seconds),
            _ if self.code() == Code::Unavailable => Some(RETRY_UNAVAILABLE),
            _ => None,
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Vec<FieldFlaw>> for ApiError {
    fn from(flaws: Vec<FieldFlaw>) -> Self {
        Self::Invalid(flaws)
    }
}

impl From<Code> for ApiError {
    fn from(code: Code) -> Self {
        Self::Refused(code)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let code = self.code();
        match (&self, code) {
            (Self::Store(error), Code::Unavailable) => {
                tracing::warn!(%error, "The store cannot be used just now");
            }
            (_, Code::Internal) => tracing::error!(error = ?self, "A request failed"),
            _ => {}
        }
        let retry_after = self.retry_after();
        let fields = match self {
            Self::Invalid(fields) | Self::Store(StoreError::Invalid(fields)) => fields,
            _ => Vec::new(),
        };
        let mut response = problem(Problem { fields, ..Problem::new(code) });
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// A refusal as an answer.
#[must_use]
pub fn problem(problem: Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (status, kind, Json(problem)).into_response()
}
