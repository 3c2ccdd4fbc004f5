//! Mails to authors about decisions on their posts.

use tests::{App, Method, PROPOSALS, THREAD, json};

use super::{HEADERS, gives, reachable, soon};

#[tokio::test]
async fn an_author_is_told_what_was_done_by_which_rule_why_and_how_to_appeal() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://park.dk")]).await;
    let ali = app.participant("Ali").await;
    gives(&ali, "ali@example.dk").await;
    let mona = reachable(&app, "Mona", "mona@example.dk", 2).await;
    let lene = app.moderator().await;
    let post = mona.says(THREAD, "Idioter!").await;
    // Ali's address is not confirmed, and the other one has none: neither hears anything.
    let nobody = app.participant("Nobody").await;
    for who in [&ali, &nobody] {
        lene.hides(&who.says(THREAD, "Tåber!").await).await;
    }
    let why = json!({ "rule": "tonen", "reason": "Tal pænt.\r\n\r\nBcc: x@example.dk 🌳" });
    let hide = format!("/api/desk/comments/{}/hide", post["id"].as_str().unwrap());
    lene.does(Method::POST, &hide, why).await;
    lene.restores(&post).await;
    let approve = format!("/api/desk/comments/{}/approve", post["id"].as_str().unwrap());
    lene.does(Method::POST, &approve, json!({})).await;
    let lake = json!({ "kind": "idea", "title": "Sø", "body": "Grav." });
    let lake = mona.post(PROPOSALS, lake).await;
    let hide = format!("/api/desk/proposals/{}/hide", lake["id"].as_str().unwrap());
    lene.does(Method::POST, &hide, json!({ "rule": "emnet", "reason": "Om noget andet." })).await;
    soon(&app).await;
    let mails = app.mails(5).await.split_off(2);
    for mail in &mails {
        assert_eq!((mail.names(), mail.header("To")), (HEADERS.to_vec(), "mona@example.dk".into()));
        for words in ["Idioter", "Sø", "lene@"] {
            assert!(!mail.body.contains(words), "{}", mail.body);
        }
    }
    let subjects: Vec<String> = mails.iter().map(|mail| mail.header("Subject")).collect();
    let expected = ["Dit indlæg er skjult", "Dit indlæg er vist igen", "Dit indlæg er skjult"];
    assert_eq!(subjects, expected);
    for part in [
        "i høringen “En park for alle”.",
        "Det gælder regel 2: Tal ordentligt om og til andre.",
        "Moderatorens begrundelse:\nTal pænt.\n\nBcc: x@example.dk 🌳\n",
        "Du kan klage under Mine indlæg: https://park.dk/mine\n",
    ] {
        assert!(mails[0].body.contains(part), "{part}\n{}", mails[0].body);
    }
    assert!(!mails[1].body.contains("klage"), "{}", mails[1].body);
}

#[tokio::test]
async fn a_decision_that_is_undone_at_once_is_no_mail_and_later_its_author_is_told() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let mona = reachable(&app, "Mona", "mona@example.dk", 1).await;
    let post = mona.says(THREAD, "Idioter!").await;
    let desk = |act: &str| format!("/api/desk/comments/{}/{act}", post["id"].as_str().unwrap());
    lene.hides(&post).await;
    lene.does(Method::POST, &desk("undo"), json!({})).await;
    let of_decisions = "delete from mail where decision is not null";
    assert_eq!(app.store.database.execute(of_decisions, None).await, 0);
    lene.hides(&post).await;
    soon(&app).await;
    assert_eq!(app.mails(2).await[1].header("Subject"), "Dit indlæg er skjult");
    lene.does(Method::POST, &desk("undo"), json!({})).await;
    let undone = app.mails(3).await[2].clone();
    assert_eq!(undone.header("Subject"), "En afgørelse om dit indlæg er taget tilbage");
    assert!(
        undone.body.contains("“En park for alle” tilbage. Indlægget står nu, som"),
        "{}",
        undone.body
    );
    // What nobody was told of is no news when it is undone.
    lene.does(Method::POST, &desk("approve"), json!({})).await;
    lene.does(Method::POST, &desk("undo"), json!({})).await;
    let next = app.participant("Next").await;
    gives(&next, "next@example.dk").await;
    assert_eq!(app.mails(4).await[3].header("To"), "next@example.dk");
}
