//! A secret address at which a hearing can be read before it is published.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Hearing;

use super::{Page, is_public, told};
use crate::api;
use crate::citizen::focus;
use crate::components::{button, drawn, part_if};
use crate::i18n::t;
use crate::markup::html;

/// The part of the page; only as long as the hearing is not published.
pub(super) fn part(page: Page) -> AnyView {
    // The secret that was just made: it is shown this once.
    let made = RwSignal::new(None::<String>);
    let now = Memo::new(move |_| {
        let draft = |one: &Hearing| (!is_public(one)).then_some(one.preview);
        page.held.with(|held| held.as_ref().and_then(draft))
    });
    part_if(move || now.get().map(|there| draw(page, there, made)))
}

fn draw(page: Page, there: bool, made: RwSignal<Option<String>>) -> AnyView {
    let make = move |_| {
        let slug = page.slug();
        spawn_local(async move {
            match api::desk::hearing::show(&slug).await {
                Ok(link) => {
                    made.try_set(Some(link.secret));
                    page.tell(t("desk.hearing.preview.made"));
                    focus("udkast-link");
                    page.fetch();
                }
                Err(refusal) => {
                    page.trouble.try_set(told(page.desk, &refusal, false));
                }
            }
        });
    };
    let end = move |_| {
        made.set(None);
        page.does(t("desk.hearing.preview.ended"), move |slug| async move {
            api::desk::hearing::hide(&slug).await
        });
    };
    let name = if there { t("desk.hearing.preview.again") } else { t("desk.hearing.preview.make") };
    let link = part_if(move || {
        let secret = made.get()?;
        let site = window().location().origin().unwrap_or_default();
        let address = format!("{site}/udkast/{secret}");
        Some(
            view! {
                <div class="field">
                    <label for="udkast-link">{t("desk.hearing.preview.once")}</label>
                    <input type="text" id="udkast-link" readonly value=address/>
                </div>
            }
            .into_any(),
        )
    });
    let ending = there
        .then(|| button("button", "udkast-luk".to_owned(), t("desk.hearing.preview.end"), end));
    let state = if there {
        html!("<p>[[desk.hearing.preview.there]]</p>")
    } else {
        html!("<p>[[desk.hearing.preview.none]]</p>")
    };
    view! {
        <section class="panel" aria-labelledby="udkast">
            {drawn(html!("<h2 id=udkast>[[desk.hearing.preview]]</h2><p class=hint>[[desk.hearing.preview.how]]</p>{}", state))}
            {link}
            <div class="buttons">
                {button("button", "udkast-lav".to_owned(), name, make)}
                {ending}
            </div>
        </section>
    }
    .into_any()
}
