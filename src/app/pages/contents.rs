//! The contents: beside a page, and on the front page.

use model::{Consultation, OutlineItem};

use super::frame::languages;
use crate::citizen::App;
use crate::components::theirs;
use crate::i18n::{number, t};
use crate::markup::{Html, all, current, html, none};
use crate::route::{Address, Route};

/// How many lines of contents are shown beside a page; of longer texts those near it.
const NEARBY: usize = 60;

/// The contents beside a page; on a phone they open from the menu, without a script.
pub fn contents(consultation: &Consultation) -> Html {
    let here = App::get().here();
    let c = consultation.summary.slug.clone();
    let key = match &here.route {
        Route::Section { key, .. } => key.clone(),
        _ => String::new(),
    };
    let lines: Vec<Html> =
        nearby(&consultation.outline, &key).into_iter().map(|item| line(item, &here, &c)).collect();
    let way = |href: String, name: &str, n| {
        html!("<li><a href='{}'><span>{}</span>{}</a></li>", href, name, count(n))
    };
    let to = |route| here.to(route).href();
    let general = to(Route::Front { c: c.clone() }) + "#kommentarer";
    let proposals = consultation.summary.counts.proposals;
    let more = [
        way(general, t("contents.general"), consultation.general),
        way(to(Route::Proposals { c: c.clone() }), t("nav.proposals"), proposals),
        way(to(Route::NewsList { c: c.clone() }), t("nav.news"), 0),
        way(to(Route::Result { c }), t("nav.result"), 0),
        way(to(Route::Mine), t("nav.mine"), 0),
    ];
    html!(
        "<div class=contents__head><strong>[[contents.title]]</strong>{}\
         <button type=button id=menu-luk popovertarget=indhold popovertargetaction=hide>[[close]]</button>\
         </div>{}<ol class=contents__list>{}</ol><ul class='contents__list contents__more'>{}</ul>",
        languages(),
        super::search::field(consultation, "find"),
        all(&lines),
        all(&more)
    )
}

/// A number of comments beside a line.
pub fn count(n: i64) -> Html {
    if n == 0 {
        return none();
    }
    html!("<span class=count>{}<span class=vh> [[count.what]]</span></span>", number(n))
}

/// A line of the contents.
pub fn line(item: &OutlineItem, here: &Address, c: &str) -> Html {
    let is_here = matches!(&here.route, Route::Section { key, .. } if *key == item.key);
    let label = item
        .label
        .as_ref()
        .map_or_else(none, |label| html!("<span class=contents__label>{}</span> ", *label));
    html!(
        "<li class=d{}><a href='{}'{}><span{}>{}<span>{}</span></span>{}</a></li>",
        item.depth.clamp(1, 5).to_string(),
        section_href(here, c, &item.key),
        current(is_here, "page"),
        theirs(),
        label,
        item.title,
        count(item.count)
    )
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
    if i == at {
        return true;
    }
    let (here, other) = (outline[at].depth, outline[i].depth);
    let between = &outline[i.min(at) + 1..i.max(at)];
    if i < at {
        // Nothing as shallow as it between: an ancestor. Nothing shallower than us: a sibling.
        (other < here && between.iter().all(|item| item.depth > other))
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
