//! Colleagues, for those who may invite.

use gloo_net::http::Method;
use model::{Colleague, Invitation, NewColleague, NewRole, Page};

use super::{call, json};
use crate::api::{Answer, take as parse};

const PATH: &str = "/api/desk/colleagues";

/// All who work at the desk.
pub async fn list() -> Answer<Page<Colleague>> {
    parse(&call(Method::GET, PATH, None).await?)
}

/// Invites somebody.
pub async fn invite(new: &NewColleague) -> Answer<Invitation> {
    parse(&call(Method::POST, PATH, json(new)?).await?)
}

/// Gives somebody a new link by which to choose a password.
pub async fn invite_again(id: &str) -> Answer<Invitation> {
    parse(&call(Method::POST, &format!("{PATH}/{id}/invitation"), None).await?)
}

/// Gives somebody another role.
pub async fn change(id: &str, role: &NewRole) -> Answer<Colleague> {
    parse(&call(Method::PATCH, &format!("{PATH}/{id}"), json(role)?).await?)
}

/// Lets somebody in no more.
pub async fn remove(id: &str) -> Answer<()> {
    call(Method::DELETE, &format!("{PATH}/{id}"), None).await.map(drop)
}
