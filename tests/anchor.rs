//! Anchors: comments stand where the text says what they are about, in this version and the next.

use tests::{App, GENERAL, PARK, THREAD, Value, Visitor, json};

const SECTION: &str = "/api/consultations/park/sections/indsats-1";
const TREES: &str = "Der skal plantes hundrede træer.";

/// The id of the paragraph of `indsats-1` that holds some words.
async fn paragraph(app: &App, words: &str) -> String {
    let section = app.read(SECTION).await;
    let html = [&section["html"], &section["plain_html"]].map(|html| html.as_str().unwrap_or(""));
    let html = html.concat();
    let block = html.split("<p id=\"").find(|block| block.contains(words));
    block.unwrap_or_else(|| panic!("{words} in {html}")).split('"').next().unwrap().to_owned()
}

fn selected(paragraph: &str, prefix: &str, quote: &str, suffix: &str) -> Value {
    json!({
        "body": format!("Om {quote}"),
        "anchor": {
            "paragraph": paragraph, "quote": quote, "prefix": prefix, "suffix": suffix, "version": 1,
        },
    })
}

async fn place(app: &App, post: &Value) -> (String, String) {
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let anchor = app.read(&path).await["anchor"].clone();
    let text = |field: &str| anchor[field].as_str().unwrap().to_owned();
    (text("found"), text("paragraph"))
}

fn is(found: &str, paragraph: &str) -> (String, String) {
    (found.to_owned(), paragraph.to_owned())
}

/// How many comments a section says that a paragraph has, and how many its list gives.
async fn counted(app: &App, paragraph: &str) -> (i64, i64) {
    let section = app.read(SECTION).await;
    let counts = section["paragraphs"].as_array().unwrap();
    let count = counts.iter().find(|count| count["paragraph"] == paragraph);
    let list = app.read(&format!("{THREAD}?paragraph={paragraph}&limit=100")).await;
    let items = list["items"].as_array().unwrap();
    assert_eq!(list["total"], items.len());
    let listed = items.iter().map(|item| 1 + item["replies"].as_i64().unwrap()).sum();
    (count.map_or(0, |count| count["count"].as_i64().unwrap()), listed)
}

/// The text of `park` with other words in the place of [`TREES`].
fn rewritten(words: &str) -> String {
    assert!(PARK.contains(TREES));
    PARK.replace(TREES, words)
}

#[tokio::test]
async fn a_comment_stands_at_its_paragraph_and_its_words() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let trees = paragraph(&app, TREES).await;
    let post = mona.post(THREAD, selected(&trees, "Der skal plantes", "hundrede træer", ".")).await;
    let mut anchor = selected(&trees, "Der skal plantes", "hundrede træer", ".")["anchor"].clone();
    anchor["found"] = "exact".into();
    assert_eq!(post["anchor"], anchor);
    assert_eq!(counted(&app, &trees).await, (1, 1));
}

#[tokio::test]
async fn comments_go_with_a_paragraph_that_is_rewritten_and_their_answers_go_with_them() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let old = paragraph(&app, TREES).await;
    let words = mona.post(THREAD, selected(&old, "plantes", "hundrede træer", ".")).await;
    let whole = json!({ "body": "Godt", "anchor": { "paragraph": old, "quote": TREES } });
    let whole = mona.post(THREAD, whole).await;
    let answer = mona.answers(THREAD, &words, "Ja").await;
    mona.answers(THREAD, &answer, "Jo").await;
    let hidden = mona.post(THREAD, selected(&old, "Der", "skal plantes", "hundrede")).await;
    lene.hides(&hidden).await;
    assert_eq!(counted(&app, &old).await, (4, 5));
    app.store.import("park", rewritten("Der skal nu plantes mindst hundrede træer."), &[]);
    let new = paragraph(&app, "mindst hundrede").await;
    assert_ne!(new, old);
    for post in [&words, &whole] {
        assert_eq!(place(&app, post).await, is("moved", &new));
    }
    // What was sent stays.
    let sent = app.read(&format!("/api/comments/{}", words["id"].as_str().unwrap())).await;
    assert_eq!(
        (&sent["anchor"]["quote"], &sent["anchor"]["version"]),
        (&json!("hundrede træer"), &json!(1))
    );
    assert_eq!((counted(&app, &old).await, counted(&app, &new).await), ((0, 0), (4, 5)));
    lene.restores(&hidden).await;
    assert_eq!((counted(&app, &old).await, counted(&app, &new).await), ((0, 0), (5, 5)));
    let late = mona.answers(THREAD, &words, "Stadig").await;
    assert_eq!(counted(&app, &new).await, (6, 6));
    mona.withdraws(&late).await;
    app.store.import("park", PARK, &[]);
    assert_eq!(place(&app, &words).await, is("exact", &old));
    assert_eq!((counted(&app, &old).await, counted(&app, &new).await), ((5, 5), (0, 0)));
}

#[tokio::test]
async fn what_is_no_longer_said_is_told_as_an_earlier_wording() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let old = paragraph(&app, TREES).await;
    let post = mona.post(THREAD, selected(&old, "plantes", "hundrede træer", ".")).await;
    app.store.import(
        "park",
        rewritten("En sø med ænder og en bro er vigtigere end alt andet."),
        &[],
    );
    assert_eq!(place(&app, &post).await, is("earlier", &old));
    assert_eq!(counted(&app, &old).await, (1, 1));
    let page = app.page("/park/indsats-1?udgave=fuld").await.text();
    assert!(page.contains("Om en tidligere ordlyd") && page.contains("hundrede træer"));
    assert!(!page.contains(&format!("afsnit={old}")), "no way leads to where nothing stands");
    assert!(!page.contains("class=said"));
}

#[tokio::test]
async fn a_phone_with_yesterdays_page_comments_on_todays_text() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let old = paragraph(&app, TREES).await;
    app.store.import("park", rewritten("Der skal nu plantes mindst hundrede træer."), &[]);
    let new = paragraph(&app, "mindst hundrede").await;
    let post = mona.post(THREAD, selected(&old, "skal plantes", "hundrede træer", ".")).await;
    assert_eq!(post["anchor"]["found"], "moved");
    assert_eq!(post["anchor"]["paragraph"], json!(new));
    let whole = json!({ "body": "Godt", "anchor": { "paragraph": old } });
    assert_eq!(mona.post(THREAD, whole).await["anchor"]["paragraph"], json!(new));
    assert_eq!((counted(&app, &old).await, counted(&app, &new).await), ((0, 0), (2, 2)));
}

#[tokio::test]
async fn a_paragraph_that_the_text_never_had_is_taken_and_guessed_at_by_nobody() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for thread in [THREAD, GENERAL] {
        let post = mona.post(thread, selected("p-9", "plantes", "hundrede træer", ".")).await;
        assert_eq!(post["anchor"]["found"], "earlier", "{thread}");
        assert_eq!(post["anchor"]["paragraph"], "p-9", "{thread}");
    }
    assert_eq!(counted(&app, "p-9").await, (1, 1));
}

#[tokio::test]
async fn what_a_client_says_of_where_it_was_found_is_not_read() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for found in [json!("exact"), json!("nowhere"), json!(7)] {
        let anchor = json!({ "paragraph": "p-9", "found": found });
        let post = mona.post(THREAD, json!({ "body": "Hej", "anchor": anchor })).await;
        assert_eq!(post["anchor"]["found"], "earlier");
    }
}

#[tokio::test]
async fn a_comment_of_a_section_that_comes_back_is_placed_in_it() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let old = paragraph(&app, TREES).await;
    let post = mona.post(THREAD, selected(&old, "plantes", "hundrede træer", ".")).await;
    app.store.import("park", "# En park for alle {#forord}\n\nParken.\n", &[]);
    assert_eq!(place(&app, &post).await, is("exact", &old));
    app.store.import("park", rewritten("Der skal nu plantes mindst hundrede træer."), &[]);
    assert_eq!(place(&app, &post).await, is("moved", &paragraph(&app, "mindst hundrede").await));
}

/// The marks of a page: where each leads and what it says.
async fn marks(app: &App, path: &str) -> Vec<(String, String)> {
    let page = app.page(path).await.text();
    let marks = page.split("<a class=said href='").skip(1).map(|rest| {
        let (href, rest) = rest.split_once('\'').unwrap();
        let words = rest.split_once('>').unwrap().1.split("</a>").next().unwrap();
        (href.to_owned(), words.to_owned())
    });
    marks.collect()
}

async fn says_of(mona: &Visitor, paragraph: &str, prefix: &str, quote: &str) -> String {
    let post = mona.post(THREAD, selected(paragraph, prefix, quote, "")).await;
    post["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn chosen_words_are_marked_in_the_text_and_lead_to_their_comment() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let full = paragraph(&app, TREES).await;
    let short = paragraph(&app, "Vi planter").await;
    let older = says_of(&mona, &full, "Der skal plantes", "hundrede").await;
    let newer = says_of(&mona, &full, "skal plantes hundrede", "træer").await;
    let both = says_of(&mona, &full, "Der skal plantes", "hundrede træer").await;
    let other = says_of(&mona, &short, "Vi", "planter").await;
    mona.post(THREAD, json!({ "body": "x", "anchor": { "paragraph": full, "quote": TREES } }))
        .await;
    let href = |look: &str, paragraph: &str, id: &str| {
        format!("/park/indsats-1?{look}afsnit={paragraph}#a-{id}")
    };
    let full_page = "/park/indsats-1?udgave=fuld";
    // Both editions are in the page, the short one first.
    for (page, look) in [(full_page, "udgave=fuld&amp;"), ("/park/indsats-1", "")] {
        let expected = [(&short, &other, "planter"), (&full, &both, "hundrede træer")];
        let expected = expected.map(|(at, id, words)| (href(look, at, id), words.to_owned()));
        assert_eq!(marks(&app, page).await, expected);
    }
    mona.withdraws(&json!({ "id": both })).await;
    let apart =
        [(&short, &other, "planter"), (&full, &older, "hundrede"), (&full, &newer, "træer")];
    let apart = apart.map(|(at, id, words)| (href("udgave=fuld&amp;", at, id), words.to_owned()));
    assert_eq!(marks(&app, full_page).await, apart);
}

#[tokio::test]
async fn words_of_a_comment_that_cannot_be_read_are_not_marked() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let full = paragraph(&app, TREES).await;
    let hidden = says_of(&mona, &full, "Der skal", "plantes").await;
    lene.hides(&json!({ "id": hidden })).await;
    let mut private = selected(&full, "plantes", "hundrede", "træer");
    private["visibility"] = "municipality".into();
    mona.post(THREAD, private).await;
    mona.says(THREAD, "Noget offentligt").await;
    assert_eq!(marks(&app, "/park/indsats-1?udgave=fuld").await, []);
}

#[tokio::test]
async fn a_new_version_comes_in_while_sixteen_people_comment_and_every_count_is_right() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let mut people = Vec::new();
    for number in 0..16 {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    let old = paragraph(&app, TREES).await;
    let post = people[0].post(THREAD, selected(&old, "plantes", "hundrede træer", ".")).await;
    let posting = people.into_iter().map(|person| {
        let (old, post) = (old.clone(), post.clone());
        async move {
            for _ in 0..8 {
                person.post(THREAD, selected(&old, "skal plantes", "hundrede", "træer")).await;
                person.answers(THREAD, &post, "Ja").await;
            }
        }
    });
    let store = app.store.clone();
    let import = tokio::task::spawn_blocking(move || {
        for words in ["Der skal nu plantes mindst hundrede træer.", TREES] {
            store.import("park", rewritten(words), &[]);
        }
        store.import("park", rewritten("Der skal nu plantes mindst hundrede træer."), &[]);
    });
    tests::together(posting).await;
    import.await.unwrap();
    let new = paragraph(&app, "mindst hundrede").await;
    let section = app.read(SECTION).await;
    assert_eq!(section["paragraphs"], json!([{ "paragraph": new, "count": 257 }]));
    let list = app.read(&format!("{THREAD}?paragraph={new}")).await;
    assert_eq!(list["total"], 129);
}
