//! What the public may not see leaves through no door. A secret word stands in posts of every
//! state; every public route, page, stream and file is searched for it.

use std::collections::BTreeSet;
use std::time::Duration;

use tests::{App, GENERAL, Listener, Method, PROPOSALS, THREAD, Value, Visitor, client_key, json};

/// Stands in every text that nobody may see.
const SECRET: &str = "zqxj";

/// A world with secrets.
struct World {
    app: App,
    /// Who wrote every secret.
    author: Visitor,
    listener: Listener,
    comments: Vec<Value>,
    proposals: Vec<Value>,
    news: String,
}

fn hiding() -> Value {
    json!({ "rule": "tonen", "reason": format!("Fordi {SECRET}.") })
}

fn secret_comment() -> Value {
    json!({
        "body": format!("Dette er {SECRET}."),
        "anchor": {
            "paragraph": "p-1", "quote": format!("citat {SECRET}"),
            "prefix": format!("før {SECRET}"), "suffix": format!("efter {SECRET}"),
        },
    })
}

fn secret_proposals() -> [Value; 3] {
    let text = |what: &str| format!("{what} {SECRET}");
    [
        json!({ "kind": "idea", "title": text("Titel"), "body": text("Tekst"), "section": "maal-1" }),
        json!({
            "kind": "wording", "section": "indsats-1", "original": text("Før"),
            "replacement": text("Efter"), "reason": text("Fordi"),
        }),
        json!({
            "kind": "partnership", "title": text("Titel"), "body": text("Tekst"),
            "organisation": text("Forening"), "contact": text("Kontakt"),
        }),
    ]
}

impl World {
    async fn new() -> Self {
        let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
        let author = app.participant(&format!("Navn {SECRET}")).await;
        let mail =
            json!({ "email": format!("{SECRET}@example.dk"), "district": format!("By {SECRET}") });
        author.does(Method::PATCH, "/api/participants/me", mail).await;
        let news = app.publish_news(1, "Kom til møde", "<p>På torsdag.</p>").await;
        let listener = app.stranger().listen("/api/consultations/park/live").await;
        let (comments, proposals) = (Vec::new(), Vec::new());
        Self { app, author, listener, comments, proposals, news }
    }

    /// A thread in which everything secret happens to comments.
    async fn tell_comments(&mut self, thread: &str, ali: &Visitor, lene: &Visitor) {
        let author = self.author.clone();
        let top = ali.says(thread, "Noget offentligt").await;
        let hidden = author.post(thread, secret_comment()).await;
        let reply = ali.answers(thread, &hidden, "Et svar").await;
        lene.hides(&hidden).await;
        let hidden_reply = author.answers(thread, &top, &format!("Svar {SECRET}")).await;
        let to_hidden_reply = ali.answers(thread, &hidden_reply, "Et svar til").await;
        lene.hides(&hidden_reply).await;
        let withdrawn = author.post(thread, secret_comment()).await;
        author.withdraws(&withdrawn).await;
        let answered = author.post(thread, secret_comment()).await;
        let to_withdrawn = ali.answers(thread, &answered, "Øv").await;
        author.withdraws(&answered).await;
        let mut private = secret_comment();
        private["visibility"] = "municipality".into();
        let private = author.post(thread, private).await;
        let private_reply = json!({
            "body": format!("Kun til jer: {SECRET}"), "visibility": "municipality",
            "parent": top["id"],
        });
        let private_reply = author.post(thread, private_reply).await;
        self.comments.extend([top, hidden, reply, hidden_reply, to_hidden_reply]);
        self.comments.extend([withdrawn, answered, to_withdrawn, private, private_reply]);
        for state in ["pending", "redacted"] {
            self.set_state(thread, state).await;
        }
        self.edit_away(thread, ali).await;
    }

    /// A state that nothing sets yet: as the store would have it.
    async fn set_state(&mut self, thread: &str, state: &str) {
        let post = self.author.post(thread, secret_comment()).await;
        let exposure = if state == "pending" { 0 } else { 1 };
        let sql =
            format!("update comment set state = '{state}', exposure = {exposure} where id = $1");
        assert_eq!(self.app.store.database.execute(&sql, post["id"].as_str()).await, 1);
        self.comments.push(post);
    }

    async fn edit_away(&mut self, thread: &str, ali: &Visitor) {
        let post = ali.says(thread, &format!("Jeg skrev {SECRET}")).await;
        let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
        ali.does(Method::PATCH, &path, json!({ "body": "Jeg skrev noget pænt" })).await;
        self.comments.push(post);
    }

    async fn tell_proposals(&mut self, ali: &Visitor, lene: &Visitor) {
        for sent in secret_proposals() {
            for fate in ["hidden", "withdrawn", "withdrawn with a comment"] {
                let post = self.author.post(PROPOSALS, sent.clone()).await;
                let id = post["id"].as_str().unwrap();
                if fate != "withdrawn" {
                    let thread = format!("/api/proposals/{id}/comments");
                    self.comments.push(ali.says(&thread, "Godt forslag").await);
                }
                if fate == "hidden" {
                    let hide = format!("/api/desk/proposals/{id}/hide");
                    lene.does(Method::POST, &hide, hiding()).await;
                } else {
                    let path = format!("/api/proposals/{id}");
                    self.author.does(Method::DELETE, &path, Value::Null).await;
                }
                self.proposals.push(post);
            }
        }
        let visible = json!({
            "kind": "partnership", "title": "Vi hjælper", "body": "Gerne.",
            "organisation": "Foreningen", "contact": format!("Ring til {SECRET}"),
        });
        self.proposals.push(ali.post(PROPOSALS, visible).await);
    }

    /// Reports with words of their own, and a hidden post that came back.
    async fn tell_the_desk(&mut self, ali: &Visitor, lene: &Visitor) {
        let post = ali.says(THREAD, "Skjult og vist igen").await;
        let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
        let report = json!({ "reason": "andet", "text": format!("Se her: {SECRET}"), "client_key": client_key() });
        self.author.does(Method::POST, &format!("{path}/reports"), report).await;
        let hide = format!("/api/desk/comments/{}/hide", post["id"].as_str().unwrap());
        lene.does(Method::POST, &hide, hiding()).await;
        lene.restores(&post).await;
        self.comments.push(post);
    }

    async fn tell(&mut self) {
        let ali = self.app.participant("Ali").await;
        self.app.store.add_staff(&format!("{SECRET}@kk.example.dk"), "moderator");
        let lene = self.app.signed_in(&format!("{SECRET}@kk.example.dk")).await;
        let news = format!("/api/news/{}/comments", self.news);
        for thread in [THREAD, GENERAL, &news] {
            self.tell_comments(thread, &ali, &lene).await;
        }
        self.tell_proposals(&ali, &lene).await;
        self.tell_the_desk(&ali, &lene).await;
    }

    fn ids(posts: &[Value]) -> Vec<&str> {
        posts.iter().map(|post| post["id"].as_str().unwrap()).collect()
    }

    /// Every GET route of the API but the desk's and one's own, with everything that exists.
    async fn api(&self) -> BTreeSet<String> {
        let document = self.app.read("/api/openapi.json").await;
        let mut paths = BTreeSet::new();
        for (template, methods) in document["paths"].as_object().unwrap() {
            let own = template.contains("/desk/") || template.ends_with("/me");
            if own || template.ends_with("/live") || methods.get("get").is_none() {
                continue;
            }
            let ids = match template {
                path if path.contains("/comments/{id}") => Self::ids(&self.comments),
                path if path.contains("/proposals/{id}") => Self::ids(&self.proposals),
                _ => vec![self.news.as_str()],
            };
            for key in ["forord", "indsats-1", "maal-1"] {
                for id in &ids {
                    let path = template.replace("{c}", "park").replace("{key}", key);
                    paths.insert(path.replace("{id}", id));
                }
            }
        }
        assert!(paths.len() > 100, "{}", paths.len());
        paths
    }

    /// Every page, each as it can be looked at.
    fn pages(&self) -> BTreeSet<String> {
        let mut pages: BTreeSet<String> = [
            "/",
            "/park",
            "/park/forord",
            "/park/indsats-1",
            "/park/maal-1",
            "/park/forslag",
            "/park/forslag/nyt",
            "/park/forslag/nyt?slags=ordlyd&om=indsats-1",
            "/park/nyt",
            "/park/resultat",
            "/park.atom",
            "/park/indsats-1.atom",
            "/mine",
            "/regler",
            "/embed/park",
            "/embed/park/indsats-1",
            "/park/forslag?slags=ide",
            "/park/forslag?slags=ordlyd",
            "/park/forslag?sortering=enige",
            "/park/forslag?slags=partnerskab",
            "/park/forslag?om=indsats-1",
            "/en/park",
            "/metrics",
            "/robots.txt",
            "/desk",
            "/api/openapi.json",
        ]
        .map(str::to_owned)
        .into();
        for look in
            ["afsnit=p-1", "udgave=fuld", "udgave=kort", "sortering=aeldste", "sortering=enige"]
        {
            pages.insert(format!("/park/indsats-1?{look}"));
            pages.insert(format!("/park?{look}"));
            pages.insert(format!("/embed/park/indsats-1?{look}"));
        }
        pages.extend(Self::ids(&self.comments).iter().map(|id| format!("/park/kommentar/{id}")));
        pages.extend(Self::ids(&self.proposals).iter().map(|id| format!("/park/forslag/{id}")));
        pages.insert(format!("/park/nyt/{}", self.news));
        pages
    }
}

/// Reads a door and, if it is a list, the rest of it in every order.
async fn search(reader: &Visitor, door: &str) {
    let mut doors = vec![door.to_owned()];
    if door.ends_with("/comments") || door.ends_with("/proposals") {
        for query in [
            "sort=oldest&limit=100",
            "sort=agreed&limit=3",
            "paragraph=p-1&sort=agreed",
            "kind=idea",
            "kind=wording&limit=100",
            "section=indsats-1",
        ] {
            doors.push(format!("{door}?{query}"));
        }
    }
    while let Some(door) = doors.pop() {
        let answer = reader.ask(Method::GET, &door, None).await;
        assert!(answer.status.as_u16() < 500, "{door}: {}", answer.status);
        let text = answer.text();
        if let Some(at) = text.to_lowercase().find(SECRET) {
            let from = text.floor_char_boundary(at.saturating_sub(120));
            panic!("{door} tells a secret: …{}", &text[from..at + SECRET.len()]);
        }
        if let Some(next) = answer.json()["next"].as_str() {
            let bare = door.split("&after=").next().unwrap();
            let sign = if bare.contains('?') { '&' } else { '?' };
            doors.push(format!("{}{sign}after={next}", bare.split("?after=").next().unwrap()));
        }
    }
}

#[tokio::test]
#[should_panic(expected = "tells a secret")]
async fn the_search_finds_what_stands_there() {
    let app = App::start().await;
    app.participant("Mona").await.says(THREAD, &format!("Dette er {SECRET}.")).await;
    search(&app.stranger(), THREAD).await;
}

#[tokio::test]
async fn no_public_door_tells_a_secret() {
    let mut world = World::new().await;
    world.tell().await;
    let eva = world.app.participant("Eva").await;
    for door in world.api().await {
        search(&world.app.stranger(), &door).await;
        search(&eva, &door).await;
    }
    for page in world.pages() {
        search(&world.app.stranger(), &page).await;
        let asked = page.replace('?', "%3F").replace('&', "%26");
        search(&eva, &format!("/api/page?address={asked}")).await;
    }
    search(&eva, "/api/participants/me").await;
    let heard = world.listener.hear_for(Duration::from_secs(3)).await;
    assert!(heard.contains("\"comments\"") && !heard.contains(SECRET), "{heard}");
    let me = world.author.read("/api/participants/me").await.to_string();
    assert!(me.matches(SECRET).count() > 50, "the author's own view is the one other door");
}

#[tokio::test]
async fn what_is_done_to_a_hidden_post_tells_nothing_of_it() {
    let app = App::start().await;
    let (author, eva) = (app.participant("Mona").await, app.participant("Eva").await);
    let lene = app.moderator().await;
    let hidden = author.post(THREAD, secret_comment()).await;
    lene.hides(&hidden).await;
    let mut private = secret_comment();
    private["visibility"] = "municipality".into();
    let private = author.post(THREAD, private).await;
    for post in [&hidden, &private] {
        let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
        let report = json!({ "reason": "tonen", "client_key": client_key() });
        let reply = json!({ "body": "Hej", "client_key": client_key(), "parent": post["id"] });
        for (method, path, sent) in [
            (Method::PUT, format!("{path}/support"), Value::Null),
            (Method::DELETE, format!("{path}/support"), Value::Null),
            (Method::POST, format!("{path}/reports"), report),
            (Method::PATCH, path.clone(), json!({ "body": "Hej" })),
            (Method::DELETE, path, Value::Null),
            (Method::POST, THREAD.to_owned(), reply),
        ] {
            let (status, answer) = eva.send(method.clone(), &path, sent).await;
            assert!(status.is_client_error(), "{method} {path}: {status}");
            assert!(!answer.to_string().contains(SECRET), "{method} {path}: {answer}");
        }
    }
}

#[tokio::test]
async fn a_post_to_the_municipality_alone_is_as_if_it_were_not_there() {
    let app = App::start().await;
    let (author, eva) = (app.participant("Mona").await, app.participant("Eva").await);
    let before = [app.read(THREAD).await, app.read("/api/consultations/park").await];
    let mut private = secret_comment();
    private["visibility"] = "municipality".into();
    let private = author.post(THREAD, private).await;
    assert_eq!([app.read(THREAD).await, app.read("/api/consultations/park").await], before);
    let nobody = "018f0000000070008000000000000000";
    let id = private["id"].as_str().unwrap();
    for (method, what) in [
        (Method::GET, ""),
        (Method::GET, "/replies"),
        (Method::PUT, "/support"),
        (Method::PATCH, ""),
        (Method::DELETE, ""),
    ] {
        let sent = if method == Method::PATCH { json!({ "body": "Hej" }) } else { Value::Null };
        let path = |id: &str| format!("/api/comments/{id}{what}");
        let there = eva.send(method.clone(), &path(id), sent.clone()).await;
        let nothing = eva.send(method.clone(), &path(nobody), sent).await;
        assert_eq!(there, nothing, "{method} {what}");
    }
}

#[tokio::test]
async fn the_public_export_holds_what_the_public_sees_and_no_secret() {
    let mut world = World::new().await;
    world.tell().await;
    let folder = world.app.store.file("export");
    let ended = world.app.store.run(&["export", "park", &folder.to_string_lossy()]);
    assert!(ended.success, "{}", ended.stderr);
    let mut all = String::new();
    for file in folder.read_dir().unwrap() {
        all.push_str(&std::fs::read_to_string(file.unwrap().path()).unwrap());
    }
    assert!(all.contains("Noget offentligt") && all.contains("Godt forslag"));
    assert!(all.contains("Vi hjælper") && all.contains("Der skal plantes"));
    assert!(!all.to_lowercase().contains(SECRET));
}
