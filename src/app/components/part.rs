use leptos::prelude::*;

use crate::markup::Html;
use crate::timer::after;

/// A part of the page that is drawn again when something in it changes.
///
/// Every kind of closure that a view holds is code of its own on the phone; in a box all of them
/// are one kind.
pub fn part(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn Fn() -> AnyView + Send> = Box::new(draw);
    (move || draw()).into_any()
}

/// As [`part`], for what is there or not.
pub fn part_if(draw: impl Fn() -> Option<AnyView> + Send + 'static) -> AnyView {
    part(move || draw().unwrap_or_else(nothing))
}

/// A part that nobody needs at once, drawn when what is around it has been seen: a slow phone takes
/// its time over each field. `at_once` for where what was done to it before is put back into it.
pub fn soon(at_once: bool, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let seen = RwSignal::new(at_once || !cfg!(feature = "csr"));
    if !seen.get_untracked() {
        // The browser paints before it does what is asked for here.
        request_animation_frame(move || {
            after(0, move || {
                seen.try_set(true);
            });
        });
    }
    part_if(move || seen.get().then(&draw))
}

/// Nothing to be seen.
#[must_use]
pub fn nothing() -> AnyView {
    ().into_any()
}

/// A text that changes, in an element of a class that is there only when there is something to say.
#[cfg(feature = "csr")]
pub fn saying(class: &'static str, text: impl Fn() -> Option<String> + Send + 'static) -> AnyView {
    part_if(move || {
        let text = crate::text::escape(&text()?);
        Some(view! { <p class=class inner_html=text></p> }.into_any())
    })
}

/// HTML without state as a view.
#[must_use]
pub fn drawn(html: Html) -> AnyView {
    view! { <div inner_html=html.into_string()></div> }.into_any()
}

/// The value of an attribute that changes.
pub fn when(holds: impl Fn() -> bool + Send + 'static) -> Flag {
    Box::new(move || holds().then_some("true"))
}

/// What an attribute says just now; left out for `None`.
pub type Flag = Box<dyn Fn() -> Option<&'static str> + Send>;

/// What is done at a press.
pub type Press = Box<dyn FnMut(leptos::ev::MouseEvent) + Send>;

/// An ordinary button.
pub fn button(
    class: &'static str,
    id: String,
    text: &'static str,
    press: impl FnMut(leptos::ev::MouseEvent) + Send + 'static,
) -> AnyView {
    let press: Press = Box::new(press);
    view! { <button type="button" class=class id=id on:click=press>{text}</button> }.into_any()
}
