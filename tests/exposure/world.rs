//! A world with secrets, in posts of every state.

use std::collections::BTreeSet;
use std::time::Duration;

use tests::{
    App, GENERAL, Listener, Method, PROPOSALS, THREAD, Value, Visitor, client_key, in_a_moment,
    json, png,
};

use super::SECRET;

/// A world with secrets.
pub struct World {
    pub app: App,
    /// Who wrote every secret.
    pub author: Visitor,
    pub listener: Listener,
    pub comments: Vec<Value>,
    pub proposals: Vec<Value>,
    pub news: String,
    /// News that nobody is to read yet, and their pictures.
    pub unread: Vec<String>,
}

pub fn hiding() -> Value {
    json!({ "rule": "tonen", "reason": format!("Fordi {SECRET}.") })
}

pub fn secret_comment() -> Value {
    json!({
        "body": format!("Dette er {SECRET}."),
        "anchor": {
            "paragraph": "p-1", "quote": format!("citat {SECRET}"),
            "prefix": format!("før {SECRET}"), "suffix": format!("efter {SECRET}"),
        },
    })
}

pub fn secret_proposals() -> [Value; 3] {
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
    /// In which people may send as much as they like, and the program holds nothing of itself.
    pub async fn new() -> Self {
        Self::with(&[("BLANDDIG_LIMITS", "off")]).await
    }

    /// With these settings in the environment.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        let app = App::with(settings).await;
        let author = app.participant(&format!("Navn {SECRET}")).await;
        let mail =
            json!({ "email": format!("{SECRET}@example.dk"), "district": format!("By {SECRET}") });
        author.does(Method::PATCH, "/api/participants/me", mail).await;
        let confirmed = "update participant set email_confirmed = created where id = $1";
        app.store.database.execute(confirmed, Some(&author.id)).await;
        let news = app.publish_news(1, "Kom til møde", "<p>På torsdag.</p>").await;
        let listener = app.stranger().listen("/api/consultations/park/live").await;
        let (comments, proposals, unread) = (Vec::new(), Vec::new(), Vec::new());
        Self { app, author, listener, comments, proposals, news, unread }
    }

    /// A thread in which everything secret happens to comments.
    pub async fn tell_comments(&mut self, thread: &str, ali: &Visitor, lene: &Visitor) {
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
            "body": format!("Til jer: {SECRET}"), "visibility": "municipality", "parent": top["id"],
        });
        let private_reply = author.post(thread, private_reply).await;
        self.comments.extend([top, hidden, reply, hidden_reply, to_hidden_reply]);
        self.comments.extend([withdrawn, answered, to_withdrawn, private, private_reply]);
        self.hold(thread, lene).await;
        self.strike_out(thread, ali, lene).await;
        self.take_the_name_off(thread, ali).await;
        self.edit_away(thread, ali, lene).await;
    }

    /// What an editor took the name off, and what they took out of sight, because its author asked.
    pub async fn take_the_name_off(&mut self, thread: &str, ali: &Visitor) {
        let email = "bodil@example.dk";
        self.app.store.add_staff(email, "editor");
        let bodil = self.app.signed_in(email).await;
        for outcome in ["pseudonymise", "unpublish"] {
            let tove = self.app.participant(&format!("Tove {SECRET}")).await;
            let about = json!({ "district": format!("Bydel {SECRET}") });
            tove.does(Method::PATCH, "/api/participants/me", about).await;
            let unpublished = outcome == "unpublish";
            let body = if unpublished { format!("Skjul {SECRET}") } else { "Stå".to_owned() };
            let top = tove.says(thread, &body).await;
            let reply = tove.answers(thread, &ali.says(thread, "Nå?").await, &body).await;
            self.comments.push(ali.answers(thread, &reply, "Javel").await);
            let offer = json!({
                "kind": "partnership", "title": body, "body": body,
                "organisation": format!("Laug {SECRET}"), "contact": format!("Mød {SECRET}"),
            });
            self.proposals.push(tove.post(PROPOSALS, offer).await);
            let why = json!({ "reason": format!("Fordi {SECRET}") });
            let case = tove.does(Method::POST, "/api/participants/me/erasures", why).await;
            let path = format!("/api/desk/erasures/{}/answer", case["id"].as_str().unwrap());
            let answer = json!({ "outcome": outcome, "reply": format!("Svar {SECRET}") });
            bodil.does(Method::POST, &path, answer).await;
            self.comments.extend([top, reply]);
        }
    }

    /// What waits for a moderator, with a name that is secret, too.
    pub async fn hold(&mut self, thread: &str, lene: &Visitor) {
        let vera = self.app.participant(&format!("Vera {SECRET}")).await;
        let hold = format!("/api/desk/participants/{}/hold", vera.id);
        lene.does(Method::POST, &hold, hiding()).await;
        let post = vera.post(thread, secret_comment()).await;
        assert_eq!(post["state"], "pending");
        self.comments.push(post);
    }

    /// Words that a moderator struck out, of what it says and of what it said before.
    pub async fn strike_out(&mut self, thread: &str, ali: &Visitor, lene: &Visitor) {
        let post = ali.post(thread, secret_comment()).await;
        let id = post["id"].as_str().unwrap();
        let path = format!("/api/comments/{id}");
        for body in [format!("Jeg mente {SECRET}"), "Jeg mente noget pænt".to_owned()] {
            ali.does(Method::PATCH, &path, json!({ "body": body })).await;
        }
        let mut redact = hiding();
        redact["words"] = json!([SECRET]);
        lene.does(Method::POST, &format!("/api/desk/comments/{id}/redact"), redact).await;
        let now = self.app.read(&path).await;
        assert_eq!(
            (&now["state"], &now["body"]),
            (&json!("redacted"), &json!("Jeg mente noget pænt"))
        );
        self.comments.push(post);
    }

    /// Words that somebody changed and that then were hidden, taken back, or never for the public.
    pub async fn edit_away(&mut self, thread: &str, ali: &Visitor, lene: &Visitor) {
        for fate in ["hidden", "withdrawn", "answered", "private", "redacted"] {
            let visibility = if fate == "private" { "municipality" } else { "public" };
            let said = json!({ "body": format!("Jeg skrev {SECRET}"), "visibility": visibility });
            let post = self.author.post(thread, said).await;
            let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
            for body in [format!("Jeg mente {SECRET}"), "Jeg mente noget pænt".to_owned()] {
                self.author.does(Method::PATCH, &path, json!({ "body": body })).await;
            }
            match fate {
                "hidden" => drop(lene.hides(&post).await),
                "withdrawn" => self.author.withdraws(&post).await,
                "answered" => {
                    self.comments.push(ali.answers(thread, &post, "Nå").await);
                    self.author.withdraws(&post).await;
                }
                "redacted" => {
                    let mut redact = hiding();
                    redact["words"] = json!([SECRET]);
                    let path = post["id"].as_str().unwrap();
                    let path = format!("/api/desk/comments/{path}/redact");
                    lene.does(Method::POST, &path, redact).await;
                    // Its author's name is a secret, too.
                    lene.hides(&post).await;
                }
                _ => {}
            }
            self.comments.push(post);
        }
    }

    pub async fn tell_proposals(&mut self, ali: &Visitor, lene: &Visitor) {
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
        for sent in secret_proposals() {
            let post = ali.post(PROPOSALS, sent).await;
            let mut redact = hiding();
            redact["words"] = json!([SECRET]);
            let path = format!("/api/desk/proposals/{}/redact", post["id"].as_str().unwrap());
            lene.does(Method::POST, &path, redact).await;
            self.proposals.push(post);
        }
        let visible = json!({
            "kind": "partnership", "title": "Vi hjælper", "body": "Gerne.",
            "organisation": "Foreningen", "contact": format!("Ring til {SECRET}"),
        });
        self.proposals.push(ali.post(PROPOSALS, visible).await);
    }

    /// Reports with words of their own, and a hidden post that came back.
    pub async fn tell_the_desk(&mut self, ali: &Visitor, lene: &Visitor) {
        let post = ali.says(THREAD, "Skjult og vist igen").await;
        let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
        let report = json!({ "reason": "andet", "text": format!("Se her: {SECRET}"), "client_key": client_key() });
        self.author.does(Method::POST, &format!("{path}/reports"), report).await;
        let hide = format!("/api/desk/comments/{}/hide", post["id"].as_str().unwrap());
        lene.does(Method::POST, &hide, hiding()).await;
        lene.restores(&post).await;
        self.comments.push(post);
    }

    /// News whose time has not come, with a picture: a draft, one that is planned, one taken back.
    pub async fn tell_news(&mut self) {
        let editor = self.app.editor().await;
        let picture = editor.sends_picture(png(3, 2, SECRET, SECRET)).await;
        let more = json!({
            "markdown": format!("Tekst {SECRET}"), "picture": picture, "alt": format!("Billede {SECRET}"),
            "publish": in_a_moment(Duration::from_secs(3_600)),
        });
        let title = format!("Nyt {SECRET}");
        for state in ["draft", "planned", "published"] {
            let news = editor.writes_news(&title, state, more.clone()).await;
            let id = news["id"].as_str().unwrap().to_owned();
            if state == "published" {
                let mut back = more.clone();
                (back["title"], back["number"]) = (json!(title), json!(1));
                back["state"] = "draft".into();
                editor.does(Method::PUT, &format!("/api/desk/news/{id}"), back).await;
            }
            self.unread.push(id);
        }
        self.unread.push(picture);
    }

    pub async fn tell(&mut self) {
        let ali = self.app.participant("Ali").await;
        self.app.store.add_staff(&format!("{SECRET}@kk.example.dk"), "moderator");
        let lene = self.app.signed_in(&format!("{SECRET}@kk.example.dk")).await;
        let news = format!("/api/news/{}/comments", self.news);
        for thread in [THREAD, GENERAL, &news] {
            self.tell_comments(thread, &ali, &lene).await;
        }
        self.tell_proposals(&ali, &lene).await;
        self.tell_the_desk(&ali, &lene).await;
        self.tell_news().await;
    }

    pub fn ids(posts: &[Value]) -> Vec<&str> {
        posts.iter().map(|post| post["id"].as_str().unwrap()).collect()
    }

    /// Every GET route of the API but the desk's and one's own, with everything that exists.
    pub async fn api(&self) -> BTreeSet<String> {
        let document = self.app.read("/api/openapi.json").await;
        let mut paths = BTreeSet::new();
        for (template, methods) in document["paths"].as_object().unwrap() {
            let own = template.contains("/desk/") || template.contains("/participants/me");
            if own || template.ends_with("/live") || methods.get("get").is_none() {
                continue;
            }
            let ids = match template {
                path if path.contains("/comments/{id}") => Self::ids(&self.comments),
                path if path.contains("/proposals/{id}") => Self::ids(&self.proposals),
                _ => self.unread.iter().chain([&self.news]).map(String::as_str).collect(),
            };
            for key in ["forord", "indsats-1", "maal-1"] {
                for id in &ids {
                    let path = template.replace("{c}", "park").replace("{key}", key);
                    paths.insert(path.replace("{id}", id));
                }
            }
        }
        let fewest = if self.comments.len() < 5 { 20 } else { 30 };
        assert!(paths.len() > fewest, "{}", paths.len());
        paths
    }

    /// Every page, each as it can be looked at.
    pub fn pages(&self) -> BTreeSet<String> {
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
            "/park/regler",
            // A part of the secret: the page repeats what it was asked.
            "/park?soeg=zqx",
            "/api/consultations/park/search?q=zqxj",
            "/api/consultations/park/search?q=zqxj&kind=proposal",
            "/api/consultations/park/search?q=zqxj+titel+kontakt&kind=proposal&similar=true",
            "/park/forslag/nyt?slags=partnerskab&trin=2",
            "/park.atom",
            "/park/indsats-1.atom",
            "/mine",
            "/regler",
            "/privatliv",
            "/was",
            "/embed/park",
            "/embed/park?som=kort",
            "/embed/park/indsats-1",
            "/embed/park/indsats-1?som=kort",
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
        for id in Self::ids(&self.comments) {
            pages.insert(format!("/park/kommentar/{id}"));
            pages.insert(format!("/park/kommentar/{id}?historik=ja"));
            pages.insert(format!("/embed/park/indsats-1?kommentar={id}"));
            pages.insert(format!("/embed/park?kommentar={id}"));
        }
        pages.extend(Self::ids(&self.proposals).iter().map(|id| format!("/park/forslag/{id}")));
        for news in self.unread.iter().chain([&self.news]) {
            pages.insert(format!("/park/nyt/{news}"));
            pages.insert(format!("/en/park/nyt/{news}"));
        }
        pages
    }
}
