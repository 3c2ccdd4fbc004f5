//! Short addresses for flyers and posters, and their QR codes.

use qrcode::{Color, EcLevel, QrCode};
use tests::{App, Method, PARK, StatusCode, Value, Visitor, json, problem, together, unfit};

const SHORT: &str = "/api/desk/hearings/park/short";

/// The squares of a drawing of so many in a row, line by line: each dark one is a path of its own, and
/// around them four are free.
fn dots(drawn: &str, width: usize) -> Vec<Color> {
    let number = |text: &str| text.parse::<usize>().unwrap();
    let whole = drawn.split("width=\"").nth(1).unwrap().split('"').next().unwrap();
    let size = number(whole) / (width + 8);
    let mut dots = vec![Color::Light; width * width];
    for path in drawn.split("d=\"").nth(1).unwrap().split('M').skip(1) {
        let (x, y) = path.split('h').next().unwrap().split_once(' ').unwrap();
        let (x, y) = (number(x) / size - 4, number(y) / size - 4);
        dots[y * width + x] = Color::Dark;
    }
    dots
}

async fn code(editor: &Visitor, section: Option<&str>) -> String {
    let made = editor.does(Method::PUT, SHORT, json!({ "section": section })).await;
    made["code"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_hearing_and_each_section_has_one_that_leads_there_and_stays_the_same() {
    let app = App::start().await;
    let editor = app.editor().await;
    let hearing = code(&editor, None).await;
    let section = code(&editor, Some("indsats-1")).await;
    assert_ne!(hearing, section);
    for (code, there) in [(&hearing, "/park"), (&section, "/park/indsats-1")] {
        // Typed as it may be from paper.
        for typed in [code.clone(), code.to_uppercase()] {
            let answer = app.page(&format!("/k/{typed}")).await;
            assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
            assert_eq!(answer.header("location"), there);
        }
    }
    assert_eq!(code(&editor, None).await, hearing);
    assert_eq!(code(&editor, Some("indsats-1")).await, section);
}

#[tokio::test]
async fn of_sixteen_who_ask_at_once_all_get_the_same() {
    let app = App::start().await;
    let editor = app.editor().await;
    let asking = (0..16).map(|_| {
        let editor = editor.clone();
        async move { code(&editor, Some("indsats-1")).await }
    });
    let codes = together(asking).await;
    assert!(codes.iter().all(|code| *code == codes[0]), "{codes:?}");
}

#[tokio::test]
async fn its_qr_code_is_a_drawing_without_a_program() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://park.dk")]).await;
    let code = code(&app.editor().await, None).await;
    let picture = app.page(&format!("/k/{code}.svg")).await;
    assert_eq!(picture.status, StatusCode::OK);
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    let policy = picture.header("content-security-policy");
    assert!(policy.contains("default-src 'none'"), "{policy}");
    let drawn = picture.text();
    assert!(drawn.contains("<svg") && !drawn.contains("<script"), "{drawn}");
    let address = format!("https://park.dk/k/{code}");
    let said = QrCode::with_error_correction_level(address, EcLevel::Q).unwrap();
    assert_eq!(dots(&drawn, said.width()), said.to_colors());
}

#[tokio::test]
async fn what_leads_nowhere_is_not_found_and_a_draft_is_not_shown() {
    let app = App::start().await;
    let editor = app.editor().await;
    app.store.import("sti", PARK, &[]);
    let draft = editor.does(Method::PUT, "/api/desk/hearings/sti/short", json!({})).await;
    let draft = draft["code"].as_str().unwrap();
    for path in ["/k/22222", "/k/", "/k/x", "/k/22222.svg", "/k/../park", "/k/22222/x"]
        .map(str::to_owned)
        .into_iter()
        .chain([format!("/k/{draft}"), format!("/k/{draft}.svg")])
    {
        let answer = app.page(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let answer = editor.send(Method::PUT, SHORT, json!({ "section": "nothing" })).await;
    assert_eq!(answer, unfit(&[("section", "unknown")]));
    let nowhere = SHORT.replace("park", "nowhere");
    assert_eq!(editor.send(Method::PUT, &nowhere, json!({})).await, problem(404, "not-found"));
    let lene = app.moderator().await;
    assert_eq!(lene.send(Method::PUT, SHORT, json!({})).await, problem(403, "forbidden"));
    assert_eq!(app.send(Method::PUT, SHORT, Value::Null).await, problem(401, "unauthorized"));
}
