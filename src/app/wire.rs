//! Reading what the API sends, on the phone.
//!
//! The code that serde derives for reading a struct is fast and large: for the API's fifteen types
//! it was 40 KB of what a phone downloads (brotli). Here a field is one call, by its own name; a
//! field that `model` adds and this file forgets does not compile, and a test reads what serde wrote.

use crate::drafts::Draft;
use crate::facts::{Facts, Hearing, Screen};
use crate::json::Value;
use crate::session::Identity;
use model::{
    Anchor, Author, Code, Comment, FieldFlaw, Flaw, Me, Moment, NewProposal, OutlineLink, Page,
    ParticipantKind, PostState, Problem, Proposal, ProposalKind, Support, Visibility, Welcome,
};

/// What can be read from JSON.
pub trait Read: Sized {
    /// The value, when it is one of ours.
    fn read(value: &Value) -> Option<Self>;

    /// What a field means that is not there.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a text; `None` when it is not what was expected.
#[must_use]
pub fn read<T: Read>(text: &str) -> Option<T> {
    T::read(&Value::parse(text)?)
}

fn take<T: Read>(value: &Value, name: &str) -> Option<T> {
    match value.field(name) {
        Some(field) => T::read(&field),
        None => T::absent(),
    }
}

impl Read for String {
    fn read(value: &Value) -> Option<Self> {
        value.text()
    }
}

impl Read for i64 {
    fn read(value: &Value) -> Option<Self> {
        value.number()
    }
}

impl Read for u16 {
    fn read(value: &Value) -> Option<Self> {
        Self::try_from(value.number()?).ok()
    }
}

impl Read for bool {
    fn read(value: &Value) -> Option<Self> {
        value.flag()
    }
}

impl Read for Moment {
    fn read(value: &Value) -> Option<Self> {
        value.moment()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value) -> Option<Self> {
        value.items()?.iter().map(T::read).collect()
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Read> Read for Page<T> {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            items: take(value, "items")?,
            next: take(value, "next")?,
            total: take(value, "total")?,
        })
    }
}

macro_rules! words {
    ($($name:ident),+) => { $(
        impl Read for $name {
            fn read(value: &Value) -> Option<Self> {
                Self::from_word(&value.text()?)
            }
        }
    )+ };
}

macro_rules! fields {
    ($($name:ident { $($field:ident),+ $(,)? })+) => { $(
        impl Read for $name {
            fn read(value: &Value) -> Option<Self> {
                Some(Self { $($field: take(value, stringify!($field))?),+ })
            }
        }
    )+ };
}

words!(Code, Flaw, ParticipantKind, PostState, ProposalKind, Visibility);

fields! {
    Anchor { paragraph, quote, prefix, suffix, version }
    Author { name, kind, district, staff }
    Comment {
        id, section, proposal, news, parent, root, answers, author, body, state, visibility, rule,
        hidden_because, anchor, created, edited, support, replies, first_replies, mine, supported,
    }
    Draft { text, client_key }
    Facts { hearing, place }
    FieldFlaw { field, flaw }
    Hearing { opens, closes, version }
    Identity { id, token, name, kind, district }
    Me { id, name, kind, district, email, created, comments, proposals }
    NewProposal {
        kind, section, title, body, original, replacement, reason, organisation, contact, client_key,
    }
    OutlineLink { key, label, title }
    Problem { status, code, fields }
    Proposal {
        id, number, consultation, kind, section, title, body, original, replacement, reason,
        organisation, contact, author, state, rule, hidden_because, created, edited, support, comments, mine,
        supported,
    }
    Screen { lang, title, html, facts }
    Support { support, supported }
    Welcome { id, token }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_796_300_000_000);

    fn comment() -> Comment {
        let author = Author {
            name: "Mona".to_owned(),
            kind: ParticipantKind::Party,
            district: Some("Nørrebro".to_owned()),
            staff: false,
        };
        let anchor = Anchor {
            paragraph: "p-1".to_owned(),
            quote: Some("ord".to_owned()),
            prefix: None,
            suffix: None,
            version: Some(2),
        };
        Comment {
            id: "01a".to_owned(),
            section: Some("indsats-1".to_owned()),
            proposal: None,
            news: None,
            parent: None,
            root: None,
            answers: Some("Ali".to_owned()),
            author: Some(author),
            body: Some("Hej \"du\"\n<b>".to_owned()),
            state: PostState::Visible,
            visibility: Visibility::Municipality,
            rule: None,
            hidden_because: None,
            anchor: Some(anchor),
            created: NOW,
            edited: Some(NOW),
            support: 23,
            replies: 1,
            first_replies: Vec::new(),
            mine: Some(true),
            supported: None,
        }
    }

    fn there_and_back<T: Read + serde::Serialize + PartialEq + std::fmt::Debug>(value: T) {
        let text = serde_json::to_string(&value).unwrap();
        assert_eq!(read::<T>(&text).as_ref(), Some(&value), "{text}");
    }

    #[test]
    fn what_serde_wrote_is_read_the_same() {
        let mut top = comment();
        top.first_replies = vec![comment()];
        there_and_back(Page { items: vec![top], next: Some("x".to_owned()), total: 7 });
        there_and_back(Facts {
            hearing: Some(Hearing { opens: NOW, closes: NOW, version: 2 }),
            place: Some("/x/indsats-1".to_owned()),
        });
        there_and_back(Support { support: 3, supported: true });
        there_and_back(Screen {
            lang: "da".to_owned(),
            title: "Æ".to_owned(),
            html: "<p>".to_owned(),
            facts: Facts::default(),
        });
    }

    #[test]
    fn what_is_none_of_ours_is_none() {
        for text in ["", "null", "{}", "[1]", "{\"items\":[{}],\"total\":1}", "{\"total\":\"1\"}"] {
            assert_eq!(read::<Page<Comment>>(text), None, "{text}");
        }
    }

    #[test]
    fn a_person_and_a_refusal_are_read() {
        there_and_back(Me {
            id: "1".to_owned(),
            name: "Mona".to_owned(),
            kind: ParticipantKind::Citizen,
            district: None,
            email: None,
            created: NOW,
            comments: vec![comment()],
            proposals: Vec::new(),
        });
        let mut problem = Problem::new(Code::Invalid);
        problem.fields = vec![FieldFlaw { field: "body".to_owned(), flaw: Flaw::TooLong }];
        there_and_back(problem);
    }
}
