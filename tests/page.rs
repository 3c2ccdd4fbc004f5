//! First paint: what a page says before any script runs.

use tests::{Answer, App, GENERAL, Method, PROPOSALS, StatusCode, Store, THREAD, Value, json};

/// The page's description and its addresses, each as `<head>` tells them.
fn head(page: &Answer) -> [String; 6] {
    let meta = |marks: &[&str]| page.attribute(marks, "content").unwrap_or_default();
    [
        page.element("title").unwrap_or_default(),
        meta(&["meta", "name=\"description\""]),
        page.attribute(&["rel=\"canonical\""], "href").unwrap_or_default(),
        meta(&["property=\"og:title\""]),
        meta(&["property=\"og:description\""]),
        meta(&["property=\"og:url\""]),
    ]
}

/// Asserts that a page says what it is; `parts` stand in its title.
fn assert_told(page: &Answer, parts: &[&str], description: &str, address: &str) {
    assert_eq!(page.status, StatusCode::OK, "{address}");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.attribute(&["html "], "lang").as_deref(), Some("da"));
    let [title, told, canonical, og_title, og_told, og_url] = head(page);
    assert!(parts.iter().all(|part| title.contains(part)), "{title}");
    assert_eq!(told, description, "{address}");
    assert_eq!(canonical, address);
    assert_eq!([og_title, og_told, og_url], [title, told, canonical]);
    let kind = page.attribute(&["property=\"og:type\""], "content");
    assert!(kind.is_some_and(|kind| ["article", "website"].contains(&kind.as_str())));
    let locale = page.attribute(&["property=\"og:locale\""], "content");
    assert_eq!(locale.as_deref(), Some("da_DK"));
}

/// The text of a page as a reader sees it: without tags, style and data.
fn words(page: &Answer) -> String {
    let html = page.text();
    let body = html.split("<body>").nth(1).unwrap().split("<script").next().unwrap().to_owned();
    let mut words = String::new();
    for part in body.split('<') {
        words.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    words
}

#[tokio::test]
async fn each_page_says_what_it_is_to_readers_and_to_search_engines() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://hoering.example.dk")]).await;
    let site = "https://hoering.example.dk";
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Plant flere\n\nbøge.").await;
    let lake = json!({ "kind": "idea", "title": "En sø", "body": "Grav en sø." });
    let lake = mona.post(PROPOSALS, lake).await;
    let comment = format!("/park/kommentar/{}", post["id"].as_str().unwrap());
    let proposal = format!("/park/forslag/{}", lake["id"].as_str().unwrap());
    let lede = "Hvad skal der ske med parken?";
    for (path, parts, description) in [
        ("/park", &["En park for alle"][..], lede),
        ("/park/indsats-1", &["Flere træer", "En park for alle"], "Vi planter hundrede træer."),
        ("/park/maal-1", &["Skygge om sommeren", "En park"], "Alle bænke skal have skygge."),
        (&comment, &["En park for alle"], "Plant flere bøge."),
        ("/park/forslag", &["En park for alle"], lede),
        (&proposal, &["En sø", "En park for alle"], "Grav en sø."),
    ] {
        assert_told(&app.page(path).await, parts, description, &format!("{site}{path}"));
    }
}

#[tokio::test]
async fn how_a_page_is_looked_at_is_no_other_page() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://hoering.example.dk/")]).await;
    for (path, canonical) in [
        ("/park/indsats-1?udgave=fuld&sortering=enige&afsnit=p-1", "/park/indsats-1"),
        ("/park/", "/park"),
        ("/embed/park/indsats-1", "/park/indsats-1"),
        ("/embed/park", "/park"),
    ] {
        let found = app.page(path).await.attribute(&["rel=\"canonical\""], "href");
        assert_eq!(found, Some(format!("https://hoering.example.dk{canonical}")), "{path}");
    }
}

#[tokio::test]
async fn without_an_address_of_its_own_the_site_believes_only_this_machines_names() {
    let app = App::start().await;
    let port = app.address.port();
    for (host, site) in [
        (format!("localhost:{port}"), format!("http://localhost:{port}")),
        (format!("127.0.0.1:{port}"), format!("http://127.0.0.1:{port}")),
        ("evil.example".to_owned(), format!("http://127.0.0.1:{port}")),
        ("localhost.evil.example".to_owned(), format!("http://127.0.0.1:{port}")),
    ] {
        let page = app.stranger().with("host", &host).ask(Method::GET, "/park", None).await;
        let canonical = page.attribute(&["rel=\"canonical\""], "href");
        assert_eq!(canonical, Some(format!("{site}/park")), "{host}");
        assert!(!page.text().contains("evil"), "{host}");
    }
}

#[tokio::test]
async fn a_section_can_be_read_with_its_first_twenty_comments_without_any_script() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for number in 1..=21 {
        mona.says(THREAD, &format!("Indlæg nummer {number}.")).await;
    }
    let page = app.page("/park/indsats-1?udgave=fuld").await;
    let read = words(&page);
    assert!(read.contains("Der skal plantes hundrede træer."), "{read}");
    assert!(read.contains("Indlæg nummer 21.") && read.contains("Indlæg nummer 2."), "{read}");
    assert!(!read.contains("Indlæg nummer 1."), "{read}");
    let next = page.attribute(&["<a ".trim_start_matches('<'), "efter="], "href").unwrap();
    let rest = words(&app.page(&next).await);
    assert!(rest.contains("Indlæg nummer 1.") && !rest.contains("Indlæg nummer 2."), "{rest}");
}

#[tokio::test]
async fn a_paragraphs_conversation_can_be_read_without_any_script() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let html = app.read("/api/consultations/park/sections/indsats-1").await["html"].clone();
    let paragraph =
        html.as_str().unwrap().split("id=\"").nth(1).unwrap().split('"').next().unwrap();
    let anchor = json!({ "body": "Kun hundrede?", "anchor": { "paragraph": paragraph } });
    mona.post(THREAD, anchor).await;
    let page = app.page(&format!("/park/indsats-1?udgave=fuld&afsnit={paragraph}")).await;
    assert_eq!(words(&page).matches("Kun hundrede?").count(), 2, "beside the text and below it");
}

#[tokio::test]
async fn general_comments_proposals_and_news_can_be_read_without_any_script() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    mona.says(GENERAL, "God idé med en høring.").await;
    let wording = json!({
        "kind": "wording", "section": "indsats-1", "original": "hundrede træer",
        "replacement": "tusind træer", "reason": "Hundrede er for få.",
    });
    let wording = mona.post(PROPOSALS, wording).await;
    let proposal = format!("/park/forslag/{}", wording["id"].as_str().unwrap());
    mona.says(&format!("/api/proposals/{}/comments", wording["id"].as_str().unwrap()), "Ja!").await;
    let news = app.publish_news(1, "Kom til møde", "<p>På torsdag.</p>").await;
    for (path, found) in [
        ("/", "En park for alle"),
        ("/park", "God idé med en høring."),
        ("/park", "Skygge om sommeren"),
        ("/park/forslag", "tusind"),
        (&proposal, "Hundrede er for få."),
        (&proposal, "Ja!"),
        ("/park/nyt", "Kom til møde"),
        (&format!("/park/nyt/{news}"), "På torsdag."),
        ("/embed/park", "God idé med en høring."),
        ("/regler", "tal ordentligt"),
    ] {
        let page = app.page(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let read = words(&page).to_lowercase();
        assert!(read.contains(&found.to_lowercase()), "{path}: {read}");
    }
}

#[tokio::test]
async fn the_page_of_a_hidden_comment_shows_the_marker_the_rule_and_the_replies() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    mona.answers(THREAD, &post, "Undskyld.").await;
    lene.hides(&post).await;
    let page = app.page(&format!("/park/kommentar/{}", post["id"].as_str().unwrap())).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text().contains("Idioter"));
    let read = words(&page);
    assert!(read.contains("Undskyld.") && read.contains("Tal ordentligt"), "{read}");
    assert!(read.to_lowercase().contains("skjul"), "{read}");
}

#[tokio::test]
async fn the_app_gets_the_page_that_a_browser_gets() {
    let app = App::start().await;
    app.participant("Mona").await.says(THREAD, "Flere bøge").await;
    for (path, place) in [
        ("/park/indsats-1?sortering=aeldste", Some("/park/indsats-1")),
        ("/park", Some("/park")),
        ("/park/forslag", None),
        ("/embed/park/indsats-1", Some("/park/indsats-1")),
        ("/regler", None),
    ] {
        let page = app.page(path).await;
        let asked = path.replace('/', "%2F").replace('?', "%3F").replace('=', "%3D");
        let screen = app.read(&format!("/api/page?address={asked}")).await;
        assert!(page.text().contains(screen["html"].as_str().unwrap()), "{path}");
        let title = screen["title"].as_str().unwrap();
        assert!(page.text().contains(&format!("<title>{title}</title>")), "{path}: {title}");
        assert_eq!((page.facts(), &screen["lang"]), (screen["facts"].clone(), &json!("da")));
        assert_eq!(screen["facts"]["place"], json!(place), "{path}");
    }
    let hearing = app.page("/park/indsats-1").await.facts()["hearing"].clone();
    let park = app.read("/api/consultations/park").await;
    for field in ["opens", "closes", "version"] {
        assert_eq!(hearing[field], park[field], "{field}");
    }
}

#[tokio::test]
async fn a_page_that_the_app_cannot_get_is_a_problem() {
    let app = App::start().await;
    for path in ["/park/findes-ikke", "/findes/ikke/her/slet/ikke", "", "/park/kommentar/x"] {
        let answer = app.get(&format!("/api/page?address={path}")).await;
        let expected = if path.is_empty() { 200 } else { 404 };
        assert_eq!(answer.0.as_u16(), expected, "{path}");
    }
    assert_eq!(app.get("/api/page").await.0.as_u16(), 422);
}

const ATTACK: &str = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><!--</script>";

#[tokio::test]
async fn what_people_write_is_never_markup() {
    let app = App::start().await;
    let name = &ATTACK[..60];
    let mona = app.participant(name).await;
    let post = mona.says(THREAD, ATTACK).await;
    mona.says(GENERAL, ATTACK).await;
    mona.answers(THREAD, &post, ATTACK).await;
    let anchor = json!({ "body": "x", "anchor": { "paragraph": "p-1", "quote": ATTACK } });
    mona.post(THREAD, anchor).await;
    let mut proposals = Vec::new();
    for sent in [
        json!({ "kind": "idea", "title": ATTACK, "body": ATTACK }),
        json!({ "kind": "wording", "section": "indsats-1", "original": ATTACK, "replacement": format!("{ATTACK} a"), "reason": ATTACK }),
        json!({ "kind": "partnership", "title": ATTACK, "body": ATTACK, "organisation": ATTACK, "contact": ATTACK }),
    ] {
        proposals.push(mona.post(PROPOSALS, sent).await);
    }
    let id = |post: &Value| post["id"].as_str().unwrap().to_owned();
    let mut pages =
        vec!["/park".to_owned(), "/park/indsats-1".to_owned(), "/park/forslag".to_owned()];
    pages.extend(
        ["/park/indsats-1?afsnit=p-1", "/embed/park", "/embed/park/indsats-1"].map(str::to_owned),
    );
    pages.extend(
        ["/embed/park?som=kort", "/embed/park/indsats-1?som=kort&udseende=moerk"]
            .map(str::to_owned),
    );
    pages.push(format!("/park/kommentar/{}", id(&post)));
    pages.extend(proposals.iter().map(|proposal| format!("/park/forslag/{}", id(proposal))));
    for path in pages {
        let page = app.page(&path).await;
        let html = page.text();
        assert!(html.contains("alert(1)"), "{path} shows what was written");
        assert!(!html.contains("<script>alert") && !html.contains("<img"), "{path}");
        for marks in [&["meta", "description"][..], &["og:title"], &["og:description"]] {
            assert!(
                page.attribute(marks, "content").is_some_and(|text| !text.is_empty()),
                "{path}"
            );
        }
        assert_eq!(html.matches("<title>").count(), 1, "{path}");
    }
}

#[tokio::test]
async fn a_hearing_that_has_just_opened_is_open_on_every_page() {
    let app = App::start().await;
    for path in ["/", "/park", "/embed/park?som=kort"] {
        let html = app.page(path).await.text();
        let open =
            ["Du kan svare til og med", "dage tilbage"].iter().any(|part| html.contains(part));
        assert!(open && !html.contains("Ikke begyndt"), "{path}: {html}");
    }
}

#[tokio::test]
async fn an_address_that_is_not_there_says_so_in_danish() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Hej").await;
    let elsewhere = format!("/skole/kommentar/{}", post["id"].as_str().unwrap());
    app.store.import("skole", "# En skole\n\nSkolen.\n", &["--publish"]);
    for path in [
        "/nowhere",
        "/park/nothing",
        "/park/indsats-1/mere",
        "/park/kommentar/nobody",
        "/park/kommentar/018f0000000070008000000000000000",
        "/park/forslag/x",
        "/park/nyt/x",
        "/PARK",
        "/park/%3Cscript%3E",
        "/skole/indsats-1",
        &elsewhere,
        "/embed",
    ] {
        let page = app.page(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        let robots = page.attribute(&["name=\"robots\""], "content");
        assert_eq!(robots.as_deref(), Some("noindex"), "{path}");
        let title = page.element("title").unwrap();
        assert!(title.contains("findes ikke"), "{path}: {title}");
        assert!(words(&page).contains("findes ikke"), "{path}");
        assert!(!page.text().contains("<script>"), "{path}");
    }
}

#[tokio::test]
async fn a_page_in_another_language_says_which_and_has_its_own_address() {
    let app = App::start().await;
    let page = app.page("/en/park/indsats-1").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.attribute(&["html "], "lang").as_deref(), Some("en"));
    let canonical = page.attribute(&["rel=\"canonical\""], "href").unwrap();
    assert!(canonical.ends_with("/en/park/indsats-1"), "{canonical}");
    for (lang, path) in [("da", "/park/"), ("en", "/en/park/"), ("x-default", "/park/")] {
        let other = page.attribute(&["rel=\"alternate\"", &format!("\"{lang}\"")], "href").unwrap();
        assert!(other.ends_with(&format!("{path}indsats-1")), "{lang}: {other}");
    }
    assert_eq!(page.attribute(&["h1 ", "id=titel"], "lang").as_deref(), Some("da"));
    assert!(words(&page).contains("What do you think about this section?"));
    let refused = app.page("/en/park/nej").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(words(&refused).contains("This page does not exist"));
    let screen = app.read("/api/page?address=/en/park/indsats-1").await;
    assert_eq!(
        (&screen["lang"], &screen["facts"]["hearing"]["lang"]),
        (&json!("en"), &json!("da"))
    );
}

#[tokio::test]
async fn a_frame_speaks_english_where_it_is_asked_to() {
    let app = App::start().await;
    let page = app.page("/en/embed/park/indsats-1").await;
    assert_eq!(page.attribute(&["html "], "lang").as_deref(), Some("en"));
    assert!(page.header("content-security-policy").contains("frame-ancestors 'self'"));
    let way = page.attribute(&["hreflang='da'", "target=_self"], "href");
    assert_eq!(way.as_deref(), Some("/embed/park/indsats-1"));
}

#[tokio::test]
async fn a_text_in_german_is_marked_as_german() {
    let store = Store::new().await;
    let text = "---\nlang: de\n---\n# Ein Park {#park}\n\nDer Park ist für alle.\n";
    store.import("park", text, &["--publish"]);
    let app = store.serve();
    let page = app.page("/park/park").await;
    assert_eq!(page.attribute(&["html "], "lang").as_deref(), Some("da"));
    assert_eq!(page.attribute(&["class=block__text"], "lang").as_deref(), Some("de"));
    assert_eq!(page.attribute(&["h1 ", "id=titel"], "lang").as_deref(), Some("de"));
}

#[tokio::test]
async fn a_search_engine_is_told_what_to_leave_alone() {
    let app = App::start().await;
    assert!(app.page("/robots.txt").await.text().contains("Disallow: /api/"));
}
