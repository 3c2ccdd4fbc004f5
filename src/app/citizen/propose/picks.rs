//! The paragraphs of a section, to begin a new wording from one of them.

use leptos::prelude::*;
use model::ProposalKind;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::form::Form;
use crate::api;
use crate::citizen::focus;
use crate::components::{Live, part_if, theirs};
use crate::i18n::t;
use crate::markup::{Html, all, html};
use crate::text::{beginning, blocks, tag_end, words_of};

/// A section's paragraphs, each a button with all of its words.
pub fn picks(section: &str) -> Html {
    let picks: Vec<Html> = blocks(section)
        .iter()
        .map(|block| (block.id.clone().unwrap_or_default(), words_of(&plain(&block.html))))
        .filter(|(_, words)| !words.is_empty())
        .enumerate()
        .map(|(n, (id, words))| {
            html!(
                "<li><button type=button class=pick id='forslag-vaelg-{}' data-paragraph='{}' \
                 data-words='{}'{}>{}</button></li>",
                n.to_string(),
                id,
                words,
                theirs(),
                beginning(&words, 110)
            )
        })
        .collect();
    all(&picks)
}

/// Elements that part words; all others stand within a sentence, or within a word.
const PARTING: &[&str] = &[
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// HTML without the tags that part no words: "vil</em>," is "vil,".
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let end = tag_end(rest, open).map_or(rest.len(), |end| end + 1);
        let tag = rest[open + 1..end].trim_start_matches('/');
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        out.push_str(&rest[..if PARTING.contains(&name) { end } else { open }]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

impl Form {
    /// Another section was chosen.
    pub(super) fn choose(self, key: String) {
        self.section.set(key);
        // Words of another section that nobody has changed are not what is meant any more.
        if self.untouched() {
            self.original.set(String::new());
            self.replacement.set(String::new());
        }
        self.keep();
        if self.kind == ProposalKind::Wording {
            self.load_picks();
        }
    }

    /// Whether the new words are still the old ones.
    fn untouched(self) -> bool {
        let replacement = self.replacement.get_untracked();
        replacement.is_empty() || replacement == self.original.get_untracked()
    }

    /// Fetches the chosen section's paragraphs.
    pub(super) fn load_picks(self) {
        let key = self.section.get_untracked();
        self.picks.set(String::new());
        self.picking.set(if key.is_empty() { "" } else { t("loading") });
        if key.is_empty() {
            return;
        }
        spawn_local(async move {
            let answer = api::section::text(&self.c.get_value(), &key).await;
            // Another one may have been chosen since, or the form be gone.
            if self.section.try_get_untracked() != Some(key) {
                return;
            }
            match answer {
                Ok(html) => {
                    self.picks.set(picks(&html).into_string());
                    self.picking.set("");
                }
                Err(_) => self.picking.set(t("propose.pick.failed")),
            }
        });
    }

    /// Begins from a paragraph; a replacement that was written already stays.
    pub(super) fn begin_from(self, words: &str) {
        let untouched = self.untouched();
        self.original.set(words.to_owned());
        if untouched {
            self.replacement.set(words.to_owned());
        }
    }

    /// The paragraphs to pick from, or what is said instead of them.
    pub(super) fn paragraphs(self) -> AnyView {
        let open = self.original.with_untracked(String::is_empty);
        let list = part_if(move || {
            let picks = self.picks.get();
            let pick = move |ev: leptos::ev::MouseEvent| {
                let pressed = ev.target().and_then(|target| target.dyn_into().ok());
                let pressed = pressed.and_then(|at: web_sys::Element| at.closest(".pick").ok()?);
                if let Some(words) = pressed.and_then(|pick| pick.get_attribute("data-words")) {
                    self.begin_from(&words);
                    self.keep();
                    self.app.say(t("propose.picked"));
                    focus("forslag-videre");
                }
            };
            (!picks.is_empty()).then(|| {
                view! {
                    <details class="extra" id="forslag-vaelg" open=open>
                        <summary><span>{t("propose.pick")}</span></summary>
                        <ul class="picks" inner_html=picks on:click=pick></ul>
                    </details>
                }
                .into_any()
            })
        });
        let said = Signal::derive(move || self.picking.get().to_owned());
        view! { <p class="hint picking"><Live text=said/></p> {list} }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;
    use model::Moment;

    use super::picks;
    use crate::citizen::App;
    use crate::facts::Facts;
    use crate::route::Address;

    #[test]
    fn every_paragraph_is_offered_with_all_of_its_words() {
        let html = "<p id=\"p-1\">Vi <em>vil</em>, og<br>vi kan &amp; skal.</p><hr>\
            <ul id=\"p-2\"><li>Ét</li><li>to</li></ul>";
        let picks = Owner::new().with(|| {
            App::begin(Address::parse("/x/forslag/nyt", ""), Facts::default(), Moment(0));
            picks(html).into_string()
        });
        assert_eq!(picks.matches("<li>").count(), 2);
        for pick in ["p-1' data-words='Vi vil, og vi kan &amp; skal.'", "p-2' data-words='Ét to'"]
        {
            assert!(picks.contains(&format!("data-paragraph='{pick}")), "{picks}");
        }
    }
}
