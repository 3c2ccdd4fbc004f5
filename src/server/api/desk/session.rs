//! Signing in to the desk and out again.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::AppendHeaders;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::{AcceptInvitation, Code, DAY, Flaw, Flaws, PASSWORD_MAX, PASSWORD_MIN, SignIn, Staff};

use crate::Server;
use crate::api::Answer;
use crate::auth::{
    DESK_COOKIE, DESK_SESSION, Moderator, desk_cookie, hash_password, verify_password,
};
use crate::error::ApiError;
use crate::extract::{ClientAddress, Json};

/// How long an invitation link works.
const INVITATION: i64 = 7 * DAY;

type WithCookie<T> = Result<(AppendHeaders<[(header::HeaderName, String); 1]>, T), ApiError>;

/// Who is signed in.
#[utoipa::path(get, path = "/api/desk/session", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = Staff), (status = 401, body = model::Problem)))]
pub async fn read(Moderator(by): Moderator) -> Answer<Staff> {
    Ok(axum::Json(by.staff))
}

/// Signs in.
#[utoipa::path(post, path = "/api/desk/session", tag = "desk", request_body = SignIn,
    responses((status = 200, body = Staff), (status = "4XX", body = model::Problem)))]
pub async fn open(
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    Json(sign_in): Json<SignIn>,
) -> WithCookie<axum::Json<Staff>> {
    let email = sign_in.email.trim().to_lowercase();
    let now = server.now();
    server.limits.sign_in(&email, address, now).map_err(ApiError::TooMany)?;
    let found = server.store.staff_by_email(&email).await?;
    let hash = found.as_ref().and_then(|(_, _, hash)| hash.clone());
    let password: String = sign_in.password.chars().take(PASSWORD_MAX + 1).collect();
    let right = verify_password(password, hash).await?;
    let Some((id, staff, _)) = found.filter(|_| right) else {
        tracing::warn!("Refused a sign-in to the desk");
        return Err(Code::SignInFailed.into());
    };
    server.limits.signed_in(&email, address);
    let secret = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    server.store.open_desk_session(id, &secret, now, now.plus(DESK_SESSION)).await?;
    Ok((cookie(&secret, DESK_SESSION / 1_000), axum::Json(staff)))
}

/// Chooses a password by an invitation link. It works once, within seven days.
#[utoipa::path(put, path = "/api/desk/session", tag = "desk", request_body = AcceptInvitation,
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn accept(
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    Json(accept): Json<AcceptInvitation>,
) -> Result<StatusCode, ApiError> {
    let mut flaws = Flaws::default();
    let length = accept.password.chars().count();
    if length < PASSWORD_MIN {
        flaws.note("password", Flaw::TooShort);
    } else if length > PASSWORD_MAX {
        flaws.note("password", Flaw::TooLong);
    }
    flaws.or(())?;
    let now = server.now();
    server.limits.invitation(address, now).map_err(ApiError::TooMany)?;
    let hash = hash_password(accept.password).await?;
    if server.store.accept_invitation(&accept.invitation, &hash, now.plus(-INVITATION)).await? {
        server.limits.accepted(address);
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(ApiError::field("invitation", Flaw::Unknown))
}

/// Signs out.
#[utoipa::path(delete, path = "/api/desk/session", tag = "desk", security(("desk" = [])),
    responses((status = 204), (status = 401, body = model::Problem)))]
pub async fn close(
    _by: Moderator,
    State(server): State<Server>,
    headers: HeaderMap,
) -> WithCookie<StatusCode> {
    if let Some(secret) = desk_cookie(&headers) {
        server.store.close_desk_session(secret).await?;
    }
    Ok((cookie("", 0), StatusCode::NO_CONTENT))
}

fn cookie(secret: &str, seconds: i64) -> AppendHeaders<[(header::HeaderName, String); 1]> {
    let value = format!(
        "{DESK_COOKIE}={secret}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Strict"
    );
    AppendHeaders([(header::SET_COOKIE, value)])
}
