//! Revisions: what a comment said before its author changed it.

use tests::{App, Method, THREAD, Value, Visitor, json, moment, problem, unfit};

fn path(post: &Value) -> String {
    format!("/api/comments/{}", post["id"].as_str().unwrap())
}

fn history(post: &Value) -> String {
    format!("{}/history", path(post))
}

/// Says something and then changes it, once for each further wording.
async fn changed(by: &Visitor, wordings: &[&str]) -> Value {
    let post = by.says(THREAD, wordings[0]).await;
    for body in &wordings[1..] {
        by.does(Method::PATCH, &path(&post), json!({ "body": body })).await;
    }
    post
}

#[tokio::test]
async fn everybody_reads_what_a_comment_said_before_oldest_first() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = changed(&mona, &["Flere bøg", "Flere bøge", "Mange flere bøge"]).await;
    let page = app.read(&history(&post)).await;
    let items = page["items"].as_array().unwrap();
    let told: Vec<_> = items.iter().map(|item| (&item["number"], &item["body"])).collect();
    assert_eq!(told, [(&json!(1), &json!("Flere bøg")), (&json!(2), &json!("Flere bøge"))]);
    assert!(items.iter().all(|item| moment(&item["replaced"]) >= moment(&post["created"])));
    assert_eq!((&page["next"], &page["total"]), (&Value::Null, &json!(2)));
    let never = mona.says(THREAD, "Lys").await;
    let nothing = json!({ "items": [], "next": null, "total": 0 });
    assert_eq!(app.read(&history(&never)).await, nothing);
    // The same words again are no change.
    mona.does(Method::PATCH, &path(&never), json!({ "body": " Lys " })).await;
    assert_eq!(app.read(&history(&never)).await, nothing);
}

#[tokio::test]
async fn a_long_history_is_read_in_pages() {
    let app = App::start().await;
    let wordings: Vec<String> = (0..8).map(|number| format!("Nr. {number}")).collect();
    let wordings: Vec<&str> = wordings.iter().map(String::as_str).collect();
    let post = changed(&app.participant("Mona").await, &wordings).await;
    let (mut read, mut after) = (Vec::new(), String::new());
    loop {
        let page = app.read(&format!("{}?limit=3{after}", history(&post))).await;
        read.extend(page["items"].as_array().unwrap().iter().map(|item| item["body"].clone()));
        assert_eq!(page["total"], 7);
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(read, wordings[..7]);
    let wrong = app.get(&format!("{}?after=nonsense", history(&post))).await;
    assert_eq!(wrong, unfit(&[("after", "malformed")]));
}

#[tokio::test]
async fn what_cannot_be_read_has_no_history_but_for_its_author() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let lene = app.moderator().await;
    let mut posts = Vec::new();
    for _ in 0..4 {
        posts.push(changed(&mona, &["Før", "Efter"]).await);
    }
    let [hidden, withdrawn, answered, pending] = &posts[..] else { unreachable!() };
    lene.hides(hidden).await;
    mona.withdraws(withdrawn).await;
    ali.answers(THREAD, answered, "Nå").await;
    mona.withdraws(answered).await;
    let sql = "update comment set state = 'pending', exposure = 0 where id = $1";
    app.store.database.execute(sql, pending["id"].as_str()).await;
    let private = json!({ "body": "Før", "visibility": "municipality" });
    let private = mona.post(THREAD, private).await;
    mona.does(Method::PATCH, &path(&private), json!({ "body": "Efter" })).await;
    posts.push(private);
    for post in &posts {
        for reader in [&app.stranger(), &ali] {
            assert_eq!(reader.get(&history(post)).await, problem(404, "not-found"), "{post}");
        }
        assert_eq!(mona.read(&history(post)).await["items"][0]["body"], "Før");
        let page = format!("/park/kommentar/{}?historik=ja", post["id"].as_str().unwrap());
        assert_eq!(app.page(&page).await.status, 404, "{page}");
    }
    lene.restores(&posts[0]).await;
    assert_eq!(app.read(&history(&posts[0])).await["total"], 1);
}

#[tokio::test]
async fn an_edited_comment_leads_to_a_page_that_shows_what_changed() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = changed(&mona, &["Plant fem <b>bøge</b>", "Plant ti <b>bøge</b>"]).await;
    let page = format!("/park/kommentar/{}", post["id"].as_str().unwrap());
    let link = format!("href='{page}?historik=ja'>redigeret</a>");
    for shown in ["/park/indsats-1", &page] {
        assert!(app.page(shown).await.text().contains(&link), "{shown}");
    }
    let text = app.page(&format!("{page}?historik=ja")).await.text();
    for part in ["Først stod der", "Plant fem &lt;b&gt;", "Slettet:", "fem</del>", "ti</ins>"] {
        assert!(text.contains(part), "{part}");
    }
    assert!(text.contains("name=\"robots\" content=\"noindex\""));
    let untouched = mona.says(THREAD, "Lys").await;
    let page = format!("/park/kommentar/{}?historik=ja", untouched["id"].as_str().unwrap());
    assert!(app.page(&page).await.text().contains("Kommentaren er ikke redigeret."));
    let elsewhere = page.replace("/park/", "/nowhere/");
    assert_eq!(app.page(&elsewhere).await.status, 404);
}

#[tokio::test]
async fn the_page_of_a_long_history_leads_on_and_leaves_no_change_out() {
    let app = App::start().await;
    let wordings: Vec<String> = (1..=24).map(|number| format!("ord{number}")).collect();
    let wordings: Vec<&str> = wordings.iter().map(String::as_str).collect();
    let post = changed(&app.participant("Mona").await, &wordings).await;
    let mut address = format!("/park/kommentar/{}?historik=ja", post["id"].as_str().unwrap());
    let mut changes = Vec::new();
    loop {
        let text = app.page(&address).await.text();
        let gone = |part: &str| part.split("</del>").next().unwrap().to_owned();
        let come = |part: &str| part.split("</ins>").next().unwrap().to_owned();
        let words = |mark: &str, end: &dyn Fn(&str) -> String| {
            text.split(mark).skip(1).map(end).collect::<Vec<_>>()
        };
        let old = words("Slettet: </span>", &gone);
        let new = words("Tilføjet: </span>", &come);
        assert!(old.len() == new.len() && old.len() <= 10, "{old:?} {new:?}");
        changes.extend(old.into_iter().zip(new));
        // The other language's link is to this page, and carries its place too.
        let button = text.split("class=\"button\" href=\"").skip(1);
        let mut hrefs = button.map(|rest| rest.split('"').next().unwrap());
        let Some(after) = hrefs.find_map(|href| href.split("efter=").nth(1)) else { break };
        address = format!("{}&efter={after}", address.split('&').next().unwrap());
    }
    let expected: Vec<(String, String)> =
        wordings.windows(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect();
    assert_eq!(changes, expected);
}
