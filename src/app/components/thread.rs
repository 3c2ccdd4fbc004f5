use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use model::{Anchor, Period, Phase, ProposalKind, Sort, Thread};

use crate::api::comment::{Wanted, list_path};
use crate::citizen::App;
use crate::components::{Composer, Task, island, post, theirs};
use crate::i18n::t;
use crate::markup::{Html, all, html, none};
use crate::place::Place;
use crate::route::Route;
use crate::text::beginning;
use crate::when;

/// What every post of a thread must know.
#[derive(Clone)]
pub struct Ctx {
    /// Where the thread hangs.
    pub place: Place,
    /// Whether this is the thread of one paragraph.
    pub at_paragraph: bool,
    /// The words of the paragraphs that the server paints.
    pub quotes: Arc<HashMap<String, String>>,
    period: Period,
    locked: bool,
}

impl Ctx {
    /// The thread at a place of a consultation that runs for a period.
    #[must_use]
    pub fn new(place: Place, period: Period) -> Self {
        Self { place, period, at_paragraph: false, quotes: Arc::default(), locked: false }
    }

    /// The same, where moderators let nobody post for now.
    #[must_use]
    pub fn locked(self, locked: bool) -> Self {
        Self { locked, ..self }
    }

    /// Whether one can post.
    #[must_use]
    pub fn open(&self) -> bool {
        !self.locked && self.period.phase(App::get().now()) == Phase::Open
    }

    /// A post's id on the page: its comment may stand there twice, once at its paragraph.
    #[must_use]
    pub fn id(&self, comment: &str) -> String {
        format!("{}-{comment}", if self.at_paragraph { "a" } else { "k" })
    }

    /// The words of a paragraph that the page shows.
    #[must_use]
    pub fn words(&self, paragraph: &str) -> Option<String> {
        if cfg!(feature = "csr") {
            let text = document().get_element_by_id(paragraph)?.text_content()?;
            return Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        self.quotes.get(paragraph).cloned()
    }
}

/// A thread: its comments, the way to more of them, and the field for a new one. What is done with
/// them is done by [`acts`](super::acts), which finds all it has to know in what stands here.
pub fn thread(ctx: &Ctx, page: &Thread, paragraph: Option<&str>, label: &str) -> Html {
    let base = paragraph.map_or_else(|| "ny".to_owned(), |p| format!("ny-{p}"));
    let field = match not_open(ctx.period, ctx.locked) {
        Some(why) => why,
        None => composer(ctx, &base, label, None, paragraph),
    };
    let (above, below) = if ctx.at_paragraph { (none(), field) } else { (field, none()) };
    let posts: Vec<Html> = page.items.iter().map(|one| post(ctx, one, false)).collect();
    let look = App::get().here().look;
    let oldest = paragraph.map(|_| Sort::Oldest);
    let after = look.after.as_deref().filter(|_| paragraph.is_none());
    html!(
        "{}<div class=posts id='{}-liste' data-list='{}'>{}</div>\
         <p class='empty empty--posts'>[[thread.empty]]</p>{}{}",
        above,
        base,
        list_path(&ctx.place, &Wanted { sort: oldest.or(look.sort), after, paragraph }),
        all(&posts),
        page.next.as_deref().map_or_else(none, |after| more(ctx, &base, after, paragraph)),
        below
    )
}

/// The way to the next page: a plain link that the app follows in place.
fn more(ctx: &Ctx, base: &str, after: &str, paragraph: Option<&str>) -> Html {
    let here = App::get().here();
    let look = |after: &str| here.with(|look| look.after = Some(after.to_owned())).href();
    let oldest = paragraph.map(|_| Sort::Oldest);
    let wanted = Wanted { sort: oldest.or(here.look.sort), after: Some(after), paragraph };
    html!(
        "<p class=next><a class=button id='{}-flere' data-act=mere data-next='{}' target=_self \
         href='{}#kommentarer'>[[thread.more]]</a></p>",
        base,
        list_path(&ctx.place, &wanted),
        look(after)
    )
}

/// The field for a new comment, or for an answer to `parent`.
pub fn composer(
    ctx: &Ctx,
    base: &str,
    label: &str,
    parent: Option<&str>,
    paragraph: Option<&str>,
) -> Html {
    let data = [
        ("data-id", base),
        ("data-label", label),
        ("data-parent", parent.unwrap_or_default()),
        ("data-paragraph", paragraph.unwrap_or_default()),
    ];
    island("composer", &data, || {
        let anchor = paragraph.map(|paragraph| Anchor {
            paragraph: paragraph.to_owned(),
            quote: None,
            prefix: None,
            suffix: None,
            version: None,
            found: None,
        });
        let task = Task { place: ctx.place.clone(), parent: parent.map(str::to_owned), anchor };
        let (id, label, on_sent) = (base.to_owned(), label.to_owned(), Callback::new(|_| ()));
        view! { <Composer task id label on_sent/> }.into_any()
    })
}

/// Why one cannot post just now; `None` when one can.
#[must_use]
pub fn not_open(period: Period, locked: bool) -> Option<Html> {
    let (what, day, begun) = match period.phase(App::get().now()) {
        Phase::Open if locked => {
            return Some(html!("<p class=notice>[[thread.locked]]</p>{}", begun()));
        }
        Phase::Open => return None,
        Phase::Closed if period.is_unset() => {
            return Some(html!("<p class=notice>[[code.not-open]]</p>"));
        }
        Phase::Upcoming => (t("thread.upcoming"), when::date_and_time(period.opens), none()),
        Phase::Closed => (t("thread.closed"), when::last_day(period.closes), begun()),
    };
    Some(html!("<p class=notice><span>{}</span> <span>{}</span></p>{}", what, day, begun))
}

/// Where that is which somebody had begun when the hearing ended.
fn begun() -> Html {
    let mine = App::get().here().to(Route::Mine).href();
    html!(
        "<p class=hint><span>[[thread.begun]]</span> <a href='{}'>[[thread.begun.mine]]</a></p>",
        mine
    )
}

/// A paragraph's thread: under it on a phone, beside it on a wide screen.
#[must_use]
pub fn beside(ctx: &Ctx, paragraph: &str, words: &str, page: &Thread) -> Html {
    html!(
        "<section class=beside aria-label='[[paragraph.thread]]'><p class=beside__about>\
         <span>[[paragraph.about]]</span> <bdi class=mark{}>{}</bdi></p>{}{}</section>",
        theirs(),
        beginning(words, 60),
        thread(ctx, page, Some(paragraph), t("composer.paragraph")),
        propose(ctx, paragraph)
    )
}

/// The way to propose other words for a paragraph.
fn propose(ctx: &Ctx, paragraph: &str) -> Html {
    let Place::Section { c, key } = &ctx.place else { return none() };
    if !ctx.open() {
        return none();
    }
    let form = App::get().here().to(Route::NewProposal { c: c.clone() }).with(|look| {
        look.kind = Some(ProposalKind::Wording);
        look.about = Some(key.clone());
        look.paragraph = Some(paragraph.to_owned());
    });
    html!("<p><a href='{}'>[[paragraph.propose]]</a></p>", form.href())
}
