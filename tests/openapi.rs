//! The document of the API, against the contract and against itself.

use tests::{App, StatusCode, Value, json};

/// Every route of the contract.
const CONTRACT: &[&str] = &[
    "get /api/consultations",
    "get /api/consultations/{c}",
    "get /api/consultations/{c}/comments",
    "post /api/consultations/{c}/comments",
    "get /api/consultations/{c}/live",
    "get /api/consultations/{c}/news",
    "get /api/consultations/{c}/proposals",
    "post /api/consultations/{c}/proposals",
    "get /api/consultations/{c}/sections/{key}",
    "get /api/consultations/{c}/sections/{key}/comments",
    "post /api/consultations/{c}/sections/{key}/comments",
    "get /api/comments/{id}",
    "patch /api/comments/{id}",
    "delete /api/comments/{id}",
    "get /api/comments/{id}/replies",
    "post /api/comments/{id}/reports",
    "put /api/comments/{id}/support",
    "delete /api/comments/{id}/support",
    "get /api/news/{id}",
    "get /api/news/{id}/comments",
    "post /api/news/{id}/comments",
    "post /api/participants",
    "get /api/participants/me",
    "patch /api/participants/me",
    "delete /api/participants/me",
    "get /api/proposals/{id}",
    "get /api/proposals/{id}/comments",
    "post /api/proposals/{id}/comments",
    "post /api/proposals/{id}/reports",
    "put /api/proposals/{id}/support",
    "delete /api/proposals/{id}/support",
    "post /api/desk/session",
    "delete /api/desk/session",
    "get /api/desk/queue",
    "post /api/desk/comments/{id}/hide",
    "post /api/desk/comments/{id}/restore",
    "post /api/desk/comments/{id}/approve",
    "post /api/desk/proposals/{id}/hide",
    "post /api/desk/proposals/{id}/restore",
    "post /api/desk/proposals/{id}/approve",
    "get /api/openapi.json",
];

async fn document() -> Value {
    let app = App::start().await;
    app.read("/api/openapi.json").await
}

fn operations(document: &Value) -> Vec<(String, &Value)> {
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            all.push((format!("{method} {path}"), operation));
        }
    }
    all
}

#[tokio::test]
async fn the_document_is_openapi_3_1_and_names_every_route_of_the_contract() {
    let document = document().await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let named: Vec<String> = operations(&document).into_iter().map(|(name, _)| name).collect();
    for route in CONTRACT {
        assert!(named.iter().any(|name| name == route), "{route} is missing");
    }
}

#[tokio::test]
async fn every_gap_in_an_address_is_a_parameter() {
    let document = document().await;
    for (name, operation) in operations(&document) {
        for gap in name.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()) {
            let parameters = operation["parameters"].as_array();
            let told = parameters.into_iter().flatten().any(|parameter| {
                parameter["name"] == gap
                    && parameter["in"] == "path"
                    && parameter["required"] == true
            });
            assert!(told, "{name} does not tell of `{gap}`");
        }
    }
}

#[tokio::test]
async fn every_route_says_how_it_refuses() {
    let document = document().await;
    for (name, operation) in operations(&document) {
        let responses = operation["responses"].as_object().unwrap();
        let writes = !name.starts_with("get ");
        let refuses = responses.keys().any(|status| status.starts_with('4'));
        let asks_for_something = writes || name.contains('{') || name.contains("/desk/");
        assert!(refuses || !asks_for_something, "{name} refuses nothing");
        assert!(responses.keys().any(|status| status.starts_with('2')), "{name} never succeeds");
        // An empty one among them says that one may also ask as nobody.
        let secured = operation["security"]
            .as_array()
            .is_some_and(|all| !all.is_empty() && !all.contains(&json!({})));
        let hard = "/api/consultations/{c}/sections/{key}/difficulty";
        let (hard, easy) = (format!("put {hard}"), format!("delete {hard}"));
        let open = [
            "post /api/participants",
            "post /api/participants/handover",
            "post /api/participants/confirm",
            &*hard,
            &*easy,
            "post /api/desk/session",
            "put /api/desk/session",
        ];
        let own = name.contains("/desk/") || name.contains("/participants/me");
        let needs = (writes || own) && !open.contains(&name.as_str());
        assert_eq!(secured, needs, "{name} should say who may call it");
    }
}

#[tokio::test]
async fn every_refusal_is_told_as_a_problem() {
    let document = document().await;
    for (name, operation) in operations(&document) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            let refused = status.starts_with('4');
            let kinds = response["content"].as_object().into_iter().flatten();
            let told = kinds.map(|(kind, _)| &**kind).eq(["application/problem+json"]);
            assert_eq!(told, refused, "{name} {status}");
        }
    }
}

#[tokio::test]
async fn words_stand_in_the_document_as_they_travel() {
    let document = document().await;
    let phase = &document["components"]["schemas"]["Phase"]["enum"];
    assert_eq!(*phase, json!(["upcoming", "open", "closed"]));
}

#[tokio::test]
async fn two_things_of_one_name_stand_there_under_two() {
    let document = document().await;
    let schemas = &document["components"]["schemas"];
    assert!(schemas["Hearing"]["properties"]["turns"].is_object());
    assert!(schemas["FactsOfHearing"]["properties"]["locked"].is_object());
}

#[tokio::test]
async fn every_name_in_the_document_leads_somewhere() {
    let document = document().await;
    let text = document.to_string();
    let names: Vec<&str> = text
        .split("\"#/components/schemas/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert!(names.len() > 20);
    for name in names {
        assert!(document["components"]["schemas"][name].is_object(), "{name} is not there");
    }
}

#[tokio::test]
async fn the_document_can_be_read_by_anybody() {
    let app = App::start().await;
    let answer = app.page("/api/openapi.json").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (StatusCode::OK, "application/json")
    );
}
