//! Which posts wait for a moderator before anybody else can read them, and why.
//!
//! What the program holds of itself is little and told with its cause: a person decides. All of it is
//! found out on the server, from what it has anyway.

use serde::{Deserialize, Serialize};

use crate::{DAY, MINUTE, Moment, words};

words! {
    /// When posts of a hearing or a section are looked at.
    Mode {
        /// They are read at once, and moderators look afterwards.
        After = "after",
        /// They wait for a moderator.
        Before = "before",
        /// Those of people wait of whom no post was approved yet.
        Newcomers = "newcomers",
    }
}

/// Which posts wait in a hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HearingModeration {
    /// Which posts wait where a section says nothing else.
    pub mode: Mode,
    /// Whether the program holds posts of itself.
    pub automatic: bool,
    /// Whether nobody can post for now.
    pub stopped: bool,
    /// Sections in which others wait.
    pub sections: Vec<SectionMode>,
}

/// Which posts wait in a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SectionMode {
    /// The section's key.
    pub section: String,
    /// Which posts wait there.
    pub mode: Mode,
}

/// What staff send to say which posts wait.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewMode {
    /// `after`, `before` or `newcomers`; left out for a section: as in the hearing.
    #[serde(default)]
    pub mode: Option<String>,
    /// The key of the section; the hearing when left out.
    #[serde(default)]
    pub section: Option<String>,
}

words! {
    /// Why a post waits for a moderator.
    Held {
        /// All posts here do.
        Mode = "mode",
        /// No post of its author was approved yet.
        Newcomer = "newcomer",
        /// A moderator holds its author's posts.
        Participant = "participant",
        /// The hidden field of the form was filled in: programs do that.
        Trap = "trap",
        /// The same text was sent again and again.
        Repeated = "repeated",
        /// Its author sent many posts in a short time.
        Burst = "burst",
        /// Many new people wrote in a short time, and its author is one of them.
        Newcomers = "newcomers",
        /// It holds many links.
        Links = "links",
        /// It can be read; what waits is that many people who had not been here long agreed with it.
        Supports = "supports",
    }
}

impl Held {
    /// Whether the program decided that by itself, and not a person.
    #[must_use]
    pub const fn is_automatic(self) -> bool {
        !matches!(self, Self::Mode | Self::Newcomer | Self::Participant)
    }
}

/// More links than that are many.
pub const LINKS_MOST: usize = 3;
/// A text that was sent more often than that in a day waits. Some people send what others have written,
/// and may: it is read a little later.
pub const SAME_MOST: u32 = 20;
/// Texts shorter than that ("Enig!") are the same by chance; in characters.
pub const SAME_MIN: usize = 20;
/// More posts of one person in an hour are a burst. In ten minutes nobody may send more than thirty.
pub const BURST_MOST: u32 = 60;
/// More new people who write in a hearing within ten minutes are a burst.
pub const NEWCOMERS_MOST: u32 = 60;

/// How long somebody is new, in milliseconds.
pub const NEW: i64 = 10 * MINUTE;
/// How long a burst of new people may last, in milliseconds.
pub const CROWD: i64 = 10 * MINUTE;
/// More supports of one post within [`CROWD`] from people who have not [been here
/// long](has_been_here_long) are a burst. A campaign may be as good as any: nothing of it is lost, and it
/// is counted when a moderator has looked.
pub const SUPPORTS_MOST: u32 = 30;

/// Whether somebody who joined at `created` has just arrived.
#[must_use]
pub const fn is_new(created: Moment, now: Moment) -> bool {
    now.0 < created.0 + NEW
}

/// Whether the supports of somebody who joined at `created` are no part of a burst. To agree takes one
/// tap, and a crowd that was made up can wait ten minutes; hardly one waits a day.
#[must_use]
pub const fn has_been_here_long(created: Moment, now: Moment) -> bool {
    now.0 >= created.0 + DAY
}

/// Whether one more support from somebody who has not been here long waits for a moderator, where the
/// program may hold things of itself: when others of the same post wait, or `lately` came since [`CROWD`]
/// and since a moderator last looked.
#[must_use]
pub const fn support_waits(automatic: bool, others_wait: bool, lately: u32) -> bool {
    automatic && (others_wait || lately >= SUPPORTS_MOST)
}

/// What is known of a post that comes in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Arrival {
    /// How it is read here; `None` is [`Mode::After`].
    pub mode: Option<Mode>,
    /// Whether the program may hold posts of itself here.
    pub automatic: bool,
    /// Whether a moderator has approved a post of its author.
    pub trusted: bool,
    /// Whether a moderator holds its author's posts.
    pub author_held: bool,
    /// Whether the hidden field was filled in.
    pub trap: bool,
    /// How often this text came in a day, this one counted.
    pub same: u32,
    /// How many posts its author sent in an hour, this one counted.
    pub lately: u32,
    /// How many new people wrote in ten minutes, if its author is one of them.
    pub newcomers: u32,
    /// How many links it holds.
    pub links: usize,
}

/// Why a post waits; `None` when it does not. What people decided comes before what the program finds.
#[must_use]
pub fn held(post: &Arrival) -> Option<Held> {
    let finds = [
        (post.trap, Held::Trap),
        (post.same > SAME_MOST, Held::Repeated),
        (post.lately > BURST_MOST, Held::Burst),
        (post.newcomers > NEWCOMERS_MOST, Held::Newcomers),
        (post.links > LINKS_MOST, Held::Links),
    ];
    match post.mode {
        _ if post.author_held => Some(Held::Participant),
        Some(Mode::Before) => Some(Held::Mode),
        Some(Mode::Newcomers) if !post.trusted => Some(Held::Newcomer),
        _ if !post.automatic => None,
        _ => finds.into_iter().find(|find| find.0).map(|find| find.1),
    }
}

/// How many links a text holds.
#[must_use]
pub fn links(text: &str) -> usize {
    let text = text.to_lowercase();
    let schemes = text.matches("http://").count() + text.matches("https://").count();
    let bare = text
        .split_whitespace()
        .filter(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with("www."))
        .count();
    schemes + bare
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Arrival = Arrival {
        mode: Some(Mode::After),
        automatic: true,
        trusted: false,
        author_held: false,
        trap: false,
        same: 1,
        lately: 1,
        newcomers: 1,
        links: 0,
    };

    #[test]
    fn an_ordinary_post_is_read_at_once() {
        assert_eq!(held(&USUAL), None);
        let much = Arrival {
            same: SAME_MOST,
            lately: BURST_MOST,
            newcomers: NEWCOMERS_MOST,
            links: LINKS_MOST,
            ..USUAL
        };
        assert_eq!(held(&much), None);
    }

    #[test]
    fn each_cause_is_told_by_its_name() {
        let cases = [
            (Arrival { trap: true, ..USUAL }, Held::Trap),
            (Arrival { same: SAME_MOST + 1, ..USUAL }, Held::Repeated),
            (Arrival { lately: BURST_MOST + 1, ..USUAL }, Held::Burst),
            (Arrival { newcomers: NEWCOMERS_MOST + 1, ..USUAL }, Held::Newcomers),
            (Arrival { links: LINKS_MOST + 1, ..USUAL }, Held::Links),
            (Arrival { mode: Some(Mode::Before), trap: true, ..USUAL }, Held::Mode),
            (Arrival { mode: Some(Mode::Newcomers), ..USUAL }, Held::Newcomer),
            (Arrival { author_held: true, trusted: true, ..USUAL }, Held::Participant),
        ];
        for (post, cause) in cases {
            assert_eq!(held(&post), Some(cause));
        }
    }

    #[test]
    fn where_the_program_may_not_hold_only_people_do() {
        let trap = Arrival { automatic: false, trap: true, links: 99, ..USUAL };
        assert_eq!(held(&trap), None);
        assert_eq!(held(&Arrival { author_held: true, ..trap }), Some(Held::Participant));
        let known = Arrival { mode: Some(Mode::Newcomers), trusted: true, ..USUAL };
        assert_eq!(held(&known), None);
    }

    #[test]
    fn supports_wait_from_the_burst_on_and_only_where_the_program_may_hold() {
        assert!(!support_waits(true, false, SUPPORTS_MOST - 1));
        assert!(support_waits(true, false, SUPPORTS_MOST));
        assert!(support_waits(true, true, 0));
        assert!(!support_waits(false, true, SUPPORTS_MOST));
        assert!(is_new(Moment(0), Moment(NEW - 1)) && !is_new(Moment(0), Moment(NEW)));
        let stays = |millis| has_been_here_long(Moment(0), Moment(millis));
        assert!(stays(DAY) && !stays(DAY - 1));
    }

    #[test]
    fn links_are_counted_with_and_without_a_scheme() {
        assert_eq!(links("se https://a.dk og (www.b.dk) og HTTP://C.dk"), 3);
        assert_eq!(links("wwwhat www"), 0);
    }
}
