//! The first paint: a page as HTML, from the components that the browser runs.

use leptos::prelude::*;
use model::Moment;

use crate::citizen::App;
use crate::facts::{Facts, Screen};
use crate::markup::{html, raw};
use crate::page_data::PageData;
use crate::percent::encode;
use crate::route::{Address, Lang, Route};
use crate::text::{beginning, escape, words_of};
use crate::theme::dressed;
use crate::{citizen, i18n, pages};

/// How a page is painted, beside what it shows.
pub struct View {
    /// The address that was asked for, as [`Address::parse`] read it.
    pub address: Address,
    /// The moment as of which dates and days left are told.
    pub now: Moment,
    /// The site's own address, without a slash at the end, for canonical links.
    pub public_url: String,
    /// Another one whenever the site's pages would look or behave differently.
    pub release: String,
}

/// The site's own address, for what is painted.
#[derive(Clone, Default)]
pub struct PublicUrl(pub String);

/// A painted page: the parts that go into the shell, or to the app.
pub struct Painted {
    /// For `<html lang>`.
    pub lang: &'static str,
    /// What it is called.
    pub title: String,
    /// For `<head>`: title, description, canonical link, Open Graph. Escaped.
    pub head: String,
    /// All that stands in it.
    pub page: String,
    /// Whether it stands in a frame on another site.
    embedded: bool,
    /// What the app has to know of it.
    pub facts: Facts,
}

impl Painted {
    /// For `<div id="app">`.
    #[must_use]
    pub fn body(&self) -> String {
        let mut body = citizen::site(&raw(&self.page)).into_string();
        if !self.embedded {
            body.push_str(&pages::line().into_string());
        }
        body
    }

    /// For `<script type="application/json" id="data">`. Escaped: holds no `<`.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(&self.facts).unwrap_or_default().replace('<', "\\u003c")
    }

    /// For the app, which has its own shell.
    #[must_use]
    pub fn screen(self) -> Screen {
        let Self { lang, title, page, facts, .. } = self;
        Screen { lang: lang.to_owned(), title, html: page, facts }
    }
}

/// Paints a page. Pure: the same data and view give the same bytes.
#[must_use]
pub fn paint(data: &PageData, view: &View) -> Painted {
    i18n::speak(view.address.lang);
    let release = Some(view.release.clone());
    let facts = Facts { release, ..data.facts(&view.address) };
    let owner = Owner::new();
    let page = owner.with(|| {
        App::begin(view.address.clone(), facts.clone(), view.now);
        provide_context(PublicUrl(view.public_url.clone()));
        dressed(&pages::page(data), data.consultation()).into_string()
    });
    owner.cleanup();
    let title = pages::title(data);
    let embedded = matches!(view.address.route, Route::Embed { .. });
    let head = head(data, view, &title);
    Painted { lang: view.address.lang.tag(), head, title, page, embedded, facts }
}

/// What stands above a hearing that only those can see who have its secret address.
#[must_use]
pub fn preview_note(lang: Lang) -> String {
    i18n::speak(lang);
    html!("<section class=notice aria-label='[[preview.label]]'>[[preview.notice]]</section>")
        .into_string()
}

fn head(data: &PageData, view: &View, title: &str) -> String {
    let description = description(data);
    let mut head = format!("<title>{}</title>", escape(title));
    let embedded = matches!(view.address.route, Route::Embed { .. });
    let none = matches!(data, PageData::Refused { .. } | PageData::Offline);
    let passing = matches!(data, PageData::Search { .. } | PageData::History { .. });
    if none || passing || embedded {
        head.push_str("<meta name=\"robots\" content=\"noindex\">");
    }
    if embedded {
        head.push_str("<base target=\"_blank\">");
    }
    if none {
        return head;
    }
    let known = canonical(&view.address);
    let canonical = format!("{}{}", view.public_url, known.href());
    head.push_str(&format!("<meta name=\"description\" content=\"{}\">", escape(&description)));
    head.push_str(&format!("<link rel=\"canonical\" href=\"{}\">", escape(&canonical)));
    if !embedded && !matches!(data, PageData::Search { .. }) {
        head.push_str(&languages(&known, &view.public_url));
    }
    if matches!(data, PageData::Front { .. } | PageData::Section { .. }) {
        head.push_str(&format!(
            "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"{}.atom\">",
            escape(&canonical)
        ));
        head.push_str(&format!(
            "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}/oembed?url={}\">",
            escape(&view.public_url),
            encode(&canonical)
        ));
    }
    let kind = if data.consultation().is_some() { "article" } else { "website" };
    for (name, content) in [
        ("type", kind),
        ("title", title),
        ("description", description.as_str()),
        ("url", canonical.as_str()),
        ("locale", view.address.lang.locale()),
    ] {
        head.push_str(&format!("<meta property=\"og:{name}\" content=\"{}\">", escape(content)));
    }
    if let PageData::News { news, .. } = data
        && let Some(picture) = &news.picture
    {
        head.push_str(&format!(
            "<meta property=\"og:image\" content=\"{}{}\">\
             <meta property=\"og:image:alt\" content=\"{}\">",
            escape(&view.public_url),
            model::picture_address(&picture.id),
            escape(&picture.alt)
        ));
    }
    head
}

/// The address under which a page should be known: without how it is looked at.
fn canonical(address: &Address) -> Address {
    let route = match &address.route {
        Route::Embed { c, key: Some(key) } => Route::Section { c: c.clone(), key: key.clone() },
        Route::Embed { c, key: None } => Route::Front { c: c.clone() },
        other => other.clone(),
    };
    address.to(route)
}

/// The page in every language, for those who look for it in one; Danish for all others.
fn languages(known: &Address, public_url: &str) -> String {
    let link = |name: &str, lang: Lang| {
        let href = escape(&format!("{public_url}{}", known.speaking(lang).href()));
        format!("<link rel=\"alternate\" hreflang=\"{name}\" href=\"{href}\">")
    };
    let all = Lang::ALL.into_iter().map(|lang| link(lang.tag(), lang));
    all.chain([link("x-default", Lang::Da)]).collect()
}

fn description(data: &PageData) -> String {
    let text = match data {
        PageData::Section { section, .. } => {
            let plain = section.plain_html.as_deref().unwrap_or(&section.html);
            words_of(plain)
        }
        PageData::Comment { comment, .. } => comment.body.clone().unwrap_or_default(),
        PageData::Proposal { proposal, .. } => {
            proposal.reason.clone().or_else(|| proposal.body.clone()).unwrap_or_default()
        }
        PageData::News { news, .. } => words_of(&news.html),
        _ => String::new(),
    };
    let text = if text.trim().is_empty() {
        data.consultation().and_then(|c| c.lede.clone()).unwrap_or_default()
    } else {
        text
    };
    // In the card of another site nothing holds it in.
    let text = model::one_line(&text);
    if text.is_empty() { i18n::t("site.description").to_owned() } else { beginning(&text, 160) }
}
