//! Comments: posts in a thread on a section, on a proposal, on news or on the whole.

use serde::{Deserialize, Serialize};

use crate::{
    Anchor, Author, FieldFlaw, Flaw, Flaws, MINUTE, Mark, Moment, PostState, RuleName, Visibility,
    words,
};

/// Most characters of a comment.
pub const BODY_MAX: usize = 10_000;

/// How long an author can change or correct a post, in milliseconds: fifteen minutes.
pub const EDIT_WINDOW: i64 = 15 * MINUTE;

/// Whether a post from `created` can still be changed by its author.
#[must_use]
pub const fn can_edit(created: Moment, now: Moment) -> bool {
    now.0 - created.0 < EDIT_WINDOW
}

words! {
    /// In which order a thread is read.
    Sort {
        /// Newest first.
        Newest = "newest",
        /// Oldest first.
        Oldest = "oldest",
        /// Most agreed first.
        Agreed = "agreed",
    }
}

/// A comment as a reader gets it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comment {
    /// Permanent name.
    pub id: String,
    /// The section it stands on, if it stands on one.
    pub section: Option<String>,
    /// The proposal it stands on, if it stands on one.
    pub proposal: Option<String>,
    /// The news it stands on, if it stands on some.
    pub news: Option<String>,
    /// The post it answers.
    pub parent: Option<String>,
    /// The top of its thread when it is an answer; the same as `parent` for a first-level answer.
    pub root: Option<String>,
    /// Whom it answers, when that is itself an answer that can be read.
    pub answers: Option<String>,
    /// Who wrote it; `None` unless it can be read.
    pub author: Option<Author>,
    /// The words, plain text; `None` unless they can be read.
    pub body: Option<String>,
    /// How far it has come.
    pub state: PostState,
    /// For whom it was written.
    pub visibility: Visibility,
    /// The rule by which it was hidden.
    pub rule: Option<String>,
    /// How that rule is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<RuleName>,
    /// What the moderator wrote to the author: for the author alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden_because: Option<String>,
    /// Where in the section; `None` unless the comment can be read.
    pub anchor: Option<Anchor>,
    /// When it was sent.
    pub created: Moment,
    /// When it was last changed by its author.
    pub edited: Option<Moment>,
    /// How many agree.
    pub support: i64,
    /// How many public answers it has, at any depth.
    pub replies: i64,
    /// What the office says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// The first answers, when this stands in a list.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub first_replies: Vec<Comment>,
    /// Whether the reader wrote it; only with a token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<bool>,
    /// Whether the reader agrees; only with a token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supported: Option<bool>,
}

/// What somebody sends to comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewComment {
    /// The words, 1 to 10,000 characters.
    #[serde(default)]
    pub body: String,
    /// 8 to 64 characters of the client's choice; the same again is the same post.
    #[serde(default)]
    pub client_key: String,
    /// The post that is answered.
    #[serde(default)]
    pub parent: Option<String>,
    /// Where in the section.
    #[serde(default)]
    pub anchor: Option<Anchor>,
    /// `public` (also when left out) or `municipality`.
    #[serde(default)]
    pub visibility: Option<String>,
    /// A field that nobody can see: what fills it in is a program.
    #[serde(default)]
    pub homepage: Option<String>,
}

/// A comment that can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidComment {
    /// The words.
    pub body: String,
    /// The client's name for it.
    pub client_key: String,
    /// The post that is answered.
    pub parent: Option<String>,
    /// Where in the section.
    pub anchor: Option<Anchor>,
    /// For whom.
    pub visibility: Visibility,
    /// Whether the hidden field was filled in.
    pub trap: bool,
}

impl NewComment {
    /// The comment when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self) -> Result<ValidComment, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let visibility =
            self.visibility.as_deref().map_or(Some(Visibility::Public), Visibility::from_word);
        if visibility.is_none() {
            flaws.note("visibility", Flaw::Unknown);
        }
        let valid = ValidComment {
            body: flaws.text("body", &self.body, 1, BODY_MAX),
            client_key: flaws.client_key(&self.client_key),
            parent: self.parent.clone(),
            anchor: self.anchor.as_ref().map(|anchor| anchor.check(&mut flaws)),
            visibility: visibility.unwrap_or(Visibility::Public),
            trap: self.homepage.as_deref().is_some_and(|text| !text.is_empty()),
        };
        flaws.or(valid)
    }
}

/// What an author sends to change a post.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommentChange {
    /// The new words, 1 to 10,000 characters.
    #[serde(default)]
    pub body: String,
}

impl CommentChange {
    /// The new words when they can be taken.
    ///
    /// # Errors
    /// The field `body` when they cannot.
    pub fn check(&self) -> Result<String, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let body = flaws.text("body", &self.body, 1, BODY_MAX);
        flaws.or(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(body: &str) -> NewComment {
        NewComment {
            body: body.to_owned(),
            client_key: "12345678".to_owned(),
            ..NewComment::default()
        }
    }

    #[test]
    fn a_comment_has_1_to_10_000_characters() {
        assert_eq!(new("  ").check().unwrap_err()[0].flaw, Flaw::Missing);
        assert!(new(&"å".repeat(BODY_MAX)).check().is_ok());
        assert_eq!(new(&"å".repeat(BODY_MAX + 1)).check().unwrap_err()[0].flaw, Flaw::TooLong);
    }

    #[test]
    fn an_unknown_visibility_is_refused_rather_than_public() {
        let post = NewComment { visibility: Some("staff".to_owned()), ..new("hej") };
        assert_eq!(post.check().unwrap_err()[0].field, "visibility");
    }

    #[test]
    fn a_post_can_be_changed_for_fifteen_minutes() {
        assert!(can_edit(Moment(0), Moment(EDIT_WINDOW - 1)));
        assert!(!can_edit(Moment(0), Moment(EDIT_WINDOW)));
    }
}
