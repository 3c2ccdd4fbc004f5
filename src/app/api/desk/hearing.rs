//! Hearings, for those who may create and publish them.

use gloo_net::http::Method;
use model::{
    Hearing, HearingText, NewHearing, NewLook, NewPeriod, NewPublication, NewText, Page,
    PreviewLink, PublishWhen, Seen, TextReport,
};

use super::{call, json};
use crate::api::{Answer, take as parse};

const PATH: &str = "/api/desk/hearings";

/// All hearings, the newest first.
pub async fn list() -> Answer<Page<Hearing>> {
    parse(&call(Method::GET, PATH, None).await?)
}

/// Creates one that nobody but staff can see.
pub async fn add(new: &NewHearing) -> Answer<Hearing> {
    parse(&call(Method::POST, PATH, json(new)?).await?)
}

/// One of them.
pub async fn read(slug: &str) -> Answer<Hearing> {
    parse(&call(Method::GET, &format!("{PATH}/{slug}"), None).await?)
}

/// Changes what is said about it.
pub async fn change(slug: &str, new: &NewLook) -> Answer<Hearing> {
    parse(&call(Method::PUT, &format!("{PATH}/{slug}"), json(new)?).await?)
}

/// Says from when to when people can post.
pub async fn date(slug: &str, new: &NewPeriod) -> Answer<Hearing> {
    parse(&call(Method::PUT, &format!("{PATH}/{slug}/period"), json(new)?).await?)
}

/// Publishes it.
pub async fn publish(slug: &str, when: PublishWhen, turns: i64) -> Answer<Hearing> {
    let new = NewPublication { when: when.word().to_owned(), turns: Some(turns) };
    parse(&call(Method::PUT, &format!("{PATH}/{slug}/publication"), json(&new)?).await?)
}

/// Puts off its end.
pub async fn extend(slug: &str, new: &NewPeriod) -> Answer<Hearing> {
    parse(&call(Method::PUT, &format!("{PATH}/{slug}/closing"), json(new)?).await?)
}

/// Closes it before its time.
pub async fn close(slug: &str, turns: i64) -> Answer<Hearing> {
    let new = Seen { turns: Some(turns) };
    parse(&call(Method::POST, &format!("{PATH}/{slug}/close"), json(&new)?).await?)
}

/// Gives it a preview at a new secret address.
pub async fn show(slug: &str) -> Answer<PreviewLink> {
    parse(&call(Method::PUT, &format!("{PATH}/{slug}/preview"), None).await?)
}

/// Takes its preview away.
pub async fn hide(slug: &str) -> Answer<Hearing> {
    parse(&call(Method::DELETE, &format!("{PATH}/{slug}/preview"), None).await?)
}

/// Its newest text, as it was brought in.
pub async fn text(slug: &str) -> Answer<HearingText> {
    parse(&call(Method::GET, &format!("{PATH}/{slug}/text"), None).await?)
}

/// What would happen if a text came in.
pub async fn look(slug: &str, new: &NewText) -> Answer<TextReport> {
    parse(&call(Method::POST, &format!("{PATH}/{slug}/text/preview"), json(new)?).await?)
}

/// Brings a text in as the next version.
pub async fn save(slug: &str, new: &NewText) -> Answer<TextReport> {
    parse(&call(Method::PUT, &format!("{PATH}/{slug}/text"), json(new)?).await?)
}
