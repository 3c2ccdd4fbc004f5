//! Reading news and pictures, at the desk.

use super::{Read, take};
use crate::json::Value;
use model::{DeskNews, Illustration, MediaType, NewNews, NewsState, Picture};

words!(MediaType, NewsState);

fields! {
    DeskNews {
        id, consultation, lang, title, markdown, html, picture, state, public, publish, number, changed,
        by, comments,
    }
    Illustration { id, width, height, alt }
    NewNews { title, markdown, picture, alt, state, publish, number, client_key }
    Picture { id, media_type, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::read;
    use model::Moment;

    #[test]
    fn what_serde_wrote_is_read_the_same() {
        let picture =
            Illustration { id: "7".to_owned(), width: 3, height: 2, alt: "Et \"bord\"".to_owned() };
        let news = DeskNews {
            id: "01".to_owned(),
            consultation: "park".to_owned(),
            lang: "da".to_owned(),
            title: "Kom".to_owned(),
            markdown: "Hej".to_owned(),
            html: "<p>Hej</p>".to_owned(),
            picture: Some(picture),
            state: NewsState::Planned,
            public: true,
            publish: Some(Moment(1_796_300_000_000)),
            number: 3,
            changed: Moment(1_796_300_000_000),
            by: Some("lene@example.dk".to_owned()),
            comments: 0,
        };
        let text = serde_json::to_string(&news).unwrap();
        assert_eq!(read::<DeskNews>(&text), Some(news));
        let new = NewNews { title: "Kom".to_owned(), number: Some(3), ..NewNews::default() };
        assert_eq!(read::<NewNews>(&serde_json::to_string(&new).unwrap()), Some(new));
        let picture =
            Picture { id: "7".to_owned(), media_type: MediaType::Webp, width: 3, height: 2 };
        assert_eq!(read::<Picture>(&serde_json::to_string(&picture).unwrap()), Some(picture));
    }
}
