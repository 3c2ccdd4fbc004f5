use model::{
    Author, Comment, Found, Moment, ParticipantKind, PostState, Proposal, RuleName, Support,
    Visibility, can_edit,
};

use crate::citizen::App;
use crate::components::{Ctx, body, theirs};
use crate::i18n::{number, rule_title, t, t_of, t_with, tn};
use crate::markup::{Html, all, html, none};
use crate::route::Route;
use crate::text::beginning;
use crate::when;

/// A comment with what hangs on it. What can be done with it is done by [`acts`](super::acts).
///
/// `alone` is for the comment's own page: a long text is shown whole, and all answers stand there.
pub fn post(ctx: &Ctx, comment: &Comment, alone: bool) -> Html {
    let id = ctx.id(&comment.id);
    let readable = comment.state.is_readable() && comment.body.is_some();
    let is_root = comment.parent.is_none();
    html!(
        "<article class='{}' id='{}' data-id='{}' tabindex=-1><div class=post__said>{}</div>{}{}</article>",
        if is_root { "post" } else { "post post--answer" },
        id,
        comment.id,
        said(ctx, comment, alone),
        if readable { acts(ctx, comment, &id) } else { none() },
        if is_root { answers(ctx, comment, alone) } else { none() }
    )
}

/// The first answers, and the way to the rest.
fn answers(ctx: &Ctx, comment: &Comment, alone: bool) -> Html {
    let first = &comment.first_replies;
    let left = comment.replies - i64::try_from(first.len()).unwrap_or_default();
    let more = if alone { none() } else { more_answers(ctx, &comment.id, left, None) };
    let first: Vec<Html> = first.iter().map(|answer| post(ctx, answer, false)).collect();
    html!("<div class=answers>{}{}</div>", all(&first), more)
}

/// "Vis 3 svar mere".
pub fn more_answers(ctx: &Ctx, id: &str, left: i64, after: Option<&str>) -> Html {
    if left <= 0 {
        return none();
    }
    html!(
        "<a class='act more-answers' data-act=flere data-after='{}' href='{}'><span>{}</span></a>",
        after.unwrap_or_default(),
        page_of(ctx, id),
        tn("replies.more", left)
    )
}

/// A comment's own page.
fn page_of(ctx: &Ctx, id: &str) -> String {
    let route = Route::Comment { c: ctx.place.consultation().to_owned(), id: id.to_owned() };
    App::get().here().to(route).href()
}

/// What can be done with a post: agree, answer, and the rest behind "Mere". Without the app the
/// links lead to the comment's own page.
fn acts(ctx: &Ctx, comment: &Comment, id: &str) -> Html {
    let page = page_of(ctx, &comment.id);
    let supported = comment.supported.unwrap_or_default();
    let reply = if ctx.open() {
        html!("<a class=act id='{}-svar' data-act=svar href='{}#svar'>[[post.reply]]</a>", id, page)
    } else {
        none()
    };
    let agree = Support { support: comment.support, supported };
    let young = can_edit(comment.created, App::get().now());
    html!(
        "<div class=acts>{}{}<details class=more id='{}-mere'>\
         <summary><span>[[post.more]]</span></summary><div class=more__list>\
         <span class=more__own>{}</span>\
         <a class=more__act data-act=link href='{}'>[[post.link]]</a></div></details></div>",
        support_button(&format!("{id}-enig"), "act support", t("support.comment"), agree),
        reply,
        id,
        own_acts(comment.mine.unwrap_or_default(), young),
        page
    )
}

/// The part of "Mere" that depends on whose the post is.
pub fn own_acts(mine: bool, young: bool) -> Html {
    let entry = |act: &str, name: &str| {
        html!("<button type=button class=more__act data-act={}>{}</button>", act, name)
    };
    match (mine, young) {
        (false, _) => entry("anmeld", t("post.report")),
        (true, false) => entry("traek", t("post.withdraw")),
        (true, true) => {
            html!("{}{}", entry("ret", t("post.change")), entry("traek", t("post.withdraw")))
        }
    }
}

/// "Enig 23", or "Støt forslaget 31".
pub fn support_button(id: &str, class: &str, name: &str, state: Support) -> Html {
    html!(
        "<button type=button class='{}' id='{}' data-act=enig data-n={} aria-pressed={}>\
         <span>{}</span> <span class=n>{}</span></button>",
        class,
        id,
        state.support.to_string(),
        if state.supported { "true" } else { "false" },
        name,
        if state.support == 0 { String::new() } else { number(state.support) }
    )
}

/// What a post says, and who says it; or why it cannot be read.
pub fn said(ctx: &Ctx, comment: &Comment, alone: bool) -> Html {
    let words = comment.body.as_deref().map_or_else(none, |words| body(words, alone));
    if !comment.state.is_readable() || comment.body.is_none() {
        // One's own post that waits can be read by its author.
        return html!("{}{}", why(comment), words);
    }
    let edited = comment.edited.is_some();
    let author = comment.author.as_ref();
    let author = author.map_or_else(none, |author| {
        author_line(author, comment.created, edited, Some(&page_of(ctx, &comment.id)))
    });
    let answers = comment.answers.as_ref().map_or_else(none, |name| {
        html!("<p class=post__answers><span>[[post.answers]]</span> <bdi>{}</bdi></p>", *name)
    });
    let private = if comment.visibility == Visibility::Municipality {
        html!("<p class=marker>[[post.private]]</p>")
    } else {
        none()
    };
    let struck = if comment.state == PostState::Redacted { why(comment) } else { none() };
    let mark = comment.mark.and_then(|mark| t_of("mark", mark.word()));
    let mark = mark.map_or_else(none, |mark| html!("<p><span class=badge>{}</span></p>", mark));
    html!("{}{}{}{}{}{}{}", author, mark, answers, quote(ctx, comment), private, struck, words)
}

/// The words that a comment is about, with the way to them. Beside their paragraph only those are
/// told that somebody chose; an earlier wording stands nowhere that one could go to.
fn quote(ctx: &Ctx, comment: &Comment) -> Html {
    let Some(anchor) = &comment.anchor else { return none() };
    let chosen = anchor.quote.as_ref().filter(|_| anchor.is_selected());
    let is_gone = anchor.found == Some(Found::Earlier);
    let words = match chosen {
        Some(words) => Some(words.clone()),
        None if ctx.at_paragraph => return none(),
        None if is_gone => anchor.quote.clone(),
        None => ctx.words(&anchor.paragraph).or_else(|| anchor.quote.clone()),
    };
    let lang = if words.is_some() { theirs() } else { none() };
    let words = words.map_or_else(|| t("post.paragraph").to_owned(), |words| beginning(&words, 90));
    if is_gone {
        return html!(
            "<p class=quote><span class=hint>[[post.earlier]]</span> <span class=mark dir=auto>{}</span></p>",
            words
        );
    }
    if ctx.at_paragraph {
        return html!("<p class=quote dir=auto><span class=mark>{}</span></p>", words);
    }
    let here = App::get().here();
    let href = here.to(ctx.place.route()).with(|look| {
        look.edition = here.look.edition;
        look.paragraph = Some(anchor.paragraph.clone());
    });
    html!(
        "<p class=quote dir=auto><a href='{}#{}'><span class=mark{}>{}</span></a></p>",
        href.href(),
        anchor.paragraph,
        lang,
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
        district.map_or_else(none, |district| html!("<bdi class=by__where>{}</bdi>", *district));
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
    let edited = match href.filter(|_| edited) {
        Some(href) => edited_link(href, t("post.edited")),
        None => none(),
    };
    html!(
        "<p class=by><bdi class=by__name>{}</bdi>{}{}{}{}</p>",
        author.name,
        district,
        badge,
        time,
        edited
    )
}

/// "redigeret": the way from a comment's own page to what it said before.
pub fn edited_link(page: &str, content: &str) -> Html {
    html!("<a class='when edited' href='{}?historik=ja'>{}</a>", page, content)
}

fn why(comment: &Comment) -> Html {
    marker(comment.state, comment.rule.as_deref().zip(comment.by_rule.as_ref()))
}

/// Why a post cannot be read, or not all of it: by which rule, by its id and its name.
pub fn marker(state: PostState, rule: Option<(&str, &RuleName)>) -> Html {
    let words = match (state, rule) {
        (PostState::Withdrawn, _) => html!("[[marker.withdrawn]]"),
        (PostState::Pending, _) => html!("[[marker.pending]]"),
        (PostState::Redacted, Some(rule)) => html!("[[marker.struck]] {}", named(rule)),
        (_, Some(rule)) => html!("[[marker.rule]] {}", named(rule)),
        (_, None) => html!("[[marker.hidden]]"),
    };
    html!("<p class=marker>{}</p>", words)
}

/// "· regel 3: Ingen nedsættende ord om grupper af mennesker". What a hearing asks stands in its language.
fn named((id, rule): (&str, &RuleName)) -> Html {
    html!(
        "· {} <bdi{}>{}</bdi>",
        t_with("marker.by", &[("n", &rule.number.to_string())]),
        if rule.own { theirs() } else { none() },
        rule_title(id, &rule.title)
    )
}

/// What a proposal is called; one that cannot be read has its number.
#[must_use]
pub fn proposal_name(proposal: &Proposal) -> String {
    let number = || t_with("proposal.number", &[("n", &proposal.number.to_string())]);
    proposal.title.clone().filter(|title| !title.is_empty()).unwrap_or_else(number)
}
