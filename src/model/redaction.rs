//! Redaction: words that a moderator strikes out of a post, while the rest can be read.

/// What stands in a post where a moderator struck out words. It is part of the text, as in the minutes
/// of a meeting, and in the language of the hearing's moderators.
pub const STRUCK: &str = "[fjernet af moderator]";

/// Most words (or runs of words) that are struck out at once.
pub const STRIKES_MAX: usize = 50;

/// A text without the words that are struck out; `None` when none of them stands in it.
#[must_use]
pub fn strike(text: &str, words: &[String]) -> Option<String> {
    let mut left = text.to_owned();
    // The longest first: one may be a part of another.
    let mut words: Vec<&String> = words.iter().collect();
    words.sort_by_key(|words| std::cmp::Reverse(words.len()));
    for words in words {
        left = left.replace(words.as_str(), STRUCK);
    }
    (left != text).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_struck_out_wherever_they_stand() {
        let words =
            |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let text = "Ring til Bo på 12 34. Bo Hansen svarer.";
        assert_eq!(
            strike(text, &words(&["Bo", "Bo Hansen"])).unwrap(),
            "Ring til [fjernet af moderator] på 12 34. [fjernet af moderator] svarer."
        );
        assert_eq!(strike(text, &words(&["Ib"])), None);
    }
}
