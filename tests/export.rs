//! All posts of a hearing as files: the public part, and the part for staff.

use std::collections::BTreeMap;

use tests::{
    Answer, App, GENERAL, Method, PARK, PROPOSALS, StatusCode, Store, THREAD, Value, Visitor, json,
    problem, together,
};

mod told;

const PUBLIC: &str = "/api/consultations/park/export";
const STAFF: &str = "/api/desk/consultations/park/export";
/// Stands in every text that the public may not read.
const SECRET: &str = "zqxj";

type Row = BTreeMap<String, String>;

async fn fetch(by: &Visitor, path: &str) -> Answer {
    let answer = by.ask(Method::GET, path, None).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    answer
}

/// The lines of a table as a Danish spreadsheet reads them.
fn rows(text: &str) -> Vec<Row> {
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.expect("a line of as many cells as the first")).collect()
}

async fn table(by: &Visitor, of: &str) -> Vec<Row> {
    rows(&fetch(by, &format!("{of}.csv")).await.text())
}

async fn document(by: &Visitor, of: &str) -> Vec<Value> {
    by.read(&format!("{of}.json")).await.as_array().expect("an array").clone()
}

fn id(post: &Value) -> &str {
    post["id"].as_str().unwrap()
}

fn row<'a>(rows: &'a [Row], post: &Value) -> &'a Row {
    rows.iter().find(|row| row["id"] == id(post)).unwrap_or_else(|| panic!("no row of {post}"))
}

fn entry<'a>(entries: &'a [Value], post: &Value) -> &'a Value {
    entries.iter().find(|one| one["id"] == post["id"]).unwrap_or_else(|| panic!("no {post}"))
}

/// Mona, who lives in a district, and has a mail address that is nobody's business.
async fn mona(app: &App) -> Visitor {
    let mona = app.participant("Mona Ærø").await;
    let more = json!({ "district": "Nørrebro", "email": "mona@example.dk" });
    mona.does(Method::PATCH, "/api/participants/me", more).await;
    mona
}

#[tokio::test]
async fn a_comment_stands_in_its_row_with_its_place_and_who_wrote_it() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://hoering.example.dk/")]).await;
    let mona = mona(&app).await;
    let section = app.read("/api/consultations/park/sections/maal-1").await;
    let paragraph = section["html"].as_str().unwrap().split('"').nth(1).unwrap();
    let thread = "/api/consultations/park/sections/maal-1/comments";
    let anchor = json!({ "paragraph": paragraph, "quote": "Alle bænke" });
    let post = mona.post(thread, json!({ "body": "Også bordene?", "anchor": anchor })).await;
    let ali = app.participant("Ali").await;
    let answer = ali.answers(thread, &post, "Ja").await;
    ali.agrees(&post).await;
    app.store
        .database
        .execute("update comment set created = 1784736000000 where id = $1", Some(id(&post)))
        .await;

    let rows = table(&app.stranger(), PUBLIC).await;
    let row = row(&rows, &post);
    for (column, cell) in [
        ("address", format!("https://hoering.example.dk/park/kommentar/{}", id(&post)).as_str()),
        ("post", "comment"),
        ("parent", ""),
        ("section", "maal-1"),
        ("section_title", "Mål 1: Skygge om sommeren"),
        ("paragraph", paragraph),
        ("quote", "Alle bænke"),
        ("found", "exact"),
        ("text", "Også bordene?"),
        ("name", "Mona Ærø"),
        ("kind", "citizen"),
        ("district", "Nørrebro"),
        ("date", "2026-07-22 18:00"),
        ("state", "visible"),
        ("rule", ""),
        ("support", "1"),
    ] {
        assert_eq!(row[column], cell, "{column}");
    }
    let entries = document(&app.stranger(), PUBLIC).await;
    let told = entry(&entries, &post);
    assert_eq!(told["date"], "2026-07-22T16:00:00Z");
    assert_eq!((&told["text"], &told["support"]), (&json!("Også bordene?"), &json!(1)));
    assert_eq!(entry(&entries, &answer)["parent"], post["id"]);
}

#[tokio::test]
async fn a_proposal_stands_in_its_row_and_the_way_to_reach_somebody_in_that_of_staff() {
    let app = App::start().await;
    let (mona, lene) = (mona(&app).await, app.moderator().await);
    let wording = mona
        .post(
            PROPOSALS,
            json!({
                "kind": "wording", "section": "indsats-1", "original": "hundrede træer",
                "replacement": "tusind træer", "reason": "Det er for få.",
            }),
        )
        .await;
    let partner = mona
        .post(
            PROPOSALS,
            json!({
                "kind": "partnership", "title": "Vi vander", "body": "Hver dag.",
                "organisation": "Vandingslauget", "contact": "Ring til 12 34 56 78",
            }),
        )
        .await;
    let thread = format!("/api/proposals/{}/comments", id(&partner));
    let comment = mona.says(&thread, "Kom og vær med").await;
    let ali = app.participant("Ali").await;
    ali.post(&format!("/api/proposals/{}/reports", id(&wording)), json!({ "reason": "andet" }))
        .await;

    let rows = table(&app.stranger(), PUBLIC).await;
    let changed = row(&rows, &wording);
    for (column, cell) in [
        ("post", "wording"),
        ("number", "1"),
        ("section", "indsats-1"),
        ("original", "hundrede træer"),
        ("replacement", "tusind træer"),
        ("reason", "Det er for få."),
    ] {
        assert_eq!(changed[column], cell, "{column}");
    }
    assert_eq!(row(&rows, &partner)["organisation"], "Vandingslauget");
    assert_eq!(row(&rows, &comment)["proposal"], id(&partner));
    for ending in ["csv", "json"] {
        let text = fetch(&app.stranger(), &format!("{PUBLIC}.{ending}")).await.text();
        assert!(!text.contains("12 34 56 78") && !text.contains(&mona.id), "{text}");
    }
    let rows = table(&lene, STAFF).await;
    let inside = row(&rows, &partner);
    assert_eq!(inside["contact"], "Ring til 12 34 56 78");
    assert_eq!((&inside["participant"], &inside["reports"]), (&mona.id, &"0".to_owned()));
    assert_eq!(row(&rows, &wording)["reports"], "1");
    let entries = document(&lene, STAFF).await;
    assert_eq!(entry(&entries, &partner)["contact"], "Ring til 12 34 56 78");
    for ending in ["csv", "json"] {
        let all = fetch(&lene, &format!("{STAFF}.{ending}")).await.text();
        assert!(!all.contains("mona@example.dk"), "{all}");
    }
}

#[tokio::test]
async fn no_words_of_people_are_a_formula_or_break_a_line() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let attacker = app.participant("=cmd|' /C calc'!A0").await;
    let mut said = Vec::new();
    for body in [
        "=1+1",
        "+45 12 34 56 78",
        "-2",
        "@SUM(A1:A9)",
        "\"citat\"; og mere",
        "første\nanden;linje\n\n=tredje",
        "æøå ÆØÅ 🌳 \u{2067}שלום; =1\u{2069} مرحبا",
        "'=allerede",
    ] {
        said.push((attacker.says(THREAD, body).await, body.to_owned()));
    }
    // What comes in through no door of ours.
    for body in ["\t=1", "\r=1", "\n=1", " =1", "\u{feff}=1"] {
        let post = attacker.says(THREAD, "x").await;
        let sql = format!("update comment set body = '{body}' where id = $1");
        app.store.database.execute(&sql, Some(id(&post))).await;
        said.push((post, body.to_owned()));
    }
    let text = fetch(&app.stranger(), &format!("{PUBLIC}.csv")).await.text();
    let (rows, entries) = (rows(&text), document(&app.stranger(), PUBLIC).await);
    assert_eq!((rows.len(), entries.len()), (said.len(), said.len()));
    for (post, body) in &said {
        let cell = &row(&rows, post)["text"];
        assert!(cell == body || *cell == format!("'{body}"), "{cell:?} for {body:?}");
        assert_eq!(entry(&entries, post)["text"], *body);
    }
    for cell in rows.iter().flat_map(BTreeMap::values) {
        let begins = cell.trim_start_matches([' ', '\u{feff}']).chars().next();
        assert!(!begins.is_some_and(|c| "=+-@\t\r\n".contains(c)), "{cell:?}");
    }
    assert_eq!(row(&rows, &said[0].0)["name"], "'=cmd|' /C calc'!A0");
}

/// One post of each fate, every word of it secret; answers with the posts by what became of them.
async fn fates(app: &App, lene: &Visitor) -> Vec<(&'static str, Value)> {
    let author = app.participant(&format!("Navn {SECRET}")).await;
    let ali = app.participant("Ali").await;
    let says = |fate: &str| json!({ "body": format!("{fate} {SECRET}") });
    let mut posts = Vec::new();
    for fate in ["hidden", "pending", "withdrawn", "answered", "municipality"] {
        let mut sent = says(fate);
        sent["anchor"] = json!({ "paragraph": "p-1", "quote": format!("citat {SECRET}") });
        if fate == "municipality" {
            sent["visibility"] = "municipality".into();
        }
        let post = author.post(THREAD, sent).await;
        match fate {
            "hidden" => drop(lene.hides(&post).await),
            "withdrawn" => author.withdraws(&post).await,
            "answered" => {
                ali.answers(THREAD, &post, "Øv").await;
                author.withdraws(&post).await;
            }
            "pending" => {
                let sql = "update comment set state = 'pending', exposure = 0 where id = $1";
                app.store.database.execute(sql, Some(id(&post))).await;
            }
            _ => {}
        }
        posts.push((fate, post));
    }
    let idea = json!({ "kind": "idea", "title": format!("T {SECRET}"), "body": SECRET });
    let hidden = author.post(PROPOSALS, idea).await;
    let why = json!({ "rule": "tonen", "reason": format!("Fordi {SECRET}.") });
    lene.does(Method::POST, &format!("/api/desk/proposals/{}/hide", id(&hidden)), why).await;
    posts.push(("hidden proposal", hidden));
    posts
}

#[tokio::test]
async fn what_the_public_may_not_read_is_in_the_staff_part_alone() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let posts = fates(&app, &lene).await;
    for ending in ["csv", "json"] {
        let text = fetch(&app.stranger(), &format!("{PUBLIC}.{ending}")).await.text();
        assert!(!text.contains(SECRET), "{text}");
    }
    let (open, inside) = (table(&app.stranger(), PUBLIC).await, table(&lene, STAFF).await);
    let entries = document(&lene, STAFF).await;
    // The answer to the one that was taken back can be read.
    assert_eq!((open.len(), inside.len(), entries.len()), (4, posts.len() + 1, posts.len() + 1));
    for (fate, post) in &posts {
        let row = row(&inside, post);
        assert!(row["text"].contains(SECRET) && row["name"].contains(SECRET), "{fate}: {row:?}");
        assert_eq!(entry(&entries, post)["text"], row["text"]);
        assert_eq!(row["visibility"] == "municipality", *fate == "municipality");
        let marker = open.iter().find(|row| row["id"] == id(post));
        assert_eq!(marker.is_some(), fate.contains("hidden") || *fate == "answered", "{fate}");
        assert_eq!(row["address"].is_empty(), marker.is_none(), "{fate}");
        if let Some(marker) = marker {
            for column in ["text", "title", "name", "kind", "district", "quote", "paragraph"] {
                assert_eq!(marker[column], "", "{fate}, {column}");
            }
            let hidden = fate.contains("hidden");
            assert_eq!(marker["state"], if hidden { "hidden" } else { "withdrawn" });
            assert_eq!(marker["rule"], if hidden { "tonen" } else { "" });
        }
    }
    let because = |at: usize| row(&inside, &posts[at].1)["hidden_because"].clone();
    assert_eq!(because(0), "Tal pænt.");
    assert_eq!((because(1), because(5)), (String::new(), format!("Fordi {SECRET}.")));
}

#[tokio::test]
async fn a_reason_goes_with_what_it_was_given_for() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    lene.hides(&post).await;
    lene.restores(&post).await;
    let rows = table(&lene, STAFF).await;
    let row = row(&rows, &post);
    assert_eq!((row["state"].as_str(), row["hidden_because"].as_str()), ("visible", ""));
}

#[tokio::test]
async fn staff_alone_get_the_staff_part() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    for ending in ["csv", "json"] {
        for visitor in [&app.stranger(), &mona] {
            let refused = visitor.get(&format!("{STAFF}.{ending}")).await;
            assert_eq!(refused, problem(401, "unauthorized"));
        }
        let answer = fetch(&lene, &format!("{STAFF}.{ending}")).await;
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_file_says_what_it_is_and_what_it_is_called() {
    let app = App::start().await;
    let lene = app.moderator().await;
    for (by, path, kind, name) in [
        (&app.stranger(), "export.csv", "text/csv; charset=utf-8", "park-indlaeg.csv"),
        (&app.stranger(), "export.json", "application/json", "park-indlaeg.json"),
        (&lene, "export.csv", "text/csv; charset=utf-8", "park-indlaeg-internt.csv"),
        (&lene, "export.json", "application/json", "park-indlaeg-internt.json"),
    ] {
        let of = if name.contains("internt") { "/api/desk" } else { "/api" };
        let answer = fetch(by, &format!("{of}/consultations/park/{path}")).await;
        assert_eq!(answer.header("content-type"), kind);
        let told = format!("attachment; filename=\"{name}\"");
        assert_eq!(answer.header("content-disposition"), told);
        // A hearing in which nobody has said anything yet.
        let whole = if path.ends_with("json") { "[]\n" } else { "\u{feff}id;address;post;" };
        assert!(answer.text().starts_with(whole), "{}", answer.text());
    }
    let page = app.page("/park").await.text();
    assert!(page.contains("/api/consultations/park/export.csv"), "{page}");
}

#[tokio::test]
async fn a_hearing_that_is_not_published_is_for_staff_alone() {
    let store = Store::new().await;
    store.import("park", PARK, &[]);
    let app = store.serve();
    let lene = app.moderator().await;
    for ending in ["csv", "json"] {
        for c in ["park", "nowhere", "p%22ark"] {
            let path = format!("/api/consultations/{c}/export.{ending}");
            assert_eq!(app.get(&path).await, problem(404, "not-found"), "{path}");
        }
        fetch(&lene, &format!("{STAFF}.{ending}")).await;
        let nowhere = lene.get(&format!("/api/desk/consultations/nowhere/export.{ending}")).await;
        assert_eq!(nowhere, problem(404, "not-found"));
    }
}

#[tokio::test]
async fn fifteen_hundred_posts_come_whole_and_once() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    app.store.import("anden", PARK, &["--publish"]);
    let elsewhere = app.participant("En anden").await;
    elsewhere.says("/api/consultations/anden/comments", "Et andet sted").await;
    let lene = app.moderator().await;
    let mut people = Vec::new();
    for number in 0..15 {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    let posting = people.into_iter().map(|by| async move {
        for number in 0..40 {
            let idea = json!({ "kind": "idea", "title": format!("Idé {number}"), "body": "Ja." });
            by.post(PROPOSALS, idea).await;
        }
        for number in 0..60 {
            by.says(GENERAL, &format!("Ord {number}")).await;
        }
    });
    together(posting).await;
    for (by, of) in [(&app.stranger(), PUBLIC), (&lene, STAFF)] {
        let rows = table(by, of).await;
        let entries = document(by, of).await;
        let mut ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str()).collect();
        assert_eq!(ids, entries.iter().map(id).collect::<Vec<_>>());
        assert!(
            rows[..600].iter().enumerate().all(|(at, row)| row["number"] == (at + 1).to_string())
        );
        assert!(ids[600..].is_sorted());
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 1_500);
    }
}

#[tokio::test]
async fn the_command_writes_the_same_files() {
    let site = "https://hoering.example.dk";
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", site)]).await;
    let lene = app.moderator().await;
    fates(&app, &lene).await;
    let folder = app.store.file("export");
    let to = folder.to_string_lossy().into_owned();
    let read = |name: &str| std::fs::read_to_string(folder.join(name));
    let ended = app.store.run(&["export", "park", &to, "--public-url", site]);
    assert!(ended.success, "{}", ended.stderr);
    assert!(read("posts.staff.csv").is_err());
    let ended = app.store.run(&["export", "park", &to, "--staff", "--public-url", site]);
    assert!(ended.success, "{}", ended.stderr);
    for (by, of, name) in [(&app.stranger(), PUBLIC, "posts"), (&lene, STAFF, "posts.staff")] {
        for ending in ["csv", "json"] {
            let served = fetch(by, &format!("{of}.{ending}")).await.text();
            assert_eq!(read(&format!("{name}.{ending}")).unwrap(), served, "{name}.{ending}");
        }
    }
}
