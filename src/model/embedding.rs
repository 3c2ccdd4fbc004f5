//! Hearings on other sites: which may show one, in a frame.

use serde::{Deserialize, Serialize};

/// Most sites that may show a hearing.
pub const SITES_MAX: usize = 20;
/// Most characters of such a site: a name in the DNS has 253 at most.
pub const SITE_MAX: usize = 280;

/// What is sent to say which sites may show a hearing. All of them are said at once: what is left out is
/// taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSites {
    /// The sites, at most 20, as origins (`https://blanddigibyen.dk`) or as the address of any page there.
    #[serde(default)]
    pub sites: Vec<String>,
    /// The [turns](crate::Hearing::turns) that one saw.
    #[serde(default)]
    pub turns: Option<i64>,
}
