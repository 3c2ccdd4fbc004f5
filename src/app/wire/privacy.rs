//! What there is to read about erasure and leaving.

use model::{Erasure, ErasureCase, ErasureOutcome, ErasurePost, Erasures, Leaving};

use super::{Read, Value, take};

words!(ErasureOutcome);

fields! {
    Erasure { id, kind, post, consultation, reason, created, due, answered, outcome, reply }
    ErasureCase { case, author, mailed, overdue, by, total, posts }
    ErasurePost { kind, id, words, state, nameless, created }
    Erasures { items, next, total, open, overdue }
    Leaving { leaves, chosen, gone }
}

#[cfg(test)]
mod tests {
    use model::{Author, Moment, ParticipantKind, PostState};

    use super::super::read;
    use super::*;

    #[test]
    fn a_case_is_read_as_serde_wrote_it() {
        let now = Moment(1_796_300_000_000);
        let case = Erasure {
            id: "01".to_owned(),
            kind: Some("comment".to_owned()),
            post: Some("02".to_owned()),
            consultation: None,
            reason: Some("Jeg fortryder".to_owned()),
            created: now,
            due: now,
            answered: Some(now),
            outcome: Some(ErasureOutcome::Pseudonymise),
            reply: Some("Ja".to_owned()),
        };
        let author = Author {
            name: "Mona".to_owned(),
            kind: ParticipantKind::Citizen,
            district: None,
            staff: false,
        };
        let post = ErasurePost {
            kind: "comment".to_owned(),
            id: "02".to_owned(),
            words: "Hej".to_owned(),
            state: PostState::Visible,
            nameless: true,
            created: now,
        };
        let by = Some("lene@example.dk".to_owned());
        let posts = vec![post];
        let whole = ErasureCase { case, author, mailed: true, overdue: true, by, total: 1, posts };
        let page = Erasures { items: vec![whole], next: None, total: 1, open: 0, overdue: 0 };
        let text = serde_json::to_string(&page).unwrap();
        assert_eq!(read::<Erasures>(&text), Some(page));
        let leaving = Leaving { leaves: now, chosen: true, gone: false };
        assert_eq!(read(&serde_json::to_string(&leaving).unwrap()), Some(leaving));
    }
}
