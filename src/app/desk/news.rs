//! The hearings' own blogs: what is written and planned for them, what is read, and the page on which one
//! of their posts is written. What is typed is kept in this tab until the server has it.

mod acts;
mod editor;
mod form;
mod upload;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, DeskNews, Hearing, Moment, NewNews, NewsState, Page};

use super::listed::listed;
use super::route::Route;
use super::{Desk, draft, hearing, load, words};
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

/// A hearing with a page of its news.
type Blog = (Hearing, Page<DeskNews>);

/// Those of all hearings, also of one that is not public yet: what is to be read in it from the start can
/// be ready.
async fn read() -> Answer<Vec<Blog>> {
    let mut blogs = Vec::new();
    for one in api::desk::hearing::list().await?.items {
        let news = api::desk::news::list(&one.slug, None).await?;
        blogs.push((one, news));
    }
    Ok(blogs)
}

fn list(desk: Desk) -> AnyView {
    let found: RwSignal<Option<Vec<Blog>>> = RwSignal::new(None);
    let trouble = RwSignal::new(Some(html!("<p class=hint>[[desk.waiting]]</p>").into_string()));
    let fail = move |refusal: Refusal| {
        let why = html!("<p class=trouble role=alert>{}</p>", told(desk, &refusal, true));
        trouble.try_set(Some(why.into_string()));
    };
    spawn_local(async move {
        match read().await {
            Ok(blogs) => {
                trouble.try_set(None);
                found.try_set(Some(blogs));
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
    let blogs = move || {
        let all = found.get().unwrap_or_default().into_iter().enumerate();
        let draw = |(at, (one, news)): (usize, Blog)| {
            let next = news.next.clone().map(|after| {
                let c = one.slug.clone();
                let press = move |_| more(at, c.clone(), after.clone());
                button("button", format!("flere-{at}"), t("desk.more"), press)
            });
            view! { {drawn(blog(&one, &news.items))} {next} }.into_any()
        };
        all.map(draw).collect::<Vec<AnyView>>()
    };
    view! {
        {drawn(html!("<h1>[[desk.news.title]]</h1><p>[[desk.news.lede]]</p>"))}
        <div inner_html=move || trouble.get().unwrap_or_default()></div>
        {blogs}
    }
    .into_any()
}

fn blog(one: &Hearing, news: &[DeskNews]) -> Html {
    let new = Route::News { c: one.slug.clone(), id: None };
    let lines: Vec<Html> = news.iter().map(line).collect();
    html!(
        "<section><h2 dir=auto>{}</h2>{}<p><a class='button button--strong' href='{}'>\
         [[desk.news.new]]</a>{}</p>{}</section>",
        one.title,
        if hearing::is_public(one) {
            none()
        } else {
            html!("<p class=hint>[[desk.news.early]]</p>")
        },
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
    let said = match one.state {
        NewsState::Published if !one.public => t("desk.news.state.waiting"),
        state => t_of("desk.news.state", state.word()).unwrap_or_default(),
    };
    let by = one.by.as_ref().map_or_else(none, |by| html!(" · <bdi>{}</bdi>", *by));
    let comments = match one.state {
        NewsState::Published if one.public => {
            html!(" · <span>{}</span>", tn("comments", one.comments))
        }
        _ => none(),
    };
    html!("<span>{}</span>{}{}", said.replace("{at}", &at), comments, by)
}

/// What was done, in a sentence.
fn done(one: &DeskNews) -> String {
    let at = one.publish.map(when::date_and_time).unwrap_or_default();
    match one.state {
        NewsState::Draft => t("desk.news.saved.draft").to_owned(),
        NewsState::Planned if one.public => t_with("desk.news.saved.planned", &[("at", &at)]),
        NewsState::Planned => t_with("desk.news.saved.early", &[("at", &at)]),
        NewsState::Published if !one.public => t("desk.news.saved.waiting").to_owned(),
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
            public: true,
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
    fn nothing_is_said_to_be_read_before_its_hearing_is_public() {
        let at = Some(1_796_300_000_000);
        let early = |state| DeskNews { public: false, ..one(state, at) };
        let html = line(&early(NewsState::Published)).into_string();
        assert!(!html.contains("Udgivet") && !html.contains("kommentarer"), "{html}");
        for state in NewsState::ALL {
            let told = done(&early(*state));
            assert!(!told.contains("nu.") && !told.contains('{'), "{told}");
        }
    }

    #[test]
    fn an_entry_of_the_record_tells_the_time_that_was_set() {
        let said = planned("2026-12-01T13:30:00Z Kom til møde");
        assert_eq!(said, "1. december 2026 kl. 14.30: Kom til møde");
        assert_eq!(planned("noget andet"), "noget andet");
    }
}
