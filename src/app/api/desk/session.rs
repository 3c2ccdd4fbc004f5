//! Signing in to the desk and out again.

use gloo_net::http::Method;
use model::{AcceptInvitation, SignIn, Staff};

use super::{call, json};
use crate::api::{Answer, read as parse};

const PATH: &str = "/api/desk/session";

/// Who is signed in.
pub async fn read() -> Answer<Staff> {
    parse(&call(Method::GET, PATH, None).await?)
}

/// Signs in.
pub async fn open(sign_in: &SignIn) -> Answer<Staff> {
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
