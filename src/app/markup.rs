//! HTML without state: what a page says and nobody presses, but for its links.
//!
//! Such parts are most of a page. As typed views each would be code on the phone that knows how to
//! build, move and change it (measured: 200 KB brotli of it); as text they cost what they say. All
//! that goes in is escaped here; [`raw`] alone takes HTML, and only what the server sanitized.

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
pub fn leaf(name: &str, class: &str, content: &str) -> Html {
    tag(name, &[named("class", class)], &[text(content)])
}

/// An attribute, left out when it is empty.
#[must_use]
pub fn named<'a>(name: &'a str, value: &'a str) -> (&'a str, &'a str) {
    if value.is_empty() { ("", "") } else { (name, value) }
}

/// `aria-current`, where it holds.
#[must_use]
pub fn current(holds: bool, what: &str) -> (&str, &str) {
    if holds { ("aria-current", what) } else { ("", "") }
}

/// A link that holds only text.
#[must_use]
pub fn link(href: &str, content: &str) -> Html {
    tag("a", &[("href", href)], &[text(content)])
}

/// A link as a button.
#[must_use]
pub fn button_link(href: &str, strong: bool, content: &str) -> Html {
    let class = if strong { "button button--strong" } else { "button" };
    tag("p", &[("class", "next")], &[tag("a", &[("class", class), ("href", href)], &[text(content)])])
}

/// A text.
#[must_use]
pub fn text(content: &str) -> Html {
    Html(escape(content))
}

/// HTML that the server sanitized.
#[must_use]
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

/// "What: value", each in its own element, so that a page translation keeps them apart.
#[must_use]
pub fn pair(class: &str, what: &str, value: Html) -> Html {
    tag("p", &[named("class", class)], &[leaf("span", "", what), text(" "), value])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_is_escaped() {
        let html = tag("a", &[("href", "\"><script>"), ("", "x")], &[text("<b> & so")]);
        assert_eq!(
            html.into_string(),
            "<a href=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt; &amp; so</a>"
        );
    }
}
