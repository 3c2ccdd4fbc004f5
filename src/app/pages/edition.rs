//! The two editions of a section. Both are painted, one of them hidden: to change between them the
//! app needs no network, and without the app a plain link does it.

use model::{Section, reading_minutes};

use crate::i18n::tn;
use crate::markup::{Html, all, html, none};
use crate::route::{Edition, Look};
use crate::text::{Block, blocks, words_of};

/// An edition of a section on its page.
pub struct Told {
    /// Which one.
    pub edition: Edition,
    /// Whether it is the one that is shown.
    pub shown: bool,
    /// Whether there is another one.
    pub paired: bool,
    /// Its paragraphs.
    pub blocks: Vec<Block>,
    /// How many words it takes to read.
    words: i64,
}

impl Told {
    /// For the tag of what belongs to this edition: its name, and `hidden` while it is not shown.
    pub fn attributes(&self) -> Html {
        match (self.paired, self.shown) {
            (false, _) => none(),
            (true, true) => html!(" data-edition={}", self.edition.word()),
            (true, false) => html!(" data-edition={} hidden", self.edition.word()),
        }
    }

    /// How an address says that this edition is read: the short one goes without saying.
    pub fn look(&self, look: &Look) -> Option<Edition> {
        match (self.paired, self.edition) {
            (false, _) => look.edition,
            (true, Edition::Short) => None,
            (true, Edition::Full) => Some(Edition::Full),
        }
    }
}

/// The editions that a section has, the short one first.
pub fn editions(section: &Section, look: &Look) -> Vec<Told> {
    let shown = edition(section, look);
    let paired = section.plain_html.is_some();
    let told = |edition, html: &str, words| Told {
        edition,
        shown: shown == edition,
        paired,
        blocks: blocks(html),
        words,
    };
    let short = section.plain_html.as_deref().map(|html| {
        let words = words_of(html).split(' ').count();
        told(Edition::Short, html, i64::try_from(words).unwrap_or_default())
    });
    short.into_iter().chain([told(Edition::Full, &section.html, section.words)]).collect()
}

/// Which edition is shown: that of the paragraph whose thread is open; the one that was asked for;
/// else the short one, which most people manage, when there is one.
fn edition(section: &Section, look: &Look) -> Edition {
    let Some(short) = &section.plain_html else { return Edition::Full };
    if let Some(paragraph) = &look.paragraph {
        let id = format!(" id=\"{paragraph}\"");
        for (edition, html) in [(Edition::Short, short), (Edition::Full, &section.html)] {
            if html.contains(&id) {
                return edition;
            }
        }
    }
    look.edition.unwrap_or(Edition::Short)
}

/// How long each edition takes to read.
pub fn reading(editions: &[Told]) -> Html {
    let time = |told: &Told| {
        let minutes = tn("section.minutes", reading_minutes(told.words));
        html!("<span class=reading{}>{}</span>", told.attributes(), minutes)
    };
    all(&editions.iter().map(time).collect::<Vec<_>>())
}
