//! Upgrades: the store of an earlier release, with something of everything in it, opened by this one.
//! What stood there is read as before, the record is whole, the counts agree, and people write on.

use std::collections::BTreeMap;

use tests::{
    App, GENERAL, Method, PARK, PASSWORD, StatusCode, Store, THREAD, Value, Visitor, client_key,
    json, problem, unfit,
};

mod old;

use old::id;

const GENERAL_OF_PORT: &str = "/api/consultations/havn/comments";

/// Whoever had this token before.
fn writer(app: &App, number: u32, token: &str) -> Visitor {
    app.holder_of(&id(number), token)
}

fn comment(number: u32) -> String {
    format!("/api/comments/{}", id(number))
}

fn at_the_desk(number: u32, what: &str) -> String {
    format!("/api/desk/comments/{}{what}", id(number))
}

/// All of a list, by page.
async fn all(reader: &Visitor, path: &str) -> Vec<Value> {
    let (mut items, mut next) = (Vec::new(), String::new());
    loop {
        let page = reader.read(&format!("{path}?limit=4{next}")).await;
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(after) => next = format!("&after={after}"),
            None => return items,
        }
    }
}

fn states(items: &[Value]) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    items.iter().map(|item| (text(&item["id"]), text(&item["state"]))).collect()
}

fn audited(store: &Store) -> String {
    let ended = store.run(&["audit", "verify"]);
    assert!(ended.success, "{}{}", ended.stdout, ended.stderr);
    ended.stdout
}

/// What strangers read of what stood there since the first release.
async fn is_read_in_public(app: &App) {
    let stranger = app.stranger();
    let park = app.read("/api/consultations/park").await;
    assert_eq!((&park["title"], &park["phase"]), (&json!("En park for alle"), &json!("open")));
    let rules = park["rules"].as_array().unwrap().iter().take(6).map(|rule| rule["id"].clone());
    let standard = ["emnet", "tonen", "hetz", "privat", "reklame", "ulovligt"].map(Value::from);
    assert_eq!(rules.collect::<Vec<_>>(), standard);
    let port = app.read("/api/consultations/havn").await;
    assert_eq!((&port["phase"], port["rules"].as_array().unwrap().len()), (&json!("closed"), 6));
    let listed = app.read("/api/consultations").await["items"].as_array().unwrap().len();
    assert_eq!((listed, app.get("/api/consultations/kladde").await.0), (2, StatusCode::NOT_FOUND));

    let shown = states(&all(&stranger, THREAD).await);
    let expected = [(101, "visible"), (103, "hidden"), (106, "withdrawn")];
    assert_eq!(shown, expected.map(|(number, state)| (id(number), state.to_owned())).into());
    let first = app.read(&comment(101)).await;
    assert_eq!(first["body"], "Flere bøge langs stien");
    assert_eq!(
        (&first["anchor"]["paragraph"], &first["anchor"]["quote"]),
        (&json!("p-1"), &json!("hundrede træer"))
    );
    assert_eq!((&first["author"]["name"], &first["support"]), (&json!("Mona"), &json!(2)));
    assert_eq!(app.read(&format!("{THREAD}?paragraph=p-1")).await["total"], 2);
    let hidden = app.read(&comment(103)).await;
    assert_eq!((&hidden["state"], &hidden["rule"]), (&json!("hidden"), &json!("tonen")));
    assert_eq!((&hidden["body"], &hidden["author"]["name"]), (&Value::Null, &Value::Null));
    let answer = app.read(&comment(110)).await;
    assert_eq!(
        (&answer["author"]["staff"], &answer["body"]),
        (&json!(true), &json!("Til foråret"))
    );
    let history = app.read(&format!("{}/history", comment(118))).await.to_string();
    assert!(history.contains("Mere lys nu"), "{history}");
    assert_eq!(app.get(&comment(108)).await.0, StatusCode::NOT_FOUND);
    let proposals = states(&all(&stranger, "/api/consultations/park/proposals").await);
    assert_eq!(proposals, [(id(201), "visible".into()), (id(202), "hidden".into())].into());
    let news = app.read("/api/consultations/park/news").await;
    assert!(news.to_string().contains("Kom til møde") && news.to_string().contains("På torsdag."));
    for page in
        ["/park", "/park/indsats-1", "/park/forslag", "/park/nyt", "/park.atom", "/havn/kajen"]
    {
        let seen = app.page(page).await;
        assert_eq!(seen.status, StatusCode::OK, "{page}");
        assert!(!seen.text().contains("hemmelig"), "{page}: {}", seen.text());
    }
    let exported = app.page("/api/consultations/park/export.json").await.text();
    assert!(exported.contains("Flere bøge langs stien") && !exported.contains("hemmelig"));
    app.finds("/api/consultations/park/search?q=b%C3%B8ge+langs", 1).await;
    app.finds("/api/consultations/park/search?q=hemmeligt", 0).await;
}

/// What its author and staff read of it.
async fn is_read_by_those_concerned(app: &App) {
    let ali = writer(app, 22, "ali");
    let own = all(&ali, "/api/participants/me/comments").await;
    let mine = own.iter().find(|post| post["id"] == json!(id(103))).unwrap();
    assert_eq!((&mine["body"], &mine["rule"]), (&json!("Idioter, hemmeligt"), &json!("tonen")));
    assert_eq!(mine["hidden_because"], "Tal pænt.");
    // Signed in before the upgrade, and still.
    let cookie = "__Host-blanddig=lenescookie";
    let lene = app.stranger().with("cookie", cookie).with("x-blanddig", "1");
    assert_eq!(lene.read("/api/desk/session").await["email"], "lene@example.dk");
    let item = lene.read(&at_the_desk(103, "")).await;
    assert_eq!(item["comment"]["body"], "Idioter, hemmeligt");
    let decision = &item["decisions"][0];
    let told = ["kind", "rule", "reason", "by"].map(|field| decision[field].clone());
    assert_eq!(told, ["hide", "tonen", "Tal pænt.", "lene@example.dk"].map(Value::from));
    assert_eq!(decision["by_rule"]["number"], 2);
    let item = lene.read(&at_the_desk(112, "")).await;
    let kinds: Vec<_> =
        item["decisions"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["hide", "restore"]);
    let reported = lene.read("/api/desk/queue?view=reported").await;
    assert_eq!(reported["items"][0]["comment"]["id"], json!(id(117)));
    assert_eq!(reported["items"][0]["report_texts"], json!(["Det er om os, hemmeligt"]));
    let asked = all_of_view(&lene, "asked").await;
    assert!(
        asked.contains(&id(111)) && !asked.contains(&id(109)) && !asked.contains(&id(113)),
        "{asked:?}"
    );
}

/// The comments in a view of the queue.
async fn all_of_view(lene: &Visitor, view: &str) -> Vec<String> {
    let queue = lene.read(&format!("/api/desk/queue?view={view}&limit=100")).await;
    let items = queue["items"].as_array().unwrap();
    assert_eq!(queue["total"], items.len(), "{view}");
    items.iter().filter_map(|item| Some(item["comment"]["id"].as_str()?.to_owned())).collect()
}

/// Counts anew what is counted as it is written.
async fn counts_agree(app: &App) {
    let stranger = app.stranger();
    for (c, threads) in [("park", vec![THREAD, GENERAL]), ("havn", vec![GENERAL_OF_PORT])] {
        let hearing = app.read(&format!("/api/consultations/{c}")).await;
        let everything = app.read(&format!("/api/consultations/{c}/export.json")).await;
        let public = |are_comments: bool| {
            let posts = everything.as_array().unwrap().iter();
            let read =
                posts.filter(|post| post["text"].is_string() || post["replacement"].is_string());
            read.filter(|post| (post["post"] == "comment") == are_comments).count()
        };
        assert_eq!(hearing["counts"]["comments"], public(true), "{c}");
        assert_eq!(hearing["counts"]["proposals"], public(false), "{c}");
        for thread in threads {
            let tops = all(&stranger, thread).await;
            assert_eq!(app.read(thread).await["total"], tops.len(), "{thread}");
            for top in tops {
                let path = format!("/api/comments/{}/replies", top["id"].as_str().unwrap());
                assert_eq!(top["replies"], all(&stranger, &path).await.len(), "{path}");
            }
        }
    }
}

/// People and staff go on where they were.
async fn is_written_on(app: &App) {
    let (mona, ali) = (writer(app, 21, "mona"), writer(app, 22, "ali"));
    let eva = app.participant("Eva").await;
    let before = app.read("/api/consultations/park").await["counts"]["comments"].as_i64().unwrap();
    eva.answers(THREAD, &json!({ "id": id(101) }), "Gerne").await;
    mona.post(THREAD, json!({ "body": "Også her", "anchor": { "paragraph": "p-1" } })).await;
    let same = json!({ "body": "x", "client_key": "key-00101" });
    let (status, again) = mona.send(Method::POST, THREAD, same).await;
    assert_eq!((status, &again["id"]), (StatusCode::OK, &json!(id(101))));
    eva.agrees(&json!({ "id": id(101) })).await;
    assert_eq!(app.read(&comment(101)).await["support"], 3);
    let shown = app.read("/api/consultations/park").await["counts"]["comments"].as_i64().unwrap();
    assert_eq!(shown, before + 2);
    let closed = json!({ "body": "For sent", "client_key": client_key() });
    let refused = mona.send(Method::POST, GENERAL_OF_PORT, closed).await.1;
    assert_eq!(refused["code"], "closed");

    let ada = app.signed_in("ada@example.dk").await;
    let appeal = json!({ "text": "Det var en spøg" });
    ali.does(Method::POST, &format!("{}/appeal", comment(103)), appeal).await;
    assert!(all_of_view(&ada, "appealed").await.contains(&id(103)));
    ada.restores(&json!({ "id": id(103) })).await;
    assert_eq!(app.read(&comment(103)).await["body"], "Idioter, hemmeligt");
    let lene = app.signed_in("lene@example.dk").await;
    lene.hides(&json!({ "id": id(117) })).await;
    assert!(all_of_view(&lene, "reported").await.is_empty());
    let reports = mona.read("/api/participants/me/reports").await;
    let outcomes = reports["items"].as_array().unwrap().iter().map(|report| &report["outcome"]);
    assert_eq!(outcomes.collect::<Vec<_>>(), ["hidden", "hidden"], "the one of before, too");
    let invited = json!({ "invitation": "invitation", "password": PASSWORD });
    app.stranger().does(Method::PUT, "/api/desk/session", invited.clone()).await;
    let twice = app.send(Method::PUT, "/api/desk/session", invited).await;
    assert_eq!(twice, unfit(&[("invitation", "unknown")]));
    app.signed_in("ny@example.dk").await;

    // A moderator had approved a post of Mona's, and none of Eva's.
    let ebbe = app.signed_in("ebbe@example.dk").await;
    let newcomers = json!({ "mode": "newcomers" });
    ebbe.does(Method::PUT, "/api/desk/consultations/park/moderation", newcomers).await;
    assert_eq!(mona.says(GENERAL, "Jeg er kendt").await["state"], "visible");
    assert_eq!(eva.says(GENERAL, "Jeg er ikke").await["state"], "pending");
}

/// A store that had no newer migration than this one, opened.
async fn upgraded(newest: i64) -> App {
    let store = old::store(newest).await;
    let said = audited(&store);
    let whole = format!("whole: {} entries", old::entries(newest));
    assert!(said.contains(&whole), "{said}");
    let app = store.serve();
    is_read_in_public(&app).await;
    is_read_by_those_concerned(&app).await;
    counts_agree(&app).await;
    app
}

#[tokio::test]
async fn the_first_release_is_upgraded_with_all_that_stood_there() {
    let app = upgraded(1).await;
    goes_on(&app).await;
}

#[tokio::test]
async fn a_store_with_decisions_appeals_and_pauses_is_upgraded() {
    let app = upgraded(14).await;
    is_moderated_as_before(&app).await;
    goes_on(&app).await;
}

#[tokio::test]
async fn the_store_of_the_release_before_is_upgraded() {
    let app = upgraded(old::last_but_one()).await;
    is_moderated_as_before(&app).await;
    is_administered_as_before(&app).await;
    goes_on(&app).await;
}

/// What stood there by migration 14.
async fn is_moderated_as_before(app: &App) {
    let lene = app.signed_in("lene@example.dk").await;
    let ada = app.signed_in("ada@example.dk").await;
    let held = all_of_view(&lene, "held").await;
    assert!(held.contains(&id(121)) && held.contains(&id(122)), "{held:?}");
    let struck = app.read(&comment(123)).await;
    assert_eq!((&struck["state"], &struck["rule"]), (&json!("redacted"), &json!("privat")));
    assert_eq!(struck["body"], "Bo er [fjernet af moderator].");
    let item = lene.read(&at_the_desk(123, "")).await;
    assert_eq!(item["original"], json!(["Bo er min hemmelige nabo."]));
    assert_eq!(all_of_view(&ada, "appealed").await, [id(124)]);
    assert!(all_of_view(&lene, "appealed").await.is_empty(), "not by whoever decided");
    let item = lene.read(&at_the_desk(125, "")).await;
    assert_eq!(
        (&item["appeal"]["granted"], &item["appeal"]["answer"]),
        (&json!(false), &json!("Det er set igen."))
    );
    let otto = writer(app, 25, "otto");
    let restriction = otto.read("/api/participants/me").await["restriction"].clone();
    assert_eq!(
        (&restriction["reason"], &restriction["rule"]),
        (&json!("Tag en pause."), &json!("tonen"))
    );
    let paused =
        otto.send(Method::POST, GENERAL, json!({ "body": "Hej", "client_key": client_key() }));
    assert_eq!(paused.await, problem(409, "paused"));
    assert_eq!(writer(app, 26, "rie").says(GENERAL, "Hej").await["state"], "pending");
    writer(app, 21, "monasphone").read("/api/participants/me").await;
    assert!(app.page("/privatliv").await.text().contains("Vi gemmer næsten intet."));
    let moderation = lene.read("/api/desk/consultations/park/moderation").await.to_string();
    assert!(moderation.contains("indsats-2"), "{moderation}");
    assert_eq!(lene.read("/api/desk/notices").await, json!({ "wants_mail": true }));
    ada.does(Method::POST, &at_the_desk(122, "/approve"), json!({})).await;
    ada.does(Method::POST, &at_the_desk(123, "/restore"), json!({})).await;
    assert_eq!(app.read(&comment(123)).await["body"], "Bo er min hemmelige nabo.");
}

/// What stood there by migration 23.
async fn is_administered_as_before(app: &App) {
    let ebbe = app.signed_in("ebbe@example.dk").await;
    let rules = app.read("/api/consultations/park").await["rules"].clone();
    let own = rules.as_array().unwrap().last().unwrap();
    assert_eq!((&own["number"], &own["title"]), (&json!(7), &json!("Hold din hund i snor")));
    let cases = ebbe.read("/api/desk/erasures").await;
    assert_eq!((&cases["total"], &cases["items"][0]["case"]["id"]), (&json!(1), &json!(id(701))));
    assert_eq!(app.read(&comment(114)).await["author"]["name"], "Deltager");
    let pinned = app.read(THREAD).await["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(pinned["first_replies"][0]["body"], "Vi planter bøge");
    assert_eq!(pinned["first_replies"][0]["author"]["name"], "Park og Natur");
    assert_eq!(app.get(&comment(132)).await.0, StatusCode::NOT_FOUND);
    let own = all(&writer(app, 21, "mona"), "/api/participants/me/comments").await;
    let asked = own.iter().find(|post| post["id"] == json!(id(108))).unwrap();
    assert_eq!(asked["office"][0]["body"], "Kom forbi, hemmeligt");
    let news = app.read(&format!("/api/news/{}", id(303))).await;
    assert_eq!(
        (&news["picture"]["id"], &news["picture"]["alt"]),
        (&json!(id(801)), &json!("En sti"))
    );
    assert_eq!(app.page(&format!("/api/pictures/{}", id(801))).await.status, StatusCode::OK);
    assert_eq!(app.get(&format!("/api/news/{}", id(304))).await.0, StatusCode::NOT_FOUND);
    let bodil = app.signed_in("ada@example.dk").await;
    let waiting = bodil.read("/api/desk/appeals").await["items"][0].clone();
    assert_eq!((&waiting["name"], &waiting["rule"]), (&json!("Otto"), &json!("tonen")));
    let granted = json!({ "granted": true, "reason": "Ja" });
    bodil.does(Method::POST, &format!("/api/desk/appeals/{}/answer", id(901)), granted).await;
    writer(app, 25, "otto").says(GENERAL, "Tak").await;
    assert_eq!(app.read(&comment(109)).await["support"], 1);
    ebbe.does(Method::POST, &at_the_desk(109, "/approve"), json!({})).await;
    assert_eq!(app.read(&comment(109)).await["support"], 2);
    let hearing = ebbe.read("/api/desk/hearings/park").await;
    assert_eq!((&hearing["logo"], &hearing["accent"]), (&Value::Null, &json!("#005a8c")));
    let logo = json!({ "picture": id(802), "alt": "Parken", "turns": hearing["turns"] });
    ebbe.does(Method::PUT, "/api/desk/hearings/park/logo", logo).await;
    assert!(app.page("/park").await.text().contains("alt='Parken'"));
}

/// What comes after everything was looked at.
async fn goes_on(app: &App) {
    is_written_on(app).await;
    counts_agree(app).await;
    audited(&app.store);
    let line = app.store.import("park", PARK, &[]);
    assert!(line.starts_with("matched "), "{line}");
    assert_eq!(app.read("/api/consultations/park").await["version"], 3);
    let file = app.store.file("backup");
    let file = file.to_string_lossy().into_owned();
    let ended = app.store.run(&["backup", &file]);
    assert!(ended.success, "{}", ended.stderr);
    let copy = Store::new().await;
    let ended = copy.run(&["restore", &file]);
    assert!(ended.success, "{}", ended.stderr);
    assert_eq!(audited(&copy), audited(&app.store));
}
