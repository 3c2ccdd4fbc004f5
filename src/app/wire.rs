//! Reading what the API sends, on the phone.
//!
//! The code that serde derives for reading a struct is fast and large: for the fifteen types of a
//! citizen's API it was 40 KB of what a phone downloads (brotli), and a moderator has a phone, too. Here a field is one call, by its own name; a
//! field that `model` adds and this file forgets does not compile, and a test reads what serde wrote.

use crate::drafts::Draft;
use crate::facts::{Facts, Hearing, Screen};
use crate::json::Value;
use crate::outbox::Entry;
use crate::session::Identity;
use model::{
    Anchor, Appeal, Author, Code, Comment, DecisionKind, FieldFlaw, Flaw, Found, Handover, Held,
    Hit, HitKind, Mark, Me, Mode, Moment, NewComment, NewParticipant, NewProposal, OutlineLink,
    Own, OwnReport, Page, ParticipantKind, Piece, PostState, Problem, Proposal, ProposalKind,
    Question, RecordKind, ReportOutcome, Restriction, Role, RuleName, StatementName, Support,
    Visibility, Welcome, Whereabouts,
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

impl Read for u8 {
    fn read(value: &Value) -> Option<Self> {
        Self::try_from(value.number()?).ok()
    }
}

impl Read for bool {
    fn read(value: &Value) -> Option<Self> {
        value.flag()
    }

    fn absent() -> Option<Self> {
        Some(false)
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

impl<T: Read> Read for Own<T> {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            post: T::read(value)?,
            place: take(value, "place")?,
            appeal: take(value, "appeal")?,
            office: take(value, "office")?,
        })
    }
}

impl<T: Read> Read for Entry<T> {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            place: take(value, "place")?,
            draft: take(value, "draft")?,
            new: take(value, "new")?,
            created: take(value, "created")?,
            refused: take(value, "refused")?,
            again: take(value, "again")?,
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

mod hearing;

words!(
    Code,
    DecisionKind,
    Flaw,
    Found,
    Held,
    HitKind,
    Mark,
    Mode,
    ParticipantKind,
    PostState,
    ProposalKind,
    Question,
    RecordKind,
    ReportOutcome,
    Role,
    StatementName,
    Visibility
);

fields! {
    Appeal { text, created, granted, answer }
    Anchor { paragraph, quote, prefix, suffix, version, found }
    Author { name, kind, district, staff }
    Comment {
        id, section, proposal, news, parent, root, answers, author, body, state, visibility, rule,
        by_rule, hidden_because, anchor, created, edited, support, replies, mark, first_replies, mine,
        supported,
    }
    Draft { text, client_key, private, again }
    Facts { hearing, place, release }
    FieldFlaw { field, flaw }
    Handover { secret, expires }
    Hearing { opens, closes, version, lang, locked }
    Hit { kind, name, title, number, place, support, full, excerpt }
    Identity { id, token, name, kind, district }
    Me {
        id, name, kind, district, email, email_confirmed, created, restriction, comments, proposals,
    }
    NewComment { body, client_key, parent, anchor, visibility, homepage }
    NewParticipant { name, kind, district, email, client_key }
    NewProposal {
        kind, section, title, body, original, replacement, reason, organisation, contact, client_key,
        homepage,
    }
    OutlineLink { key, label, title }
    OwnReport { id, post, reason, by_rule, text, created, outcome, decided, consultation, proposal }
    Piece { text, found }
    Problem { status, code, fields }
    Proposal {
        id, number, consultation, kind, section, title, body, original, replacement, reason,
        organisation, contact, author, state, rule, by_rule, hidden_because, created, edited, support, comments, mine,
        supported,
    }
    Restriction { paused_until, until_lifted, rule, by_rule, reason, over, appeal }
    RuleName { number, title, own }
    Screen { lang, title, html, facts }
    Support { support, supported }
    Welcome { id, token }
    Whereabouts { consultation, hearing, label, title, number, gone }
}

mod desk;
mod news;
mod privacy;

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
            found: Some(Found::Moved),
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
            by_rule: None,
            hidden_because: None,
            anchor: Some(anchor),
            created: NOW,
            edited: Some(NOW),
            support: 23,
            replies: 1,
            mark: None,
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
            hearing: Some(Hearing {
                opens: NOW,
                closes: NOW,
                version: 2,
                lang: Some("da".to_owned()),
                locked: true,
            }),
            place: Some("/x/indsats-1".to_owned()),
            release: Some("0f".to_owned()),
        });
        there_and_back(Support { support: 3, supported: true });
        let place = Whereabouts {
            consultation: "x".to_owned(),
            hearing: "Høring".to_owned(),
            label: Some("Indsats 1".to_owned()),
            title: None,
            number: Some(7),
            gone: true,
        };
        let appeal = Appeal {
            text: "Det passer ikke".to_owned(),
            created: NOW,
            granted: Some(false),
            answer: Some("Jo".to_owned()),
        };
        let own = Own { post: comment(), place, appeal: Some(appeal), office: vec![comment()] };
        there_and_back(Page { items: vec![own], next: None, total: 1 });
        there_and_back(OwnReport {
            id: "01".to_owned(),
            post: "02".to_owned(),
            reason: "andet".to_owned(),
            by_rule: None,
            text: None,
            created: NOW,
            outcome: Some(ReportOutcome::Kept),
            decided: Some(NOW),
            consultation: Some("x".to_owned()),
            proposal: true,
        });
        there_and_back(Handover { secret: "s".to_owned(), expires: NOW });
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
    fn what_was_found_is_read() {
        let piece = Piece { text: "Træer".to_owned(), found: true };
        there_and_back(Hit {
            kind: HitKind::Proposal,
            name: "01f".to_owned(),
            title: "Flere træer".to_owned(),
            number: Some(7),
            place: None,
            support: Some(31),
            full: true,
            excerpt: vec![piece],
        });
    }

    #[test]
    fn a_person_and_a_refusal_are_read() {
        there_and_back(Me {
            id: "1".to_owned(),
            name: "Mona".to_owned(),
            kind: ParticipantKind::Citizen,
            district: None,
            email: None,
            email_confirmed: false,
            created: NOW,
            restriction: Some(Restriction {
                paused_until: Some(NOW),
                until_lifted: false,
                rule: Some("tonen".to_owned()),
                by_rule: Some(RuleName { number: 2, title: "Tal".to_owned(), own: false }),
                reason: None,
                over: false,
                appeal: Some(Appeal {
                    text: "Hvorfor?".to_owned(),
                    created: NOW,
                    granted: None,
                    answer: None,
                }),
            }),
            comments: vec![comment()],
            proposals: Vec::new(),
        });
        let mut problem = Problem::new(Code::Invalid);
        problem.fields = vec![FieldFlaw { field: "body".to_owned(), flaw: Flaw::TooLong }];
        there_and_back(problem);
    }
}
