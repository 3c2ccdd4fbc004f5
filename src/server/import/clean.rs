//! What HTML may stay: the structure of a text and nothing that loads, runs or looks.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use model::is_slug;

const TAGS: [&str; 45] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "wbr",
];

const ATTRIBUTES: [(&str, &[&str]); 9] = [
    ("a", &["href"]),
    ("abbr", &["title"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("dfn", &["title"]),
    ("li", &["value"]),
    ("ol", &["start", "type"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["abbr", "colspan", "rowspan", "scope"]),
];

/// Where a column's words stand, when it is not at the beginning of the line.
const CLASSES: [&str; 2] = ["center", "end"];

const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The sanitizer. Making one costs more than using it, so there is one for a text.
pub(super) struct Cleaner(Builder<'static>);

impl Cleaner {
    pub(super) fn new() -> Self {
        let mut builder = Builder::empty();
        let classes: HashSet<_> = CLASSES.into_iter().collect();
        builder
            .tags(TAGS.into_iter().collect())
            .clean_content_tags(["script", "style"].into_iter().collect())
            .tag_attributes(
                ATTRIBUTES
                    .into_iter()
                    .map(|(tag, names)| (tag, names.iter().copied().collect()))
                    .collect(),
            )
            .generic_attributes(["lang", "dir"].into_iter().collect())
            .allowed_classes(HashMap::from([("td", classes.clone()), ("th", classes)]))
            .url_schemes(SCHEMES.into_iter().collect())
            .url_relative(UrlRelative::Custom(Box::new(relative)))
            .strip_comments(true)
            .link_rel(None);
        Self(builder)
    }

    /// Well-formed HTML of the allowed elements alone.
    pub(super) fn clean(&self, html: &str) -> String {
        self.0.clean(&aligned(html)).to_string()
    }
}

/// Alignment as a class instead of a style, which the site's content policy forbids. In text `<`
/// is written out, so only tags are met.
fn aligned(html: &str) -> Cow<'_, str> {
    if !html.contains(" style=\"text-align: ") {
        return Cow::Borrowed(html);
    }
    let mut html = html.to_owned();
    for cell in ["th", "td"] {
        for (side, class) in [("right", " class=\"end\""), ("center", " class=\"center\"")] {
            let style = format!("<{cell} style=\"text-align: {side}\"");
            html = html.replace(&style, &format!("<{cell}{class}"));
        }
    }
    Cow::Owned(html)
}

/// Where a link goes from a section's page, which is at `/{consultation}/{key}`; `None` when it
/// goes nowhere: to a file that is not here, or by a scheme that is not for reading.
pub(super) fn address(url: &str) -> Option<String> {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme {
        Some(scheme) if SCHEMES.contains(&scheme.as_str()) => Some(url.to_owned()),
        _ => own(url),
    }
}

fn relative(url: &str) -> Option<Cow<'_, str>> {
    own(url).map(Cow::Owned)
}

/// A link within the site: `#key` to a section, `/path` to any page of it.
fn own(url: &str) -> Option<String> {
    if let Some(key) = url.strip_prefix('#') {
        return is_slug(key).then(|| key.to_owned());
    }
    let path = url.starts_with('/') && !url.starts_with("//") && !url.starts_with("/\\");
    // What was turned into a key once goes through the sanitizer with the rest.
    (path || is_slug(url)).then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_structure_of_a_text_stays() {
        let html = "<p lang=\"de\">H<sub>2</sub>O <del>a</del><ins>b</ins>\
            <abbr title=\"Borgerrepræsentationen\">BR</abbr></p>\
            <table><tbody><tr><td colspan=\"2\">x</td></tr></tbody></table>";
        assert_eq!(Cleaner::new().clean(html), html);
    }

    #[test]
    fn what_loads_runs_or_looks_goes() {
        let clean = |html: &str| Cleaner::new().clean(html);
        assert_eq!(clean("<p style=\"color:red\" class=\"x\" id=\"y\">a</p>"), "<p>a</p>");
        assert_eq!(clean("<iframe src=\"https://x\"></iframe><img src=\"x\">b"), "b");
        assert_eq!(clean("<style>p{}</style><form><input>c</form><!-- d -->"), "c");
        assert_eq!(clean("<h2>t</h2><details><summary>s</summary>u</details>"), "tsu");
        assert_eq!(clean("<svg><a onclick=\"x()\">t</a></svg>"), "");
    }

    #[test]
    fn a_column_keeps_its_side() {
        let html = "<table><tbody><tr><td style=\"text-align: right\">1</td></tr></tbody></table>";
        assert!(Cleaner::new().clean(html).contains("<td class=\"end\">1</td>"));
    }

    #[test]
    fn links_stay_on_the_site_or_go_out_openly() {
        let clean = |url| Cleaner::new().clean(&format!("<a href=\"{url}\">x</a>"));
        assert_eq!(clean("#maal-1"), "<a href=\"maal-1\">x</a>");
        assert_eq!(clean("https://kk.dk/a?b=c"), "<a href=\"https://kk.dk/a?b=c\">x</a>");
        assert_eq!(clean("mailto:a@b.dk"), "<a href=\"mailto:a@b.dk\">x</a>");
        assert_eq!(clean("/regler"), "<a href=\"/regler\">x</a>");
        for url in ["//evil.example", "bilag.pdf", "ftp://x", "javascript:x", "#Mål 1", "../x"] {
            assert_eq!(clean(url), "<a>x</a>", "{url}");
            assert_eq!(address(url), None, "{url}");
        }
        assert_eq!(address("HTTPS://kk.dk").as_deref(), Some("HTTPS://kk.dk"));
    }
}
