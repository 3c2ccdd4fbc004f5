//! The people of the tests and what they do.

use std::sync::atomic::{AtomicU32, Ordering};

use super::{App, Method, StatusCode, Value, Visitor, json};

/// The password of everybody on the staff.
pub const PASSWORD: &str = "en lang adgangskode";

static KEYS: AtomicU32 = AtomicU32::new(0);

/// A client key that was never used before.
#[must_use]
pub fn client_key() -> String {
    format!("key-{:08}", KEYS.fetch_add(1, Ordering::Relaxed))
}

impl App {
    /// Somebody who has told their name and may write.
    pub async fn participant(&self, name: &str) -> Visitor {
        let new = json!({ "name": name, "client_key": client_key() });
        let (status, welcome) = self.send(Method::POST, "/api/participants", new).await;
        assert_eq!(status, StatusCode::CREATED, "{welcome}");
        let text = |field: &str| welcome[field].as_str().expect("a text").to_owned();
        self.holder_of(&text("id"), &text("token"))
    }

    /// Whoever holds this token.
    #[must_use]
    pub fn holder_of(&self, id: &str, token: &str) -> Visitor {
        let mut visitor = self.stranger().with("authorization", &format!("Bearer {token}"));
        visitor.id = id.to_owned();
        visitor.token = token.to_owned();
        visitor
    }

    /// Somebody at the desk, signed in.
    pub async fn moderator(&self) -> Visitor {
        self.store.add_staff("lene@example.dk", "moderator");
        self.signed_in("lene@example.dk").await
    }

    /// Somebody at the desk who may write what the site says, signed in.
    pub async fn editor(&self) -> Visitor {
        self.store.add_staff("ebbe@example.dk", "editor");
        self.signed_in("ebbe@example.dk").await
    }

    /// A member of staff who signs in with [`PASSWORD`].
    pub async fn signed_in(&self, email: &str) -> Visitor {
        let sign_in = json!({ "email": email, "password": PASSWORD }).to_string();
        let stranger = self.stranger();
        let answer = stranger.ask(Method::POST, "/api/desk/session", Some(sign_in)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        stranger.with("cookie", &cookie).with("x-blanddig", "1")
    }
}

impl Visitor {
    /// Posts to an address, under a new client key; answers with the post.
    pub async fn post(&self, path: &str, mut json: Value) -> Value {
        json["client_key"] = client_key().into();
        let (status, post) = self.send(Method::POST, path, json).await;
        assert_eq!(status, StatusCode::CREATED, "POST {path}: {post}");
        post
    }

    /// Says something in a thread.
    pub async fn says(&self, thread: &str, body: &str) -> Value {
        self.post(thread, json!({ "body": body })).await
    }

    /// Answers a post of a thread.
    pub async fn answers(&self, thread: &str, post: &Value, body: &str) -> Value {
        self.post(thread, json!({ "body": body, "parent": post["id"] })).await
    }

    /// Does something to a post: `support`, `reports`, `hide`… under its address.
    pub async fn does(&self, method: Method, path: &str, json: Value) -> Value {
        let (status, answer) = self.send(method.clone(), path, json).await;
        assert!(status.is_success(), "{method} {path}: {status} {answer}");
        answer
    }

    /// Withdraws a comment.
    pub async fn withdraws(&self, post: &Value) {
        self.does(Method::DELETE, &of(post, ""), Value::Null).await;
    }

    /// Hides a comment for its tone, as a moderator.
    pub async fn hides(&self, post: &Value) -> Value {
        let why = json!({ "rule": "tonen", "reason": "Tal pænt." });
        self.does(Method::POST, &at_the_desk(post, "/hide"), why).await
    }

    /// Brings a hidden comment back, as a moderator.
    pub async fn restores(&self, post: &Value) -> Value {
        self.does(Method::POST, &at_the_desk(post, "/restore"), json!({})).await
    }

    /// Sends a picture for the hearing `park`, as an editor; answers with its id.
    pub async fn sends_picture(&self, bytes: Vec<u8>) -> String {
        self.sends_picture_for("park", bytes).await
    }

    /// Sends a picture for a hearing, as an editor; answers with its id.
    pub async fn sends_picture_for(&self, c: &str, bytes: Vec<u8>) -> String {
        let path = format!("/api/desk/consultations/{c}/pictures");
        let answer = self.send_bytes(Method::POST, &path, Some("image/png"), bytes).await;
        assert!(answer.status.is_success(), "{}", answer.text());
        answer.json()["id"].as_str().expect("an id").to_owned()
    }

    /// Writes a piece of news for the hearing `park`, as an editor.
    pub async fn writes_news(&self, title: &str, state: &str, more: Value) -> Value {
        let mut new = json!({ "title": title, "markdown": "Kom *nu*.", "state": state });
        for (field, value) in more.as_object().into_iter().flatten() {
            new[field] = value.clone();
        }
        self.post("/api/desk/consultations/park/news", new).await
    }

    /// Agrees with a comment.
    pub async fn agrees(&self, post: &Value) -> Value {
        self.does(Method::PUT, &of(post, "/support"), Value::Null).await
    }
}

fn of(post: &Value, what: &str) -> String {
    format!("/api/comments/{}{what}", post["id"].as_str().expect("an id"))
}

fn at_the_desk(post: &Value, what: &str) -> String {
    format!("/api/desk/comments/{}{what}", post["id"].as_str().expect("an id"))
}

impl App {
    /// Publishes news in `park`, as staff will; answers with its id.
    pub async fn publish_news(&self, number: u32, title: &str, html: &str) -> String {
        let id = format!("018f0000000070008000{number:012}");
        let thread = "insert into thread (id, consultation, kind) \
            select $1, id, 'news' from consultation where slug = 'park'";
        self.store.database.execute(thread, Some(&id)).await;
        let news = format!(
            "insert into news (id, consultation, title, html, created, published) \
             select $1, id, '{title}', '{html}', opens, opens from consultation where slug = 'park'"
        );
        self.store.database.execute(&news, Some(&id)).await;
        id
    }
}
