use leptos::prelude::*;
use model::{Consultation, OutlineItem};

use crate::citizen::App;
use crate::i18n::{number, t};
use crate::route::{Address, Route};

/// How many lines of contents are shown beside a page; of longer texts those near it.
const NEARBY: usize = 60;

/// The contents beside a page; on a phone they open from the menu, without a script.
#[component]
pub fn Contents(
    /// The consultation.
    consultation: Consultation,
) -> impl IntoView {
    let here = App::get().here();
    let c = consultation.summary.slug.clone();
    let key = match &here.route {
        Route::Section { key, .. } => key.clone(),
        _ => String::new(),
    };
    let lines: Vec<_> = nearby(&consultation.outline, &key)
        .into_iter()
        .map(|item| view! { <Line item=item.clone() here=here.clone() c=c.clone()/> })
        .collect();
    let general = here.to(Route::Front { c: c.clone() }).href() + "#kommentarer";
    let counts = consultation.summary.counts;
    view! {
        <nav id="indhold" class="contents" popover="" aria-label=t("contents.title")>
            <div class="contents__head">
                <strong>{t("contents.title")}</strong>
                <button type="button" id="menu-luk" popovertarget="indhold" popovertargetaction="hide">
                    {t("close")}
                </button>
            </div>
            <ol class="contents__list">{lines}</ol>
            <ul class="contents__list contents__more">
                <li>
                    <a href=general><span>{t("contents.general")}</span><Count n=consultation.general/></a>
                </li>
                <li>
                    <a href=here.to(Route::Proposals { c: c.clone() }).href()>
                        <span>{t("nav.proposals")}</span><Count n=counts.proposals/>
                    </a>
                </li>
                <li><a href=here.to(Route::NewsList { c: c.clone() }).href()><span>{t("nav.news")}</span></a></li>
                <li><a href=here.to(Route::Result { c }).href()><span>{t("nav.result")}</span></a></li>
                <li><a href=here.to(Route::Mine).href()><span>{t("nav.mine")}</span></a></li>
            </ul>
        </nav>
    }
}

/// A number of comments beside a line.
#[component]
pub fn Count(
    /// How many.
    n: i64,
) -> impl IntoView {
    (n > 0).then(|| {
        view! { <span class="count">{number(n)}<span class="vh">" "{t("count.what")}</span></span> }
    })
}

/// A line of the contents.
#[component]
pub fn Line(
    /// The section.
    item: OutlineItem,
    /// The page on which it stands.
    here: Address,
    /// The consultation.
    c: String,
) -> impl IntoView {
    let current = matches!(&here.route, Route::Section { key, .. } if *key == item.key);
    let href = section_href(&here, &c, &item.key);
    let depth = format!("d{}", item.depth.clamp(1, 5));
    let label = item.label.map(|label| view! { <span class="contents__label">{label}</span> " " });
    view! {
        <li class=depth>
            <a href=href aria-current=current.then_some("page")>
                <span>{label}<span>{item.title}</span></span>
                <Count n=item.count/>
            </a>
        </li>
    }
}

/// The address of a section: whoever chose an edition reads on in it.
#[must_use]
pub fn section_href(here: &Address, c: &str, key: &str) -> String {
    let address = here.to(Route::Section { c: c.to_owned(), key: key.to_owned() });
    address.with(|look| look.edition = here.look.edition).href()
}

/// The lines to show beside the section `key`: all of a short text; of a long one the top levels,
/// the way to the section, its siblings and what is in it.
fn nearby<'a>(outline: &'a [OutlineItem], key: &str) -> Vec<&'a OutlineItem> {
    if outline.len() <= NEARBY {
        return outline.iter().collect();
    }
    let top = outline.iter().map(|item| item.depth).min().unwrap_or(1);
    let at = outline.iter().position(|item| item.key == key);
    outline
        .iter()
        .enumerate()
        .filter(|(i, item)| item.depth == top || at.is_some_and(|at| is_near(outline, at, *i)))
        .map(|(_, item)| item)
        .take(4 * NEARBY)
        .collect()
}

/// Whether line `i` is an ancestor, a sibling or a child of line `at`, or `at` itself.
fn is_near(outline: &[OutlineItem], at: usize, i: usize) -> bool {
    let (here, other) = (outline[at].depth, outline[i].depth);
    let between = &outline[i.min(at) + 1..i.max(at)];
    if i <= at {
        // Nothing as shallow as it between: an ancestor. Nothing shallower than us: a sibling.
        i == at
            || (other < here && between.iter().all(|item| item.depth > other))
            || (other == here && between.iter().all(|item| item.depth >= here))
    } else {
        (other == here && between.iter().all(|item| item.depth >= here))
            || (other == here + 1 && between.iter().all(|item| item.depth > here))
    }
}

#[cfg(test)]
mod tests {
    use model::SectionKind;

    use super::*;

    fn outline(depths: &[u8]) -> Vec<OutlineItem> {
        depths
            .iter()
            .enumerate()
            .map(|(i, depth)| OutlineItem {
                key: format!("k{i}"),
                kind: SectionKind::Text,
                label: None,
                title: String::new(),
                depth: *depth,
                count: 0,
            })
            .collect()
    }

    #[test]
    fn a_long_text_shows_the_way_the_siblings_and_the_children() {
        //                        0  1  2  3  4  5  6  7
        let mut depths = vec![1, 2, 3, 2, 3, 4, 3, 1];
        depths.extend(std::iter::repeat_n(2, NEARBY));
        let lines = outline(&depths);
        let keys: Vec<_> = nearby(&lines, "k4").iter().map(|item| item.key.as_str()).collect();
        assert_eq!(keys, ["k0", "k3", "k4", "k5", "k6", "k7"]);
    }

    #[test]
    fn a_short_text_shows_everything() {
        assert_eq!(nearby(&outline(&[1, 2, 3]), "k0").len(), 3);
    }
}
