//! Doing something a while later. Leptos has the same, for durations of any precision: its
//! arithmetic on 128 bits is more program than the rest of this file (0.6 KB brotli).

#[cfg(feature = "csr")]
use wasm_bindgen::JsCast;

/// Does something after so many milliseconds.
#[cfg(feature = "csr")]
pub fn after(milliseconds: i32, act: impl FnOnce() + 'static) {
    let act = wasm_bindgen::closure::Closure::once_into_js(act);
    if let Some(window) = web_sys::window() {
        let timeout = milliseconds;
        let act = act.unchecked_ref();
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(act, timeout);
    }
}

/// Nothing happens later where pages are painted.
#[cfg(not(feature = "csr"))]
pub fn after(_milliseconds: i32, act: impl FnOnce() + 'static) {
    drop(act);
}
