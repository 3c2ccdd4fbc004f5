//! Difficulties: whoever finds a section hard says so with one tap, and staff see where.

use tests::{App, Method, PARK, StatusCode, Value, Visitor, json, problem, together, unfit};

const HARD: &str = "/api/consultations/park/sections/indsats-1/difficulty";
const LIST: &str = "/api/desk/consultations/park/difficulties";

async fn says(by: &Visitor, method: Method, path: &str, device: &str) -> (StatusCode, Value) {
    by.send(method, path, json!({ "device": device })).await
}

/// The sections that were found hard: key, version, how many said so.
async fn found(lene: &Visitor) -> Vec<(String, i64, i64)> {
    let list = lene.read(LIST).await;
    let items = list["items"].as_array().unwrap().iter();
    let found: Vec<_> = items
        .map(|one| {
            let key = one["section"]["key"].as_str().unwrap().to_owned();
            (key, one["version"].as_i64().unwrap(), one["count"].as_i64().unwrap())
        })
        .collect();
    assert_eq!((&list["next"], &list["total"]), (&Value::Null, &json!(found.len())));
    found
}

#[tokio::test]
async fn a_device_counts_once_for_a_section_and_can_take_it_back() {
    let app = App::start().await;
    let (reader, lene) = (app.stranger(), app.moderator().await);
    assert_eq!(found(&lene).await, []);
    let light = HARD.replace("indsats-1", "indsats-2");
    for (method, path, device) in [
        (Method::DELETE, HARD, "telefon-1"),
        (Method::PUT, HARD, "telefon-1"),
        (Method::PUT, HARD, "telefon-1"),
        (Method::PUT, &light, "telefon-1"),
        (Method::PUT, &light, "telefon-2"),
        (Method::PUT, &light, "telefon-3"),
        (Method::DELETE, &light, "telefon-3"),
        (Method::DELETE, &light, "telefon-3"),
    ] {
        let answer = says(&reader, method.clone(), path, device).await;
        assert_eq!(answer.0, StatusCode::NO_CONTENT, "{method} {path} {device}");
    }
    let expected = [("indsats-2".to_owned(), 1, 2), ("indsats-1".to_owned(), 1, 1)];
    assert_eq!(found(&lene).await, expected);
    let list = lene.read(LIST).await;
    let section = json!({ "key": "indsats-2", "label": "Indsats 2", "title": "Mere lys" });
    assert_eq!(list["items"][0]["section"], section);
}

#[tokio::test]
async fn each_version_of_a_section_is_counted_for_itself() {
    let app = App::start().await;
    let (reader, lene) = (app.stranger(), app.moderator().await);
    says(&reader, Method::PUT, HARD, "telefon-1").await;
    says(&reader, Method::PUT, HARD, "telefon-2").await;
    app.store.import("park", PARK.replace("hundrede træer", "tusind træer"), &[]);
    says(&reader, Method::PUT, HARD, "telefon-1").await;
    let expected = [("indsats-1".to_owned(), 1, 2), ("indsats-1".to_owned(), 2, 1)];
    assert_eq!(found(&lene).await, expected);
}

#[tokio::test]
async fn sixteen_devices_at_once_are_sixteen() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let taps = (0..32).map(|number| {
        let reader = app.stranger();
        async move { says(&reader, Method::PUT, HARD, &format!("telefon-{}", number % 16)).await.0 }
    });
    let statuses = together(taps).await;
    assert!(statuses.iter().all(|status| *status == StatusCode::NO_CONTENT), "{statuses:?}");
    assert_eq!(found(&lene).await, [("indsats-1".to_owned(), 1, 16)]);
}

#[tokio::test]
async fn what_does_not_exist_or_names_no_device_is_refused() {
    let app = App::start().await;
    let reader = app.stranger();
    app.store.import("skov", PARK, &[]);
    for path in [
        HARD.replace("indsats-1", "nothing"),
        HARD.replace("park", "nowhere"),
        HARD.replace("park", "skov"),
    ] {
        let answer = says(&reader, Method::PUT, &path, "telefon-1").await;
        assert_eq!(answer, problem(404, "not-found"), "{path}");
    }
    for (device, flaw) in [("", "missing"), ("kort", "too-short"), (&"x".repeat(65), "too-long")] {
        let answer = says(&reader, Method::PUT, HARD, device).await;
        assert_eq!(answer, unfit(&[("device", flaw)]), "{device}");
    }
    let lene = app.moderator().await;
    let nowhere = lene.get("/api/desk/consultations/nowhere/difficulties").await;
    assert_eq!(nowhere, problem(404, "not-found"));
    assert_eq!(lene.read("/api/desk/consultations/skov/difficulties").await["total"], 0);
}

#[tokio::test]
async fn an_address_cannot_go_on_without_end() {
    let app = App::start().await;
    let reader = app.stranger();
    for number in 0..300 {
        let answer = says(&reader, Method::PUT, HARD, &format!("telefon-{number}")).await;
        assert_eq!(answer.0, StatusCode::NO_CONTENT, "{number}");
    }
    let answer = says(&reader, Method::DELETE, HARD, "telefon-1").await;
    assert_eq!(answer, problem(429, "too-many"));
}

#[tokio::test]
async fn the_key_of_a_device_stands_nowhere_in_the_store() {
    let app = App::start().await;
    let device = "en-helt-bestemt-telefon";
    says(&app.stranger(), Method::PUT, HARD, device).await;
    let file = app.store.file("backup.db");
    assert!(app.store.run(&["backup", &file.to_string_lossy()]).success);
    let bytes = std::fs::read(file).unwrap();
    let stands = |words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
    assert!(stands(b"indsats-1") && !stands(device.as_bytes()));
}
