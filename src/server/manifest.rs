//! What a phone must know to take the site among its apps.

use app::Lang;
use serde_json::json;

/// The colour of the browser's own parts around a page: that of the page's head, in light and in
/// darkness, as in `style/tokens.css`.
const HEAD: [(&str, &str); 2] = [("light", "#fff"), ("dark", "#172029")];
/// What a phone shows until the first page is there: the paper of the pages, as in the same file.
const PAPER: &str = "#fcfaf6";

/// What a language's manifest is called.
#[must_use]
pub fn name(lang: Lang) -> String {
    format!("manifest-{}.webmanifest", lang.tag())
}

/// The manifest in a language; `address` knows where an icon is. Both are the same app.
#[must_use]
pub fn manifest(lang: Lang, address: impl Fn(&str) -> String) -> String {
    let (start, mine, posts) = match lang {
        Lang::Da => ("/", "/mine", "Mine indlæg"),
        Lang::En => ("/en", "/en/mine", "My posts"),
    };
    let icon = |name: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": address(name), "sizes": sizes, "type": kind, "purpose": purpose });
    json!({
        "id": "/",
        "name": "Bland dig",
        "short_name": "Bland dig",
        "lang": lang.tag(),
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        // Where a browser can leave Back and the address within reach, it does.
        "display_override": ["minimal-ui"],
        "background_color": PAPER,
        "theme_color": HEAD[0].1,
        "icons": [
            icon("icon-192.png", "192x192", "image/png", "any"),
            icon("icon-512.png", "512x512", "image/png", "any"),
            icon("icon-maskable.png", "512x512", "image/png", "maskable"),
            icon("icon.svg", "any", "image/svg+xml", "any"),
        ],
        "shortcuts": [{ "name": posts, "url": mine }],
    })
    .to_string()
}

/// What a page's head says of it.
#[must_use]
pub fn head(manifest: &str) -> String {
    let mut head = format!("<link rel=manifest href={manifest}>");
    for (scheme, colour) in HEAD {
        head.push_str(&format!(
            "<meta name=theme-color content={colour} media=(prefers-color-scheme:{scheme})>"
        ));
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_pages() {
        let tokens = include_str!("../../style/tokens.css");
        let (light, dark) = tokens.split_once("prefers-color-scheme: dark").unwrap();
        assert!(light.contains(&format!("--paper: {PAPER};")));
        for (style, (_, colour)) in [light, dark].iter().zip(HEAD) {
            assert!(style.contains(&format!("--sheet: {colour};")), "{colour}");
        }
    }
}
