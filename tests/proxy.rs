//! Behind nginx and Caddy, set up as `docs/deploy` has them.

use std::time::{Duration, Instant};

use tests::{
    Answer, App, GENERAL, Method, PASSWORD, Proxy, SITE, StatusCode, THREAD, Value, Visitor, Wire,
    client_key, json, problem, together,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const LIVE: &str = "/api/consultations/park/live";
const HERE: [u8; 4] = [127, 0, 0, 1];

/// A server as it stands behind a proxy, and each of both before it.
async fn behind() -> (App, [Proxy; 2]) {
    let app = App::with(&Proxy::SETTINGS).await;
    let proxies = Proxy::each_before(&[&app]);
    (app, proxies)
}

/// Somebody who signs in by the proxy.
async fn signed_in(stranger: &Visitor, email: &str) -> Visitor {
    let sign_in = json!({ "email": email, "password": PASSWORD }).to_string();
    let answer = stranger.ask(Method::POST, "/api/desk/session", Some(sign_in)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let cookie = answer.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-blanddig=") && cookie.contains("; Path=/; "), "{cookie}");
    assert!(cookie.ends_with("; HttpOnly; Secure; SameSite=Strict"), "{cookie}");
    stranger.with("cookie", cookie.split(';').next().unwrap()).with("x-blanddig", "1")
}

#[tokio::test]
async fn a_page_comes_packed_once_and_with_each_header_that_protects_once() {
    let (app, proxies) = behind().await;
    for proxy in &proxies {
        let stranger = app.stranger().through(proxy.door(HERE));
        for path in ["/park/indsats-1", "/api/consultations", "/embed.js", "/nowhere", "/desk"] {
            for (accepted, encoding) in [("gzip, br", "br"), ("gzip", "gzip"), ("identity", "")] {
                let what = format!("{path} by {} as {accepted}", proxy.name);
                let reader = stranger.with("accept-encoding", accepted);
                let answer = reader.ask(Method::GET, path, None).await;
                let direct = app.stranger().with("accept-encoding", accepted);
                let direct = direct.ask(Method::GET, path, None).await;
                assert_eq!(answer.status, direct.status, "{what}");
                assert_eq!(answer.header("content-encoding"), encoding, "{what}");
                assert!(!answer.unpacked().is_empty(), "{what}");
                assert_protected_once(&what, &answer, &direct);
            }
        }
        let tag = stranger.ask(Method::GET, "/robots.txt", None).await.header("etag").to_owned();
        let again =
            stranger.with("if-none-match", &tag).ask(Method::GET, "/robots.txt", None).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{}", proxy.name);
    }
}

fn assert_protected_once(what: &str, answer: &Answer, direct: &Answer) {
    for name in [
        "cache-control",
        "content-security-policy",
        "content-type",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
        "permissions-policy",
        "referrer-policy",
        "strict-transport-security",
        "x-content-type-options",
    ] {
        let all: Vec<_> = answer.headers.get_all(name).iter().collect();
        assert_eq!(all, [direct.header(name)], "{what}: {name}");
    }
}

#[tokio::test]
async fn who_comes_without_encryption_is_led_to_it() {
    let (app, proxies) = behind().await;
    for proxy in &proxies {
        let plain = app.stranger().at(proxy.plain).with("host", SITE);
        let answer = plain.ask(Method::GET, "/park?sortering=aeldste", None).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{}", proxy.name);
        assert_eq!(answer.header("location"), format!("https://{SITE}/park?sortering=aeldste"));
    }
}

#[tokio::test]
async fn a_post_is_taken_and_told_at_once_to_all_who_listen() {
    let (app, proxies) = behind().await;
    app.store.add_staff("lene@example.dk", "moderator");
    for proxy in &proxies {
        let stranger = app.stranger().through(proxy.door(HERE));
        let lene = signed_in(&stranger, "lene@example.dk").await;
        let mut desk = lene.listen("/api/desk/live").await;
        desk.next().await.expect("how much waits");
        let mut listener = stranger.listen(LIVE).await;
        let mona = app.participant("Mona").await.through(proxy.door(HERE));
        let since = Instant::now();
        let post = mona.says(THREAD, proxy.name).await;
        while listener.next().await.expect("the stream goes on")["post"] != post["id"] {}
        desk.next().await.expect("how much waits now");
        assert!(since.elapsed() < Duration::from_secs(8), "{}: {:?}", proxy.name, since.elapsed());
    }
}

#[tokio::test]
async fn what_a_client_says_of_its_own_address_is_not_believed() {
    let (app, proxies) = behind().await;
    for (number, proxy) in (0..).zip(&proxies) {
        let [one, other] = [10, 20].map(|last| proxy.door([127, 0, 0, last + number]));
        let guess = json!({ "secret": "g".repeat(43) });
        let path = "/api/participants/confirm";
        let mut statuses = Vec::new();
        for hop in 0..51 {
            let forger = app.stranger().through(one.clone());
            let forger = forger.with("x-forwarded-for", &format!("198.51.100.{hop}, x"));
            let forger = forger.with("forwarded", &format!("for=198.51.100.{hop}"));
            statuses.push(forger.send(Method::POST, path, guess.clone()).await.0.as_u16());
        }
        let (last, before) = statuses.split_last().unwrap();
        assert!(before.iter().all(|status| *status == 409), "{}: {statuses:?}", proxy.name);
        assert_eq!(*last, 429, "{}", proxy.name);
        let other = app.stranger().through(other);
        let status = other.send(Method::POST, path, guess).await.0;
        assert_eq!(status, StatusCode::CONFLICT, "{}", proxy.name);
        // For this machine alone, and the proxy is on it.
        assert_eq!(other.get("/metrics").await.0, StatusCode::NOT_FOUND, "{}", proxy.name);
    }
}

#[tokio::test]
async fn a_body_is_taken_and_refused_as_by_the_program() {
    let (app, proxies) = behind().await;
    app.store.add_staff("ebbe@example.dk", "editor");
    let text =
        |length: usize| json!({ "markdown": "# A\n\n".to_owned() + &"x ".repeat(length / 2) });
    for proxy in &proxies {
        let stranger = app.stranger().through(proxy.door(HERE));
        let ebbe = signed_in(&stranger, "ebbe@example.dk").await;
        let preview = "/api/desk/hearings/park/text/preview";
        let pictures = "/api/desk/consultations/park/pictures";
        for (path, kind, size, status) in [
            ("/api/participants", "application/json", 256 * 1024, 400),
            ("/api/participants", "application/json", 256 * 1024 + 1, 413),
            (pictures, "image/png", 2 * 1024 * 1024, 415),
            (pictures, "image/png", 2 * 1024 * 1024 + 1, 413),
            (preview, "application/json", 20 * 1024 * 1024 + 64 * 1024, 400),
            (preview, "application/json", 20 * 1024 * 1024 + 64 * 1024 + 1, 413),
        ] {
            let body = "x".repeat(size);
            let answer = ebbe.send_bytes(Method::POST, path, Some(kind), body).await;
            let what = format!("{size} for {path} by {}: {}", proxy.name, answer.text());
            assert_eq!(answer.status.as_u16(), status, "{what}");
            assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
            if status == 413 {
                assert_eq!((answer.status, answer.json()), problem(413, "too-large"), "{what}");
            }
        }
        let (status, seen) = ebbe.send(Method::POST, preview, text(1024 * 1024)).await;
        assert_eq!(status, StatusCode::OK, "{}: {seen}", proxy.name);
    }
}

/// How long it takes until a connection on which nothing more comes is closed.
async fn silent(proxy: &Proxy, speaks: &str, begun: &str) -> Duration {
    let since = Instant::now();
    let mut stream = proxy.door(HERE).open(speaks).await.expect("a connection");
    stream.write_all(begun.as_bytes()).await.expect("the beginning is sent");
    let mut heard = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(60), stream.read_to_end(&mut heard)).await;
    assert!(ended.is_ok(), "{}: {begun:?} is waited for", proxy.name);
    since.elapsed()
}

#[tokio::test]
async fn who_is_slow_is_cut_off() {
    let (app, proxies) = behind().await;
    for proxy in &proxies {
        let head = format!("POST {THREAD} HTTP/1.1\r\nhost: {SITE}\r\ncontent-length: 99\r\n");
        let with_body = format!("{head}\r\n{{");
        let since = Instant::now();
        let unencrypted = async {
            let mut wire = Wire::open(proxy.address).await;
            wire.to_the_end().await;
            since.elapsed()
        };
        let (dumb, nothing, half, body) = tokio::join!(
            unencrypted,
            silent(proxy, "http/1.1", ""),
            silent(proxy, "http/1.1", &head),
            silent(proxy, "http/1.1", &with_body),
        );
        for took in [dumb, nothing, half] {
            assert!(took < Duration::from_secs(25), "{}: {took:?}", proxy.name);
        }
        assert!(body < Duration::from_secs(55), "{}: {body:?}", proxy.name);
    }
    assert_eq!(app.page("/healthz").await.status, StatusCode::OK);
}

/// How many live streams a server has begun.
async fn streams(app: &App) -> usize {
    let figures = app.page("/metrics").await.text();
    let mark = "route=\"/api/consultations/{c}/live\"";
    let counts = figures.lines().filter(|line| line.starts_with("http_requests_total{"));
    let counts = counts.filter(|line| line.contains(mark));
    counts.filter_map(|line| line.rsplit(' ').next()?.parse::<usize>().ok()).sum()
}

#[tokio::test]
async fn what_one_server_is_told_is_heard_at_the_other_and_each_address_keeps_to_one() {
    let app = App::with(&Proxy::SETTINGS).await;
    let other = app.beside();
    for proxy in &Proxy::each_before(&[&app, &other]) {
        let before = [streams(&app).await, streams(&other).await];
        // Far from each other: how a proxy spreads addresses is not told by their last byte alone.
        let at = |number| app.stranger().through(proxy.door([127, number, 0, 1]));
        let mut listeners = Vec::new();
        for last in 1..25 {
            listeners.push(at(last).listen(LIVE).await);
        }
        let began = [streams(&app).await - before[0], streams(&other).await - before[1]];
        assert!(began[0] > 0 && began[1] > 0 && began[0] + began[1] == 24, "{began:?}");
        let post =
            app.participant("Mona").await.through(proxy.door(HERE)).says(THREAD, "Hej").await;
        for mut listener in listeners {
            while listener.next().await.expect("the stream goes on")["post"] != post["id"] {}
        }
        for _ in 0..6 {
            drop(at(30).listen(LIVE).await);
        }
        let counts = [streams(&app).await - before[0], streams(&other).await - before[1]];
        let more = [counts[0] - began[0], counts[1] - began[1]];
        assert!(more == [6, 0] || more == [0, 6], "{}: {more:?}", proxy.name);
    }
}

#[tokio::test]
async fn when_one_of_two_servers_stops_nothing_is_lost() {
    let settings = [&Proxy::SETTINGS[..], &[("BLANDDIG_LIMITS", "off")]].concat();
    let app = App::with(&settings).await;
    for name in 0..2 {
        let mut other = app.beside();
        let proxies = Proxy::each_before(&[&app, &other]);
        let proxy = &proxies[name];
        let mona = app.participant("Mona").await;
        let until = Instant::now() + Duration::from_secs(6);
        let which = proxy.name;
        let asking = (1..17).map(|last| {
            let mona = mona.through(proxy.door([127, 0, 0, last]));
            async move {
                let mut posts = 0_u64;
                while Instant::now() < until {
                    let read = mona.get(THREAD).await;
                    assert_eq!(read.0, StatusCode::OK, "{}", read.1);
                    let post = json!({ "body": "Hej", "client_key": client_key() });
                    let mut taken = mona.send(Method::POST, GENERAL, post.clone()).await;
                    if which == "caddy" && taken.0 == StatusCode::BAD_GATEWAY {
                        // Caddy hands no body on twice: a phone sends the same post again.
                        taken = mona.send(Method::POST, GENERAL, post).await;
                    }
                    assert!(taken.0.is_success(), "{} {}", taken.0, taken.1);
                    posts += 1;
                }
                posts
            }
        });
        let stopping = async {
            tokio::time::sleep(Duration::from_secs(2)).await;
            other.ask_to_stop();
            assert!(other.ended().await.success());
        };
        let (posts, ()) = tokio::join!(together(asking), stopping);
        let stored: Value = app.read("/api/consultations/park").await;
        assert!(posts.iter().all(|posts| *posts > 0), "{}: {posts:?}", proxy.name);
        assert!(
            stored["counts"]["comments"].as_u64() >= Some(posts.iter().sum::<u64>()),
            "{stored}"
        );
    }
}

#[test]
fn both_units_of_systemd_protect_alike() {
    let one = include_str!("../docs/deploy/blanddig.service");
    let several = include_str!("../docs/deploy/blanddig@.service");
    let told = |unit: &'static str| {
        let own = ["#", "Description=", "ExecStart="];
        unit.lines().filter(move |line| !own.iter().any(|start| line.starts_with(start)))
    };
    assert!(told(one).eq(told(several)));
}
