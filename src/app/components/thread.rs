use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Anchor, Comment, Consultation, Phase, Sort, Support};

use crate::api::comment::Wanted;
use crate::citizen::{App, focus};
use crate::components::{Composer, Post, Task, drawn, part_if, press_link, saying, told};
use crate::i18n::{number, t, t_of, tn};
use crate::markup::{Html, all, current, html, none};
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
    let more = part_if(move || more_link(&ctx, items, next, trouble, paragraph.as_deref()));
    let empty =
        saying("empty", move || items.read().is_empty().then(|| t("thread.empty").to_owned()));
    let trouble = saying("trouble", move || trouble.get());
    view! {
        {above}
        <div class="posts">
            <For
                each=move || items.get()
                key=|comment| comment.id.clone()
                children=move |comment| view! { <Post comment ctx=posts.clone() answered=None/> }
            />
        </div>
        {empty}
        {more}
        {trouble}
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
) -> AnyView {
    if let Some(why) = not_open(consultation) {
        return drawn(why);
    }
    let task = Task { place: ctx.place.clone(), parent: None, anchor };
    view! { <Composer task id label on_sent/> }.into_any()
}

/// Why one cannot post just now; `None` when one can.
pub fn not_open(consultation: &Consultation) -> Option<Html> {
    let period = consultation.summary.period();
    let (what, day) = match period.phase(App::get().now()) {
        Phase::Open => return None,
        Phase::Upcoming => (t("thread.upcoming"), when::date_and_time(period.opens)),
        Phase::Closed => (t("thread.closed"), when::last_day(period.closes)),
    };
    Some(html!("<p class=notice><span>{}</span> <span>{}</span></p>", what, day))
}

/// The way to the next page: a plain link that the app follows in place.
fn more_link(
    ctx: &Ctx,
    items: RwSignal<Vec<Comment>>,
    next: RwSignal<Option<String>>,
    trouble: RwSignal<Option<String>>,
    paragraph: Option<&str>,
) -> Option<AnyView> {
    let after = next.get()?;
    let here = App::get().here();
    let sort = if ctx.at_paragraph { Some(Sort::Oldest) } else { here.look.sort };
    let href = here.with(|look| look.after = Some(after.clone())).href() + "#kommentarer";
    let (ctx, paragraph) = (ctx.clone(), paragraph.map(str::to_owned));
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
    let way = press_link("button", href, t("thread.more").to_owned(), load);
    Some(view! { <p class="next">{way}</p> }.into_any())
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

/// How a thread presents itself.
#[derive(Clone, Copy)]
pub struct Talk {
    /// Its heading.
    pub title: &'static str,
    /// What a new comment is asked for with.
    pub label: &'static str,
    /// How many comments there are, replies counted.
    pub count: i64,
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
    /// How it presents itself.
    talk: Talk,
) -> impl IntoView {
    let count = match talk.count {
        0 => none(),
        n => html!("<span class=count>{}</span>", number(n)),
    };
    let head = html!(
        "<div class=thread__head><h2 id=kommentarer-titel tabindex=-1>{} {}</h2>{}</div>{}",
        talk.title,
        count,
        if page.items.len() > 1 { sorts() } else { none() },
        later()
    );
    view! {
        <section class="thread" id="kommentarer" aria-labelledby="kommentarer-titel">
            {drawn(head)}
            <Thread ctx page consultation anchor=None label=talk.label.to_owned()/>
        </section>
    }
}

/// Tells that one reads on from somewhere, with the way back to the beginning.
fn later() -> Html {
    let here = App::get().here();
    if here.look.after.is_none() {
        return none();
    }
    let href = here.with(|look| look.after = None).href();
    html!(
        "<p class=next><a class=act target=_self href='{}#kommentarer'>[[thread.first]]</a></p>",
        href
    )
}

fn sorts() -> Html {
    let here = App::get().here();
    let chosen = here.look.sort.unwrap_or(Sort::Newest);
    let ways: Vec<Html> = Sort::ALL
        .iter()
        .map(|&sort| {
            let href = here.with(|look| {
                look.sort = Some(sort);
                look.after = None;
                look.paragraph = None;
            });
            html!(
                "<a href='{}#kommentarer' target=_self{}>{}</a>",
                href.href(),
                current(sort == chosen, "true"),
                t_of("sort", sort.word()).unwrap_or_default()
            )
        })
        .collect();
    html!("<nav class=sorts aria-label='[[sort.label]]'>{}</nav>", all(&ways))
}

/// "3 kommentarer", for a place that has some.
#[must_use]
pub fn comments(n: i64) -> String {
    tn("comments", n)
}
