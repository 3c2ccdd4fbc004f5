//! What comes in just now, counted, so that floods are seen (model/holding.rs).
//!
//! It stands in memory alone, as hashes of texts and numbers of posts, and is forgotten with its
//! window. Every server process counts for itself.

use std::hash::{DefaultHasher, Hash, Hasher};

use model::{
    Arrival, CROWD, DAY, HOUR, Mode, Moment, SAME_MIN, Uuid, Visibility, has_been_here_long, held,
    is_new, links,
};

use crate::limits::Tally;
use crate::store::{Entry, Spot};

/// How long a burst of one person may last.
const BURST: i64 = HOUR;

/// The counts.
pub struct Watch {
    on: bool,
    same: Tally<(Uuid, u64)>,
    lately: Tally<Uuid>,
    newcomers: Tally<Uuid>,
    /// Newcomers who were counted already: a person is counted once.
    counted: Tally<(Uuid, Uuid)>,
}

/// What somebody sends, as far as it is watched.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// All its words.
    pub words: &'a str,
    /// For whom.
    pub visibility: Visibility,
    /// Whether the hidden field was filled in.
    pub trap: bool,
}

impl Watch {
    /// With `on` false the program holds nothing of itself: for measurements.
    #[must_use]
    pub fn new(on: bool) -> Self {
        Self {
            on,
            same: Tally::new(DAY),
            lately: Tally::new(BURST),
            newcomers: Tally::new(CROWD),
            counted: Tally::new(CROWD),
        }
    }

    /// Whether a support by somebody is one of those that are watched: they have not been here long.
    #[must_use]
    pub fn watches(&self, by: &Entry, now: Moment) -> bool {
        self.on && !has_been_here_long(by.created, now)
    }

    /// Counts a post, and says why it waits for a moderator, if it does.
    #[must_use]
    pub fn held(
        &self,
        by: &Entry,
        spot: &Spot,
        sent: Sent<'_>,
        now: Moment,
    ) -> Option<model::Held> {
        // What only staff can read waits for nobody.
        if sent.visibility == Visibility::Municipality {
            return None;
        }
        let mut arrival = Arrival {
            mode: Some(spot.mode),
            automatic: spot.automatic && self.on,
            trusted: by.trusted,
            author_held: by.held,
            trap: sent.trap,
            links: links(sent.words),
            ..Arrival::default()
        };
        if arrival.automatic && spot.mode != Mode::Before {
            self.count(&mut arrival, by, spot.consultation, sent.words, now);
        }
        held(&arrival)
    }

    fn count(
        &self,
        arrival: &mut Arrival,
        by: &Entry,
        consultation: Uuid,
        words: &str,
        now: Moment,
    ) {
        arrival.lately = self.lately.count(by.id, now);
        if words.chars().count() >= SAME_MIN {
            arrival.same = self.same.count((consultation, fingerprint(words)), now);
        }
        if is_new(by.created, now) {
            let first = self.counted.count((consultation, by.id), now) == 1;
            arrival.newcomers = if first {
                self.newcomers.count(consultation, now)
            } else {
                self.newcomers.so_far(&consultation, now)
            };
        }
    }
}

/// The same for texts that differ in white space and capitals alone.
fn fingerprint(words: &str) -> u64 {
    let mut hash = DefaultHasher::new();
    for word in words.to_lowercase().split_whitespace() {
        word.hash(&mut hash);
    }
    hash.finish()
}

#[cfg(test)]
mod tests {
    use model::{BURST_MOST, Held, NEWCOMERS_MOST, ParticipantKind, Period, SAME_MOST};

    use super::*;

    fn person(created: i64) -> Entry {
        Entry {
            id: Uuid::now_v7(),
            name: "Mona".to_owned(),
            kind: ParticipantKind::Citizen,
            district: None,
            email: None,
            email_confirmed: None,
            created: Moment(created),
            paused_until: None,
            held: false,
            trusted: false,
        }
    }

    fn spot(automatic: bool) -> Spot {
        Spot {
            consultation: Uuid::nil(),
            thread: Uuid::nil(),
            kind: "general",
            period: Period { opens: Moment(0), closes: Moment(DAY) },
            readable: true,
            mode: Mode::After,
            automatic,
            locked: false,
        }
    }

    fn sent(words: &str) -> Sent<'_> {
        Sent { words, visibility: Visibility::Public, trap: false }
    }

    #[test]
    fn the_same_text_again_and_again_waits_whoever_sends_it() {
        let (watch, spot) = (Watch::new(true), spot(true));
        let text = "Køb billige ure på min side, de er gode";
        for _ in 0..SAME_MOST {
            assert_eq!(watch.held(&person(-DAY), &spot, sent(text), Moment(1)), None);
        }
        let again = watch.held(&person(-DAY), &spot, sent(&text.to_uppercase()), Moment(2));
        assert_eq!(again, Some(Held::Repeated));
        for _ in 0..9 {
            assert_eq!(watch.held(&person(-DAY), &spot, sent("Enig!"), Moment(3)), None);
        }
        let tomorrow = Moment(DAY + 2);
        assert_eq!(watch.held(&person(-DAY), &spot, sent(text), tomorrow), None);
    }

    #[test]
    fn a_burst_of_one_person_waits_and_is_over_after_a_while() {
        let (watch, spot, mona) = (Watch::new(true), spot(true), person(-DAY));
        for n in 0..BURST_MOST {
            assert_eq!(watch.held(&mona, &spot, sent(&n.to_string()), Moment(1)), None);
        }
        assert_eq!(watch.held(&mona, &spot, sent("igen"), Moment(2)), Some(Held::Burst));
        assert_eq!(watch.held(&mona, &spot, sent("senere"), Moment(BURST + 1)), None);
    }

    #[test]
    fn many_new_people_at_once_wait_and_those_who_are_known_do_not() {
        let (watch, spot) = (Watch::new(true), spot(true));
        let old = person(-DAY);
        for _ in 0..NEWCOMERS_MOST {
            assert_eq!(watch.held(&person(0), &spot, sent("hej"), Moment(1)), None);
        }
        assert_eq!(watch.held(&person(0), &spot, sent("hej"), Moment(2)), Some(Held::Newcomers));
        assert_eq!(watch.held(&old, &spot, sent("hej"), Moment(2)), None);
    }

    #[test]
    fn nothing_is_held_where_the_program_may_not() {
        let trap = Sent { trap: true, ..sent("hej") };
        assert_eq!(Watch::new(true).held(&person(0), &spot(false), trap, Moment(1)), None);
        assert_eq!(Watch::new(false).held(&person(0), &spot(true), trap, Moment(1)), None);
        let watch = Watch::new(true);
        assert_eq!(watch.held(&person(0), &spot(true), trap, Moment(1)), Some(Held::Trap));
        let private = Sent { visibility: Visibility::Municipality, ..trap };
        assert_eq!(watch.held(&person(0), &spot(true), private, Moment(1)), None);
    }
}
