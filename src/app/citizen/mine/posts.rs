//! All that one wrote, and what became of it: a page at a time, on request.

use leptos::prelude::*;
use model::{
    Comment, Exposure, Own, Page, PostState, Proposal, RuleName, Visibility, Whereabouts, exposure,
    exposure_in,
};
use wasm_bindgen_futures::spawn_local;

use super::appeal::appeal;
use super::erasure;
use crate::api::support::Post;
use crate::api::{self, Answer, Refusal};
use crate::citizen::{App, focus};
use crate::components::{
    Live, author_line, body, button, drawn, edited_link, marker, not_read, nothing, part, part_if,
    proposal_name, theirs,
};
use crate::i18n::{number, t, t_with, tn};
use crate::markup::{Html, all, html, none};
use crate::route::Route;
use crate::when;

/// What is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Comments,
    Proposals,
}

/// A list as far as it was read.
#[derive(Clone, Copy)]
struct List {
    kind: Kind,
    /// The first page, which stays; later ones are put below it.
    first: RwSignal<Option<Result<(String, i64), Refusal>>>,
    next: RwSignal<Option<String>>,
    trouble: RwSignal<String>,
    waiting: StoredValue<bool>,
}

/// One's own proposals and comments.
pub fn posts(app: App) -> AnyView {
    let [proposals, comments] = [Kind::Proposals, Kind::Comments].map(List::new);
    if cfg!(feature = "csr") {
        proposals.begin(app);
        comments.begin(app);
    }
    let none = |list: List| list.first.with(|first| matches!(first, Some(Ok((_, 0)))));
    view! {
        {part_if(move || {
            let empty = none(proposals) && none(comments);
            empty.then(|| drawn(html!("<p class=empty>[[mine.empty]]</p>")))
        })}
        {proposals.draw(app)}
        {comments.draw(app)}
    }
    .into_any()
}

impl List {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            first: RwSignal::new(None),
            next: RwSignal::new(None),
            trouble: RwSignal::new(String::new()),
            waiting: StoredValue::new(false),
        }
    }

    const fn id(self) -> &'static str {
        match self.kind {
            Kind::Comments => "mine-kommentarer",
            Kind::Proposals => "mine-forslag",
        }
    }

    const fn post(self) -> Post {
        match self.kind {
            Kind::Comments => Post::Comment,
            Kind::Proposals => Post::Proposal,
        }
    }

    fn title(self) -> &'static str {
        match self.kind {
            Kind::Comments => t("thread.title"),
            Kind::Proposals => t("nav.proposals"),
        }
    }

    fn begin(self, app: App) {
        spawn_local(async move {
            let answer = read(self.kind, None).await;
            if let Err(refusal) = &answer {
                app.session.heed(refusal);
            }
            self.first.try_set(Some(answer.map(|page| {
                self.next.try_set(page.next);
                let cards: Vec<Html> = page.items.into_iter().map(|(_, card)| card).collect();
                (all(&cards).into_string(), page.total)
            })));
        });
    }

    fn draw(self, app: App) -> AnyView {
        part(move || match self.first.get() {
            None => drawn(html!("<p class=hint>[[loading]]</p>")),
            Some(Ok((_, 0))) => nothing(),
            Some(Ok((cards, total))) => self.listed(app, cards, total),
            Some(Err(refusal)) => {
                let again = move |_| {
                    self.first.set(None);
                    self.begin(app);
                };
                let again = button("button", format!("{}-igen", self.id()), t("again"), again);
                view! { {drawn(html!("<p class=trouble>{}</p>", not_read(&refusal)))} {again} }
                    .into_any()
            }
        })
    }

    fn listed(self, app: App, cards: String, total: i64) -> AnyView {
        let title = html!("<h2>{} <span class=count>{}</span></h2>", self.title(), number(total));
        let more = part_if(move || {
            let after = self.next.get()?;
            let press = move |_| self.more(app, after.clone());
            Some(button("button", format!("{}-flere", self.id()), t("mine.more"), press))
        });
        view! {
            {drawn(title)}
            <ul
                class="cards"
                id=self.id()
                inner_html=cards
                on:click=move |ev| {
                    super::appeal::pressed(app, Some(self.post()), &ev);
                    erasure::pressed(app, &ev);
                }
            ></ul>
            {more}
            <p class="trouble"><Live text=self.trouble.into()/></p>
        }
        .into_any()
    }

    /// Reads on, and moves the focus to the first of what came.
    fn more(self, app: App, after: String) {
        if self.waiting.get_value() {
            return;
        }
        self.waiting.set_value(true);
        spawn_local(async move {
            let answer = read(self.kind, Some(&after)).await;
            self.waiting.try_update_value(|waiting| *waiting = false);
            match answer {
                Ok(page) => {
                    self.trouble.try_set(String::new());
                    let Some(list) = document().get_element_by_id(self.id()) else { return };
                    let (ids, cards): (Vec<String>, Vec<Html>) = page.items.into_iter().unzip();
                    let _ = list.insert_adjacent_html("beforeend", &all(&cards).into_string());
                    self.next.try_set(page.next);
                    if let Some(first) = ids.first() {
                        focus(&format!("m-{first}"));
                    }
                }
                Err(refusal) => {
                    app.session.heed(&refusal);
                    app.say(not_read(&refusal));
                    self.trouble.try_set(not_read(&refusal));
                }
            }
        });
    }
}

/// A page of a list: the id of each post, and its card.
async fn read(kind: Kind, after: Option<&str>) -> Answer<Page<(String, Html)>> {
    Ok(match kind {
        Kind::Comments => {
            cards(api::own::comments(after).await?, |own| (own.post.id.clone(), comment(own)))
        }
        Kind::Proposals => {
            cards(api::own::proposals(after).await?, |own| (own.post.id.clone(), proposal(own)))
        }
    })
}

fn cards<T>(page: Page<T>, card: impl Fn(&T) -> (String, Html)) -> Page<(String, Html)> {
    Page { items: page.items.iter().map(card).collect(), next: page.next, total: page.total }
}

/// What became of a post, when anything did.
fn state(state: PostState, rule: Option<(&str, &RuleName)>, because: Option<&str>) -> Html {
    if state == PostState::Visible {
        return none();
    }
    let because = because.map_or_else(none, |words| {
        html!("<p class=when>[[mine.because]]</p>{}", body(words, false))
    });
    html!("{}{}", marker(state, rule), because)
}

/// That nothing has become of it: all can read it.
fn visible(visible: bool) -> Html {
    if visible { html!("<span>[[mine.visible]]</span>") } else { none() }
}

/// What the office answered for its author alone.
fn answer(office: &Comment) -> Html {
    let by = office.author.as_ref();
    let by = by.map_or_else(none, |author| author_line(author, office.created, false, None));
    let words = office.body.as_deref().map_or_else(none, |words| body(words, false));
    html!("<div class=post__said data-office>{}{}</div>", by, words)
}

fn comment(own: &Own<Comment>) -> Html {
    let (comment, c) = (&own.post, own.place.consultation.clone());
    let seen = exposure(comment.state, comment.visibility, comment.replies);
    let seen = exposure_in(own.place.gone, seen);
    let page = App::get().here().to(Route::Comment { c, id: comment.id.clone() }).href();
    let private = match comment.visibility {
        Visibility::Municipality => html!("<p class=marker>[[post.private]]</p>"),
        Visibility::Public => none(),
    };
    let edited = comment.edited.map_or_else(none, |at| {
        let text = t_with("mine.edited", &[("at", &when::date_and_time(at))]);
        // What the public cannot read has no page of its earlier wordings.
        match seen {
            Exposure::Full => edited_link(&page, &text),
            _ => html!("<span>{}</span>", text),
        }
    });
    html!(
        "<li class=card id='m-{}' data-id='{}' tabindex=-1>{}\
         <p class=card__facts><span>{}</span>{}{}</p>\
         <div class=post__said>{}{}{}</div>\
         <p class=card__facts><span>{}</span><span>{}</span></p>{}{}{}{}</li>",
        comment.id,
        comment.id,
        place(on(comment, &own.place), &own.place),
        when::date_and_time(comment.created),
        visible(comment.state == PostState::Visible && seen == Exposure::Full),
        edited,
        state(
            comment.state,
            comment.rule.as_deref().zip(comment.by_rule.as_ref()),
            comment.hidden_because.as_deref()
        ),
        private,
        comment.body.as_deref().map_or_else(none, |words| body(words, false)),
        tn("supports", comment.support),
        tn("replies", comment.replies),
        all(&own.office.iter().map(answer).collect::<Vec<_>>()),
        appeal(comment.state, own.appeal.as_ref(), &comment.id),
        acts(&comment.id, comment.state, (seen != Exposure::Nothing).then_some(page.as_str())),
        erasure::form(&comment.id)
    )
}

fn proposal(own: &Own<Proposal>) -> Html {
    let proposal = &own.post;
    let c = proposal.consultation.clone();
    let seen = exposure(proposal.state, Visibility::Public, proposal.comments);
    let seen = exposure_in(own.place.gone, seen);
    let page = App::get().here().to(Route::Proposal { c: c.clone(), id: proposal.id.clone() });
    // A proposal that nobody can see has no page to lead to.
    let name = match seen {
        Exposure::Nothing => {
            html!("<p class=card__title dir=auto{}>{}</p>", theirs(), proposal_name(proposal))
        }
        _ => html!(
            "<a href='{}'><span class=card__title dir=auto{}>{}</span></a>",
            page.href(),
            theirs(),
            proposal_name(proposal)
        ),
    };
    let about = match &proposal.section {
        Some(section) => Route::Section { c, key: section.key.clone() },
        None => Route::Front { c },
    };
    let words = [&proposal.body, &proposal.replacement, &proposal.reason];
    let words = words.into_iter().flatten().filter(|words| !words.is_empty());
    let words = words.map(|words| body(words, false));
    html!(
        "<li class=card id='m-{}' data-id='{}' data-kind=forslag tabindex=-1>{}{}\
         <p class=card__facts><span>{}</span>{}</p>\
         <div class=post__said>{}{}</div><p class=card__facts><span>{}</span></p>{}{}{}</li>",
        proposal.id,
        proposal.id,
        name,
        place(about, &own.place),
        when::date_and_time(proposal.created),
        visible(proposal.state == PostState::Visible && seen == Exposure::Full),
        state(
            proposal.state,
            proposal.rule.as_deref().zip(proposal.by_rule.as_ref()),
            proposal.hidden_because.as_deref()
        ),
        all(&words.collect::<Vec<_>>()),
        tn("supports", proposal.support),
        appeal(proposal.state, own.appeal.as_ref(), &proposal.id),
        acts(&proposal.id, proposal.state, None),
        erasure::form(&proposal.id)
    )
}

/// What a comment stands on.
fn on(comment: &Comment, place: &Whereabouts) -> Route {
    let c = place.consultation.clone();
    match (&comment.section, &comment.proposal, &comment.news) {
        (Some(key), ..) => Route::Section { c, key: key.clone() },
        (_, Some(id), _) => Route::Proposal { c, id: id.clone() },
        (.., Some(id)) => Route::News { c, id: id.clone() },
        _ => Route::Front { c },
    }
}

/// Where a post stands, with the way there. What stands on the whole stands on the hearing itself.
fn place(route: Route, place: &Whereabouts) -> Html {
    let numbered = place.number.map(|n| t_with("proposal.number", &[("n", &n.to_string())]));
    let parts = [place.label.clone().or(numbered), place.title.clone()];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(": ");
    let href = App::get().here().to(route).href();
    if name.is_empty() {
        return html!("<p class=eyebrow{}><a href='{}'>{}</a></p>", theirs(), href, place.hearing);
    }
    html!(
        "<p class=eyebrow{}><a href='{}'>{}</a> <span>{}</span></p>",
        theirs(),
        href,
        name,
        place.hearing
    )
}

/// What one can do with a post of one's own: see where it stands, and take it back while it is
/// neither withdrawn nor hidden by a moderator.
fn acts(id: &str, state: PostState, page: Option<&str>) -> Html {
    let see = page.map_or_else(none, |page| html!("<a class=act href='{}'>[[mine.see]]</a>", page));
    if !matches!(state, PostState::Visible | PostState::Pending | PostState::Redacted) {
        return if page.is_some() { html!("<div class=acts>{}</div>", see) } else { none() };
    }
    html!(
        "<div class=acts>{}<button type=button class=act id='m-{}-traek' data-act=traek>\
         [[post.withdraw]]</button></div>",
        see,
        id
    )
}

#[cfg(all(test, feature = "ssr"))]
#[path = "posts_tests.rs"]
mod tests;
