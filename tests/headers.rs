//! What every answer carries: protection for the browser, and what lets a copy be kept.

use tests::{Answer, App, Method, PROPOSALS, StatusCode, THREAD, client_key, json, tag_attribute};

/// Pages, files and answers of every kind.
const READ: [&str; 38] = [
    "/",
    "/park",
    "/park/indsats-1",
    "/park/forslag",
    "/park/forslag/nyt",
    "/park/nyt",
    "/park/resultat",
    "/park/regler",
    "/mine",
    "/regler",
    "/privatliv",
    "/tilgaengelighed",
    "/cookies",
    "/kontakt",
    "/nowhere",
    "/park/nothing/at/all",
    "/desk",
    "/desk/queue",
    "/was",
    "/robots.txt",
    "/healthz",
    "/readyz",
    "/metrics",
    "/api/openapi.json",
    "/api/consultations",
    "/api/nothing",
    "/api/consultations/nowhere",
    "/api/participants/me",
    "/api/desk/queue",
    "/api/consultations/park/comments?limit=0",
    "/assets/nothing.js",
    "/en/park",
    "/oembed?url=http://127.0.0.1/park",
    "/k/22222",
    "/k/22222.svg",
    "/park/indsats-1.atom",
    "/api/pictures/nothing",
    "/sw.js",
];

/// Asserts that an answer protects whoever reads it; `policy` is the CSP's frame-ancestors.
fn assert_protected(what: &str, answer: &Answer, ancestors: &str, resource: &str) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", resource),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    let permissions = answer.header("permissions-policy");
    assert!(permissions.contains("camera=()") && permissions.contains("geolocation=()"), "{what}");
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; "), "{what}: {policy}");
    assert!(policy.ends_with(&format!("frame-ancestors {ancestors}")), "{what}: {policy}");
    assert!(!policy.contains("'unsafe-"), "{what}: {policy}");
    assert!(!answer.header("cache-control").is_empty(), "{what}");
}

#[tokio::test]
async fn every_kind_of_answer_protects_who_reads_it() {
    let app = App::start().await;
    let (stranger, mona) = (app.stranger(), app.participant("Mona").await);
    let post = mona.says(THREAD, "Hej").await;
    let comment = format!("/park/kommentar/{}", post["id"].as_str().unwrap());
    let icon = app.page("/park").await.attribute(&["rel=icon"], "href").unwrap();
    for path in READ.into_iter().chain([&*comment, &*icon]) {
        assert_protected(path, &app.page(path).await, "'none'", "same-origin");
    }
    for (method, path, kind, body) in [
        (Method::POST, "/park", None, ""),
        (Method::DELETE, "/api/consultations", None, ""),
        (Method::POST, THREAD, Some("text/plain"), "{}"),
        (Method::POST, THREAD, Some("application/json"), "{"),
        (Method::POST, THREAD, Some("application/json"), "{}"),
        (Method::POST, PROPOSALS, Some("application/json"), &*"x".repeat(300_000)),
    ] {
        let answer = mona.send_bytes(method.clone(), path, kind, body.to_owned()).await;
        assert!(answer.status.is_client_error());
        assert_protected(&format!("{method} {path}"), &answer, "'none'", "same-origin");
    }
    let stream = stranger.head_of("/api/consultations/park/live").await;
    assert_protected("the live stream", &stream, "'none'", "same-origin");
    let page = app.page("/park").await;
    let again = stranger.with("if-none-match", "*").ask(Method::GET, "/robots.txt", None).await;
    assert_eq!((page.status, again.status), (StatusCode::OK, StatusCode::NOT_MODIFIED));
    assert_protected("what has not changed", &again, "'none'", "same-origin");
}

#[tokio::test]
async fn what_leads_here_from_paper_and_other_sites_protects_too() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://park.dk")]).await;
    let short = "/api/desk/hearings/park/short";
    let made = app.editor().await.does(Method::PUT, short, json!({ "section": null })).await;
    let code = made["code"].as_str().unwrap();
    for (path, status) in [
        (format!("/k/{code}"), StatusCode::TEMPORARY_REDIRECT),
        (format!("/k/{code}.svg"), StatusCode::OK),
        ("/oembed?url=https://park.dk/park".to_owned(), StatusCode::OK),
        ("/park/indsats-1.atom".to_owned(), StatusCode::OK),
        ("/api/consultations/park/counts".to_owned(), StatusCode::OK),
    ] {
        let answer = app.page(&path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_protected(&path, &answer, "'none'", "same-origin");
    }
}

#[tokio::test]
async fn a_page_loads_scripts_and_styles_from_here_alone() {
    let app = App::start().await;
    let page = app.page("/park/indsats-1").await;
    let policy = page.header("content-security-policy");
    assert!(policy.contains("; script-src 'self' 'wasm-unsafe-eval'; "), "{policy}");
    assert!(policy.contains("; style-src 'self' 'sha256-"), "{policy}");
    for part in ["connect-src 'self'", "form-action 'self'", "base-uri 'none'"] {
        assert!(policy.contains(part), "{part} is not in {policy}");
    }
    let html = page.text();
    for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        assert!(!tag.contains(" style="), "{tag}");
        assert!(!tag.split(' ').skip(1).any(|part| part.starts_with("on")), "{tag}");
        let inline = tag.starts_with("script") && !tag.contains("src=");
        assert!(!inline || tag.contains("application/json"), "{tag}");
        for name in ["src", "href"] {
            let loads = tag.starts_with("script") || tag.starts_with("link rel=");
            let address = tag_attribute(&format!("<{tag}>"), &[], name).unwrap_or_default();
            let own = address.is_empty() || address.starts_with('/') || tag.contains("canonical");
            // Another way to read the page, which no browser loads.
            let own = own || tag.contains("rel=\"alternate\"");
            assert!(!loads || own, "{tag}");
        }
    }
}

#[tokio::test]
async fn only_the_embedded_page_may_stand_in_a_frame_and_only_where_it_is_allowed() {
    let origins = "https://blanddigibyen.dk,https://avis.example.dk:8443";
    let app = App::with(&[("BLANDDIG_EMBED_ORIGINS", origins)]).await;
    let allowed = "'self' https://blanddigibyen.dk https://avis.example.dk:8443";
    for path in [
        "/embed/park",
        "/embed/park?som=kort",
        "/embed/park/indsats-1",
        "/embed/park/indsats-1?sortering=aeldste",
        "/embed/park/indsats-1?som=kort&udseende=moerk",
    ] {
        let answer = app.page(path).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_protected(path, &answer, allowed, "cross-origin");
        assert_eq!(answer.header("cross-origin-embedder-policy"), "require-corp", "{path}");
    }
    for path in ["/park", "/park/indsats-1", "/desk", "/mine", "/embed"] {
        assert_protected(path, &app.page(path).await, "'none'", "same-origin");
    }
}

#[tokio::test]
async fn a_frame_that_cannot_be_shown_is_a_page_of_ours_too() {
    let app = App::start().await;
    for path in ["/embed/nowhere", "/embed/park/nothing"] {
        let answer = app.page(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors"), "{path}");
    }
}

#[tokio::test]
async fn the_scripts_for_other_sites_can_be_loaded_by_any_of_them() {
    let app = App::start().await;
    for (path, words) in [("/embed.js", "/embed/"), ("/counts.js", "/counts")] {
        let answer = app.page(path).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.header("content-type").starts_with("text/javascript"), "{path}");
        assert_protected(path, &answer, "'none'", "cross-origin");
        assert!(answer.text().contains(words), "{path}");
    }
}

#[tokio::test]
async fn a_site_on_https_asks_to_be_visited_by_https_alone() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://hoering.example.dk")]).await;
    for path in ["/", "/api/consultations", "/nowhere"] {
        let sts = app.page(path).await.header("strict-transport-security").to_owned();
        let seconds =
            sts.strip_prefix("max-age=").and_then(|rest| rest.split(';').next()?.parse().ok());
        assert!(seconds.is_some_and(|seconds: u32| seconds >= 31_536_000), "{path}: {sts}");
    }
    let plain = App::start().await;
    assert_eq!(plain.page("/").await.header("strict-transport-security"), "");
}

/// What is read in each encoding: pages, the API, files.
async fn reads(app: &App) -> Vec<String> {
    let mona = app.participant("Mona").await;
    mona.says(THREAD, &"Plant flere bøge. ".repeat(100)).await;
    let page = app.page("/park").await;
    let icon = page.attribute(&["rel=icon"], "href").unwrap();
    let mut reads = vec![icon];
    for path in [
        "/api/consultations",
        "/api/consultations/park",
        THREAD,
        "/embed.js",
        "/api/openapi.json",
        "/robots.txt",
        "/desk",
    ] {
        reads.push(path.to_owned());
    }
    reads
}

#[tokio::test]
async fn each_encoding_says_the_same() {
    let app = App::start().await;
    for path in reads(&app).await {
        let plain = app.page(&path).await;
        assert_eq!(
            (plain.status, plain.header("content-encoding")),
            (StatusCode::OK, ""),
            "{path}"
        );
        for (accepted, encoding) in [
            ("br", "br"),
            ("gzip", "gzip"),
            ("gzip, deflate, br, zstd", "br"),
            ("br;q=0, gzip", "gzip"),
        ] {
            let reader = app.stranger().with("accept-encoding", accepted);
            let answer = reader.ask(Method::GET, &path, None).await;
            assert_eq!(answer.header("content-encoding"), encoding, "{path} as {accepted}");
            assert_eq!(answer.unpacked(), plain.body, "{path} as {accepted}");
            let vary = answer.header("vary").to_ascii_lowercase();
            assert!(vary.contains("accept-encoding"), "{path}: {vary}");
        }
    }
}

#[tokio::test]
async fn who_has_the_same_bytes_already_does_not_get_them_again() {
    let app = App::start().await;
    for path in reads(&app).await {
        let mut tags = Vec::new();
        for accepted in ["identity", "gzip", "br"] {
            let reader = app.stranger().with("accept-encoding", accepted);
            let first = reader.ask(Method::GET, &path, None).await;
            let tag = first.header("etag").to_owned();
            if first.header("cache-control").contains("immutable") {
                continue;
            }
            assert!(tag.starts_with('"') && tag.len() > 10, "{path} as {accepted}: `{tag}`");
            for known in [tag.clone(), format!("\"x\", {tag}"), "*".to_owned()] {
                let again =
                    reader.with("if-none-match", &known).ask(Method::GET, &path, None).await;
                assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path} as {accepted}");
                assert_eq!((again.body.len(), again.header("etag")), (0, &*tag));
                assert_eq!(again.header("vary"), first.header("vary"), "{path}");
            }
            tags.push(tag);
        }
        let different: std::collections::BTreeSet<_> = tags.iter().collect();
        assert_eq!(different.len(), tags.len(), "{path}: each encoding has a tag of its own");
    }
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let app = App::start().await;
    for path in ["/", "/park", "/park/indsats-1", "/regler", "/embed/park"] {
        let tag = app.page(path).await.header("etag").to_owned();
        let again = app.stranger().with("if-none-match", &tag).ask(Method::GET, path, None).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
    }
}

#[tokio::test]
async fn a_new_comment_makes_a_new_tag() {
    let app = App::start().await;
    let before = app.page(THREAD).await.header("etag").to_owned();
    app.participant("Mona").await.says(THREAD, "Hej").await;
    let reader = app.stranger().with("if-none-match", &before);
    let answer = reader.ask(Method::GET, THREAD, None).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_ne!(answer.header("etag"), before);
}

#[tokio::test]
async fn a_read_is_the_same_for_everyone_who_does_not_say_who_they_are() {
    let app = App::start().await;
    app.participant("Mona").await.says(THREAD, "Hej").await;
    let lene = app.moderator().await;
    let stranger = app.stranger().with("user-agent", "x").with("accept-language", "en");
    let first = app.page(THREAD).await;
    for reader in [stranger, lene.with("x-blanddig", "")] {
        let answer = reader.ask(Method::GET, THREAD, None).await;
        assert_eq!(
            (answer.body, answer.headers["etag"].clone()),
            (first.body.clone(), first.headers["etag"].clone())
        );
    }
    assert_eq!(first.header("vary"), "Authorization, Accept-Encoding");
    assert_eq!(first.header("cache-control"), "no-cache");
    assert_eq!(first.header("set-cookie"), "");
}

#[tokio::test]
async fn what_is_for_one_person_is_kept_by_nobody_else() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    for path in [THREAD, "/api/participants/me"] {
        let answer = mona.ask(Method::GET, path, None).await;
        assert!(answer.header("cache-control").starts_with("private"), "{path}");
        assert!(answer.header("vary").contains("Authorization"), "{path}");
    }
    let answer = lene.ask(Method::GET, "/api/desk/queue", None).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let new = json!({ "name": "Ali", "client_key": client_key() }).to_string();
    let welcome = app.stranger().ask(Method::POST, "/api/participants", Some(new)).await;
    assert!(welcome.header("cache-control").contains("no-"), "{welcome:?}");
}

#[tokio::test]
async fn asking_for_the_head_tells_what_reading_would() {
    let app = App::start().await;
    for path in ["/api/consultations", THREAD, "/robots.txt", "/embed.js", "/api/nothing"] {
        let read = app.page(path).await;
        let head = app.stranger().ask(Method::HEAD, path, None).await;
        assert_eq!((head.status, head.body.len()), (read.status, 0), "{path}");
        for name in ["content-type", "etag", "vary", "cache-control"] {
            assert_eq!(head.header(name), read.header(name), "{path}: {name}");
        }
        let length = head.header("content-length");
        assert!(length.is_empty() || length == read.header("content-length"), "{path}: {length}");
    }
}

#[tokio::test]
async fn files_named_by_their_content_are_kept_for_ever() {
    let app = App::start().await;
    let html = app.page("/park").await.text();
    let named: Vec<&str> =
        html.split(['"', '=', ' ', '>']).filter(|word| word.starts_with("/assets/")).collect();
    for path in named {
        let answer = app.page(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let cache = answer.header("cache-control");
        assert_eq!(cache, "public, max-age=31536000, immutable", "{path}");
        assert!(!answer.header("content-type").starts_with("application/octet"), "{path}");
    }
}

#[tokio::test]
async fn no_file_of_the_machine_can_be_read() {
    let app = App::start().await;
    for path in [
        "/assets/../Cargo.toml",
        "/assets/..%2F..%2FCargo.toml",
        "/assets/%2Fetc%2Fpasswd",
        "/assets/index.html",
        "/assets/files.json",
        "/assets/",
        "/data/secret",
        "/.git/config",
    ] {
        assert_eq!(app.page(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
