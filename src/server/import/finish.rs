//! The last hand on clean HTML: ids on the blocks, footnote links, tables that scroll, and the
//! plain text beside it.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::ids::Ids;
use super::source::{NOTE_CLOSE, NOTE_OPEN};

/// The few words that are not the text's own, in the text's language.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) table: &'static str,
    pub(super) note: &'static str,
    pub(super) back: &'static str,
}

impl Words {
    /// In the language of the text; Danish when it names none, English for one not known here.
    pub(super) fn of(lang: Option<&str>) -> Self {
        match lang.unwrap_or("da").split('-').next() {
            Some("da") => Self { table: "Tabel", note: "Note", back: "Tilbage til teksten" },
            Some("de") => Self { table: "Tabelle", note: "Fußnote", back: "Zurück zum Text" },
            _ => Self { table: "Table", note: "Note", back: "Back to the text" },
        }
    }
}

/// A top-level block.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// Begins with a tag.
    pub(super) html: String,
    /// Its words: one line for each block in it.
    pub(super) text: String,
    /// The references to footnotes that stand in it, each as "number-time".
    pub(super) notes: Vec<String>,
}

impl Piece {
    /// The HTML with the id in its first tag.
    pub(super) fn with_id(&self, ids: &mut Ids) -> String {
        let name = 1 + self.html[1..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0);
        format!("{} id=\"{}\"{}", &self.html[..name], ids.next(&self.text), &self.html[name..])
    }
}

/// Cuts clean HTML into its top-level blocks. Words that stand in none get a paragraph of their
/// own; paragraphs without words go.
pub(super) fn pieces(html: &str, prefix: &str, words: Words) -> Vec<Piece> {
    let mut dresser = Dresser::new(prefix, words);
    for token in Tokens(html) {
        dresser.token(token);
    }
    dresser.end_loose();
    dresser.done
}

#[derive(Clone, Copy)]
enum Token<'a> {
    Text(&'a str),
    /// Name, whole tag, and what follows it.
    Open(&'a str, &'a str, &'a str),
    Close(&'a str),
}

/// The tokens of what the sanitizer wrote: well-formed, `<` and `>` only as tags.
struct Tokens<'a>(&'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let html = self.0;
        if !html.starts_with('<') {
            let end = html.find('<').unwrap_or(html.len());
            self.0 = &html[end..];
            return (end > 0).then(|| Token::Text(&html[..end]));
        }
        let end = html.find('>').map_or(html.len(), |at| at + 1);
        let (tag, rest) = html.split_at(end);
        self.0 = rest;
        let inside = tag.trim_start_matches('<').trim_end_matches('>');
        Some(match inside.strip_prefix('/') {
            Some(name) => Token::Close(name),
            None => Token::Open(inside.split(' ').next().unwrap_or(inside), tag, rest),
        })
    }
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "col" | "hr" | "wbr")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "blockquote"
            | "caption"
            | "colgroup"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "hr"
            | "li"
            | "ol"
            | "p"
            | "pre"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

struct Dresser<'a> {
    prefix: &'a str,
    words: Words,
    done: Vec<Piece>,
    piece: Piece,
    /// Open elements of the piece.
    depth: usize,
    /// Whether the piece is words that stand in no block, and whether a block stands in it.
    loose: bool,
    holds_block: bool,
    /// Whether the piece holds something to see beside words.
    solid: bool,
    in_link: bool,
    /// Footnote references that wait for the end of a link, for a link cannot stand in another.
    held: String,
    in_head: bool,
    row_has_cells: bool,
}

impl<'a> Dresser<'a> {
    fn new(prefix: &'a str, words: Words) -> Self {
        Self {
            prefix,
            words,
            done: Vec::new(),
            piece: Piece::default(),
            depth: 0,
            loose: false,
            holds_block: false,
            solid: false,
            in_link: false,
            held: String::new(),
            in_head: false,
            row_has_cells: false,
        }
    }

    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Text(text) => {
                if self.depth == 0 && !self.loose {
                    if text.trim().is_empty() {
                        return;
                    }
                    self.loose = true;
                }
                self.text(text);
            }
            Token::Open(name, tag, rest) => {
                if self.depth == 0 && is_block(name) {
                    self.end_loose();
                } else if self.depth == 0 {
                    self.loose = true;
                }
                self.open(name, tag, rest);
                if !is_void(name) {
                    self.depth += 1;
                } else if self.depth == 0 && !self.loose {
                    self.end();
                }
            }
            Token::Close(name) => {
                self.close(name);
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 && !self.loose {
                    self.end();
                }
            }
        }
    }

    fn open(&mut self, name: &str, tag: &str, rest: &str) {
        if is_block(name) {
            self.holds_block = true;
            self.line();
        }
        match name {
            "table" => {
                self.solid = true;
                let label = self.words.table;
                let _ = write!(
                    self.piece.html,
                    "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\">"
                );
            }
            "thead" => self.in_head = true,
            "tr" => {
                let row = &rest[..rest.find("</tr>").unwrap_or(rest.len())];
                self.row_has_cells = row.contains("<td");
            }
            "hr" => self.solid = true,
            "br" => self.line(),
            "a" => self.in_link = true,
            _ => {}
        }
        let html = &mut self.piece.html;
        html.push_str(tag.trim_end_matches('>'));
        if name == "th" && !tag.contains(" scope=") {
            let rows = self.row_has_cells && !self.in_head;
            html.push_str(if rows { " scope=\"row\"" } else { " scope=\"col\"" });
        }
        if name == "a" && tag.contains(" href=\"http") {
            html.push_str(" rel=\"nofollow noopener\"");
        }
        html.push('>');
    }

    fn close(&mut self, name: &str) {
        let _ = write!(self.piece.html, "</{name}>");
        match name {
            "table" => self.piece.html.push_str("</div>"),
            "thead" => self.in_head = false,
            "a" => {
                self.in_link = false;
                let held = std::mem::take(&mut self.held);
                self.piece.html.push_str(&held);
            }
            _ => {}
        }
        if is_block(name) {
            self.line();
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(NOTE_OPEN) {
            let (note, after) = after.split_once(NOTE_CLOSE).unwrap_or((after, ""));
            self.plain(before);
            self.note(note);
            rest = after;
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        self.piece.html.push_str(text);
        for c in decoded(text).chars() {
            let words = &mut self.piece.text;
            if !c.is_whitespace() {
                words.push(c);
            } else if !words.is_empty() && !words.ends_with([' ', '\n']) {
                words.push(' ');
            }
        }
    }

    fn note(&mut self, note: &str) {
        self.solid = true;
        self.piece.notes.push(note.to_owned());
        let Self { prefix, words, .. } = self;
        let (number, time) = note.split_once('-').unwrap_or((note, "1"));
        let again = if time == "1" { String::new() } else { format!("-{time}") };
        let link = format!(
            "<sup class=\"footnote\"><a href=\"#{prefix}{number}\" id=\"{prefix}ref-{number}{again}\" \
            aria-label=\"{} {number}\">{number}</a></sup>",
            words.note
        );
        if self.in_link { self.held.push_str(&link) } else { self.piece.html.push_str(&link) }
    }

    /// The next words stand on a line of their own.
    fn line(&mut self) {
        let text = &mut self.piece.text;
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            text.push('\n');
        }
    }

    /// Ends the words that stand in no block, by giving them one.
    fn end_loose(&mut self) {
        if self.loose {
            let block = if self.holds_block { "div" } else { "p" };
            self.piece.html = format!("<{block}>{}</{block}>", self.piece.html.trim());
            self.end();
        }
    }

    fn end(&mut self) {
        let mut piece = std::mem::take(&mut self.piece);
        piece.text.truncate(piece.text.trim_end().len());
        if self.solid || !piece.text.is_empty() {
            self.done.push(piece);
        }
        (self.loose, self.holds_block, self.solid) = (false, false, false);
    }
}

/// Text as it is read. The sanitizer writes these five references and no others.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let text = text.replace("&nbsp;", "\u{A0}").replace("&lt;", "<").replace("&gt;", ">");
    Cow::Owned(text.replace("&quot;", "\"").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(clean: &str) -> Vec<String> {
        pieces(clean, "fn-", Words::of(None)).into_iter().map(|piece| piece.html).collect()
    }

    #[test]
    fn words_in_no_block_get_a_paragraph() {
        assert_eq!(
            html("a <em>b</em><p>c</p>\n<hr>d<p> </p>"),
            ["<p>a <em>b</em></p>", "<p>c</p>", "<hr>", "<p>d</p>"]
        );
        assert_eq!(html("<ins>a<p>b</p></ins>"), ["<div><ins>a<p>b</p></ins></div>"]);
    }

    #[test]
    fn a_footnote_is_a_link_and_no_word() {
        let note = format!("{NOTE_OPEN}2-1{NOTE_CLOSE}");
        let again = format!("{NOTE_OPEN}2-2{NOTE_CLOSE}");
        let found = pieces(&format!("<p>a{note} <a>b{again}</a>c</p>"), "fn-", Words::of(None));
        assert_eq!(found[0].text, "a bc");
        assert_eq!(
            found[0].html,
            "<p>a<sup class=\"footnote\"><a href=\"#fn-2\" id=\"fn-ref-2\" aria-label=\"Note 2\">2</a>\
             </sup> <a>b</a><sup class=\"footnote\"><a href=\"#fn-2\" id=\"fn-ref-2-2\" \
             aria-label=\"Note 2\">2</a></sup>c</p>"
        );
    }

    #[test]
    fn a_table_scrolls_and_says_what_its_heads_are_for() {
        let found = html(
            "<table><thead><tr><th>A</th></tr></thead><tbody><tr><th>B</th><td>1</td></tr>\
             <tr><th>C</th></tr></tbody></table>",
        );
        assert_eq!(
            found,
            [
                "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Tabel\"><table><thead><tr>\
              <th scope=\"col\">A</th></tr></thead><tbody><tr><th scope=\"row\">B</th><td>1</td></tr>\
              <tr><th scope=\"col\">C</th></tr></tbody></table></div>"
            ]
        );
    }

    #[test]
    fn the_text_has_a_line_for_each_block() {
        let list = "<ul><li>a\n b &lt;c&gt; &amp;lt;&nbsp;d</li><li><p>e</p></li></ul>";
        let found = pieces(list, "fn-", Words::of(None));
        assert_eq!(found[0].text, "a b <c> &lt; d\ne");
    }

    #[test]
    fn links_out_are_no_recommendation() {
        assert_eq!(
            html("<p><a href=\"https://x.dk\">a</a><a href=\"b\">c</a></p>"),
            ["<p><a href=\"https://x.dk\" rel=\"nofollow noopener\">a</a><a href=\"b\">c</a></p>"]
        );
    }
}
