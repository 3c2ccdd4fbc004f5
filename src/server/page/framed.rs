//! Pages in a frame on another site: what the frame's address says beside the page, and who may hold it.

use app::{Address, Look, PageData, Route};
use axum::http::header::HeaderName;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use model::Uuid;

use super::{page, paint, read, refused, status};
use crate::Server;
use crate::shell::{Page, Shade};
use crate::store::{self, Place, Result};

/// What stands in the address of a card.
pub const CARD_QUERY: &str = "som=kort";
/// How many comments a card tells.
const NEWEST: i64 = 3;

/// How a frame is to look, as its address says: `som=kort` is a card, `udseende=lys` and
/// `udseende=moerk` are for a site that is always so, and `kommentar=ID` is for a link to a comment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Framed {
    /// Whether it is the card, which is read and no more.
    pub card: bool,
    /// Light or dark, whatever the reader's device says.
    pub shade: Option<Shade>,
    /// The comment that the conversation is to begin with.
    pub comment: Option<Uuid>,
}

impl Framed {
    /// Reads it from an address; `None` for a page that stands in no frame.
    #[must_use]
    pub fn parse(route: &Route, query: &str) -> Option<Self> {
        let Route::Embed { .. } = route else { return None };
        let mut framed = Self::default();
        for pair in query.split('&') {
            match pair {
                CARD_QUERY => framed.card = true,
                "udseende=lys" => framed.shade = Some(Shade::Light),
                "udseende=moerk" => framed.shade = Some(Shade::Dark),
                other => {
                    let id = other.strip_prefix("kommentar=").and_then(|id| id.parse().ok());
                    framed.comment = id.or(framed.comment);
                }
            }
        }
        Some(framed)
    }
}

/// What a card shows.
async fn card(server: &Server, c: &str, key: Option<&str>) -> Result<PageData> {
    let (place, section) = match key {
        None => (Place::General(c.to_owned()), None),
        Some(key) => {
            let section = server.store.section(c, key, None).await?;
            (Place::Section(c.to_owned(), key.to_owned()), Some(Box::new(section)))
        }
    };
    let spot = server.store.spot(&place).await?;
    let newest = match section {
        Some(_) => server.store.newest_comments(&spot, NEWEST).await?,
        None => server.store.newest_comments_of_all(&spot, NEWEST).await?,
    };
    let consultation = Box::new(server.store.consultation(c, None, server.now()).await?);
    Ok(PageData::Card { consultation, section, newest })
}

/// Where the page begins on which a comment stands, or the one that it answers; `None` when it stands in
/// no thread of this frame.
async fn beginning(server: &Server, address: &Address, id: Uuid) -> Option<String> {
    let comment = server.store.comment(id, None).await.ok()?;
    let Route::Embed { c, key } = &address.route else { return None };
    let elsewhere = comment.proposal.is_some() || comment.news.is_some() || comment.section != *key;
    let home = server.store.comment_home(id).await.ok()?;
    if elsewhere || home != *c {
        return None;
    }
    let top = comment.root.map_or(Some(id), |root| root.parse().ok())?;
    Some(store::newest_from(top))
}

/// Answers with a page for a frame. It names the sites that it may stand on; the card runs no program.
pub async fn show(
    server: &Server,
    mut address: Address,
    framed: Framed,
    headers: &HeaderMap,
) -> Response {
    if let Some(id) = framed.comment.filter(|_| address.look == Look::default()) {
        address.look.after = beginning(server, &address, id).await;
    }
    let slug = address.route.consultation().unwrap_or_default();
    let sites = server.sites(slug).await;
    let data = match &address.route {
        Route::Embed { c, key } if framed.card => card(server, c, key.as_deref()).await,
        _ => read(server, &address).await,
    };
    let data = &data.unwrap_or_else(refused);
    let shell = server.clients.of(&address.route);
    let painted = paint(server, address, data, headers);
    let (theme, body) = in_shade(data, painted.body(), framed.shade);
    let json = if framed.card { String::new() } else { painted.json() };
    let html = shell.page(&Page {
        lang: painted.lang,
        head: &painted.head,
        body: &body,
        json: &json,
        embedded: true,
        quiet: framed.card,
        shade: framed.shade,
    });
    let ancestors = format!("'self' {}", sites.join(" "));
    let policy = shell.policy(ancestors.trim_end(), theme.as_deref(), framed.shade);
    let mut response = page(status(data), html, &policy);
    // A site that isolates itself shows what allows that, and isolates itself as well.
    for (name, value) in [
        ("cross-origin-resource-policy", "cross-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
    ] {
        let name = HeaderName::from_static(name);
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The style that the hearing has of its own, and the page with it, in one shade where that is said.
fn in_shade(data: &PageData, body: String, shade: Option<Shade>) -> (Option<String>, String) {
    let own = data.consultation().and_then(app::theme);
    let Some((own, shade)) = own.clone().zip(shade) else { return (own, body) };
    let over = shade.over(&own);
    // What people wrote holds no tag.
    let within = |style: &str| format!("<style>{style}</style>");
    let body = body.replace(&within(&own), &within(&over));
    (Some(over), body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_frames_address_says_how_it_is_to_look() {
        let parse =
            |path: &str, query: &str| Framed::parse(&app::Address::parse(path, query).route, query);
        assert_eq!(parse("/park", "som=kort"), None);
        assert_eq!(parse("/embed/park", ""), Some(Framed::default()));
        let card = parse("/en/embed/park", "som=kort&udseende=moerk");
        assert_eq!(card, Some(Framed { card: true, shade: Some(Shade::Dark), comment: None }));
        let section = parse("/embed/park/indsats-1", "udseende=lys&som=kort&udseende=x");
        assert_eq!(section, Some(Framed { card: true, shade: Some(Shade::Light), comment: None }));
        let id = "018f0000000070008000000000000001";
        let named = parse("/embed/park", &format!("kommentar={id}&kommentar=x")).unwrap();
        assert_eq!(named.comment, id.parse().ok());
    }
}
