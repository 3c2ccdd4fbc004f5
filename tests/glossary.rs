//! Words that are explained where they stand.

use tests::{App, PARK, Store};

/// The text of `park` with some words explained.
fn explained(words: &str) -> String {
    PARK.replacen("mail: park@example.dk", &format!("ordliste:\n{words}mail: park@example.dk"), 1)
}

#[tokio::test]
async fn the_first_of_each_word_in_each_edition_opens_its_explanation() {
    let app = App::start().await;
    let words = "  træ: En plante med <stamme>.\n  sti: En vej for gående.\n";
    app.store.import("park", explained(words), &[]);
    let page = app.page("/park/indsats-1").await.text();
    // "træer" in the short edition, and again in the full one, where the second one stays as it is.
    assert_eq!(page.matches("popovertarget=ord-1>træer</button>").count(), 2, "{page}");
    assert_eq!(page.matches(" id=ord-1 ").count(), 1);
    assert!(page.contains("En plante med &lt;stamme&gt;.") && !page.contains("ord-2"));
    // The words of a paragraph and its name stay what they were.
    let section = app.read("/api/consultations/park/sections/indsats-1").await;
    assert!(!section["html"].as_str().unwrap().contains("<button"));
    let path = app.page("/park/lindetraeer").await.text();
    assert!(path.contains("popovertarget=ord-2>stien</button>") && !path.contains("ord-1"));
}

#[tokio::test]
async fn each_version_explains_its_own_words() {
    let app = App::start().await;
    app.store.import("park", explained("  sti: En vej for gående.\n"), &[]);
    assert!(app.page("/park/lindetraeer").await.text().contains("En vej for gående."));
    app.store.import("park", PARK, &[]);
    assert!(!app.page("/park/lindetraeer").await.text().contains("En vej for gående."));
}

#[tokio::test]
async fn a_word_without_an_explanation_is_refused_with_its_line() {
    let store = Store::new().await;
    let ended = store.try_import("park", explained("  træ: En plante.\n  sti:\n"), &["--publish"]);
    assert!(!ended.success);
    assert!(ended.stderr.contains("line 8: `sti` needs an explanation"), "{}", ended.stderr);
}
