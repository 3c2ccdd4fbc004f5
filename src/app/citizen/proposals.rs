//! The proposals, and one of them.

use leptos::prelude::*;
use model::{
    Consultation, Edit, Page, Phase, PostState, Proposal, ProposalKind, Support, diff,
};

use super::App;
use super::section::link_text;
use crate::api::support::Post;
use crate::components::{
    Ctx, Frame, Introduction, IntroductionFields, OwnLink, Panel, Report, SupportButton,
    ThreadSection, agree, author_line, body, marker, otherwise, section_href, told,
};
use crate::i18n::{t, t_of, t_with, tn};
use crate::place::Place;
use crate::route::Route;
use crate::text::beginning;

/// The list of proposals.
#[component]
pub fn ProposalsPage(
    /// The consultation.
    consultation: Consultation,
    /// A page of them.
    proposals: Page<Proposal>,
) -> impl IntoView {
    let app = App::get();
    let here = app.here();
    let c = consultation.summary.slug.clone();
    let open = consultation.summary.period().phase(app.now()) == Phase::Open;
    let new = open.then(|| {
        let href = here.to(Route::NewProposal { c: c.clone() }).href();
        view! { <p><a class="button button--strong" href=href>{t("proposals.new")}</a></p> }
    });
    let empty = proposals.items.is_empty();
    let cards: Vec<_> = proposals.items.iter().map(|proposal| card(proposal, &c)).collect();
    let more = proposals.next.clone().map(|after| {
        let href = here.with(|look| look.after = Some(after)).href();
        view! { <p class="next"><a class="button" href=href>{t("proposals.more")}</a></p> }
    });
    view! {
        <Frame consultation=Some(consultation.clone()) layout="site--text">
            <h1 tabindex="-1" id="titel">{t("proposals.title")}</h1>
            <p class="lede">{t("proposals.lede")}</p>
            {new}
            {filter()}
            {empty.then(|| view! { <p class="empty">{t("proposals.empty")}</p> })}
            <ul class="cards">{cards}</ul>
            {more}
            {otherwise(&consultation)}
        </Frame>
    }
}

fn filter() -> impl IntoView {
    let here = App::get().here();
    let chosen = here.look.kind;
    let link = |kind: Option<ProposalKind>, text: Option<&'static str>| {
        let href = here.with(|look| {
            look.kind = kind;
            look.after = None;
        });
        let current = (kind == chosen).then_some("true");
        view! { <a href=href.href() aria-current=current>{text}</a> }
    };
    let kinds: Vec<_> = ProposalKind::ALL
        .iter()
        .map(|&kind| link(Some(kind), t_of("proposal.kind", kind.word())))
        .collect();
    view! {
        <nav class="sorts" aria-label=t("proposals.filter")>
            {link(None, Some(t("proposals.all")))}
            {kinds}
        </nav>
    }
}

fn card(proposal: &Proposal, c: &str) -> impl IntoView + use<> {
    let here = App::get().here();
    let href = here.to(Route::Proposal { c: c.to_owned(), id: proposal.id.clone() }).href();
    let about = proposal.section.as_ref().map(|section| view! { <span>{link_text(section)}</span> });
    let text = match (proposal.state, &proposal.replacement, &proposal.body) {
        (PostState::Visible, Some(_), _) => difference(proposal).into_any(),
        (PostState::Visible, None, Some(body)) => {
            view! { <p dir="auto">{beginning(body, 180)}</p> }.into_any()
        }
        (PostState::Visible, ..) => ().into_any(),
        (state, ..) => marker(state, proposal.rule.as_deref()).into_any(),
    };
    view! {
        <li class="card">
            <a href=href>
                <span class="eyebrow">{eyebrow(proposal)}</span>
                <span class="card__title" dir="auto">{name(proposal)}</span>
            </a>
            {text}
            <p class="card__facts">
                {about}
                <span>{tn("supports", proposal.support)}</span>
                <span>{tn("comments", proposal.comments)}</span>
            </p>
        </li>
    }
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

fn difference(proposal: &Proposal) -> impl IntoView + use<> {
    let (original, replacement) = (&proposal.original, &proposal.replacement);
    runs(original.as_deref().unwrap_or_default(), replacement.as_deref().unwrap_or_default())
}

/// The difference between two wordings, word by word; lines and words say what colours show.
pub fn runs(original: &str, replacement: &str) -> impl IntoView + use<> {
    let runs: Vec<_> = diff(original, replacement)
        .into_iter()
        .map(|run| match run.edit {
            Edit::Same => view! { <span>{run.text}</span> }.into_any(),
            Edit::Deleted => view! {
                <del><span class="vh">{t("diff.deleted")} " "</span>{run.text}</del> " "
            }
            .into_any(),
            Edit::Inserted => view! {
                <ins><span class="vh">{t("diff.inserted")} " "</span>{run.text}</ins> " "
            }
            .into_any(),
        })
        .collect();
    view! { <p class="difference" dir="auto">{runs}</p> }
}

/// One proposal.
#[component]
pub fn ProposalPage(
    /// The consultation.
    consultation: Consultation,
    /// The proposal.
    proposal: Proposal,
    /// A page of its thread.
    thread: model::Thread,
) -> impl IntoView {
    let app = App::get();
    let c = consultation.summary.slug.clone();
    let phase = consultation.summary.period().phase(app.now());
    let ctx = Ctx::new(Place::Proposal { c: c.clone(), id: proposal.id.clone() }, phase);
    let count = proposal.comments;
    let readable = proposal.state == PostState::Visible;
    let about = proposal.section.as_ref().map(|section| {
        let href = section_href(&app.here(), &c, &section.key);
        view! { <p class="about"><span>{t("proposal.on")}</span> " " <a href=href>{link_text(section)}</a></p> }
    });
    let all = app.here().to(Route::Proposals { c }).href();
    let end = otherwise(&consultation);
    let text = if readable {
        view! { {content(&proposal)} <ProposalActs proposal=proposal.clone()/> }.into_any()
    } else {
        marker(proposal.state, proposal.rule.as_deref()).into_any()
    };
    view! {
        <Frame consultation=Some(consultation.clone()) layout="site--text">
            <Receipt proposal=proposal.clone()/>
            <p class="eyebrow"><a href=all>{t("nav.proposals")}</a> " · " <span>{eyebrow(&proposal)}</span></p>
            <h1 tabindex="-1" id="titel" dir="auto">{name(&proposal)}</h1>
            {proposal.author.as_ref().filter(|_| readable).map(|author| {
                author_line(author, proposal.created, proposal.edited.is_some(), None)
            })}
            {about}
            {text}
            <ThreadSection
                ctx
                page=thread
                consultation
                title=t("thread.title")
                label=t("composer.proposal")
                count
            />
            {end}
        </Frame>
    }
}

fn content(proposal: &Proposal) -> impl IntoView + use<> {
    let text = proposal.body.as_deref().filter(|text| !text.is_empty()).map(|text| body(text, true));
    let wording = proposal.replacement.is_some().then(|| {
        view! {
            <section class="wording" aria-labelledby="ordlyd">
                <h2 id="ordlyd">{t("proposal.difference")}</h2>
                {difference(proposal)}
                <p class="hint">{t("diff.key")}</p>
            </section>
        }
    });
    let reason = proposal.reason.as_deref().map(|reason| {
        view! { <section aria-labelledby="hvorfor"><h2 id="hvorfor">{t("proposal.reason")}</h2>{body(reason, true)}</section> }
    });
    let who = proposal.organisation.clone().map(|who| {
        view! { <p class="about"><span>{t("proposal.organisation")}</span> " " <bdi>{who}</bdi></p> }
    });
    view! { {wording} {reason} {text} {who} }
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
    let open = move || match panel.get() {
        Panel::Report => {
            let id = post.clone();
            view! { <Report post=Post::Proposal id base="f".to_owned() panel/> }.into_any()
        }
        Panel::Introduce => introduce(app, post.clone(), state, panel, trouble).into_any(),
        _ => ().into_any(),
    };
    view! {
        <div class="acts acts--proposal">
            <SupportButton post=Post::Proposal id state button="stoet".to_owned() trouble stranger/>
            <button type="button" class="act" id="anmeld" on:click=move |_| panel.set(Panel::Report)>
                {t("post.report")}
            </button>
        </div>
        {move || trouble.get().map(|text| view! { <p class="trouble">{text}</p> })}
        {open}
    }
}

fn introduce(
    app: App,
    id: String,
    state: RwSignal<Support>,
    panel: RwSignal<Panel>,
    trouble: RwSignal<Option<String>>,
) -> impl IntoView {
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
}

/// After one's own proposal was sent: its number, and what happens now.
#[component]
fn Receipt(proposal: Proposal) -> impl IntoView {
    let app = App::get();
    let sent = app.sent;
    let id = proposal.id.clone();
    let n = proposal.number.to_string();
    move || {
        (sent.get().as_ref() == Some(&id)).then(|| {
            view! {
                <aside class="panel panel--good" aria-labelledby="kvittering">
                    <h2 id="kvittering">{t_with("receipt.title", &[("n", &n)])}</h2>
                    <p>{t("receipt.next")}</p>
                    <OwnLink/>
                </aside>
            }
        })
    }
}
