//! News: the hearing's own blog, and what people say to it.

use std::time::Duration;

use tests::{
    App, Method, StatusCode, Store, Value, Visitor, client_key, in_a_moment, json, png, problem,
};

mod desk;

const NEWS: &str = "/api/consultations/park/news";
const DESK: &str = "/api/desk/consultations/park/news";

fn id(news: &Value) -> &str {
    news["id"].as_str().unwrap()
}

/// What is sent to leave a piece of news as it is.
fn as_it_is(news: &Value) -> Value {
    json!({
        "title": news["title"], "markdown": news["markdown"], "state": news["state"],
        "publish": news["publish"], "number": news["number"],
    })
}

async fn changes(editor: &Visitor, news: &Value, what: Value) -> (StatusCode, Value) {
    let mut sent = as_it_is(news);
    for (field, value) in what.as_object().unwrap() {
        sent[field] = value.clone();
    }
    editor.send(Method::PUT, &format!("/api/desk/news/{}", id(news)), sent).await
}

/// Everywhere that a piece of news can be read by its name.
fn doors(id: &str) -> [String; 4] {
    [
        format!("/api/news/{id}"),
        format!("/api/news/{id}/comments"),
        format!("/park/nyt/{id}"),
        format!("/en/park/nyt/{id}"),
    ]
}

/// Everywhere that a piece of news is named.
const LISTS: [&str; 7] = [
    NEWS,
    "/park",
    "/park/nyt",
    "/park.atom",
    "/api/page?address=/park",
    "/api/page?address=/park/nyt",
    "/en/park.atom",
];

/// Whether a reader finds it; the same at every door.
async fn is_read(app: &App, news: &Value) -> bool {
    let (id, title) = (id(news), news["title"].as_str().unwrap());
    let mut found = Vec::new();
    for door in doors(id) {
        found.push((app.page(&door).await.status == StatusCode::OK, door));
    }
    for list in LISTS {
        found.push((app.page(list).await.text().contains(title), list.to_owned()));
    }
    let read = found[0].0;
    assert!(found.iter().all(|door| door.0 == read), "{found:?}");
    read
}

#[tokio::test]
async fn news_are_read_newest_first_page_by_page() {
    let app = App::start().await;
    for number in 1..=5 {
        app.publish_news(number, &format!("Nyt {number}"), "<p>Kom!</p>").await;
    }
    let mut titles = Vec::new();
    let mut next = String::new();
    loop {
        let page = app.read(&format!("{NEWS}?limit=2{next}")).await;
        assert_eq!(page["total"], 5);
        titles.extend(page["items"].as_array().unwrap().iter().map(|n| n["title"].clone()));
        match page["next"].as_str() {
            Some(after) => next = format!("&after={after}"),
            None => break,
        }
    }
    assert_eq!(titles, ["Nyt 5", "Nyt 4", "Nyt 3", "Nyt 2", "Nyt 1"]);
}

#[tokio::test]
async fn a_piece_of_news_tells_its_words_and_how_much_is_said_to_it() {
    let app = App::start().await;
    let id = app.publish_news(1, "Kom til møde", "<p>På torsdag.</p>").await;
    let thread = format!("/api/news/{id}/comments");
    let mona = app.participant("Mona").await;
    let post = mona.says(&thread, "Jeg kommer").await;
    assert_eq!((&post["news"], &post["section"]), (&json!(id), &json!(null)));
    let read = app.get(&format!("/api/news/{id}")).await;
    let expected = json!({
        "id": id, "consultation": "park", "title": "Kom til møde", "html": "<p>På torsdag.</p>",
        "picture": null, "created": read.1["created"], "edited": null, "comments": 1,
    });
    assert_eq!(read, (StatusCode::OK, expected));
    assert_eq!(app.read(&thread).await["items"][0]["body"], "Jeg kommer");
    assert_eq!(app.read("/api/consultations/park").await["counts"]["comments"], 1);
}

#[tokio::test]
async fn a_hearing_without_news_has_an_empty_list() {
    let app = App::start().await;
    let empty = json!({ "items": [], "next": null, "total": 0 });
    assert_eq!(app.get(NEWS).await, (StatusCode::OK, empty));
}

#[tokio::test]
async fn a_draft_is_not_there_for_anybody_until_it_is_published() {
    let app = App::start().await;
    let (editor, mona) = (app.editor().await, app.participant("Mona").await);
    let draft = editor.writes_news("Kom til møde", "draft", json!({})).await;
    assert_eq!((&draft["state"], &draft["publish"]), (&json!("draft"), &Value::Null));
    assert!(!is_read(&app, &draft).await);
    let thread = format!("/api/news/{}/comments", id(&draft));
    let said = || json!({ "body": "Hej", "client_key": client_key() });
    assert_eq!(mona.send(Method::POST, &thread, said()).await, problem(404, "not-found"));
    assert_eq!(app.read(NEWS).await["total"], 0);
    let folder = app.store.file("export");
    assert!(app.store.run(&["export", "park", &folder.to_string_lossy()]).success);
    assert_eq!(std::fs::read_to_string(folder.join("news.json")).unwrap().trim(), "[]");

    let (status, news) = changes(&editor, &draft, json!({ "state": "published" })).await;
    assert_eq!((status, &news["state"]), (StatusCode::OK, &json!("published")));
    assert!(is_read(&app, &news).await);
    let read = app.read(&format!("/api/news/{}", id(&news))).await;
    assert_eq!((&read["created"], &read["edited"]), (&news["publish"], &Value::Null));
    assert_eq!(read["html"], "<p>Kom <em>nu</em>.</p>\n");
    assert_eq!(mona.send(Method::POST, &thread, said()).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn what_is_planned_is_published_when_its_time_comes_and_not_before() {
    let app = App::start().await;
    let editor = app.editor().await;
    let older = editor.writes_news("Først", "published", json!({})).await;
    let publish = in_a_moment(Duration::from_millis(2_500));
    let planned = editor.writes_news("Senere", "planned", json!({ "publish": publish })).await;
    assert_eq!(planned["state"], "planned");
    assert!(!is_read(&app, &planned).await);
    // Nobody finds it by looking on from a moment that has not come.
    let ahead = format!("{NEWS}?after={}-{}", i64::MAX, "f".repeat(32));
    let page = app.read(&ahead).await;
    assert_eq!((&page["items"][0]["id"], &page["total"]), (&older["id"], &json!(1)));
    let mona = app.participant("Mona").await;
    let thread = format!("/api/news/{}/comments", id(&planned));
    let said = json!({ "body": "Hej", "client_key": client_key() });
    assert_eq!(mona.send(Method::POST, &thread, said).await, problem(404, "not-found"));
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(app.read(NEWS).await["items"][0]["id"], planned["id"]);
    assert!(app.page("/park").await.text().contains("Senere"));
    assert_eq!(
        editor.read(&format!("/api/desk/news/{}", id(&planned))).await["state"],
        "published"
    );
    mona.says(&thread, "Hej").await;
    // What was planned meanwhile stays as it was planned, also for whoever still writes.
    let (status, again) = changes(&editor, &planned, json!({ "title": "Nu" })).await;
    assert_eq!((status, &again["publish"]), (StatusCode::OK, &planned["publish"]));
}

#[tokio::test]
async fn the_newest_is_what_was_published_last_whenever_it_was_begun() {
    let app = App::start().await;
    let editor = app.editor().await;
    let draft = editor.writes_news("Begyndt først", "draft", json!({})).await;
    editor.writes_news("Udgivet først", "published", json!({})).await;
    tokio::time::sleep(Duration::from_millis(5)).await;
    changes(&editor, &draft, json!({ "state": "published" })).await;
    let page = app.read(NEWS).await;
    let titles = page["items"].as_array().unwrap().iter().map(|news| news["title"].clone());
    assert_eq!(titles.collect::<Vec<_>>(), ["Begyndt først", "Udgivet først"]);
    let far = json!({ "publish": in_a_moment(Duration::from_secs(86_400)) });
    editor.writes_news("Planlagt", "planned", far).await;
    editor.writes_news("Udkast", "draft", json!({})).await;
    let mut states = Vec::new();
    let mut next = String::new();
    loop {
        let page = editor.read(&format!("{DESK}?limit=1{next}")).await;
        assert_eq!(page["total"], 4);
        states.extend(page["items"].as_array().unwrap().iter().map(|news| news["state"].clone()));
        match page["next"].as_str() {
            Some(after) => next = format!("&after={after}"),
            None => break,
        }
    }
    assert_eq!(states, ["draft", "planned", "published", "published"]);
}

#[tokio::test]
async fn nothing_that_loads_runs_or_looks_comes_onto_the_page() {
    let app = App::start().await;
    let editor = app.editor().await;
    let attack = "# Hej <img src=x onerror=alert(1)>\n\n<script>alert(2)</script>\n\n\
        <p style=\"color:red\" onclick=\"alert(3)\">a</p>\n\n[b](javascript:alert(4))\n\n\
        ![d](https://x.dk/d.png)\n\n</div></article></main><iframe src=https://x.dk></iframe>\n";
    let preview =
        editor.does(Method::POST, &format!("{DESK}/preview"), json!({ "markdown": attack })).await;
    let picture = editor.sends_picture(png(3, 2, "DOTS", "x")).await;
    let alt = "' onerror='alert(5)\"><script>alert(6)</script>";
    let more = json!({ "markdown": attack, "picture": picture, "alt": alt });
    let news = editor.writes_news("<b>Kom</b> \"nu\"", "published", more).await;
    assert_eq!(preview["html"], news["html"]);
    for page in [format!("/park/nyt/{}", id(&news)), "/park/nyt".to_owned()] {
        let page = app.page(&page).await;
        assert_eq!(page.attribute(&["img ", "/api/pictures/"], "alt").as_deref(), Some(alt));
        let html = page.text();
        for bad in ["<script>alert", "<iframe", "onclick", "javascript:", "x.dk/d.png", "<b>Kom"] {
            assert!(!html.contains(bad), "{bad}: {html}");
        }
        assert_eq!(html.matches("</main>").count(), 1);
    }
    let feed = app.page("/park.atom").await.text();
    assert!(!feed.contains("<script") && !feed.contains("<b>"), "{feed}");
}

#[tokio::test]
async fn a_picture_stands_on_the_page_in_the_list_and_in_the_feed() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://hoering.example.dk")]).await;
    let editor = app.editor().await;
    let picture = editor.sends_picture(png(640, 480, "DOTS", "x")).await;
    let more = json!({ "picture": picture, "alt": "Et bord & to stole" });
    let news = editor.writes_news("Kom", "published", more).await;
    let address = format!("/api/pictures/{picture}");
    let expected =
        json!({ "id": picture, "width": 640, "height": 480, "alt": "Et bord & to stole" });
    assert_eq!(app.read(&format!("/api/news/{}", id(&news))).await["picture"], expected);
    let one = format!("/park/nyt/{}", id(&news));
    for page in [&one, "/park/nyt"] {
        let page = app.page(page).await;
        let attribute = |name| page.attribute(&["img ", &address], name).unwrap();
        let found = ["alt", "width", "height", "loading"].map(attribute);
        assert_eq!(found, ["Et bord & to stole", "640", "480", "lazy"]);
    }
    let shared = app.page(&one).await.attribute(&["og:image\""], "content");
    assert_eq!(shared, Some(format!("https://hoering.example.dk{address}")));
    let feed = app.page("/park.atom").await.text();
    assert!(
        feed.contains(&format!("&lt;img src=&quot;https://hoering.example.dk{address}&quot;")),
        "{feed}"
    );
    assert!(!app.page("/park").await.text().contains("<img"), "a first visit loads no picture");
}

#[tokio::test]
async fn a_backup_keeps_news_that_nobody_has_read_yet_and_their_pictures() {
    let app = App::start().await;
    let editor = app.editor().await;
    let picture = editor.sends_picture(png(3, 2, "DOTS", "x")).await;
    let more = json!({ "picture": picture, "alt": "Et bord" });
    let draft = editor.writes_news("Udkast", "draft", more.clone()).await;
    editor.writes_news("Kom", "published", more).await;
    let file = app.store.file("backup.db");
    assert!(app.store.run(&["backup", file.to_str().unwrap()]).success);
    let target = Store::in_a_file();
    assert!(target.run(&["restore", file.to_str().unwrap()]).success);
    let copy = target.serve();
    assert_eq!(copy.read(NEWS).await, app.read(NEWS).await);
    let path = format!("/api/desk/news/{}", id(&draft));
    assert_eq!(editor.at(copy.address).read(&path).await, editor.read(&path).await);
    let address = format!("/api/pictures/{picture}");
    assert_eq!(copy.page(&address).await.body, app.page(&address).await.body);
}
