//! Which sites may show a hearing, over HTTP, as editors say it.

use axum::extract::State;
use model::{Flaw, Flaws, Hearing, NewSites, SITE_MAX, SITES_MAX};

use crate::Server;
use crate::api::Answer;
use crate::auth::Editor;
use crate::error::ApiError;
use crate::extract::{Json, Path};
use crate::sites::origin;

/// Says which sites may show a hearing in a frame and read its open data. Without any it is the site itself
/// alone. The address of any page of a site will do; the field `sites` is `malformed` when one is none with
/// `https:`. 412 when somebody else changed the hearing since one looked.
#[utoipa::path(put, path = "/api/desk/hearings/{c}/sites", tag = "desk", request_body = NewSites,
    security(("desk" = [])),
    responses((status = 200, body = Hearing), (status = "4XX", body = model::Problem)))]
pub async fn change(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewSites>,
) -> Answer<Hearing> {
    let mut flaws = Flaws::default();
    let mut sites: Vec<String> = Vec::new();
    for address in new.sites.iter().map(|address| address.trim()) {
        match origin(address) {
            _ if address.is_empty() => {}
            Some(site) if site.len() > SITE_MAX => flaws.note("sites", Flaw::TooLong),
            Some(site) if sites.contains(&site) => {}
            Some(site) => sites.push(site),
            None => flaws.note("sites", Flaw::Malformed),
        }
    }
    if sites.len() > SITES_MAX {
        flaws.note("sites", Flaw::TooLong);
    }
    let sites = flaws.or(sites)?;
    let turns = new.turns.ok_or_else(|| ApiError::field("turns", Flaw::Missing))?;
    let now = server.now();
    Ok(axum::Json(server.store.set_sites(&slug, by.id, (&sites, turns), now).await?))
}
