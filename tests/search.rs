//! Looking for words: what is found, how it is shown, and that nothing hidden is.

use tests::{App, GENERAL, Method, PARK, PROPOSALS, StatusCode, Store, THREAD, Value, json, unfit};

const SEARCH: &str = "/api/consultations/park/search";

/// What is found, once there are so many.
async fn found(app: &App, question: &str, many: usize) -> Value {
    let question: String = question.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let path = format!("{SEARCH}?q={question}");
    app.finds(&path, many).await;
    app.read(&path).await
}

#[tokio::test]
async fn words_are_found_in_every_form_and_as_parts_of_others() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Mentorordninger og høringssvar hører sammen.").await;
    mona.says(GENERAL, "Ålens café skal blive.").await;
    let lake = json!({ "kind": "idea", "title": "En svømmesø", "body": "Grav den." });
    let lake = mona.post(PROPOSALS, lake).await;
    for question in
        ["mentorordning", "ordning", "ORDNINGER", "hoeringssvaret", "høringssvar mentor"]
    {
        let hits = found(&app, question, 1).await;
        assert_eq!(hits["items"][0]["name"], post["id"], "{question}");
    }
    let hit = &found(&app, "ordning", 1).await["items"][0];
    assert_eq!((&hit["kind"], &hit["title"]), (&json!("comment"), &json!("Mona")));
    assert_eq!(hit["place"], "Indsats 1: Flere træer");
    assert_eq!(hit["excerpt"][0], json!({ "text": "Mentorordninger", "found": true }));
    let hit = &found(&app, "svoemmesoe", 1).await["items"][0];
    assert_eq!((&hit["kind"], &hit["name"]), (&json!("proposal"), &lake["id"]));
    let wording = json!({
        "kind": "wording", "section": "indsats-1", "original": "Vi planter hundrede træer.",
        "replacement": "Vi planter tusind pilekviste.", "reason": "Flere fugle.",
    });
    let wording = mona.post(PROPOSALS, wording).await;
    let hit = &found(&app, "pilekvist", 1).await["items"][0];
    assert_eq!((&hit["name"], &hit["number"]), (&wording["id"], &wording["number"]));
    let page = app.page("/park?soeg=pilekvist").await.text();
    assert!(page.contains(&format!("Forslag nr. {}", wording["number"])), "{page}");
    found(&app, "aal cafe", 1).await;
    // The text itself, and it comes first.
    mona.says(THREAD, "Skygge, skygge, skygge").await;
    let hits = found(&app, "skygge", 2).await;
    assert_eq!(hits["items"][0]["kind"], "section");
    assert_eq!(hits["items"][0]["name"], "maal-1");
    assert_eq!(hits["total"], 2);
    for nothing in ["", "   ", "ordblind", "træ ordblind", "\u{202e}", "%_'\"\\"] {
        found(&app, nothing, 0).await;
    }
}

/// Whether an excerpt marks these words.
fn marks(hit: &Value, words: &str) -> bool {
    let piece = json!({ "text": words, "found": true });
    hit["excerpt"].as_array().unwrap().contains(&piece)
}

#[tokio::test]
async fn a_word_in_one_form_is_found_as_a_part_of_others_in_another() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    mona.says(THREAD, "Folkeskolen har en mentorordning.").await;
    for (question, word) in [
        ("ordninger", "mentorordning"),
        ("ordningerne", "mentorordning"),
        ("skoler", "Folkeskolen"),
        ("skolerne", "Folkeskolen"),
    ] {
        let hit = &found(&app, question, 1).await["items"][0];
        assert!(marks(hit, word), "{question}: {hit}");
    }
    found(&app, "skoler ordninger", 1).await;
    found(&app, "kole", 1).await;
    found(&app, "koler", 0).await;
}

/// A section whose editions share few words.
const EDITIONS: &str = "
## Indsats 3: Til cyklen

:::kort
*Luft*pumpen er gratis.
:::

En servicestander med kompressor er gratis.
";

#[tokio::test]
async fn a_section_is_found_in_the_edition_in_which_the_words_stand() {
    let store = Store::new().await;
    store.import("park", format!("{PARK}{EDITIONS}"), &["--publish"]);
    let app = store.serve();
    for (question, full, word) in [
        ("luftpumper", false, "Luftpumpen"),
        ("kompressoren", true, "kompressor"),
        // In both: the one that the page shows first. What holds more words comes before that.
        ("gratis", false, "gratis"),
        ("gratis kompressor", true, "kompressor"),
        ("kompressor luftpumpe", false, "Luftpumpen"),
    ] {
        let hit = &found(&app, question, 1).await["items"][0];
        assert_eq!((&hit["name"], &hit["full"]), (&json!("indsats-3"), &json!(full)), "{question}");
        assert!(marks(hit, word), "{question}: {hit}");
    }
    // In the title alone, and in a section that has one edition.
    assert_eq!(found(&app, "cyklen", 1).await["items"][0]["full"], false);
    assert_eq!(found(&app, "skygge", 1).await["items"][0]["full"], false);
    for (question, link) in [
        ("kompressor", "href='/park/indsats-3?udgave=fuld'"),
        ("luftpumpe", "href='/park/indsats-3'"),
        ("cyklen", "href='/park/indsats-3'"),
        ("skygge", "href='/park/maal-1'"),
    ] {
        let page = app.page(&format!("/park?soeg={question}")).await.text();
        let results = page.split("<ul class=cards>").nth(1).unwrap();
        let results = results.split("</ul>").next().unwrap();
        assert!(results.contains(link), "{question}: {results}");
    }
}

#[tokio::test]
async fn words_that_somebody_makes_up_hide_no_others() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let letters = 'a'..='t';
    let pairs = letters.clone().flat_map(|a| letters.clone().map(move |b| (a, b)));
    let made_up: Vec<String> = pairs.map(|(a, b)| format!("{a}{b}ordning")).collect();
    let made_up = made_up.join(" ");
    // In another hearing.
    let other = PARK.replace("Stierne skal være oplyst.", &made_up);
    app.store.import("by", other, &["--publish"]);
    app.finds("/api/consultations/by/search?q=ordning", 1).await;
    let meant = mona.says(THREAD, "Mentorordninger til alle").await;
    let hits = found(&app, "ordning", 1).await;
    assert_eq!(hits["items"][0]["name"], meant["id"]);
    found(&app, "taordning", 0).await;
    // In the same one.
    let strange = mona.says(GENERAL, &made_up).await;
    found(&app, "ordning", 2).await;
    let both = [&strange, &meant].map(|post| post["id"].as_str().unwrap());
    for query in ["q=ordning", "q=ordninger&kind=comment", "q=ordninger&similar=true"] {
        assert_eq!(names(&app, query).await, both, "{query}");
    }
    let hits = found(&app, "ordning alle", 1).await;
    assert_eq!(hits["items"][0]["name"], meant["id"]);
}

#[tokio::test]
async fn only_what_the_public_may_see_is_found() {
    let app = App::start().await;
    let (mona, moderator) = (app.participant("Mona").await, app.moderator().await);
    let hidden = mona.says(THREAD, "En hemmelighed").await;
    let withdrawn = mona.says(THREAD, "Endnu en hemmelighed").await;
    let changed = mona.says(THREAD, "Den sidste hemmelighed").await;
    let quiet = json!({ "body": "Hemmelighed for kommunen", "visibility": "municipality" });
    mona.post(THREAD, quiet).await;
    found(&app, "hemmelighed", 3).await;
    moderator.hides(&hidden).await;
    found(&app, "hemmelighed", 2).await;
    mona.withdraws(&withdrawn).await;
    found(&app, "hemmelighed", 1).await;
    let address = format!("/api/comments/{}", changed["id"].as_str().unwrap());
    mona.does(Method::PATCH, &address, json!({ "body": "Noget ganske andet" })).await;
    found(&app, "hemmelighed", 0).await;
    found(&app, "ganske", 1).await;
    moderator.restores(&hidden).await;
    found(&app, "hemmelighed", 1).await;
}

#[tokio::test]
async fn much_is_found_a_page_at_a_time() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let mona = app.participant("Mona").await;
    for number in 0..45 {
        mona.says(GENERAL, &format!("Bænk nummer {number}, og bænke nok")).await;
    }
    // "Alle bænke skal have skygge" stands in the text.
    app.finds(&format!("{SEARCH}?q=b%C3%A6nk"), 46).await;
    let mut after = String::new();
    let mut names = Vec::new();
    loop {
        let page = app.read(&format!("{SEARCH}?q=b%C3%A6nk&limit=20{after}")).await;
        assert_eq!(page["total"], 46);
        let items = page["items"].as_array().unwrap();
        names.extend(items.iter().map(|hit| hit["name"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(names.len(), 46);
    assert_eq!(names[0], "maal-1");
    assert!(names[1..].is_sorted_by(|a, b| a > b), "{names:?}");
    names.dedup();
    assert_eq!(names.len(), 46);
    let (status, _) = app.get(&format!("{SEARCH}?q=a&after=x")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.get("/api/consultations/nej/search?q=a").await.0, StatusCode::NOT_FOUND);
    assert_eq!(app.get(SEARCH).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

/// The names of what is found at an address of the search, in order.
async fn names(app: &App, query: &str) -> Vec<String> {
    let hits = app.read(&format!("{SEARCH}?{query}")).await;
    let items = hits["items"].as_array().unwrap();
    items.iter().map(|hit| hit["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn one_kind_alone_can_be_looked_through() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Flere bænke, tak").await;
    let idea = json!({ "kind": "idea", "title": "Bænke i solen", "body": "Mange." });
    let older = mona.post(PROPOSALS, idea.clone()).await;
    let newer = mona.post(PROPOSALS, idea).await;
    mona.does(Method::PUT, &support(&older), Value::Null).await;
    // "Alle bænke skal have skygge" stands in the text.
    found(&app, "bænk", 4).await;
    let id = |post: &Value| post["id"].as_str().unwrap().to_owned();
    for (kind, expected) in [
        ("section", vec!["maal-1".to_owned()]),
        ("proposal", vec![id(&newer), id(&older)]),
        ("comment", vec![id(&post)]),
    ] {
        let query = format!("q=b%C3%A6nk&kind={kind}");
        assert_eq!(names(&app, &query).await, expected, "{kind}");
        let total = app.read(&format!("{SEARCH}?{query}")).await["total"].clone();
        assert_eq!(total, expected.len(), "{kind}");
    }
    let first = app.read(&format!("{SEARCH}?q=b%C3%A6nk&kind=proposal&limit=1")).await;
    let next = first["next"].as_str().unwrap();
    let query = format!("q=b%C3%A6nk&kind=proposal&limit=1&after={next}");
    let second = app.read(&format!("{SEARCH}?{query}")).await;
    assert_eq!((&second["items"][0]["name"], &second["next"]), (&older["id"], &Value::Null));
    assert_eq!(second["items"][0]["support"], 1);
    let refused = app.get(&format!("{SEARCH}?q=a&kind=nonsense")).await;
    assert_eq!(refused, unfit(&[("kind", "unknown")]));
}

fn support(proposal: &Value) -> String {
    format!("/api/proposals/{}/support", proposal["id"].as_str().unwrap())
}

#[tokio::test]
async fn what_is_like_a_proposal_is_found_while_it_is_written_and_the_likest_first() {
    let app = App::start().await;
    let (mona, moderator) = (app.participant("Mona").await, app.moderator().await);
    let mut ids = Vec::new();
    for (title, body) in [
        ("Et cykelværksted", "Hvor børn og voksne kan lappe deres egne cykler."),
        ("Gratis frugt", "Til børn i skolen."),
        ("Lektiehjælp", "Til børn, hver tirsdag."),
        ("Svømning", "For børn om lørdagen."),
        ("Legeplads", "Der mangler noget til børn."),
    ] {
        let idea = json!({ "kind": "idea", "title": title, "body": body });
        ids.push(mona.post(PROPOSALS, idea).await);
    }
    mona.says(THREAD, "Et cykelværksted for børn ville være godt").await;
    found(&app, "børn", 6).await;
    let like = |words: &str| format!("kind=proposal&similar=true&limit=5&q={words}");
    let id = |at: usize| ids[at]["id"].as_str().unwrap().to_owned();
    // Part of a word, and most of the other words nobody has used: still found.
    let query = like("Vi+vil+gerne+have+hjemmelavede+cykel-kurser+til+alle");
    assert_eq!(names(&app, &query).await, [id(0)]);
    // A word that many have is not enough alone beside others, and ranks last.
    assert_eq!(names(&app, &like("Flere+legehuse+til+b%C3%B8rn")).await, Vec::<String>::new());
    assert_eq!(names(&app, &like("Frugt+og+lektiehj%C3%A6lp+b%C3%B8rn")).await, [id(2), id(1)]);
    for nothing in ["", "og+til+at", "%F0%9F%8D%8F", "xyzzy+plugh"] {
        assert_eq!(names(&app, &like(nothing)).await, Vec::<String>::new(), "{nothing}");
    }
    let hit = &app.read(&format!("{SEARCH}?{}", like("frugt"))).await["items"][0];
    assert_eq!(
        (&hit["title"], &hit["number"], &hit["support"]),
        (&json!("Gratis frugt"), &json!(2), &json!(0),)
    );
    let hide = format!("/api/desk/proposals/{}/hide", id(1));
    let hiding = json!({ "rule": "tonen", "reason": "Derfor." });
    moderator.does(Method::POST, &hide, hiding).await;
    assert_eq!(names(&app, &like("frugt")).await, Vec::<String>::new());
    let long = "frugt+".repeat(200) + &"x".repeat(5_000);
    assert_eq!(names(&app, &like(&long)).await, Vec::<String>::new());
    assert_eq!(
        app.get("/api/consultations/nej/search?q=frugt&similar=true").await.0,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_page_shows_what_was_found_and_marks_it() {
    let app = App::start().await;
    app.participant("Mona <b>").await.says(THREAD, "Plant <i>bøge</i> & ege").await;
    found(&app, "bøg", 1).await;
    let page = app.page("/park?soeg=b%C3%B8g").await;
    let html = page.text();
    for part in [
        "<mark>bøge</mark>",
        "Mona &lt;b&gt;",
        "&lt;i&gt;",
        "1 sted",
        "noindex",
        "<title>Søgning: bøg",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    let nothing = app.page("/park?soeg=%3Cscript%3E").await.text();
    assert!(nothing.contains("Vi fandt ikke noget.") && !nothing.contains("<script>script"));
    assert!(nothing.contains("value='&lt;script&gt;'"), "{nothing}");
}
