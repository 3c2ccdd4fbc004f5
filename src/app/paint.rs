//! The first paint: a page as HTML, from the components that the browser runs.

use leptos::prelude::*;
use model::Moment;

use crate::citizen::App;
use crate::facts::{Facts, Screen};
use crate::markup::raw;
use crate::page_data::PageData;
use crate::route::{Address, Route};
use crate::text::{beginning, escape, words_of};
use crate::{citizen, i18n, pages};

/// How a page is painted, beside what it shows.
pub struct View {
    /// The address that was asked for, as [`Address::parse`] read it.
    pub address: Address,
    /// The moment as of which dates and days left are told.
    pub now: Moment,
    /// The site's own address, without a slash at the end, for canonical links.
    pub public_url: String,
}

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
    /// What the app has to know of it.
    pub facts: Facts,
}

impl Painted {
    /// For `<div id="app">`.
    #[must_use]
    pub fn body(&self) -> String {
        citizen::site(&raw(&self.page)).into_string()
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
    let facts = data.facts(&view.address.route);
    let owner = Owner::new();
    let page = owner.with(|| {
        App::begin(view.address.clone(), facts.clone(), view.now);
        pages::page(data).into_string()
    });
    owner.cleanup();
    let title = pages::title(data);
    Painted { lang: view.address.lang.tag(), head: head(data, view, &title), title, page, facts }
}

fn head(data: &PageData, view: &View, title: &str) -> String {
    let description = description(data);
    let mut head = format!("<title>{}</title>", escape(title));
    let embedded = matches!(view.address.route, Route::Embed { .. });
    if matches!(data, PageData::Refused { .. } | PageData::Search { .. }) || embedded {
        head.push_str("<meta name=\"robots\" content=\"noindex\">");
    }
    if embedded {
        head.push_str("<base target=\"_blank\">");
    }
    if matches!(data, PageData::Refused { .. }) {
        return head;
    }
    let canonical = format!("{}{}", view.public_url, canonical(&view.address));
    head.push_str(&format!("<meta name=\"description\" content=\"{}\">", escape(&description)));
    head.push_str(&format!("<link rel=\"canonical\" href=\"{}\">", escape(&canonical)));
    if matches!(data, PageData::Front { .. } | PageData::Section { .. }) {
        head.push_str(&format!(
            "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"{}.atom\">",
            escape(&canonical)
        ));
    }
    let kind = if data.consultation().is_some() { "article" } else { "website" };
    for (name, content) in [
        ("type", kind),
        ("title", title),
        ("description", description.as_str()),
        ("url", canonical.as_str()),
        ("locale", "da_DK"),
    ] {
        head.push_str(&format!("<meta property=\"og:{name}\" content=\"{}\">", escape(content)));
    }
    head
}

/// The address under which a page should be known: without how it is looked at.
fn canonical(address: &Address) -> String {
    let route = match &address.route {
        Route::Embed { c, key: Some(key) } => Route::Section { c: c.clone(), key: key.clone() },
        Route::Embed { c, key: None } => Route::Front { c: c.clone() },
        other => other.clone(),
    };
    address.to(route).href()
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
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { i18n::t("site.description").to_owned() } else { beginning(&text, 160) }
}
