//! What others can see of a hearing that is not published: with the address of its preview all of it,
//! without it nothing.

use tests::{App, Method, StatusCode, Value, json, png, problem};

use super::{HEARINGS, at, create, date, drafted, noon, publish, staff, turns, write};

/// Stands in the text of a hearing that is not published.
const SECRET: &str = "zqxj";

#[tokio::test]
async fn a_preview_shows_what_the_public_will_see_to_those_who_have_its_address() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    drafted(&editor, "sti").await;
    let link = editor.does(Method::PUT, &at("sti", "/preview"), Value::Null).await;
    let secret = link["secret"].as_str().unwrap().to_owned();
    assert!(secret.len() > 40, "{secret}");
    let front = app.page(&format!("/udkast/{secret}")).await;
    assert_eq!(front.status, StatusCode::OK);
    assert_eq!(front.header("cache-control"), "no-store");
    assert_eq!(front.header("referrer-policy"), "no-referrer");
    assert!(front.header("x-robots-tag").contains("noindex"));
    let text = front.text();
    assert!(text.contains("En ny sti") && text.contains("<meta name=robots content=noindex>"));
    assert!(!text.contains("<script") && !text.contains("rel=\"canonical\""), "{text}");
    let on = format!("'/udkast/{secret}/indsats-1'");
    assert!(text.contains(&on) && !text.contains("'/sti"), "links lead on within: {text}");
    let section = app.page(&format!("/udkast/{secret}/indsats-1")).await.text();
    assert!(section.contains("Der skal plantes hundrede træer."), "{section}");
    assert!(app.page(&format!("/en/udkast/{secret}")).await.text().contains("This is a draft."));
    for rest in ["forslag", "nyt", "resultat", "regler"] {
        assert_eq!(app.page(&format!("/udkast/{secret}/{rest}")).await.status, StatusCode::OK);
    }
    for wrong in [
        format!("/udkast/{secret}x"),
        format!("/udkast/{}", &secret[1..]),
        format!("/udkast/{secret}/intet-afsnit"),
        format!("/udkast/{secret}/forslag/nyt"),
        "/udkast/".to_owned(),
        "/udkast/sti".to_owned(),
        "/udkast/%00".to_owned(),
    ] {
        let answer = app.page(&wrong).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
        assert!(!answer.text().contains("En ny sti"), "{wrong}");
    }
    let listed = editor.read(HEARINGS).await.to_string();
    assert!(!listed.contains(&secret), "it is told once");

    let again = editor.does(Method::PUT, &at("sti", "/preview"), Value::Null).await;
    let again = again["secret"].as_str().unwrap();
    assert_eq!(app.page(&format!("/udkast/{secret}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.page(&format!("/udkast/{again}")).await.status, StatusCode::OK);
    editor.does(Method::DELETE, &at("sti", "/preview"), Value::Null).await;
    assert_eq!(app.page(&format!("/udkast/{again}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_has_the_address_of_a_preview_is_led_to_the_hearing_once_it_is_published() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    drafted(&editor, "sti").await;
    let link = editor.does(Method::PUT, &at("sti", "/preview"), Value::Null).await;
    let secret = link["secret"].as_str().unwrap().to_owned();
    publish(&editor, "sti", "open").await;
    let answer = app.page(&format!("/udkast/{secret}/indsats-1")).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/sti/indsats-1")
    );
    let refused = editor.send(Method::PUT, &at("sti", "/preview"), Value::Null).await;
    assert_eq!(refused, problem(409, "state"));
}

/// Every public door, of the hearing and of the one beside it.
async fn doors(app: &App) -> Vec<String> {
    let document = app.read("/api/openapi.json").await;
    let mut doors: Vec<String> = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        if methods.get("get").is_some() && !path.contains("/desk/") && !path.ends_with("/live") {
            for c in ["hemmelig", "park"] {
                let path = path.replace("{c}", c).replace("{key}", "indsats-1");
                doors.push(path.replace("{id}", "018f0000000070008000000000000001"));
            }
        }
    }
    let pages = [
        "/",
        "/en",
        "/hemmelig",
        "/hemmelig/indsats-1",
        "/hemmelig/zqxj",
        "/hemmelig/forslag",
        "/hemmelig/nyt",
        "/hemmelig/resultat",
        "/hemmelig/regler",
        "/hemmelig?soeg=zqx",
        "/hemmelig.atom",
        "/hemmelig/indsats-1.atom",
        "/embed/hemmelig",
        "/embed/hemmelig/indsats-1",
        "/en/hemmelig",
        "/park",
        "/park?soeg=zqx",
        "/udkast",
        "/udkast/hemmelig",
        "/robots.txt",
        "/metrics",
        "/desk",
        "/desk/hoeringer/hemmelig",
        "/regler",
        "/api/consultations/park/search?q=zqxj",
        "/api/consultations/hemmelig/search?q=zqxj",
    ];
    for page in pages {
        doors.push(page.to_owned());
        doors.push(format!("/api/page?address={}", page.replace('?', "%3F")));
    }
    assert!(doors.len() > 60, "{}", doors.len());
    doors
}

#[tokio::test]
async fn of_a_hearing_that_is_not_published_nothing_leaves_through_a_public_door() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    let title = format!("Hemmelig {SECRET}");
    create(&editor, &title, "hemmelig").await;
    let text = format!("# {SECRET}\n\nSummen er {SECRET}.\n\n## Indsats 1: {SECRET}\n\n{SECRET}\n");
    write(&editor, "hemmelig", &text).await;
    date(&editor, "hemmelig", &noon(-1), &noon(30)).await;
    let look = json!({ "title": title, "districts": [SECRET], "sender": SECRET, "case_number": SECRET,
        "turns": turns(&editor, "hemmelig").await });
    editor.does(Method::PUT, &at("hemmelig", ""), look).await;
    editor.does(Method::PUT, &at("hemmelig", "/preview"), Value::Null).await;
    let rule = json!({ "title": SECRET, "text": SECRET,
        "turns": turns(&editor, "hemmelig").await });
    editor.does(Method::POST, &at("hemmelig", "/rules"), rule).await;
    let picture = editor.sends_picture_for("hemmelig", png(3, 2, SECRET, "x")).await;
    let logo = json!({ "picture": picture, "alt": SECRET,
        "turns": turns(&editor, "hemmelig").await });
    editor.does(Method::PUT, &at("hemmelig", "/logo"), logo).await;
    let news = json!({ "title": title, "markdown": SECRET, "state": "published",
        "picture": picture, "alt": SECRET });
    let news = editor.post("/api/desk/consultations/hemmelig/news", news).await;
    let news = news["id"].as_str().unwrap();
    // Written last: when this is found, all the rest is in the index.
    let mona = app.participant("Mona").await;
    mona.says("/api/consultations/park/comments", "Fundamentet").await;
    app.finds("/api/consultations/park/search?q=fundamentet", 1).await;
    let mut doors = doors(&app).await;
    doors.push(format!("/api/pictures/{picture}"));
    for door in ["/api/news/", "/hemmelig/nyt/", "/en/hemmelig/nyt/"] {
        doors.push(format!("{door}{news}"));
    }
    doors.push(format!("/api/news/{news}/comments"));
    doors.push(format!("/api/page?address=/hemmelig/nyt/{news}"));
    for door in doors {
        for reader in [&app.stranger(), &mona] {
            let answer = reader.ask(Method::GET, &door, None).await;
            assert!(answer.status.as_u16() < 500, "{door}: {}", answer.status);
            let found = answer.text().replace("q=zqxj", "").replace("soeg=zqx", "");
            // A page repeats what was asked of it.
            let asked = door.contains("zqx");
            assert!(asked || !found.contains(SECRET), "{door}: {found}");
            assert!(!found.contains("Hemmelig") && !found.contains("Summen"), "{door}: {found}");
        }
    }
}
