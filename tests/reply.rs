//! Answers: a shared link to any of them leads to a page on which it stands.

use tests::{App, THREAD};

#[tokio::test]
async fn the_page_of_an_answer_begins_shortly_before_it_however_many_there_are() {
    let app = App::start().await;
    let (mona, finn) = (app.participant("Mona").await, app.participant("Finn").await);
    let top = mona.says(THREAD, "Hvad mener I?").await;
    let mut answers = Vec::new();
    for n in 1..=30 {
        let who = if n % 2 == 0 { &mona } else { &finn };
        answers.push(who.answers(THREAD, &top, &format!("Svar {n:02}")).await);
    }
    let page = async |n: usize| {
        let id = answers[n - 1]["id"].as_str().unwrap();
        (app.page(&format!("/park/kommentar/{id}")).await.text(), id.to_owned())
    };
    let (first, id) = page(2).await;
    assert!(first.contains("Svar 01") && first.contains(&format!("data-find='k-{id}'")));
    assert!(!first.contains("Vis de første svar") && !first.contains("Svar 21"));
    let (last, id) = page(30).await;
    assert!(last.contains("Svar 28") && last.contains("Svar 30") && !last.contains("Svar 27"));
    assert!(last.contains("Vis de første svar") && last.contains(&format!("data-find='k-{id}'")));
}

#[tokio::test]
async fn a_link_to_a_comment_that_is_gone_says_so() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Det fortryder jeg").await;
    let id = post["id"].as_str().unwrap();
    mona.withdraws(&post).await;
    let page = app.page(&format!("/park/kommentar/{id}")).await;
    assert_eq!(page.status.as_u16(), 404);
    let text = page.text();
    assert!(text.contains("Kommentaren findes ikke mere") && !text.contains("fortryder"));
}
