//! Colleagues: invited, given a role, let go; passwords and devices.

use tests::{
    App, Method, PASSWORD, StatusCode, Value, Visitor, json, moment, problem, together, unfit,
};

const COLLEAGUES: &str = "/api/desk/colleagues";
const SESSION: &str = "/api/desk/session";
const NEW: &str = "en helt anden adgangskode";

async fn admin(app: &App) -> Visitor {
    app.store.add_staff("ada@example.dk", "admin");
    app.signed_in("ada@example.dk").await
}

async fn invites(ada: &Visitor, email: &str, role: &str) -> Value {
    let new = json!({ "email": email, "role": role });
    let (status, link) = ada.send(Method::POST, COLLEAGUES, new).await;
    assert_eq!(status, StatusCode::CREATED, "{link}");
    link
}

async fn accepts(app: &App, link: &Value, password: &str) -> (StatusCode, Value) {
    let accept = json!({ "invitation": link["secret"], "password": password });
    app.send(Method::PUT, SESSION, accept).await
}

async fn signs_in(app: &App, email: &str, password: &str) -> StatusCode {
    let sign_in = json!({ "email": email, "password": password });
    app.send(Method::POST, SESSION, sign_in).await.0
}

fn path(colleague: &Value) -> String {
    format!("{COLLEAGUES}/{}", colleague["id"].as_str().unwrap())
}

/// What was done, newest first, and to whom.
async fn last_act(ada: &Visitor) -> (String, Value) {
    let record = ada.read("/api/desk/record?limit=1").await;
    let entry = &record["items"][0];
    (entry["kind"].as_str().unwrap().to_owned(), entry["subject"].clone())
}

#[tokio::test]
async fn an_admin_invites_a_colleague_who_chooses_a_password_and_is_in() {
    let app = App::start().await;
    let ada = admin(&app).await;
    let link = invites(&ada, " Lene@Example.dk ", "editor").await;
    let lene = &link["colleague"];
    assert_eq!((&lene["email"], &lene["role"]), (&json!("lene@example.dk"), &json!("editor")));
    assert_eq!((&lene["joined"], lene["invited"].is_string()), (&json!(false), true));
    assert_eq!(last_act(&ada).await, ("staff-add".to_owned(), lene["id"].clone()));
    assert_eq!(accepts(&app, &link, PASSWORD).await.0, StatusCode::NO_CONTENT);
    let signed_in = app.signed_in("lene@example.dk").await;
    assert_eq!(signed_in.read(SESSION).await["role"], "editor");
    let list = ada.read(COLLEAGUES).await;
    let found: Vec<_> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["email"], &one["joined"], &one["invited"]))
        .collect();
    assert_eq!(
        found,
        [
            (&json!("ada@example.dk"), &json!(true), &Value::Null),
            (&json!("lene@example.dk"), &json!(true), &Value::Null),
        ]
    );
    // The link works once, and is told once.
    assert_eq!(accepts(&app, &link, NEW).await, unfit(&[("invitation", "unknown")]));
    assert!(!list.to_string().contains(link["secret"].as_str().unwrap()));
}

#[tokio::test]
async fn whoever_is_there_is_not_invited_again_by_mistake() {
    let app = App::start().await;
    let ada = admin(&app).await;
    invites(&ada, "lene@example.dk", "moderator").await;
    let again = json!({ "email": "LENE@example.dk", "role": "admin" });
    assert_eq!(ada.send(Method::POST, COLLEAGUES, again).await, problem(409, "state"));
    let list = ada.read(COLLEAGUES).await;
    assert_eq!(list["items"][1]["role"], "moderator");
}

#[tokio::test]
async fn what_cannot_be_invited_is_named() {
    let app = App::start().await;
    let ada = admin(&app).await;
    for (new, fields) in [
        (json!({}), &[("email", "missing"), ("role", "missing")][..]),
        (
            json!({ "email": "lene", "role": "king" }),
            &[("email", "malformed"), ("role", "unknown")],
        ),
        (
            json!({ "email": "l@example.dk", "role": "editor", "name": "x".repeat(61) }),
            &[("name", "too-long")],
        ),
    ] {
        assert_eq!(ada.send(Method::POST, COLLEAGUES, new).await, unfit(fields));
    }
    assert_eq!(ada.read(COLLEAGUES).await["total"], 1);
}

#[tokio::test]
async fn only_an_admin_sees_and_changes_who_works_here() {
    let app = App::start().await;
    let ada = admin(&app).await;
    let id = invites(&ada, "per@example.dk", "moderator").await["colleague"].clone();
    for role in ["moderator", "editor"] {
        let email = format!("{role}@example.dk");
        app.store.add_staff(&email, role);
        let other = app.signed_in(&email).await;
        assert_eq!(other.get(COLLEAGUES).await, problem(403, "forbidden"));
        for (method, path, body) in [
            (
                Method::POST,
                COLLEAGUES.to_owned(),
                json!({ "email": "x@example.dk", "role": "admin" }),
            ),
            (Method::POST, format!("{}/invitation", path(&id)), json!({})),
            (Method::PATCH, path(&id), json!({ "role": "admin" })),
            (Method::DELETE, path(&id), Value::Null),
        ] {
            assert_eq!(other.send(method, &path, body).await, problem(403, "forbidden"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_role_that_is_taken_away_holds_from_the_next_request_on() {
    let app = App::start().await;
    let ada = admin(&app).await;
    app.store.add_staff("bo@example.dk", "admin");
    let bo = app.signed_in("bo@example.dk").await;
    let list = ada.read(COLLEAGUES).await;
    let id = list["items"][1].clone();
    let (status, changed) =
        ada.send(Method::PATCH, &path(&id), json!({ "role": "moderator" })).await;
    assert_eq!((status, &changed["role"]), (StatusCode::OK, &json!("moderator")));
    assert_eq!(last_act(&ada).await, ("staff-change".to_owned(), id["id"].clone()));
    assert_eq!(bo.get(COLLEAGUES).await, problem(403, "forbidden"));
    assert_eq!(bo.get("/api/desk/queue").await.0, StatusCode::OK);
    let wrong = ada.send(Method::PATCH, &path(&id), json!({ "role": "king" })).await;
    assert_eq!(wrong, unfit(&[("role", "unknown")]));
}

#[tokio::test]
async fn two_admins_who_remove_each_other_at_once_leave_one() {
    let app = App::start().await;
    let mut admins = Vec::new();
    for name in ["ada", "bo"] {
        let email = format!("{name}@example.dk");
        app.store.add_staff(&email, "admin");
        admins.push(app.signed_in(&email).await);
    }
    let all = admins[0].read(COLLEAGUES).await;
    let ids = [0, 1].map(|at| all["items"][at].clone());
    let removals = admins.iter().zip([&ids[1], &ids[0]]).map(|(who, other)| {
        let (who, other) = (who.clone(), path(other));
        async move { who.send(Method::DELETE, &other, Value::Null).await.0 }
    });
    let answers = together(removals).await;
    let gone = answers.iter().filter(|status| **status == StatusCode::NO_CONTENT).count();
    assert_eq!(gone, 1, "{answers:?}");
}

#[tokio::test]
async fn the_last_admin_can_neither_be_removed_nor_lose_the_role() {
    let app = App::start().await;
    let ada = admin(&app).await;
    // Somebody who has not chosen a password cannot help.
    invites(&ada, "bo@example.dk", "admin").await;
    let own = ada.read(COLLEAGUES).await["items"][0].clone();
    assert_eq!(ada.send(Method::DELETE, &path(&own), Value::Null).await, problem(409, "state"));
    let demoted = ada.send(Method::PATCH, &path(&own), json!({ "role": "editor" })).await;
    assert_eq!(demoted, problem(409, "state"));
    assert_eq!(ada.read(SESSION).await["role"], "admin");
}

#[tokio::test]
async fn whoever_is_let_go_is_out_at_once_and_stays_in_the_record() {
    let app = App::start().await;
    let ada = admin(&app).await;
    app.store.add_staff("lene@example.dk", "moderator");
    let lene = app.signed_in("lene@example.dk").await;
    let post = app.participant("Mona").await.says(tests::THREAD, "Idioter!").await;
    lene.hides(&post).await;
    let id = ada.read(COLLEAGUES).await["items"][1].clone();
    let gone = ada.send(Method::DELETE, &path(&id), Value::Null).await;
    assert_eq!(gone.0, StatusCode::NO_CONTENT);
    assert_eq!(lene.get("/api/desk/queue").await, problem(401, "unauthorized"));
    assert_eq!(signs_in(&app, "lene@example.dk", PASSWORD).await, StatusCode::UNAUTHORIZED);
    assert_eq!(ada.read(COLLEAGUES).await["total"], 1);
    assert_eq!(last_act(&ada).await, ("staff-remove".to_owned(), id["id"].clone()));
    let item = ada.read(&format!("/api/desk/comments/{}", post["id"].as_str().unwrap())).await;
    assert_eq!(item["decisions"][0]["by"], "lene@example.dk");
    for missing in [
        ada.send(Method::DELETE, &path(&id), Value::Null).await,
        ada.send(Method::PATCH, &path(&id), json!({ "role": "admin" })).await,
    ] {
        assert_eq!(missing, problem(404, "not-found"));
    }
    // They can come back, with a new link and nothing of before.
    let link = invites(&ada, "lene@example.dk", "editor").await;
    assert_eq!(signs_in(&app, "lene@example.dk", PASSWORD).await, StatusCode::UNAUTHORIZED);
    assert_eq!(accepts(&app, &link, NEW).await.0, StatusCode::NO_CONTENT);
    assert_eq!(signs_in(&app, "lene@example.dk", NEW).await, StatusCode::OK);
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_new_link_and_every_device_is_out() {
    let app = App::start().await;
    let ada = admin(&app).await;
    app.store.add_staff("lene@example.dk", "moderator");
    let lene = app.signed_in("lene@example.dk").await;
    let id = ada.read(COLLEAGUES).await["items"][1].clone();
    let again = format!("{}/invitation", path(&id));
    let (status, first) = ada.send(Method::POST, &again, json!({})).await;
    assert_eq!(status, StatusCode::CREATED);
    let (_, second) = ada.send(Method::POST, &again, json!({})).await;
    assert_eq!(accepts(&app, &first, NEW).await, unfit(&[("invitation", "unknown")]));
    // Until the link is used nothing has changed.
    assert_eq!(lene.get(SESSION).await.0, StatusCode::OK);
    assert_eq!(accepts(&app, &second, NEW).await.0, StatusCode::NO_CONTENT);
    assert_eq!(lene.get(SESSION).await, problem(401, "unauthorized"));
    assert_eq!(signs_in(&app, "lene@example.dk", PASSWORD).await, StatusCode::UNAUTHORIZED);
    assert_eq!(signs_in(&app, "lene@example.dk", NEW).await, StatusCode::OK);
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it_and_other_devices_are_out() {
    let app = App::start().await;
    app.store.add_staff("lene@example.dk", "moderator");
    let (here, there) =
        (app.signed_in("lene@example.dk").await, app.signed_in("lene@example.dk").await);
    let change = |old: &str, new: &str| json!({ "old": old, "new": new });
    const PATH: &str = "/api/desk/password";
    let short = here.send(Method::PUT, PATH, change(PASSWORD, "kort")).await;
    assert_eq!(short, unfit(&[("new", "too-short")]));
    let long = here.send(Method::PUT, PATH, change(PASSWORD, &"x".repeat(201))).await;
    assert_eq!(long, unfit(&[("new", "too-long")]));
    assert_eq!(
        here.send(Method::PUT, PATH, change("gættet", NEW)).await,
        unfit(&[("old", "unknown")])
    );
    assert_eq!(there.get(SESSION).await.0, StatusCode::OK);
    assert_eq!(here.send(Method::PUT, PATH, change(PASSWORD, NEW)).await.0, StatusCode::NO_CONTENT);
    assert_eq!(here.get(SESSION).await.0, StatusCode::OK);
    assert_eq!(there.get(SESSION).await, problem(401, "unauthorized"));
    assert_eq!(signs_in(&app, "lene@example.dk", NEW).await, StatusCode::OK);
}

#[tokio::test]
async fn whoever_finds_an_open_desk_cannot_guess_on() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let mut statuses = Vec::new();
    for number in 0..12 {
        let guess = json!({ "old": format!("gæt {number}"), "new": NEW });
        statuses.push(lene.send(Method::PUT, "/api/desk/password", guess).await.0.as_u16());
    }
    assert_eq!((&statuses[..10], &statuses[10..]), (&[422; 10][..], &[429; 2][..]));
}

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_signs_a_device_out() {
    let app = App::start().await;
    app.store.add_staff("lene@example.dk", "moderator");
    app.store.add_staff("per@example.dk", "moderator");
    let phone = app.signed_in("lene@example.dk").await;
    let desk = app.signed_in("lene@example.dk").await;
    let per = app.signed_in("per@example.dk").await;
    let devices = desk.read("/api/desk/devices").await;
    let here: Vec<_> =
        devices["items"].as_array().unwrap().iter().map(|one| &one["here"]).collect();
    assert_eq!(here, [&json!(true), &json!(false)]);
    let other = devices["items"][1]["id"].as_str().unwrap();
    let path = format!("/api/desk/devices/{other}");
    assert_eq!(per.send(Method::DELETE, &path, Value::Null).await, problem(404, "not-found"));
    assert_eq!(phone.get(SESSION).await.0, StatusCode::OK);
    assert_eq!(desk.send(Method::DELETE, &path, Value::Null).await.0, StatusCode::NO_CONTENT);
    assert_eq!(phone.get(SESSION).await, problem(401, "unauthorized"));
    assert_eq!(desk.read("/api/desk/devices").await["total"], 1);
}

#[tokio::test]
async fn a_sign_in_ends_after_a_working_day_and_nothing_makes_it_longer() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let before = lene.read(SESSION).await["expires"].clone();
    let answer = lene.send(Method::PATCH, SESSION, json!({})).await;
    assert_eq!(answer, problem(405, "method-not-allowed"));
    lene.read("/api/desk/queue").await;
    assert_eq!(lene.read(SESSION).await["expires"], before);
    let device = lene.read("/api/desk/devices").await["items"][0].clone();
    let day = moment(&device["expires"]) - moment(&device["since"]);
    assert_eq!(day.whole_minutes(), 12 * 60);
    let later = "update desk_session set expires = expires - 43200000";
    app.store.database.execute(later, None).await;
    assert_eq!(lene.get(SESSION).await, problem(401, "unauthorized"));
    // Signing in again is another device, and another day.
    let again = app.signed_in("lene@example.dk").await;
    assert_eq!(again.read("/api/desk/devices").await["total"], 1);
}
