//! A comment's way to the server: one post, in the words that it has now.

use model::{Comment, NewComment, PostState, Visibility};

use super::App;
use crate::api::{self, Answer, Refusal};
use crate::outbox::Entry;
use crate::place::Place;
use crate::route::Address;

/// How often a post that had arrived in other words is sent under another key.
pub const AGAIN: usize = 3;

/// Brings a comment to the server.
///
/// An earlier try may have arrived although its answer was lost, and the words may have been changed
/// since: the server then answers the same key with the earlier post. The words as they are now go
/// under a key of their own, the same one at every further try, and the earlier post is taken back.
pub async fn carry(app: App, entry: &Entry) -> Answer<Comment> {
    app.session.ensure().await?;
    let place = Place::of(&Address::parse(&entry.place, "").route).ok_or(Refusal::NoAnswer)?;
    let mut new = entry.new.clone();
    if let Ok(valid) = new.check() {
        // As the server keeps them, to know them again.
        new.body = valid.body;
    }
    let mut earlier = Vec::new();
    let comment = loop {
        let comment = api::comment::add(&place, &new).await?;
        if says(&comment, &new, entry.again) || earlier.len() == AGAIN {
            break comment;
        }
        earlier.push(comment.id);
        new.client_key.push_str("-2");
    };
    for id in earlier {
        // When that fails the earlier post stands too, and its author can take it back.
        let _ = api::comment::withdraw(&id).await;
    }
    Ok(comment)
}

/// Whether a comment is what was sent. Unless its words were taken up `again`, other ones mean that it
/// has arrived and was changed, hidden or taken back since.
fn says(comment: &Comment, new: &NewComment, again: bool) -> bool {
    let private = comment.visibility == Visibility::Municipality;
    let same = comment.body.as_ref() == Some(&new.body) && private == new.visibility.is_some();
    let untouched = comment.edited.is_none() && comment.state == PostState::Visible;
    same || !again && !untouched
}
