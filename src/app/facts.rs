//! What the app has to know of a page beside what stands in it.

use model::{Moment, Period};
use serde::Serialize;

/// The facts of a page. They travel in it as JSON; everything else the app reads from the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Facts {
    /// The hearing that the page belongs to.
    pub hearing: Option<Hearing>,
    /// The address of what the page's thread hangs on; a comment's page has another one itself.
    pub place: Option<String>,
    /// The release of the site that made the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
}

/// As much of a consultation as posting takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
// In the document of the API that name is the desk's.
#[cfg_attr(feature = "ssr", schema(as = FactsOfHearing))]
pub struct Hearing {
    /// When it opens.
    pub opens: Moment,
    /// When it closes.
    pub closes: Moment,
    /// The version of the text that is shown.
    pub version: i64,
    /// The language of the text, when the page speaks another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Whether moderators let nobody post on this page for now.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
}

impl Hearing {
    /// From when to when one can post.
    #[must_use]
    pub fn period(&self) -> Period {
        Period { opens: self.opens, closes: self.closes }
    }
}

/// A page on its way to the app: what `GET /api/page` answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Screen {
    /// The language of the page, as in BCP 47.
    pub lang: String,
    /// What it is called.
    pub title: String,
    /// All that stands in it.
    pub html: String,
    /// What the app has to know.
    pub facts: Facts,
}
