//! HTML without state: what a page says and nobody presses, but for its links.
//!
//! Such parts are most of a page. As typed views each would be code on the phone that knows how to
//! build, move and change it; as text they cost what they say. All that goes in is escaped here;
//! [`raw`] alone takes HTML, and only what the server sanitized.

use crate::i18n::t_key;
use crate::text::escape;

/// A piece of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Its text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// What fills a hole of a template.
pub enum Fill<'a> {
    /// A text, which is escaped.
    Text(&'a str),
    /// HTML, which stays as it is.
    Html(&'a Html),
}

impl<'a> From<&'a Html> for Fill<'a> {
    fn from(html: &'a Html) -> Self {
        Self::Html(html)
    }
}

impl<'a> From<&'a String> for Fill<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a &'a str> for Fill<'a> {
    fn from(text: &'a &'a str) -> Self {
        Self::Text(text)
    }
}

/// HTML from a template: `{}` is a hole, filled with a text or with other HTML in the order of the
/// arguments; `[[key]]` is a text of the interface. Attributes that hold either are quoted.
macro_rules! html {
    ($template:literal $(, $fill:expr)* $(,)?) => {{
        const FILLS: &[&str] = &[$(stringify!($fill)),*];
        const { assert!($crate::markup::holes($template) == FILLS.len()) };
        $crate::markup::fill($template, &[$($crate::markup::Fill::from(&$fill)),*])
    }};
}
pub(crate) use html;

/// How many holes a template has.
#[must_use]
pub const fn holes(template: &str) -> usize {
    let bytes = template.as_bytes();
    let (mut at, mut holes) = (0, 0);
    while at + 1 < bytes.len() {
        if bytes[at] == b'{' && bytes[at + 1] == b'}' {
            holes += 1;
        }
        at += 1;
    }
    holes
}

/// Fills a template: see [`html!`].
#[must_use]
pub fn fill(template: &str, fills: &[Fill]) -> Html {
    let mut out = String::new();
    let mut fills = fills.iter();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '[']) {
        out.push_str(&rest[..at]);
        let here = &rest[at..];
        if let Some(tail) = here.strip_prefix("{}") {
            match fills.next() {
                Some(Fill::Text(text)) => out.push_str(&escape(text)),
                Some(Fill::Html(html)) => out.push_str(&html.0),
                None => {}
            }
            rest = tail;
        } else if let Some((key, tail)) =
            here.strip_prefix("[[").and_then(|tail| tail.split_once("]]"))
        {
            out.push_str(&escape(t_key(key)));
            rest = tail;
        } else {
            out.push_str(&here[..1]);
            rest = &here[1..];
        }
    }
    out.push_str(rest);
    Html(out)
}

/// An element. An attribute without a name is left out.
#[must_use]
pub fn tag(name: &str, attributes: &[(&str, &str)], children: &[Html]) -> Html {
    let mut html = format!("<{name}");
    for (attribute, value) in attributes {
        if !attribute.is_empty() {
            html.push(' ');
            html.push_str(attribute);
            html.push_str("=\"");
            html.push_str(&escape(value));
            html.push('"');
        }
    }
    html.push('>');
    for child in children {
        html.push_str(&child.0);
    }
    if name != "input" {
        html.push_str("</");
        html.push_str(name);
        html.push('>');
    }
    Html(html)
}

/// An element of a class that holds only text; no class when it is empty.
#[must_use]
#[cfg(any(feature = "csr", test))]
pub fn leaf(name: &str, class: &str, content: &str) -> Html {
    tag(name, &[named("class", class)], &[text(content)])
}

/// An attribute, left out when it is empty.
#[must_use]
#[cfg(any(feature = "csr", test))]
pub fn named<'a>(name: &'a str, value: &'a str) -> (&'a str, &'a str) {
    if value.is_empty() { ("", "") } else { (name, value) }
}

/// `aria-current`, where it holds; for a tag of a template.
#[must_use]
#[cfg(feature = "ssr")]
pub fn current(holds: bool, what: &str) -> Html {
    if holds { html!(" aria-current={}", what) } else { none() }
}

/// A link as a button.
#[must_use]
pub fn button_link(href: &str, strong: bool, content: &str) -> Html {
    let class = if strong { "button button--strong" } else { "button" };
    tag(
        "p",
        &[("class", "next")],
        &[tag("a", &[("class", class), ("href", href)], &[text(content)])],
    )
}

/// A text.
#[must_use]
pub fn text(content: &str) -> Html {
    Html(escape(content))
}

/// HTML that the server sanitized.
#[must_use]
#[cfg(feature = "ssr")]
pub fn raw(html: &str) -> Html {
    Html(html.to_owned())
}

/// Nothing.
#[must_use]
pub fn none() -> Html {
    Html::default()
}

/// Pieces one after the other.
#[must_use]
pub fn all(pieces: &[Html]) -> Html {
    Html(pieces.iter().map(|piece| piece.0.as_str()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_and_what_goes_in_is_escaped() {
        let inner = html!("<i>{}</i>", "<b>");
        let html = html!("<p title='{}'>{} [x] {[[close]]}</p>", "it's", inner);
        assert_eq!(html.into_string(), "<p title='it&#39;s'><i>&lt;b&gt;</i> [x] {Luk}</p>");
    }

    #[test]
    fn what_goes_in_is_escaped() {
        let html = tag("a", &[("href", "\"><script>"), ("", "x")], &[text("<b> & so")]);
        assert_eq!(
            html.into_string(),
            "<a href=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt; &amp; so</a>"
        );
    }
}
