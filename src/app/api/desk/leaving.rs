//! When the replies of a hearing leave the site.

use gloo_net::http::Method;
use model::{Leaving, NewLeaving};

use super::{call, json};
use crate::api::{Answer, take as parse};

/// When they do.
pub async fn read(c: &str) -> Answer<Leaving> {
    parse(&call(Method::GET, &path(c), None).await?)
}

/// Chooses the day.
pub async fn change(c: &str, new: &NewLeaving) -> Answer<Leaving> {
    parse(&call(Method::PUT, &path(c), json(new)?).await?)
}

fn path(c: &str) -> String {
    format!("/api/desk/consultations/{c}/leaving")
}
