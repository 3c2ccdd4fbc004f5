//! Signing in to the desk and out again.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::AppendHeaders;
use model::{
    AcceptInvitation, Code, DAY, DeskDevice, Flaw, Flaws, Moment, NewPassword, Notices,
    PASSWORD_MAX, Page, SignIn, SignedIn, Staff, check_password,
};

use crate::Server;
use crate::api::Answer;
use crate::auth::{DESK_COOKIE, DESK_SESSION, Moderator, hash_password, verify_password};
use crate::error::ApiError;
use crate::extract::{ClientAddress, Json, Path};
use crate::familiar;
use crate::limits::Guess;
use crate::secret;

/// How long an invitation link works.
pub(super) const INVITATION: i64 = 7 * DAY;
/// Most characters that are kept of what a browser says of itself.
const AGENT_MAX: usize = 200;

type WithCookies<T, const N: usize> =
    Result<(AppendHeaders<[(header::HeaderName, String); N]>, T), ApiError>;

/// Who is signed in.
#[utoipa::path(get, path = "/api/desk/session", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = SignedIn), (status = 401, body = model::Problem)))]
pub async fn read(Moderator(by): Moderator) -> Answer<SignedIn> {
    Ok(axum::Json(signed_in(by.staff, by.expires)))
}

fn signed_in(staff: Staff, expires: Moment) -> SignedIn {
    SignedIn { id: staff.id, email: staff.email, role: staff.role, expires }
}

/// Signs in.
#[utoipa::path(post, path = "/api/desk/session", tag = "desk", request_body = SignIn,
    responses((status = 200, body = SignedIn), (status = "4XX", body = model::Problem)))]
pub async fn open(
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(sign_in): Json<SignIn>,
) -> WithCookies<axum::Json<SignedIn>, 2> {
    let email = sign_in.email.trim().to_lowercase();
    let now = server.now();
    let device = familiar::known(&server.secret, &email, &headers);
    let guess = Guess { email: &email, device, address };
    server.limits.sign_in(&guess, now).map_err(ApiError::TooMany)?;
    let found = server.store.staff_by_email(&email).await?;
    let hash = found.as_ref().and_then(|(_, _, hash)| hash.clone());
    let password: String = sign_in.password.chars().take(PASSWORD_MAX + 1).collect();
    let right = verify_password(password, hash).await?;
    let Some((id, staff, _)) = found.filter(|_| right) else {
        tracing::warn!("Refused a sign-in to the desk");
        return Err(Code::SignInFailed.into());
    };
    server.limits.signed_in(&guess);
    let secret = secret::new();
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let agent: Option<String> = agent.map(|agent| agent.chars().take(AGENT_MAX).collect());
    let expires = now.plus(DESK_SESSION);
    server.store.open_desk_session(id, &secret, agent.as_deref(), now, expires).await?;
    let device = device.unwrap_or_else(rand::random);
    let device = familiar::told(&server.secret, &email, device);
    let cookies = [
        cookie(DESK_COOKIE, &secret, DESK_SESSION),
        cookie(familiar::COOKIE, &device, familiar::KEPT),
    ];
    Ok((AppendHeaders(cookies), axum::Json(signed_in(staff, expires))))
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
    check_password(&mut flaws, "password", &accept.password);
    flaws.or(())?;
    let now = server.now();
    server.limits.invitation(address, now).map_err(ApiError::TooMany)?;
    let hash = hash_password(accept.password).await?;
    let since = now.plus(-INVITATION);
    if server.store.accept_invitation(&accept.invitation, &hash, since, now).await? {
        server.limits.accepted(address);
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(ApiError::field("invitation", Flaw::Unknown))
}

/// Signs out.
#[utoipa::path(delete, path = "/api/desk/session", tag = "desk", security(("desk" = [])),
    responses((status = 204), (status = 401, body = model::Problem)))]
pub async fn close(
    Moderator(by): Moderator,
    State(server): State<Server>,
) -> WithCookies<StatusCode, 1> {
    server.store.close_desk_session(&by.secret, server.now()).await?;
    Ok((AppendHeaders([cookie(DESK_COOKIE, "", 0)]), StatusCode::NO_CONTENT))
}

/// Chooses another password. Every other device is signed out.
#[utoipa::path(put, path = "/api/desk/password", tag = "desk", request_body = NewPassword,
    security(("desk" = [])),
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn set_password(
    Moderator(by): Moderator,
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(password): Json<NewPassword>,
) -> Result<StatusCode, ApiError> {
    let mut flaws = Flaws::default();
    check_password(&mut flaws, "new", &password.new);
    flaws.or(())?;
    // Whoever finds a signed-in computer must not be able to guess on.
    let now = server.now();
    let email = &by.staff.email;
    let guess = Guess { email, device: familiar::known(&server.secret, email, &headers), address };
    server.limits.sign_in(&guess, now).map_err(ApiError::TooMany)?;
    let old = server.store.staff_by_id(by.id).await?;
    if !verify_password(password.old.chars().take(PASSWORD_MAX + 1).collect(), old).await? {
        return Err(ApiError::field("old", Flaw::Unknown));
    }
    server.limits.signed_in(&guess);
    let hash = hash_password(password.new).await?;
    server.store.set_password(by.id, &hash, &by.secret, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What one wants to be written to about.
#[utoipa::path(get, path = "/api/desk/notices", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = Notices), (status = 401, body = model::Problem)))]
pub async fn notices(Moderator(by): Moderator, State(server): State<Server>) -> Answer<Notices> {
    Ok(axum::Json(server.store.notices(by.id).await?))
}

/// Wants to be written to when reports wait, or no longer does.
#[utoipa::path(put, path = "/api/desk/notices", tag = "desk", request_body = Notices,
    security(("desk" = [])),
    responses((status = 200, body = Notices), (status = "4XX", body = model::Problem)))]
pub async fn set_notices(
    Moderator(by): Moderator,
    State(server): State<Server>,
    Json(notices): Json<Notices>,
) -> Answer<Notices> {
    server.store.set_notices(by.id, notices).await?;
    Ok(axum::Json(notices))
}

/// Where one is signed in, the latest first.
#[utoipa::path(get, path = "/api/desk/devices", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = Page<DeskDevice>), (status = 401, body = model::Problem)))]
pub async fn devices(
    Moderator(by): Moderator,
    State(server): State<Server>,
) -> Answer<Page<DeskDevice>> {
    let items = server.store.desk_devices(by.id, &by.secret, server.now()).await?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(axum::Json(Page { items, next: None, total }))
}

/// Signs out one of one's devices.
#[utoipa::path(delete, path = "/api/desk/devices/{id}", tag = "desk", security(("desk" = [])),
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn close_device(
    Moderator(by): Moderator,
    State(server): State<Server>,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    server.store.close_desk_device(by.id, &id, server.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets a cookie that lasts so many milliseconds.
fn cookie(name: &str, value: &str, lasts: i64) -> (header::HeaderName, String) {
    let seconds = lasts / 1_000;
    let told =
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Strict");
    (header::SET_COOKIE, told)
}
