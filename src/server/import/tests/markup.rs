//! A second opinion on clean HTML, which shares nothing with what cleaned it.

/// Elements that may stand in a text. Headings only where staff write.
const ELEMENTS: &str = " a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em \
    h2 h3 h4 hr i ins kbd li mark ol p pre q s section small span strong sub sup table tbody td tfoot th thead tr \
    u ul wbr ";
const ATTRIBUTES: &str = " abbr aria-label class colspan dir href id lang rel role rowspan scope span start \
    tabindex title type value ";

/// All that should not be in it: elements, attributes and addresses that nobody allowed.
pub(super) fn faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let Some((name, attributes, after)) = tag(&rest[at + 1..]) else {
            faults.push(format!("no tag: {}", &rest[at..]));
            break;
        };
        if !ELEMENTS.contains(&format!(" {name} ")) {
            faults.push(format!("<{name}>"));
        }
        faults.extend(attributes.iter().filter_map(|(name, value)| fault(name, value)));
        rest = after;
    }
    faults
}

type Attributes<'a> = Vec<(&'a str, &'a str)>;

/// A tag's name, its attributes, and what follows it; `None` when it is not whole.
fn tag(html: &str) -> Option<(&str, Attributes<'_>, &str)> {
    let html = html.strip_prefix('/').unwrap_or(html);
    let end = html.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit())?;
    let (name, mut rest) = html.split_at(end);
    let mut attributes = Vec::new();
    while let Some(attribute) = rest.strip_prefix(' ') {
        let (name, value) = attribute.split_once("=\"")?;
        let (value, after) = value.split_once('"')?;
        attributes.push((name, value));
        rest = after;
    }
    Some((name, attributes, rest.strip_prefix('>')?))
}

fn fault(name: &str, value: &str) -> Option<String> {
    let known = ATTRIBUTES.contains(&format!(" {name} "));
    (!known || (name == "href" && !leads_openly(value))).then(|| format!("{name}=\"{value}\""))
}

/// Whether an address stays on the site or goes out by a scheme that is for reading, however a browser
/// reads it: it throws white space away and takes `\` for `/`.
fn leads_openly(address: &str) -> bool {
    let plain = address.replace("&amp;", "&").to_ascii_lowercase();
    let read: String = plain.chars().filter(|c| !c.is_control() && *c != ' ').collect();
    let read = read.replace('\\', "/");
    match read.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '#', '?']) => {
            ["http", "https", "mailto", "tel"].contains(&scheme)
        }
        _ => !read.starts_with("//"),
    }
}

#[test]
fn the_second_opinion_sees_what_is_wrong() {
    assert_eq!(
        faults("<p id=\"p-1\">a &lt;b> <a href=\"https://a.dk\">c</a></p>"),
        Vec::<String>::new()
    );
    for (html, fault) in [
        ("<script>", "<script>"),
        ("<p onclick=\"x\">", "onclick=\"x\""),
        ("<a href=\"javascript:x\">", "href=\"javascript:x\""),
        ("<a href=\"java\tscript:x\">", "href=\"java\tscript:x\""),
        ("<a href=\"/\\evil\">", "href=\"/\\evil\""),
        ("<p id=x>", "no tag: <p id=x>"),
    ] {
        assert_eq!(faults(html), [fault], "{html}");
    }
}
