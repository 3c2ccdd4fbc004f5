//! Devices on which somebody has signed in at the desk before. A stranger who guesses at an account shuts
//! strangers out, and not its owner at their own computer (OWASP, "Slow Down Online Guessing Attacks with
//! Device Cookies").

use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::DAY;

use crate::auth::cookie;
use crate::secret;

/// The cookie by which a device is known. It opens nothing.
pub const COOKIE: &str = "__Host-blanddig-device";
/// How long a device is known after somebody last signed in on it.
pub const KEPT: i64 = 180 * DAY;

/// A device's number, by chance.
pub type Device = [u8; 16];

/// The device, if its cookie says that this account was signed in to on it.
#[must_use]
pub fn known(secret: &[u8; 32], email: &str, headers: &HeaderMap) -> Option<Device> {
    let bytes = URL_SAFE_NO_PAD.decode(cookie(headers, COOKIE)?).ok()?;
    let (device, hash) = bytes.split_first_chunk::<16>()?;
    secret::is_keyed(secret, &[b"device", device, email.as_bytes()], hash).then_some(*device)
}

/// What the cookie of a device says from now on.
#[must_use]
pub fn told(secret: &[u8; 32], email: &str, device: Device) -> String {
    let hash = secret::keyed(secret, &[b"device", &device, email.as_bytes()]);
    URL_SAFE_NO_PAD.encode([&device[..], &hash].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    #[test]
    fn only_our_own_cookie_for_the_very_account_makes_a_device_known() {
        let secret = [1; 32];
        let device = [7; 16];
        let told = told(&secret, "lene@example.dk", device);
        let known = |secret: &[u8; 32], email, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, format!("a=1; {COOKIE}={value}").parse().unwrap());
            known(secret, email, &headers)
        };
        assert_eq!(known(&secret, "lene@example.dk", &told), Some(device));
        assert_eq!(known(&secret, "ali@example.dk", &told), None);
        assert_eq!(known(&[2; 32], "lene@example.dk", &told), None);
        for wrong in ["", "x", "!", &told[..22], &told[..told.len() - 2], &format!("{told}AAAA")] {
            assert_eq!(known(&secret, "lene@example.dk", wrong), None, "{wrong}");
        }
    }
}
