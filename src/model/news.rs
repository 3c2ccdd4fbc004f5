//! News: short posts by staff on the hearing's own blog.

use serde::{Deserialize, Serialize};

use crate::picture::illustration;
use crate::{DAY, FieldFlaw, Flaw, Flaws, Illustration, Moment, Uuid, words};

/// Most characters of the title of a piece of news.
pub const NEWS_TITLE_MAX: usize = 120;
/// Most characters of its words.
pub const NEWS_MAX: usize = 10_000;
/// How long ahead it can be planned, in milliseconds.
pub const NEWS_AHEAD: i64 = 366 * DAY;

words! {
    /// How far a piece of news has come.
    NewsState {
        /// Only staff can see it.
        Draft = "draft",
        /// Everybody can read it once its time has come.
        Planned = "planned",
        /// Everybody can read it, once its hearing is public.
        Published = "published",
    }
}

/// A post by staff, as a reader gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct News {
    /// Permanent name.
    pub id: String,
    /// The consultation's name in addresses.
    pub consultation: String,
    /// Its title.
    pub title: String,
    /// Its words: sanitized HTML.
    pub html: String,
    /// The picture above its words.
    pub picture: Option<Illustration>,
    /// When it was published.
    pub created: Moment,
    /// When it was changed after that.
    pub edited: Option<Moment>,
    /// Public comments on it, replies counted.
    pub comments: i64,
}

/// A piece of news as those see it who write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskNews {
    /// Permanent name.
    pub id: String,
    /// The consultation's name in addresses.
    pub consultation: String,
    /// The language of its words, as in BCP 47.
    pub lang: String,
    /// Its title.
    pub title: String,
    /// Its words, as Markdown.
    pub markdown: String,
    /// The same as HTML, sanitized.
    pub html: String,
    /// The picture above its words.
    pub picture: Option<Illustration>,
    /// How far it has come.
    pub state: NewsState,
    /// Whether its hearing is public. Until it is, nobody reads it.
    pub public: bool,
    /// From when on everybody can read it; none for a draft.
    pub publish: Option<Moment>,
    /// Which of its changes this is, from 1 on.
    pub number: i64,
    /// When it was changed last.
    pub changed: Moment,
    /// The mail address of who changed it last.
    pub by: Option<String>,
    /// Public comments on it, replies counted.
    pub comments: i64,
}

/// What an editor sends: all of a piece of news, new or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewNews {
    /// Its title, 1 to 120 characters.
    #[serde(default)]
    pub title: String,
    /// Its words, as Markdown, 1 to 10,000 characters.
    #[serde(default)]
    pub markdown: String,
    /// The id of the picture above its words.
    #[serde(default)]
    pub picture: Option<String>,
    /// What stands for the picture where it cannot be seen: needed when there is one.
    #[serde(default)]
    pub alt: Option<String>,
    /// `draft`, `planned` or `published`. What is published already stays so since when it was.
    #[serde(default)]
    pub state: String,
    /// When it is to be published, if it is planned: within a year.
    #[serde(default)]
    pub publish: Option<Moment>,
    /// The [number](DeskNews::number) of what one began from; none for a new one. When it has become
    /// another one, somebody else was quicker.
    #[serde(default)]
    pub number: Option<i64>,
    /// The client's own name for a new one: the same again is the same piece of news.
    #[serde(default)]
    pub client_key: Option<String>,
}

/// A piece of news that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidNews {
    /// Its title.
    pub title: String,
    /// Its words, as Markdown.
    pub markdown: String,
    /// The picture above its words, and what stands for it where it cannot be seen.
    pub picture: Option<(Uuid, String)>,
    /// From when on it is to be read.
    pub when: Publishing,
}

/// From when on something is to be read by all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publishing {
    /// Not yet.
    Never,
    /// From now on; what is read already stays as it was.
    Now,
    /// From a moment on.
    At(Moment),
}

impl Publishing {
    /// From when on it is read, if it was to be read from `held` on until now.
    ///
    /// # Errors
    /// A moment that has passed, or is too far ahead. One that was chosen before may have passed
    /// meanwhile.
    pub fn settle(self, held: Option<Moment>, now: Moment) -> Result<Option<Moment>, Flaw> {
        match self {
            Self::Never => Ok(None),
            Self::Now => Ok(Some(held.filter(|held| *held <= now).unwrap_or(now))),
            Self::At(at) if held == Some(at) => Ok(held),
            Self::At(at) if at <= now || at > now.plus(NEWS_AHEAD) => Err(Flaw::Unknown),
            Self::At(at) => Ok(Some(at)),
        }
    }
}

impl NewNews {
    /// The piece of news when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self) -> Result<ValidNews, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let title = flaws.line("title", &self.title, 1, NEWS_TITLE_MAX);
        let markdown = flaws.text("markdown", &self.markdown, 1, NEWS_MAX);
        let alt = self.alt.as_deref().unwrap_or_default();
        let picture = illustration(&mut flaws, self.picture.as_deref().unwrap_or_default(), alt);
        let when = match NewsState::from_word(&self.state) {
            Some(NewsState::Draft) => Publishing::Never,
            Some(NewsState::Published) => Publishing::Now,
            Some(NewsState::Planned) => match self.publish {
                Some(at) => Publishing::At(at),
                None => {
                    flaws.note("publish", Flaw::Missing);
                    Publishing::Never
                }
            },
            None => {
                let flaw = if self.state.is_empty() { Flaw::Missing } else { Flaw::Unknown };
                flaws.note("state", flaw);
                Publishing::Never
            }
        };
        flaws.or(ValidNews { title, markdown, picture, when })
    }

    /// The words alone, to see what they will look like.
    ///
    /// # Errors
    /// The field when they cannot be taken.
    pub fn check_words(&self) -> Result<String, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let markdown = flaws.text("markdown", &self.markdown, 1, NEWS_MAX);
        flaws.or(markdown)
    }

    /// The number of what one began from.
    ///
    /// # Errors
    /// The field when it is not there.
    pub fn begun_from(&self) -> Result<i64, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        if self.number.is_none() {
            flaws.note("number", Flaw::Missing);
        }
        flaws.or(self.number.unwrap_or_default())
    }

    /// The name that the client gave to a new one.
    ///
    /// # Errors
    /// The field when it cannot be taken.
    pub fn key(&self) -> Result<String, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let key = flaws.client_key(self.client_key.as_deref().unwrap_or_default());
        flaws.or(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_796_300_000_000);

    fn good() -> NewNews {
        NewNews {
            title: "Kom til møde".to_owned(),
            markdown: "På torsdag.".to_owned(),
            state: "draft".to_owned(),
            ..NewNews::default()
        }
    }

    fn flaws(new: &NewNews) -> Vec<(String, Flaw)> {
        let flaws = new.check().unwrap_err();
        flaws.into_iter().map(|flaw| (flaw.field, flaw.flaw)).collect()
    }

    #[test]
    fn every_flaw_is_told_at_once() {
        let told = |field: &str, flaw| (field.to_owned(), flaw);
        let new = NewNews { picture: Some("x".to_owned()), ..NewNews::default() };
        assert_eq!(
            flaws(&new),
            [
                told("title", Flaw::Missing),
                told("markdown", Flaw::Missing),
                told("alt", Flaw::Missing),
                told("picture", Flaw::Unknown),
                told("state", Flaw::Missing),
            ]
        );
        let long = NewNews {
            title: "x".repeat(NEWS_TITLE_MAX + 1),
            markdown: "x".repeat(NEWS_MAX + 1),
            state: "planned".to_owned(),
            ..NewNews::default()
        };
        assert_eq!(
            flaws(&long),
            [
                told("title", Flaw::TooLong),
                told("markdown", Flaw::TooLong),
                told("publish", Flaw::Missing),
            ]
        );
    }

    #[test]
    fn a_picture_needs_words_and_words_need_no_picture() {
        let picture = Some("01a206a8efd473cd859630aa8882c370".to_owned());
        let without = NewNews { picture: picture.clone(), alt: Some(" ".to_owned()), ..good() };
        assert_eq!(flaws(&without), [("alt".to_owned(), Flaw::Missing)]);
        let with = NewNews { picture, alt: Some("Et bord".to_owned()), ..good() };
        assert_eq!(with.check().unwrap().picture.unwrap().1, "Et bord");
        let left_over = NewNews { alt: Some("Et bord".to_owned()), ..good() };
        assert_eq!(left_over.check().unwrap().picture, None);
    }

    #[test]
    fn a_time_is_ahead_and_not_too_far() {
        let (past, soon) = (NOW.plus(-1), NOW.plus(1));
        for wrong in [past, NOW, NOW.plus(NEWS_AHEAD + 1), Moment(0), Moment(i64::MAX)] {
            assert_eq!(Publishing::At(wrong).settle(None, NOW), Err(Flaw::Unknown), "{wrong:?}");
        }
        assert_eq!(Publishing::At(soon).settle(None, NOW), Ok(Some(soon)));
        assert_eq!(Publishing::At(past).settle(Some(past), NOW), Ok(Some(past)), "it came");
        assert_eq!(Publishing::Never.settle(Some(past), NOW), Ok(None));
    }

    #[test]
    fn what_is_read_already_stays_as_old_as_it_is() {
        let (past, later) = (NOW.plus(-DAY), NOW.plus(DAY));
        assert_eq!(Publishing::Now.settle(None, NOW), Ok(Some(NOW)));
        assert_eq!(Publishing::Now.settle(Some(past), NOW), Ok(Some(past)));
        assert_eq!(Publishing::Now.settle(Some(later), NOW), Ok(Some(NOW)), "sooner than planned");
    }
}
