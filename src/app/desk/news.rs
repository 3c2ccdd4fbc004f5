//! The hearings' own blogs: what is written and planned for them, what is read, and the page on which one
//! of their posts is written. What is typed is kept in this tab until the server has it.

mod acts;
mod editor;
mod form;
mod upload;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, DeskNews, Moment, NewNews, NewsState, Page};

use super::listed::listed;
use super::route::Route;
use super::{Desk, draft, load, words};
use crate::api::consultation::Named;
use crate::api::{self, Answer, Refusal};
use crate::components::{button, drawn};
use crate::i18n::{t, t_of, t_with, tn};
use crate::markup::{Html, all, html, none};
use crate::when;
use crate::wire;
use editor::Editor;

/// What is said of an entry of the record about a time that was set: the time, then the title.
#[must_use]
pub fn planned(detail: &str) -> String {
    let (at, title) = detail.split_once(' ').unwrap_or_default();
    match wire::read::<Moment>(&format!("\"{at}\"")) {
        Some(at) => format!("{}: {title}", when::date_and_time(at)),
        None => detail.to_owned(),
    }
}

/// Under this name what is being written is kept.
fn kept_as(c: &str, id: Option<&str>) -> String {
    format!("nyt/{c}/{}", id.unwrap_or("ny"))
}

/// The list of all news, or the piece of news that the address names.
pub fn page(desk: Desk) -> AnyView {
    let named = |route: &Route| match route {
        Route::News { c, id } => Some((c.clone(), id.clone())),
        _ => None,
    };
    listed(desk, named, |desk, (c, id)| Editor::new(desk, c, id).draw(), list)
}

/// Why something could not be fetched or kept.
fn told(desk: Desk, refusal: &Refusal, reading: bool) -> String {
    load::heed(desk, refusal);
    match (refusal.code(), reading) {
        (Some(Code::Forbidden), _) => t("desk.statement.forbidden").to_owned(),
        (Some(Code::State), _) => t("desk.news.answered").to_owned(),
        (_, true) => words::not_loaded(refusal),
        (_, false) => words::told(refusal),
    }
}

type Hearing = (Named, Page<DeskNews>);

async fn read() -> Answer<Vec<Hearing>> {
    let mut hearings = Vec::new();
    for one in api::consultation::list().await?.items {
        let news = api::desk::news::list(&one.slug, None).await?;
        hearings.push((one, news));
    }
    Ok(hearings)
}

fn list(desk: Desk) -> AnyView {
    let found: RwSignal<Option<Vec<Hearing>>> = RwSignal::new(None);
    let trouble = RwSignal::new(Some(html!("<p class=hint>[[desk.waiting]]</p>").into_string()));
    let fail = move |refusal: Refusal| {
        let why = html!("<p class=trouble role=alert>{}</p>", told(desk, &refusal, true));
        trouble.try_set(Some(why.into_string()));
    };
    spawn_local(async move {
        match read().await {
            Ok(hearings) => {
                trouble.try_set(None);
                found.try_set(Some(hearings));
            }
            Err(refusal) => fail(refusal),
        }
    });
    // The next page of a hearing's news.
    let more = move |at: usize, c: String, after: String| {
        spawn_local(async move {
            match api::desk::news::list(&c, Some(&after)).await {
                Ok(page) => {
                    found.try_update(|all| {
                        let news = all.iter_mut().flatten().nth(at);
                        if let Some((_, news)) = news {
                            news.items.extend(page.items);
                            news.next = page.next;
                        }
                    });
                }
                Err(refusal) => fail(refusal),
            }
        });
    };
    let hearings = move || {
        let all = found.get().unwrap_or_default().into_iter().enumerate();
        let draw = |(at, (one, news)): (usize, Hearing)| {
            let next = news.next.clone().map(|after| {
                let c = one.slug.clone();
                let press = move |_| more(at, c.clone(), after.clone());
                button("button", format!("flere-{at}"), t("desk.more"), press)
            });
            view! { {drawn(hearing(&one, &news.items))} {next} }.into_any()
        };
        all.map(draw).collect::<Vec<AnyView>>()
    };
    view! {
        {drawn(html!("<h1>[[desk.news.title]]</h1><p>[[desk.news.lede]]</p>"))}
        <div inner_html=move || trouble.get().unwrap_or_default()></div>
        {hearings}
    }
    .into_any()
}

fn hearing(one: &Named, news: &[DeskNews]) -> Html {
    let new = Route::News { c: one.slug.clone(), id: None };
    let lines: Vec<Html> = news.iter().map(line).collect();
    html!(
        "<section><h2 dir=auto>{}</h2><p><a class='button button--strong' href='{}'>\
         [[desk.news.new]]</a>{}</p>{}</section>",
        one.title,
        new.href(),
        begun(&one.slug, None),
        if lines.is_empty() {
            html!("<p class=hint>[[desk.news.none]]</p>")
        } else {
            html!("<ul class='plain-list record'>{}</ul>", all(&lines))
        }
    )
}

/// That there is something here which the server does not have yet.
fn begun(c: &str, id: Option<&str>) -> Html {
    if draft::read_under::<NewNews>(&kept_as(c, id)).is_some() {
        html!(" <strong>[[desk.statement.begun]]</strong>")
    } else {
        none()
    }
}

fn line(one: &DeskNews) -> Html {
    let to = Route::News { c: one.consultation.clone(), id: Some(one.id.clone()) };
    html!(
        "<li><p><a href='{}' dir=auto>{}</a>{}</p><p class=hint>{}</p></li>",
        to.href(),
        one.title,
        begun(&one.consultation, Some(&one.id)),
        state(one)
    )
}

/// How far it has come, and who was there last.
fn state(one: &DeskNews) -> Html {
    let at = one.publish.map(when::date_and_time).unwrap_or_default();
    let said = t_of("desk.news.state", one.state.word()).unwrap_or_default();
    let by = one.by.as_ref().map_or_else(none, |by| html!(" · <bdi>{}</bdi>", *by));
    let comments = match one.state {
        NewsState::Published => html!(" · <span>{}</span>", tn("comments", one.comments)),
        _ => none(),
    };
    html!("<span>{}</span>{}{}", said.replace("{at}", &at), comments, by)
}

/// What was done, in a sentence.
fn done(one: &DeskNews) -> String {
    let at = one.publish.map(when::date_and_time).unwrap_or_default();
    match one.state {
        NewsState::Draft => t("desk.news.saved.draft").to_owned(),
        NewsState::Planned => t_with("desk.news.saved.planned", &[("at", &at)]),
        NewsState::Published => t("desk.statement.saved").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(state: NewsState, publish: Option<i64>) -> DeskNews {
        DeskNews {
            id: "01".to_owned(),
            consultation: "park".to_owned(),
            lang: "da".to_owned(),
            title: "Kom <nu>".to_owned(),
            markdown: "Hej".to_owned(),
            html: "<p>Hej</p>".to_owned(),
            picture: None,
            state,
            publish: publish.map(Moment),
            number: 1,
            changed: Moment(0),
            by: Some("lene@example.dk".to_owned()),
            comments: 2,
        }
    }

    #[test]
    fn a_line_says_how_far_it_has_come() {
        let at = Some(1_796_300_000_000);
        for (state, publish, said) in [
            (NewsState::Draft, None, "Udkast"),
            (NewsState::Planned, at, "Bliver udgivet"),
            (NewsState::Published, at, "2 kommentarer"),
        ] {
            let html = line(&one(state, publish)).into_string();
            for part in [said, "/desk/nyt/park/01", "Kom &lt;nu&gt;", "lene@example.dk"] {
                assert!(html.contains(part), "{part}: {html}");
            }
            assert!(!html.contains("{at}"), "{html}");
            assert!(!done(&one(state, publish)).contains('{'));
        }
    }

    #[test]
    fn an_entry_of_the_record_tells_the_time_that_was_set() {
        let said = planned("2026-12-01T13:30:00Z Kom til møde");
        assert_eq!(said, "1. december 2026 kl. 14.30: Kom til møde");
        assert_eq!(planned("noget andet"), "noget andet");
    }
}
