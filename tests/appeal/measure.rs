//! Appeals against pauses and holds: whoever is restricted is told, here and by mail, and asks another
//! moderator than the one who decided.

use tests::{App, Method, StatusCode, THREAD, Value, Visitor, json, problem, unfit};

const ME: &str = "/api/participants/me";
const APPEAL: &str = "/api/participants/me/appeal";
const WAITING: &str = "/api/desk/appeals";

fn why() -> Value {
    json!({ "rule": "tonen", "reason": "Tag en pause." })
}

fn says(text: &str) -> Value {
    json!({ "text": text })
}

async fn takes(by: &Visitor, act: &str, about: &Visitor, why: Value) {
    by.does(Method::POST, &format!("/api/desk/participants/{}/{act}", about.id), why).await;
}

async fn waiting(by: &Visitor) -> Vec<Value> {
    let page = by.read(WAITING).await;
    let counts = by.read("/api/desk/queue").await["counts"].clone();
    assert_eq!(page["total"], counts["measures"]);
    page["items"].as_array().unwrap().clone()
}

fn answer_to(appeal: &Value) -> String {
    format!("{WAITING}/{}/answer", appeal["id"].as_str().unwrap())
}

/// Mona, Lene, who decides about her, and Bodil, who is another moderator.
async fn people(app: &App) -> (Visitor, Visitor, Visitor) {
    app.store.add_staff("bodil@example.dk", "moderator");
    let bodil = app.signed_in("bodil@example.dk").await;
    (app.participant("Mona").await, app.moderator().await, bodil)
}

/// How far one of several answers came.
fn statuses(answers: Vec<(StatusCode, Value)>) -> Vec<u16> {
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.0.as_u16()).collect();
    statuses.sort_unstable();
    statuses
}

#[tokio::test]
async fn whoever_is_paused_asks_another_moderator_who_lifts_it() {
    let app = App::start().await;
    let (mona, lene, bodil) = people(&app).await;
    mona.says(THREAD, "Idioter!").await;
    let mut pause = why();
    pause["hours"] = json!(24);
    takes(&lene, "pause", &mona, pause).await;
    let created = mona.send(Method::POST, APPEAL, says("Det var en sjov bemærkning.")).await;
    assert_eq!(created.0, StatusCode::CREATED);
    let again = mona.send(Method::POST, APPEAL, says("Og en gang til.")).await;
    assert_eq!(again.0, StatusCode::OK);
    let restriction = mona.read(ME).await["restriction"].clone();
    assert_eq!(restriction["appeal"]["text"], "Det var en sjov bemærkning.");
    assert_eq!(restriction["appeal"]["granted"], Value::Null);
    assert!(waiting(&lene).await.is_empty());
    let appeal = waiting(&bodil).await.remove(0);
    let told = ["name", "measure", "by", "rule", "reason", "holds"].map(|field| &appeal[field]);
    let expected = ["Mona", "pause", "lene@example.dk", "tonen", "Tag en pause."].map(Value::from);
    assert_eq!(told[..5], expected.iter().collect::<Vec<_>>());
    assert_eq!(told[5], true);
    let grant = json!({ "granted": true, "reason": "Du har ret." });
    let own = lene.send(Method::POST, &answer_to(&appeal), grant.clone()).await;
    assert_eq!(own, problem(403, "forbidden"));
    bodil.does(Method::POST, &answer_to(&appeal), grant.clone()).await;
    assert!(waiting(&bodil).await.is_empty());
    let again = bodil.send(Method::POST, &answer_to(&appeal), grant).await;
    assert_eq!(again, problem(409, "state"));
    mona.says(THREAD, "Tak").await;
    // What came of it stands there for a while.
    let over = mona.read(ME).await["restriction"].clone();
    assert_eq!((&over["over"], &over["appeal"]["granted"]), (&json!(true), &json!(true)));
    assert_eq!(over["appeal"]["answer"], "Du har ret.");
    let entry = bodil.read("/api/desk/record").await["items"][0].clone();
    assert_eq!((&entry["kind"], &entry["by"]), (&json!("resume"), &json!("bodil@example.dk")));
    assert_eq!((&entry["subject"], &entry["consultation"]), (&json!(mona.id), &json!("park")));
    assert!(app.store.run(&["audit", "verify"]).success);
    let rules = app.page("/regler").await.text();
    assert!(rules.contains("klage"), "{rules}");
}

#[tokio::test]
async fn an_appeal_that_is_not_granted_is_answered_with_a_reason_and_the_hold_stands() {
    let app = App::start().await;
    let (mona, lene, bodil) = people(&app).await;
    takes(&lene, "hold", &mona, why()).await;
    mona.does(Method::POST, APPEAL, says("Hvorfor?")).await;
    let appeal = waiting(&bodil).await.remove(0);
    let answer = bodil.send(Method::POST, &answer_to(&appeal), json!({})).await;
    assert_eq!(answer, unfit(&[("reason", "missing")]));
    let long = json!({ "reason": "x".repeat(2_001) });
    let answer = bodil.send(Method::POST, &answer_to(&appeal), long).await;
    assert_eq!(answer, unfit(&[("reason", "too-long")]));
    bodil.does(Method::POST, &answer_to(&appeal), json!({ "reason": "Ordene går igen." })).await;
    assert_eq!(mona.says(THREAD, "Hej").await["state"], "pending");
    let restriction = mona.read(ME).await["restriction"].clone();
    assert_eq!(
        (&restriction["over"], &restriction["appeal"]["granted"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(restriction["appeal"]["answer"], "Ordene går igen.");
    // Why it was done is still what was said then.
    assert_eq!(restriction["reason"], "Tag en pause.");
    let entry = bodil.read("/api/desk/record").await["items"][0].clone();
    assert_eq!((&entry["kind"], &entry["subject"]), (&json!("uphold"), &json!(mona.id)));
    // Another hold is another decision.
    takes(&lene, "hold", &mona, why()).await;
    assert_eq!(mona.read(ME).await["restriction"]["appeal"], Value::Null);
    assert_eq!(mona.send(Method::POST, APPEAL, says("Igen?")).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn only_what_restricts_somebody_just_now_can_be_appealed() {
    let app = App::start().await;
    let (mona, lene, bodil) = people(&app).await;
    assert_eq!(mona.send(Method::POST, APPEAL, says("Nej")).await, problem(409, "state"));
    assert_eq!(app.send(Method::POST, APPEAL, says("Nej")).await, problem(401, "unauthorized"));
    takes(&lene, "pause", &mona, why()).await;
    for (text, flaw) in [(" ".to_owned(), "missing"), ("x".repeat(2_001), "too-long")] {
        let answer = mona.send(Method::POST, APPEAL, says(&text)).await;
        assert_eq!(answer, unfit(&[("text", flaw)]));
    }
    takes(&lene, "resume", &mona, json!({})).await;
    assert_eq!(mona.send(Method::POST, APPEAL, says("Nej")).await, problem(409, "state"));
    let nobody = format!("{WAITING}/018f0000000070008000000000000000/answer");
    let answer = bodil.send(Method::POST, &nobody, json!({ "granted": true })).await;
    assert_eq!(answer, problem(404, "not-found"));
    assert!(waiting(&bodil).await.is_empty());
}

#[tokio::test]
async fn a_pause_that_is_lifted_by_itself_or_by_whoever_decided_leaves_no_appeal_unanswered() {
    let app = App::start().await;
    let (mona, lene, bodil) = people(&app).await;
    takes(&lene, "pause", &mona, why()).await;
    mona.does(Method::POST, APPEAL, says("Nej")).await;
    takes(&lene, "resume", &mona, json!({ "reason": "Undskyld." })).await;
    assert!(waiting(&bodil).await.is_empty());
    let over = mona.read(ME).await["restriction"].clone();
    assert_eq!((&over["over"], &over["appeal"]["granted"]), (&json!(true), &json!(true)));
    // A month later nobody has to read of it any more.
    let old = "update record set at = at - 2700000000 where kind = 'resume'";
    let of = if app.store.database.url.starts_with("postgres") { " on record" } else { "" };
    app.store.database.execute(&format!("drop trigger record_never_changes{of}"), None).await;
    app.store.database.execute(old, None).await;
    assert_eq!(mona.read(ME).await["restriction"], Value::Null);
    // One that ends by the clock is still answered.
    takes(&lene, "pause", &mona, why()).await;
    mona.does(Method::POST, APPEAL, says("Nej igen")).await;
    let ended = "update participant set paused_until = 1 where id = $1";
    app.store.database.execute(ended, Some(&mona.id)).await;
    let appeal = waiting(&bodil).await.remove(0);
    assert_eq!(appeal["holds"], false);
    assert_eq!(mona.read(ME).await["restriction"]["over"], true);
    bodil.does(Method::POST, &answer_to(&appeal), json!({ "reason": "Det var rigtigt." })).await;
    assert_eq!(mona.read(ME).await["restriction"]["appeal"]["granted"], false);
}

#[tokio::test]
async fn who_is_right_about_an_earlier_pause_is_told_so_and_a_newer_one_stands() {
    let app = App::start().await;
    let (mona, lene, bodil) = people(&app).await;
    takes(&lene, "pause", &mona, why()).await;
    mona.does(Method::POST, APPEAL, says("Det første")).await;
    let ended = "update participant set paused_until = 1 where id = $1";
    app.store.database.execute(ended, Some(&mona.id)).await;
    takes(&lene, "pause", &mona, json!({ "rule": "emnet", "reason": "Igen." })).await;
    let appeal = waiting(&bodil).await.remove(0);
    assert_eq!((&appeal["holds"], &appeal["rule"]), (&json!(false), &json!("tonen")));
    let grant = json!({ "granted": true, "reason": "Den første var forkert." });
    bodil.does(Method::POST, &answer_to(&appeal), grant).await;
    let restriction = mona.read(ME).await["restriction"].clone();
    assert_eq!((&restriction["over"], &restriction["until_lifted"]), (&json!(false), &json!(true)));
    assert_eq!((&restriction["rule"], &restriction["appeal"]), (&json!("emnet"), &Value::Null));
    let entry = bodil.read("/api/desk/record").await["items"][0].clone();
    assert_eq!((&entry["kind"], &entry["subject"]), (&json!("grant"), &json!(mona.id)));
    assert_eq!(entry["reason"], "Den første var forkert.");
    // Nor by lifting what is over by then.
    takes(&lene, "resume", &mona, json!({})).await;
    takes(&lene, "pause", &mona, why()).await;
    mona.does(Method::POST, APPEAL, says("Før den slutter")).await;
    app.store.database.execute(ended, Some(&mona.id)).await;
    takes(&lene, "resume", &mona, json!({})).await;
    let appeal = waiting(&bodil).await.remove(0);
    assert_eq!(appeal["appeal"]["text"], "Før den slutter");
    bodil.does(Method::POST, &answer_to(&appeal), json!({ "reason": "Den var rigtig." })).await;
    // An appeal against the first is not answered by lifting the second.
    takes(&lene, "hold", &mona, why()).await;
    takes(&lene, "resume", &mona, json!({})).await;
    mona.does(Method::POST, APPEAL, says("Første gang")).await;
    takes(&bodil, "hold", &mona, why()).await;
    takes(&lene, "release", &mona, json!({})).await;
    assert_eq!(waiting(&bodil).await[0]["appeal"]["text"], "Første gang");
    assert!(app.store.run(&["audit", "verify"]).success);
}

#[tokio::test]
async fn an_appeal_is_told_at_the_desk_as_it_comes_and_goes() {
    let app = App::start().await;
    let (mona, lene, bodil) = people(&app).await;
    mona.says(THREAD, "Idioter!").await;
    takes(&lene, "pause", &mona, why()).await;
    let mut live = bodil.listen("/api/desk/live").await;
    assert_eq!(live.next().await.unwrap()["measures"], 0);
    mona.does(Method::POST, APPEAL, says("Nej")).await;
    assert_eq!(live.next().await.unwrap()["measures"], 1);
    let answer = json!({ "reason": "Jo." });
    let appeal = waiting(&bodil).await.remove(0);
    bodil.does(Method::POST, &answer_to(&appeal), answer).await;
    assert_eq!(live.next().await.unwrap()["measures"], 0);
}

#[tokio::test]
async fn of_sixteen_who_answer_an_appeal_at_once_one_does() {
    let app = App::start().await;
    let (mona, lene, bodil) = people(&app).await;
    takes(&lene, "pause", &mona, why()).await;
    mona.does(Method::POST, APPEAL, says("Nej")).await;
    let appeal = waiting(&bodil).await.remove(0);
    let answering = (0..16).map(|number| {
        let (bodil, path) = (bodil.clone(), answer_to(&appeal));
        let answer = json!({ "granted": number % 2 == 0, "reason": "Set på." });
        async move { bodil.send(Method::POST, &path, answer).await }
    });
    let statuses = statuses(tests::together(answering).await);
    assert_eq!((statuses[0], &statuses[1..]), (204, &[409; 15][..]));
    let record = bodil.read("/api/desk/record.json").await;
    let about = record.as_array().unwrap().iter().filter(|entry| entry["subject"] == mona.id);
    let kinds: Vec<_> = about.map(|entry| entry["kind"].as_str().unwrap()).collect();
    assert!(matches!(kinds[..], ["pause", "resume" | "uphold"]), "{kinds:?}");
}

#[tokio::test]
async fn whoever_has_a_confirmed_address_is_written_to_about_every_step() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://park.dk")]).await;
    let (mona, lene, bodil) = people(&app).await;
    let ali = app.participant("Ali").await;
    mona.does(Method::PATCH, ME, json!({ "email": "mona@example.dk" })).await;
    let secret = app.mails(1).await[0].secret();
    app.stranger()
        .does(Method::POST, "/api/participants/confirm", json!({ "secret": secret }))
        .await;
    // Ali gave no address.
    takes(&lene, "pause", &ali, why()).await;
    let mut pause = why();
    pause["hours"] = json!(24);
    takes(&lene, "pause", &mona, pause).await;
    let mail = app.mails(2).await[1].clone();
    assert_eq!(mail.header("To"), "mona@example.dk");
    assert_eq!(mail.header("Subject"), "Du er sat på pause");
    for part in ["regel 2", "Tag en pause.", "klage under Mine indlæg: https://park.dk/mine"] {
        assert!(mail.body.contains(part), "{part}\n{}", mail.body);
    }
    mona.does(Method::POST, APPEAL, says("Nej")).await;
    let appeal = waiting(&bodil).await.remove(0);
    bodil.does(Method::POST, &answer_to(&appeal), json!({ "reason": "Jo." })).await;
    let mail = app.mails(3).await[2].clone();
    assert_eq!(mail.header("Subject"), "Svar på din klage");
    assert!(mail.body.contains("står ved magt") && mail.body.contains("Jo."), "{}", mail.body);
    takes(&bodil, "resume", &mona, json!({})).await;
    assert_eq!(app.mails(4).await[3].header("Subject"), "Du kan skrive igen");
    // What changes nothing is no news.
    takes(&bodil, "resume", &mona, json!({})).await;
    takes(&bodil, "release", &mona, json!({})).await;
    takes(&bodil, "hold", &mona, why()).await;
    let last = app.mails(5).await;
    assert_eq!(last.len(), 5);
    assert_eq!(last[4].header("Subject"), "En moderator læser dine indlæg først");
}

#[tokio::test]
async fn what_is_said_in_an_appeal_is_read_by_its_author_and_staff_alone() {
    let app = App::start().await;
    let (mona, lene, bodil) = people(&app).await;
    mona.says(THREAD, "Hej").await;
    takes(&lene, "pause", &mona, json!({ "rule": "tonen", "reason": "zqxj" })).await;
    mona.does(Method::POST, APPEAL, says("zqxj")).await;
    let eva = app.participant("Eva").await;
    for page in ["/park/indsats-1", "/park", "/mine", "/regler", THREAD, "/api/page?address=/mine"]
    {
        for reader in [&app.stranger(), &eva] {
            let text = reader.ask(Method::GET, page, None).await.text();
            assert!(!text.contains("zqxj"), "{page}");
        }
    }
    let own = mona.ask(Method::GET, "/api/participants/me/data", None).await.text();
    assert!(own.matches("zqxj").count() >= 2, "{own}");
    assert_eq!(waiting(&bodil).await[0]["appeal"]["text"], "zqxj");
    // Who is forgotten waits for nothing.
    mona.does(Method::DELETE, ME, Value::Null).await;
    assert!(waiting(&bodil).await.is_empty());
}
