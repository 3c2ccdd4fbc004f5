//! The site as an app, and what it needs in order to be read without a connection.

use tests::{App, StatusCode, Value};

#[tokio::test]
async fn the_manifest_names_icons_that_are_there() {
    let app = App::start().await;
    let address = app.page("/park").await.attribute(&["rel=manifest"], "href").unwrap();
    let manifest = app.page(&address).await;
    assert_eq!(manifest.header("content-type"), "application/manifest+json");
    let manifest: Value = serde_json::from_str(&manifest.text()).unwrap();
    assert_eq!([&manifest["start_url"], &manifest["scope"], &manifest["id"]], ["/"; 3]);
    let icons = manifest["icons"].as_array().unwrap();
    for purpose in ["any", "maskable"] {
        assert!(icons.iter().any(|icon| icon["purpose"] == purpose), "{purpose}");
    }
    for icon in icons {
        let answer = app.page(icon["src"].as_str().unwrap()).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (StatusCode::OK, icon["type"].as_str().unwrap())
        );
    }
    let english = app.page("/en/park").await.attribute(&["rel=manifest"], "href").unwrap();
    let english: Value = serde_json::from_str(&app.page(&english).await.text()).unwrap();
    assert_eq!((&english["start_url"], &english["id"]), (&"/en".into(), &manifest["id"]));
    assert_eq!(english["shortcuts"][0]["name"], "My posts");
    let apple = app.page("/apple-touch-icon.png").await;
    assert_eq!((apple.status, apple.header("content-type")), (StatusCode::OK, "image/png"));
}

#[tokio::test]
async fn frames_and_the_desk_are_no_app() {
    let app = App::start().await;
    for (path, is_app) in [("/", true), ("/park/indsats-1", true), ("/mine", true)]
        .into_iter()
        .chain([("/embed/park", false), ("/embed/park/indsats-1", false), ("/desk", false)])
    {
        let html = app.page(path).await.text();
        // A page without the line about the connection asks for no service worker (`early.js`).
        let told = ["rel=manifest", "name=theme-color", "id=net"].map(|part| html.contains(part));
        assert_eq!(told, [is_app; 3], "{path}");
    }
}

#[tokio::test]
async fn a_browser_asks_each_time_whether_there_is_a_new_worker() {
    let app = App::start().await;
    let worker = app.page("/sw.js").await;
    assert_eq!(worker.status, StatusCode::OK);
    assert!(worker.header("content-type").starts_with("text/javascript"));
    assert_eq!(worker.header("cache-control"), "no-cache");
    assert!(!worker.header("etag").is_empty());
    // It may ask this site, and load nothing else.
    let policy = worker.header("content-security-policy");
    assert_eq!(policy, "default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
    // Its first line names the release.
    let first = worker.text().lines().next().unwrap().to_owned();
    assert!(first.len() == 19 && first.starts_with("// "), "{first}");
    let page = app.page("/park").await;
    let policy = page.header("content-security-policy");
    for part in ["worker-src 'self'", "manifest-src 'self'"] {
        assert!(policy.contains(part), "{policy}");
    }
}

#[tokio::test]
async fn the_page_for_when_there_is_no_connection_takes_no_hearings_name() {
    let app = App::start().await;
    let page = app.page("/assets/offline/da").await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-cache"));
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.attribute(&["name=\"robots\""], "content").as_deref(), Some("noindex"));
    let html = page.text();
    assert!(html.contains("Der er ingen forbindelse") && html.contains("Prøv igen"), "{html}");
    let english = app.page("/assets/offline/en").await;
    assert_eq!(english.attribute(&["html "], "lang").as_deref(), Some("en"));
    assert_eq!(app.page("/assets/offline/xx").await.status, StatusCode::NOT_FOUND);
}
