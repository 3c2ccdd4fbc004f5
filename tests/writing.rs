//! What people type and paste, in every field that there is: what is refused, what is kept, and that
//! nothing of it leaves the place where it is shown.

use tests::{
    App, GENERAL, Method, PROPOSALS, StatusCode, THREAD, Value, Visitor, client_key, json,
};

/// A field that people fill: who sends what where, its name, and the most that it takes.
struct Field {
    by: Visitor,
    method: Method,
    path: String,
    whole: Value,
    name: &'static str,
    most: usize,
    /// Without it there is no post.
    needed: bool,
}

impl Field {
    async fn send(&self, words: &str) -> (StatusCode, Value) {
        let mut whole = self.whole.clone();
        whole["client_key"] = client_key().into();
        whole[self.name] = words.into();
        self.by.send(self.method.clone(), &self.path, whole).await
    }

    /// Asserts that these words are refused for this field and for nothing else.
    async fn refuses(&self, words: &str, flaw: &str) {
        let (status, answer) = self.send(words).await;
        let start: String = words.chars().take(20).collect();
        let told = json!([{ "field": self.name, "flaw": flaw }]);
        assert_eq!((status.as_u16(), &answer["fields"]), (422, &told), "{}: {start:?}", self.path);
    }

    /// Asserts that these words are taken.
    async fn takes(&self, words: &str) {
        let (status, answer) = self.send(words).await;
        let start: String = words.chars().take(20).collect();
        assert!(status.is_success(), "{} {}: {start:?} {answer}", self.path, self.name);
    }
}

/// Every field in which people write.
async fn fields(app: &App) -> Vec<Field> {
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Hej").await;
    let of = |what: &str| format!("/api/comments/{}{what}", post["id"].as_str().unwrap());
    let idea = json!({ "kind": "idea", "title": "Lys", "body": "Mere lys." });
    let wording = json!({
        "kind": "wording", "section": "indsats-1", "original": "gammelt", "replacement": "nyt",
        "reason": "Fordi.",
    });
    let mut offer = idea.clone();
    offer["kind"] = "partnership".into();
    offer["organisation"] = "Klubben".into();
    let me = json!({ "name": "Mona" });
    let field = |path: &str, whole: &Value, name, most, needed| Field {
        by: mona.clone(),
        method: Method::POST,
        path: path.to_owned(),
        whole: whole.clone(),
        name,
        most,
        needed,
    };
    let mut fields = vec![
        field(THREAD, &json!({}), "body", 10_000, true),
        field(GENERAL, &json!({}), "body", 10_000, true),
        field("/api/participants", &me, "name", 60, true),
        field("/api/participants", &me, "district", 60, false),
        field(PROPOSALS, &idea, "title", 120, true),
        field(PROPOSALS, &idea, "body", 10_000, true),
        field(PROPOSALS, &wording, "original", 10_000, true),
        field(PROPOSALS, &wording, "replacement", 10_000, false),
        field(PROPOSALS, &wording, "reason", 10_000, true),
        field(PROPOSALS, &offer, "organisation", 200, true),
        field(PROPOSALS, &offer, "contact", 200, false),
        field(&of("/reports"), &json!({ "reason": "andet" }), "text", 1_000, false),
        field(&of(""), &json!({}), "body", 10_000, true),
    ];
    if let Some(edit) = fields.last_mut() {
        edit.method = Method::PATCH;
    }
    fields
}

/// What looks like nothing: empty, spaces, zero-width characters, a soft hyphen, fillers, an empty
/// Braille pattern, marks without a letter, directions around nothing, controls.
const NOTHING: [&str; 9] = [
    "",
    " \n\t\u{A0}\u{3000}",
    "\u{200B}\u{200C}\u{200D}\u{FEFF}\u{2060}",
    "\u{AD}",
    "\u{3164}\u{115F}",
    "\u{2800}",
    "\u{301}\u{FE0F}",
    "\u{202E}\u{2066}\u{2069}",
    "\u{1}\u{7F}",
];

/// What looks strange and is somebody's words.
const WORDS: [&str; 9] = [
    "👩‍👩‍👧‍👦🏳️‍🌈🇩🇰1️⃣",
    "مرحبًا بالجميع",
    "שלום",
    "漢字とかな",
    "می\u{200C}خواهم",
    "क्षि ༄༅",
    "<b onclick=alert(1)>&amp;</b><script>'\"",
    "\u{202E}modsat",
    "Z\u{336}\u{301}\u{302}\u{303}\u{304}a",
];

#[tokio::test]
async fn every_field_says_that_nothing_stands_in_it_when_nothing_can_be_seen() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    for field in fields(&app).await {
        for nothing in NOTHING {
            if field.needed {
                field.refuses(nothing, "missing").await;
            } else {
                field.takes(nothing).await;
            }
        }
    }
}

#[tokio::test]
async fn every_field_takes_any_script_and_one_word_as_long_as_it_may_be_and_no_longer() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    for field in fields(&app).await {
        for words in WORDS {
            field.takes(words).await;
        }
        field.takes(&"å".repeat(field.most)).await;
        for more in [field.most + 1, 20_000] {
            field.refuses(&"å".repeat(more), "too-long").await;
        }
    }
}

#[tokio::test]
async fn a_comment_stays_as_it_was_sent_but_for_what_no_text_needs() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for words in WORDS {
        assert_eq!(mona.says(THREAD, words).await["body"], words);
    }
    let sent = " \u{0}En\r\nlinje\u{B}til\u{2028}og\u{7F} en\u{FFFF}\n ";
    assert_eq!(mona.says(THREAD, sent).await["body"], "En\nlinje\ntil\nog en");
}

#[tokio::test]
async fn a_name_or_a_title_is_one_line_that_turns_nothing_around() {
    let app = App::start().await;
    let by = app.participant("\u{202E}Mona\n\u{2067}fra\t Nørrebro").await;
    let post = by.says(THREAD, "Hej").await;
    assert_eq!(post["author"]["name"], "Mona fra Nørrebro");
    let idea = json!({ "kind": "idea", "title": "\u{202E}Lys\non", "body": "Mere." });
    assert_eq!(by.post(PROPOSALS, idea).await["title"], "Lys on");
    let wording = json!({
        "kind": "wording", "section": "indsats-1", "original": "\u{202E}gammelt",
        "replacement": "nyt\u{2067}", "reason": "\u{202E}Fordi.",
    });
    let wording = by.post(PROPOSALS, wording).await;
    assert_eq!((&wording["original"], &wording["replacement"]), (&json!("gammelt"), &json!("nyt")));
    assert_eq!(wording["reason"], "\u{202E}Fordi.");
    let change = json!({ "name": "Mona\u{2066}", "district": "\u{2800}" });
    let (_, me) = by.send(Method::PATCH, "/api/participants/me", change).await;
    assert_eq!((&me["name"], &me["district"]), (&json!("Mona"), &Value::Null));
}

/// What would turn the words around it, if it got out.
const TURNS: &str = "\u{202E}vendt\u{2067}";

/// The tags that stand open at a place of a page, from the outside in.
fn open_at(html: &str, at: usize) -> Vec<&str> {
    const VOID: [&str; 6] = ["input", "br", "meta", "link", "img", "hr"];
    let mut open = Vec::new();
    for part in html[..at].split('<').skip(1) {
        let tag = part.split('>').next().unwrap_or_default();
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if tag.starts_with('/') {
            open.pop();
        } else if !tag.starts_with('!') && !VOID.contains(&name) {
            open.push(tag);
        }
    }
    open
}

/// Asserts that wherever the words that turn stand in a page, an element holds them in.
fn holds_in(page: &str, address: &str) {
    for (at, _) in page.match_indices('\u{202E}') {
        let open = open_at(page, at);
        let held = open.iter().any(|tag| tag.starts_with("bdi") || tag.contains("dir=auto"));
        let tag = page[..at].rfind('<').map_or("", |from| &page[from..at]);
        let value = !tag.contains('>') && (tag.contains("data-words") || tag.contains("value="));
        assert!(held || value, "{address}: {tag} in {open:?}");
    }
}

#[tokio::test]
async fn what_turns_the_writing_around_is_held_in_by_its_element_on_every_page() {
    let app = App::start().await;
    let named = json!({ "name": TURNS, "district": TURNS });
    let (_, welcome) = app.send(Method::POST, "/api/participants", named).await;
    let by = app.holder_of(welcome["id"].as_str().unwrap(), welcome["token"].as_str().unwrap());
    let mut addresses: Vec<String> = ["/", "/park", "/park/indsats-1", "/park/forslag"]
        .iter()
        .map(|address| (*address).to_owned())
        .collect();
    addresses
        .extend(["/park?soeg=vendt", "/embed/park/indsats-1", "/park.atom"].map(str::to_owned));
    addresses.push("/park?soeg=%E2%80%AEvendt".to_owned());
    let quoted = json!({
        "body": TURNS, "anchor": { "paragraph": "p-findes-ikke", "quote": TURNS },
    });
    let post = by.post(THREAD, quoted).await;
    let answer = by.answers(THREAD, &post, TURNS).await;
    by.answers(THREAD, &answer, TURNS).await;
    by.says(GENERAL, TURNS).await;
    for proposal in [
        json!({ "kind": "idea", "title": TURNS, "body": TURNS }),
        json!({ "kind": "partnership", "title": TURNS, "body": TURNS, "organisation": TURNS }),
        json!({ "kind": "wording", "section": "indsats-1", "original": "x", "replacement": TURNS,
            "reason": TURNS }),
    ] {
        let proposal = by.post(PROPOSALS, proposal).await;
        addresses.push(format!("/park/forslag/{}", proposal["id"].as_str().unwrap()));
    }
    for post in [&post, &answer] {
        addresses.push(format!("/park/kommentar/{}", post["id"].as_str().unwrap()));
    }
    app.finds("/api/consultations/park/search?q=vendt&kind=proposal", 3).await;
    let mut found = 0;
    for address in &addresses {
        let page = app.page(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let text = page.text();
        let (head, body) = text.split_once("</head>").unwrap_or((&text, ""));
        assert!(!head.contains('\u{202E}'), "{address}: {head}");
        holds_in(body, address);
        found += body.matches('\u{202E}').count();
    }
    assert!(found > 10, "{found}");
}

#[tokio::test]
async fn html_is_shown_as_it_was_typed_and_a_long_word_breaks_no_page() {
    let app = App::start().await;
    let html = "</p></bdi><script>alert(1)</script><img src=x onerror=alert(1)>'\"&lt;";
    let by = app.participant(&html[..60]).await;
    let long = "å".repeat(5_000);
    by.says(THREAD, html).await;
    by.says(THREAD, &long).await;
    let title = &html[..html.len().min(120)];
    by.post(PROPOSALS, json!({ "kind": "idea", "title": title, "body": html })).await;
    for address in ["/park/indsats-1", "/park/forslag", "/embed/park/indsats-1", "/park.atom"] {
        let page = app.page(address).await.text();
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{address}");
        assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{address}");
    }
    // It is folded, and every letter of it is there.
    let page = app.page("/park/indsats-1").await.text();
    assert!(page.matches('å').count() >= 5_000 && page.contains("<details class=fold>"));
}

#[tokio::test]
async fn a_question_of_any_kind_is_answered_with_a_page() {
    let app = App::start().await;
    let long = "%C3%B8".repeat(5_000);
    let questions =
        ["%00", "%E2%80%8B", "%E2%80%AEabc", "%3Cscript%3E", "%F0%9F%8C%B1", "%D9%85", &long];
    for question in questions {
        let page = app.page(&format!("/park?soeg={question}")).await;
        let start: String = question.chars().take(12).collect();
        assert!(
            page.status.is_success() || page.status == StatusCode::UNPROCESSABLE_ENTITY,
            "{start}"
        );
        let text = page.text();
        assert!(!text.contains("<script>alert") && !text.contains('\u{202E}'), "{start}");
        let title = page.element("title").unwrap_or_default();
        assert!(title.chars().count() < 260, "{start}: {title}");
    }
}
