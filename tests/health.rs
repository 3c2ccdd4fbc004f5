//! Whether the server lives, whether it can serve, and how it fares.

use std::net::TcpListener;

use tests::{App, StatusCode, THREAD, problem};

#[tokio::test]
async fn a_server_that_lives_and_can_serve_says_so() {
    let app = App::start().await;
    for path in ["/healthz", "/readyz"] {
        let answer = app.page(path).await;
        assert_eq!((answer.status, answer.text().as_str()), (StatusCode::OK, "ok\n"), "{path}");
    }
}

#[tokio::test]
async fn figures_are_told_to_this_machine_and_name_nobody() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Hej").await;
    let id = post["id"].as_str().unwrap();
    app.read(&format!("/api/comments/{id}")).await;
    app.page("/park/indsats-1").await;
    app.page("/somewhere/else").await;
    let answer = app.page("/metrics").await;
    assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
    let text = answer.text();
    assert!(text.contains("http_requests_total{"), "{text}");
    assert!(text.contains("route=\"/api/comments/{id}\""), "{text}");
    for secret in [id, &mona.token, "somewhere", "Mona"] {
        assert!(!text.contains(secret), "{secret} stands in {text}");
    }
}

#[tokio::test]
async fn figures_are_not_told_through_a_proxy() {
    let app = App::start().await;
    for header in ["x-forwarded-for", "forwarded"] {
        let visitor = app.stranger().with(header, "198.51.100.1");
        assert_eq!(visitor.get("/metrics").await, problem(404, "not-found"));
    }
}

#[tokio::test]
async fn figures_can_have_an_address_of_their_own() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let app = App::with(&[("BLANDDIG_METRICS_LISTEN", &free.to_string())]).await;
    assert_eq!(app.get("/metrics").await, problem(404, "not-found"));
    let there = app.stranger().at(free);
    let (status, text) = there.get("/metrics").await;
    assert_eq!(status, StatusCode::OK, "{text}");
    assert_eq!(there.get("/api/consultations").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_log_names_nobody() {
    let app = App::with(&[("RUST_LOG", "debug,sqlx=warn,hyper=warn")]).await;
    let mona = app.participant("Mona Hemmelig").await;
    let post = mona.says(THREAD, "Et hemmeligt indlæg").await;
    app.moderator().await.hides(&post).await;
    app.page(&format!("/park/kommentar/{}", post["id"].as_str().unwrap())).await;
    let log = app.log();
    assert!(log.lines().count() > 5, "{log}");
    assert!(log.lines().all(|line| line.starts_with('{')), "{log}");
    let secrets = ["Hemmelig", "hemmeligt", &mona.token, "127.0.0.1", "lene@", "adgangskode"];
    for secret in secrets {
        assert!(!log.contains(secret), "{secret} stands in {log}");
    }
}
