use leptos::either::EitherOf3;
use leptos::prelude::*;
use model::{Author, Comment, ParticipantKind, PostState, Support, Visibility, rule};

use crate::api::support::Post as Kind;
use crate::citizen::{App, focus};
use crate::components::acts::acts;
use crate::components::change::{Change, Withdraw};
use crate::components::replies::Replies;
use crate::components::report::Report;
use crate::components::support::agree;
use crate::components::{
    Composer, Ctx, Introduction, IntroductionFields, Panel, Task, body, told,
};
use crate::i18n::{t, t_of, t_with};
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
    #[prop(optional_no_strip)]
    answered: Option<Callback<Comment>>,
    /// Whether the whole of a long one is shown, and its answer field is open.
    #[prop(optional)]
    alone: bool,
) -> AnyView {
    let support = Support {
        support: comment.support,
        supported: comment.supported.unwrap_or_default(),
    };
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
            {move || shown(&drawing, parts, alone)}
            {move || panel(&panels, parts, sent)}
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
fn shown(ctx: &Ctx, parts: Parts, alone: bool) -> impl IntoView + use<> {
    let comment = parts.comment.get();
    if comment.state != PostState::Visible || comment.body.is_none() {
        // One's own post that waits can be read by its author.
        let own = comment.body.as_deref().map(|text| body(text, alone));
        return leptos::either::Either::Left(view! { {marker(comment.state, comment.rule.as_deref())} {own} });
    }
    let trouble = move || parts.trouble.get().map(|text| view! { <p class="trouble">{text}</p> });
    let private = (comment.visibility == Visibility::Municipality)
        .then(|| view! { <p class="marker">{t("post.private")}</p> });
    let edited = comment.edited.is_some();
    let route =
        Route::Comment { c: ctx.place.consultation().to_owned(), id: comment.id.clone() };
    let href = App::get().here().to(route).href();
    leptos::either::Either::Right(view! {
        {comment.author.as_ref().map(|author| author_line(author, comment.created, edited, Some(href)))}
        {comment.answers.clone().map(|name| view! {
            <p class="post__answers"><span>{t("post.answers")}</span> " " <bdi>{name}</bdi></p>
        })}
        {quote(ctx, &comment)}
        {private}
        {body(comment.body.as_deref().unwrap_or_default(), alone)}
        {acts(ctx, &comment, parts.support, parts.mine.into(), parts.panel, parts.trouble)}
        {trouble}
    })
}

/// The words that a comment is about, with the way to them.
fn quote(ctx: &Ctx, comment: &Comment) -> Option<impl IntoView + use<>> {
    let anchor = comment.anchor.as_ref().filter(|_| !ctx.at_paragraph)?;
    let words = ctx.quotes.get(&anchor.paragraph).cloned().or_else(|| anchor.quote.clone());
    let text = words.map_or_else(|| t("post.paragraph").to_owned(), |words| beginning(&words, 90));
    let route = ctx.place.route();
    let here = App::get().here();
    let paragraph = anchor.paragraph.clone();
    let href = here.to(route).with(|look| {
        look.edition = here.look.edition;
        look.paragraph = Some(paragraph.clone());
    });
    let href = format!("{}#{paragraph}", href.href());
    Some(view! { <p class="quote"><a href=href><span class="mark">{text}</span></a></p> })
}

/// Who wrote, as whom, when.
pub fn author_line(
    author: &Author,
    created: model::Moment,
    edited: bool,
    href: Option<String>,
) -> impl IntoView + use<> {
    let badge = match (author.staff, author.kind) {
        (true, _) => Some(t("badge.staff")),
        (_, ParticipantKind::Organisation) => Some(t("badge.organisation")),
        (_, ParticipantKind::Party) => Some(t("badge.party")),
        _ => None,
    };
    let district = author.district.clone().filter(|district| !author.name.contains(district));
    let at = when::machine(created);
    let title = when::date_and_time(created);
    let text = when::when(created, App::get().now().max(created));
    let time = view! { <time datetime=at title=title>{text}</time> };
    let time = match href {
        Some(href) => leptos::either::Either::Left(view! { <a class="when" href=href>{time}</a> }),
        None => leptos::either::Either::Right(view! { <span class="when">{time}</span> }),
    };
    view! {
        <p class="by">
            <bdi class="by__name">{author.name.clone()}</bdi>
            {district.map(|district| view! { <span class="by__where">{district}</span> })}
            {badge.map(|badge| view! { <span class="badge">{badge}</span> })}
            {time}
            {edited.then(|| view! { <span class="when">{t("post.edited")}</span> })}
        </p>
    }
}

/// Why a post cannot be read.
pub fn marker(state: PostState, why: Option<&str>) -> impl IntoView + use<> {
    let text = match state {
        PostState::Hidden | PostState::Redacted => {
            match why.and_then(|id| Some((rule(id)?.0, t_of("rule", id)?))) {
                Some((number, title)) => {
                    t_with("marker.rule", &[("n", &number.to_string()), ("rule", title)])
                }
                None => t("marker.hidden").to_owned(),
            }
        }
        PostState::Withdrawn => t("marker.withdrawn").to_owned(),
        PostState::Pending => t("marker.pending").to_owned(),
        PostState::Visible => t("marker.hidden").to_owned(),
    };
    view! { <p class="marker">{text}</p> }
}

/// What is open under a post.
fn panel(ctx: &Ctx, parts: Parts, sent: Callback<Comment>) -> impl IntoView + use<> {
    let comment = parts.comment.get_untracked();
    let (panel, id) = (parts.panel, ctx.id(&comment.id));
    match panel.get() {
        Panel::Nothing => EitherOf3::A(()),
        Panel::Reply => EitherOf3::B(reply(ctx, &comment, sent)),
        other => EitherOf3::C(match other {
            Panel::Report => view! { <Report post=Kind::Comment id=comment.id base=id panel/> }.into_any(),
            Panel::Change => view! { <Change comment=parts.comment id panel/> }.into_any(),
            Panel::Withdraw => view! { <Withdraw comment=parts.comment panel/> }.into_any(),
            _ => introduce(ctx, parts).into_any(),
        }),
    }
}

fn reply(ctx: &Ctx, comment: &Comment, sent: Callback<Comment>) -> impl IntoView + use<> {
    let name = comment.author.as_ref().map_or(t("post.somebody"), |author| author.name.as_str());
    let task = Task {
        place: ctx.place.clone(),
        parent: Some(comment.id.clone()),
        anchor: None,
    };
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
            <IntroductionFields intro id=id/>
            <div class="buttons">
                <button type="submit" class="button button--strong">{t("support.comment")}</button>
                <button type="button" class="button" on:click=move |_| parts.panel.set(Panel::Nothing)>
                    {t("cancel")}
                </button>
            </div>
        </form>
    }
}
