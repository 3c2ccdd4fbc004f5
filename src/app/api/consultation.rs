//! Consultations, as the desk names them.

#[cfg(any(feature = "csr", test))]
use model::Page;
use model::{OutlineLink, Rule};

#[cfg(any(feature = "csr", test))]
use super::{Answer, get};

/// A hearing by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name in addresses.
    pub slug: String,
    /// What it is called.
    pub title: String,
}

/// What a hearing holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// What it is called.
    pub title: String,
    /// Its sections, in the order of the text.
    pub outline: Vec<OutlineLink>,
    /// The rules that stand in it.
    pub rules: Vec<Rule>,
}

/// Every published consultation.
#[cfg(any(feature = "csr", test))]
pub async fn list() -> Answer<Page<Named>> {
    get("/api/consultations").await
}

/// What one of them holds.
#[cfg(any(feature = "csr", test))]
pub async fn read(c: &str) -> Answer<Contents> {
    get(&format!("/api/consultations/{c}")).await
}
