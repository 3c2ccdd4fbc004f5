//! Who asks. Authority is a type: a handler that does not name it cannot be reached without it.

use argon2::Argon2;
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use model::{Code, HOUR, Moment, Role, Staff, Uuid};
use tokio::sync::Semaphore;

use crate::Server;
use crate::error::ApiError;
use crate::panics;
use crate::store::Entry;

/// The desk's cookie. The prefix makes browsers insist on Secure, on Path=/ and on no Domain.
pub const DESK_COOKIE: &str = "__Host-blanddig";
/// How long somebody stays signed in at the desk: a working day, and nothing makes it longer.
pub const DESK_SESSION: i64 = 12 * HOUR;

/// Somebody who writes, known by their bearer token.
pub struct Participant(pub Entry);

impl FromRequestParts<Server> for Participant {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, ApiError> {
        let token = bearer(&parts.headers).ok_or(Code::Unauthorized)?;
        let entry = server.store.participant(token).await?;
        entry.map(Self).ok_or_else(|| Code::Unauthorized.into())
    }
}

/// Somebody who reads: a participant when they say so, else anybody.
pub struct Reader(pub Option<Uuid>);

impl FromRequestParts<Server> for Reader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, ApiError> {
        if !parts.headers.contains_key(header::AUTHORIZATION) {
            return Ok(Self(None));
        }
        // A wrong token is told, so that an app with a forgotten one can ask for the name again.
        let Participant(entry) = Participant::from_request_parts(parts, server).await?;
        Ok(Self(Some(entry.id)))
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// Somebody at the desk, with their id.
pub struct AtDesk {
    /// Their id.
    pub id: Uuid,
    /// Who they are.
    pub staff: Staff,
    /// The secret of the device that they are signed in on.
    pub secret: String,
    /// Until when they are.
    pub expires: Moment,
}

async fn at_desk(parts: &Parts, server: &Server, needed: Role) -> Result<AtDesk, ApiError> {
    let secret = desk_cookie(&parts.headers).ok_or(Code::Unauthorized)?;
    let found = server.store.desk_session(secret, server.now()).await?;
    let (id, staff, expires) = found.ok_or(Code::Unauthorized)?;
    // SameSite keeps other sites out; the header keeps out what SameSite does not know.
    let reads = matches!(parts.method, Method::GET | Method::HEAD);
    if !reads && parts.headers.get("x-blanddig").is_none_or(|value| value != "1") {
        return Err(Code::Forbidden.into());
    }
    if !staff.role.covers(needed) {
        return Err(Code::Forbidden.into());
    }
    Ok(AtDesk { id, staff, secret: secret.to_owned(), expires })
}

/// The secret in the desk's cookie.
#[must_use]
pub fn desk_cookie(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, DESK_COOKIE)
}

/// What a cookie says; an empty one says nothing.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, cookie: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == cookie && !value.is_empty())
        .map(|(_, value)| value)
}

/// Somebody who looks: a member of staff when they are one, else anybody.
pub struct AtDeskOrNot(pub Option<AtDesk>);

impl FromRequestParts<Server> for AtDeskOrNot {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, ApiError> {
        match at_desk(parts, server, Role::Moderator).await {
            Ok(staff) => Ok(Self(Some(staff))),
            // What is open to all is open to them too, whatever became of their cookie.
            Err(ApiError::Refused(_)) => Ok(Self(None)),
            Err(error) => Err(error),
        }
    }
}

macro_rules! role {
    ($(#[$doc:meta])* $name:ident, $role:expr) => {
        $(#[$doc])*
        pub struct $name(pub AtDesk);

        impl FromRequestParts<Server> for $name {
            type Rejection = ApiError;

            async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, ApiError> {
                at_desk(parts, server, $role).await.map(Self)
            }
        }
    };
}

role! {
    /// Somebody who may hide and restore posts.
    Moderator, Role::Moderator
}

role! {
    /// Somebody who may write what the site says and say how a hearing is moderated, too.
    Editor, Role::Editor
}

role! {
    /// Somebody who may invite others, too.
    Admin, Role::Admin
}

/// Hashes a password with Argon2id (RFC 9106), slowly on purpose.
///
/// # Errors
/// When the machine has no randomness or memory for it.
pub async fn hash_password(password: String) -> Result<String, ApiError> {
    slowly(move || {
        let salt = SaltString::generate(&mut OsRng);
        let hash = Argon2::default().hash_password(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|error| ApiError::Internal(error.to_string()))
    })
    .await?
}

/// Whether a password is the one that was hashed. Without a hash it takes as long and says no, so
/// that the time does not tell who has an account.
///
/// # Errors
/// When the machine is out of memory.
pub async fn verify_password(password: String, hash: Option<String>) -> Result<bool, ApiError> {
    slowly(move || match hash.as_deref().map(PasswordHash::new) {
        Some(Ok(hash)) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
        _ => {
            let salt = SaltString::generate(&mut OsRng);
            let _ = Argon2::default().hash_password(password.as_bytes(), &salt);
            false
        }
    })
    .await
}

/// Each takes 19 MB: no more at once than these, however many people guess.
static TURNS: Semaphore = Semaphore::const_new(4);

async fn slowly<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ApiError> {
    let turn = TURNS.acquire().await.map_err(|error| ApiError::Internal(error.to_string()))?;
    let work = move || {
        let done = panics::apart(work);
        // Also when nobody waits for the answer any more.
        drop(turn);
        done
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| ApiError::Internal(error.to_string()))
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_that_was_hashed_is_right() {
        let hash = hash_password("correct horse battery".to_owned()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(
            verify_password("correct horse battery".to_owned(), Some(hash.clone())).await.unwrap()
        );
        assert!(!verify_password("wrong".to_owned(), Some(hash)).await.unwrap());
        assert!(!verify_password("anything".to_owned(), None).await.unwrap());
    }

    #[test]
    fn the_desks_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "a=1; __Host-blanddig=secret; b=2".parse().unwrap());
        assert_eq!(desk_cookie(&headers), Some("secret"));
    }
}
