//! What holds of every header that names somebody, tried on made-up ones.

use axum::http::HeaderValue;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::made_up::config;

use super::*;

/// Bytes that a header may hold, and some that look like ours.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let ours = "[;= ]{0,2}(__Host-blanddig|bearer|Bearer|[a-z]{1,3})?[;= ]{0,2}";
    prop_oneof![
        vec(any::<u8>(), 0..40),
        vec(ours, 0..6).prop_map(|parts| parts.concat().into_bytes())
    ]
}

fn with(name: header::HeaderName, values: Vec<Vec<u8>>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for value in values.iter().filter_map(|value| HeaderValue::from_bytes(value).ok()) {
        headers.append(&name, value);
    }
    headers
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn whatever_a_header_holds_it_names_a_token_or_nobody(values in vec(bytes(), 0..4)) {
        if let Some(secret) = desk_cookie(&with(header::COOKIE, values.clone())) {
            prop_assert!(!secret.is_empty() && !secret.contains(';'));
        }
        if let Some(token) = bearer(&with(header::AUTHORIZATION, values)) {
            prop_assert!(!token.is_empty() && token.trim() == token);
        }
    }

    #[test]
    fn a_secret_is_found_among_any_other_cookies(
        before in vec("[a-z]{1,9}=[!#-+.-:<-~]{0,20}", 0..4), after in vec("[a-z]{1,9}=[a-z=]{0,20}", 0..4),
    ) {
        let secret = crate::secret::new();
        let ours = format!("{DESK_COOKIE}={secret}");
        let all = [before, vec![ours], after].concat().join("; ");
        let headers = with(header::COOKIE, vec![all.into_bytes()]);
        prop_assert_eq!(desk_cookie(&headers), Some(&*secret));
    }

    #[test]
    fn a_token_is_read_as_it_was_given(token in "[!-~]{1,60}", scheme in "[bB][eE][aA][rR][eE][rR]") {
        let headers = with(header::AUTHORIZATION, vec![format!("{scheme} {token}").into_bytes()]);
        prop_assert_eq!(bearer(&headers), Some(&*token));
        for other in [format!("Basic {token}"), token.clone(), format!("{scheme}{token}")] {
            let headers = with(header::AUTHORIZATION, vec![other.into_bytes()]);
            prop_assert_eq!(bearer(&headers), None);
        }
    }
}
