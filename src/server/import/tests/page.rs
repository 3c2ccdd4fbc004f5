//! What stands on a section's page.

use super::*;

fn ids(html: &str) -> Vec<&str> {
    html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn a_paragraph_that_is_left_alone_keeps_its_id() {
    let old = section("# A\n\nFørste.\n\nAnden *gang*.\n");
    let new = section("# A\n\nNy.\n\nFørste!\n\nAnden\ngang.\n");
    assert_eq!(ids(&old.html)[1], ids(&new.html)[2]);
    assert_ne!(ids(&old.html)[0], ids(&new.html)[1]);
    assert!(ids(&old.html).iter().all(|id| id.len() == 10 && id.starts_with("p-")));
}

#[test]
fn no_id_stands_twice_on_a_page() {
    let section = section(
        "# A\n\n:::kort\nSamme.[^1]\n\nSamme.[^1]\n:::\n\nSamme.[^1] Igen.[^1]\n\nSamme.\n\n---\n\n---\n\n[^1]: Note.\n",
    );
    let short = section.plain_html.unwrap();
    let mut all = ids(&section.html);
    all.extend(ids(&short));
    let unique: std::collections::HashSet<_> = all.iter().collect();
    assert_eq!(unique.len(), all.len(), "{all:?}");
    let twice = ids("<p id=\"x\">").len();
    assert_eq!(twice, 1);
    assert!(short.contains("href=\"#fn-kort-1\"") && section.html.contains("href=\"#fn-1\""));
}

#[test]
fn adding_a_short_edition_moves_no_id() {
    let old = section("# A\n\nSamme.\n");
    let new = section("# A\n\n:::kort\nSamme.\n:::\n\nSamme.\n");
    assert_eq!(ids(&old.html), ids(&new.html));
    assert_eq!(new.plain_html.unwrap(), format!("<p id=\"{}-2\">Samme.</p>", ids(&old.html)[0]));
}

#[test]
fn a_footnote_goes_where_it_is_referred_to() {
    let draft = draft(POLITIK);
    let [first, _, goal, measure, annex] = &draft.sections[..] else { panic!() };
    assert!(
        first
            .plain_html
            .as_deref()
            .unwrap()
            .contains("<li id=\"fn-kort-1\"><p>En note til det korte.")
    );
    assert!(!first.html.contains("En note til det korte"));
    for section in [first, goal] {
        let html = &section.html;
        assert!(html.contains(" class=\"footnotes\"><ol>"), "{html}");
        assert!(
            html.contains("<p>Note med <code>kode</code> og <a href=\"forord\">henvisning</a>.")
        );
        assert!(html.contains("<li id=\"fn-2\"><p>Den tredje. <a href=\"#fn-ref-2\""), "{html}");
        assert!(html.contains(
            "<p>Og et afsnit mere.<sup class=\"footnote\"><a href=\"#fn-2\" id=\"fn-ref-2\""
        ));
        assert!(section.text.ends_with("Og et afsnit mere.\nDen tredje."), "{}", section.text);
    }
    assert!(!measure.html.contains("footnotes"));
    // One that nobody refers to is not lost, and has nowhere to lead back to.
    assert!(annex.html.contains("<li id=\"fn-1\"><p>Ingen henviser til denne.</p></li>"));
}

#[test]
fn footnotes_in_a_circle_are_not_lost() {
    let html = section("# A\n\ntekst\n\n[^a]: Se [^b].\n\n[^b]: Se [^a].\n\n[^b]: Igen.\n").html;
    for words in ["<p>Se <sup", "<p>Igen."] {
        assert!(html.contains(words), "{html}");
    }
    assert_eq!(html.matches("<li ").count(), 3);
}

#[test]
fn a_link_leads_to_a_section_or_openly_out() {
    let draft = draft(POLITIK);
    let html = &draft.sections[0].html;
    assert!(html.contains("<a href=\"maal-1\">mål 1</a>"), "{html}");
    assert!(
        html.contains("<a href=\"https://www.kk.dk\" rel=\"nofollow noopener\">kommunens side</a>")
    );
    assert_eq!(draft.sections[0].links[0], ("maal-1".to_owned(), 21));
    // A reference link works across headings.
    assert!(draft.sections[2].html.contains("<a href=\"https://www.retsinformation.dk/\""));
}

#[test]
fn a_table_has_heads_and_sides() {
    let draft = draft(POLITIK);
    let html = &draft.sections[2].html;
    assert!(html.starts_with("<div id=\"p-"), "{html}");
    assert!(
        html.contains("class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Tabel\"><table>")
    );
    assert!(html.contains("<th class=\"end\" scope=\"col\">Elever</th>"));
    assert!(html.contains("<td class=\"center\">12 %</td>") && !html.contains("style="));
    assert!(html.contains("<del>Ikke længere.</del>"));
}

#[test]
fn lists_quotes_and_definitions_stay_what_they_are() {
    let draft = draft(POLITIK);
    let html = &draft.sections[3].html;
    assert!(html.contains("<p><strong>Ikke et afsnit</strong></p>"), "{html}");
    assert!(html.contains("<dt>Begreb</dt>\n<dd>Forklaring</dd>"));
    assert!(html.contains("<li>et\n<ul>\n<li>indeni</li>\n</ul>\n</li>"));
    assert!(draft.sections[4].html.contains(":::kort\n# ikke en overskrift\n:::"));
}

#[test]
fn raw_html_is_sanitized_and_pictures_are_left_out_aloud() {
    let draft = draft(POLITIK);
    let html = &draft.sections[3].html;
    assert!(html.contains(
        "><b>Råt</b> H<sub>2</sub>O <abbr title=\"Borgerrepræsentationen\">BR</abbr></div>"
    ));
    assert!(!html.contains("class=\"x\"") && !html.contains("<img"));
    assert!(html.contains(">Et billede af byen</p>"));
    let remarks: Vec<_> = draft.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(remarks, ["line 51: a picture was left out; its alternative text stays"]);
}

#[test]
fn a_link_that_goes_nowhere_is_said() {
    let draft = draft("# A\n\n[a](bilag.pdf) [b](//x.dk) [c](#Mål) [d](#væk) [e](#vaek)\n");
    assert_eq!(draft.remarks.len(), 1);
    assert_eq!(draft.remarks[0].line, Some(3));
    let ends = loose_ends(&draft.sections, &bring_in("# A\n", &[]).1);
    assert_eq!(ends.len(), 1);
    assert_eq!(ends[0].to_string(), "line 3: a link goes to `#vaek`, and no section has that key");
}

#[test]
fn a_long_text_full_of_marks_comes_through_whole() {
    let words = "a & b < c ".repeat(20_000);
    let section = section(&format!("# A\n\n{words}\n\n`{words}`\n"));
    assert_eq!(section.text, format!("{}\n{}", words.trim(), words.trim()));
    assert!(!section.html.contains("<!--"));
}

#[test]
fn the_languages_own_words_are_in_it() {
    let html = section("---\nlang: de\n---\n# A\n\nText[^1]\n\n[^1]: N.\n").html;
    assert!(html.contains("aria-label=\"Fußnote 1\"") && html.contains("Zurück zum Text"));
}
