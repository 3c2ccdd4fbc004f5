//! Atom feeds: what is new, and nothing that the public may not read.

use tests::{App, GENERAL, Method, PROPOSALS, StatusCode, THREAD, Value, json};

/// The first entry of a feed with these words.
fn entry<'a>(feed: &'a str, words: &str) -> &'a str {
    let found = feed.split("<entry>").skip(1).find(|entry| entry.contains(words));
    found.unwrap_or_else(|| panic!("{words} is in no entry of {feed}"))
}

/// The name of a post in a feed.
fn urn(post: &Value) -> String {
    let id = post["id"].as_str().unwrap();
    let parts = [&id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..]];
    format!("urn:uuid:{}", parts.join("-"))
}

/// What stands in the first element of this name.
fn within<'a>(xml: &'a str, name: &str) -> &'a str {
    let after = xml.split(&format!("<{name}>")).nth(1);
    let inner = after.and_then(|after| after.split(&format!("</{name}>")).next());
    inner.unwrap_or_else(|| panic!("no {name} in {xml}"))
}

#[tokio::test]
async fn a_hearing_and_a_section_have_a_feed_of_what_is_new() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://hoering.example.dk")]).await;
    let mona = app.participant("Mona & <b>Co</b>").await;
    let post = mona.says(THREAD, "Plant bøge \u{1f333} & <i>ege</i>").await;
    mona.answers(THREAD, &post, "Og elme").await;
    mona.says(GENERAL, "Tak for høringen").await;
    mona.post(PROPOSALS, json!({ "kind": "idea", "title": "En sø", "body": "Grav en sø." })).await;
    let site = "https://hoering.example.dk";

    let section = app.page("/park/indsats-1.atom").await;
    assert_eq!(section.header("content-type"), "application/atom+xml; charset=utf-8");
    let text = section.text();
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"), "{text}");
    assert!(text.contains(&format!("<id>{site}/park/indsats-1</id>")), "{text}");
    assert!(text.contains("Plant bøge \u{1f333} &amp; &lt;i&gt;ege&lt;/i&gt;"), "{text}");
    assert!(text.contains("<name>Mona &amp; &lt;b&gt;Co&lt;/b&gt;</name>"), "{text}");
    let link = format!("<link href=\"{site}/park/kommentar/{}\"/>", post["id"].as_str().unwrap());
    assert!(text.contains(&link) && text.contains("Og elme"), "{text}");
    assert!(!text.contains("Tak for høringen") && !text.contains("En sø"), "{text}");
    assert_eq!(text.matches("<entry>").count(), 2);

    let hearing = app.page("/park.atom").await.text();
    for part in ["Plant bøge", "Og elme", "Tak for høringen", "Nyt forslag: En sø"] {
        assert!(hearing.contains(part), "{part} is not in {hearing}");
    }
    let newest = hearing.split("<entry>").nth(1).unwrap();
    assert!(newest.contains("En sø"), "{newest}");

    let english = app.page("/en/park/indsats-1.atom").await.text();
    for part in ["xml:lang=\"en\"", "Comment by Mona", "type=\"text\" xml:lang=\"da\">"] {
        assert!(english.contains(part), "{part} is not in {english}");
    }
    assert!(english.contains(&format!("<link href=\"{site}/en/park/kommentar/")), "{english}");
    assert_eq!(text.matches("xml:lang").count(), 1, "{text}");

    let page = app.page("/park/indsats-1").await;
    let told = page.attribute(&["rel=\"alternate\"", "application/atom+xml"], "href");
    assert_eq!(told, Some(format!("{site}/park/indsats-1.atom")));
}

#[tokio::test]
async fn what_is_hidden_or_taken_back_leaves_the_feed() {
    let app = App::start().await;
    let (mona, moderator) = (app.participant("Mona").await, app.moderator().await);
    let hidden = mona.says(THREAD, "Skjules").await;
    let withdrawn = mona.says(THREAD, "Fortrydes").await;
    let quiet = json!({ "body": "Kun for kommunen", "visibility": "municipality" });
    mona.post(THREAD, quiet).await;
    moderator.hides(&hidden).await;
    mona.withdraws(&withdrawn).await;
    for feed in ["/park.atom", "/park/indsats-1.atom"] {
        let answer = app.page(feed).await;
        assert_eq!((answer.status, answer.text().matches("<entry>").count()), (StatusCode::OK, 0));
    }
    moderator.restores(&hidden).await;
    let back = app.page("/park/indsats-1.atom").await.text();
    let moment = hidden["created"].as_str().unwrap();
    let told = ["id", "published", "updated"].map(|name| within(entry(&back, "Skjules"), name));
    assert_eq!(told, [urn(&hidden).as_str(), moment, moment]);
    for nothing in ["/nej.atom", "/park/nej.atom", "/park/forslag.atom", "/.atom", "/mine.atom"] {
        assert_eq!(app.page(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn a_post_that_was_changed_keeps_its_name_and_is_told_as_newer() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Flere bøger").await;
    let before = app.page("/park/indsats-1.atom").await.text();
    let (urn, created) = (urn(&post), post["created"].as_str().unwrap());
    let told = |feed: &str, words: &str| {
        ["id", "published", "updated"].map(|name| within(entry(feed, words), name).to_owned())
    };
    assert_eq!(told(&before, "Flere bøger"), [urn.as_str(), created, created]);
    assert_eq!(within(&before, "updated"), created);
    // So that the change is of another moment.
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let changed = mona.does(Method::PATCH, &path, json!({ "body": "Flere bøge" })).await;
    let edited = changed["edited"].as_str().unwrap();
    assert_ne!(edited, created);
    for feed in ["/park/indsats-1.atom", "/park.atom"] {
        let after = app.page(feed).await.text();
        assert_eq!(told(&after, "Flere bøge<"), [urn.as_str(), created, edited], "{feed}");
        assert_eq!(within(&after, "updated"), edited, "{feed}");
        assert!(!after.contains("bøger") && after.matches("<entry>").count() == 1, "{after}");
    }
}

#[tokio::test]
async fn the_hearing_tells_of_its_news_and_a_section_does_not() {
    let app = App::start().await;
    let id = app.publish_news(1, "Kom til møde & kaffe", "<p>På torsdag.</p>").await;
    let feed = app.page("/park.atom").await.text();
    let news = entry(&feed, "Kom til møde");
    assert_eq!(within(news, "id"), urn(&json!({ "id": id })));
    assert_eq!(within(news, "title"), "Kom til møde &amp; kaffe");
    assert_eq!(within(news, "name"), "Kommunen");
    assert_eq!(within(news, "published"), within(news, "updated"));
    assert!(news.contains(&format!("/park/nyt/{id}\"/>")), "{news}");
    let words = "<content type=\"html\">&lt;p&gt;På torsdag.&lt;/p&gt;</content>";
    assert!(news.contains(words), "{news}");
    assert!(!app.page("/park/indsats-1.atom").await.text().contains("<entry>"));
}

#[tokio::test]
async fn a_section_tells_of_the_proposals_about_it_and_of_no_others() {
    let app = App::start().await;
    let (mona, moderator) = (app.participant("Mona").await, app.moderator().await);
    let wording = |section: &str, title: &str| {
        json!({
            "kind": "wording", "section": section, "title": title, "original": "skal",
            "replacement": "bør", "reason": "Det er venligere.",
        })
    };
    mona.says(THREAD, "Plant bøge").await;
    let own = mona.post(PROPOSALS, wording("indsats-1", "Flere bøge")).await;
    mona.post(PROPOSALS, wording("indsats-2", "Flere lygter")).await;
    mona.post(PROPOSALS, json!({ "kind": "idea", "title": "En sø", "body": "Grav en sø." })).await;
    let bad = mona.post(PROPOSALS, wording("indsats-1", "Skjules")).await;
    let hide = format!("/api/desk/proposals/{}/hide", bad["id"].as_str().unwrap());
    let why = json!({ "rule": "tonen", "reason": "Tal pænt." });
    moderator.does(Method::POST, &hide, why).await;
    let feed = app.page("/park/indsats-1.atom").await.text();
    assert_eq!(feed.matches("<entry>").count(), 2, "{feed}");
    let proposal = entry(&feed, "Nyt forslag: Flere bøge");
    assert_eq!(within(proposal, "id"), urn(&own));
    assert!(proposal.contains("Det er venligere.") && feed.contains("Plant bøge"), "{feed}");
    let other = app.page("/park/indsats-2.atom").await.text();
    assert!(other.contains("Flere lygter") && other.matches("<entry>").count() == 1, "{other}");
    assert_eq!(app.page("/park.atom").await.text().matches("<entry>").count(), 4);
}

#[tokio::test]
async fn an_english_feed_marks_what_is_danish_in_its_titles() {
    let app = App::start().await;
    // A name that looks like a gap in the sentence is a name.
    let mona = app.participant("Mona {place}").await;
    mona.says(THREAD, "Plant bøge").await;
    mona.says(GENERAL, "Tak for høringen").await;
    mona.post(PROPOSALS, json!({ "kind": "idea", "title": "En <sø>", "body": "Grav." })).await;
    app.publish_news(1, "Kom til møde", "<p>På torsdag.</p>").await;
    let part = |before: &str, danish: &str| {
        format!(
            "<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{before}\
             <span xml:lang=\"da\">{danish}</span></div></title>"
        )
    };
    let feed = app.page("/en/park.atom").await.text();
    for title in [
        "<title xml:lang=\"da\">En park for alle</title>".to_owned(),
        "<title xml:lang=\"da\">Kom til møde</title>".to_owned(),
        "<title>Comment by Mona {place}</title>".to_owned(),
        part("Comment by Mona {place} on ", "Indsats 1: Flere træer"),
        part("New proposal: ", "En &lt;sø&gt;"),
    ] {
        assert!(feed.contains(&title), "{title} is not in {feed}");
    }
    let section = app.page("/en/park/indsats-1.atom").await.text();
    let title = "<title xml:lang=\"da\">Indsats 1: Flere træer – En park for alle</title>";
    assert!(section.contains(title), "{section}");
    // In the language of the hearing nothing has to be told apart.
    let danish = app.page("/park.atom").await.text();
    assert!(!danish.contains("xhtml") && danish.matches("xml:lang").count() == 1, "{danish}");
    assert!(danish.contains("<title>Kommentar fra Mona {place} til Indsats 1: "), "{danish}");
}
