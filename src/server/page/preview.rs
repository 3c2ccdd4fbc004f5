//! A hearing that is not published, at a secret address: as the public will see it, for those who were
//! given the address.
//!
//! Its pages are painted as all others are, and their links lead on within the preview. They run no
//! program, so nothing is posted, counted or kept; no cache and no search engine may keep them, and the
//! address goes along to nobody (`Referrer-Policy`).

use app::{Address, Lang, PageData, Route};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use model::{Consultation, Page as List, picture_address};

use super::{page, paint, refused, status};
use crate::Server;
use crate::shell::Page;
use crate::store::{Result, StoreError};

/// What a preview's address begins with.
const BEGINS: &str = "/udkast/";

/// A page of a preview.
pub struct Asked<'a> {
    lang: Lang,
    secret: &'a str,
    /// What stands behind the hearing's name in the address of the public page; empty for its front.
    rest: &'a str,
}

impl<'a> Asked<'a> {
    /// The page that a path asks for; `None` when it is none of a preview.
    pub fn parse(path: &'a str) -> Option<Self> {
        let found = Lang::ALL.into_iter().find_map(|lang| {
            let within = path.strip_prefix(lang.prefix())?.strip_prefix(BEGINS)?;
            Some((lang, within.trim_end_matches('/')))
        });
        let (lang, within) = found?;
        let (secret, rest) = within.split_once('/').unwrap_or((within, ""));
        Some(Self { lang, secret, rest })
    }
}

/// Answers it.
pub async fn show(server: &Server, asked: &Asked<'_>, headers: &HeaderMap) -> Response {
    let found = match server.store.previewed(asked.secret, server.now()).await {
        Ok(hearing) => data(server, asked, hearing).await,
        Err(StoreError::Missing) => match published(server, asked).await {
            Some(there) => return guarded(there),
            None => Err(StoreError::Missing),
        },
        Err(error) => Err(error),
    };
    let (route, data) = found.unwrap_or_else(|error| (Route::NotFound, refused(error)));
    guarded(painted(server, asked, (route, &data), headers))
}

/// Whoever has the address still when the hearing is published finds it where everybody does.
async fn published(server: &Server, asked: &Asked<'_>) -> Option<Response> {
    let slug = server.store.published_since(asked.secret).await.ok()??;
    let address = Address::new(asked.lang, route(slug, asked.rest)?);
    Some(Redirect::to(&address.href()).into_response())
}

fn route(c: String, rest: &str) -> Option<Route> {
    Some(match rest {
        "" => Route::Front { c },
        "forslag" => Route::Proposals { c },
        "nyt" => Route::NewsList { c },
        "resultat" => Route::Result { c },
        "regler" => Route::Rules { c },
        key if model::is_slug(key) => Route::Section { c, key: key.to_owned() },
        _ => return None,
    })
}

async fn data(
    server: &Server,
    asked: &Asked<'_>,
    consultation: Consultation,
) -> Result<(Route, PageData)> {
    let route = route(consultation.summary.slug.clone(), asked.rest).ok_or(StoreError::Missing)?;
    let consultation = Box::new(consultation);
    let data = match &route {
        Route::Front { .. } => PageData::Front { consultation, thread: List::empty(), news: None },
        Route::Proposals { .. } => PageData::Proposals { consultation, proposals: List::empty() },
        Route::NewsList { .. } => PageData::NewsList { consultation, news: List::empty() },
        Route::Result { .. } => PageData::Result { consultation },
        Route::Rules { c } => {
            let rules = server.store.rules_in_use(c).await?;
            PageData::HearingRules { consultation, rules }
        }
        Route::Section { key, .. } => {
            let section = server.store.previewed_section(asked.secret, key).await?;
            let version = section.version;
            PageData::Section {
                consultation,
                section: Box::new(section),
                glossary: server.store.previewed_glossary(asked.secret, version).await?,
                thread: List::empty(),
                marks: Vec::new(),
                paragraph: None,
            }
        }
        _ => return Err(StoreError::Missing),
    };
    Ok((route, data))
}

fn painted(
    server: &Server,
    asked: &Asked<'_>,
    (route, data): (Route, &PageData),
    headers: &HeaderMap,
) -> Response {
    let slug = route.consultation().unwrap_or_default().to_owned();
    let shell = server.clients.of(&route);
    let painted = paint(server, Address::new(asked.lang, route), data, headers);
    // Of the head the title alone: all else would say where the page will be.
    let end = "</title>";
    let title = painted.head.split_once(end).map_or("", |(title, _)| title);
    let head = format!("{title}{end}<meta name=robots content=noindex>");
    let body = within(&painted.body(), &slug, asked.secret);
    let body = shown(&body, data.consultation(), asked.secret);
    // Behind the way past what stands above.
    let side = "<div id=side>";
    let note = app::preview_note(asked.lang);
    let body = body.replacen(side, &format!("{side}{note}"), 1);
    let html = shell.page(&Page {
        lang: painted.lang,
        head: &head,
        body: &body,
        json: "",
        embedded: false,
        quiet: true,
        shade: None,
    });
    let theme = data.consultation().and_then(app::theme);
    page(status(data), html, &shell.policy("'none'", theme.as_deref(), None))
}

/// The page with every link to the hearing leading on within the preview.
fn within(body: &str, slug: &str, secret: &str) -> String {
    if slug.is_empty() {
        return body.to_owned();
    }
    let mut body = body.to_owned();
    for lang in Lang::ALL {
        let lang = lang.prefix();
        let (from, to) = (format!("{lang}/{slug}"), format!("{lang}{BEGINS}{secret}"));
        for quote in ['\'', '"'] {
            for end in ['/', '?', '#', '.', quote] {
                let (from, to) = (format!("={quote}{from}{end}"), format!("={quote}{to}{end}"));
                body = body.replace(&from, &to);
            }
        }
    }
    body
}

/// The page with its hearing's logo, which nobody can see yet who does not have the address.
fn shown(body: &str, hearing: Option<&Consultation>, secret: &str) -> String {
    let Some(logo) = hearing.and_then(|hearing| hearing.logo.as_ref()) else {
        return body.to_owned();
    };
    let there = picture_address(&logo.id);
    body.replace(&format!("'{there}'"), &format!("'{there}?preview={secret}'"))
}

/// An answer that nobody keeps and that tells nobody its address.
fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_secret_and_a_page() {
        let found = |path: &'static str| {
            Asked::parse(path).map(|asked| (asked.lang.tag(), asked.secret, asked.rest))
        };
        assert_eq!(found("/udkast/abc"), Some(("da", "abc", "")));
        assert_eq!(found("/udkast/abc/maal-1/"), Some(("da", "abc", "maal-1")));
        assert_eq!(found("/en/udkast/abc/forslag"), Some(("en", "abc", "forslag")));
        assert_eq!(found("/udkast"), None);
        assert_eq!(found("/park/udkast/abc"), None);
    }

    #[test]
    fn links_lead_on_within_the_preview_and_others_stay() {
        let body = "<a href='/park'><a href=\"/park/maal-1#p-1\"><a href='/en/park?x'><a href='/parken'>\
            <a href='/mine'>/park/";
        assert_eq!(
            within(body, "park", "s"),
            "<a href='/udkast/s'><a href=\"/udkast/s/maal-1#p-1\"><a href='/en/udkast/s?x'>\
             <a href='/parken'><a href='/mine'>/park/"
        );
    }
}
