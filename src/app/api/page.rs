//! Painted pages.

use gloo_net::http::Method;

use super::{Answer, call, get, with_query};
use crate::facts::Screen;
use crate::route::Address;

/// The texts of a language, at the address that its pages name.
pub async fn texts(path: &str) -> Answer<String> {
    call(Method::GET, path, None).await
}

/// The page at an address, painted.
pub async fn read(address: &Address) -> Answer<Screen> {
    get(&with_query("/api/page", &[("address", Some(&address.href()))])).await
}
