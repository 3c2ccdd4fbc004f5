//! A proposal as a moderator reads it: all that others can read, and how to reach the author.

use model::{Edit, Proposal, diff};

use super::post::{by, signs};
use crate::components::body;
use crate::i18n::{t, t_of, t_with};
use crate::markup::{Html, all, leaf, none, tag, text};

/// A proposal, whole.
#[must_use]
pub fn proposal(proposal: &Proposal) -> Html {
    let kind = t_of("proposal.kind", proposal.kind.word()).unwrap_or_default();
    let number = t_with("proposal.number", &[("n", &proposal.number.to_string())]);
    let author = proposal
        .author
        .as_ref()
        .map_or_else(none, |author| by(author, proposal.created, proposal.edited.is_some()));
    let title = proposal.title.as_deref().filter(|title| !title.is_empty());
    let title = title.map_or_else(none, |title| {
        tag("p", &[("class", "judged__title"), ("dir", "auto")], &[text(title)])
    });
    all(&[
        author,
        leaf("p", "eyebrow", &format!("{number} · {kind}")),
        signs(proposal.state, proposal.by_rule.as_ref(), false),
        title,
        words(proposal.body.as_deref()),
        wording(proposal),
        labelled(t("proposal.reason"), proposal.reason.as_deref()),
        labelled(t("proposal.organisation"), proposal.organisation.as_deref()),
        labelled(t("desk.contact"), proposal.contact.as_deref()),
    ])
}

fn words(text: Option<&str>) -> Html {
    text.filter(|text| !text.is_empty()).map_or_else(none, |text| body(text, true))
}

fn labelled(label: &str, words: Option<&str>) -> Html {
    words
        .filter(|words| !words.is_empty())
        .map_or_else(none, |words| all(&[leaf("h3", "label", label), body(words, true)]))
}

/// What stands there, what should stand there, and what that changes.
fn wording(proposal: &Proposal) -> Html {
    let (Some(original), Some(replacement)) = (&proposal.original, &proposal.replacement) else {
        return none();
    };
    let city = |label: &str, words: &str| {
        let words = tag("p", &[("class", "judged__city"), ("dir", "auto")], &[text(words)]);
        all(&[leaf("h3", "label", label), words])
    };
    let new = if replacement.is_empty() {
        all(&[leaf("h3", "label", t("propose.replacement")), leaf("p", "hint", t("desk.struck"))])
    } else {
        city(t("propose.replacement"), replacement)
    };
    all(&[
        city(t("propose.original"), original),
        new,
        leaf("h3", "label", t("proposal.difference")),
        difference(original, replacement),
    ])
}

/// The difference, word by word; lines and words say what colours show.
fn difference(original: &str, replacement: &str) -> Html {
    let runs: Vec<Html> = diff(original, replacement)
        .into_iter()
        .map(|run| {
            let marked = |name: &str, what: &str| {
                let hidden = leaf("span", "vh", &format!("{what} "));
                tag(name, &[], &[hidden, text(&run.text)])
            };
            match run.edit {
                Edit::Same => leaf("span", "", &run.text),
                // What goes and what comes in its place must not grow together.
                Edit::Deleted => all(&[marked("del", t("diff.deleted")), text(" ")]),
                Edit::Inserted => marked("ins", t("diff.inserted")),
            }
        })
        .collect();
    tag("p", &[("class", "difference"), ("dir", "auto")], &runs)
}
