//! What passes between a person and the office, and what staff keep to themselves: answers, appeals and
//! what was answered to them, notes, reports, measures, pictures. And what of it is everybody's.

use std::time::Duration;

use tests::{GENERAL, Method, PROPOSALS, THREAD, Value, Visitor, client_key, json, png};

use super::held::search_all;
use super::world::{World, hiding, secret_comment};
use super::{SECRET, search};

/// Stands in what everybody may read, so that a door that tells nothing at all is no proof.
const OPEN: &str = "kvwx";

fn id(post: &Value) -> &str {
    post["id"].as_str().unwrap()
}

fn desk(post: &Value, what: &str) -> String {
    format!("/api/desk/comments/{}{what}", id(post))
}

/// An office that wants its words kept, and the people whom it deals with.
struct Office {
    editor: Visitor,
    lene: Visitor,
    bodil: Visitor,
    /// Who wrote only what everybody may read, and is told of nothing else.
    ali: Visitor,
}

impl Office {
    async fn open(world: &World) -> Self {
        let store = &world.app.store;
        let address = |name: &str| format!("{name}-{SECRET}@kk.example.dk");
        store.add_staff(&address("ebbe"), "editor");
        for name in ["lene", "bodil"] {
            store.add_staff(&address(name), "moderator");
        }
        Self {
            editor: world.app.signed_in(&address("ebbe")).await,
            lene: world.app.signed_in(&address("lene")).await,
            bodil: world.app.signed_in(&address("bodil")).await,
            ali: world.app.participant("Ali").await,
        }
    }

    async fn answers(&self, post: &Value, body: &str) -> Value {
        let new = json!({ "body": body, "client_key": client_key(), "pinned": true });
        self.editor.does(Method::POST, &desk(post, "/replies"), new).await
    }

    async fn changes(&self, answer: &Value) {
        let now = json!({ "body": format!("Rettet svar {SECRET}") });
        self.editor.does(Method::PATCH, &desk(answer, ""), now).await;
    }
}

/// What the office said to one person alone, and what it said and nobody is to read any more.
async fn tell_answers(world: &mut World, office: &Office, thread: &str) {
    let Office { editor, lene, ali, .. } = office;
    let secret = format!("Svar {SECRET}");
    for fate in ["private", "hidden", "withdrawn", "withdrawn with an answer", "struck out"] {
        let mut question = json!({ "body": "Hvornår?" });
        if fate == "private" {
            question = secret_comment();
            question["visibility"] = "municipality".into();
        }
        let asks = if fate == "private" { &world.author } else { ali };
        let question = asks.post(thread, question).await;
        let answer = office.answers(&question, &secret).await;
        office.changes(&answer).await;
        match fate {
            "hidden" => drop(lene.hides(&answer).await),
            "withdrawn with an answer" => {
                world.comments.push(ali.answers(thread, &answer, "Tak").await);
            }
            "struck out" => {
                let mut redact = hiding();
                redact["words"] = json!([SECRET]);
                lene.does(Method::POST, &desk(&answer, "/redact"), redact).await;
            }
            _ => {}
        }
        if fate.starts_with("withdrawn") {
            editor.does(Method::DELETE, &desk(&answer, ""), Value::Null).await;
        }
        world.comments.extend([question, answer]);
    }
    // Whom it answered nobody may read any more; what it said there, everybody.
    let hidden = world.author.post(thread, secret_comment()).await;
    let answer = office.answers(&hidden, &format!("Svar {OPEN}")).await;
    lene.hides(&hidden).await;
    world.comments.extend([hidden, answer]);
}

/// Posts that everybody can read, and what is said of them where not everybody can.
async fn tell_cases(world: &mut World, office: &Office) {
    let Office { lene, bodil, ali, .. } = office;
    let otto = world.app.participant("Otto").await;
    let text = json!({ "text": format!("Klage {SECRET}") });
    for (place, kind) in [(THREAD, "comments"), (PROPOSALS, "proposals")] {
        for act in ["restore", "uphold"] {
            let sent = json!({ "body": "Hej", "kind": "idea", "title": "Klaget over" });
            let post = otto.post(place, sent).await;
            let case = format!("/api/desk/{kind}/{}", id(&post));
            lene.does(Method::POST, &format!("{case}/hide"), hiding()).await;
            let appeal = format!("/api/{kind}/{}/appeal", id(&post));
            otto.does(Method::POST, &appeal, text.clone()).await;
            let why = json!({ "reason": format!("Andet blik {SECRET}") });
            bodil.does(Method::POST, &format!("{case}/{act}"), why).await;
            if kind == "comments" { &mut world.comments } else { &mut world.proposals }.push(post);
        }
        let sent = json!({ "body": format!("Læs {OPEN}"), "kind": "idea", "title": "Anmeldt" });
        let post = ali.post(place, sent).await;
        let report = json!({ "reason": "andet", "text": format!("Se {SECRET}") });
        world.author.post(&format!("/api/{kind}/{}/reports", id(&post)), report).await;
        let case = format!("/api/desk/{kind}/{}", id(&post));
        let note = json!({ "reason": format!("Note {SECRET}") });
        lene.does(Method::POST, &format!("{case}/note"), note).await;
        lene.does(Method::POST, &format!("{case}/approve"), json!({})).await;
        if kind == "comments" { &mut world.comments } else { &mut world.proposals }.push(post);
    }
    for (measure, granted) in [("pause", true), ("hold", false)] {
        let path = format!("/api/desk/participants/{}/{measure}", otto.id);
        lene.does(Method::POST, &path, hiding()).await;
        otto.does(Method::POST, "/api/participants/me/appeal", text.clone()).await;
        let waiting = bodil.read("/api/desk/appeals").await["items"][0].clone();
        let path = format!("/api/desk/appeals/{}/answer", id(&waiting));
        let answer = json!({ "granted": granted, "reason": format!("Svar {SECRET}") });
        bodil.does(Method::POST, &path, answer).await;
    }
    for path in ["consultations/park/stop", "consultations/park/reopen"] {
        lene.does(Method::POST, &format!("/api/desk/{path}"), hiding()).await;
    }
    let lock = format!("/api/desk/threads/{}/lock", world.news);
    lene.does(Method::POST, &lock, hiding()).await;
}

/// Pictures that were chosen and left again, or never shown: none of them can be seen, and their words
/// cannot be read.
async fn tell_pictures(world: &mut World, office: &Office) {
    let editor = &office.editor;
    let turns = |hearing: &Value| hearing["turns"].clone();
    let mut hearing = editor.read("/api/desk/hearings/park").await;
    for alt in [format!("Gammelt {SECRET}"), format!("Byvåben {OPEN}")] {
        let picture = editor.sends_picture(png(3, 2, &alt, SECRET)).await;
        let new = json!({ "picture": picture, "alt": alt, "turns": turns(&hearing) });
        hearing = editor.does(Method::PUT, "/api/desk/hearings/park/logo", new).await;
        if alt.contains(SECRET) {
            world.unread.push(picture);
        }
    }
    let unused = editor.sends_picture(png(4, 2, SECRET, SECRET)).await;
    world.unread.push(unused);
    world.tell_news().await;
}

#[tokio::test]
async fn what_the_office_says_to_one_person_or_to_itself_leaves_through_no_door() {
    let mut world = World::new().await;
    let office = Office::open(&world).await;
    tell_pictures(&mut world, &office).await;
    for thread in [THREAD, GENERAL] {
        tell_answers(&mut world, &office, thread).await;
    }
    tell_cases(&mut world, &office).await;
    office.ali.says(THREAD, "Det allersidste").await;
    // It was written last: when this is found, all the rest is in the index.
    world.app.finds("/api/consultations/park/search?q=allersidste", 1).await;
    search_all(&world).await;
    for own in ["", "/comments?limit=100", "/proposals", "/reports", "/erasures", "/data"] {
        search(&office.ali, &format!("/api/participants/me{own}")).await;
    }
    let heard = world.listener.hear_for(Duration::from_secs(3)).await;
    assert!(heard.contains("\"comments\"") && !heard.contains(SECRET), "{heard}");
    let me = world.author.read("/api/participants/me/comments?limit=100").await.to_string();
    assert!(me.contains(&format!("Rettet svar {SECRET}")), "whoever asked reads the answer");
    let seen = office.lene.read("/api/desk/record?limit=100").await.to_string();
    assert!(seen.contains(&format!("Note {SECRET}")), "and staff read what they noted");
}

#[tokio::test]
async fn what_the_office_says_to_all_stands_at_every_door() {
    let world = World::new().await;
    let office = Office::open(&world).await;
    let top = office.ali.says(THREAD, "Hvornår?").await;
    let answer = office.answers(&top, &format!("Svar {OPEN}")).await;
    let idea = json!({ "kind": "idea", "title": format!("Sø {OPEN}"), "body": "Grav." });
    let idea = office.ali.post(PROPOSALS, idea).await;
    let picture = office.editor.sends_picture(png(3, 2, OPEN, "x")).await;
    let more = json!({ "picture": picture, "alt": format!("Billede {OPEN}") });
    let news = office.editor.writes_news(&format!("Nyt {OPEN}"), "published", more).await;
    world.app.finds(&format!("/api/consultations/park/search?q={OPEN}"), 2).await;
    let mut doors = [
        THREAD,
        PROPOSALS,
        "/api/consultations/park/news",
        "/api/consultations/park/export.csv",
        "/api/consultations/park/export.json",
        "/api/consultations/park/search?q=svar",
        "/api/page?address=/park/indsats-1",
        "/park",
        "/en/park",
        "/park/indsats-1",
        "/park/forslag",
        "/park/nyt",
        "/park.atom",
        "/park/indsats-1.atom",
        "/embed/park/indsats-1",
    ]
    .map(str::to_owned)
    .to_vec();
    doors.extend([
        format!("/api/comments/{}", id(&answer)),
        format!("/api/comments/{}/replies", id(&top)),
        format!("/park/kommentar/{}", id(&answer)),
        format!("/api/proposals/{}", id(&idea)),
        format!("/park/forslag/{}", id(&idea)),
        format!("/api/news/{}", id(&news)),
        format!("/park/nyt/{}", id(&news)),
    ]);
    for door in doors {
        let text = world.app.page(&door).await.text();
        assert!(text.contains(OPEN), "{door} does not tell what is everybody's: {text}");
    }
    let seen = world.app.page(&format!("/api/pictures/{picture}")).await.body;
    assert!(seen.windows(OPEN.len()).any(|part| part == OPEN.as_bytes()));
}
