//! What a hearing's pages have of its own beside their words: the city's colour, and its districts.
//!
//! The colour is the custom property of the site's own (style/tokens.css), set again. It stands in the
//! page's words and not in its head: so it goes with them when another page takes their place.

use model::{Colours, Consultation};

use crate::markup::{Html, all, html, none, raw};

/// The style of a hearing in its city's colour; none in the site's own.
#[must_use]
pub fn theme(consultation: &Consultation) -> Option<String> {
    let colours = consultation.accent.as_deref().and_then(Colours::of)?;
    Some(format!(
        ":root{{--blue:{};--blue-wash:var(--shade)}}\
         @media (prefers-color-scheme:dark){{:root{{--blue:{};--on-blue:#0c1a28}}}}",
        colours.light, colours.dark
    ))
}

/// The page with all that goes with it.
pub(crate) fn dressed(page: &Html, consultation: Option<&Consultation>) -> Html {
    let Some(consultation) = consultation else { return page.clone() };
    // The style holds digits and words of ours alone.
    let style =
        theme(consultation).map_or_else(none, |style| raw(&format!("<style>{style}</style>")));
    let names = &consultation.districts;
    let names: Vec<Html> = names.iter().map(|name| html!("<option value='{}'>", *name)).collect();
    let list = if names.is_empty() {
        none()
    } else {
        // The field for a district points here (early.js).
        html!("<datalist id=bydele>{}</datalist>", all(&names))
    };
    all(&[style, page.clone(), list])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::text;
    use crate::samples;

    #[test]
    fn a_hearing_of_no_city_has_nothing_of_its_own() {
        let hearing = samples::consultation();
        assert_eq!(theme(&hearing), None);
        assert_eq!(dressed(&text("x"), Some(&hearing)).into_string(), "x");
        assert_eq!(dressed(&text("x"), None).into_string(), "x");
    }

    #[test]
    fn a_city_has_its_colour_and_its_districts() {
        let hearing = Consultation {
            accent: Some("#ffdd00".to_owned()),
            districts: vec!["Nør'rebro".to_owned()],
            ..*samples::consultation()
        };
        let html = dressed(&text("x"), Some(&hearing)).into_string();
        assert!(html.starts_with("<style>:root{--blue:#"), "{html}");
        assert!(html.contains("{--blue:#ffdd00;"), "{html}");
        let list = "x<datalist id=bydele><option value='Nør&#39;rebro'></datalist>";
        assert!(html.ends_with(list), "{html}");
    }

    #[test]
    fn what_is_no_colour_is_no_style() {
        let accent = Some("#fff}</style>".to_owned());
        assert_eq!(theme(&Consultation { accent, ..*samples::consultation() }), None);
    }
}
