//! How hearings are shown elsewhere, for those who may say it.

use gloo_net::http::Method;
use model::{Hearing, NewShortAddress, NewSites, ShortAddress};

use super::{call, json};
use crate::api::{Answer, take as parse};

/// Says which sites may show a hearing.
pub async fn set_sites(slug: &str, new: &NewSites) -> Answer<Hearing> {
    parse(&call(Method::PUT, &path(slug, "sites"), json(new)?).await?)
}

/// The short address of a hearing, or of the section with this key.
pub async fn short(slug: &str, section: &str) -> Answer<ShortAddress> {
    let section = Some(section.to_owned()).filter(|key| !key.is_empty());
    parse(&call(Method::PUT, &path(slug, "short"), json(&NewShortAddress { section })?).await?)
}

fn path(slug: &str, what: &str) -> String {
    format!("/api/desk/hearings/{slug}/{what}")
}
