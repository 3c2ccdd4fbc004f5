//! Painted pages.

use super::{Answer, get, with_query};
use crate::facts::Screen;
use crate::route::Address;

/// The page at an address, painted.
pub async fn read(address: &Address) -> Answer<Screen> {
    get(&with_query("/api/page", &[("address", Some(&address.href()))])).await
}
