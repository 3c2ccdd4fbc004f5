//! How many posts wait, as it changes: heard while the desk is in sight. Where there is no stream, the
//! counts are asked for now and then.

use std::cell::RefCell;

use leptos::ev;
use leptos::prelude::*;
use model::QueueCounts;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

use super::{Desk, Filter, Who, load};
use crate::timer::after;
use crate::wire;

/// How often, in milliseconds, the counts are asked for where the stream was refused.
const POLL: i32 = 60_000;

struct Stream {
    source: EventSource,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.close();
    }
}

thread_local! {
    static STREAM: RefCell<Option<Stream>> = const { RefCell::new(None) };
}

/// From now on the counts are listened to while somebody is signed in and looks.
pub fn start(desk: Desk) {
    let signed_in = Memo::new(move |_| desk.who.with(|who| matches!(who, Who::Staff(_))));
    Effect::new(move |_| follow(desk, signed_in.get()));
    let seen = ev::Custom::<web_sys::Event>::new("visibilitychange");
    let look = move |_| follow(desk, signed_in.get_untracked());
    // For as long as the page lives.
    std::mem::forget(window_event_listener(seen, look));
    poll(desk, signed_in);
}

fn poll(desk: Desk, signed_in: Memo<bool>) {
    after(POLL, move || {
        let refused = |stream: &Stream| stream.source.ready_state() == EventSource::CLOSED;
        if !document().hidden() && STREAM.with_borrow(|it| it.as_ref().is_some_and(refused)) {
            STREAM.take();
            load::counts(desk);
            follow(desk, signed_in.get_untracked());
        }
        poll(desk, signed_in);
    });
}

fn follow(desk: Desk, signed_in: bool) {
    let wanted = signed_in && !document().hidden();
    STREAM.with_borrow_mut(|stream| {
        if !wanted {
            *stream = None;
        } else if stream.is_none() {
            *stream = listen(desk);
        }
    });
}

fn listen(desk: Desk) -> Option<Stream> {
    let source = EventSource::new("/api/desk/live").ok()?;
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        let counts = message.data().as_string();
        let counts = counts.and_then(|text| wire::read::<QueueCounts>(&text));
        match counts {
            // The stream counts all; what a part of the queue has must be asked for.
            Some(_) if desk.filter.with_untracked(|filter| *filter != Filter::default()) => {
                load::counts(desk);
            }
            Some(counts) => desk.counts.set(Some(counts)),
            None => {}
        }
    });
    source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    Some(Stream { source, _heard: heard })
}
