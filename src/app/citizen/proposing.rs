//! Proposals that wait: sent when there is a connection, on whatever page one is by then.
//!
//! Every page must be able to send them, and most never meet a form: here they are sent as the JSON
//! that they are kept as, and what takes more than that waits for a page that knows all about
//! proposals (`propose/post.rs`, by way of [`use_whole`]). To know it everywhere would be 3 KB more of
//! a first visit.

use std::cell::{Cell, RefCell};
use std::pin::Pin;

use leptos::prelude::Set;

use super::{App, under_way};
use crate::api::{self, Answer, Refusal};
use crate::json::Value;
use crate::outbox::Post;
use crate::route::Address;
use crate::storage;

const PREFIX: &str = model::NewProposal::PREFIX;

/// How all that waits is sent.
type Deliver = fn(App) -> Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    static WHOLE: Cell<Option<Deliver>> = const { Cell::new(None) };
    // What was refused here for good: why is found out where it can be told.
    static REFUSED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// From now on all that waits is sent by a program that knows all about proposals.
pub fn use_whole(deliver: Deliver) {
    WHOLE.set(Some(deliver));
}

/// Sends all that waits, one after the other; the first that has to wait on ends it.
pub async fn deliver(app: App) {
    if let Some(whole) = WHOLE.get() {
        return whole(app).await;
    }
    for name in storage::names(PREFIX) {
        let Some(text) = storage::read(&name) else { continue };
        let entry = Value::parse(&text);
        let Some(entry) = entry.filter(|entry| is_simple(&name, entry)) else { continue };
        let key = name.trim_start_matches(PREFIX);
        if !under_way::depart(key) {
            continue;
        }
        let answer = send(app, &entry).await;
        under_way::arrive(key);
        match answer {
            Ok(()) => {
                // Other words may wait under its key by now, from another page.
                if storage::read(&name).as_ref() == Some(&text) {
                    storage::remove(&name);
                }
                app.session.moved.set(());
            }
            Err(refusal) => {
                app.session.heed(&refusal);
                if refusal.waits() {
                    break;
                }
                REFUSED.with_borrow_mut(|names| names.push(name));
            }
        }
    }
}

/// Whether it can be sent as it is: it was neither sent before in other words nor refused.
fn is_simple(name: &String, entry: &Value) -> bool {
    let again = entry.field("again").and_then(|again| again.flag()).unwrap_or(true);
    let refused =
        entry.said("refused").is_some() || REFUSED.with_borrow(|names| names.contains(name));
    !again && !refused
}

async fn send(app: App, entry: &Value) -> Answer<()> {
    app.session.ensure().await?;
    let form = Address::parse(&entry.said("place").unwrap_or_default(), "").route;
    let c = form.consultation().ok_or(Refusal::NoAnswer)?;
    let new = entry.field("new").ok_or(Refusal::NoAnswer)?;
    api::proposal::add_as_it_is(c, new.write()).await
}
