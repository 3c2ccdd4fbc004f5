use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use model::{Anchor, Period, Phase, Sort, Thread};

use crate::api::comment::{Wanted, list_path};
use crate::citizen::App;
use crate::components::{Composer, Task, island, post};
use crate::i18n::t;
use crate::markup::{Html, all, html, none};
use crate::place::Place;
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
}

impl Ctx {
    /// The thread at a place of a consultation that runs for a period.
    #[must_use]
    pub fn new(place: Place, period: Period) -> Self {
        Self { place, period, at_paragraph: false, quotes: Arc::default() }
    }

    /// Whether one can post.
    #[must_use]
    pub fn open(&self) -> bool {
        self.period.phase(App::get().now()) == Phase::Open
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
    let field = match not_open(ctx.period) {
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
        });
        let task = Task { place: ctx.place.clone(), parent: parent.map(str::to_owned), anchor };
        let (id, label, on_sent) = (base.to_owned(), label.to_owned(), Callback::new(|_| ()));
        view! { <Composer task id label on_sent/> }.into_any()
    })
}

/// Why one cannot post just now; `None` when one can.
#[must_use]
pub fn not_open(period: Period) -> Option<Html> {
    let (what, day) = match period.phase(App::get().now()) {
        Phase::Open => return None,
        Phase::Upcoming => (t("thread.upcoming"), when::date_and_time(period.opens)),
        Phase::Closed => (t("thread.closed"), when::last_day(period.closes)),
    };
    Some(html!("<p class=notice><span>{}</span> <span>{}</span></p>", what, day))
}

/// A paragraph's thread: under it on a phone, beside it on a wide screen.
#[must_use]
pub fn beside(ctx: &Ctx, paragraph: &str, words: &str, page: &Thread) -> Html {
    html!(
        "<section class=beside aria-label='[[paragraph.thread]]'><p class=beside__about>\
         <span>[[paragraph.about]]</span> <span class=mark>{}</span></p>{}</section>",
        beginning(words, 60),
        thread(ctx, page, Some(paragraph), t("composer.paragraph"))
    )
}
