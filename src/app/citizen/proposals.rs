//! The proposals, and one of them.

use leptos::prelude::*;
use model::{Consultation, Edit, Page, Phase, PostState, Proposal, ProposalKind, Support, diff};

use super::App;
use super::section::link_text;
use crate::api::support::Post;
use crate::components::{
    Ctx, Introduction, IntroductionFields, OwnLink, Panel, Report, SupportButton, Talk,
    ThreadSection, agree, author_line, between, body, button, frame, heading, marker, nothing,
    otherwise, part, part_if, saying, section_href, still, told,
};
use crate::i18n::{t, t_of, t_with, tn};
use crate::markup::{Html, all, button_link, current, html, none};
use crate::place::Place;
use crate::route::Route;
use crate::text::beginning;

const LAYOUT: &str = "site--text";

/// The list of proposals.
pub fn list(consultation: &Consultation, proposals: &Page<Proposal>) -> AnyView {
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
        "<h1 tabindex=-1 id=titel>[[proposals.title]]</h1><p class=lede>[[proposals.lede]]</p>{}{}{}\
         <ul class=cards>{}</ul>{}{}",
        new,
        filter(),
        if cards.is_empty() { html!("<p class=empty>[[proposals.empty]]</p>") } else { none() },
        all(&cards),
        more,
        otherwise(consultation)
    );
    still(Some(consultation), LAYOUT, page)
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
    let about = about.map_or_else(none, |section| html!("<span>{}</span>", link_text(section)));
    let said = match (proposal.state, &proposal.replacement, &proposal.body) {
        (PostState::Visible, Some(_), _) => difference(proposal),
        (PostState::Visible, None, Some(body)) => {
            html!("<p dir=auto>{}</p>", beginning(body, 180))
        }
        (PostState::Visible, ..) => none(),
        (state, ..) => marker(state, proposal.rule.as_deref()),
    };
    html!(
        "<li class=card><a href='{}'><span class=eyebrow>{}</span>\
         <span class=card__title dir=auto>{}</span></a>{}\
         <p class=card__facts>{}<span>{}</span><span>{}</span></p></li>",
        href,
        eyebrow(proposal),
        name(proposal),
        said,
        about,
        tn("supports", proposal.support),
        tn("comments", proposal.comments)
    )
}

/// "Forslag nr. 7 · Ny ordlyd".
fn eyebrow(proposal: &Proposal) -> String {
    let n = t_with("proposal.number", &[("n", &proposal.number.to_string())]);
    format!("{n} · {}", t_of("proposal.kind", proposal.kind.word()).unwrap_or_default())
}

/// What a proposal is called; one that cannot be read has its number.
#[must_use]
pub fn name(proposal: &Proposal) -> String {
    let number = || t_with("proposal.number", &[("n", &proposal.number.to_string())]);
    proposal.title.clone().filter(|title| !title.is_empty()).unwrap_or_else(number)
}

fn difference(proposal: &Proposal) -> Html {
    let (original, replacement) = (&proposal.original, &proposal.replacement);
    runs(original.as_deref().unwrap_or_default(), replacement.as_deref().unwrap_or_default())
}

/// The difference between two wordings, word by word; lines and words say what colours show.
pub fn runs(original: &str, replacement: &str) -> Html {
    let runs: Vec<Html> = diff(original, replacement)
        .into_iter()
        .map(|run| match run.edit {
            Edit::Same => html!("<span>{}</span>", run.text),
            Edit::Deleted => {
                html!("<del><span class=vh>[[diff.deleted]] </span>{}</del> ", run.text)
            }
            Edit::Inserted => {
                html!("<ins><span class=vh>[[diff.inserted]] </span>{}</ins> ", run.text)
            }
        })
        .collect();
    html!("<p class=difference dir=auto>{}</p>", all(&runs))
}

/// One proposal.
pub fn one(consultation: &Consultation, proposal: &Proposal, thread: model::Thread) -> AnyView {
    let app = App::get();
    let c = consultation.summary.slug.clone();
    let phase = consultation.summary.period().phase(app.now());
    let ctx = Ctx::new(Place::Proposal { c: c.clone(), id: proposal.id.clone() }, phase);
    let readable = proposal.state == PostState::Visible;
    let author = proposal.author.as_ref().filter(|_| readable).map_or_else(none, |author| {
        author_line(author, proposal.created, proposal.edited.is_some(), None)
    });
    let about = proposal.section.as_ref().map_or_else(none, |section| {
        html!(
            "<p class=about><span>[[proposal.on]]</span> <a href='{}'>{}</a></p>",
            section_href(&app.here(), &c, &section.key),
            link_text(section)
        )
    });
    let said =
        if readable { content(proposal) } else { marker(proposal.state, proposal.rule.as_deref()) };
    let above = html!(
        "<article><p class=eyebrow><a href='{}'>[[nav.proposals]]</a> · <span>{}</span></p>{}{}{}{}</article>",
        app.here().to(Route::Proposals { c: c.clone() }).href(),
        eyebrow(proposal),
        heading(&name(proposal)),
        author,
        about,
        said
    );
    let talk =
        Talk { title: t("thread.title"), label: t("composer.proposal"), count: proposal.comments };
    let around = consultation.clone();
    let receipt = receipt(proposal.id.clone(), proposal.number);
    let acts = readable.then(|| view! { <ProposalActs proposal=proposal.clone()/> });
    let thread = view! {
        {acts}
        <ThreadSection ctx page=thread consultation=around talk/>
    }
    .into_any();
    let page = view! { {receipt} {between(above, thread, otherwise(consultation))} }.into_any();
    frame(Some(consultation), LAYOUT, page)
}

fn content(proposal: &Proposal) -> Html {
    let wording = if proposal.replacement.is_some() {
        html!(
            "<section class=wording aria-labelledby=ordlyd>\
             <h2 id=ordlyd>[[proposal.difference]]</h2>{}<p class=hint>[[diff.key]]</p></section>",
            difference(proposal)
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

/// Support and report.
#[component]
fn ProposalActs(proposal: Proposal) -> impl IntoView {
    let app = App::get();
    let panel = RwSignal::new(Panel::Nothing);
    let trouble = RwSignal::new(None::<String>);
    let supported = proposal.supported.unwrap_or_default();
    let state = RwSignal::new(Support { support: proposal.support, supported });
    let id = proposal.id.clone();
    if cfg!(feature = "csr") && app.session.me.with_untracked(Option::is_some) {
        let id = id.clone();
        leptos::task::spawn_local(async move {
            if let Ok(own) = crate::api::proposal::read(&id).await {
                let supported = own.supported.unwrap_or_default();
                state.try_set(Support { support: own.support, supported });
            }
        });
    }
    let stranger = Callback::new(move |()| panel.set(Panel::Introduce));
    let post = id.clone();
    let open = part(move || match panel.get() {
        Panel::Report => {
            let id = post.clone();
            view! { <Report post=Post::Proposal id base="f".to_owned() panel/> }.into_any()
        }
        Panel::Introduce => introduce(app, post.clone(), state, panel, trouble),
        _ => nothing(),
    });
    view! {
        <div class="acts acts--proposal">
            <SupportButton post=Post::Proposal id state button="stoet".to_owned() trouble stranger/>
            {button("act", "anmeld".to_owned(), t("post.report"), move |_| panel.set(Panel::Report))}
        </div>
        {saying("trouble", move || trouble.get())}
        {open}
    }
}

fn introduce(
    app: App,
    id: String,
    state: RwSignal<Support>,
    panel: RwSignal<Panel>,
    trouble: RwSignal<Option<String>>,
) -> AnyView {
    let intro = Introduction::new();
    super::focus("f-navn");
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Some(person) = intro.check() else { return };
        let id = id.clone();
        leptos::task::spawn_local(async move {
            match app.session.introduce(person).await {
                Ok(()) => {
                    panel.try_set(Panel::Nothing);
                    let stranger = Callback::new(move |()| panel.set(Panel::Introduce));
                    agree(app, Post::Proposal, id, state, trouble, stranger);
                }
                Err(refusal) => {
                    trouble.try_set(Some(told(&refusal)));
                }
            }
        });
    };
    view! {
        <form class="panel" method="dialog" on:submit=submit>
            <p>{t("support.name-first")}</p>
            <IntroductionFields intro id="f".to_owned()/>
            <button type="submit" class="button button--strong">{t("support.proposal")}</button>
        </form>
    }
    .into_any()
}

/// After one's own proposal was sent: its number, and what happens now.
fn receipt(id: String, number: i64) -> AnyView {
    let sent = App::get().sent;
    part_if(move || {
        (sent.get().as_ref() == Some(&id)).then(|| {
            let title = t_with("receipt.title", &[("n", &number.to_string())]);
            view! {
                <aside class="panel panel--good" aria-labelledby="kvittering">
                    <h2 id="kvittering">{title}</h2>
                    <p>{t("receipt.next")}</p>
                    <OwnLink/>
                </aside>
            }
            .into_any()
        })
    })
}
