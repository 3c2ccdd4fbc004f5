//! The city's logo in the head of a hearing's pages: who chooses it, what is taken, and who can see it.

use tests::{App, Method, StatusCode, Value, Visitor, json, png, problem, together, unfit};

use super::{at, create, done, drafted, publish, staff, turns};

const NOBODY: &str = "018f0000000070008000000000000000";

/// Gives a hearing a logo of so many dots; answers with the picture and the hearing.
async fn gives(editor: &Visitor, slug: &str, dots: (u32, u32), alt: &str) -> (String, Value) {
    let picture = editor.sends_picture_for(slug, png(dots.0, dots.1, alt, "x")).await;
    let new = json!({ "picture": picture, "alt": alt, "turns": turns(editor, slug).await });
    let hearing = editor.does(Method::PUT, &at(slug, "/logo"), new).await;
    (picture, hearing)
}

async fn takes_away(editor: &Visitor, slug: &str, turns: i64) -> (StatusCode, Value) {
    editor.send(Method::DELETE, &at(slug, &format!("/logo?turns={turns}")), Value::Null).await
}

async fn status(visitor: &Visitor, picture: &str) -> StatusCode {
    visitor.ask(Method::GET, &format!("/api/pictures/{picture}"), None).await.status
}

#[tokio::test]
async fn a_logo_stands_in_the_head_of_every_page_of_its_hearing_and_of_no_other() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    assert_eq!(editor.read(&at("park", "")).await["logo"], Value::Null);
    let alt = "Parkens <venner> & \"co\"";
    let (picture, hearing) = gives(&editor, "park", (400, 200), alt).await;
    let logo = json!({ "id": picture, "width": 400, "height": 200, "alt": alt });
    assert_eq!(hearing["logo"], logo);
    assert_eq!(app.read("/api/consultations/park").await["logo"], logo);
    // Its place is free before it comes.
    let painted = format!(
        "<img src='/api/pictures/{picture}' alt='Parkens &lt;venner&gt; &amp; &quot;co&quot;' \
         width=64 height=32"
    );
    for page in ["/park", "/park/indsats-1", "/park/forslag", "/park/forslag/nyt", "/park/nyt"] {
        let text = app.page(page).await.text();
        let head = text.split("<header").nth(1).unwrap().split("</header>").next().unwrap();
        assert!(head.contains(&painted) && head.contains("Bland dig"), "{page}: {head}");
        assert!(app.page(&format!("/en{page}")).await.text().contains(&painted), "/en{page}");
        let in_place = app.read(&format!("/api/page?address={page}")).await;
        assert!(in_place["html"].as_str().unwrap().contains(&painted), "{page}");
    }
    for page in ["/", "/mine", "/regler", "/embed/park"] {
        assert!(!app.page(page).await.text().contains(&picture), "{page}");
    }
    let seen = app.page(&format!("/api/pictures/{picture}")).await;
    assert_eq!(
        (seen.status, seen.header("cache-control")),
        (StatusCode::OK, "public, max-age=31536000, immutable")
    );

    // Another one takes its place, and the first is for staff alone again.
    let (second, _) = gives(&editor, "park", (20, 20), "Parken").await;
    assert!(app.page("/park").await.text().contains("alt='Parken' width=20 height=20"));
    assert_eq!(status(&app.stranger(), &picture).await, StatusCode::NOT_FOUND);
    let seen = turns(&editor, "park").await;
    let (gone, hearing) = takes_away(&editor, "park", seen).await;
    assert_eq!((gone, &hearing["logo"]), (StatusCode::OK, &Value::Null));
    assert!(!app.page("/park").await.text().contains("<img"));
    assert_eq!(status(&app.stranger(), &second).await, StatusCode::NOT_FOUND);
    assert_eq!(app.read("/api/consultations/park").await["logo"], Value::Null);
    let mut record = done(&editor).await;
    record.retain(|entry| entry.0.starts_with("logo"));
    let entry = |kind: &str, detail: Option<&str>| (kind.to_owned(), detail.map(str::to_owned));
    let expected =
        [entry("logo-end", None), entry("logo", Some("Parken")), entry("logo", Some(alt))];
    assert_eq!(record, expected);
    assert!(app.store.run(&["audit", "verify"]).success);
}

#[tokio::test]
async fn what_is_no_logo_is_refused_by_field_and_nothing_is_changed() {
    let app = App::start().await;
    let (editor, lene) = (staff(&app, "editor").await, app.moderator().await);
    create(&editor, "En ny sti", "sti").await;
    let picture = editor.sends_picture(png(3, 2, "DOTS", "x")).await;
    let theirs = editor.sends_picture_for("sti", png(3, 2, "DOTS", "x")).await;
    let (path, seen) = (at("park", "/logo"), turns(&editor, "park").await);
    let good = json!({ "picture": picture, "alt": "Parken", "turns": seen });
    let with = |field: &str, value: Value| {
        let mut new = good.clone();
        new[field] = value;
        new
    };
    for (new, flaws) in [
        (json!({}), &[("picture", "missing"), ("turns", "missing")][..]),
        (with("alt", json!(" \u{200B}\n")), &[("alt", "missing")]),
        (with("alt", json!("x".repeat(301))), &[("alt", "too-long")]),
        (with("alt", json!(7)), &[("alt", "malformed")]),
        (with("picture", json!("../park")), &[("picture", "unknown")]),
        (with("picture", json!(NOBODY)), &[("picture", "unknown")]),
        (with("picture", json!(theirs)), &[("picture", "unknown")]),
        (with("turns", Value::Null), &[("turns", "missing")]),
    ] {
        assert_eq!(editor.send(Method::PUT, &path, new.clone()).await, unfit(flaws), "{new}");
    }
    for stale in [seen - 1, seen + 1, -1, i64::MAX] {
        let answer = editor.send(Method::PUT, &path, with("turns", json!(stale))).await;
        assert_eq!(answer, problem(412, "changed"), "{stale}");
        assert_eq!(takes_away(&editor, "park", stale).await, problem(412, "changed"), "{stale}");
    }
    let nameless = editor.send(Method::DELETE, &path, Value::Null).await;
    assert_eq!(nameless, unfit(&[("turns", "missing")]));
    assert_eq!(takes_away(&editor, "park", seen).await, problem(409, "state"));
    let nowhere = editor.send(Method::PUT, &at("intet", "/logo"), good.clone()).await;
    assert_eq!(nowhere, problem(404, "not-found"));
    assert_eq!(takes_away(&editor, "intet", 0).await, problem(404, "not-found"));
    assert_eq!(lene.send(Method::PUT, &path, good).await, problem(403, "forbidden"));
    assert_eq!(takes_away(&lene, "park", seen).await, problem(403, "forbidden"));
    let park = editor.read(&at("park", "")).await;
    assert_eq!((&park["logo"], &park["turns"]), (&Value::Null, &json!(seen)));
    assert!(!done(&editor).await.iter().any(|entry| entry.0.starts_with("logo")));
}

#[tokio::test]
async fn of_many_who_choose_a_logo_at_once_one_does() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    let seen = turns(&editor, "park").await;
    let picture = editor.sends_picture(png(3, 2, "DOTS", "x")).await;
    let choosing = (0..8).map(|at_once| {
        let (editor, picture) = (editor.clone(), picture.clone());
        let new = json!({ "picture": picture, "alt": format!("Nr. {at_once}"), "turns": seen });
        async move { editor.send(Method::PUT, &at("park", "/logo"), new).await.0.as_u16() }
    });
    let mut statuses = together(choosing).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412, 412, 412, 412, 412]);
    let chosen = done(&editor).await.into_iter().filter(|entry| entry.0 == "logo");
    assert_eq!(chosen.count(), 1);
    assert_eq!(turns(&editor, "park").await, seen + 1);
}

#[tokio::test]
async fn before_a_hearing_is_public_its_logo_is_for_those_who_have_the_address_of_the_preview() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    drafted(&editor, "sti").await;
    let (picture, _) = gives(&editor, "sti", (100, 100), "Stien").await;
    let other = editor.sends_picture_for("sti", png(3, 2, "Noget andet", "x")).await;
    let link = |_| editor.does(Method::PUT, "/api/desk/hearings/sti/preview", Value::Null);
    let secret = link(()).await["secret"].as_str().unwrap().to_owned();
    let stranger = app.stranger();
    let asking = |picture: &str, secret: &str| format!("{picture}?preview={secret}");
    assert_eq!(status(&stranger, &picture).await, StatusCode::NOT_FOUND);
    for page in ["", "/indsats-1", "/forslag"] {
        let text = app.page(&format!("/udkast/{secret}{page}")).await.text();
        let shown = format!("<img src='/api/pictures/{picture}?preview={secret}' alt='Stien'");
        assert!(text.contains(&shown), "{page}: {text}");
    }
    let address = format!("/api/pictures/{}", asking(&picture, &secret));
    let seen = stranger.ask(Method::GET, &address, None).await;
    assert_eq!((seen.status, seen.header("cache-control")), (StatusCode::OK, "private, no-store"));
    for wrong in [
        asking(&other, &secret),
        asking(&picture, &secret[1..]),
        asking(&picture, ""),
        asking(&picture, &"x".repeat(5_000)),
    ] {
        assert_eq!(status(&stranger, &wrong).await, StatusCode::NOT_FOUND, "{wrong}");
    }
    let again = link(()).await["secret"].as_str().unwrap().to_owned();
    assert_eq!(status(&stranger, &asking(&picture, &secret)).await, StatusCode::NOT_FOUND);
    assert_eq!(status(&stranger, &asking(&picture, &again)).await, StatusCode::OK);
    publish(&editor, "sti", "open").await;
    assert!(app.page("/sti").await.text().contains(&format!("'/api/pictures/{picture}'")));
    assert_eq!(status(&stranger, &picture).await, StatusCode::OK);
    assert_eq!(status(&stranger, &other).await, StatusCode::NOT_FOUND);
}
