use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Anchor, Comment, Consultation, Phase, Sort, Support};

use crate::api::comment::Wanted;
use crate::citizen::{App, focus};
use crate::components::{Composer, Post, Task, told};
use crate::i18n::{number, t, t_of, tn};
use crate::place::Place;
use crate::{api, when};

type Marks = HashMap<String, (RwSignal<Support>, RwSignal<bool>)>;

/// What every post of a thread must know.
#[derive(Clone)]
pub struct Ctx {
    /// Where the thread hangs.
    pub place: Place,
    /// Whether one can post.
    pub open: bool,
    /// Whether this is the thread of one paragraph.
    pub at_paragraph: bool,
    /// The words of the paragraphs that the page shows.
    pub quotes: Arc<HashMap<String, String>>,
    marks: StoredValue<Marks>,
}

impl Ctx {
    /// The thread at a place of a consultation.
    #[must_use]
    pub fn new(place: Place, phase: Phase) -> Self {
        Self {
            place,
            open: phase == Phase::Open,
            at_paragraph: false,
            quotes: Arc::default(),
            marks: StoredValue::new(HashMap::new()),
        }
    }

    /// A post's id on the page: its comment may stand there twice, once at its paragraph.
    #[must_use]
    pub fn id(&self, comment: &str) -> String {
        format!("{}-{comment}", if self.at_paragraph { "a" } else { "k" })
    }

    /// Notes where a post's own state is, for when we learn what the reader did.
    pub fn remember(&self, id: &str, support: RwSignal<Support>, mine: RwSignal<bool>) {
        if cfg!(feature = "csr") {
            self.marks.update_value(|marks| {
                marks.insert(id.to_owned(), (support, mine));
            });
        }
    }

    /// Brings in what the reader wrote and agreed with; nothing else on the page changes.
    fn mark(&self, comments: &[Comment]) {
        for comment in comments {
            let marks = self.marks.try_with_value(|marks| marks.get(&comment.id).copied());
            if let Some(Some((support, mine))) = marks {
                let supported = comment.supported.unwrap_or_default();
                support.try_set(Support { support: comment.support, supported });
                mine.try_set(comment.mine.unwrap_or_default());
            }
            self.mark(&comment.first_replies);
        }
    }
}

/// A thread: its comments, the way to more of them, and the field for a new one.
#[component]
pub fn Thread(
    /// What its posts must know.
    ctx: Ctx,
    /// Its first page.
    page: model::Thread,
    /// The consultation.
    consultation: Consultation,
    /// Where in the section a new comment stands.
    #[prop(optional_no_strip)]
    anchor: Option<Anchor>,
    /// What a new comment is asked for with.
    label: String,
) -> impl IntoView {
    let app = App::get();
    let items = RwSignal::new(page.items);
    let next = RwSignal::new(page.next);
    let trouble = RwSignal::new(None::<String>);
    let paragraph = anchor.as_ref().map(|anchor| anchor.paragraph.clone());
    let base = paragraph.clone().map_or_else(|| "ny".to_owned(), |p| format!("ny-{p}"));
    if cfg!(feature = "csr") && app.session.me.with_untracked(Option::is_some) {
        refresh(ctx.clone(), paragraph.clone());
    }
    let posts = ctx.clone();
    let first = ctx.clone();
    let at_end = ctx.at_paragraph;
    let sent = Callback::new(move |new: Comment| {
        let id = first.id(&new.id);
        items.update(|items| {
            items.retain(|other| other.id != new.id);
            if at_end { items.push(new) } else { items.insert(0, new) }
        });
        focus(&id);
    });
    let composer = composer(&ctx, &consultation, anchor, base, label, sent);
    let (above, below) = if at_end { (None, Some(composer)) } else { (Some(composer), None) };
    let more = move || more_link(ctx.clone(), items, next, trouble, paragraph.clone());
    view! {
        {above}
        <div class="posts">
            <For
                each=move || items.get()
                key=|comment| comment.id.clone()
                children=move |comment| view! { <Post comment ctx=posts.clone()/> }
            />
        </div>
        {move || items.read().is_empty().then(|| view! { <p class="empty">{t("thread.empty")}</p> })}
        {more}
        {move || trouble.get().map(|text| view! { <p class="trouble">{text}</p> })}
        {below}
    }
}

/// The field for a new comment; or why there is none.
fn composer(
    ctx: &Ctx,
    consultation: &Consultation,
    anchor: Option<Anchor>,
    id: String,
    label: String,
    on_sent: Callback<Comment>,
) -> impl IntoView + use<> {
    let period = consultation.summary.period();
    match period.phase(App::get().now()) {
        Phase::Open => {
            let task = Task { place: ctx.place.clone(), parent: None, anchor };
            view! { <Composer task id label on_sent/> }.into_any()
        }
        Phase::Upcoming => {
            let day = when::date_and_time(period.opens);
            view! { <p class="notice"><span>{t("thread.upcoming")}</span> " " <span>{day}</span></p> }
                .into_any()
        }
        Phase::Closed => {
            let day = when::last_day(period.closes);
            view! { <p class="notice"><span>{t("thread.closed")}</span> " " <span>{day}</span></p> }
                .into_any()
        }
    }
}

/// The way to the next page: a plain link that the app follows in place.
fn more_link(
    ctx: Ctx,
    items: RwSignal<Vec<Comment>>,
    next: RwSignal<Option<String>>,
    trouble: RwSignal<Option<String>>,
    paragraph: Option<String>,
) -> Option<impl IntoView> {
    let after = next.get()?;
    let here = App::get().here();
    let sort = if ctx.at_paragraph { Some(Sort::Oldest) } else { here.look.sort };
    let href = here.with(|look| look.after = Some(after.clone())).href() + "#kommentarer";
    let load = move |ev: leptos::ev::MouseEvent| {
        ev.prevent_default();
        let (ctx, after, paragraph) = (ctx.clone(), after.clone(), paragraph.clone());
        spawn_local(async move {
            let wanted = Wanted { sort, after: Some(&after), paragraph: paragraph.as_deref() };
            match api::comment::list(&ctx.place, &wanted).await {
                Ok(page) => {
                    let first = page.items.first().map(|comment| ctx.id(&comment.id));
                    next.try_set(page.next);
                    trouble.try_set(None);
                    let _ = items.try_update(|items| {
                        let new = page.items.into_iter();
                        let have: Vec<String> = items.iter().map(|c| c.id.clone()).collect();
                        items.extend(new.filter(|comment| !have.contains(&comment.id)));
                    });
                    if let Some(first) = first {
                        focus(&first);
                    }
                }
                Err(refusal) => {
                    trouble.try_set(Some(told(&refusal)));
                }
            }
        });
    };
    Some(view! { <p class="next"><a class="button" target="_self" href=href on:click=load>{t("thread.more")}</a></p> })
}

/// Learns what the reader wrote and agreed with: what was painted is the same for everyone.
fn refresh(ctx: Ctx, paragraph: Option<String>) {
    let look = App::get().here().look;
    spawn_local(async move {
        let oldest = paragraph.is_some().then_some(Sort::Oldest);
        let wanted = Wanted {
            sort: oldest.or(look.sort),
            after: look.after.as_deref().filter(|_| oldest.is_none()),
            paragraph: paragraph.as_deref(),
        };
        if let Ok(page) = api::comment::list(&ctx.place, &wanted).await {
            ctx.mark(&page.items);
        }
    });
}

/// A whole thread as a part of a page: heading, orders, comments.
#[component]
pub fn ThreadSection(
    /// What its posts must know.
    ctx: Ctx,
    /// Its first page.
    page: model::Thread,
    /// The consultation.
    consultation: Consultation,
    /// Its heading.
    title: &'static str,
    /// What a new comment is asked for with.
    label: &'static str,
    /// How many comments there are, replies counted.
    count: i64,
) -> impl IntoView {
    let several = page.items.len() > 1;
    view! {
        <section class="thread" id="kommentarer" aria-labelledby="kommentarer-titel">
            <div class="thread__head">
                <h2 id="kommentarer-titel" tabindex="-1">
                    {title} " " {(count > 0).then(|| view! { <span class="count">{number(count)}</span> })}
                </h2>
                {several.then(sorts)}
            </div>
            {later()}
            <Thread ctx page consultation label=label.to_owned()/>
        </section>
    }
}

/// Tells that one reads on from somewhere, with the way back to the beginning.
fn later() -> Option<impl IntoView> {
    let here = App::get().here();
    here.look.after.as_ref()?;
    let href = here.with(|look| look.after = None).href() + "#kommentarer";
    Some(view! { <p class="next"><a class="act" target="_self" href=href>{t("thread.first")}</a></p> })
}

fn sorts() -> impl IntoView {
    let here = App::get().here();
    let chosen = here.look.sort.unwrap_or(Sort::Newest);
    let links: Vec<_> = Sort::ALL
        .iter()
        .map(|&sort| {
            let href = here.with(|look| {
                look.sort = Some(sort);
                look.after = None;
                look.paragraph = None;
            });
            let href = href.href() + "#kommentarer";
            let current = (sort == chosen).then_some("true");
            view! {
                <a href=href target="_self" aria-current=current>{t_of("sort", sort.word())}</a>
            }
        })
        .collect();
    view! { <nav class="sorts" aria-label=t("sort.label")>{links}</nav> }
}

/// "3 kommentarer", for a place that has some.
#[must_use]
pub fn comments(n: i64) -> String {
    tn("comments", n)
}
