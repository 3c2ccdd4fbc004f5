use leptos::prelude::*;

use crate::citizen::{App, focus};
use crate::components::{LinkToCopy, button, drawn, own_link, part_if};
use crate::i18n::t;
use crate::markup::html;

/// "Gem dit link": a browser may forget who somebody is; the link does not.
#[component]
pub fn OwnLink(
    /// The id of what gets the focus when it is put aside.
    back: StoredValue<String>,
) -> impl IntoView {
    let app = App::get();
    let session = app.session;
    let link = move || Some(own_link(app, &session.token()?));
    part_if(move || {
        let link = link().filter(|_| session.offer_link.get())?;
        let why = if session.remembers.get() { t("own.why") } else { t("own.forgets") };
        let close = button("act", "link-luk".to_owned(), t("own.later"), move |_| {
            session.offer_link.set(false);
            focus(&back.get_value());
        });
        let said = drawn(html!("<strong>[[own.title]]</strong><p>{}</p>", why));
        Some(
            view! {
                <section class="panel own-link" aria-label=t("own.title")>
                    {said}
                    <LinkToCopy link/>
                    {close}
                </section>
            }
            .into_any(),
        )
    })
}
