//! Staff: how they are invited, sign in, and sign out.

use std::time::{Duration, Instant};

use tests::{
    Answer, App, Method, PASSWORD, StatusCode, Store, THREAD, Value, json, problem, together, unfit,
};

const SESSION: &str = "/api/desk/session";

fn sign_in(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password })
}

#[tokio::test]
async fn who_signs_in_gets_a_cookie_that_no_script_and_no_other_site_can_use() {
    let app = App::start().await;
    app.store.add_staff("lene@example.dk", "editor");
    let body = sign_in(" Lene@Example.dk ", PASSWORD).to_string();
    let answer = app.stranger().ask(Method::POST, SESSION, Some(body)).await;
    assert_eq!(answer.status, StatusCode::OK);
    let staff = answer.json();
    let expected = json!({
        "id": staff["id"], "email": "lene@example.dk", "role": "editor", "expires": staff["expires"],
    });
    assert_eq!(staff, expected);
    let cookie = answer.header("set-cookie").to_owned();
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert!(pair.strip_prefix("__Host-blanddig=").is_some_and(|secret| secret.len() >= 32));
    assert_eq!(attributes, "Path=/; Max-Age=43200; HttpOnly; Secure; SameSite=Strict");
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn who_is_signed_in_is_told_who_she_is_until_she_signs_out() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let staff = lene.read(SESSION).await;
    assert_eq!((&staff["email"], &staff["role"]), (&json!("lene@example.dk"), &json!("moderator")));
    let answer = lene.ask(Method::DELETE, SESSION, None).await;
    assert_eq!((answer.status, answer.text().as_str()), (StatusCode::NO_CONTENT, ""));
    let cleared = "__Host-blanddig=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict";
    assert_eq!(answer.header("set-cookie"), cleared);
    assert_eq!(lene.get(SESSION).await, problem(401, "unauthorized"));
    assert_eq!(lene.get("/api/desk/queue").await, problem(401, "unauthorized"));
}

#[tokio::test]
async fn a_wrong_password_and_a_wrong_address_are_refused_alike() {
    let app = App::start().await;
    app.store.add_staff("lene@example.dk", "moderator");
    for (email, password) in [
        ("lene@example.dk", "en anden adgangskode"),
        ("lene@example.dk", ""),
        ("nobody@example.dk", PASSWORD),
        ("", ""),
    ] {
        let answer = app.send(Method::POST, SESSION, sign_in(email, password)).await;
        assert_eq!(answer, problem(401, "sign-in-failed"), "{email}");
    }
}

/// Without its own care an address that nobody has would be answered a dozen times as fast: a password is
/// hashed for the others. What a busy machine adds is left out by taking the shortest of several.
#[tokio::test]
async fn an_address_that_nobody_has_is_refused_in_as_much_time() {
    let app = App::start().await;
    app.store.add_staff("lene@example.dk", "moderator");
    let mut shortest = [Duration::MAX; 2];
    for _ in 0..4 {
        for (shortest, email) in shortest.iter_mut().zip(["lene@example.dk", "nobody@example.dk"]) {
            let since = Instant::now();
            let answer = app.send(Method::POST, SESSION, sign_in(email, "gætværk")).await;
            *shortest = since.elapsed().min(*shortest);
            assert_eq!(answer, problem(401, "sign-in-failed"), "{email}");
        }
    }
    let [known, unknown] = shortest;
    assert!(unknown > known / 3, "{unknown:?}, and {known:?} where there is an account");
}

#[tokio::test]
async fn the_eleventh_attempt_is_refused_even_with_the_right_password() {
    let app = App::start().await;
    app.store.add_staff("lene@example.dk", "moderator");
    for _ in 0..10 {
        let answer = app.send(Method::POST, SESSION, sign_in("lene@example.dk", "gætværk")).await;
        assert_eq!(answer, problem(401, "sign-in-failed"));
    }
    let body = sign_in("lene@example.dk", PASSWORD).to_string();
    let answer = app.stranger().ask(Method::POST, SESSION, Some(body)).await;
    assert_eq!((answer.status, answer.json()), problem(429, "too-many"));
    let wait: u32 = answer.header("retry-after").parse().unwrap();
    assert!((1..=600).contains(&wait), "{wait}");
}

/// The value of the cookie by which a device is known, and what it may do.
fn device(answer: &Answer) -> (String, String) {
    let cookies = answer.headers.get_all("set-cookie").iter();
    let device =
        cookies.filter_map(|cookie| cookie.to_str().ok()?.split_once("; ")).nth(1).unwrap();
    (device.0.to_owned(), device.1.to_owned())
}

#[tokio::test]
async fn a_stranger_who_guesses_does_not_shut_out_who_signs_in_where_she_did_before() {
    let app = App::with(&[("BLANDDIG_TRUSTED_PROXIES", "127.0.0.1")]).await;
    app.store.add_staff("lene@example.dk", "moderator");
    let at_home = |cookie: &str, password| {
        let desk = app.stranger().with("x-forwarded-for", "198.51.100.1").with("cookie", cookie);
        let body = sign_in("lene@example.dk", password).to_string();
        async move { desk.ask(Method::POST, SESSION, Some(body)).await }
    };
    let (pair, attributes) = device(&at_home("", PASSWORD).await);
    assert_eq!(attributes, "Path=/; Max-Age=15552000; HttpOnly; Secure; SameSite=Strict");
    // From the same town hall, too.
    for from in ["198.51.100.2", "198.51.100.1"] {
        let guesser = app.stranger().with("x-forwarded-for", from);
        for _ in 0..10 {
            guesser.send(Method::POST, SESSION, sign_in("lene@example.dk", "gætværk")).await;
        }
    }
    assert_eq!(at_home("", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    let other = if pair.ends_with('A') { 'B' } else { 'A' };
    let forged = format!("{}{other}", &pair[..pair.len() - 1]);
    assert_eq!(at_home(&forged, PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    let signed_in = at_home(&pair, PASSWORD).await;
    assert_eq!(signed_in.status, StatusCode::OK);
    assert_eq!(device(&signed_in).0, pair);
    // Whoever took the computer may not guess on, either.
    for _ in 0..10 {
        assert_eq!(at_home(&pair, "gætværk").await.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(at_home(&pair, PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn of_sixteen_guesses_at_once_ten_are_tried_at_the_most() {
    let app = App::start().await;
    app.store.add_staff("lene@example.dk", "moderator");
    let guessing = (0..16).map(|number| {
        let (stranger, guess) = (app.stranger(), sign_in("lene@example.dk", &number.to_string()));
        async move { stranger.send(Method::POST, SESSION, guess).await.0.as_u16() }
    });
    let statuses = together(guessing).await;
    let tried = statuses.iter().filter(|status| **status == 401).count();
    assert!(tried <= 10, "{tried} of 16 were tried: {statuses:?}");
}

#[tokio::test]
async fn what_changes_something_needs_the_header_that_other_sites_cannot_send() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let post = app.participant("Mona").await.says(THREAD, "Idioter!").await;
    let hide = format!("/api/desk/comments/{}/hide", post["id"].as_str().unwrap());
    for value in ["", "0", "true"] {
        let other_site = lene.with("x-blanddig", value);
        assert_eq!(other_site.get(SESSION).await.0, StatusCode::OK);
        for (method, path) in [(Method::POST, hide.as_str()), (Method::DELETE, SESSION)] {
            let answer = other_site.send(method, path, json!({})).await;
            assert_eq!(answer, problem(403, "forbidden"), "{path} with `{value}`");
        }
    }
    lene.hides(&post).await;
}

#[tokio::test]
async fn every_role_may_moderate() {
    let app = App::start().await;
    for role in ["moderator", "editor", "admin"] {
        let email = format!("{role}@example.dk");
        app.store.add_staff(&email, role);
        let staff = app.signed_in(&email).await;
        assert_eq!(staff.read(SESSION).await["role"], role);
        assert_eq!(staff.get("/api/desk/queue").await.0, StatusCode::OK, "{role}");
    }
}

#[tokio::test]
async fn a_session_is_over_after_a_working_day() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let later = "update desk_session set expires = expires - 43200000";
    app.store.database.execute(later, None).await;
    assert_eq!(lene.get(SESSION).await, problem(401, "unauthorized"));
}

#[tokio::test]
async fn a_new_password_ends_every_session_under_the_old_one() {
    let app = App::start().await;
    let lene = app.moderator().await;
    app.store.add_staff("lene@example.dk", "moderator");
    assert_eq!(lene.get(SESSION).await, problem(401, "unauthorized"));
}

/// The secret of the link that `staff add` prints.
fn invited(store: &Store, email: &str) -> String {
    let ended = store.run(&["staff", "add", email, "--role", "moderator"]);
    assert!(ended.success, "{}", ended.stderr);
    let (link, secret) = ended.last_line().split_once('#').unwrap();
    assert!(link.ends_with("http://127.0.0.1:8080/desk/invitation"), "{link}");
    secret.to_owned()
}

#[tokio::test]
async fn an_invitation_lets_somebody_choose_a_password_once() {
    let app = App::start().await;
    let secret = invited(&app.store, "lene@example.dk");
    let before = app.send(Method::POST, SESSION, sign_in("lene@example.dk", "")).await;
    assert_eq!(before, problem(401, "sign-in-failed"));
    let accept = json!({ "invitation": secret, "password": PASSWORD });
    let answer = app.send(Method::PUT, SESSION, accept.clone()).await;
    assert_eq!(answer, (StatusCode::NO_CONTENT, Value::Null));
    let lene = app.signed_in("lene@example.dk").await;
    assert_eq!(lene.read(SESSION).await["role"], "moderator");
    let again = app.send(Method::PUT, SESSION, accept).await;
    assert_eq!(again, unfit(&[("invitation", "unknown")]));
}

#[tokio::test]
async fn an_invitation_needs_a_long_password_and_stays_good_until_it_gets_one() {
    let app = App::start().await;
    let secret = invited(&app.store, "lene@example.dk");
    for (password, flaw) in
        [("", "too-short"), ("elleve tegn", "too-short"), (&*"x".repeat(201), "too-long")]
    {
        let accept = json!({ "invitation": secret, "password": password });
        let answer = app.send(Method::PUT, SESSION, accept).await;
        assert_eq!(answer, unfit(&[("password", flaw)]));
    }
    let accept = json!({ "invitation": secret, "password": "præcis tolv." });
    assert_eq!(app.send(Method::PUT, SESSION, accept).await.0, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn an_invitation_is_good_for_seven_days() {
    let app = App::start().await;
    let secret = invited(&app.store, "lene@example.dk");
    let later = "update staff set invited = invited - 604800000";
    app.store.database.execute(later, None).await;
    let accept = json!({ "invitation": secret, "password": PASSWORD });
    let answer = app.send(Method::PUT, SESSION, accept).await;
    assert_eq!(answer, unfit(&[("invitation", "unknown")]));
}

#[tokio::test]
async fn a_guessed_invitation_opens_nothing_and_guessing_is_limited() {
    let app = App::start().await;
    let secret = invited(&app.store, "lene@example.dk");
    for guess in 0..10 {
        let accept = json!({ "invitation": format!("gæt {guess}"), "password": PASSWORD });
        let answer = app.send(Method::PUT, SESSION, accept).await;
        assert_eq!(answer, unfit(&[("invitation", "unknown")]));
    }
    let accept = json!({ "invitation": secret, "password": PASSWORD });
    let answer = app.send(Method::PUT, SESSION, accept).await;
    assert_eq!(answer, problem(429, "too-many"));
}

#[tokio::test]
async fn the_command_refuses_who_cannot_be_on_the_staff() {
    let store = Store::new().await;
    let add = |email: &str, role: &str, password: &str| {
        store.run_with(&["staff", "add", email, "--role", role, "--password-stdin"], password)
    };
    for (email, role, password, complaint) in [
        ("lene", "moderator", PASSWORD, "blanddig: `lene` is no mail address"),
        ("l@example.dk", "moderator", "for kort", "blanddig: a password has 12 to 200 characters"),
    ] {
        let ended = add(email, role, password);
        assert_eq!((ended.success, ended.complaint()), (false, vec![complaint]));
    }
    assert!(!add("l@example.dk", "king", PASSWORD).success);
    let app = store.serve();
    let answer = app.send(Method::POST, SESSION, sign_in("l@example.dk", PASSWORD)).await;
    assert_eq!(answer, problem(401, "sign-in-failed"));
}

#[tokio::test]
async fn the_desk_is_no_page_for_search_engines_or_frames() {
    let app = App::start().await;
    for path in ["/desk", "/desk/queue", "/desk/invitation"] {
        let page = app.page(path).await;
        assert_eq!(
            (page.status, page.attribute(&["name=robots"], "content")),
            (StatusCode::OK, Some("noindex".to_owned()))
        );
        let policy = page.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    }
}
