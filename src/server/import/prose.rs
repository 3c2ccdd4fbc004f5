//! A text that is no hearing's: what staff write on the site's own pages. It goes through the same
//! parser and the same sanitizer as a hearing's text, but its headings stay headings, no paragraph
//! needs a name, and what must not come in is left out instead of refused: whoever writes it sees at
//! once what became of it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};

use super::MAX_NESTING;
use super::clean::Cleaner;
use super::finish::{Words, pieces};
use super::mask::options;

/// The page has a heading of its own.
const HIGHEST: u8 = 2;
const LOWEST: u8 = 4;

/// The HTML of a text, sanitized: blocks and headings from the second level on, which never skip one.
#[must_use]
pub fn prose(markdown: &str, lang: &str) -> String {
    let options = options() - Options::ENABLE_FOOTNOTES;
    let mut prose = Prose {
        cleaner: Cleaner::new(),
        words: Words::of(Some(lang)),
        html: String::new(),
        events: Vec::new(),
        level: HIGHEST - 1,
    };
    let mut depth = 0usize;
    for event in Parser::new_ext(markdown, options) {
        match &event {
            // Nothing is loaded from elsewhere; what stands for the picture stays.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => continue,
            Event::Start(Tag::Heading { .. }) if depth == 0 => prose.blocks(),
            Event::End(TagEnd::Heading(level)) if depth == 1 => {
                prose.heading(*level as u8);
                depth = 0;
                continue;
            }
            _ => {}
        }
        // What stands deeper in each other than any text does keeps its words alone.
        let kept = match &event {
            Event::Start(_) => {
                depth += 1;
                depth <= MAX_NESTING
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                depth < MAX_NESTING
            }
            _ => true,
        };
        if kept {
            prose.events.push(event);
        }
    }
    prose.blocks();
    prose.html
}

struct Prose<'a> {
    cleaner: Cleaner,
    words: Words,
    html: String,
    /// What was read since the last heading began or ended.
    events: Vec<Event<'a>>,
    /// The level of the last heading.
    level: u8,
}

impl Prose<'_> {
    /// What was read, clean.
    fn clean(&mut self) -> String {
        let mut raw = String::new();
        push_html(&mut raw, std::mem::take(&mut self.events).into_iter());
        self.cleaner.clean(&raw)
    }

    fn blocks(&mut self) {
        let clean = self.clean();
        for piece in pieces(&clean, "", self.words) {
            self.html.push_str(&piece.html);
            self.html.push('\n');
        }
    }

    fn heading(&mut self, level: u8) {
        // Its own tag is written anew below: of what was read only the words count.
        if !self.events.is_empty() {
            self.events.remove(0);
        }
        let words = self.clean();
        if !words.trim().is_empty() {
            self.level = level.clamp(HIGHEST, LOWEST).min(self.level + 1);
            let level = self.level;
            self.html.push_str(&format!("<h{level}>{}</h{level}>\n", words.trim()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_stay_and_never_skip_a_level() {
        let html = prose("Først.\n\n# A *b*\n\n#### C\n\n- d\n\n## E\n", "da");
        assert_eq!(
            html,
            "<p>Først.</p>\n<h2>A <em>b</em></h2>\n<h3>C</h3>\n<ul>\n<li>d</li>\n</ul>\n<h2>E</h2>\n"
        );
    }

    #[test]
    fn what_loads_runs_or_looks_is_left_out() {
        for (markdown, html) in [
            ("a <script>alert(1)</script>", "<p>a </p>\n"),
            ("<script>\nalert(1)\n</script>\n\nb", "<p>b</p>\n"),
            ("<p onclick=\"x()\" style=\"color:red\" id=main>c</p>", "<p>c</p>\n"),
            ("[d](javascript:alert) [e](//evil.example)", "<p><a>d</a> <a>e</a></p>\n"),
            ("![f](https://x/y.png)", "<p>f</p>\n"),
            ("# <img src=x onerror=alert(1)>g <script>x</script>", "<h2>g</h2>\n"),
            ("# <script>x</script>", ""),
            ("<h1>h</h1>", "<p>h</p>\n"),
            ("<iframe src=\"https://x\"></iframe><form><input></form>", ""),
        ] {
            assert_eq!(prose(markdown, "da"), html, "{markdown}");
        }
    }

    #[test]
    fn a_table_scrolls_and_a_link_out_is_open_about_it() {
        let html = prose("| A | B |\n|---|--:|\n| [x](https://x.dk) | 1 |\n", "en");
        assert!(html.starts_with(
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\">"
        ));
        assert!(html.contains("<a href=\"https://x.dk\" rel=\"nofollow noopener\">"), "{html}");
        assert!(html.contains("<td class=\"end\">1</td>"), "{html}");
    }

    #[test]
    fn a_text_that_is_an_attack_comes_to_an_end() {
        for part in
            [">", "<div>", "<b>", "*", "[", "&", "- ", "# ", "<a href=x>", "`", "|-", "<table>"]
        {
            let html = prose(&part.repeat(model::STATEMENT_MAX / part.len()), "da");
            assert!(!html.contains("<script"), "{part}");
        }
    }
}
