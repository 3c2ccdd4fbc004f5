//! What something will look like to everybody, before it is kept.

use leptos::prelude::*;

use crate::i18n::t;

/// A text in its language, as a page shows it.
pub fn looks(html: String, lang: String) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="udseende">
            <h2 id="udseende" tabindex="-1">{t("desk.statement.looks")}</h2>
            <div class="text" lang=lang inner_html=html></div>
        </section>
    }
    .into_any()
}
