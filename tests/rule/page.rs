//! What the public reads of a hearing's rules.

use tests::{App, Method, StatusCode, THREAD, Value, json};

use super::{adds, retires};

async fn html(app: &App, path: &str) -> String {
    let page = app.page(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    page.text()
}

#[tokio::test]
async fn a_hearings_page_tells_its_rules_with_numbers_and_how_often_each_was_used() {
    let app = App::start().await;
    let (mona, lene, editor) =
        (app.participant("Mona").await, app.moderator().await, app.editor().await);
    let title = "Skriv <b>kort</b>";
    let id = adds(&editor, title).await;
    for (rule, words) in [(&*id, "Lang tale"), ("tonen", "Idioter!"), ("tonen", "Tåber!")] {
        let post = mona.says(THREAD, words).await;
        let hide = format!("/api/desk/comments/{}/hide", post["id"].as_str().unwrap());
        lene.does(Method::POST, &hide, json!({ "rule": rule, "reason": "Sådan." })).await;
    }
    // By mistake, and undone: it was not hidden.
    let post = mona.says(THREAD, "Undskyld").await;
    lene.hides(&post).await;
    let site = html(&app, "/regler").await;
    assert!(site.contains("4 indlæg er blevet skjult."), "{site}");
    let undo = format!("/api/desk/comments/{}/undo", post["id"].as_str().unwrap());
    lene.does(Method::POST, &undo, json!({})).await;
    let site = html(&app, "/regler").await;
    for part in ["3 indlæg er blevet skjult.", "2 indlæg er blevet skjult efter reglen."] {
        assert!(site.contains(part), "{part}: {site}");
    }
    retires(&editor, "tonen").await;
    let page = html(&app, "/park/regler").await;
    let standing = page.find("value=7").unwrap();
    let retired = page.find("<h2>Regler, der ikke gælder mere</h2>").unwrap();
    let tone = page.find("value=2").unwrap();
    assert!(standing < retired && retired < tone, "{page}");
    for part in [
        "<h1 tabindex=-1 id=titel dir=auto>Regler for debatten</h1>",
        "<li value=7 id='regel-7'><strong dir=auto>Skriv &lt;b&gt;kort&lt;/b&gt;</strong>",
        "<p dir=auto>Så andre kan nå det.</p><p class=hint>1 indlæg er blevet skjult efter reglen.",
        "<p class=hint>2 indlæg er blevet skjult efter reglen.</p><p class=hint>Reglen gjaldt til",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("<b>kort"), "{page}");
    // The page of a section leads there, and brings what can be reported.
    let section = html(&app, "/park/indsats-1").await;
    assert!(section.contains("href='/park/regler'>Regler for debatten</a>"));
    for (page, last) in [(section, "Skriv &lt;b"), (html(&app, "/embed/park").await, "Noget andet")]
    {
        let choices = page.split("<template id=grunde>").nth(1).unwrap();
        let choices = choices.split("</template>").next().unwrap();
        assert!(choices.contains("value=regel-7><span>") && choices.contains(last), "{choices}");
        assert!(choices.matches("<input").count() == 7 && !choices.contains("value=tonen"));
    }
}

#[tokio::test]
async fn an_english_page_says_the_standard_rules_in_english_and_the_hearings_own_as_they_are() {
    let app = App::start().await;
    let editor = app.editor().await;
    adds(&editor, "Skriv kort").await;
    let page = html(&app, "/en/park/regler").await;
    for part in [
        "Rules of the debate",
        "<strong dir=auto>Speak decently to and about others</strong>",
        "<strong dir=auto lang='da'>Skriv kort</strong><p dir=auto lang='da'>Så andre kan nå det.</p>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let section = html(&app, "/en/park/indsats-1").await;
    for part in [
        "value=tonen><span>Speak decently to and about others</span>",
        "value=regel-7><span lang='da'>Skriv kort</span>",
    ] {
        assert!(section.contains(part), "{part}: {section}");
    }
}

#[tokio::test]
async fn the_sites_page_tells_what_hearings_begin_with_and_leads_to_those_of_each() {
    let app = App::start().await;
    let (mona, lene, editor) =
        (app.participant("Mona").await, app.moderator().await, app.editor().await);
    let id = adds(&editor, "Skriv kort").await;
    let post = mona.says(THREAD, "Lang tale").await;
    let hide = format!("/api/desk/comments/{}/hide", post["id"].as_str().unwrap());
    lene.does(Method::POST, &hide, json!({ "rule": id, "reason": "Sådan." })).await;
    let page = html(&app, "/regler").await;
    for part in [
        "<li id='tonen'><strong>Tal ordentligt om og til andre</strong>",
        "<a href='/park/regler' dir=auto>En park for alle</a>",
        // Counted, whichever rule it was.
        "1 indlæg er blevet skjult.",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("Skriv kort"), "{page}");
}

#[tokio::test]
async fn a_hearing_that_nobody_can_see_has_no_page_of_rules() {
    let app = App::start().await;
    let editor = app.editor().await;
    let made = json!({ "title": "En sti", "slug": "sti" });
    editor.does(Method::POST, "/api/desk/hearings", made).await;
    for path in ["/sti/regler", "/en/sti/regler", "/nowhere/regler"] {
        assert_eq!(app.page(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // Those who have the address of its preview read them there.
    let link = editor.does(Method::PUT, "/api/desk/hearings/sti/preview", Value::Null).await;
    let secret = link["secret"].as_str().unwrap();
    let page = html(&app, &format!("/udkast/{secret}/regler")).await;
    assert!(page.contains("Intet ulovligt") && !page.contains("'/sti/"), "{page}");
    // And no heading of a text can take the address.
    let text = json!({ "markdown": "# Regler\n\nIngen.\n", "number": 0 });
    editor.does(Method::PUT, "/api/desk/hearings/sti/text", text).await;
    let page = html(&app, &format!("/udkast/{secret}/regler-2")).await;
    assert!(page.contains("Ingen."), "{page}");
}
