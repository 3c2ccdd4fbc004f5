//! Looking for words.

use model::{Hit, Page};

use super::{Answer, get, with_query};

/// Where proposals are found that are like some words: the first five.
#[must_use]
pub fn similar_path(c: &str, words: &str) -> String {
    let pairs = [("kind", "proposal"), ("similar", "true"), ("limit", "5"), ("q", words)];
    let pairs = pairs.map(|(name, value)| (name, Some(value)));
    with_query(&format!("/api/consultations/{c}/search"), &pairs)
}

/// Proposals that are like some words.
pub async fn similar(c: &str, words: &str) -> Answer<Page<Hit>> {
    get(&similar_path(c, words)).await
}

#[cfg(test)]
mod tests {
    use super::similar_path;

    #[test]
    fn words_stand_in_the_address_whatever_they_are() {
        assert_eq!(
            similar_path("x", "sø & å"),
            "/api/consultations/x/search?kind=proposal&similar=true&limit=5&q=s%C3%B8%20%26%20%C3%A5"
        );
    }
}
