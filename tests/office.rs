//! The office: what the administration answers in the threads, what it pins, and which questions wait.

mod proposal;

use tests::{
    App, Method, PROPOSALS, StatusCode, THREAD, Value, Visitor, client_key, json, problem, unfit,
};

const QUESTIONS: &str = "/api/desk/queue?view=asked";

fn id(post: &Value) -> &str {
    post["id"].as_str().unwrap()
}

fn desk(post: &Value, what: &str) -> String {
    format!("/api/desk/comments/{}{what}", id(post))
}

fn public(post: &Value, what: &str) -> String {
    format!("/api/comments/{}{what}", id(post))
}

/// An editor, who answers in the hearing's name.
async fn editor(app: &App) -> Visitor {
    app.store.add_staff("eva@example.dk", "editor");
    app.signed_in("eva@example.dk").await
}

async fn answers(eva: &Visitor, post: &Value, more: Value) -> Value {
    let mut new = json!({ "body": "Det gør vi til foråret.", "client_key": client_key() });
    for (name, value) in more.as_object().unwrap() {
        new[name] = value.clone();
    }
    eva.does(Method::POST, &desk(post, "/replies"), new).await
}

async fn questions(eva: &Visitor) -> Vec<Value> {
    let queue = eva.read(QUESTIONS).await;
    assert_eq!(queue["total"], queue["counts"]["asked"]);
    let items = queue["items"].as_array().unwrap();
    items.iter().map(|item| item["comment"]["id"].clone()).collect()
}

#[tokio::test]
async fn an_answer_stands_in_the_thread_under_the_hearings_sender() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let post = mona.says(THREAD, "Hvornår åbner søen?").await;
    let answer = answers(&eva, &post, json!({})).await;
    let shown = app.read(&public(&answer, "")).await;
    assert_eq!(shown["author"]["staff"], true);
    assert_eq!(shown["author"]["name"], "Kommunen");
    assert_eq!(shown["parent"], post["id"]);
    assert_eq!(app.read(THREAD).await["items"][0]["first_replies"][0]["id"], answer["id"]);
    let sender = "update consultation set sender = 'Park og Natur' where slug = 'park'";
    app.store.database.execute(sender, None).await;
    let shown = app.read(&public(&answer, "")).await;
    assert_eq!(shown["author"]["name"], "Park og Natur");
    let item = eva.read(&desk(&post, "")).await;
    assert_eq!(item["sender"], "Park og Natur");
    assert_eq!(item["office"][0]["id"], answer["id"]);
    // Whoever answers the office is told whom they answer.
    let mona_again = mona.answers(THREAD, &answer, "Tak.").await;
    assert_eq!(app.read(&public(&mona_again, "")).await["answers"], "Park og Natur");
    // No door tells the name of who of the office wrote it.
    app.finds("/api/consultations/park/search?q=for%C3%A5r", 1).await;
    let hits = app.read("/api/consultations/park/search?q=for%C3%A5r").await;
    assert_eq!(hits["items"][0]["title"], "Park og Natur");
    let last = eva.read("/api/desk/record").await["items"][0].clone();
    assert_eq!((&last["kind"], &last["by"]), (&json!("reply"), &json!("eva@example.dk")));
    assert_eq!(last["subject"], answer["id"]);
}

#[tokio::test]
async fn a_proposal_is_answered_in_its_thread() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let lake = mona.post(PROPOSALS, json!({ "kind": "idea", "title": "Sø", "body": "!" })).await;
    let path = format!("/api/desk/proposals/{}/replies", id(&lake));
    let answer = eva.post(&path, json!({ "body": "God idé." })).await;
    let thread = app.read(&format!("/api/proposals/{}/comments", id(&lake))).await;
    assert_eq!(thread["items"][0]["id"], answer["id"]);
    let item = eva.read(&format!("/api/desk/proposals/{}", id(&lake))).await;
    assert_eq!(item["office"][0]["id"], answer["id"]);
}

#[tokio::test]
async fn an_answer_that_is_sent_twice_is_one_answer() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let post = mona.says(THREAD, "Hvornår?").await;
    let key = json!({ "client_key": "den-samme-igen" });
    let first = answers(&eva, &post, key.clone()).await;
    let again = answers(&eva, &post, key).await;
    assert_eq!(first["id"], again["id"]);
    assert_eq!(app.read(THREAD).await["items"][0]["replies"], 1);
    assert_eq!(eva.read("/api/desk/record").await["items"][1]["kind"], "sign-in");
}

#[tokio::test]
async fn questions_wait_until_they_are_answered() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let when = mona.says(THREAD, "Hvornår åbner søen?").await;
    let who = mona.says(THREAD, "Hvem betaler?").await;
    mona.says(THREAD, "Mere skygge, se https://kk.dk/?id=1").await;
    // One citizen asks another one.
    mona.answers(THREAD, &who, "Hvorfor spørger du?").await;
    assert_eq!(questions(&eva).await, [who["id"].clone(), when["id"].clone()]);
    let answer = answers(&eva, &when, json!({ "answered": true })).await;
    assert_eq!(questions(&eva).await, [who["id"].clone()]);
    assert_eq!(app.read(&public(&when, "")).await["mark"], "answered");
    // A question to the office's answer waits, too.
    let more = mona.answers(THREAD, &answer, "Hvilken dag?").await;
    assert_eq!(questions(&eva).await, [more["id"].clone(), who["id"].clone()]);
    // The last answer is taken back: it waits again.
    eva.does(Method::DELETE, &desk(&answer, ""), Value::Null).await;
    assert_eq!(app.read(&public(&when, "")).await["mark"], Value::Null);
    assert_eq!(questions(&eva).await.len(), 3);
    // What is hidden asks nobody.
    eva.hides(&who).await;
    assert_eq!(questions(&eva).await, [more["id"].clone(), when["id"].clone()]);
}

#[tokio::test]
async fn an_editor_says_what_is_a_question() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let plain = mona.says(THREAD, "Jeg vil gerne vide, hvem der betaler.").await;
    let loud = mona.says(THREAD, "Er det ikke dejligt?!").await;
    let says = |post: &Value, state: &str| {
        let (eva, path) = (eva.clone(), desk(post, "/question"));
        let state = json!({ "state": state });
        async move { eva.does(Method::PUT, &path, state).await }
    };
    assert_eq!(says(&plain, "open").await["question"], "open");
    assert_eq!(says(&loud, "not").await["question"], "not");
    assert_eq!(questions(&eva).await, [plain["id"].clone()]);
    // Nobody but the editor makes a question of it again.
    mona.does(Method::PATCH, &public(&loud, ""), json!({ "body": "Er det da ikke?" })).await;
    assert_eq!(questions(&eva).await, [plain["id"].clone()]);
    let number = eva.read("/api/desk/record").await["total"].clone();
    says(&plain, "open").await;
    assert_eq!(eva.read("/api/desk/record").await["total"], number, "nothing has changed");
    let loud = eva.send(Method::PUT, &desk(&plain, "/question"), json!({ "state": "?" })).await;
    assert_eq!(loud, unfit(&[("state", "unknown")]));
}

#[tokio::test]
async fn a_comment_that_is_changed_to_a_question_waits() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let post = mona.says(THREAD, "Søen åbner.").await;
    assert!(questions(&eva).await.is_empty());
    mona.does(Method::PATCH, &public(&post, ""), json!({ "body": "Åbner søen?" })).await;
    assert_eq!(questions(&eva).await, [post["id"].clone()]);
}

#[tokio::test]
async fn what_the_office_alone_can_read_is_answered_for_its_author_alone() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let other = app.participant("Otto").await;
    let private = json!({ "body": "Må jeg få min sag at se?", "visibility": "municipality" });
    let post = mona.post(THREAD, private).await;
    assert_eq!(questions(&eva).await, [post["id"].clone()]);
    let sent = json!({ "body": "Kom forbi rådhuset.", "answered": true, "pinned": true });
    let answer = answers(&eva, &post, sent).await;
    assert_eq!(answer["visibility"], "municipality");
    assert!(questions(&eva).await.is_empty());
    assert_eq!(eva.read(&desk(&post, "")).await["office"][0]["id"], answer["id"]);
    let mine = |who: &Visitor| {
        let who = who.clone();
        async move { who.read("/api/participants/me/comments").await["items"][0]["office"].clone() }
    };
    assert_eq!(mine(&mona).await[0]["body"], "Kom forbi rådhuset.");
    assert_eq!(mine(&other).await, Value::Null);
    // No door leads anybody else to it, or to an answer of their own.
    for path in [public(&answer, ""), public(&answer, "/revisions"), public(&post, "/replies")] {
        assert_eq!(other.send(Method::GET, &path, Value::Null).await, problem(404, "not-found"));
    }
    assert_eq!(app.read(THREAD).await["total"], 0);
    app.finds("/api/consultations/park/search?q=r%C3%A5dhuset", 0).await;
    for who in [&mona, &other] {
        let new = json!({ "body": "Jeg også", "parent": post["id"], "client_key": client_key() });
        assert_eq!(who.send(Method::POST, THREAD, new).await, unfit(&[("parent", "unknown")]));
    }
    let pin = eva.send(Method::PUT, &desk(&answer, "/pin"), Value::Null).await;
    assert_eq!(pin, problem(409, "state"));
    // Hidden, nobody but staff reads it.
    eva.hides(&answer).await;
    assert_eq!(mine(&mona).await, Value::Null);
    eva.restores(&answer).await;
    assert_eq!(mine(&mona).await[0]["id"], answer["id"]);
    // Taken back, it is gone for its author too, and the question waits again.
    eva.does(Method::DELETE, &desk(&answer, ""), Value::Null).await;
    assert_eq!(mine(&mona).await, Value::Null);
    assert_eq!(questions(&eva).await, [post["id"].clone()]);
}

#[tokio::test]
async fn one_answer_is_pinned_and_stands_before_the_others_once() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let post = mona.says(THREAD, "Hvornår?").await;
    let mut replies = Vec::new();
    for number in 0..5 {
        replies.push(mona.answers(THREAD, &post, &number.to_string()).await);
    }
    let answer = answers(&eva, &post, json!({ "pinned": true })).await;
    let first = |thread: &Value| thread["items"][0]["first_replies"].clone();
    let shown = first(&app.read(THREAD).await);
    assert_eq!((&shown[0]["id"], &shown[0]["mark"]), (&answer["id"], &json!("pinned")));
    assert_eq!((&shown[1]["id"], shown.as_array().unwrap().len()), (&replies[0]["id"], 2));
    for limit in [1, 2, 4, 20] {
        let (mut read, mut next) = (Vec::new(), String::new());
        loop {
            let path = public(&post, &format!("/replies?limit={limit}{next}"));
            let page = app.read(&path).await;
            let items = page["items"].as_array().unwrap();
            assert!(items.len() <= limit, "{page}");
            read.extend(items.iter().map(|reply| reply["id"].clone()));
            let Some(after) = page["next"].as_str() else { break };
            next = format!("&after={after}");
        }
        let mut expected = vec![answer["id"].clone()];
        expected.extend(replies.iter().map(|reply| reply["id"].clone()));
        assert_eq!(read, expected, "{limit} at a time");
    }
    // A citizen's answer may say it best; there is one pinned answer only.
    eva.does(Method::PUT, &desk(&replies[3], "/pin"), Value::Null).await;
    let shown = first(&app.read(THREAD).await);
    assert_eq!(shown[0]["id"], replies[3]["id"]);
    assert_eq!(app.read(&public(&answer, "")).await["mark"], Value::Null);
    // What is hidden is pinned for nobody.
    eva.hides(&replies[3]).await;
    let shown = first(&app.read(THREAD).await);
    assert_eq!(shown[0]["id"], replies[0]["id"]);
    eva.restores(&replies[3]).await;
    eva.does(Method::DELETE, &desk(&replies[3], "/pin"), Value::Null).await;
    assert_eq!(first(&app.read(THREAD).await)[0]["id"], replies[0]["id"]);
    let top = eva.send(Method::PUT, &desk(&post, "/pin"), Value::Null).await;
    assert_eq!(top, problem(409, "state"));
}

#[tokio::test]
async fn what_the_office_changed_shows_its_history() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let post = mona.says(THREAD, "Hvornår?").await;
    let answer = answers(&eva, &post, json!({})).await;
    eva.does(Method::PATCH, &desk(&answer, ""), json!({ "body": "Til efteråret." })).await;
    let shown = app.read(&public(&answer, "")).await;
    assert_eq!(shown["body"], "Til efteråret.");
    assert!(shown["edited"].is_string());
    let history = app.read(&public(&answer, "/history")).await.to_string();
    assert!(history.contains("til foråret"), "{history}");
    // Not what somebody else wrote, and not nothing.
    let theirs = eva.send(Method::PATCH, &desk(&post, ""), json!({ "body": "x" })).await;
    assert_eq!(theirs, problem(403, "forbidden"));
    let empty = eva.send(Method::PATCH, &desk(&answer, ""), json!({ "body": " " })).await;
    assert_eq!(empty, unfit(&[("body", "missing")]));
    let gone = eva.send(Method::DELETE, &desk(&post, ""), Value::Null).await;
    assert_eq!(gone, problem(403, "forbidden"));
    // What a moderator has hidden leaves no trace less by being taken back.
    eva.hides(&answer).await;
    let gone = eva.send(Method::DELETE, &desk(&answer, ""), Value::Null).await;
    assert_eq!(gone, problem(409, "state"));
}

#[tokio::test]
async fn nobody_answers_what_was_hidden_or_taken_back() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let hidden = mona.says(THREAD, "Idioter?").await;
    eva.hides(&hidden).await;
    let private = json!({ "body": "Mit nummer?", "visibility": "municipality" });
    let private = mona.post(THREAD, private).await;
    mona.withdraws(&private).await;
    let new = || json!({ "body": "Ja.", "client_key": client_key() });
    for post in [&hidden, &private] {
        let answer = eva.send(Method::POST, &desk(post, "/replies"), new()).await;
        assert_eq!(answer, problem(409, "state"));
    }
    assert!(questions(&eva).await.is_empty());
    let nobody = "/api/desk/comments/018f0000000070008000000000000001/replies";
    assert_eq!(eva.send(Method::POST, nobody, new()).await, problem(404, "not-found"));
    let wrong = eva.send(Method::POST, &desk(&hidden, "/replies"), json!({ "body": "" })).await;
    assert_eq!(wrong, unfit(&[("body", "missing"), ("client_key", "missing")]));
}

#[tokio::test]
async fn a_moderator_reads_questions_and_does_not_answer_them() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Hvornår?").await;
    assert_eq!(questions(&lene).await, [post["id"].clone()]);
    let new = json!({ "body": "Nu.", "client_key": client_key() });
    let acts = [
        (Method::POST, "/replies", new),
        (Method::PUT, "/question", json!({ "state": "not" })),
        (Method::PUT, "/pin", Value::Null),
        (Method::DELETE, "", Value::Null),
    ];
    for (method, what, json) in acts {
        let answer = lene.send(method, &desk(&post, what), json).await;
        assert_eq!(answer.0, StatusCode::FORBIDDEN, "{what}");
    }
}
