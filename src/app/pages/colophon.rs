//! What a printed section says of itself: on paper there is no address bar.

use leptos::prelude::use_context;
use model::{Consultation, Section};

use super::edition::Told;
use crate::citizen::App;
use crate::i18n::{t, t_of};
use crate::markup::{Html, all, html};
use crate::paint::PublicUrl;
use crate::route::Look;
use crate::when;

/// Which hearing, until when, which version of the text, from where, and as of when.
pub fn colophon(consultation: &Consultation, section: &Section, editions: &[Told]) -> Html {
    let here = App::get().here();
    let site = use_context::<PublicUrl>().unwrap_or_default().0;
    let version = consultation.versions.iter().find(|one| one.number == section.version);
    let version = version.map_or_else(String::new, |version| {
        let state = t_of("version", version.state.word()).unwrap_or_default();
        format!(" ({state}, {})", when::date(version.created))
    });
    let address = |told: &Told| {
        let name = match (told.paired, told.look(&here.look)) {
            (false, _) => "",
            (true, None) => t("print.short"),
            (true, Some(_)) => t("print.full"),
        };
        let href = here.with(|look| {
            let edition = told.look(look).filter(|_| told.paired);
            *look = Look { edition, ..Look::default() };
        });
        html!("<span{}> {} {}{}</span>", told.attributes(), name, site, href.href())
    };
    let addresses: Vec<Html> = editions.iter().map(address).collect();
    html!(
        "<p class=print><strong>{}</strong>. [[print.until]] {}. [[print.version]] {}{}. \
         [[print.date]] {}.{}</p>",
        consultation.summary.title,
        when::last_day(consultation.summary.closes),
        section.version.to_string(),
        version,
        when::date(App::get().now()),
        all(&addresses)
    )
}
