//! A hearing without a shell: created, written, dated, shown to a few, published, put off, closed. And at
//! each step what a stranger can find of it.

use tests::{App, Method, PARK, StatusCode, Value, Visitor, client_key, json, problem, unfit};

mod logo;
mod look;
mod news;
mod preview;
mod text;

const HEARINGS: &str = "/api/desk/hearings";
async fn staff(app: &App, role: &str) -> Visitor {
    let email = format!("{role}@example.dk");
    app.store.add_staff(&email, role);
    app.signed_in(&email).await
}

fn at(slug: &str, what: &str) -> String {
    format!("{HEARINGS}/{slug}{what}")
}

/// A time by Denmark's clock so many days from now, at noon: as a field holds it.
fn noon(days: i64) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let then = i64::try_from(now.as_secs()).unwrap() / 86_400 + days;
    // Civil from days (Howard Hinnant, "chrono-compatible low-level date algorithms").
    let z = then + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    let year = yoe + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T12:00")
}

async fn create(editor: &Visitor, title: &str, slug: &str) -> Value {
    let new = json!({ "title": title, "slug": slug });
    let (status, hearing) = editor.send(Method::POST, HEARINGS, new).await;
    assert_eq!(status, StatusCode::CREATED, "{hearing}");
    hearing
}

async fn turns(editor: &Visitor, slug: &str) -> i64 {
    editor.read(&at(slug, "")).await["turns"].as_i64().unwrap()
}

async fn write(editor: &Visitor, slug: &str, text: &str) -> Value {
    let number = editor.read(&at(slug, "/text")).await["number"].clone();
    let new = json!({ "markdown": text, "number": number });
    editor.does(Method::PUT, &at(slug, "/text"), new).await
}

async fn date(editor: &Visitor, slug: &str, opens: &str, closes: &str) -> (StatusCode, Value) {
    let new = json!({ "opens": opens, "closes": closes, "turns": turns(editor, slug).await });
    editor.send(Method::PUT, &at(slug, "/period"), new).await
}

async fn publish(editor: &Visitor, slug: &str, when: &str) -> (StatusCode, Value) {
    let new = json!({ "when": when, "turns": turns(editor, slug).await });
    editor.send(Method::PUT, &at(slug, "/publication"), new).await
}

/// A hearing with a text and dates, which nobody but staff can see.
async fn drafted(editor: &Visitor, slug: &str) {
    create(editor, "En ny sti", slug).await;
    write(editor, slug, &PARK.replace("title: En park for alle\n", "")).await;
    let (status, answer) = date(editor, slug, &noon(-1), &noon(30)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

/// What the record says was done, newest first.
async fn done(admin: &Visitor) -> Vec<(String, Option<String>)> {
    let page = admin.read("/api/desk/record?limit=100").await;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let items = page["items"].as_array().unwrap().iter();
    items.map(|one| (text(&one["kind"]).unwrap(), text(&one["detail"]))).collect()
}

#[tokio::test]
async fn editors_and_admins_make_hearings_and_moderators_do_not() {
    let app = App::start().await;
    let lene = app.moderator().await;
    for (method, path, body) in [
        (Method::GET, HEARINGS.to_owned(), Value::Null),
        (Method::POST, HEARINGS.to_owned(), json!({ "title": "X" })),
        (Method::GET, at("park", ""), Value::Null),
        (Method::PUT, at("park", ""), json!({})),
        (Method::PUT, at("park", "/period"), json!({})),
        (Method::PUT, at("park", "/publication"), json!({})),
        (Method::PUT, at("park", "/closing"), json!({})),
        (Method::POST, at("park", "/close"), json!({})),
        (Method::PUT, at("park", "/preview"), Value::Null),
        (Method::DELETE, at("park", "/preview"), Value::Null),
        (Method::GET, at("park", "/text"), Value::Null),
        (Method::PUT, at("park", "/text"), json!({})),
        (Method::POST, at("park", "/text/preview"), json!({})),
    ] {
        let answer = lene.send(method.clone(), &path, body).await;
        assert_eq!(answer, problem(403, "forbidden"), "{method} {path}");
    }
    for role in ["editor", "admin"] {
        let by = staff(&app, role).await;
        let made = create(&by, &format!("Høring af {role}"), "").await;
        assert_eq!(made["slug"], format!("hoering-af-{role}"));
        assert_eq!((&made["state"], &made["opens"]), (&json!("draft"), &Value::Null));
    }
}

#[tokio::test]
async fn an_address_that_is_none_reserved_or_taken_is_refused() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    for (new, field, flaw) in [
        (json!({}), "title", "missing"),
        (json!({ "title": "x".repeat(501) }), "title", "too-long"),
        (json!({ "title": "Desk" }), "slug", "unknown"),
        (json!({ "title": "Sti", "slug": "udkast" }), "slug", "unknown"),
        (json!({ "title": "Sti", "slug": "park" }), "slug", "unknown"),
        (json!({ "title": "Sti", "slug": "En sti" }), "slug", "malformed"),
        (json!({ "title": "Sti", "slug": "../sti" }), "slug", "malformed"),
        (json!({ "title": "Sti", "slug": "x".repeat(61) }), "slug", "too-long"),
        (json!({ "title": "Sti", "sender": "x".repeat(121) }), "sender", "too-long"),
        (json!({ "title": "Sti", "case_number": "x".repeat(121) }), "case_number", "too-long"),
    ] {
        let answer = editor.send(Method::POST, HEARINGS, new.clone()).await;
        let found = answer.1["fields"].as_array().unwrap().iter();
        let expected = json!({ "field": field, "flaw": flaw });
        assert!(answer.0 == 422 && found.clone().any(|one| *one == expected), "{new}: {answer:?}");
    }
    assert_eq!(editor.read(HEARINGS).await["total"], 1);
}

#[tokio::test]
async fn of_eight_who_take_the_same_address_at_once_one_gets_it() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    let making =
        (0..8).map(|_| {
            let editor = editor.clone();
            async move {
                editor.send(Method::POST, HEARINGS, json!({ "title": "Sti" })).await.0.as_u16()
            }
        });
    let mut answers = tests::together(making).await;
    answers.sort_unstable();
    assert_eq!(answers, [201, 422, 422, 422, 422, 422, 422, 422]);
}

#[tokio::test]
async fn dates_that_cannot_be_are_refused_each_with_its_reason() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    create(&editor, "En sti", "sti").await;
    let later = noon(10);
    for (opens, closes, fields) in [
        ("", "", &[("opens", "missing"), ("closes", "missing")][..]),
        ("i dag", "2099-01-01T12:00", &[("opens", "malformed")]),
        ("2026-02-30T12:00", "2099-01-01T12:00", &[("opens", "malformed")]),
        // The clock is put forward in that night.
        ("2099-03-29T02:30", "2099-06-01T12:00", &[("opens", "unknown")]),
        ("2099-01-01T12:00", "2099-03-29T02:30", &[("closes", "unknown")]),
        ("2099-02-01T12:00", "2099-01-01T12:00", &[("closes", "too-short")]),
        (&later, &later, &[("closes", "too-short")]),
        ("2020-01-01T12:00", "2020-03-01T12:00", &[("closes", "too-short")]),
        (
            "2099-01-01T12:00Z",
            "2099-02-01T12:00+09:00",
            &[("opens", "malformed"), ("closes", "malformed")],
        ),
    ] {
        let answer = date(&editor, "sti", opens, closes).await;
        assert_eq!(answer, unfit(fields), "{opens} {closes}");
    }
    let winter = date(&editor, "sti", "2098-12-01T08:00", "2099-06-01T23:59").await.1;
    assert_eq!(winter["opens"], "2098-12-01T07:00:00Z", "{winter}");
    assert_eq!(winter["closes"], "2099-06-01T21:59:00Z");
    let unseen = json!({ "opens": noon(1), "closes": noon(9) });
    let answer = editor.send(Method::PUT, &at("sti", "/period"), unseen).await;
    assert_eq!(answer, unfit(&[("turns", "missing")]));
    let stale = json!({ "opens": noon(1), "closes": noon(9), "turns": 0 });
    let answer = editor.send(Method::PUT, &at("sti", "/period"), stale).await;
    assert_eq!(answer, problem(412, "changed"));
}

#[tokio::test]
async fn a_hearing_is_published_when_it_has_a_text_and_dates_and_not_before() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    create(&editor, "En sti", "sti").await;
    let missing = unfit(&[("markdown", "missing"), ("closes", "missing")]);
    for when in ["now", "open", "opening"] {
        assert_eq!(publish(&editor, "sti", when).await, missing, "{when}");
    }
    assert_eq!(publish(&editor, "sti", "i morgen").await, unfit(&[("when", "unknown")]));
    write(&editor, "sti", "# En sti\n\nHer kommer en sti.\n").await;
    date(&editor, "sti", &noon(3), &noon(30)).await;
    let mona = app.participant("Mona").await;
    let thread = "/api/consultations/sti/comments";
    let said = json!({ "body": "Hej", "client_key": client_key() });
    assert_eq!(mona.send(Method::POST, thread, said.clone()).await, problem(404, "not-found"));

    let (status, hearing) = publish(&editor, "sti", "now").await;
    assert_eq!((status, &hearing["state"]), (StatusCode::OK, &json!("upcoming")), "{hearing}");
    assert!(app.page("/sti/en-sti").await.text().contains("Her kommer en sti."));
    assert_eq!(app.read("/api/consultations").await["total"], 2);
    assert_eq!(mona.send(Method::POST, thread, said).await, problem(409, "not-open"));
    assert_eq!(publish(&editor, "sti", "now").await, problem(409, "state"));
    assert_eq!(date(&editor, "sti", &noon(1), &noon(9)).await, problem(409, "state"));
}

#[tokio::test]
async fn a_hearing_is_published_by_itself_when_it_opens_unless_that_is_taken_back() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    for slug in ["sti", "bro"] {
        drafted(&editor, slug).await;
        date(&editor, slug, &noon(3), &noon(30)).await;
        let (_, hearing) = publish(&editor, slug, "opening").await;
        assert_eq!(hearing["state"], "scheduled", "{hearing}");
        assert_eq!(app.page(&format!("/{slug}")).await.status, StatusCode::NOT_FOUND);
    }
    let (_, hearing) = publish(&editor, "bro", "never").await;
    assert_eq!(hearing["state"], "draft");
    // Another day than was said first: it is published on that one.
    let (_, hearing) = date(&editor, "sti", &noon(-1), &noon(30)).await;
    assert_eq!(hearing["state"], "scheduled");
    for _ in 0..100 {
        if app.page("/sti").await.status == StatusCode::OK {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(editor.read(&at("sti", "")).await["state"], "open");
    assert_eq!(app.page("/bro").await.status, StatusCode::NOT_FOUND);
    let admin = staff(&app, "admin").await;
    let entry = &admin.read("/api/desk/record?limit=10").await["items"];
    let entry = entry.as_array().unwrap().iter().find(|one| one["by"] == "program");
    assert_eq!(entry.unwrap()["kind"], "hearing-publish");
}

#[tokio::test]
async fn an_end_is_put_off_and_never_moved_forward_and_everybody_is_told() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    drafted(&editor, "sti").await;
    let closing = at("sti", "/closing");
    let to = |closes: &str, turns: i64| json!({ "closes": closes, "turns": turns });
    let answer =
        editor.send(Method::PUT, &closing, to(&noon(60), turns(&editor, "sti").await)).await;
    assert_eq!(answer, problem(409, "state"), "before it is published its dates are set");
    publish(&editor, "sti", "open").await;
    assert!(!app.page("/sti").await.text().contains("Fristen er forlænget"));
    let seen = turns(&editor, "sti").await;
    for (closes, flaw) in [
        (noon(29), "too-short"),
        (noon(30), "too-short"),
        (noon(-3), "too-short"),
        (String::new(), "missing"),
        ("2099-03-29T02:30".to_owned(), "unknown"),
        ("i morgen".to_owned(), "malformed"),
    ] {
        let answer = editor.send(Method::PUT, &closing, to(&closes, seen)).await;
        assert_eq!(answer, unfit(&[("closes", flaw)]), "{closes}");
    }
    let stale = editor.send(Method::PUT, &closing, to(&noon(60), seen - 1)).await;
    assert_eq!(stale, problem(412, "changed"));
    let first = editor.read(&at("sti", "")).await["closes"].clone();
    for days in [60, 90] {
        let hearing =
            editor.does(Method::PUT, &closing, to(&noon(days), turns(&editor, "sti").await)).await;
        assert_eq!(hearing["announced"], first, "what was said first stays");
    }
    assert!(app.page("/sti").await.text().contains("Fristen er forlænget"));
    assert!(app.page("/en/sti").await.text().contains("The deadline was extended"));
    assert_eq!(app.read("/api/consultations/sti").await["announced"], first);
    let admin = staff(&app, "admin").await;
    let entries = done(&admin).await;
    let extended: Vec<_> = entries.iter().filter(|one| one.0 == "hearing-extend").collect();
    assert_eq!(extended.len(), 2);
    let detail = extended[1].1.as_deref().unwrap();
    assert!(detail.starts_with(first.as_str().unwrap()), "old and new: {detail}");
}

#[tokio::test]
async fn after_it_is_closed_everything_can_be_read_and_nothing_written_also_what_was_typed_before()
{
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    drafted(&editor, "sti").await;
    let close = at("sti", "/close");
    let seen = |turns: i64| json!({ "turns": turns });
    let answer = editor.send(Method::POST, &close, seen(turns(&editor, "sti").await)).await;
    assert_eq!(answer, problem(409, "state"), "it is not open");
    publish(&editor, "sti", "open").await;
    let mona = app.participant("Mona").await;
    let thread = "/api/consultations/sti/sections/indsats-1/comments";
    let post = mona.says(thread, "Plant ege.").await;
    // What Mona types while the hearing is open is sent when it no longer is.
    let typed = json!({ "body": "Og bøge.", "client_key": client_key() });
    assert_eq!(editor.send(Method::POST, &close, json!({})).await, unfit(&[("turns", "missing")]));
    assert_eq!(editor.send(Method::POST, &close, seen(0)).await, problem(412, "changed"));
    let hearing = editor.does(Method::POST, &close, seen(turns(&editor, "sti").await)).await;
    assert_eq!(hearing["state"], "closed");
    assert_eq!(mona.send(Method::POST, thread, typed.clone()).await, problem(409, "closed"));
    let answer = json!({ "body": "Ja", "parent": post["id"], "client_key": client_key() });
    assert_eq!(mona.send(Method::POST, thread, answer).await, problem(409, "closed"));
    let idea =
        json!({ "kind": "idea", "title": "En sø", "body": "Grav en.", "client_key": client_key() });
    let proposals = "/api/consultations/sti/proposals";
    assert_eq!(mona.send(Method::POST, proposals, idea).await, problem(409, "closed"));
    let page = app.page("/sti/indsats-1").await.text();
    assert!(page.contains("Plant ege.") && !page.contains("data-island=composer"), "{page}");
    assert_eq!(
        editor.send(Method::POST, &close, seen(turns(&editor, "sti").await)).await,
        problem(409, "state")
    );
    // Put off, it is open again.
    let new = json!({ "closes": noon(60), "turns": turns(&editor, "sti").await });
    assert_eq!(editor.does(Method::PUT, &at("sti", "/closing"), new).await["state"], "open");
    assert_eq!(mona.send(Method::POST, thread, typed).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn everything_done_to_a_hearing_stands_in_the_record_and_the_command_notes_it_too() {
    let app = App::start().await;
    let admin = staff(&app, "admin").await;
    let published = done(&admin).await.into_iter().find(|one| one.0 == "hearing-publish");
    assert!(published.unwrap().1.unwrap().contains('/'), "the import of `park` published it");
    drafted(&admin, "sti").await;
    admin.does(Method::PUT, &at("sti", "/preview"), Value::Null).await;
    admin.does(Method::DELETE, &at("sti", "/preview"), Value::Null).await;
    let look = json!({ "title": "En sti", "turns": turns(&admin, "sti").await });
    admin.does(Method::PUT, &at("sti", ""), look).await;
    publish(&admin, "sti", "open").await;
    let new = json!({ "closes": noon(60), "turns": turns(&admin, "sti").await });
    admin.does(Method::PUT, &at("sti", "/closing"), new).await;
    let seen = json!({ "turns": turns(&admin, "sti").await });
    admin.does(Method::POST, &at("sti", "/close"), seen).await;
    let kinds: Vec<String> = done(&admin).await.into_iter().take(9).map(|one| one.0).collect();
    assert_eq!(
        kinds,
        [
            "hearing-close",
            "hearing-extend",
            "hearing-publish",
            "hearing-change",
            "preview-end",
            "preview-link",
            "hearing-dates",
            "import",
            "hearing-add"
        ]
    );
    assert!(app.store.run(&["audit", "verify"]).success);
}
