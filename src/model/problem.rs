//! How a refusal is told: a `problem+json` (RFC 9457) with a code that the client can translate.

use serde::{Deserialize, Serialize};

use crate::{FieldFlaw, words};

words! {
    /// What went wrong, as far as the one who asked can do something about it.
    Code {
        /// 400: the request could not be read at all.
        Malformed = "malformed",
        /// 401: nobody is known by this token or cookie.
        Unauthorized = "unauthorized",
        /// 401: this e-mail and password do not belong together.
        SignInFailed = "sign-in-failed",
        /// 403: known, but not allowed to do this.
        Forbidden = "forbidden",
        /// 404: there is no such thing, or it is not for the public.
        NotFound = "not-found",
        /// 405: the address exists, the verb does not.
        MethodNotAllowed = "method-not-allowed",
        /// 409: the hearing is over.
        Closed = "closed",
        /// 409: the hearing has not begun.
        NotOpen = "not-open",
        /// 409: nobody can post in this hearing, or answer in this thread, for now.
        Locked = "locked",
        /// 409: this participant cannot post for now.
        Paused = "paused",
        /// 409: a post can be changed for fifteen minutes only.
        EditWindow = "edit-window",
        /// 409: the post is not in a state in which this can be done.
        State = "state",
        /// 409: a link that works once was used already, or is too old.
        LinkSpent = "link-spent",
        /// 412: somebody else changed it in the meantime.
        Changed = "changed",
        /// 413: more than is taken at once.
        TooLarge = "too-large",
        /// 415: not JSON.
        UnsupportedMediaType = "unsupported-media-type",
        /// 422: some fields cannot be taken as they are.
        Invalid = "invalid",
        /// 429: too much in too short a time; `Retry-After` says when.
        TooMany = "too-many",
        /// 500: our fault.
        Internal = "internal",
        /// 503: the store cannot be reached or written just now.
        Unavailable = "unavailable",
        /// 408: the request took too long to arrive.
        Timeout = "timeout",
    }
}

impl Code {
    /// The HTTP status that carries it.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Unauthorized | Self::SignInFailed => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Timeout => 408,
            Self::Closed
            | Self::NotOpen
            | Self::Locked
            | Self::Paused
            | Self::EditWindow
            | Self::State
            | Self::LinkSpent => 409,
            Self::Changed => 412,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::Invalid => 422,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

/// A refusal as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The HTTP status, once more.
    pub status: u16,
    /// What went wrong.
    pub code: Code,
    /// Which fields were refused and why; empty unless the code is `invalid`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldFlaw>,
}

impl Problem {
    /// A refusal without fields.
    #[must_use]
    pub const fn new(code: Code) -> Self {
        Self { status: code.status(), code, fields: Vec::new() }
    }
}
