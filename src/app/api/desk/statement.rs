//! What the site says of itself, for those who may write it.

use gloo_net::http::Method;
use model::{NewStatement, Page, Preview, Statement, StatementName};

use super::{call, json};
use crate::api::{Answer, take as parse, with_query};
use crate::route::Lang;

const PATH: &str = "/api/desk/statements";

fn address(name: StatementName, lang: Lang) -> String {
    format!("{PATH}/{}/{}", name.word(), lang.tag())
}

/// All statements in every language, as they hold now.
pub async fn list() -> Answer<Page<Statement>> {
    parse(&call(Method::GET, PATH, None).await?)
}

/// A statement as it holds now.
pub async fn read(name: StatementName, lang: Lang) -> Answer<Statement> {
    parse(&call(Method::GET, &address(name, lang), None).await?)
}

/// What it said before, newest first; the first holds now.
pub async fn history(
    name: StatementName,
    lang: Lang,
    after: Option<&str>,
) -> Answer<Page<Statement>> {
    let path = with_query(&format!("{}/history", address(name, lang)), &[("after", after)]);
    parse(&call(Method::GET, &path, None).await?)
}

/// Puts another text in its place.
pub async fn change(name: StatementName, lang: Lang, new: &NewStatement) -> Answer<Statement> {
    parse(&call(Method::PUT, &address(name, lang), json(new)?).await?)
}

/// Lets the program's own text hold again.
pub async fn reset(name: StatementName, lang: Lang, number: i64) -> Answer<Statement> {
    let path = format!("{}?number={number}", address(name, lang));
    parse(&call(Method::DELETE, &path, None).await?)
}

/// What a text will look like.
pub async fn preview(name: StatementName, lang: Lang, new: &NewStatement) -> Answer<Preview> {
    let path = format!("{}/preview", address(name, lang));
    parse(&call(Method::POST, &path, json(new)?).await?)
}
