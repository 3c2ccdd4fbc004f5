//! Reports: a reader says that a post breaks the rules.

use tests::{
    App, Method, PROPOSALS, StatusCode, THREAD, Value, client_key, json, problem, together, unfit,
};

async fn comment(app: &App) -> (Value, String) {
    let post = app.participant("Eva").await.says(THREAD, "Idioter!").await;
    let reports = format!("/api/comments/{}/reports", post["id"].as_str().unwrap());
    (post, reports)
}

/// How the rule is named.
fn tone() -> Value {
    json!({ "number": 2, "title": "Tal ordentligt om og til andre" })
}

fn report(reason: &str) -> Value {
    json!({ "reason": reason, "text": "Grimt sprog", "client_key": client_key() })
}

#[tokio::test]
async fn a_reader_reports_a_post_once_whatever_she_says_the_second_time() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let (post, reports) = comment(&app).await;
    let first = mona.send(Method::POST, &reports, report("tonen")).await;
    assert_eq!(first, (StatusCode::CREATED, Value::Null));
    let second = mona.send(Method::POST, &reports, report("reklame")).await;
    assert_eq!(second, (StatusCode::OK, Value::Null));
    let id = post["id"].as_str().unwrap();
    let item = lene.read(&format!("/api/desk/comments/{id}")).await;
    assert_eq!(item["reports"], json!([{ "reason": "tonen", "by_rule": tone(), "count": 1 }]));
    assert_eq!(item["report_texts"], json!(["Grimt sprog"]));
}

#[tokio::test]
async fn the_desk_sees_for_what_how_often_a_post_was_reported() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let (_, reports) = comment(&app).await;
    for (number, reason) in ["tonen", "andet", "tonen", "hetz"].into_iter().enumerate() {
        let reader = app.participant(&format!("Nr. {number}")).await;
        reader.does(Method::POST, &reports, report(reason)).await;
    }
    let queue = lene.read("/api/desk/queue").await;
    let expected = json!([
        { "reason": "tonen", "by_rule": tone(), "count": 2 }, { "reason": "andet", "count": 1 },
        { "reason": "hetz", "count": 1, "by_rule": {
            "number": 3, "title": "Ingen nedsættende ord om grupper af mennesker",
        } },
    ]);
    assert_eq!(queue["items"][0]["reports"], expected);
}

#[tokio::test]
async fn sixteen_reports_at_once_are_sixteen_and_sixteen_of_one_person_are_one() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let (post, reports) = comment(&app).await;
    let mut people = vec![mona; 16];
    for number in 0..16 {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    let reporting = people.into_iter().map(|person| {
        let reports = reports.clone();
        async move { person.send(Method::POST, &reports, report("tonen")).await.0.as_u16() }
    });
    let statuses = together(reporting).await;
    let new = statuses.iter().filter(|status| **status == 201).count();
    let known = statuses.iter().filter(|status| **status == 200).count();
    assert_eq!((new, known), (17, 15));
    let id = post["id"].as_str().unwrap();
    let item = lene.read(&format!("/api/desk/comments/{id}")).await;
    assert_eq!(item["reports"], json!([{ "reason": "tonen", "by_rule": tone(), "count": 17 }]));
}

#[tokio::test]
async fn a_report_needs_a_reason_that_there_is() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let (_, reports) = comment(&app).await;
    let cases: [(Value, &[(&str, &str)]); 4] = [
        (json!({}), &[("reason", "missing"), ("client_key", "missing")]),
        (report("kedeligt"), &[("reason", "unknown")]),
        (
            json!({ "reason": "tonen", "text": "x".repeat(1_001), "client_key": client_key() }),
            &[("text", "too-long")],
        ),
        (json!({ "reason": "tonen", "client_key": "kort" }), &[("client_key", "too-short")]),
    ];
    for (sent, fields) in cases {
        assert_eq!(mona.send(Method::POST, &reports, sent).await, unfit(fields));
    }
}

#[tokio::test]
async fn a_proposal_can_be_reported_too() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let ad = json!({ "kind": "idea", "title": "Køb min sæbe", "body": "Nu!" });
    let ad = app.participant("Eva").await.post(PROPOSALS, ad).await;
    let reports = format!("/api/proposals/{}/reports", ad["id"].as_str().unwrap());
    let answer = mona.send(Method::POST, &reports, report("reklame")).await;
    assert_eq!(answer, (StatusCode::CREATED, Value::Null));
    let queue = lene.read("/api/desk/queue?view=reported").await;
    assert_eq!((&queue["total"], &queue["items"][0]["proposal"]["id"]), (&json!(1), &ad["id"]));
}

#[tokio::test]
async fn a_hidden_post_cannot_be_reported_and_an_old_report_stays_what_it_was() {
    let app = App::start().await;
    let (mona, ali, lene) =
        (app.participant("Mona").await, app.participant("Ali").await, app.moderator().await);
    let (post, reports) = comment(&app).await;
    mona.does(Method::POST, &reports, report("tonen")).await;
    lene.hides(&post).await;
    let late = ali.send(Method::POST, &reports, report("tonen")).await;
    assert_eq!(late, problem(409, "state"));
    let again = mona.send(Method::POST, &reports, report("tonen")).await;
    assert_eq!(again, (StatusCode::OK, Value::Null));
}

#[tokio::test]
async fn what_its_author_took_back_waits_for_nobody_and_whoever_reported_it_hears_that() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let author = app.participant("Eva").await;
    let post = author.says(THREAD, "Køb min sæbe").await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    mona.does(Method::POST, &format!("{path}/reports"), report("reklame")).await;
    assert_eq!(lene.read("/api/desk/queue").await["counts"]["reported"], 1);
    author.withdraws(&post).await;
    let queue = lene.read("/api/desk/queue?view=reported").await;
    assert_eq!((&queue["total"], &queue["counts"]["reported"]), (&json!(0), &json!(0)));
    let mine = mona.read("/api/participants/me/reports").await["items"][0].clone();
    assert_eq!((&mine["outcome"], &mine["decided"]), (&json!("withdrawn"), &Value::Null));
}

#[tokio::test]
async fn what_nobody_can_see_cannot_be_reported() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, app.participant("Eva").await);
    let private = json!({ "body": "Fortroligt", "visibility": "municipality" });
    let private = eva.post(THREAD, private).await;
    let nobody = "018f0000000070008000000000000000";
    for id in [private["id"].as_str().unwrap(), nobody, "x"] {
        for kind in ["comments", "proposals"] {
            let reports = format!("/api/{kind}/{id}/reports");
            let answer = mona.send(Method::POST, &reports, report("tonen")).await;
            assert_eq!(answer, problem(404, "not-found"), "{reports}");
        }
    }
}
