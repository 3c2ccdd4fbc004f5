use model::{Moment, ProposalKind};

use super::*;
use crate::facts::Facts;
use crate::route::Address;

/// What is drawn on one's own page.
fn drawn(draw: impl FnOnce() -> Html) -> String {
    Owner::new().with(|| {
        App::begin(Address::parse("/mine", ""), Facts::default(), Moment(0));
        draw().into_string()
    })
}

fn whereabouts() -> Whereabouts {
    Whereabouts {
        consultation: "park".to_owned(),
        hearing: "En park for alle".to_owned(),
        label: Some("Indsats 1".to_owned()),
        title: Some("Flere <træer>".to_owned()),
        number: None,
        gone: false,
    }
}

fn said(state: PostState, visibility: Visibility) -> Own<Comment> {
    let post = Comment {
        id: "7".to_owned(),
        section: Some("indsats-1".to_owned()),
        proposal: None,
        news: None,
        parent: None,
        root: None,
        answers: None,
        author: None,
        body: Some("Flere <bøge>".to_owned()),
        state,
        visibility,
        rule: None,
        by_rule: None,
        hidden_because: None,
        anchor: None,
        created: Moment(1_796_300_000_000),
        edited: Some(Moment(1_796_300_060_000)),
        support: 3,
        replies: 0,
        mark: None,
        first_replies: Vec::new(),
        mine: Some(true),
        supported: None,
    };
    Own { post, place: whereabouts(), appeal: None, office: Vec::new() }
}

const PAGE: &str = "href='/park/kommentar/7'";
const WITHDRAW: &str = "data-act=traek";

#[test]
fn a_card_leads_to_where_a_comment_stands_and_to_its_own_page() {
    let card = drawn(|| comment(&said(PostState::Visible, Visibility::Public)));
    for part in [
        "<a href='/park/indsats-1'>Indsats 1: Flere &lt;træer&gt;</a>",
        "En park for alle",
        "Flere &lt;bøge&gt;",
        "href='/park/kommentar/7?historik=ja'>redigeret",
        PAGE,
        WITHDRAW,
    ] {
        assert!(card.contains(part), "{part}: {card}");
    }
    assert!(!card.contains("class=marker"), "{card}");
}

#[test]
fn what_nobody_else_can_see_has_no_page_to_lead_to() {
    for (state, visibility, words, withdraw) in [
        (PostState::Visible, Visibility::Municipality, "Kun kommunen kan læse", true),
        (PostState::Pending, Visibility::Public, "Venter på at blive læst", true),
        (PostState::Withdrawn, Visibility::Public, "Trukket tilbage", false),
        (PostState::Hidden, Visibility::Municipality, "Skjult af moderator", false),
    ] {
        let card = drawn(|| comment(&said(state, visibility)));
        assert!(card.contains(words) && !card.contains("/park/kommentar/7"), "{card}");
        assert!(card.contains("<span>redigeret"), "{card}");
        assert_eq!(card.contains(WITHDRAW), withdraw, "{card}");
    }
}

#[test]
fn a_hidden_comment_tells_rule_and_reason_and_leads_to_its_marker() {
    let mut own = said(PostState::Hidden, Visibility::Public);
    own.post.rule = Some("regel-7".to_owned());
    own.post.by_rule =
        Some(model::RuleName { number: 7, title: "Skriv <kort>".to_owned(), own: true });
    own.post.hidden_because = Some("Tal pænt.".to_owned());
    let card = drawn(|| comment(&own));
    assert!(card.contains("regel 7: <bdi>Skriv &lt;kort&gt;</bdi>"), "{card}");
    assert!(card.contains("Tal pænt.") && card.contains(PAGE));
    assert!(!card.contains(WITHDRAW) && !card.contains("historik"), "{card}");
}

#[test]
fn what_stands_on_a_hidden_proposal_or_on_the_whole_still_has_a_place() {
    let mut own = said(PostState::Visible, Visibility::Public);
    (own.post.section, own.post.proposal) = (None, Some("f7".to_owned()));
    (own.place.label, own.place.title, own.place.number) = (None, None, Some(7));
    let card = drawn(|| comment(&own));
    assert!(card.contains("<a href='/park/forslag/f7'>Forslag nr. 7</a>"), "{card}");
    (own.post.proposal, own.place.number) = (None, None);
    let card = drawn(|| comment(&own));
    assert!(card.contains("<a href='/park'>En park for alle</a>"), "{card}");
}

#[test]
fn a_proposal_that_is_gone_leads_nowhere() {
    let post = Proposal {
        id: "f7".to_owned(),
        number: 7,
        consultation: "park".to_owned(),
        kind: ProposalKind::Idea,
        section: None,
        title: Some("En sø".to_owned()),
        body: None,
        original: None,
        replacement: None,
        reason: None,
        organisation: None,
        contact: None,
        author: None,
        state: PostState::Visible,
        rule: None,
        by_rule: None,
        hidden_because: None,
        created: Moment(0),
        edited: None,
        support: 0,
        comments: 0,
        mine: Some(true),
        supported: None,
    };
    let mut own = Own { post, place: whereabouts(), appeal: None, office: Vec::new() };
    let card = drawn(|| proposal(&own));
    assert!(card.contains("<a href='/park/forslag/f7'>") && card.contains(WITHDRAW), "{card}");
    own.post.state = PostState::Withdrawn;
    let card = drawn(|| proposal(&own));
    assert!(card.contains("En sø") && !card.contains("/park/forslag/f7"), "{card}");
}
