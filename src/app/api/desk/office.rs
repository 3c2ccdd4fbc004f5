//! What the office does in the threads of its hearing.

use gloo_net::http::Method;
use model::{CommentChange, NewOfficeReply, NewQuestion, Question};

use super::{address, call, json};
use crate::api::Answer;
use crate::api::support::Post;

/// Answers a post.
pub async fn add(post: Post, id: &str, new: &NewOfficeReply) -> Answer<()> {
    let path = format!("{}/replies", address(post, id));
    call(Method::POST, &path, json(new)?).await.map(drop)
}

/// Changes an answer.
pub async fn change(id: &str, body: String) -> Answer<()> {
    let change = CommentChange { body };
    call(Method::PATCH, &address(Post::Comment, id), json(&change)?).await.map(drop)
}

/// Takes an answer back.
pub async fn withdraw(id: &str) -> Answer<()> {
    call(Method::DELETE, &address(Post::Comment, id), None).await.map(drop)
}

/// Shows an answer before the others, or among them.
pub async fn pin(id: &str, pinned: bool) -> Answer<()> {
    let path = format!("{}/pin", address(Post::Comment, id));
    let method = if pinned { Method::PUT } else { Method::DELETE };
    call(method, &path, None).await.map(drop)
}

/// Says how far a question has come.
pub async fn set_question(id: &str, question: Question) -> Answer<()> {
    let path = format!("{}/question", address(Post::Comment, id));
    let new = NewQuestion { state: question.word().to_owned() };
    call(Method::PUT, &path, json(&new)?).await.map(drop)
}
