//! What staff place on another site: the code for it.

use crate::i18n::t;
use crate::markup::html;

/// What is placed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum What {
    /// The conversation about a section, or the general one.
    #[default]
    Thread,
    /// A card of a section, or of the hearing.
    Card,
    /// How many comments there are, beside a link.
    Count,
}

impl What {
    pub(super) const ALL: [Self; 3] = [Self::Thread, Self::Card, Self::Count];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Thread => "thread",
            Self::Card => "card",
            Self::Count => "count",
        }
    }
}

/// In which language it speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Language {
    /// That of the page around; without a script it is Danish.
    #[default]
    Page,
    Danish,
    English,
}

impl Language {
    pub(super) const ALL: [Self; 3] = [Self::Page, Self::Danish, Self::English];

    /// Its code; empty where the page around decides.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Page => "",
            Self::Danish => "da",
            Self::English => "en",
        }
    }
}

/// What was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// The site's own address, without a slash at its end.
    pub(super) site: String,
    /// The hearing.
    pub(super) slug: String,
    /// The key of a section; empty for the whole hearing.
    pub(super) section: String,
    pub(super) what: What,
    pub(super) language: Language,
    /// `light` or `dark`; empty for what the reader's device or the page around says.
    pub(super) theme: String,
}

impl Choice {
    fn is_english(&self) -> bool {
        self.language == Language::English
    }

    /// The path of the page that it belongs to.
    pub(super) fn page(&self) -> String {
        let language = if self.is_english() { "/en" } else { "" };
        let section = self.section();
        format!("{language}/{}{section}", self.slug)
    }

    fn section(&self) -> String {
        if self.section.is_empty() { String::new() } else { format!("/{}", self.section) }
    }

    /// The path of the frame.
    pub(super) fn frame(&self) -> String {
        let language = if self.is_english() { "/en" } else { "" };
        let card = (self.what == What::Card).then_some("som=kort");
        let shade = match self.theme.as_str() {
            "light" => Some("udseende=lys"),
            "dark" => Some("udseende=moerk"),
            _ => None,
        };
        let query: Vec<&str> = [card, shade].into_iter().flatten().collect();
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        format!("{language}/embed/{}{}{query}", self.slug, self.section())
    }

    /// The code with a script, which keeps the frame as high as what stands in it.
    pub(super) fn script(&self) -> String {
        let site = &self.site;
        if self.what == What::Count {
            let place = format!("{}{}", self.slug, self.section());
            let link = html!(
                "<a href=\"{}{}\">{} (<span data-bland-dig=\"{}\"></span>)</a>",
                *site,
                self.page(),
                self.comments(),
                place
            );
            return format!(
                "<script async src=\"{site}/counts.js\"></script>\n{}",
                link.into_string()
            );
        }
        let named = |name: &str, value: &str| match value {
            "" => String::new(),
            value => format!(" {name}=\"{value}\""),
        };
        let view = match (self.what, self.section.is_empty()) {
            (What::Card, false) => "card",
            (What::Thread, true) => "thread",
            _ => "",
        };
        let height = if self.what == What::Card { 360 } else { 600 };
        format!(
            "<script async src=\"{site}/embed.js\"></script>\n<bland-dig consultation=\"{}\"{}{}{}{} \
             style=\"display:block;min-height:{height}px\"><a href=\"{site}{}\">{}</a></bland-dig>",
            self.slug,
            named("section", &self.section),
            named("view", view),
            named("lang", self.language.code()),
            named("theme", &self.theme),
            self.page(),
            self.join()
        )
    }

    /// The code without a script, for sites that take none; nothing where it needs one.
    pub(super) fn plain(&self) -> Option<String> {
        let height = match self.what {
            What::Thread => 900,
            What::Card => 480,
            What::Count => return None,
        };
        Some(format!(
            "<iframe src=\"{}{}\" title=\"{}\" width=\"100%\" height=\"{height}\" loading=\"lazy\" \
             allow=\"clipboard-write; web-share\" style=\"border:0\"></iframe>",
            self.site,
            self.frame().replace('&', "&amp;"),
            self.join()
        ))
    }

    fn join(&self) -> &'static str {
        if self.is_english() { t("desk.embed.join.en") } else { t("desk.embed.join.da") }
    }

    fn comments(&self) -> &'static str {
        if self.is_english() { t("desk.embed.comments.en") } else { t("desk.embed.comments.da") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(what: What, section: &str) -> Choice {
        Choice {
            site: "https://hoering.dk".to_owned(),
            slug: "park".to_owned(),
            section: section.to_owned(),
            what,
            ..Choice::default()
        }
    }

    #[test]
    fn the_code_names_what_was_chosen_and_no_more() {
        let thread = choice(What::Thread, "indsats-1").script();
        assert!(thread.contains("<script async src=\"https://hoering.dk/embed.js\"></script>"));
        assert!(thread.contains("<bland-dig consultation=\"park\" section=\"indsats-1\" style="));
        assert!(thread.contains("<a href=\"https://hoering.dk/park/indsats-1\">"), "{thread}");
        assert!(choice(What::Thread, "").script().contains("\"park\" view=\"thread\" style"));
        assert!(choice(What::Card, "").script().contains("consultation=\"park\" style"));
        assert!(choice(What::Card, "x").script().contains("section=\"x\" view=\"card\""));
        let danish = Choice { language: Language::Danish, ..choice(What::Thread, "x") };
        assert!(
            danish.script().contains(" section=\"x\" lang=\"da\" style"),
            "{}",
            danish.script()
        );
        let dark = Choice {
            language: Language::English,
            theme: "dark".to_owned(),
            ..choice(What::Card, "")
        };
        assert!(dark.script().contains(" lang=\"en\" theme=\"dark\" style"), "{}", dark.script());
        assert_eq!(dark.frame(), "/en/embed/park?som=kort&udseende=moerk");
        assert!(dark.plain().unwrap().contains("?som=kort&amp;udseende=moerk\""));
    }

    #[test]
    fn a_count_stands_beside_a_link_and_needs_its_script() {
        let count = choice(What::Count, "indsats-1");
        assert!(
            count.script().contains("/counts.js\"></script>\n<a href=\"https://hoering.dk/park/")
        );
        assert!(count.script().contains("<span data-bland-dig=\"park/indsats-1\"></span>"));
        assert_eq!(count.plain(), None);
    }
}
