//! A proposal on its way: being sent, or waiting for a connection.

use leptos::prelude::*;
use model::NewProposal;

use super::form::Form;
use crate::components::{Live, body, button, drawn, part_if};
use crate::drafts;
use crate::i18n::t;
use crate::markup::html;
use crate::outbox::Entry;
use crate::route::Route;

/// The id of the heading.
pub const HEADING: &str = "afsendelse";

/// In place of the form. What changes is told in place: whoever reads it stays where they are.
pub fn way(form: Form, entry: &Entry<NewProposal>) -> AnyView {
    let sending = form.sending;
    let refused = entry.refused.clone();
    let goes = refused.is_none();
    let title = move || if sending.get() { t("composer.sending") } else { t("mine.waiting") };
    let why = move || form.trouble.get().or_else(|| refused.clone()).unwrap_or_default();
    let hint = move || match (sending.get(), form.app.session.remembers.get()) {
        (true, _) => "",
        (false, false) => t("draft.not-kept"),
        (false, true) if goes => t("mine.waiting.what"),
        (false, true) => "",
    };
    let told = |text: Signal<String>| view! { <Live text/> };
    let words = drawn(body(&drafts::words(&entry.new), true));
    let key = StoredValue::new(entry.new.client_key.clone());
    view! {
        <section class="panel" aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">
                {told(Signal::derive(move || title().to_owned()))}
            </h2>
            {words}
            <p class="trouble">{told(Signal::derive(why))}</p>
            <p class="hint">{told(Signal::derive(move || hint().to_owned()))}</p>
            {part_if(move || (!sending.get()).then(|| ways(form, key, goes)))}
        </section>
    }
    .into_any()
}

/// What one can do meanwhile.
fn ways(form: Form, key: StoredValue<String>, goes: bool) -> AnyView {
    let again = move |_| form.try_again(&key.get_value());
    let again = goes.then(|| {
        button("button button--strong", "afsendelse-igen".to_owned(), t("composer.again"), again)
    });
    let back = move |_| form.take_back(&key.get_value());
    let back = button("button", "afsendelse-ret".to_owned(), t("propose.take-back"), back);
    let another = form.app.here().to(Route::NewProposal { c: form.c.get_value() }).href();
    view! {
        <div class="buttons">{again} {back}</div>
        {drawn(html!("<p><a href='{}'>[[receipt.another]]</a></p>", another))}
    }
    .into_any()
}

#[cfg(feature = "csr")]
mod csr {
    use model::Proposal;

    use super::super::form::of_person;
    use super::super::{post, receipt, walk};
    use super::*;
    use crate::api::Refusal;
    use crate::citizen::{How, focus, focus_now, go, under_way};
    use crate::components::{flaws, told};
    use crate::outbox;

    impl Form {
        /// From now on the form hears what becomes of the proposal.
        pub fn follow_way(self) {
            Effect::new(move || {
                self.app.session.tried.track();
                self.look();
            });
        }

        fn look(self) {
            let Some(entry) = self.out.get_untracked() else { return };
            let key = &entry.new.client_key;
            self.sending.set(under_way::has(key));
            match (post::answered(key), outbox::find::<NewProposal>(key)) {
                (Some(Ok(proposal)), _) => self.done(proposal),
                (Some(Err(refusal)), _) if refusal.waits() => self.tell_trouble(told(&refusal)),
                (Some(Err(refusal)), Some(_)) if !self.taken() => {
                    self.refused(&refusal);
                    drafts::flush();
                    outbox::forget::<NewProposal>(key);
                }
                // Another page of this browser has sent it, taken it back, or knows somebody else.
                (_, None) if !self.sending.get_untracked() => self.elsewhere(How::Replace),
                (_, Some(now)) if now.refused != entry.refused => self.out.set(Some(now)),
                _ => {}
            }
        }

        /// The server has it.
        fn done(self, proposal: Proposal) {
            self.app.session.offer_link.set(true);
            // Loaded again, the page is an empty form.
            go(self.app, self.app.here().with(|look| look.step = None), How::Replace);
            self.tell(Vec::new());
            self.app.say(receipt::title(&proposal));
            self.sent.set(Some(proposal));
            focus(receipt::HEADING);
        }

        /// The server will not have it as it is: it is a form again, where that can be put right.
        fn refused(self, refusal: &Refusal) {
            self.out.set(None);
            self.again.set_value(true);
            if self.nameless() {
                self.asks.set(true);
            }
            self.keep();
            let unknown = refusal.code() == Some(model::Code::Unauthorized);
            let fields = if unknown {
                self.flaws_of_person(true)
            } else {
                let fields = flaws(refusal).into_iter();
                fields.map(|flaw| of_person(flaw.clone()).unwrap_or(flaw)).collect()
            };
            if fields.is_empty() {
                focus(walk::HEADING);
            }
            self.lead_back(fields);
            self.app.say(told(refusal));
            self.trouble.set(Some(told(refusal)));
        }

        /// Whether another page of this browser keeps a draft in its place by now.
        fn taken(self) -> bool {
            let own = self.place.get_value();
            drafts::list().iter().any(|(place, _)| *place == own)
        }

        /// It waits on, and why. Tried again and again, it is said once.
        fn tell_trouble(self, why: String) {
            if self.trouble.with_untracked(|said| said.as_ref() != Some(&why)) {
                self.app.say(why.clone());
                self.trouble.set(Some(why));
            }
        }

        pub(super) fn try_again(self, key: &str) {
            self.trouble.set(None);
            if post::try_now(self.app, key) || under_way::has(key) {
                self.sending.set(true);
                focus_now(HEADING);
            } else {
                self.elsewhere(How::Push);
            }
        }

        pub(super) fn take_back(self, key: &str) {
            if under_way::has(key) {
                self.sending.set(true);
                focus_now(HEADING);
            } else if outbox::find::<NewProposal>(key).is_none() || self.taken() {
                self.elsewhere(How::Push);
            } else {
                self.trouble.set(None);
                self.out.set(None);
                self.again.set_value(true);
                self.keep();
                drafts::flush();
                outbox::forget::<NewProposal>(key);
                focus(walk::HEADING);
            }
        }

        /// What became of it stands among one's own posts.
        fn elsewhere(self, how: How) {
            go(self.app, self.app.here().to(Route::Mine), how);
        }
    }
}

/// On the server nothing is on its way.
#[cfg(not(feature = "csr"))]
impl Form {
    pub(super) fn follow_way(self) {}
    fn try_again(self, _: &str) {}
    fn take_back(self, _: &str) {}
}
