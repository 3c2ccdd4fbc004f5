//! The proposals, and one of them.

use leptos::prelude::*;
use model::{Consultation, Edit, Page, Phase, PostState, Proposal, ProposalKind, Support, diff};

use super::App;
use super::section::link_text;
use crate::api::support::Post;
use crate::components::{
    Ctx, Frame, Introduction, IntroductionFields, OwnLink, Panel, Report, SupportButton, Talk,
    ThreadSection, agree, author_line, body, button, heading, marker, nothing, otherwise, part,
    part_if, saying, section_href, still, told,
};
use crate::i18n::{t, t_of, t_with, tn};
use crate::markup::{Html, all, button_link, current, leaf, link, none, pair, tag, text};
use crate::place::Place;
use crate::route::Route;
use crate::text::beginning;

const LAYOUT: &str = "site--text";

/// The list of proposals.
pub fn list(consultation: Consultation, proposals: &Page<Proposal>) -> AnyView {
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
    let empty = if cards.is_empty() { leaf("p", "empty", t("proposals.empty")) } else { none() };
    let page = [
        heading(t("proposals.title")),
        leaf("p", "lede", t("proposals.lede")),
        new,
        filter(),
        empty,
        tag("ul", &[("class", "cards")], &cards),
        more,
        otherwise(&consultation),
    ];
    still(Some(consultation), LAYOUT, &page)
}

fn filter() -> Html {
    let here = App::get().here();
    let chosen = here.look.kind;
    let way = |kind: Option<ProposalKind>, name: &str| {
        let href = here.with(|look| {
            look.kind = kind;
            look.after = None;
        });
        tag("a", &[("href", &href.href()), current(kind == chosen, "true")], &[text(name)])
    };
    let mut ways = vec![way(None, t("proposals.all"))];
    for &kind in ProposalKind::ALL {
        ways.push(way(Some(kind), t_of("proposal.kind", kind.word()).unwrap_or_default()));
    }
    tag("nav", &[("class", "sorts"), ("aria-label", t("proposals.filter"))], &ways)
}

fn card(proposal: &Proposal, c: &str) -> Html {
    let here = App::get().here();
    let href = here.to(Route::Proposal { c: c.to_owned(), id: proposal.id.clone() }).href();
    let about = proposal.section.as_ref();
    let about = about.map_or_else(none, |section| leaf("span", "", &link_text(section)));
    let said = match (proposal.state, &proposal.replacement, &proposal.body) {
        (PostState::Visible, Some(_), _) => difference(proposal),
        (PostState::Visible, None, Some(body)) => {
            tag("p", &[("dir", "auto")], &[text(&beginning(body, 180))])
        }
        (PostState::Visible, ..) => none(),
        (state, ..) => marker(state, proposal.rule.as_deref()),
    };
    let title = tag("span", &[("class", "card__title"), ("dir", "auto")], &[text(&name(proposal))]);
    let facts = [
        about,
        leaf("span", "", &tn("supports", proposal.support)),
        leaf("span", "", &tn("comments", proposal.comments)),
    ];
    let inside = [
        tag("a", &[("href", &href)], &[leaf("span", "eyebrow", &eyebrow(proposal)), title]),
        said,
        tag("p", &[("class", "card__facts")], &facts),
    ];
    tag("li", &[("class", "card")], &inside)
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
    let changed = |name: &str, what: &str, words: &str| {
        let what = leaf("span", "vh", &format!("{what} "));
        all(&[tag(name, &[], &[what, text(words)]), text(" ")])
    };
    let runs: Vec<Html> = diff(original, replacement)
        .into_iter()
        .map(|run| match run.edit {
            Edit::Same => leaf("span", "", &run.text),
            Edit::Deleted => changed("del", t("diff.deleted"), &run.text),
            Edit::Inserted => changed("ins", t("diff.inserted"), &run.text),
        })
        .collect();
    tag("p", &[("class", "difference"), ("dir", "auto")], &runs)
}

/// One proposal.
pub fn one(consultation: Consultation, proposal: Proposal, thread: model::Thread) -> AnyView {
    let app = App::get();
    let c = consultation.summary.slug.clone();
    let phase = consultation.summary.period().phase(app.now());
    let ctx = Ctx::new(Place::Proposal { c: c.clone(), id: proposal.id.clone() }, phase);
    let readable = proposal.state == PostState::Visible;
    let list = app.here().to(Route::Proposals { c: c.clone() }).href();
    let above =
        [link(&list, t("nav.proposals")), text(" · "), leaf("span", "", &eyebrow(&proposal))];
    let author = proposal.author.as_ref().filter(|_| readable).map_or_else(none, |author| {
        author_line(author, proposal.created, proposal.edited.is_some(), None)
    });
    let about = proposal.section.as_ref().map_or_else(none, |section| {
        let href = section_href(&app.here(), &c, &section.key);
        pair("about", t("proposal.on"), link(&href, &link_text(section)))
    });
    let said = if readable {
        content(&proposal)
    } else {
        marker(proposal.state, proposal.rule.as_deref())
    };
    let head = [tag("p", &[("class", "eyebrow")], &above), heading(&name(&proposal)), author, about, said];
    let html = all(&head).into_string();
    let end = otherwise(&consultation).into_string();
    let talk =
        Talk { title: t("thread.title"), label: t("composer.proposal"), count: proposal.comments };
    let around = Some(consultation.clone());
    let receipt = receipt(proposal.id.clone(), proposal.number);
    let acts = readable.then(|| view! { <ProposalActs proposal/> });
    let page = view! {
        {receipt}
        <article inner_html=html></article>
        {acts}
        <ThreadSection ctx page=thread consultation talk/>
        <div inner_html=end></div>
    }
    .into_any();
    view! { <Frame consultation=around layout=LAYOUT page/> }.into_any()
}

fn content(proposal: &Proposal) -> Html {
    let part = |class: &str, id: &str, title: &str, inside: Html| {
        let title = tag("h2", &[("id", id)], &[text(title)]);
        tag("section", &[("class", class), ("aria-labelledby", id)], &[title, inside])
    };
    let wording = if proposal.replacement.is_some() {
        let inside = all(&[difference(proposal), leaf("p", "hint", t("diff.key"))]);
        part("wording", "ordlyd", t("proposal.difference"), inside)
    } else {
        none()
    };
    let reason = proposal.reason.as_deref().map_or_else(none, |reason| {
        part("reason", "hvorfor", t("proposal.reason"), body(reason, true))
    });
    let words = proposal.body.as_deref().filter(|words| !words.is_empty());
    let words = words.map_or_else(none, |words| body(words, true));
    let who = proposal.organisation.as_ref().map_or_else(none, |who| {
        pair("about", t("proposal.organisation"), leaf("bdi", "", who))
    });
    all(&[wording, reason, words, who])
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
