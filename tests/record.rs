//! The record: what staff did stands in it once, in order, and a change shows.

use std::collections::HashMap;

use tests::{App, Ended, Method, StatusCode, Store, THREAD, Value, Visitor, json, together};

const RECORD: &str = "/api/desk/record";

fn verify(store: &Store) -> Ended {
    store.run(&["audit", "verify"])
}

/// What was done, oldest first.
async fn kinds(lene: &Visitor) -> Vec<String> {
    let record = lene.read(&format!("{RECORD}?limit=100")).await;
    let items = record["items"].as_array().unwrap().iter().rev();
    items.map(|entry| entry["kind"].as_str().unwrap().to_owned()).collect()
}

/// Takes away what keeps the record from being changed, as somebody could who holds the database.
async fn unguard(app: &App) {
    let of = if app.store.database.url.starts_with("postgres") { " on record" } else { "" };
    for name in ["record_never_changes", "record_never_ends"] {
        let sql = format!("drop trigger if exists {name}{of}");
        app.store.database.execute(&sql, None).await;
    }
}

#[tokio::test]
async fn every_act_stands_in_the_record_in_its_order() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    let report = json!({ "reason": "tonen" });
    app.participant("Ali")
        .await
        .post(&format!("/api/comments/{}/reports", post["id"].as_str().unwrap()), report)
        .await;
    lene.hides(&post).await;
    lene.restores(&post).await;
    assert_eq!(
        kinds(&lene).await,
        ["import", "hearing-publish", "staff-add", "sign-in", "hide", "restore"]
    );
    let record = lene.read(RECORD).await;
    assert_eq!((&record["total"], &record["next"]), (&json!(6), &Value::Null));
    let hidden = &record["items"][1];
    assert_eq!(hidden["number"], 5);
    assert_eq!(hidden["by"], "lene@example.dk");
    assert_eq!(hidden["subject"], post["id"]);
    assert_eq!((&hidden["rule"], &hidden["consultation"]), (&json!("tonen"), &json!("park")));
    assert!(hidden["waited"].as_i64().is_some_and(|waited| waited >= 0), "{hidden}");
    assert_eq!(record["items"][0]["waited"], Value::Null);
    assert_eq!(
        (&record["items"][3]["by"], &record["items"][3]["detail"]),
        (&json!("operator"), &json!("moderator"))
    );
    let ended = verify(&app.store);
    let seal = record["items"][0]["hash"].as_str().unwrap();
    assert_eq!(
        ended.last_line(),
        format!("The record is whole: 6 entries, the newest sealed {seal}")
    );
}

#[tokio::test]
async fn the_record_is_read_in_pages() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let mona = app.participant("Mona").await;
    for _ in 0..3 {
        let post = mona.says(THREAD, "Idioter!").await;
        lene.hides(&post).await;
    }
    let mut numbers = Vec::new();
    let mut next = Some(String::new());
    while let Some(after) = next {
        let page = lene.read(&format!("{RECORD}?limit=2{after}")).await;
        numbers.extend(
            page["items"].as_array().unwrap().iter().map(|one| one["number"].as_i64().unwrap()),
        );
        next = page["next"].as_str().map(|after| format!("&after={after}"));
    }
    assert_eq!(numbers, [7, 6, 5, 4, 3, 2, 1]);
    let (status, _) = lene.get(&format!("{RECORD}?after=x")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn nothing_in_it_can_be_changed_or_taken_out() {
    let app = App::start().await;
    app.moderator().await;
    let database = &app.store.database;
    for sql in [
        "update record set reason = 'x'",
        "delete from record",
        "delete from record where number = 2",
    ] {
        let refused = database.try_execute(sql, None).await.unwrap_err();
        assert!(refused.to_string().contains("the record is never changed"), "{sql}: {refused}");
    }
    assert!(verify(&app.store).success);
}

#[tokio::test]
async fn a_change_behind_our_back_is_found_and_named() {
    for (change, broken) in [
        ("update record set reason = 'Tal pænt!' where number = 3", 3),
        ("update record set at = at + 1 where number = 1", 1),
        ("update record set staff = null where number = 4", 4),
        ("update record set rule = reason, reason = rule where number = 5", 5),
        (
            "update record set chain_hash = (select chain_hash from record where number = 1) where number = 4",
            4,
        ),
        ("update record set chain_hash = substr(chain_hash, 1, 0) where number = 2", 2),
        ("delete from record where number = 2", 2),
    ] {
        let app = App::start().await;
        let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
        let post = mona.says(THREAD, "Idioter!").await;
        lene.hides(&post).await;
        lene.restores(&post).await;
        unguard(&app).await;
        assert!(app.store.database.execute(change, None).await == 1, "{change}");
        let ended = verify(&app.store);
        assert!(!ended.success, "{change}");
        assert!(
            ended.stderr.contains(&format!("entry {broken} is not what was written")),
            "{change}: {}",
            ended.stderr
        );
    }
}

/// An act that was carried out: who did it, on which post, and what.
type Did = (String, String, String);

/// One of sixteen hides, takes back and restores the same posts, beginning somewhere among them.
async fn moderates(by: Visitor, email: String, posts: Vec<String>, begins: usize) -> Vec<Did> {
    let mut done = Vec::new();
    for at in 0..posts.len() {
        let post = &posts[(begins + at) % posts.len()];
        let back = if begins.is_multiple_of(2) { ["undo", "restore"] } else { ["restore", "undo"] };
        for what in ["hide"].into_iter().chain(back) {
            let path = format!("/api/desk/comments/{post}/{what}");
            let why = json!({ "rule": "tonen", "reason": "Tal pænt." });
            match by.send(Method::POST, &path, why).await {
                (StatusCode::OK, _) => done.push((email.clone(), post.clone(), what.to_owned())),
                // Somebody else was quicker.
                (StatusCode::CONFLICT, _) => {}
                (status, answer) => panic!("{path}: {status} {answer}"),
            }
        }
    }
    done
}

/// The state that each post has by the record, where every act fits what stood there before it.
fn by_the_record(record: &[Value]) -> HashMap<String, &'static str> {
    let mut states: HashMap<String, &str> = HashMap::new();
    // The last decision on a post: its number, whose it is, and how the post stood before it.
    let mut last: HashMap<String, (String, Value, &str)> = HashMap::new();
    for entry in record {
        let Some(post) = entry["subject"].as_str().map(str::to_owned) else { continue };
        let before = states.get(&post).copied().unwrap_or("visible");
        let after = match entry["kind"].as_str().unwrap() {
            "hide" => "hidden",
            "restore" => "visible",
            "undo" => {
                let (number, by, stood) = last.remove(&post).unwrap();
                assert_eq!((&entry["detail"], &entry["by"]), (&json!(number), &by), "{entry}");
                stood
            }
            _ => continue,
        };
        if entry["kind"] != "undo" {
            assert_ne!(before, after, "{entry}");
            last.insert(post.clone(), (entry["number"].to_string(), entry["by"].clone(), before));
        }
        states.insert(post, after);
    }
    states
}

#[tokio::test]
async fn sixteen_moderators_at_once_leave_every_act_once_and_the_last_one_holds() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let mona = app.participant("Mona").await;
    let mut posts = Vec::new();
    for number in 0..100 {
        let post = mona.says(THREAD, &format!("Nr. {number}")).await;
        posts.push(post["id"].as_str().unwrap().to_owned());
    }
    let mut staff = Vec::new();
    for number in 0..16 {
        let email = format!("m{number}@example.dk");
        app.store.add_staff(&email, "moderator");
        staff.push((app.signed_in(&email).await, email));
    }
    // Four begin at about the same post, so that they meet, and fours apart, so that some get through.
    let acts = staff.iter().enumerate().map(|(number, (by, email))| {
        moderates(by.clone(), email.clone(), posts.clone(), number / 4 * 25 + number % 2)
    });
    let mut done: Vec<Did> = together(acts).await.into_iter().flatten().collect();
    assert!(done.iter().filter(|did| did.2 == "undo").count() > 100, "{}", done.len());
    let lene = &staff[0].0;
    let record = lene.read("/api/desk/record.json").await;
    let record = record.as_array().unwrap();
    let text = |entry: &Value, field: &str| entry[field].as_str().unwrap_or_default().to_owned();
    let acts = record.iter().filter(|entry| posts.contains(&text(entry, "subject")));
    let mut noted: Vec<Did> = acts
        .map(|entry| (text(entry, "by"), text(entry, "subject"), text(entry, "kind")))
        .collect();
    done.sort();
    noted.sort();
    assert_eq!(noted, done);
    let states = by_the_record(record);
    for post in &posts {
        let path = format!("/api/comments/{post}");
        assert_eq!(app.read(&path).await["state"], states[post], "{post}");
    }
    let visible = states.values().filter(|state| **state == "visible").count();
    let hidden = lene.read("/api/desk/queue?view=hidden").await["total"].clone();
    assert_eq!(app.read("/api/consultations/park").await["counts"]["comments"], visible);
    assert_eq!(hidden, posts.len() - visible);
    let item = lene.read(&format!("/api/desk/comments/{}", posts[0])).await;
    assert_eq!(item["author_hidden"], posts.len() - visible);
    assert!(verify(&app.store).success);
}

#[tokio::test]
async fn the_whole_record_can_be_taken_home_as_a_table_and_as_json() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    let path = format!("/api/desk/comments/{}/hide", post["id"].as_str().unwrap());
    let why = json!({ "rule": "tonen", "reason": "=HYPERLINK(\"x\";\"y\")" });
    lene.does(Method::POST, &path, why).await;
    let answer = lene.ask(Method::GET, "/api/desk/record.csv", None).await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"journal.csv\"");
    let text = answer.text();
    let lines: Vec<&str> = text.strip_prefix('\u{feff}').unwrap().split("\r\n").collect();
    assert_eq!(lines.len(), 7, "{text}");
    assert_eq!(
        lines[0],
        "number;at;by;kind;consultation;subject;rule;reason;detail;waited_ms;hash"
    );
    assert!(
        lines[5].contains(";hide;park;")
            && lines[5].contains(";\"'=HYPERLINK(\"\"x\"\";\"\"y\"\")\";"),
        "{text}"
    );
    let json = lene.read("/api/desk/record.json").await;
    let mut newest_first = lene.read(RECORD).await["items"].as_array().unwrap().clone();
    newest_first.reverse();
    assert_eq!(json, Value::Array(newest_first));
}

#[tokio::test]
async fn a_restored_store_brings_its_record_along_and_goes_on_with_it() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    lene.hides(&post).await;
    let file = app.store.file("backup.db");
    let file = file.to_str().unwrap();
    assert!(app.store.run(&["backup", file]).success);
    let before = verify(&app.store).last_line().to_owned();
    let target = Store::in_a_file();
    assert!(target.run(&["restore", file]).success);
    assert_eq!(verify(&target).last_line(), before);
    target.add_staff("per@example.dk", "admin");
    assert!(verify(&target).last_line().starts_with("The record is whole: 6 entries"));
}
