//! Mails: to authors whose address is theirs, and to moderators who want it.

use tests::{
    App, Mail, MailServer, Method, StatusCode, THREAD, Value, Visitor, client_key, json, problem,
    unfit,
};

mod decision;
mod folder;

const PARTICIPANTS: &str = "/api/participants";
const ME: &str = "/api/participants/me";
const CONFIRM: &str = "/api/participants/confirm";
const NOTICES: &str = "/api/desk/notices";

/// What stands in every mail, in this order.
const HEADERS: [&str; 9] = [
    "Message-ID",
    "Date",
    "From",
    "To",
    "Subject",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];

async fn gives(who: &Visitor, email: &str) -> Value {
    who.does(Method::PATCH, ME, json!({ "email": email })).await
}

async fn confirms(app: &App, secret: &str) -> (StatusCode, Value) {
    app.send(Method::POST, CONFIRM, json!({ "secret": secret })).await
}

/// Somebody whose address is confirmed, by the mail of this number.
async fn reachable(app: &App, name: &str, email: &str, number: usize) -> Visitor {
    let who = app.participant(name).await;
    assert_eq!(gives(&who, email).await["email_confirmed"], false);
    let mails = app.mails(number).await;
    let done = confirms(app, &mails[number - 1].secret()).await;
    assert_eq!(done, (StatusCode::NO_CONTENT, Value::Null));
    assert_eq!(who.read(ME).await["email_confirmed"], true);
    who
}

/// Mails rest no longer.
async fn soon(app: &App) {
    app.store.database.execute("update mail set due = 1 where due is not null", None).await;
}

async fn reports(by: &Visitor, post: &Value) {
    let report = json!({ "reason": "tonen", "text": "Grimt!", "client_key": client_key() });
    let path = format!("/api/comments/{}/reports", post["id"].as_str().unwrap());
    by.does(Method::POST, &path, report).await;
}

#[tokio::test]
async fn whoever_gives_an_address_gets_a_mail_with_a_link_that_works_once() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://park.dk/")]).await;
    let new = json!({
        "name": "Mona\r\nBcc: x@example.dk", "email": "mona@example.dk", "client_key": client_key(),
    });
    let first = app.send(Method::POST, PARTICIPANTS, new.clone()).await;
    assert_eq!(app.send(Method::POST, PARTICIPANTS, new).await, first);
    let mail = app.mails(1).await.remove(0);
    assert_eq!(mail.names(), HEADERS);
    assert_eq!(mail.header("To"), "mona@example.dk");
    assert_eq!(mail.header("Subject"), "Bekræft din mailadresse");
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert!(mail.header("Message-ID").ends_with("@park.dk>"), "{mail:?}");
    assert!(mail.body.contains("\nhttps://park.dk/mine?bekraeft="), "{}", mail.body);
    assert!(!format!("{mail:?}").contains("Mona"), "{mail:?}");
    let mona = first.1["token"].as_str().unwrap();
    let mona = app.holder_of(first.1["id"].as_str().unwrap(), mona);
    assert_eq!(mona.read(ME).await["email_confirmed"], false);
    assert_eq!(confirms(&app, &mail.secret()).await, (StatusCode::NO_CONTENT, Value::Null));
    assert_eq!(mona.read(ME).await["email_confirmed"], true);
    assert_eq!(confirms(&app, &mail.secret()).await, problem(409, "link-spent"));
    assert_eq!(mona.read(ME).await["email_confirmed"], true);
}

#[tokio::test]
async fn a_link_that_is_forged_or_too_old_confirms_nothing() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    gives(&mona, "mona@example.dk").await;
    let secret = app.mails(1).await[0].secret();
    for forged in ["x".repeat(43), secret.to_lowercase(), format!("{secret}x"), "'".to_owned()] {
        assert_eq!(confirms(&app, &forged).await, problem(409, "link-spent"), "{forged}");
    }
    assert_eq!(confirms(&app, "").await, unfit(&[("secret", "missing")]));
    assert_eq!(confirms(&app, &"x".repeat(101)).await, unfit(&[("secret", "too-long")]));
    let week = "update participant set confirm_expires = confirm_expires - 604800000 where id = $1";
    app.store.database.execute(week, Some(&mona.id)).await;
    assert_eq!(confirms(&app, &secret).await, problem(409, "link-spent"));
    assert_eq!(mona.read(ME).await["email_confirmed"], false);
}

#[tokio::test]
async fn another_address_is_confirmed_anew_and_the_link_to_the_first_works_no_more() {
    let app = App::start().await;
    let mona = reachable(&app, "Mona", "mona@example.dk", 1).await;
    // The name changes, and the same address is given again: nothing is sent.
    mona.does(Method::PATCH, ME, json!({ "name": "Mona B." })).await;
    assert_eq!(gives(&mona, "mona@example.dk").await["email_confirmed"], true);
    assert_eq!(gives(&mona, "mona@arbejde.dk").await["email_confirmed"], false);
    let first = app.mails(2).await[1].clone();
    assert_eq!(first.header("To"), "mona@arbejde.dk");
    // Once more, because the mail did not arrive: only the newest link works.
    gives(&mona, "mona@arbejde.dk").await;
    let again = app.mails(3).await[2].clone();
    assert_eq!(confirms(&app, &first.secret()).await, problem(409, "link-spent"));
    let gone = gives(&mona, "").await;
    assert_eq!((&gone["email"], &gone["email_confirmed"]), (&Value::Null, &json!(false)));
    assert_eq!(confirms(&app, &again.secret()).await, problem(409, "link-spent"));
}

#[tokio::test]
async fn whoever_is_forgotten_or_takes_the_address_away_gets_no_more_mail() {
    let server = MailServer::start(0).await;
    let settings = server.settings();
    let app = App::with(&settings.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    let lene = app.moderator().await;
    let mut posts = Vec::new();
    for (number, email) in ["mona@example.dk", "ali@example.dk"].into_iter().enumerate() {
        let who = app.participant("Somebody").await;
        gives(&who, email).await;
        let mails = server.taken(number + 1).await;
        assert_eq!(confirms(&app, &mails[number].1.secret()).await.0, StatusCode::NO_CONTENT);
        posts.push((who.says(THREAD, "Idioter!").await, who));
    }
    gives(&posts[0].1, "").await;
    posts[1].1.does(Method::DELETE, ME, Value::Null).await;
    lene.hides(&posts[0].0).await;
    let left = "delete from mail where participant is not null";
    assert_eq!(app.store.database.execute(left, None).await, 0);
    let next = app.participant("Next").await;
    gives(&next, "next@example.dk").await;
    assert_eq!(server.taken(3).await[2].0, "next@example.dk");
}

#[tokio::test]
async fn moderators_who_want_it_hear_of_reports_that_wait_at_most_once_an_hour() {
    let mut app = App::start().await;
    let (mona, ali, lene) =
        (app.participant("Mona").await, app.participant("Ali").await, app.moderator().await);
    app.store.add_staff("ada@example.dk", "admin");
    assert_eq!(lene.read(NOTICES).await, json!({ "wants_mail": false }));
    let wanted = json!({ "wants_mail": true });
    assert_eq!(lene.does(Method::PUT, NOTICES, wanted.clone()).await, wanted);
    assert_eq!(lene.read(NOTICES).await, wanted);
    let posts = [mona.says(THREAD, "Idioter!").await, mona.says(THREAD, "Tåber!").await];
    reports(&ali, &posts[0]).await;
    reports(&mona, &posts[0]).await;
    // The server looks when it starts, and once a minute.
    let earlier = "update report set created = created - 600000";
    app.store.database.execute(earlier, None).await;
    app.kill_and_restart();
    let mail = app.mails(1).await.remove(0);
    assert_eq!((mail.names(), mail.header("To")), (HEADERS.to_vec(), "lene@example.dk".into()));
    assert_eq!(mail.header("Subject"), "1 indlæg er anmeldt og venter");
    assert!(mail.body.contains("/desk/ko/anmeldte\n"), "{}", mail.body);
    for words in ["Idioter", "Grimt", "Mona"] {
        assert!(!format!("{mail:?}").contains(words), "{mail:?}");
    }
    // Another one, within the hour; an hour later she hears of both, and then of nothing new.
    reports(&ali.at(app.address), &posts[1]).await;
    app.store.database.execute(earlier, None).await;
    app.kill_and_restart();
    let next = app.participant("Next").await;
    gives(&next, "next@example.dk").await;
    assert_eq!(app.mails(2).await[1].header("To"), "next@example.dk");
    let hour = "update staff set mailed = mailed - 3600000";
    app.store.database.execute(hour, None).await;
    app.kill_and_restart();
    let mail = app.mails(3).await.remove(2);
    assert_eq!(mail.header("Subject"), "2 indlæg er anmeldt og venter");
    app.store.database.execute(hour, None).await;
    app.store.database.execute("update report set created = created - 3600000", None).await;
    app.kill_and_restart();
    gives(&next.at(app.address), "nexter@example.dk").await;
    assert_eq!(app.mails(4).await[3].header("To"), "nexter@example.dk");
}

#[tokio::test]
async fn a_report_that_was_decided_in_time_is_no_mail() {
    let mut app = App::start().await;
    let (mona, ali, lene) =
        (app.participant("Mona").await, app.participant("Ali").await, app.moderator().await);
    lene.does(Method::PUT, NOTICES, json!({ "wants_mail": true })).await;
    let [decided, young] = [mona.says(THREAD, "Idioter!").await, mona.says(THREAD, "Nå!").await];
    reports(&ali, &decided).await;
    lene.hides(&decided).await;
    app.store.database.execute("update report set created = created - 900000", None).await;
    reports(&ali, &young).await;
    app.kill_and_restart();
    let next = app.participant("Next").await;
    gives(&next, "next@example.dk").await;
    assert_eq!(app.mails(1).await[0].header("To"), "next@example.dk");
}

#[tokio::test]
async fn a_mail_that_the_server_refuses_is_sent_later_and_the_log_names_no_address() {
    let server = MailServer::start(1).await;
    let settings = server.settings();
    let mut settings = settings.each_ref().map(|(name, value)| (*name, value.as_str())).to_vec();
    settings.push(("BLANDDIG_PUBLIC_URL", "https://park.dk"));
    let app = App::with(&settings).await;
    let mona = app.participant("Mona").await;
    gives(&mona, "mona@example.dk").await;
    server.refused(1).await;
    soon(&app).await;
    let taken = server.taken(1).await;
    let (recipient, mail) = &taken[0];
    assert_eq!(recipient, "mona@example.dk");
    assert_eq!(
        (mail.names(), mail.header("From")),
        (HEADERS.to_vec(), "\"Bland dig\" <dig@example.dk>".into())
    );
    assert_eq!(confirms(&app, &mail.secret()).await.0, StatusCode::NO_CONTENT);
    let log = app.log();
    assert!(log.contains("A mail was not sent") && log.contains("451"), "{log}");
    assert!(!log.contains("mona@"), "{log}");
}

#[tokio::test]
async fn after_two_days_a_mail_is_given_up_and_nothing_of_it_is_kept() {
    let server = MailServer::start(usize::MAX).await;
    let settings = server.settings();
    let app = App::with(&settings.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    let mona = app.participant("Mona").await;
    gives(&mona, "mona@example.dk").await;
    server.refused(1).await;
    let later = "update mail set created = created - 172800000, due = 1 where due is not null";
    app.store.database.execute(later, None).await;
    server.refused(2).await;
    let gone = "update mail set tries = 0 where due is null and recipient = '' and body = ''";
    for _ in 0..100 {
        if app.store.database.execute(gone, None).await == 1 {
            let log = app.log();
            assert!(log.contains("Gave a mail up") && !log.contains("mona@"), "{log}");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the mail is still there: {}", app.log());
}

#[tokio::test]
async fn a_day_after_it_was_sent_nothing_of_a_mail_is_kept() {
    let mut app = App::start().await;
    gives(&app.participant("Mona").await, "mona@example.dk").await;
    app.mails(1).await;
    let yesterday = "update mail set sent = sent - 86400000 where sent is not null";
    while app.store.database.execute(yesterday, None).await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    app.kill_and_restart();
    gives(&app.participant("Next").await, "next@example.dk").await;
    app.mails(2).await;
    let empty = "update mail set tries = 0 where recipient = '' and body = ''";
    assert_eq!(app.store.database.execute(empty, None).await, 1);
}

#[tokio::test]
async fn two_servers_send_each_mail_once() {
    let server = MailServer::start(0).await;
    let settings = server.settings();
    let mut settings = settings.each_ref().map(|(name, value)| (*name, value.as_str())).to_vec();
    settings.push(("BLANDDIG_LIMITS", "off"));
    let app = App::with(&settings).await;
    let other = app.beside();
    let mona = app.participant("Mona").await;
    for number in 0..20 {
        let who = if number % 2 == 0 { &mona } else { &mona.at(other.address) };
        gives(who, "mona@example.dk").await;
    }
    server.taken(20).await;
    // As long as each of them leaves the outbox alone.
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let taken = server.taken(20).await;
    let mut ids: Vec<String> = taken.iter().map(|(_, mail)| mail.header("Message-ID")).collect();
    ids.sort();
    ids.dedup();
    assert_eq!((taken.len(), ids.len()), (20, 20));
}

#[tokio::test]
async fn a_person_asks_for_three_mails_an_hour_and_an_address_for_ten() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for number in 0..3 {
        gives(&mona, &format!("mona{number}@example.dk")).await;
        // What waits for an address that is none of hers any more would not be sent.
        app.mails(number + 1).await;
    }
    let fourth = json!({ "name": "Nobody", "email": "mona4@example.dk" });
    let answer = mona.ask(Method::PATCH, ME, Some(fourth.to_string())).await;
    assert_eq!((answer.status, answer.json()), problem(429, "too-many"));
    let wait: u32 = answer.header("retry-after").parse().unwrap();
    assert!((3_000..=3_600).contains(&wait), "{wait}");
    // Nothing was changed, and what sends no mail can be.
    assert_eq!(mona.read(ME).await["name"], "Mona");
    gives(&mona, "").await;
    for number in 4..11 {
        gives(&app.participant("Ali").await, &format!("ali{number}@example.dk")).await;
    }
    let next = app.participant("Next").await;
    let answer = next.send(Method::PATCH, ME, json!({ "email": "next@example.dk" })).await;
    assert_eq!(answer, problem(429, "too-many"));
    // A new person is taken all the same.
    let new = json!({ "name": "New", "email": "new@example.dk" });
    assert_eq!(app.send(Method::POST, PARTICIPANTS, new).await.0, StatusCode::CREATED);
    let mails: Vec<Mail> = app.mails(10).await;
    assert!(mails.iter().all(|mail| !mail.header("To").starts_with("new@")), "{mails:?}");
}

#[tokio::test]
async fn no_letter_box_is_filled_by_many_people() {
    let app = App::start().await;
    for email in ["mona@example.dk", "Mona@example.dk", "mona@Example.DK"] {
        gives(&app.participant("Ali").await, email).await;
    }
    let fourth = json!({ "email": "mona@example.dk" });
    let answer = app.participant("Ali").await.send(Method::PATCH, ME, fourth).await;
    assert_eq!(answer, problem(429, "too-many"));
    let smuggled = json!({ "email": "mona@example.dk\r\nBcc: x@example.dk" });
    let answer = app.participant("Ali").await.send(Method::PATCH, ME, smuggled).await;
    assert_eq!(answer, unfit(&[("email", "malformed")]));
}
