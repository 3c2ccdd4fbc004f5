use super::*;

fn ids(html: &str) -> Vec<Option<String>> {
    blocks(html).into_iter().map(|block| block.id).collect()
}

#[test]
fn a_text_is_split_at_its_top_level_blocks() {
    let html = "<p id=\"p-1\">A <em>b</em></p>\n<ul id=\"p-2\"><li><p>x</p></li><li>y</li></ul>\n\
                <blockquote id=\"p-3\"><p id=\"p-4\">q</p></blockquote><hr><p>loose</p>";
    assert_eq!(
        ids(html),
        [Some("p-1".to_owned()), Some("p-2".to_owned()), Some("p-3".to_owned()), None, None]
    );
}

#[test]
fn nothing_is_lost_in_splitting() {
    for html in [
        "<p id=\"p-1\">a<br>b <img alt=\"x > y\" src=\"/z\"></p>\n\n<p id=\"p-2\">c</p>",
        "bare words <p>p</p> after",
        "<p>never closed <b>x",
        "</p></p><p id=\"p-9\">x</p>",
        "a < b",
        "",
        "<!-- note --><p id=\"p-1\">x</p>",
    ] {
        let joined: String = blocks(html).into_iter().map(|block| block.html).collect();
        assert_eq!(joined.trim(), html.trim());
    }
}

#[test]
fn a_quote_is_words_without_tags() {
    assert_eq!(words_of("<p id=\"p-1\">Fisk &amp; <em>brød</em>\n x</p>"), "Fisk & brød x");
    assert_eq!(beginning("et to tre, fire", 11), "et to tre …");
    assert_eq!(beginning("kort", 11), "kort");
}

#[test]
fn only_web_addresses_become_links() {
    assert_eq!(
        pieces(
            "Se (https://kk.dk/a_(b)), og http://x.dk. Ikke javascript:alert(1) eller xhttp://y"
        ),
        [
            Piece::Words("Se (".to_owned()),
            Piece::Link("https://kk.dk/a_(b)".to_owned()),
            Piece::Words("), og ".to_owned()),
            Piece::Link("http://x.dk".to_owned()),
            Piece::Words(". Ikke javascript:alert(1) eller xhttp://y".to_owned()),
        ]
    );
    assert_eq!(
        pieces("https://kk.dk/\u{202E}gpj.exe"),
        [Piece::Link("https://kk.dk/".to_owned()), Piece::Words("\u{202E}gpj.exe".to_owned()),]
    );
    assert_eq!(pieces("https:// nej"), [Piece::Words("https:// nej".to_owned())]);
}

#[test]
fn blank_lines_part_paragraphs() {
    assert_eq!(paragraphs("a\nb\n\n \nc\n"), ["a\nb", "c"]);
    assert!(paragraphs(" \n").is_empty());
}
