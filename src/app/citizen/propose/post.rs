//! A proposal's way to the server, where all is known about proposals: on the pages that are forms.

use std::cell::RefCell;

use leptos::prelude::*;
use model::{NewProposal, PostState, Proposal};
use wasm_bindgen_futures::spawn_local;

use super::form::Answers;
use crate::api::{self, Answer, Refusal};
use crate::citizen::carry::AGAIN;
use crate::citizen::{App, under_way};
use crate::components::told;
use crate::drafts;
use crate::i18n::t;
use crate::outbox::{self, Entry};
use crate::route::Address;

thread_local! {
    // What became of a proposal, for the form that it came from.
    static LAST: RefCell<Option<(String, Answer<Proposal>)>> = const { RefCell::new(None) };
}

/// Sends all that waits, one after the other; the first that has to wait on ends it.
pub async fn deliver(app: App) {
    for entry in outbox::all::<NewProposal>() {
        if let Some(entry) = set_out(&entry.new.client_key)
            && !send(app, entry).await
        {
            break;
        }
    }
}

/// Puts a proposal on its way.
pub fn propose_now(app: App, entry: &Entry<NewProposal>) {
    if !outbox::put(entry) {
        app.session.remembers.set(false);
    }
    drafts::forget(&entry.draft);
    try_now(app, &entry.new.client_key);
}

/// Sends one that waits; false when it does not wait any more, or must not be sent.
pub fn try_now(app: App, key: &str) -> bool {
    let entry = set_out(key);
    let goes = entry.is_some();
    if let Some(entry) = entry {
        app.say(t("composer.sending"));
        spawn_local(async move {
            send(app, entry).await;
        });
    }
    goes
}

/// Sets one out on its way, as it waits now. `None` when it is under way already, or does not wait any
/// more: another page of this browser may have sent it, or its writer may be somebody else by now.
fn set_out(key: &str) -> Option<Entry<NewProposal>> {
    let entry = outbox::find::<NewProposal>(key).filter(|entry| entry.refused.is_none())?;
    under_way::depart(key).then_some(entry)
}

/// Sends one that was set out; false when there was no answer, or no more may be sent just now.
async fn send(app: App, entry: Entry<NewProposal>) -> bool {
    let key = entry.new.client_key.clone();
    // Of an earlier try nobody asks any more.
    LAST.take();
    app.session.tried.set(());
    let answer = carry(app, &entry).await;
    under_way::arrive(&key);
    let now = outbox::find::<NewProposal>(&key);
    let mut on = true;
    // Unless other words wait under its key by now, from another page.
    if now.as_ref().is_none_or(|now| now.created == entry.created) {
        match &answer {
            Ok(_) => outbox::forget::<NewProposal>(&key),
            Err(refusal) => {
                app.session.heed(refusal);
                on = !refusal.waits();
                // Unless its writer was forgotten meanwhile.
                if let Some(now) = now.filter(|_| on) {
                    outbox::put(&Entry { refused: Some(told(refusal)), ..now });
                }
            }
        }
        LAST.set(Some((key, answer)));
    }
    app.session.tried.set(());
    if on {
        app.session.moved.set(());
    }
    on
}

/// Brings a proposal to the server, as `citizen/carry.rs` does a comment.
async fn carry(app: App, entry: &Entry<NewProposal>) -> Answer<Proposal> {
    app.session.ensure().await?;
    let form = Address::parse(&entry.place, "").route;
    let c = form.consultation().ok_or(Refusal::NoAnswer)?;
    let mut new = entry.new.clone();
    let mut earlier = Vec::new();
    let proposal = loop {
        let proposal = api::proposal::add(c, &new).await?;
        if !entry.again || proposes(&proposal, &new) || earlier.len() == AGAIN {
            break proposal;
        }
        earlier.push(proposal.id);
        new.client_key.push_str("-2");
    };
    for id in earlier {
        let _ = api::proposal::withdraw(&id).await;
    }
    Ok(proposal)
}

/// Whether a proposal is what was sent, in the words in which the server keeps it.
fn proposes(proposal: &Proposal, new: &NewProposal) -> bool {
    let section = proposal.section.as_ref().map(|section| &section.key);
    let texts = [
        (proposal.title.as_ref(), Some(&new.title)),
        (proposal.body.as_ref(), Some(&new.body)),
        (proposal.original.as_ref(), new.original.as_ref()),
        (proposal.replacement.as_ref(), new.replacement.as_ref()),
        (proposal.reason.as_ref(), new.reason.as_ref()),
        (proposal.organisation.as_ref(), new.organisation.as_ref()),
        (proposal.contact.as_ref(), new.contact.as_ref()),
        (section, new.section.as_ref()),
    ];
    proposal.state != PostState::Withdrawn && texts.iter().all(|(is, sent)| is == sent)
}

/// What became of a proposal, told once.
pub fn answered(key: &str) -> Option<Answer<Proposal>> {
    let last = LAST.with_borrow_mut(|last| last.take_if(|(of, _)| of == key));
    last.map(|(_, answer)| answer)
}

/// Makes a draft again of what waits or was refused; false when something else is being written in
/// its place.
pub fn take_back(app: App, entry: &Entry<NewProposal>) -> bool {
    if drafts::list().iter().any(|(place, _)| *place == entry.draft) {
        return false;
    }
    let key = &entry.new.client_key;
    // Unless it has arrived meanwhile, or is about to.
    if outbox::find::<NewProposal>(key).is_some() && !under_way::has(key) {
        let draft = Answers { proposal: entry.new.clone(), again: true };
        app.session.keep_draft(&entry.draft, &draft, RwSignal::new(false));
        drafts::flush();
        outbox::forget::<NewProposal>(key);
    }
    app.session.moved.set(());
    true
}
