//! The proposals, and one of them.

use model::{Consultation, Page, Phase, PostState, Proposal, ProposalKind, Support};

use super::contents::section_href;
use super::frame::{Layout, frame, heading, is_gone, otherwise, their_heading};
use super::section::link_text;
use super::talk::{Talk, talk};
use crate::citizen::App;
use crate::components::{Ctx, author_line, body, difference, marker, proposal_name, theirs};
use crate::i18n::{t, t_of, t_with, tn};
use crate::markup::{Html, all, button_link, current, html, none};
use crate::place::Place;
use crate::route::Route;
use crate::text::beginning;

/// The list of proposals.
pub fn list(consultation: &Consultation, proposals: &Page<Proposal>) -> Html {
    let app = App::get();
    let here = app.here();
    let c = consultation.summary.slug.clone();
    let open = consultation.summary.period().phase(app.now()) == Phase::Open;
    let cards: Vec<Html> = proposals.items.iter().map(|proposal| card(proposal, &c)).collect();
    let new = if open {
        let href = here.to(Route::NewProposal { c }).href();
        button_link(&href, true, t("proposals.new"))
    } else {
        none()
    };
    let more = proposals.next.clone().map_or_else(none, |after| {
        let href = here.with(|look| look.after = Some(after)).href();
        button_link(&href, false, t("proposals.more"))
    });
    let page = html!(
        "<h1 tabindex=-1 id=titel>[[proposals.title]]</h1><p class=lede>[[proposals.lede]]</p>\
         <p class=hint>[[support.what]]</p>{}{}{}\
         <ul class=cards>{}</ul>{}{}",
        new,
        filter(),
        match (cards.is_empty(), is_gone(consultation)) {
            (true, true) => html!("<p class=empty>[[stays.none]]</p>"),
            (true, false) => html!("<p class=empty>[[proposals.empty]]</p>"),
            (false, _) => none(),
        },
        all(&cards),
        more,
        otherwise(consultation)
    );
    frame(Some(consultation), Layout::Text, &page)
}

fn filter() -> Html {
    let here = App::get().here();
    let chosen = here.look.kind;
    let way = |kind: Option<ProposalKind>, name: &str| {
        let href = here.with(|look| {
            look.kind = kind;
            look.after = None;
        });
        html!("<a href='{}'{}>{}</a>", href.href(), current(kind == chosen, "true"), name)
    };
    let mut ways = vec![way(None, t("proposals.all"))];
    for &kind in ProposalKind::ALL {
        ways.push(way(Some(kind), t_of("proposal.kind", kind.word()).unwrap_or_default()));
    }
    html!("<nav class=sorts aria-label='[[proposals.filter]]'>{}</nav>", all(&ways))
}

fn card(proposal: &Proposal, c: &str) -> Html {
    let here = App::get().here();
    let href = here.to(Route::Proposal { c: c.to_owned(), id: proposal.id.clone() }).href();
    let about = proposal.section.as_ref();
    let about =
        about.map_or_else(none, |section| html!("<span{}>{}</span>", theirs(), link_text(section)));
    let said = match (proposal.state, &proposal.replacement, &proposal.body) {
        (PostState::Visible | PostState::Redacted, Some(_), _) => change(proposal),
        (PostState::Visible | PostState::Redacted, None, Some(body)) => {
            html!("<p dir=auto{}>{}</p>", theirs(), beginning(body, 180))
        }
        (PostState::Visible | PostState::Redacted, ..) => none(),
        (state, ..) => marker(state, proposal.rule.as_deref().zip(proposal.by_rule.as_ref())),
    };
    html!(
        "<li class=card><a href='{}'><span class=eyebrow>{}</span>\
         <span class=card__title dir=auto{}>{}</span></a>{}\
         <p class=card__facts>{}<span>{}</span><span>{}</span></p></li>",
        href,
        eyebrow(proposal),
        if is_named(proposal) { theirs() } else { none() },
        proposal_name(proposal),
        said,
        about,
        tn("supports", proposal.support),
        tn("comments", proposal.comments)
    )
}

/// Whether it is called by its author's words, and not by its number.
fn is_named(proposal: &Proposal) -> bool {
    proposal.title.as_ref().is_some_and(|title| !title.is_empty())
}

/// "Forslag nr. 7 · Ny ordlyd".
fn eyebrow(proposal: &Proposal) -> String {
    let n = t_with("proposal.number", &[("n", &proposal.number.to_string())]);
    format!("{n} · {}", t_of("proposal.kind", proposal.kind.word()).unwrap_or_default())
}

fn change(proposal: &Proposal) -> Html {
    let (original, replacement) = (&proposal.original, &proposal.replacement);
    difference(original.as_deref().unwrap_or_default(), replacement.as_deref().unwrap_or_default())
}

/// One proposal.
pub fn one(consultation: &Consultation, proposal: &Proposal, thread: &model::Thread) -> Html {
    let here = App::get().here();
    let c = consultation.summary.slug.clone();
    let place = Place::Proposal { c: c.clone(), id: proposal.id.clone() };
    let ctx = Ctx::new(place, consultation.summary.period()).locked(consultation.locked);
    let readable = proposal.state.is_readable();
    let author = proposal.author.as_ref().filter(|_| readable).map_or_else(none, |author| {
        author_line(author, proposal.created, proposal.edited.is_some(), None)
    });
    let about = proposal.section.as_ref().map_or_else(none, |section| {
        html!(
            "<p class=about><span>[[proposal.on]]</span> <a href='{}'{}>{}</a></p>",
            section_href(&here, &c, &section.key),
            theirs(),
            link_text(section)
        )
    });
    let why = || marker(proposal.state, proposal.rule.as_deref().zip(proposal.by_rule.as_ref()));
    let said = match proposal.state {
        PostState::Redacted => html!("{}{}", why(), content(proposal)),
        _ if readable => content(proposal),
        _ => why(),
    };
    let (count, name) = (proposal.comments, proposal_name(proposal));
    // A proposal that has left has no page.
    let thread_about =
        Talk { title: t("thread.title"), label: t("composer.proposal"), count, gone: false };
    let page = html!(
        "<article><p class=eyebrow><a href='{}'>[[nav.proposals]]</a> · <span>{}</span></p>\
         {}{}{}{}</article>{}{}{}",
        here.to(Route::Proposals { c }).href(),
        eyebrow(proposal),
        if is_named(proposal) { their_heading(&name) } else { heading(&name) },
        author,
        about,
        said,
        if readable { acts(proposal) } else { none() },
        talk(&ctx, thread, thread_about),
        otherwise(consultation)
    );
    frame(Some(consultation), Layout::Text, &page)
}

fn content(proposal: &Proposal) -> Html {
    let wording = if proposal.replacement.is_some() {
        html!(
            "<section class=wording aria-labelledby=ordlyd>\
             <h2 id=ordlyd>[[proposal.difference]]</h2>{}<p class=hint>[[diff.key]]</p></section>",
            change(proposal)
        )
    } else {
        none()
    };
    let reason = proposal.reason.as_deref().map_or_else(none, |reason| {
        html!(
            "<section class=reason aria-labelledby=hvorfor>\
             <h2 id=hvorfor>[[proposal.reason]]</h2>{}</section>",
            body(reason, true)
        )
    });
    let words = proposal.body.as_deref().filter(|words| !words.is_empty());
    let who = proposal.organisation.as_ref().map_or_else(none, |who| {
        html!("<p class=about><span>[[proposal.organisation]]</span> <bdi>{}</bdi></p>", *who)
    });
    html!("{}{}{}{}", wording, reason, words.map_or_else(none, |words| body(words, true)), who)
}

/// Support and report. The reader's own support is learned when the app is there.
fn acts(proposal: &Proposal) -> Html {
    let supported = proposal.supported.unwrap_or_default();
    let state = Support { support: proposal.support, supported };
    html!(
        "<div class=proposal id='f-{}' data-id='{}' data-kind=forslag><div class='acts acts--proposal'>\
         {}<p class=supporters>{}</p>\
         <button type=button class=act id=anmeld data-act=anmeld>[[post.report]]</button></div>\
         <p class=hint>[[support.what]]</p></div>",
        proposal.id,
        proposal.id,
        support_proposal(state),
        tn("supports", proposal.support)
    )
}

/// The button by which one supports a proposal: it says whether one does, and the number of those
/// who do stands beside it.
fn support_proposal(state: Support) -> Html {
    html!(
        "<button type=button class='act support' id=stoet data-act=enig data-n={} aria-pressed={}>\
         <span class=support__not>[[support.proposal]]</span>\
         <span class=support__yes>[[support.supported]]</span></button>",
        state.support.to_string(),
        if state.supported { "true" } else { "false" }
    )
}
