//! What holds of every message that somebody sends, and of every name and token, tried on made-up ones.

use std::fmt::Debug;

use crate::made_up::config;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::*;

/// The fields that the messages have, so that made-up ones mean something now and then.
const FIELDS: &[&str] = &[
    "accent",
    "act",
    "alt",
    "anchor",
    "answered",
    "body",
    "case_number",
    "client_key",
    "closes",
    "consultation",
    "contact",
    "day",
    "device",
    "district",
    "districts",
    "email",
    "granted",
    "homepage",
    "hours",
    "id",
    "kind",
    "lang",
    "markdown",
    "mode",
    "name",
    "new",
    "number",
    "old",
    "opens",
    "organisation",
    "original",
    "outcome",
    "paragraph",
    "parent",
    "password",
    "picture",
    "pinned",
    "post",
    "posts",
    "prefix",
    "publish",
    "quote",
    "reason",
    "replacement",
    "reply",
    "role",
    "rule",
    "secret",
    "section",
    "sender",
    "sites",
    "slug",
    "stand",
    "stands",
    "state",
    "suffix",
    "text",
    "title",
    "turns",
    "version",
    "visibility",
    "wants_mail",
    "when",
    "words",
];

const TEXTS: &[&str] = &[
    "",
    " ",
    "idea",
    "wording",
    "partnership",
    "comment",
    "hide",
    "draft",
    "planned",
    "published",
    "moderator",
    "refuse",
    "now",
    "2026-12-31",
    "2026-12-31T23:59",
    "2026-12-31T23:59:00Z",
    "9999-12-31T23:59:59Z",
    "-9999-01-01T00:00:00Z",
    "#004455",
    "#ÆØÅ",
    "a@b.dk",
    "p-1",
    "park",
    "\u{0}",
    "\u{202E}x",
    "\u{200B}",
    "12345678",
    "018f0000000070008000000000000001",
];

fn value() -> impl Strategy<Value = Value> {
    let text =
        prop_oneof![select(TEXTS).prop_map(str::to_owned), any::<String>(), "[a-zæøå .?]{0,40}"];
    let leaf = prop_oneof![
        6 => text.prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        2 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => Just(Value::from("å".repeat(10_001))),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((select(FIELDS), inner), 0..6).prop_map(object)
        ]
    })
}

fn object(fields: Vec<(&'static str, Value)>) -> Value {
    Value::Object(
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>(),
    )
}

fn message() -> impl Strategy<Value = Value> {
    vec((select(FIELDS), value()), 0..40).prop_map(object)
}

/// Reads a message, sends it on as it was read, and judges it: the copy is judged alike.
fn travels<T, V>(sent: &Value, check: impl Fn(&T) -> V) -> Result<(), TestCaseError>
where
    T: Serialize + DeserializeOwned,
    V: Debug,
{
    let Ok(read) = serde_json::from_value::<T>(sent.clone()) else { return Ok(()) };
    let again = serde_json::to_value(&read).expect("a message can be written");
    let copy: T = serde_json::from_value(again.clone()).expect("what was written can be read");
    prop_assert_eq!(serde_json::to_value(&copy).expect("a message can be written"), again);
    prop_assert_eq!(format!("{:?}", check(&copy)), format!("{:?}", check(&read)));
    Ok(())
}

macro_rules! travel {
    ($sent:expr, $($message:ty),+ $(,)?) => { $(travels::<$message, _>($sent, |one| one.check())?;)+ };
}

/// Whether a flaw of the other side's making can be read back.
fn told<T>(judged: Result<T, Vec<FieldFlaw>>) -> Result<(), TestCaseError> {
    let Err(fields) = judged else { return Ok(()) };
    prop_assert!(!fields.is_empty());
    let problem = Problem { fields, ..Problem::new(Code::Invalid) };
    let copy: Problem = serde_json::from_value(json!(problem)).expect("a problem can be read");
    prop_assert_eq!(copy, problem);
    Ok(())
}

proptest! {
    #![proptest_config(config(50))]

    #[test]
    fn every_message_is_taken_or_told_why_not(sent in message(), number in any::<i64>()) {
        travel!(&sent, NewAppeal, NewAppealAnswer, NewColleague, NewRole, NewComment, CommentChange, NewDifficulty,
            NewErasure, NewErasureAnswer, TakeOver, NewHearing, NewLook, NewLogo, Confirmation, NewNews,
            NewOfficeReply, NewParticipant, NewProposal, NewReport, NewRule, RuleStanding,
            NewStatement);
        for kind in DecisionKind::ALL {
            travels::<NewDecision, _>(&sent, |one| one.check(*kind))?;
        }
        for kind in Measure::ALL {
            travels::<NewMeasure, _>(&sent, |one| one.check(*kind))?;
        }
        // What these say is judged by the server, which knows the hearing.
        travels::<NewSites, _>(&sent, |_| ())?;
        travels::<NewShortAddress, _>(&sent, |_| ())?;
        travels::<NewLeaving, _>(&sent, |one| one.check(Moment(0), Moment(number.clamp(0, UNTIL_LIFTED.0))))?;
        if let Ok(new) = serde_json::from_value::<NewProposal>(sent) {
            told(new.check())?;
        }
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn what_is_kept_of_a_text_is_kept_as_it_is(text in any::<String>()) {
        let kept = clean(&text);
        prop_assert_eq!(&clean(&kept), &kept);
        let line = one_line(&text);
        prop_assert_eq!(&one_line(&line), &line);
        prop_assert!(!line.contains(|c: char| c.is_control() || is_direction(c)));
    }

    #[test]
    fn a_difference_loses_no_word(original in "[ab .\n]{0,30}", replacement in "[ab .\n]{0,30}", any in any::<String>()) {
        for (original, replacement) in [(&original, &replacement), (&original, &any), (&any, &replacement)] {
            let runs = diff(original, replacement);
            let side = |gone: Edit| -> String {
                let kept = runs.iter().filter(|run| run.edit != gone).map(|run| &*run.text);
                kept.flat_map(|text| text.chars().filter(|c| !c.is_whitespace())).collect()
            };
            let words = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(side(Edit::Inserted), words(original));
            prop_assert_eq!(side(Edit::Deleted), words(replacement));
        }
    }

    #[test]
    fn a_heading_becomes_a_name_or_none(text in any::<String>(), danish in "[A-Za-zÆØÅæøåß§ 0-9.:-]{0,90}") {
        for text in [text, danish] {
            let slug = slugify(&text);
            prop_assert!(slug.is_empty() || is_slug(&slug), "{slug:?}");
            prop_assert_eq!(slugify(&slug), slug);
        }
    }

    #[test]
    fn a_code_is_five_of_its_letters_in_either_case(typed in any::<String>(), near in "[0-9A-Za-zåø/.]{4,6}") {
        for typed in [typed, near] {
            let right = typed.chars().count() == CODE_LENGTH
                && typed.chars().all(|c| c.is_ascii() && CODE_LETTERS.contains(&(c.to_ascii_lowercase() as u8)));
            prop_assert_eq!(short_code(&typed), right.then(|| typed.to_ascii_lowercase()));
        }
    }

    #[test]
    fn a_clients_key_is_taken_as_it_is_or_not_at_all(key in any::<String>(), plain in "[a-z0-9-]{0,70}") {
        for key in [key, plain] {
            let mut flaws = Flaws::default();
            let kept = flaws.client_key(&key);
            let fits = (CLIENT_KEY_MIN..=CLIENT_KEY_MAX).contains(&key.chars().count());
            prop_assert_eq!(flaws.or(kept).ok(), fits.then_some(key));
        }
    }

    #[test]
    fn a_moment_comes_back_as_it_went(at in 0..=UNTIL_LIFTED.0, text in any::<String>()) {
        let moment = Moment(at);
        prop_assert_eq!(Moment::try_from(String::from(moment)).ok(), Some(moment));
        for text in [text, moment.wall_clock()] {
            let _ = (Moment::try_from(text.clone()), Moment::day_in_denmark(&text));
            let _ = (Moment::from_wall_clock(&text), weeks_later(&text, u16::MAX));
        }
    }
}
