//! What must not come in, each with its line.

use super::*;

fn refused(text: &str, line: usize, words: &str) {
    match parse(text) {
        Ok(_) => panic!("this came in: {text}"),
        Err(fault) => {
            assert_eq!(fault.line, Some(line), "{fault}\n{text}");
            assert!(fault.message.contains(words), "{fault}\n{text}");
            assert!(!fault.to_string().contains('\n'), "{fault}");
        }
    }
}

#[test]
fn a_text_without_a_heading_is_none() {
    for text in ["", "Bare tekst.\n", "> # citat\n", "---\ntitle: A\n---\ntekst\n"] {
        let fault = parse(text).unwrap_err();
        assert_eq!(fault.line, None);
        assert!(fault.message.contains("no heading"), "{fault}");
    }
}

#[test]
fn scripts_are_refused_wherever_they_stand() {
    for text in [
        "# A\n\n<script>alert(1)</script>\n",
        "# A\n\ntekst <SCRIPT src=x></SCRIPT>\n",
        "# A\n\n- <script\n",
        "# A\n\n<div>\n\n</div><script>\n".replace("\n\n</div>", "</div>").as_str(),
        "# A\n\n| <script>x</script> |\n|---|\n",
        "# A\n\n[^1]: <script>x</script>\n",
        "# A\n\n<div>\\<script></div>\n",
    ] {
        refused(text, 3, "<script");
    }
    refused("# A <script>x</script>\n", 1, "<script");
    refused("# A\n\n:::kort\n> <script>\n:::\n", 4, "<script");
    refused("# A\n\n<div>\n<p>\n<script>\n", 5, "<script");
}

#[test]
fn a_script_that_is_only_talked_about_may_stay() {
    let html = section("# A\n\n`<script>` og &lt;script> og \\<script>\n\n    <script>\n").html;
    assert!(!html.contains("<script"), "{html}");
    assert_eq!(html.matches("&lt;script&gt;").count(), 4);
}

#[test]
fn event_attributes_are_refused() {
    for text in [
        "# A\n\n<p onclick=\"x()\">a</p>\n",
        "# A\n\ntekst <b ONMOUSEOVER='x'>a</b>\n",
        "# A\n\n<div/onload=x>\n".replace("<div/", "<div ").as_str(),
        "# A\n\n<img src=x\nonerror=alert(1)>\n".replace("x\non", "x on").as_str(),
        "# A\n\n<div><svg/onload=alert(1)></div>\n",
        "# A\n\n<p title=\"a>b\" onfocus = x>a</p>\n",
    ] {
        refused(text, 3, "runs a script");
    }
    refused("# A\n\n<div\nid=x\nonclick=y>\n", 5, "onclick");
    refused("# A\n\n> tekst\n> <p onclick=x>\n", 4, "onclick");
    // A word that begins with "on" is no event.
    assert_eq!(section("# A\n\n<b onsdag>a</b> <dato onsdag kl=8>\n").text, "a");
}

#[test]
fn addresses_that_run_something_are_refused() {
    for text in [
        "# A\n\n[x](javascript:alert(1))\n",
        "# A\n\n[x](JavaScript&#58;alert(1))\n",
        "# A\n\n[x](<java\tscript:alert(1)>)\n",
        "# A\n\n<javascript:alert(1)>\n",
        "# A\n\n[x]: vbscript:x\n",
        "# A\n\n![x](data:image/png;base64,AA)\n",
        "# A\n\n<a href=\" jAvA&Tab;scr&#x69;pt&colon;x\">a</a>\n",
        "# A\n\ntekst <a href=java&#10;script:x>a</a>\n",
        "# A\n\n<iframe src='data:text/html,x'></iframe>\n",
        "# A\n\n<p style=\"background:url(javascript:x)\">a</p>\n",
    ] {
        refused(text, 3, "address stands here");
    }
    refused("# A [x](javascript:y)\n", 1, "javascript:");
    assert_eq!(
        section("# A\n\n<abbr title=\"data: tal\">a</abbr> javascript: er et ord\n").words,
        6
    );
}

#[test]
fn deep_nesting_is_refused() {
    refused(&format!("# A\n\n{}x\n", "> ".repeat(40)), 3, "more than 32 deep");
    refused(&format!("# A\n\n{}x\n", ">".repeat(100_000)), 3, "more than 32 deep");
    refused(&format!("# A\n\n{}x{}\n", "*a ".repeat(40), " a*".repeat(40)), 3, "32 deep");
    refused(&format!("# A\n\n{}\n", "<div>".repeat(33)), 3, "32 deep");
    refused(&format!("# A\n\na {}\n", "<b>".repeat(1000)), 3, "32 deep");
    let list: String = (0..33).map(|at| format!("{}- a\n", "  ".repeat(at))).collect();
    refused(&format!("# A\n\n{list}"), 35, "32 deep");
    let list: String = (0..30).map(|at| format!("{}- a\n", "  ".repeat(at))).collect();
    assert_eq!(section(&format!("# A\n\n{list}")).html.matches("<ul").count(), 30);
    // A hundred items whose ends are left out are not a hundred deep.
    assert_eq!(section(&format!("# A\n\n<ul>{}</ul>\n", "<li>a".repeat(100))).words, 101);
}

#[test]
fn keys_must_be_keys_and_stand_once() {
    refused("# A {#a}\n\n## B {#b}\n\n## C {#a}\n", 5, "line 1");
    refused("# A\n\n## B {#forslag}\n", 3, "addresses of the program");
    refused("# A\n\n## B {#Mål 1}\n", 3, "is not a key");
    refused(&format!("# A {{#{}}}\n", "a".repeat(61)), 1, "is not a key");
    refused("# A {#a kind=noget}\n", 1, "chapter (kapitel)");
    refused("# A {#a ansvar=\"B}\n", 1, "quotation mark");
}

#[test]
fn a_short_edition_stands_under_its_heading_and_ends() {
    refused("# A\n\ntekst\n\n:::kort\nx\n:::\n", 5, "directly under its heading");
    refused(":::kort\nx\n:::\n# A\n", 1, "directly under its heading");
    refused("# A\n:::kort\nx\n:::\n:::kort\ny\n:::\n", 5, "directly under its heading");
    refused("# A\n\n:::kort\nx\n", 3, "not closed before the end");
    refused("# A\n\n:::kort\nx\n\n## B\n", 3, "not closed before the next heading");
    refused("# A\n\n:::kort\nx\n:::kort\n", 5, "open since line 3");
    refused("# A\n\ntekst\n:::\n", 4, "closes nothing");
    refused("# A\n\n- a\n\n  :::kort\n  b\n  :::\n", 5, "directly under its heading");
    refused("# A\n\n:::note\nx\n:::\n", 3, "`:::note` is not known");
    refused("# A\n\n:::kort\n```\nx\n:::\n", 3, "not closed");
}

#[test]
fn a_short_edition_may_hold_anything_but_headings() {
    let section = section("# A\n:::   plain\n- a\n- b\n::::\ntekst\n");
    assert!(section.plain_html.unwrap().contains("<li>b</li>"));
    assert_eq!(section.text, "tekst");
    assert_eq!(super::section("# A\n\n:::kort\n\n:::\n").plain_html, None);
}

#[test]
fn html_that_would_take_the_rest_of_the_text_is_refused() {
    refused("# A\n\n<!-- husk\n\n## B\n", 3, "end it with -->");
    refused("# A\n\n<pre>\n\n## B\n", 3, "end it with </pre>");
    refused("# A\n\n<div>\n<a href=\"x\n\n## B\n", 4, "not closed; end it with >");
    assert_eq!(draft("# A\n\n<!-- husk\n\n# nej -->\n\n## B\n").sections.len(), 2);
}

#[test]
fn a_heading_has_words_and_not_too_many() {
    refused("# A\n\n##\n", 3, "no words");
    refused("# A\n\n## {#b}\n", 3, "needs words");
    refused("# A\n\n## ![](x.png)\n", 3, "no words");
    refused(&format!("# A\n\n# {}\n", "å".repeat(501)), 3, "over 500 characters");
    assert_eq!(section(&format!("# {}\n", "å".repeat(500))).title.chars().count(), 500);
}

#[test]
fn too_much_is_refused() {
    refused(&"# A\n".repeat(MAX_SECTIONS + 1), MAX_SECTIONS + 1, "over 20000 headings");
    assert!(parse(&" ".repeat(MAX_BYTES + 1)).unwrap_err().message.contains("over 10 MB"));
    // What Markdown would take a gigabyte of memory and half a minute for.
    for marks in ["&", "[", "[a](", "<a ", "*a_ ", "ord\n\n"] {
        let text = format!("# A\n\n{}", marks.repeat(MAX_MARKS));
        assert!(parse(&text).unwrap_err().message.contains("at most 1000000"), "{marks}");
    }
    let note = format!("[^1]: {}\n\n", "ord ".repeat(100_000));
    let text = format!("{note}{}", "# A[^1]\n\n".repeat(1000));
    assert!(parse(&text).unwrap_err().message.contains("too large as HTML"));
}

#[test]
fn what_is_no_text_is_refused() {
    refused("# A\n\nx\0y\n", 3, "NUL");
    refused("# A\n\u{FDD0}\n", 2, "noncharacter");
    refused("---\ntitle: a: b\n---\n# A\n", 2, "not YAML");
}
