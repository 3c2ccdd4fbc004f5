//! Texts in: what the operator reads, what stays with its section, and what is refused.

use tests::{
    App, Method, PARK, StatusCode, Store, THREAD, client_key, json, problem, section_of_words,
};

#[tokio::test]
async fn a_first_text_is_all_new_and_the_same_again_all_matched() {
    let store = Store::new().await;
    let last = store.import("park", PARK, &[]);
    assert_eq!(last, "matched 0 renamed 0 new 5 removed 0");
    let last = store.import("park", PARK, &[]);
    assert_eq!(last, "matched 5 renamed 0 new 0 removed 0");
}

/// The text of `park` with one section renamed, one new and one left out.
fn revised() -> String {
    let renamed =
        PARK.replace("Indsats 1: Flere træer", "Indsats 1: Mange flere træer {#indsats-1}");
    let (kept, _) = renamed.split_once("## Indsats 2").unwrap();
    format!("{kept}## Indsats 3: Plads til hunde\n\nHunde skal have et sted at løbe frit.\n")
}

#[tokio::test]
async fn a_changed_text_says_what_was_matched_renamed_new_and_removed() {
    let store = Store::new().await;
    store.import("park", PARK, &[]);
    let ended = store.try_import("park", revised(), &[]);
    assert_eq!(ended.last_line(), "matched 3 renamed 1 new 1 removed 1");
    let line = |word: &str, key: &str| {
        ended.stdout.lines().any(|line| line.starts_with(word) && line.contains(key))
    };
    assert!(line("renamed", "indsats-1"), "{}", ended.stdout);
    assert!(line("new", "indsats-3") && line("removed", "indsats-2"), "{}", ended.stdout);
}

#[tokio::test]
async fn comments_stay_with_their_section_through_a_new_version() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let light = "/api/consultations/park/sections/indsats-2/comments";
    mona.says(THREAD, "Om træer").await;
    let about_light = mona.says(light, "Om lys").await;
    app.store.import("park", revised(), &[]);
    let section = app.read("/api/consultations/park/sections/indsats-1").await;
    assert_eq!((&section["title"], &section["count"]), (&json!("Mange flere træer"), &json!(1)));
    assert_eq!(app.read(THREAD).await["items"][0]["body"], "Om træer");
    let gone = app.read("/api/consultations/park/sections/indsats-2").await;
    assert_eq!((&gone["title"], &gone["version"]), (&json!("Mere lys"), &json!(1)));
    assert_eq!(app.read(light).await["items"][0]["body"], "Om lys");
    let page = format!("/park/kommentar/{}", about_light["id"].as_str().unwrap());
    assert_eq!(app.page(&page).await.status, StatusCode::OK);
    assert_eq!(app.read("/api/consultations/park").await["counts"]["comments"], 2);
    app.store.import("park", PARK, &[]);
    let back = app.read("/api/consultations/park/sections/indsats-2").await;
    assert_eq!((&back["title"], &back["count"]), (&json!("Mere lys"), &json!(1)));
}

#[tokio::test]
async fn a_paragraph_that_did_not_change_keeps_its_name() {
    let app = App::start().await;
    let before = app.read("/api/consultations/park/sections/indsats-1").await["html"].clone();
    let more = PARK.replace("Der skal plantes", "Først et helt nyt afsnit.\n\nDer skal plantes");
    app.store.import("park", more, &[]);
    let after = app.read("/api/consultations/park/sections/indsats-1").await["html"].clone();
    for paragraph in before.as_str().unwrap().split("<p ").skip(1) {
        assert!(after.as_str().unwrap().contains(paragraph.trim()), "{paragraph} in {after}");
    }
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_changes_nothing() {
    let app = App::start().await;
    let before = app.read("/api/consultations/park").await;
    let dry = app.store.try_import("park", revised(), &["--dry-run"]);
    assert_eq!(dry.last_line(), "matched 3 renamed 1 new 1 removed 1");
    let dry_publish = app.store.try_import("skole", PARK, &["--dry-run", "--publish"]);
    assert_eq!(dry_publish.last_line(), "matched 0 renamed 0 new 5 removed 0");
    assert_eq!(app.read("/api/consultations/park").await, before);
    assert_eq!(app.read("/api/consultations").await["total"], 1);
    let wet = app.store.try_import("park", revised(), &[]);
    assert_eq!(wet.stdout, dry.stdout);
    let first = app.store.import("skole", PARK, &["--publish"]);
    assert_eq!(first, "matched 0 renamed 0 new 5 removed 0");
}

#[tokio::test]
async fn the_first_and_the_last_day_of_the_hearing_can_stand_in_the_text() {
    let store = Store::new().await;
    let with_days = |days: &str| PARK.replace("mail:", &format!("{days}\nmail:"));
    store.import("park", with_days("opens: 2020-01-01\ncloses: 2020-01-31"), &["--publish"]);
    let app = store.serve();
    let mona = app.participant("Mona").await;
    let late = json!({ "body": "For sent", "client_key": client_key() });
    assert_eq!(mona.send(Method::POST, THREAD, late.clone()).await, problem(409, "closed"));
    let days = async || {
        let park = app.read("/api/consultations/park").await;
        ["phase", "opens", "closes"].map(|field| park[field].as_str().unwrap().to_owned())
    };
    assert_eq!(days().await, ["closed", "2019-12-31T23:00:00Z", "2020-01-31T23:00:00Z"]);
    app.store.import("park", with_days("opens: 2020-01-01\ncloses: 2099-07-31"), &["--publish"]);
    assert_eq!(days().await, ["open", "2019-12-31T23:00:00Z", "2099-07-31T22:00:00Z"]);
    assert_eq!(mona.send(Method::POST, THREAD, late).await.0, StatusCode::CREATED);
    app.store.import("park", PARK, &["--publish"]);
    assert_eq!(days().await, ["open", "2019-12-31T23:00:00Z", "2099-07-31T22:00:00Z"]);
}

/// Texts that must not come in, with the line that is at fault, if it is one line.
fn bad_texts() -> Vec<(&'static str, Vec<u8>, Option<usize>)> {
    let text = |text: &str| text.as_bytes().to_vec();
    let quotes = format!("# A\n\n{}x\n", "> ".repeat(200));
    let lists: String = (0..200).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    vec![
        ("no heading", text("Bare tekst\n\nuden overskrift\n"), None),
        ("nothing", Vec::new(), None),
        ("not UTF-8", b"# A\n\nBl\xE5b\xE6r\n".to_vec(), Some(3)),
        ("the same key twice", text("# A {#a}\n\nx\n\n## B {#a}\n"), Some(5)),
        ("a reserved key", text("# A\n\n## B {#forslag}\n"), Some(3)),
        ("a key that is none", text("# A {#Å B}\n"), Some(1)),
        ("too much", [b"# A\n\n".to_vec(), vec![b'x'; 10 * 1024 * 1024]].concat(), None),
        ("a script", text("# A\n\nx\n\n<script>alert(1)</script>\n"), Some(5)),
        ("a script in a line", text("# A\n\nx <ScRiPt src=x></script>\n"), Some(3)),
        ("an event attribute", text("# A\n\n<b onclick=\"x()\">y</b>\n"), Some(3)),
        ("an event attribute in a block", text("# A\n\n<div\n onload=x>y</div>\n"), Some(4)),
        ("a javascript: link", text("# A\n\n\n[x](javascript:alert(1))\n"), Some(4)),
        ("a hidden one", text("# A\n\n[x](java&Tab;script&colon;alert(1))\n"), Some(3)),
        ("a javascript: reference", text("# A\n\n[x][y]\n\n[y]: JavaScript:alert(1)\n"), None),
        ("a javascript: href", text("# A\n\n<a href=' javascript:x'>y</a>\n"), Some(3)),
        ("quotes in quotes", quotes.into_bytes(), Some(3)),
        ("lists in lists", format!("# A\n\n{lists}").into_bytes(), None),
        ("a NUL", b"# A\n\nx\0y\n".to_vec(), Some(3)),
        ("a title without end", text(&format!("# {}\n", "x".repeat(600))), Some(1)),
        ("front matter without end", text("---\ntitle: A\n# A\n"), None),
        ("a day that is none", text("---\ncloses: 2026-02-30\n---\n# A\n"), Some(2)),
        (
            "an end before the beginning",
            text("---\nopens: 2026-02-01\ncloses: 2026-01-31\n---\n# A\n"),
            Some(3),
        ),
        ("front matter that is none", text("---\ntitle: [\n---\n# A\n"), None),
    ]
}

#[tokio::test]
async fn a_text_that_must_not_come_in_is_refused_in_one_line_and_changes_nothing() {
    let app = App::start().await;
    let before = app.read("/api/consultations/park").await;
    for (what, bytes, line) in bad_texts() {
        for name in ["park", "skole"] {
            let ended = app.store.try_import(name, &bytes, &["--publish"]);
            assert!(!ended.success && ended.stdout.is_empty(), "{what}: {}", ended.stdout);
            let complaint = ended.complaint();
            assert_eq!(complaint.len(), 1, "{what}: {complaint:?}");
            let told = complaint[0].strip_prefix("blanddig: ").unwrap_or_default();
            assert!(told.len() > 10 && told.len() < 300, "{what}: {told}");
            if let Some(line) = line {
                assert!(told.starts_with(&format!("line {line}: ")), "{what}: {told}");
            }
        }
    }
    assert_eq!(app.read("/api/consultations/park").await, before);
    assert_eq!(app.read("/api/consultations").await["total"], 1);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_named() {
    let store = Store::new().await;
    for (path, complaint) in [
        ("/nowhere/text.md", "blanddig: /nowhere/text.md: no such file"),
        ("/tmp", "blanddig: /tmp: is a folder; name a Markdown file in it"),
    ] {
        let ended = store.run(&["import", "park", path]);
        assert_eq!((ended.success, ended.complaint()), (false, vec![complaint]));
    }
}

#[tokio::test]
async fn a_consultation_has_a_name_that_fits_into_an_address_and_is_not_taken() {
    let store = Store::new().await;
    let long = "x".repeat(61);
    for name in [
        "api",
        "assets",
        "desk",
        "embed",
        "en",
        "da",
        "mine",
        "regler",
        "privatliv",
        "tilgaengelighed",
        "cookies",
        "kontakt",
        "was",
        "oembed",
        "k",
        "sw.js",
        "healthz",
        "Park",
        "en park",
        "på",
        "..",
        "a/b",
        "",
        &long,
    ] {
        let ended = store.try_import(name, PARK, &["--publish"]);
        assert!(!ended.success, "{name}");
        assert_eq!(ended.complaint().len(), 1, "{name}: {}", ended.stderr);
    }
    let app = store.serve();
    assert_eq!(app.read("/api/consultations").await["total"], 0);
}

#[tokio::test]
async fn derived_keys_never_meet_an_address_of_the_program_or_each_other() {
    let store = Store::new().await;
    let text = "# Forslag\n\na\n\n## Nyt\n\nb\n\n## Mål\n\nc\n\n## Mål\n\nd\n\n## Resultat\n\ne\n\n\
        ## Regler\n\nf\n";
    store.import("park", text, &["--publish"]);
    let app = store.serve();
    let outline = app.read("/api/consultations/park").await["outline"].clone();
    let keys: Vec<_> = outline.as_array().unwrap().iter().map(|item| &item["key"]).collect();
    assert_eq!(keys, ["forslag-2", "nyt-2", "maal", "maal-2", "resultat-2", "regler-2"]);
}

const RICH: &str = r##"# Alt på én gang

Se § 4 og ÆØÅ, „Straße“.

- et
  1. første
  2. anden

Ord
: Forklaring

| a | b |
|---|--:|
| 1 | 2 |

En note.[^1] Og <b>fed</b>, <iframe src="https://x.dk"></iframe> og <form><input></form>
<a href="https://x.dk" style="color:red" target=_top>ud</a> <https://y.dk>

<style>
p{}
</style>

[^1]: Noten.
"##;

#[tokio::test]
async fn structure_comes_through_whole_and_what_could_do_harm_does_not() {
    let store = Store::new().await;
    store.import("park", RICH, &["--publish"]);
    let app = store.serve();
    let section = app.read("/api/consultations/park/sections/alt-paa-en-gang").await;
    let html = section["html"].as_str().unwrap();
    for part in [
        "§ 4",
        "ÆØÅ",
        "„Straße“",
        "<ul",
        "<ol",
        "<dl",
        "<dt",
        "<dd",
        "<table",
        "<th",
        "Noten.",
        "fed</b>",
        "https://x.dk",
        "https://y.dk",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    for part in ["<iframe", "<style", "p{}", "<form", "<input", "style=", "target=\"_top", "_top"] {
        assert!(!html.contains(part), "{part} is in {html}");
    }
}

#[tokio::test]
async fn a_text_of_two_megabytes_and_thousands_of_sections_comes_in_and_is_found_again() {
    let app = App::start().await;
    let mut text = String::from("# En stor tekst\n\nIndledning.\n\n");
    for number in 1..=4_000 {
        text.push_str(&format!("## Afsnit {number}: Om sag nummer {number}\n\n"));
        text.push_str(&section_of_words(number, 75));
        text.push_str("\n\n");
    }
    assert!(text.len() > 2_000_000, "{}", text.len());
    let last = app.store.import("stor", &text, &["--publish"]);
    assert_eq!(last, "matched 0 renamed 0 new 4001 removed 0");
    let changed = text.replace("sag nummer 1234\n", "noget ganske andet\n");
    let last = app.store.import("stor", &changed, &["--dry-run"]);
    assert_eq!(last, "matched 4000 renamed 1 new 0 removed 0");
    let large = app.read("/api/consultations/stor").await;
    assert_eq!(large["outline"].as_array().unwrap().len(), 4_001);
    let line = large["outline"][2_345].clone();
    assert_eq!(line["title"], "Afsnit 2345: Om sag nummer 2345");
    let section = format!("/api/consultations/stor/sections/{}", line["key"].as_str().unwrap());
    let mona = app.participant("Mona").await;
    mona.says(&format!("{section}/comments"), "Fundet!").await;
    let section = app.read(&section).await;
    assert_eq!((&section["position"], &section["count"]), (&json!(2_346), &json!(1)));
}
