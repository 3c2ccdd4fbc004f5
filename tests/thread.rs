//! Threads: orders, pages, replies.

use std::collections::HashSet;

use tests::{
    App, GENERAL, Method, THREAD, Value, Visitor, client_key, json, problem, together, unfit,
};

fn bodies(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|post| post["body"].as_str().unwrap()).collect()
}

/// All items of a list, read in pages of this size.
async fn all_pages(reader: &Visitor, list: &str, limit: u32) -> Vec<String> {
    let mut all = Vec::new();
    let mut next = Value::Null;
    loop {
        let after = next.as_str().map_or_else(String::new, |next| format!("&after={next}"));
        let sign = if list.contains('?') { '&' } else { '?' };
        let page = reader.read(&format!("{list}{sign}limit={limit}{after}")).await;
        assert!(page["items"].as_array().unwrap().len() <= limit as usize);
        all.extend(bodies(&page).into_iter().map(str::to_owned));
        next = page["next"].clone();
        if next.is_null() {
            return all;
        }
    }
}

/// Says so many things in a thread, one after the other: "1", "2", …
async fn says_many(app: &App, thread: &str, many: usize) -> Vec<Value> {
    let mut posts = Vec::new();
    let mut speaker = app.participant("Mona").await;
    for number in 1..=many {
        if number % 30 == 0 {
            speaker = app.participant("Ali").await;
        }
        posts.push(speaker.says(thread, &number.to_string()).await);
    }
    posts
}

#[tokio::test]
async fn a_thread_is_read_newest_first_oldest_first_or_most_agreed_first() {
    let app = App::start().await;
    let posts = says_many(&app, THREAD, 3).await;
    app.participant("Bo").await.agrees(&posts[1]).await;
    assert_eq!(bodies(&app.read(THREAD).await), ["3", "2", "1"]);
    for (sort, order) in
        [("newest", ["3", "2", "1"]), ("oldest", ["1", "2", "3"]), ("agreed", ["2", "3", "1"])]
    {
        assert_eq!(bodies(&app.read(&format!("{THREAD}?sort={sort}")).await), order, "{sort}");
    }
}

#[tokio::test]
async fn a_thread_of_55_comments_is_read_page_by_page_without_gap_or_repetition() {
    let app = App::start().await;
    let posts = says_many(&app, THREAD, 55).await;
    let bo = app.participant("Bo").await;
    for post in posts.iter().step_by(4) {
        bo.agrees(post).await;
    }
    let rising: Vec<String> = (1..=55).map(|number| number.to_string()).collect();
    let falling: Vec<String> = rising.iter().rev().cloned().collect();
    let is_agreed = |body: &String| body.parse::<usize>().unwrap() % 4 == 1;
    let (mut agreed, rest): (Vec<_>, Vec<_>) = falling.iter().cloned().partition(is_agreed);
    agreed.extend(rest);
    for (sort, expected) in [("newest", &falling), ("oldest", &rising), ("agreed", &agreed)] {
        for limit in [7, 11, 20, 55, 100] {
            let read = all_pages(&bo, &format!("{THREAD}?sort={sort}"), limit).await;
            assert_eq!(&read, expected, "{sort}, {limit} at a time");
        }
    }
}

#[tokio::test]
async fn twenty_comments_stand_on_a_page_when_nobody_says_how_many() {
    let app = App::start().await;
    says_many(&app, THREAD, 21).await;
    let page = app.read(THREAD).await;
    assert_eq!((bodies(&page).len(), &page["total"]), (20, &json!(21)));
    assert!(page["next"].is_string());
}

#[tokio::test]
async fn who_reads_on_while_others_post_misses_nothing_and_reads_nothing_twice() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let before = says_many(&app, THREAD, 40).await;
    let (bo, writer) = (app.participant("Bo").await, app.participant("Eva").await);
    let writing = tokio::spawn(async move {
        for number in 0..60 {
            writer.says(THREAD, &format!("ny {number}")).await;
        }
    });
    for sort in ["newest", "oldest"] {
        let read = all_pages(&bo, &format!("{THREAD}?sort={sort}"), 3).await;
        let different: HashSet<&String> = read.iter().collect();
        assert_eq!(different.len(), read.len(), "{sort}: something stands there twice");
        let old: Vec<&String> = read.iter().filter(|body| !body.starts_with("ny")).collect();
        assert_eq!(old.len(), before.len(), "{sort}: something is missing");
    }
    writing.await.unwrap();
    assert_eq!(all_pages(&bo, THREAD, 100).await.len(), 100);
}

#[tokio::test]
async fn a_page_has_1_to_100_items_and_an_order_that_there_is() {
    let app = App::start().await;
    let post = says_many(&app, THREAD, 1).await.remove(0);
    let replies = format!("/api/comments/{}/replies", post["id"].as_str().unwrap());
    let lists = [
        THREAD,
        GENERAL,
        &replies,
        "/api/consultations/park/proposals",
        "/api/consultations/park/news",
    ];
    for list in lists {
        for (limit, flaw) in
            [("0", "unknown"), ("101", "unknown"), ("-1", "malformed"), ("ti", "malformed")]
        {
            let answer = app.get(&format!("{list}?limit={limit}")).await;
            assert_eq!(answer, unfit(&[("limit", flaw)]), "{list}?limit={limit}");
        }
        assert_eq!(app.get(&format!("{list}?limit=1")).await.0, 200, "{list}");
        assert_eq!(app.get(&format!("{list}?limit=100")).await.0, 200, "{list}");
        let answer = app.get(&format!("{list}?after=nonsense")).await;
        assert_eq!(answer, unfit(&[("after", "malformed")]), "{list}?after=nonsense");
    }
    for list in &lists[..2] {
        let answer = app.get(&format!("{list}?sort=loudest")).await;
        assert_eq!(answer, unfit(&[("sort", "unknown")]));
    }
}

#[tokio::test]
async fn a_comment_in_a_list_brings_its_first_two_replies_and_their_number() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let post = mona.says(THREAD, "Flere bøge").await;
    for number in 1..=5 {
        ali.answers(THREAD, &post, &format!("svar {number}")).await;
    }
    let item = app.read(THREAD).await["items"][0].clone();
    let first: Vec<&str> = item["first_replies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["body"].as_str().unwrap())
        .collect();
    assert_eq!((first, &item["replies"]), (vec!["svar 1", "svar 2"], &json!(5)));
}

#[tokio::test]
async fn replies_are_read_oldest_first_page_by_page() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let post = mona.says(THREAD, "Flere bøge").await;
    for number in 1..=25 {
        ali.answers(THREAD, &post, &number.to_string()).await;
    }
    let replies = format!("/api/comments/{}/replies", post["id"].as_str().unwrap());
    let expected: Vec<String> = (1..=25).map(|number| number.to_string()).collect();
    for limit in [1, 10, 25] {
        assert_eq!(all_pages(&mona, &replies, limit).await, expected);
    }
    let page = app.read(&replies).await;
    assert_eq!((bodies(&page).len(), &page["total"]), (20, &json!(25)));
}

#[tokio::test]
async fn deeper_replies_stand_flat_under_the_first_and_say_whom_they_answer() {
    let app = App::start().await;
    let (mona, ali, bo) =
        (app.participant("Mona").await, app.participant("Ali").await, app.participant("Bo").await);
    let top = mona.says(THREAD, "Flere bøge").await;
    let first = ali.answers(THREAD, &top, "Nej, ege").await;
    let second = bo.answers(THREAD, &first, "Begge dele").await;
    let third = mona.answers(THREAD, &second, "Enig").await;
    let place =
        |post: &Value| [post["root"].clone(), post["parent"].clone(), post["answers"].clone()];
    assert_eq!(place(&first), [top["id"].clone(), top["id"].clone(), Value::Null]);
    assert_eq!(place(&second), [top["id"].clone(), first["id"].clone(), json!("Ali")]);
    assert_eq!(place(&third), [top["id"].clone(), second["id"].clone(), json!("Bo")]);
    let list = app.read(THREAD).await;
    assert_eq!((&list["total"], &list["items"][0]["replies"]), (&json!(1), &json!(3)));
    let replies = format!("/api/comments/{}/replies", top["id"].as_str().unwrap());
    assert_eq!(bodies(&app.read(&replies).await), ["Nej, ege", "Begge dele", "Enig"]);
}

#[tokio::test]
async fn the_number_of_answers_under_a_reply_is_the_number_that_can_be_read_there() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let top = mona.says(THREAD, "a").await;
    let first = mona.answers(THREAD, &top, "b").await;
    let second = mona.answers(THREAD, &first, "c").await;
    mona.answers(THREAD, &second, "d").await;
    let path = format!("/api/comments/{}", first["id"].as_str().unwrap());
    let replies = app.read(&format!("{path}/replies")).await;
    let count = app.read(&path).await["replies"].clone();
    let items = replies["items"].as_array().unwrap().len();
    assert_eq!((json!(items), &replies["total"]), (count.clone(), &count));
}

#[tokio::test]
async fn a_reply_stays_in_the_thread_of_what_it_answers() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Flere bøge").await;
    let elsewhere = json!({ "body": "Hej", "client_key": client_key(), "parent": post["id"] });
    for thread in [GENERAL, "/api/consultations/park/sections/maal-1/comments"] {
        let answer = mona.send(Method::POST, thread, elsewhere.clone()).await;
        assert_eq!(answer, unfit(&[("parent", "unknown")]), "{thread}");
    }
}

#[tokio::test]
async fn a_paragraphs_own_comments_can_be_read_alone() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for (paragraph, body) in [("p-1", "a"), ("p-2", "b"), ("p-1", "c")] {
        mona.post(THREAD, json!({ "body": body, "anchor": { "paragraph": paragraph } })).await;
    }
    mona.says(THREAD, "d").await;
    for (sort, order) in [("newest", ["c", "a"]), ("oldest", ["a", "c"]), ("agreed", ["c", "a"])] {
        let list = app.read(&format!("{THREAD}?paragraph=p-1&sort={sort}")).await;
        assert_eq!((bodies(&list), &list["total"]), (order.to_vec(), &json!(2)), "{sort}");
        let paged = all_pages(&mona, &format!("{THREAD}?paragraph=p-1&sort={sort}"), 1).await;
        assert_eq!(paged, order, "{sort}");
    }
    let none = app.read(&format!("{THREAD}?paragraph=p-9")).await;
    assert_eq!(none, json!({ "items": [], "next": null, "total": 0 }));
}

#[tokio::test]
async fn the_marker_of_a_hidden_comment_stays_in_every_order_with_its_replies() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    mona.answers(THREAD, &post, "Undskyld").await;
    lene.hides(&post).await;
    for sort in ["newest", "oldest", "agreed"] {
        let list = app.read(&format!("{THREAD}?sort={sort}")).await;
        let marker = &list["items"][0];
        assert_eq!((&marker["state"], &marker["rule"]), (&json!("hidden"), &json!("tonen")));
        assert_eq!((&marker["body"], &marker["author"]), (&Value::Null, &Value::Null));
        assert_eq!(marker["first_replies"][0]["body"], "Undskyld");
        assert_eq!(list["total"], 1);
    }
}

#[tokio::test]
async fn nobody_answers_a_hidden_comment() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    lene.hides(&post).await;
    let answer = json!({ "body": "Selv!", "client_key": client_key(), "parent": post["id"] });
    assert_eq!(mona.send(Method::POST, THREAD, answer).await, unfit(&[("parent", "unknown")]));
}

#[tokio::test]
async fn sixteen_people_who_post_at_once_all_stand_there_once() {
    let app = App::start().await;
    let mut people = Vec::new();
    for number in 0..16 {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    let posting = people.into_iter().map(|person| async move {
        for number in 0..10 {
            person.says(THREAD, &format!("{} {number}", person.id)).await;
        }
    });
    together(posting).await;
    let read = all_pages(&app.stranger(), THREAD, 100).await;
    let different: HashSet<&String> = read.iter().collect();
    assert_eq!((read.len(), different.len()), (160, 160));
}

#[tokio::test]
async fn a_section_that_does_not_exist_has_no_thread() {
    let app = App::start().await;
    let path = "/api/consultations/park/sections/indsats-9/comments";
    assert_eq!(app.get(path).await, problem(404, "not-found"));
}
