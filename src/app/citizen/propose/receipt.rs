//! After it was sent: its number, the way to it, and what happens now.

use leptos::prelude::*;
use model::Proposal;

use super::form::Form;
use crate::components::{OwnLink, drawn, proposal_name};
use crate::i18n::t_with;
use crate::markup::html;
use crate::route::Route;

/// The id of the heading.
pub const HEADING: &str = "kvittering";

/// "Tak – dit forslag har nr. 14".
pub fn title(proposal: &Proposal) -> String {
    t_with("receipt.title", &[("n", &proposal.number.to_string())])
}

/// In place of the form.
pub fn receipt(form: Form, proposal: &Proposal) -> AnyView {
    let here = form.app.here();
    let c = proposal.consultation.clone();
    let another = here.to(Route::NewProposal { c: c.clone() }).href();
    let own = here.to(Route::Proposal { c, id: proposal.id.clone() }).href();
    let said = html!(
        "<h2 id='{}' tabindex=-1>{}</h2><p><a href='{}' dir=auto>{}</a></p>\
         <h3>[[receipt.next]]</h3><ol class=steps><li>[[receipt.others]]</li>\
         <li>[[receipt.answer]]</li><li><a href='{}'>[[receipt.mine]]</a></li></ol>",
        HEADING,
        title(proposal),
        own,
        proposal_name(proposal),
        here.to(Route::Mine).href()
    );
    view! {
        <section class="panel panel--good" aria-labelledby=HEADING>{drawn(said)}</section>
        <OwnLink back=StoredValue::new(HEADING.to_owned())/>
        {drawn(html!("<p><a class=button href='{}'>[[receipt.another]]</a></p>", another))}
    }
    .into_any()
}
