use leptos::prelude::*;
use model::{Author, Comment, Moment, ParticipantKind, PostState, Support, Visibility, rule};

use crate::api::support::Post as Kind;
use crate::citizen::{App, focus};
use crate::components::acts::acts;
use crate::components::change::{Change, Withdraw};
use crate::components::replies::Replies;
use crate::components::report::Report;
use crate::components::support::agree;
use crate::components::{
    Composer, Ctx, Introduction, IntroductionFields, Panel, Task, body, button, nothing, part,
    saying, told,
};
use crate::i18n::{t, t_of, t_with};
use crate::markup::{Html, html, none};
use crate::route::Route;
use crate::text::beginning;
use crate::when;

/// A comment with what hangs on it.
#[component]
pub fn Post(
    /// The comment.
    comment: Comment,
    /// The thread.
    ctx: Ctx,
    /// Told of an answer to this, when this is an answer itself.
    answered: Option<Callback<Comment>>,
    /// Whether the whole of a long one is shown, and its answer field is open.
    #[prop(optional)]
    alone: bool,
) -> AnyView {
    let support =
        Support { support: comment.support, supported: comment.supported.unwrap_or_default() };
    let parts = Parts {
        panel: RwSignal::new(if alone && ctx.open { Panel::Reply } else { Panel::Nothing }),
        trouble: RwSignal::new(None),
        support: RwSignal::new(support),
        mine: RwSignal::new(comment.mine.unwrap_or_default()),
        fresh: RwSignal::new(None),
        comment: RwSignal::new(comment.clone()),
    };
    ctx.remember(&comment.id, parts.support, parts.mine);
    let id = ctx.id(&comment.id);
    let is_root = comment.parent.is_none();
    let sent = Callback::new(move |new: Comment| {
        parts.panel.set(Panel::Nothing);
        match answered {
            Some(answered) => answered.run(new),
            None => parts.fresh.set(Some(new)),
        }
    });
    let class = if is_root { "post" } else { "post post--answer" };
    let drawing = ctx.clone();
    let panels = ctx.clone();
    view! {
        <article class=class id=id tabindex="-1">
            {part(move || shown(&drawing, parts, alone))}
            {part(move || panel(&panels, parts, sent))}
            {is_root.then(|| view! { <Replies comment ctx fresh=parts.fresh whole=alone/> })}
        </article>
    }
    // Posts hold answers, which are posts: the type must end somewhere.
    .into_any()
}

/// What a post knows.
#[derive(Clone, Copy)]
struct Parts {
    comment: RwSignal<Comment>,
    panel: RwSignal<Panel>,
    trouble: RwSignal<Option<String>>,
    support: RwSignal<Support>,
    mine: RwSignal<bool>,
    // The answer that was just sent, for the list of answers.
    fresh: RwSignal<Option<Comment>>,
}

/// Name, words and acts; or why they cannot be read.
fn shown(ctx: &Ctx, parts: Parts, alone: bool) -> AnyView {
    let comment = parts.comment.get();
    let html = said(ctx, &comment, alone).into_string();
    let readable = comment.state == PostState::Visible && comment.body.is_some();
    let acts = readable
        .then(|| acts(ctx, &comment, parts.support, parts.mine.into(), parts.panel, parts.trouble));
    let trouble = saying("trouble", move || parts.trouble.get());
    view! { <div inner_html=html></div> {acts} {trouble} }.into_any()
}

/// What a post says, and who says it.
fn said(ctx: &Ctx, comment: &Comment, alone: bool) -> Html {
    let words = comment.body.as_deref().map_or_else(none, |words| body(words, alone));
    if comment.state != PostState::Visible || comment.body.is_none() {
        // One's own post that waits can be read by its author.
        return html!("{}{}", marker(comment.state, comment.rule.as_deref()), words);
    }
    let route = Route::Comment { c: ctx.place.consultation().to_owned(), id: comment.id.clone() };
    let href = App::get().here().to(route).href();
    let edited = comment.edited.is_some();
    let author = comment.author.as_ref();
    let author = author
        .map_or_else(none, |author| author_line(author, comment.created, edited, Some(&href)));
    let answers = comment.answers.as_ref().map_or_else(none, |name| {
        html!("<p class=post__answers><span>[[post.answers]]</span> <bdi>{}</bdi></p>", *name)
    });
    let private = if comment.visibility == Visibility::Municipality {
        html!("<p class=marker>[[post.private]]</p>")
    } else {
        none()
    };
    html!("{}{}{}{}{}", author, answers, quote(ctx, comment), private, words)
}

/// The words that a comment is about, with the way to them.
fn quote(ctx: &Ctx, comment: &Comment) -> Html {
    let Some(anchor) = comment.anchor.as_ref().filter(|_| !ctx.at_paragraph) else { return none() };
    let words = ctx.quotes.get(&anchor.paragraph).cloned().or_else(|| anchor.quote.clone());
    let words = words.map_or_else(|| t("post.paragraph").to_owned(), |words| beginning(&words, 90));
    let here = App::get().here();
    let href = here.to(ctx.place.route()).with(|look| {
        look.edition = here.look.edition;
        look.paragraph = Some(anchor.paragraph.clone());
    });
    html!(
        "<p class=quote><a href='{}#{}'><span class=mark>{}</span></a></p>",
        href.href(),
        anchor.paragraph,
        words
    )
}

/// Who wrote, as whom, when.
pub fn author_line(author: &Author, created: Moment, edited: bool, href: Option<&str>) -> Html {
    let badge = match (author.staff, author.kind) {
        (true, _) => t("badge.staff"),
        (_, ParticipantKind::Organisation) => t("badge.organisation"),
        (_, ParticipantKind::Party) => t("badge.party"),
        _ => "",
    };
    let badge = if badge.is_empty() { none() } else { html!("<span class=badge>{}</span>", badge) };
    let district = author.district.as_ref().filter(|district| !author.name.contains(*district));
    let district =
        district.map_or_else(none, |district| html!("<span class=by__where>{}</span>", *district));
    let now = App::get().now();
    let time = html!(
        "<time datetime='{}' title='{}'>{}</time>",
        when::machine(created),
        when::date_and_time(created),
        // A clock that is a little behind the server's tells no post from the future.
        when::when(created, if now < created { created } else { now })
    );
    let time = match href {
        Some(href) => html!("<a class=when href='{}'>{}</a>", href, time),
        None => html!("<span class=when>{}</span>", time),
    };
    let edited = if edited { html!("<span class=when>[[post.edited]]</span>") } else { none() };
    html!(
        "<p class=by><bdi class=by__name>{}</bdi>{}{}{}{}</p>",
        author.name,
        district,
        badge,
        time,
        edited
    )
}

/// Why a post cannot be read.
pub fn marker(state: PostState, why: Option<&str>) -> Html {
    let words = match state {
        PostState::Withdrawn => t("marker.withdrawn").to_owned(),
        PostState::Pending => t("marker.pending").to_owned(),
        _ => match why.and_then(|id| Some((rule(id)?.0, t_of("rule", id)?))) {
            Some((number, title)) => {
                t_with("marker.rule", &[("n", &number.to_string()), ("rule", title)])
            }
            None => t("marker.hidden").to_owned(),
        },
    };
    html!("<p class=marker>{}</p>", words)
}

/// What is open under a post.
fn panel(ctx: &Ctx, parts: Parts, sent: Callback<Comment>) -> AnyView {
    let comment = parts.comment.get_untracked();
    let (panel, id) = (parts.panel, ctx.id(&comment.id));
    match panel.get() {
        Panel::Nothing => nothing(),
        Panel::Reply => reply(ctx, &comment, sent).into_any(),
        Panel::Report => {
            view! { <Report post=Kind::Comment id=comment.id base=id panel/> }.into_any()
        }
        Panel::Change => view! { <Change comment=parts.comment id panel/> }.into_any(),
        Panel::Withdraw => view! { <Withdraw comment=parts.comment id panel/> }.into_any(),
        Panel::Introduce => introduce(ctx, parts).into_any(),
    }
}

fn reply(ctx: &Ctx, comment: &Comment, sent: Callback<Comment>) -> impl IntoView + use<> {
    let name = comment.author.as_ref().map_or(t("post.somebody"), |author| author.name.as_str());
    let task = Task { place: ctx.place.clone(), parent: Some(comment.id.clone()), anchor: None };
    let id = format!("{}-nyt", ctx.id(&comment.id));
    focus(&format!("{id}-tekst"));
    let label = t_with("composer.answer", &[("name", name)]);
    view! { <Composer task id label on_sent=sent open=true/> }
}

/// A stranger agrees: first a name, then the support.
fn introduce(ctx: &Ctx, parts: Parts) -> impl IntoView + use<> {
    let app = App::get();
    let intro = Introduction::new();
    let id = ctx.id(&parts.comment.with_untracked(|comment| comment.id.clone()));
    focus(&format!("{id}-navn"));
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Some(person) = intro.check() else { return };
        leptos::task::spawn_local(async move {
            match app.session.introduce(person).await {
                Ok(()) => {
                    parts.panel.try_set(Panel::Nothing);
                    let post = parts.comment.with_untracked(|comment| comment.id.clone());
                    let stranger = Callback::new(move |()| parts.panel.set(Panel::Introduce));
                    agree(app, Kind::Comment, post, parts.support, parts.trouble, stranger);
                }
                Err(refusal) => {
                    intro.flaws.try_set(crate::components::flaws(&refusal));
                    parts.trouble.try_set(Some(told(&refusal)));
                }
            }
        });
    };
    view! {
        <form class="panel" method="dialog" on:submit=submit>
            <p>{t("support.name-first")}</p>
            <IntroductionFields intro id=id.clone()/>
            <div class="buttons">
                <button type="submit" class="button button--strong">{t("support.comment")}</button>
                {button("button", format!("{id}-fortryd"), t("cancel"), move |_| {
                    parts.panel.set(Panel::Nothing);
                })}
            </div>
        </form>
    }
}
