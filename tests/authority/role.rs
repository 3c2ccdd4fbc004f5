//! Each role against each route of the desk. Which role a route asks for stands in one table, here: a
//! route without a line in it fails by its name.

use std::collections::BTreeSet;

use tests::{App, Method, PASSWORD, StatusCode, THREAD, Value, Visitor, client_key, json, problem};

use super::{Route, answers, routes};

/// The roles, each of which may do what those before it may.
const ROLES: [&str; 3] = ["moderator", "editor", "admin"];

/// The least role that each route of the desk asks for.
const LEAST: [(&str, &[&str]); 3] = [
    (
        "moderator",
        &[
            "GET /api/desk/appeals",
            "POST /api/desk/appeals/{id}/answer",
            "GET /api/desk/comments/{id}",
            "POST /api/desk/comments/{id}/approve",
            "POST /api/desk/comments/{id}/discount",
            "POST /api/desk/comments/{id}/hide",
            "POST /api/desk/comments/{id}/note",
            "POST /api/desk/comments/{id}/redact",
            "POST /api/desk/comments/{id}/restore",
            "POST /api/desk/comments/{id}/undo",
            "POST /api/desk/comments/{id}/uphold",
            "GET /api/desk/consultations/{c}/difficulties",
            "GET /api/desk/consultations/{c}/export.csv",
            "GET /api/desk/consultations/{c}/export.json",
            "GET /api/desk/consultations/{c}/leaving",
            "GET /api/desk/consultations/{c}/moderation",
            "POST /api/desk/consultations/{c}/reopen",
            "POST /api/desk/consultations/{c}/stop",
            "POST /api/desk/decisions",
            "GET /api/desk/devices",
            "DELETE /api/desk/devices/{id}",
            "GET /api/desk/live",
            "GET /api/desk/notices",
            "PUT /api/desk/notices",
            "POST /api/desk/participants/{id}/hold",
            "POST /api/desk/participants/{id}/pause",
            "POST /api/desk/participants/{id}/release",
            "POST /api/desk/participants/{id}/resume",
            "PUT /api/desk/password",
            "GET /api/desk/proposals/{id}",
            "POST /api/desk/proposals/{id}/approve",
            "POST /api/desk/proposals/{id}/discount",
            "POST /api/desk/proposals/{id}/hide",
            "POST /api/desk/proposals/{id}/note",
            "POST /api/desk/proposals/{id}/redact",
            "POST /api/desk/proposals/{id}/restore",
            "POST /api/desk/proposals/{id}/undo",
            "POST /api/desk/proposals/{id}/uphold",
            "GET /api/desk/queue",
            "GET /api/desk/record",
            "GET /api/desk/record.csv",
            "GET /api/desk/record.json",
            "GET /api/desk/session",
            "POST /api/desk/threads/{id}/lock",
            "POST /api/desk/threads/{id}/unlock",
            SIGN_OUT,
        ],
    ),
    (
        "editor",
        &[
            "PATCH /api/desk/comments/{id}",
            "DELETE /api/desk/comments/{id}",
            "PUT /api/desk/comments/{id}/pin",
            "DELETE /api/desk/comments/{id}/pin",
            "PUT /api/desk/comments/{id}/question",
            "POST /api/desk/comments/{id}/replies",
            "PUT /api/desk/consultations/{c}/moderation",
            "GET /api/desk/consultations/{c}/news",
            "POST /api/desk/consultations/{c}/news",
            "POST /api/desk/consultations/{c}/news/preview",
            "POST /api/desk/consultations/{c}/pictures",
            "GET /api/desk/erasures",
            "GET /api/desk/erasures/{id}",
            "POST /api/desk/erasures/{id}/answer",
            "GET /api/desk/hearings",
            "POST /api/desk/hearings",
            "GET /api/desk/hearings/{c}",
            "PUT /api/desk/hearings/{c}",
            "POST /api/desk/hearings/{c}/close",
            "PUT /api/desk/hearings/{c}/closing",
            "PUT /api/desk/hearings/{c}/logo",
            "DELETE /api/desk/hearings/{c}/logo",
            "PUT /api/desk/hearings/{c}/period",
            "PUT /api/desk/hearings/{c}/preview",
            "DELETE /api/desk/hearings/{c}/preview",
            "PUT /api/desk/hearings/{c}/publication",
            "GET /api/desk/hearings/{c}/rules",
            "POST /api/desk/hearings/{c}/rules",
            "PUT /api/desk/hearings/{c}/rules/{id}",
            "PUT /api/desk/hearings/{c}/short",
            "PUT /api/desk/hearings/{c}/sites",
            "GET /api/desk/hearings/{c}/text",
            "PUT /api/desk/hearings/{c}/text",
            "POST /api/desk/hearings/{c}/text/preview",
            "GET /api/desk/news/{id}",
            "PUT /api/desk/news/{id}",
            "DELETE /api/desk/news/{id}",
            "POST /api/desk/proposals/{id}/replies",
            "GET /api/desk/statements",
            "GET /api/desk/statements/{name}/{lang}",
            "PUT /api/desk/statements/{name}/{lang}",
            "DELETE /api/desk/statements/{name}/{lang}",
            "GET /api/desk/statements/{name}/{lang}/history",
            "POST /api/desk/statements/{name}/{lang}/preview",
        ],
    ),
    (
        "admin",
        &[
            "GET /api/desk/colleagues",
            "POST /api/desk/colleagues",
            "PATCH /api/desk/colleagues/{id}",
            "DELETE /api/desk/colleagues/{id}",
            "POST /api/desk/colleagues/{id}/invitation",
            "PUT /api/desk/consultations/{c}/leaving",
        ],
    ),
];

/// Whoever has done this is nobody any more.
const SIGN_OUT: &str = "DELETE /api/desk/session";

/// The place in [`ROLES`] of the least role that a route asks for.
fn least(route: &Route) -> usize {
    let found = LEAST.iter().position(|(_, names)| names.contains(&route.name.as_str()));
    found.unwrap_or_else(|| panic!("no role is told for {}", route.name))
}

/// The routes of the desk that ask who is there.
async fn at_the_desk(app: &App, id: &str) -> Vec<Route> {
    let mut routes = routes(app, id).await;
    routes.retain(|route| route.at_the_desk() && !route.is_open());
    // Last, for nobody comes after it.
    routes.sort_by_key(|route| route.name == SIGN_OUT);
    routes
}

fn email(role: &str) -> String {
    format!("{role}@example.dk")
}

async fn somebody(app: &App, role: &str) -> Visitor {
    app.store.add_staff(&email(role), role);
    app.signed_in(&email(role)).await
}

/// Whoever is signed in with this in the desk's cookie.
fn holder(app: &App, cookie: &str) -> Visitor {
    app.stranger().with("cookie", cookie).with("x-blanddig", "1")
}

/// The cookie of somebody who signs in.
async fn cookie(app: &App, role: &str) -> String {
    let sign_in = json!({ "email": email(role), "password": PASSWORD }).to_string();
    let answer = app.stranger().ask(Method::POST, "/api/desk/session", Some(sign_in)).await;
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn all_refuse(visitor: &Visitor, routes: &[Route], refusal: &(StatusCode, Value), who: &str) {
    for route in routes {
        for answer in answers(visitor, route).await {
            assert_eq!(answer, *refusal, "{who}: {} {}", route.method, route.path);
        }
    }
}

#[tokio::test]
async fn the_table_names_every_route_of_the_desk_once() {
    let app = App::start().await;
    let routes = at_the_desk(&app, "nobody").await;
    let there: BTreeSet<&str> = routes.iter().map(|route| route.name.as_str()).collect();
    let mut named = BTreeSet::new();
    for name in LEAST.iter().flat_map(|(_, names)| names.iter()) {
        assert!(named.insert(*name), "{name} has two roles");
        assert!(there.contains(name), "there is no {name}");
    }
    for name in there {
        assert!(named.contains(name), "no role is told for {name}");
    }
    assert_eq!(LEAST.map(|(role, _)| role), ROLES);
}

#[tokio::test]
async fn whoever_may_less_is_refused_before_anything_is_looked_at() {
    let app = App::start().await;
    let post = app.participant("Mona").await.says(THREAD, "Hej").await;
    let mut routes = at_the_desk(&app, post["id"].as_str().unwrap()).await;
    for (rank, role) in ROLES.into_iter().enumerate() {
        routes.retain(|route| least(route) > rank);
        assert_eq!(routes.is_empty(), role == "admin");
        let somebody = somebody(&app, role).await;
        all_refuse(&somebody, &routes, &problem(403, "forbidden"), role).await;
    }
}

/// A server of their own for a role, and each route that is theirs.
async fn is_let_in(rank: usize) {
    let app = App::start().await;
    let post = app.participant("Mona").await.says(THREAD, "Hej").await;
    let me = somebody(&app, ROLES[rank]).await;
    let mut id = post["id"].as_str().unwrap().to_owned();
    if rank > 0 {
        // What the administration wrote, whoever wrote it changes, and nobody else.
        let path = format!("/api/desk/comments/{id}/replies");
        let answer = json!({ "body": "Tak", "client_key": client_key() });
        id = me.does(Method::POST, &path, answer).await["id"].as_str().unwrap().to_owned();
    }
    let mut tried = BTreeSet::new();
    for route in at_the_desk(&app, &id).await {
        if least(&route) > rank || (route.name == SIGN_OUT && tried.contains(SIGN_OUT)) {
            continue;
        }
        let statuses = match route.name.as_str() {
            SIGN_OUT => vec![me.ask(Method::DELETE, &route.path, None).await.status],
            // It has no end.
            "GET /api/desk/live" => vec![me.head_of(&route.path).await.status],
            _ => answers(&me, &route).await.into_iter().map(|(status, _)| status).collect(),
        };
        for status in statuses {
            let turned_away = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&status);
            let wrong = turned_away || status.is_server_error();
            assert!(!wrong, "{}: {} {}: {status}", ROLES[rank], route.method, route.path);
        }
        tried.insert(route.name);
    }
    let theirs: usize = LEAST[..=rank].iter().map(|(_, names)| names.len()).sum();
    assert_eq!(tried.len(), theirs);
}

#[tokio::test]
async fn a_moderator_is_let_in_wherever_the_table_says() {
    is_let_in(0).await;
}

#[tokio::test]
async fn an_editor_is_let_in_wherever_the_table_says() {
    is_let_in(1).await;
}

#[tokio::test]
async fn an_admin_is_let_in_wherever_the_table_says() {
    is_let_in(2).await;
}

#[tokio::test]
async fn a_role_that_was_taken_away_opens_nothing_from_then_on() {
    let app = App::start().await;
    let post = app.participant("Mona").await.says(THREAD, "Hej").await;
    let routes = at_the_desk(&app, post["id"].as_str().unwrap()).await;
    app.store.add_staff("chef@example.dk", "admin");
    let chief = app.signed_in("chef@example.dk").await;
    let ada = somebody(&app, "admin").await;
    let beside = app.beside();
    let elsewhere = ada.at(beside.address);
    let colleagues = chief.read("/api/desk/colleagues").await;
    let mut colleagues = colleagues["items"].as_array().unwrap().iter();
    let found = colleagues.find(|colleague| colleague["email"] == email("admin")).unwrap();
    let path = format!("/api/desk/colleagues/{}", found["id"].as_str().unwrap());
    for (rank, role) in ROLES.into_iter().enumerate().rev().skip(1) {
        assert_eq!(elsewhere.read("/api/desk/session").await["role"], ROLES[rank + 1]);
        chief.does(Method::PATCH, &path, json!({ "role": role })).await;
        for ada in [&ada, &elsewhere] {
            assert_eq!(ada.read("/api/desk/session").await["role"], role);
            for route in routes.iter().filter(|route| least(route) > rank) {
                for answer in answers(ada, route).await {
                    assert_eq!(answer, problem(403, "forbidden"), "{role}: {}", route.path);
                }
            }
        }
    }
    chief.does(Method::DELETE, &path, Value::Null).await;
    for ada in [&ada, &elsewhere] {
        all_refuse(ada, &routes, &problem(401, "unauthorized"), "removed").await;
    }
}

#[tokio::test]
async fn a_forged_cookie_and_one_that_has_expired_open_nothing() {
    let app = App::start().await;
    let post = app.participant("Mona").await.says(THREAD, "Hej").await;
    let routes = at_the_desk(&app, post["id"].as_str().unwrap()).await;
    somebody(&app, "admin").await;
    let cookie = cookie(&app, "admin").await;
    let ada = holder(&app, &cookie);
    ada.read("/api/desk/colleagues").await;
    let refusal = problem(401, "unauthorized");
    let (begun, end) = cookie.split_at(cookie.len() - 1);
    let other = if end == "a" { "b" } else { "a" };
    for forged in [
        format!("{begun}{other}"),
        begun.to_owned(),
        format!("{cookie}{other}"),
        cookie.replace("__Host-", ""),
        "__Host-blanddig=".to_owned(),
    ] {
        all_refuse(&holder(&app, &forged), &routes, &refusal, "forged").await;
    }
    ada.read("/api/desk/colleagues").await;
    app.store.database.execute("update desk_session set expires = 1000", None).await;
    all_refuse(&ada, &routes, &refusal, "expired").await;
}
