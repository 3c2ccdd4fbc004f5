//! Backup and restore: everything that was acknowledged is there, whatever it is kept in.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tests::{
    App, Ended, Method, PARK, PROPOSALS, StatusCode, Store, THREAD, Value, Visitor, client_key,
    json, png,
};

/// Runs a command beside what goes on.
async fn run(store: &Arc<Store>, arguments: [&str; 2]) -> Ended {
    let store = store.clone();
    let arguments = arguments.map(str::to_owned);
    let running = move || store.run(&[&arguments[0], &arguments[1]]);
    tokio::task::spawn_blocking(running).await.unwrap()
}

/// The bodies of a whole thread.
async fn bodies(reader: &Visitor, thread: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut next = String::new();
    loop {
        let page = reader.read(&format!("{thread}?sort=oldest&limit=100{next}")).await;
        for post in page["items"].as_array().unwrap() {
            all.push(post["body"].as_str().unwrap_or_default().to_owned());
        }
        match page["next"].as_str() {
            Some(after) => next = format!("&after={after}"),
            None => return all,
        }
    }
}

/// Restores a backup into this store and serves it.
async fn restored(store: Store, file: &str) -> App {
    let ended = store.run(&["restore", file]);
    assert!(ended.success, "{}", ended.stderr);
    store.serve_with(&[("BLANDDIG_LIMITS", "off")])
}

/// The files that stand in a folder, and in the folders in it.
#[cfg(unix)]
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, mut all): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    all.extend(folders.iter().flat_map(|folder| files(folder)));
    all
}

#[cfg(unix)]
#[tokio::test]
async fn what_the_program_writes_nobody_else_on_the_machine_can_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let app = App::start().await;
    app.participant("Mona").await.says(THREAD, "Flere bøge").await;
    let [backup, export] = ["backup", "export"].map(|name| app.store.file(name));
    assert!(app.store.run(&["backup", &backup.to_string_lossy()]).success);
    assert!(app.store.run(&["export", "park", &export.to_string_lossy(), "--staff"]).success);
    let mut written = files(&export);
    written.push(backup);
    if !app.store.database.is_postgres() {
        let database = |path: &PathBuf| path.to_string_lossy().contains(".db");
        written.extend(files(app.store.folder()).into_iter().filter(database));
    }
    assert!(written.len() > 4, "{written:?}");
    for file in written {
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", file.display());
    }
}

#[tokio::test]
async fn a_backup_while_eight_people_post_holds_every_post_acknowledged_before() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let over = Arc::new(AtomicBool::new(false));
    let (told, mut acknowledged) = tokio::sync::mpsc::unbounded_channel();
    let mut writing = Vec::new();
    for number in 0..8 {
        let person = app.participant(&format!("Nr. {number}")).await;
        let (told, over) = (told.clone(), over.clone());
        writing.push(tokio::spawn(async move {
            let mut number = 0;
            while !over.load(Ordering::Relaxed) {
                let body = format!("{} {number}", person.id);
                person.says(THREAD, &body).await;
                told.send(body).unwrap();
                number += 1;
            }
        }));
    }
    let mut before = Vec::new();
    while before.len() < 100 {
        before.push(acknowledged.recv().await.unwrap());
    }
    let file = app.store.file("backup");
    let file = file.to_string_lossy();
    let ended = run(&app.store, ["backup", &file]).await;
    assert!(ended.success, "{}", ended.stderr);
    over.store(true, Ordering::Relaxed);
    for writer in writing {
        writer.await.unwrap();
    }
    let copy = restored(Store::new().await, &file).await;
    let read = bodies(&copy.stranger(), THREAD).await;
    let found: HashSet<&String> = read.iter().collect();
    assert_eq!(found.len(), read.len(), "nothing stands there twice");
    assert!(before.iter().all(|body| found.contains(body)), "a post is missing");
    let park = copy.read("/api/consultations/park").await;
    assert_eq!(park["counts"]["comments"], read.len());
}

/// A hearing in which something of everything has happened, and who did it.
async fn lived_in(app: &App) -> (Visitor, Visitor, [Value; 3]) {
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let lene = app.moderator().await;
    let anchor = json!({ "paragraph": "p-1", "quote": "hundrede træer" });
    let post = mona.post(THREAD, json!({ "body": "Flere bøge", "anchor": anchor })).await;
    let hidden = ali.answers(THREAD, &post, "Idioter!").await;
    mona.agrees(&post).await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    mona.does(Method::PATCH, &path, json!({ "body": "Mange flere bøge" })).await;
    let report = json!({ "reason": "tonen", "client_key": client_key() });
    ali.does(Method::POST, &format!("{path}/reports"), report).await;
    lene.hides(&hidden).await;
    let lake =
        mona.post(PROPOSALS, json!({ "kind": "idea", "title": "Sø", "body": "Grav." })).await;
    let link = mona.does(Method::POST, "/api/participants/me/handover", Value::Null).await;
    let phone = json!({ "secret": link["secret"], "client_key": client_key() });
    app.stranger().does(Method::POST, "/api/participants/handover", phone).await;
    let news = app.publish_news(1, "Kom til møde", "<p>På torsdag.</p>").await;
    ali.says(&format!("/api/news/{news}/comments"), "Jeg kommer").await;
    let editor = app.editor().await;
    let picture = editor.sends_picture(png(40, 20, "DOTS", "x")).await;
    let hearing = "/api/desk/hearings/park";
    let turns = editor.read(hearing).await["turns"].clone();
    let logo = json!({ "picture": picture, "alt": "Parken", "turns": turns });
    editor.does(Method::PUT, &format!("{hearing}/logo"), logo).await;
    (mona, lene, [post, hidden, lake])
}

/// All that can be read of it: by the public, by Mona, by Lene.
async fn all_of(app: &App, mona: &Visitor, lene: &Visitor) -> Vec<(StatusCode, Value)> {
    let (mona, lene) = (mona.at(app.address), lene.at(app.address));
    let mut all = Vec::new();
    for path in [
        "/api/consultations",
        "/api/consultations/park",
        "/api/consultations/park/news",
        "/api/consultations/park/sections/indsats-1",
        THREAD,
        PROPOSALS,
        "/api/consultations/park/sections/lindetraeer?version=1",
        "/api/news/018f0000000070008000000000000001/comments",
    ] {
        all.push(app.get(path).await);
        all.push(mona.get(path).await);
    }
    for own in ["", "/comments", "/data"] {
        all.push(mona.get(&format!("/api/participants/me{own}")).await);
    }
    for path in [
        "/api/desk/session",
        "/api/desk/queue",
        "/api/desk/queue?view=new",
        "/api/desk/queue?view=hidden",
    ] {
        all.push(lene.get(path).await);
    }
    all
}

#[tokio::test]
async fn a_restored_store_says_all_that_the_first_one_said_from_file_to_server_and_back() {
    // From where people came is in no backup.
    let app = App::with(&[("BLANDDIG_ADDRESS_DAYS", "0")]).await;
    let (mona, lene, [post, hidden, lake]) = lived_in(&app).await;
    let before = all_of(&app, &mona, &lene).await;
    assert!(before.iter().all(|(status, _)| *status == StatusCode::OK), "{before:?}");
    let first = app.store.file("first");
    assert!(app.store.run(&["backup", &first.to_string_lossy()]).success);
    let in_a_file = restored(Store::in_a_file(), &first.to_string_lossy()).await;
    assert_eq!(all_of(&in_a_file, &mona, &lene).await, before);
    let logo = app.read("/api/consultations/park").await["logo"]["id"].clone();
    let logo = format!("/api/pictures/{}", logo.as_str().unwrap());
    let picture = app.page(&logo).await;
    assert_eq!(picture.header("content-type"), "image/png");
    let second = in_a_file.store.file("second");
    assert!(in_a_file.store.run(&["backup", &second.to_string_lossy()]).success);
    let back = restored(Store::new().await, &second.to_string_lossy()).await;
    assert_eq!(all_of(&back, &mona, &lene).await, before);
    for restored in [&in_a_file, &back] {
        assert_eq!(restored.page(&logo).await.body, picture.body);
    }
    // Life goes on there.
    let (mona, lene) = (mona.at(back.address), lene.at(back.address));
    mona.answers(THREAD, &post, "Og ege").await;
    lene.restores(&hidden).await;
    let second =
        mona.post(PROPOSALS, json!({ "kind": "idea", "title": "Ø", "body": "Byg." })).await;
    assert_eq!((&lake["number"], &second["number"]), (&json!(1), &json!(2)));
    let changed = json!({ "body": "Mange, mange flere bøge" });
    mona.does(Method::PATCH, &format!("/api/comments/{}", post["id"].as_str().unwrap()), changed)
        .await;
    assert_eq!(back.store.import("park", PARK, &[]), "matched 5 renamed 0 new 0 removed 0");
    let section = back.read("/api/consultations/park/sections/indsats-1").await;
    assert_eq!((&section["count"], &section["version"]), (&json!(3), &json!(2)));
}

#[tokio::test]
async fn nothing_is_restored_over_a_store_that_is_not_empty() {
    let app = App::start().await;
    app.participant("Mona").await.says(THREAD, "Flere bøge").await;
    let before = [app.read(THREAD).await, app.read("/api/consultations").await];
    let file = app.store.file("backup");
    let file = file.to_string_lossy();
    assert!(app.store.run(&["backup", &file]).success);
    let ended = app.store.run(&["restore", &file]);
    let complaint = "blanddig: the store is not empty; restore into a new one";
    assert_eq!((ended.success, ended.complaint()), (false, vec![complaint]));
    assert_eq!([app.read(THREAD).await, app.read("/api/consultations").await], before);
}

#[tokio::test]
async fn a_backup_overwrites_nothing() {
    let app = App::start().await;
    let file = app.store.write("backup", "something else");
    let ended = app.store.run(&["backup", &file.to_string_lossy()]);
    assert_eq!((ended.success, ended.complaint().len()), (false, 1));
    assert!(ended.stderr.contains("exists already"), "{}", ended.stderr);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "something else");
}

#[tokio::test]
async fn what_is_no_backup_is_not_restored_and_a_true_one_still_can_be() {
    let app = App::start().await;
    app.participant("Mona").await.says(THREAD, "Flere bøge").await;
    let good = app.store.file("good");
    assert!(app.store.run(&["backup", &good.to_string_lossy()]).success);
    let whole = std::fs::read(&good).unwrap();
    let store = Store::new().await;
    let text = store.write("text", "This is no backup, it is a letter. ".repeat(200));
    let half = store.write("half", &whole[..whole.len() / 2]);
    let empty = store.write("empty", "");
    for file in [&text, &half, &empty, &store.file("nowhere"), &store.folder().to_owned()] {
        let ended = store.run(&["restore", &file.to_string_lossy()]);
        assert!(!ended.success, "{}", file.display());
        assert_eq!(ended.complaint().len(), 1, "{}: {}", file.display(), ended.stderr);
    }
    assert_eq!(std::fs::read_to_string(&text).unwrap().len(), 7_000);
    let copy = restored(store, &good.to_string_lossy()).await;
    assert_eq!(copy.read(THREAD).await["items"][0]["body"], "Flere bøge");
}

#[tokio::test]
async fn a_backup_that_cannot_be_written_leaves_nothing_behind() {
    let app = App::start().await;
    let file = app.store.file("no/such/folder/backup");
    let ended = app.store.run(&["backup", &file.to_string_lossy()]);
    assert_eq!((ended.success, ended.complaint().len()), (false, 1), "{}", ended.stderr);
    let left: Vec<_> =
        app.store.folder().read_dir().unwrap().flatten().map(|f| f.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("backup")), "{left:?}");
}
