//! Mails that are files, for want of a server: how long they are kept.

use std::fs::File;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tests::Store;

use super::gives;

const DAY: u64 = 24 * 60 * 60;

/// A file in the folder of mails, written so many days ago.
fn written(store: &Store, name: &str, days: u64) {
    let file = store.write(&format!("data/mail/{name}"), "To: mona@example.dk\r\n\r\nHej\r\n");
    let then = SystemTime::now() - Duration::from_secs(days * DAY);
    File::options().write(true).open(file).unwrap().set_modified(then).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Waits until there are so many files in the folder of mails.
async fn left(store: &Store, number: usize) -> Vec<String> {
    let folder = store.file("data/mail");
    for _ in 0..200 {
        if names(&folder).len() <= number {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    names(&folder)
}

#[tokio::test]
async fn mails_are_kept_as_files_for_as_long_as_was_said_and_other_files_for_ever() {
    let store = Store::new().await;
    std::fs::create_dir_all(store.file("data/mail")).unwrap();
    let id = |number: u32| format!("018f000000007000800000000000000{number}");
    let (old, kept, broken) = (id(1), id(2), id(3));
    written(&store, &format!("{old}.eml"), 8);
    written(&store, &format!("{kept}.eml"), 6);
    written(&store, &format!("{broken}.part"), 8);
    // Somebody else's.
    let others = ["aftale.eml", &format!("{old}.txt"), &format!("{old}x.eml"), &old];
    for name in others {
        written(&store, name, 400);
    }
    let folder = format!("data/mail/{}.eml", id(4));
    std::fs::create_dir(store.file(&folder)).unwrap();
    let app = store.serve_with(&[("BLANDDIG_MAIL_DAYS", "7")]);
    let mut expected = others.map(str::to_owned).to_vec();
    expected.extend([format!("{kept}.eml"), format!("{}.eml", id(4))]);
    expected.sort();
    assert_eq!(left(&app.store, expected.len()).await, expected);
}

#[tokio::test]
async fn without_a_word_mails_are_files_for_thirty_days_and_new_ones_come_beside_them() {
    let store = Store::new().await;
    std::fs::create_dir_all(store.file("data/mail")).unwrap();
    written(&store, "018f0000000070008000000000000001.eml", 31);
    written(&store, "018f0000000070008000000000000002.eml", 29);
    store.import("park", tests::PARK, &["--publish"]);
    let app = store.serve();
    assert_eq!(left(&app.store, 1).await, ["018f0000000070008000000000000002.eml"]);
    gives(&app.participant("Mona").await, "mona@example.dk").await;
    assert_eq!(app.mails(2).await[1].header("To"), "mona@example.dk");
}

#[tokio::test]
async fn a_number_of_days_that_is_none_is_refused_before_anything_is_served() {
    let store = Store::new().await;
    for days in ["0", "-1", "en uge", "3651", ""] {
        let ended =
            store.run(&["serve", "--listen", "127.0.0.1:0", &format!("--mail-days={days}")]);
        assert!(!ended.success && ended.stderr.contains("--mail-days"), "{days}: {}", ended.stderr);
    }
}
