//! What a post is about, in words: the titles and paragraphs that it names only by their keys.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Anchor, Comment, Proposal, QueueItem};

use super::Desk;
use crate::api;
use crate::api::support::Post;
use crate::i18n::t_with;
use crate::text::{beginning, blocks, words_of};

/// Most characters of a paragraph that are shown.
const SHOWN: usize = 280;

/// The name of a consultation's title.
#[must_use]
pub fn consultation(slug: &str) -> String {
    format!("consultation/{slug}")
}

/// The name of what a proposal is called.
#[must_use]
pub fn proposal(id: &str) -> String {
    format!("proposal/{id}")
}

/// The name of what news are called.
#[must_use]
pub fn news(id: &str) -> String {
    format!("news/{id}")
}

fn paragraph(c: &str, key: &str, anchor: &Anchor) -> String {
    format!("paragraph/{c}/{key}#{}", anchor.paragraph)
}

/// The comment that stands at a place in the text: the post itself, or the one it answers.
fn anchored(item: &QueueItem) -> Option<&Comment> {
    let comment = item.comment.as_ref()?;
    item.above.first().into_iter().chain([comment]).find(|comment| comment.anchor.is_some())
}

/// The words of the text that are talked about, when they are known.
pub fn quoted(desk: Desk, item: &QueueItem) -> Option<String> {
    let comment = anchored(item)?;
    let anchor = comment.anchor.as_ref()?;
    anchor.quote.clone().or_else(|| {
        let name = paragraph(&item.consultation, comment.section.as_deref()?, anchor);
        named(desk, &name)
    })
}

/// A title or a paragraph, when it has been fetched.
pub fn named(desk: Desk, name: &str) -> Option<String> {
    desk.names.with(|names| names.get(name).cloned())
}

/// Fetches what a post names and nobody has fetched yet.
pub fn fetch(desk: Desk, item: &QueueItem) {
    let unknown = |name: &str| desk.names.with_untracked(|names| !names.contains_key(name));
    if unknown(&consultation(&item.consultation)) {
        fetch_titles(desk, item.consultation.clone());
    }
    let Some(comment) = &item.comment else { return };
    if let Some(id) = comment.proposal.clone().filter(|id| unknown(&proposal(id))) {
        spawn_local(async move {
            if let Ok(found) = api::desk::queue::read(Post::Proposal, &id).await {
                let name = found.proposal.map(|proposal| proposal_name(&proposal));
                remember(desk, proposal(&id), name);
            }
        });
    }
    if let Some(id) = comment.news.clone().filter(|id| unknown(&news(id))) {
        spawn_local(async move {
            if let Ok(title) = api::news::title(&id).await {
                let name = t_with("desk.on.news", &[("title", &title)]);
                remember(desk, news(&id), Some(name));
            }
        });
    }
    fetch_paragraph(desk, item);
}

fn proposal_name(proposal: &Proposal) -> String {
    match proposal.title.as_deref() {
        None | Some("") => t_with("proposal.number", &[("n", &proposal.number.to_string())]),
        Some(title) => t_with("desk.on.proposal", &[("title", title)]),
    }
}

fn fetch_titles(desk: Desk, slug: String) {
    spawn_local(async move {
        if let Ok(page) = api::consultation::list().await {
            // One that is not published is known by its name in addresses.
            remember(desk, consultation(&slug), Some(slug));
            for summary in page.items {
                remember(desk, consultation(&summary.slug), Some(summary.title));
            }
        }
    });
}

fn fetch_paragraph(desk: Desk, item: &QueueItem) {
    let Some(comment) = anchored(item) else { return };
    let Some(anchor) = comment.anchor.clone().filter(|anchor| anchor.quote.is_none()) else {
        return;
    };
    let Some(key) = comment.section.clone() else { return };
    let c = item.consultation.clone();
    let name = paragraph(&c, &key, &anchor);
    if desk.names.with_untracked(|names| names.contains_key(&name)) {
        return;
    }
    spawn_local(async move {
        if let Ok(html) = api::section::editions(&c, &key).await {
            let block = blocks(&html)
                .into_iter()
                .find(|block| block.id.as_deref() == Some(anchor.paragraph.as_str()));
            remember(desk, name, block.map(|block| beginning(&words_of(&block.html), SHOWN)));
        }
    });
}

fn remember(desk: Desk, name: String, text: Option<String>) {
    if let Some(text) = text {
        desk.names.update(|names| {
            names.insert(name, text);
        });
    }
}
