//! What the site says of itself: its texts in every language, and the page on which one is written.
//! What is typed is kept in this tab until the server has it, also when one has to sign in again.

mod earlier;
mod editor;
mod form;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, Statement, StatementName};

use super::listed::listed;
use super::route::Route;
use super::{Desk, draft, load, words};
use crate::api::{self, Refusal};
use crate::components::drawn;
use crate::i18n::{t, t_of, t_with};
use crate::markup::{Html, all, html, none};
use crate::route::{Address, Lang, Route as Place};
use crate::when;
use editor::Editor;

/// A text in one language.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Which {
    name: StatementName,
    lang: Lang,
}

impl Which {
    /// Under this name what is being written is kept.
    fn draft(self) -> String {
        format!("sider/{}/{}", self.name.word(), self.lang.tag())
    }

    fn route(self) -> Route {
        Route::Statement { name: self.name, lang: self.lang }
    }

    /// Where everybody reads it.
    fn page(self) -> String {
        Address::new(self.lang, Place::Statement(self.name)).href()
    }
}

/// "Privatliv (dansk)", for an entry of the record.
#[must_use]
pub fn said(detail: &str) -> String {
    let (name, lang) = detail.split_once('/').unwrap_or((detail, "da"));
    let name = t_of("desk.statement.name", name).unwrap_or(name);
    let lang = t_of("desk.statement.in", lang).unwrap_or(lang);
    t_with("desk.statement.said", &[("name", name), ("lang", lang)])
}

/// The list of the texts, or the one that the address names.
pub fn page(desk: Desk) -> AnyView {
    let named = |route: &Route| match route {
        Route::Statement { name, lang } => Some(Which { name: *name, lang: *lang }),
        _ => None,
    };
    listed(desk, named, |desk, which| Editor::new(desk, which).draw(), list)
}

/// Why something could not be fetched or kept.
fn told(desk: Desk, refusal: &Refusal, reading: bool) -> String {
    load::heed(desk, refusal);
    match (refusal.code(), reading) {
        (Some(Code::Forbidden), _) => t("desk.statement.forbidden").to_owned(),
        (_, true) => words::not_loaded(refusal),
        (_, false) => words::told(refusal),
    }
}

fn list(desk: Desk) -> AnyView {
    let lines = RwSignal::new(html!("<p class=hint>[[desk.waiting]]</p>").into_string());
    spawn_local(async move {
        let html = match api::desk::statement::list().await {
            Ok(page) => {
                let lines: Vec<Html> = page.items.iter().map(line).collect();
                html!("<ul class='plain-list record'>{}</ul>", all(&lines))
            }
            Err(refusal) => {
                html!("<p class=trouble role=alert>{}</p>", told(desk, &refusal, true))
            }
        };
        lines.try_set(html.into_string());
    });
    view! {
        {drawn(html!("<h1>[[desk.statement.title]]</h1><p>[[desk.statement.lede]]</p>"))}
        <div inner_html=move || lines.get()></div>
    }
    .into_any()
}

fn line(one: &Statement) -> Html {
    let lang = Lang::ALL.into_iter().find(|lang| lang.tag() == one.lang).unwrap_or_default();
    let which = Which { name: one.name, lang };
    let begun = if draft::read_under::<draft::Wording>(&which.draft()).is_some() {
        html!(" · <strong>[[desk.statement.begun]]</strong>")
    } else {
        none()
    };
    html!(
        "<li><p><a href='{}'>{}</a> <span>{}</span></p><p class=hint>{}{}</p></li>",
        which.route().href(),
        t_of("desk.statement.name", one.name.word()).unwrap_or_default(),
        t_of("desk.statement.in", &one.lang).unwrap_or_default(),
        state(one),
        begun
    )
}

/// Whose words these are, and since when.
fn state(one: &Statement) -> Html {
    let whose = if one.standard {
        t("desk.statement.standard").to_owned()
    } else {
        t("desk.statement.own").to_owned()
    };
    let changed = one.changed.map_or_else(none, |changed| {
        let by = one.by.as_deref().unwrap_or_default();
        html!(" · {} · <bdi>{}</bdi>", when::date_and_time(changed), by)
    });
    html!("<span>{}</span>{}", whose, changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_of_the_record_names_the_page_and_its_language() {
        assert_eq!(said("privacy/da"), "Privatliv (dansk)");
        assert_eq!(said("contact/en"), "Kontakt (engelsk)");
    }

    #[test]
    fn a_line_leads_to_the_text_and_says_whose_it_is() {
        let one = Statement {
            name: StatementName::Privacy,
            lang: "en".to_owned(),
            number: 2,
            standard: false,
            markdown: "Hej".to_owned(),
            html: "<p>Hej</p>".to_owned(),
            changed: Some(model::Moment(1_796_300_000_000)),
            by: Some("lene@example.dk".to_owned()),
        };
        let html = line(&one).into_string();
        for part in ["/desk/sider/privatliv/en", "Privatliv", "engelsk", "lene@example.dk"] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(
            line(&Statement { standard: true, changed: None, by: None, ..one })
                .into_string()
                .contains(t("desk.statement.standard"))
        );
    }
}
