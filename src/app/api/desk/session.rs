//! Signing in to the desk and out again.

use gloo_net::http::Method;
use model::{AcceptInvitation, DeskDevice, NewPassword, Notices, Page, SignIn, SignedIn};

use super::{call, json};
use crate::api::{Answer, take as parse};

const PATH: &str = "/api/desk/session";

/// Who is signed in.
pub async fn read() -> Answer<SignedIn> {
    parse(&call(Method::GET, PATH, None).await?)
}

/// Signs in.
pub async fn open(sign_in: &SignIn) -> Answer<SignedIn> {
    parse(&call(Method::POST, PATH, json(sign_in)?).await?)
}

/// Chooses a password by an invitation link.
pub async fn accept(accept: &AcceptInvitation) -> Answer<()> {
    call(Method::PUT, PATH, json(accept)?).await.map(drop)
}

/// Signs out.
pub async fn close() -> Answer<()> {
    call(Method::DELETE, PATH, None).await.map(drop)
}

/// Chooses another password.
pub async fn set_password(password: &NewPassword) -> Answer<()> {
    call(Method::PUT, "/api/desk/password", json(password)?).await.map(drop)
}

/// What one wants to be written to about.
pub async fn notices() -> Answer<Notices> {
    parse(&call(Method::GET, "/api/desk/notices", None).await?)
}

/// Changes it.
pub async fn set_notices(notices: &Notices) -> Answer<()> {
    call(Method::PUT, "/api/desk/notices", json(notices)?).await.map(drop)
}

/// Where one is signed in.
pub async fn devices() -> Answer<Page<DeskDevice>> {
    parse(&call(Method::GET, "/api/desk/devices", None).await?)
}

/// Signs out one of one's devices.
pub async fn close_device(id: &str) -> Answer<()> {
    call(Method::DELETE, &format!("/api/desk/devices/{id}"), None).await.map(drop)
}
