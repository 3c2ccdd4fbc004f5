//! What holds of every place to read on from, tried on made-up ones.

use proptest::prelude::*;

use crate::made_up::config;

use super::*;

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn a_place_is_read_as_it_was_written(support in 0..=i64::MAX, id in any::<u128>()) {
        let id = Uuid::from_u128(id);
        let text = Cursor { support, id }.write();
        let read = Cursor::read(Some(&text), false).expect("our own words");
        prop_assert_eq!((read.support, read.id), (support, id));
        let from = Cursor::read(Some(&newest_from(id)), false).expect("our own words");
        prop_assert!(from.id > id || id == Uuid::max());
    }

    #[test]
    fn anything_else_is_told_and_never_taken(text in any::<String>(), near in "-?[0-9]{0,20}-[0-9a-f-]{0,36}") {
        for text in [text, near] {
            match Cursor::read(Some(&text), true) {
                Ok(read) => prop_assert!(text.starts_with(|c: char| c.is_ascii_digit() || c == '+'), "{:?}", read.id),
                Err(error) => prop_assert!(matches!(error, StoreError::Invalid(_))),
            }
        }
    }
}
