//! What a file tells beside the words of a post: how the rule is named that it broke, and, to staff
//! alone, who agreed and was not counted.

use super::{PUBLIC, STAFF, document, entry, fetch, id, row, table};
use tests::{App, Method, PROPOSALS, THREAD, Value, Visitor, json};

const RULES: &str = "/api/desk/hearings/park/rules";

async fn hides(lene: &Visitor, kind: &str, post: &Value, rule: &str) {
    let why = json!({ "rule": rule, "reason": "Sådan er det." });
    lene.does(Method::POST, &format!("/api/desk/{kind}/{}/hide", id(post)), why).await;
}

#[tokio::test]
async fn a_rule_is_named_by_its_number_and_what_it_asks_also_when_it_is_retired() {
    let app = App::start().await;
    let (mona, lene, editor) =
        (app.participant("Mona").await, app.moderator().await, app.editor().await);
    let comment = mona.says(THREAD, "Idioter!").await;
    let long = json!({ "kind": "idea", "title": "Sø", "body": "Grav. Og grav. Og grav." });
    let proposal = mona.post(PROPOSALS, long).await;
    let fine = mona.says(THREAD, "Pænt").await;
    let turns = async || editor.read(RULES).await["turns"].clone();
    let new = json!({ "title": "=Skriv kort", "turns": turns().await });
    editor.does(Method::POST, RULES, new).await;
    hides(&lene, "comments", &comment, "tonen").await;
    hides(&lene, "proposals", &proposal, "regel-7").await;
    let retired = json!({ "stands": false, "turns": turns().await });
    editor.does(Method::PUT, &format!("{RULES}/regel-7"), retired).await;
    let tone = "Regel 2: Tal ordentligt om og til andre";
    for (by, of) in [(&app.stranger(), PUBLIC), (&lene, STAFF)] {
        let (rows, entries) = (table(by, of).await, document(by, of).await);
        for (post, rule, title) in [
            (&comment, "tonen", tone),
            (&proposal, "regel-7", "Regel 7: =Skriv kort"),
            (&fine, "", ""),
        ] {
            let row = row(&rows, post);
            assert_eq!((row["rule"].as_str(), row["rule_title"].as_str()), (rule, title), "{of}");
            let told = entry(&entries, post)["rule_title"].as_str().unwrap_or_default();
            assert_eq!(told, title, "{of}");
        }
    }
}

/// How many of a post's supports wait, and how many are not counted, as each form of the file says.
async fn uncounted(lene: &Visitor, post: &Value) -> [i64; 3] {
    let columns = ["support", "support_waiting", "support_uncounted"];
    let (rows, entries) = (table(lene, STAFF).await, document(lene, STAFF).await);
    let (row, entry) = (row(&rows, post), entry(&entries, post));
    columns.map(|column| {
        let told = entry[column].as_i64().unwrap();
        assert_eq!(row[column], told.to_string(), "{column}");
        told
    })
}

#[tokio::test]
async fn who_agreed_in_a_burst_is_told_in_the_staff_part_alone() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let comment = mona.says(THREAD, "Flere bøge").await;
    let idea = json!({ "kind": "idea", "title": "En sø", "body": "Grav." });
    let proposal = mona.post(PROPOSALS, idea).await;
    let mut people = Vec::new();
    for number in 0..32 {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    for (kind, post) in [("comments", &comment), ("proposals", &proposal)] {
        for person in &people {
            let path = format!("/api/{kind}/{}/support", id(post));
            person.does(Method::PUT, &path, Value::Null).await;
        }
        assert_eq!(uncounted(&lene, post).await, [30, 2, 0], "{kind}");
        let why = json!({ "rule": "reklame", "reason": "Fra samme sted." });
        let discount = format!("/api/desk/{kind}/{}/discount", id(post));
        lene.does(Method::POST, &discount, why).await;
        assert_eq!(uncounted(&lene, post).await, [30, 0, 2], "{kind}");
    }
    for ending in ["csv", "json"] {
        let text = fetch(&app.stranger(), &format!("{PUBLIC}.{ending}")).await.text();
        assert!(!text.contains("waiting") && !text.contains("uncounted"), "{text}");
    }
}

#[tokio::test]
async fn the_reason_is_that_of_the_decision_that_holds() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Bo er en idiot!").await;
    let strikes = json!({ "rule": "tonen", "reason": "Et navn.", "words": ["Bo"] });
    lene.does(Method::POST, &format!("/api/desk/comments/{}/redact", id(&post)), strikes).await;
    hides(&lene, "comments", &post, "tonen").await;
    let because = async || row(&table(&lene, STAFF).await, &post)["hidden_because"].clone();
    assert_eq!(because().await, "Sådan er det.");
    lene.does(Method::POST, &format!("/api/desk/comments/{}/undo", id(&post)), json!({})).await;
    assert_eq!(because().await, "Et navn.");
}
