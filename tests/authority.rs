//! Who may call what: asked before address, body and existence. The routes are those that the
//! program itself names.

use tests::{
    App, Method, PROPOSALS, StatusCode, THREAD, Value, Visitor, Wire, client_key, json, problem,
};

mod role;

/// A route of the program, with an address.
struct Route {
    method: Method,
    path: String,
    /// As the table of routes has it: `PUT /api/desk/hearings/{c}`.
    name: String,
}

impl Route {
    fn writes(&self) -> bool {
        !matches!(self.method, Method::GET | Method::HEAD)
    }

    fn at_the_desk(&self) -> bool {
        self.path.starts_with("/api/desk/")
    }

    /// Signing in and accepting an invitation; becoming a participant, new or by a link; confirming an
    /// address by a link; saying without a name that a section is hard.
    fn is_open(&self) -> bool {
        let desk = self.path == "/api/desk/session" && self.method != Method::DELETE;
        let join = ["/api/participants", "/api/participants/handover", "/api/participants/confirm"];
        let nameless = join.contains(&self.path.as_str()) || self.path.ends_with("/difficulty");
        desk && self.writes() || nameless
    }
}

/// Every route, once with what exists and once with what does not.
async fn routes(app: &App, id: &str) -> Vec<Route> {
    let document = app.read("/api/openapi.json").await;
    let mut routes = Vec::new();
    for (template, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let name = format!("{method} {template}");
            for (c, key, id) in [("park", "indsats-1", id), ("nowhere", "nothing", "nobody")] {
                let path = template.replace("{c}", c).replace("{key}", key).replace("{id}", id);
                let there = c == "park";
                let (page, lang, act) =
                    if there { ("privacy", "da", "hide") } else { (c, key, id) };
                let path = path.replace("{name}", page).replace("{lang}", lang);
                let path = path.replace("{act}", act);
                assert!(!path.contains('{'), "{path}: a part of an address that has no word here");
                routes.push(Route { method: method.clone(), path, name: name.clone() });
            }
        }
    }
    assert!(routes.len() > 70, "{}", routes.len());
    routes
}

/// What stands in the way of a body being read at all, and bodies that are good or bad.
async fn answers(visitor: &Visitor, route: &Route) -> Vec<(StatusCode, Value)> {
    let mut answers = Vec::new();
    let good = json!({ "body": "Hej", "client_key": client_key(), "rule": "tonen", "reason": "x" });
    let bodies: [(Option<&str>, Vec<u8>); 5] = [
        (None, Vec::new()),
        (Some("application/json"), good.to_string().into_bytes()),
        (Some("application/json"), b"{ broken".to_vec()),
        (Some("application/json"), b"{\"body\": 7}".to_vec()),
        (Some("text/plain"), vec![0xFF; 100]),
    ];
    for (kind, body) in bodies {
        let answer = visitor.send_bytes(route.method.clone(), &route.path, kind, body).await;
        answers.push((answer.status, answer.json()));
    }
    answers
}

#[tokio::test]
async fn the_desk_refuses_a_stranger_and_a_participant_whatever_they_send() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Hej").await;
    let wrong = app.stranger().with("cookie", "__Host-blanddig=guess").with("x-blanddig", "1");
    let mut tried = 0;
    for route in routes(&app, post["id"].as_str().unwrap()).await {
        if !route.at_the_desk() || route.is_open() {
            continue;
        }
        for visitor in [&app.stranger(), &mona, &wrong] {
            for answer in answers(visitor, &route).await {
                assert_eq!(answer, problem(401, "unauthorized"), "{} {}", route.method, route.path);
                tried += 1;
            }
        }
    }
    assert!(tried >= 11 * 15, "{tried}");
}

#[tokio::test]
async fn the_desk_asks_for_its_header_before_it_looks_at_anything() {
    let app = App::start().await;
    let post = app.participant("Mona").await.says(THREAD, "Hej").await;
    let lene = app.moderator().await.with("x-blanddig", "");
    for route in routes(&app, post["id"].as_str().unwrap()).await {
        if route.at_the_desk() && route.writes() && !route.is_open() {
            for answer in answers(&lene, &route).await {
                assert_eq!(answer, problem(403, "forbidden"), "{} {}", route.method, route.path);
            }
        }
    }
}

#[tokio::test]
async fn nobody_writes_without_a_token_whatever_they_send() {
    let app = App::start().await;
    let post = app.participant("Mona").await.says(THREAD, "Hej").await;
    let wrong = app.holder_of("", "nobody");
    let lene = app.moderator().await;
    let mut tried = 0;
    for route in routes(&app, post["id"].as_str().unwrap()).await {
        if route.at_the_desk() || !route.writes() || route.is_open() {
            continue;
        }
        for visitor in [&app.stranger(), &wrong, &lene] {
            for answer in answers(visitor, &route).await {
                assert_eq!(answer, problem(401, "unauthorized"), "{} {}", route.method, route.path);
                tried += 1;
            }
        }
    }
    assert!(tried >= 15 * 15, "{tried}");
}

#[tokio::test]
async fn who_may_not_write_hears_it_before_sending_the_body() {
    let app = App::start().await;
    for path in [THREAD, PROPOSALS, "/api/desk/comments/x/hide"] {
        let mut wire = Wire::open(app.address).await;
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
             content-length: 200000\r\n\r\n"
        );
        wire.send(head).await;
        assert_eq!(wire.status().await, "HTTP/1.1 401 Unauthorized", "{path}");
    }
}

#[tokio::test]
async fn a_wrong_token_is_told_before_the_address_is_looked_at() {
    let app = App::start().await;
    let wrong = app.holder_of("", "nobody");
    for path in [
        "/api/consultations/nowhere/comments",
        "/api/consultations/nowhere/proposals",
        "/api/comments/nobody",
        "/api/comments/nobody/replies",
        "/api/proposals/nobody",
        "/api/proposals/nobody/comments",
        "/api/news/nobody/comments",
        "/api/consultations/park/comments?sort=nonsense",
    ] {
        assert_eq!(wrong.get(path).await, problem(401, "unauthorized"), "{path}");
    }
}

#[tokio::test]
async fn who_may_write_hears_of_a_bad_body_and_of_what_does_not_exist() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let broken = mona.ask(Method::POST, THREAD, Some("{".to_owned())).await;
    assert_eq!((broken.status, broken.json()), problem(400, "malformed"));
    let sent = json!({ "body": "Hej", "client_key": client_key() });
    let nowhere = mona.send(Method::POST, "/api/consultations/nowhere/comments", sent).await;
    assert_eq!(nowhere, problem(404, "not-found"));
}
