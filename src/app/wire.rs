//! Reading what the API sends, on the phone.
//!
//! The code that serde derives for reading a struct is fast and large: for the API's fifteen types
//! it was 40 KB of what a phone downloads (brotli). Here a field is one call, by its own name; a
//! field that `model` adds and this file forgets does not compile, and a test reads what serde wrote.

use model::{
    Anchor, Author, Code, Comment, Consultation, ConsultationSummary, Counts, FieldFlaw, Flaw,
    Funding, Me, Moment, NewProposal, News, OutlineItem, OutlineLink, Page, ParagraphCount,
    ParticipantKind, Phase, PostState, Problem, Proposal, ProposalKind, Rule, Section, SectionKind,
    Support, Version, VersionState, Visibility, Welcome,
};
use serde_json::{Map, Value};

use crate::drafts::Draft;
use crate::page_data::{PageData, PlaceLink, Snapshot};
use crate::session::Identity;

type Fields = Map<String, Value>;

/// What can be read from JSON.
pub trait Read: Sized {
    /// The value, when it is of the right form.
    fn read(value: Value) -> Option<Self>;

    /// What it is when it was left out, if that may be.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a text.
#[must_use]
pub fn read<T: Read>(text: &str) -> Option<T> {
    T::read(serde_json::from_str(text).ok()?)
}

fn take<T: Read>(fields: &mut Fields, name: &str) -> Option<T> {
    match fields.remove(name) {
        Some(value) => T::read(value),
        None => T::absent(),
    }
}

fn object(value: Value) -> Option<Fields> {
    match value {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

impl Read for String {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

impl Read for i64 {
    fn read(value: Value) -> Option<Self> {
        value.as_i64()
    }
}

impl Read for u8 {
    fn read(value: Value) -> Option<Self> {
        Self::try_from(value.as_i64()?).ok()
    }
}

impl Read for u16 {
    fn read(value: Value) -> Option<Self> {
        Self::try_from(value.as_i64()?).ok()
    }
}

impl Read for bool {
    fn read(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Read for Moment {
    fn read(value: Value) -> Option<Self> {
        Self::try_from(String::read(value)?).ok()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Box<T> {
    fn read(value: Value) -> Option<Self> {
        T::read(value).map(Self::new)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Array(items) => items.into_iter().map(T::read).collect(),
            _ => None,
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Read> Read for Page<T> {
    fn read(value: Value) -> Option<Self> {
        let mut f = object(value)?;
        Some(Self {
            items: take(&mut f, "items")?,
            next: take(&mut f, "next")?,
            total: take(&mut f, "total")?,
        })
    }
}

macro_rules! words {
    ($($name:ident),+) => { $(
        impl Read for $name {
            fn read(value: Value) -> Option<Self> {
                Self::from_word(value.as_str()?)
            }
        }
    )+ };
}

macro_rules! fields {
    ($($name:ident { $($field:ident),+ $(,)? })+) => { $(
        impl Read for $name {
            fn read(value: Value) -> Option<Self> {
                let mut fields = object(value)?;
                Some(Self { $($field: take(&mut fields, stringify!($field))?),+ })
            }
        }
    )+ };
}

words!(
    Code,
    Flaw,
    Funding,
    ParticipantKind,
    Phase,
    PostState,
    ProposalKind,
    SectionKind,
    VersionState,
    Visibility
);

fields! {
    Anchor { paragraph, quote, prefix, suffix, version }
    Author { name, kind, district, staff }
    Comment {
        id, section, proposal, news, parent, root, answers, author, body, state, visibility, rule,
        hidden_because, anchor, created, edited, support, replies, first_replies, mine, supported,
    }
    ConsultationSummary { slug, title, phase, opens, closes, counts }
    Counts { comments, proposals, sections }
    Draft { text, client_key }
    FieldFlaw { field, flaw }
    Identity { id, token, name, kind, district }
    Me { id, name, kind, district, email, created, comments, proposals }
    News { id, consultation, title, html, created, comments }
    NewProposal {
        kind, section, title, body, original, replacement, reason, organisation, contact, client_key,
    }
    OutlineItem { key, kind, label, title, depth, count }
    OutlineLink { key, label, title }
    ParagraphCount { paragraph, count }
    Problem { status, code, fields }
    Proposal {
        id, number, consultation, kind, section, title, body, original, replacement, reason,
        organisation, contact, author, state, rule, hidden_because, created, edited, support, comments, mine,
        supported,
    }
    Rule { id, title }
    Section {
        key, kind, label, title, depth, position, sections, html, plain_html, responsible, funding,
        serves, version, previous, next, count, paragraphs, words,
    }
    Snapshot { data, now, public_url }
    Support { support, supported }
    Version { number, state, created }
    Welcome { id, token }
}

impl Read for Consultation {
    fn read(value: Value) -> Option<Self> {
        let mut f = object(value)?;
        // The summary's fields stand among the others.
        let names = ["slug", "title", "phase", "opens", "closes", "counts"];
        let mut summary = Fields::new();
        for name in names {
            if let Some(value) = f.remove(name) {
                summary.insert(name.to_owned(), value);
            }
        }
        Some(Self {
            summary: ConsultationSummary::read(Value::Object(summary))?,
            lede: take(&mut f, "lede")?,
            notice: take(&mut f, "notice")?,
            case_number: take(&mut f, "case_number")?,
            committee: take(&mut f, "committee")?,
            lang: take(&mut f, "lang")?,
            mail: take(&mut f, "mail")?,
            letter: take(&mut f, "letter")?,
            outline: take(&mut f, "outline")?,
            rules: take(&mut f, "rules")?,
            versions: take(&mut f, "versions")?,
            version: take(&mut f, "version")?,
            general: take(&mut f, "general")?,
        })
    }
}

/// The one entry of an object that stands for a choice: which, and what it holds.
fn choice(value: Value) -> Option<(String, Value)> {
    match value {
        Value::String(name) => Some((name, Value::Null)),
        Value::Object(fields) => fields.into_iter().next(),
        _ => None,
    }
}

impl Read for PlaceLink {
    fn read(value: Value) -> Option<Self> {
        let (name, value) = choice(value)?;
        if name == "section" {
            return Some(Self::Section(Read::read(value)?));
        }
        let mut f = object(value).unwrap_or_default();
        Some(match name.as_str() {
            "proposal" => Self::Proposal {
                id: take(&mut f, "id")?,
                number: take(&mut f, "number")?,
                title: take(&mut f, "title")?,
            },
            "news" => Self::News { id: take(&mut f, "id")?, title: take(&mut f, "title")? },
            _ => Self::General,
        })
    }
}

impl Read for PageData {
    fn read(value: Value) -> Option<Self> {
        let (name, value) = choice(value)?;
        let mut fields = object(value).unwrap_or_default();
        let f = &mut fields;
        if name == "home" {
            return Some(Self::Home { consultations: take(f, "consultations")? });
        }
        if let Some(page) = alone(&name, f) {
            return Some(page);
        }
        let consultation = take(f, "consultation")?;
        Some(match name.as_str() {
            "front" => {
                Self::Front { consultation, thread: take(f, "thread")?, news: take(f, "news")? }
            }
            "section" => Self::Section {
                consultation,
                section: take(f, "section")?,
                thread: take(f, "thread")?,
                paragraph: take(f, "paragraph")?,
            },
            "comment" => Self::Comment {
                consultation,
                place: take(f, "place")?,
                comment: take(f, "comment")?,
                root: take(f, "root")?,
                replies: take(f, "replies")?,
            },
            "proposals" => Self::Proposals { consultation, proposals: take(f, "proposals")? },
            "new-proposal" => Self::NewProposal { consultation, section: take(f, "section")? },
            "proposal" => Self::Proposal {
                consultation,
                proposal: take(f, "proposal")?,
                thread: take(f, "thread")?,
            },
            "news-list" => Self::NewsList { consultation, news: take(f, "news")? },
            "news" => {
                Self::News { consultation, news: take(f, "news")?, thread: take(f, "thread")? }
            }
            "result" => Self::Result { consultation },
            "embed" => Self::Embed {
                consultation,
                section: take(f, "section")?,
                thread: take(f, "thread")?,
            },
            _ => return None,
        })
    }
}

/// The pages that belong to no consultation.
fn alone(name: &str, fields: &mut Fields) -> Option<PageData> {
    Some(match name {
        "mine" => PageData::Mine,
        "rules" => PageData::Rules,
        "privacy" => PageData::Privacy,
        "accessibility" => PageData::Accessibility,
        "refused" => PageData::Refused { code: take(fields, "code")? },
        _ => return None,
    })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::samples::{NOW, pages};

    #[test]
    fn what_serde_wrote_is_read_the_same() {
        for (name, _, data) in pages() {
            let text = serde_json::to_string(&data).unwrap();
            assert_eq!(read::<PageData>(&text).as_ref(), Some(&data), "{name}");
            assert_eq!(serde_json::from_str::<PageData>(&text).unwrap(), data, "{name}");
        }
    }

    #[test]
    fn what_is_no_page_of_ours_is_none() {
        for text in
            ["", "null", "{}", "{\"front\":{}}", "{\"x\":1}", "{\"home\":{\"consultations\":[1]}}"]
        {
            assert_eq!(read::<PageData>(text), None, "{text}");
        }
    }

    #[test]
    fn a_person_and_a_refusal_are_read() {
        let me = Me {
            id: "1".to_owned(),
            name: "Mona".to_owned(),
            kind: ParticipantKind::Citizen,
            district: None,
            email: None,
            created: NOW,
            comments: Vec::new(),
            proposals: Vec::new(),
        };
        assert_eq!(read::<Me>(&serde_json::to_string(&me).unwrap()), Some(me));
        let mut problem = Problem::new(Code::Invalid);
        problem.fields = vec![FieldFlaw { field: "body".to_owned(), flaw: Flaw::TooLong }];
        assert_eq!(read::<Problem>(&serde_json::to_string(&problem).unwrap()), Some(problem));
    }
}
