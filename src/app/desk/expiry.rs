//! Five minutes before one has to sign in again one is told, and can do so at once. Nothing makes a sign-in
//! last longer than a working day: a desk that was left open must not stay so for ever.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{MINUTE, SignedIn};

use super::navigation::{self, Focus};
use super::{Desk, Who, load, words};
use crate::api;
use crate::citizen::clock;
use crate::components::{button, part_if};
use crate::i18n::t;

/// How long before, in milliseconds. What is typed is kept (WCAG 2.2, 2.2.5).
const BEFORE: i64 = 5 * MINUTE;

/// From now on one is told.
pub fn start(desk: Desk) {
    Effect::new(move || {
        if let Who::Staff(staff) = desk.who.get() {
            wait(desk, &staff);
        }
    });
}

fn wait(desk: Desk, staff: &SignedIn) {
    let left = staff.expires.0 - clock().0;
    desk.ending.set(left <= BEFORE);
    if left <= BEFORE {
        return;
    }
    let expires = staff.expires;
    let milliseconds = u64::try_from(left - BEFORE).unwrap_or_default();
    set_timeout(
        move || {
            // Unless one has signed in anew meanwhile.
            let same = |who: &Who| matches!(who, Who::Staff(staff) if staff.expires == expires);
            if desk.who.with_untracked(same) {
                desk.ending.set(true);
                desk.say(t("desk.ending"));
            }
        },
        Duration::from_millis(milliseconds),
    );
}

/// "Du bliver snart logget ud", with the way to sign in again before that.
pub fn warning(desk: Desk) -> AnyView {
    part_if(move || {
        desk.ending.get().then(|| {
            let press = move |_| again(desk);
            let again = button("button", "igen".to_owned(), t("desk.ending.again"), press);
            view! { <div class="notice"><p>{t("desk.ending")}</p> {again}</div> }.into_any()
        })
    })
}

/// Signs out, and asks to sign in where one is.
fn again(desk: Desk) {
    spawn_local(async move {
        match api::desk::session::close().await {
            Ok(()) => {
                desk.who.set(Who::Nobody { ended: true });
                navigation::focus(Focus::SignIn);
            }
            Err(refusal) => {
                if !load::heed(desk, &refusal) {
                    desk.alarm.set(Some(words::told(&refusal)));
                }
            }
        }
    });
}
