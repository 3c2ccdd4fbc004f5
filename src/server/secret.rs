//! Secrets: this installation's, 32 random bytes in a file that only its owner can read; those that
//! stand in links and cookies; and what is known by the installation's alone.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// A new secret for a link or a cookie: 256 bits of chance, as text that needs no escaping there.
#[must_use]
pub fn new() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// A keyed hash of these parts (HMAC-SHA-256): only who has the installation's secret can make it, or tell
/// what it was made of. The first part says what it is for; each ends with a zero byte.
#[must_use]
pub fn keyed(secret: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    mac(secret, parts).finalize().into_bytes().into()
}

/// Whether a keyed hash was made of these parts; how long that takes does not say how near it comes.
#[must_use]
pub fn is_keyed(secret: &[u8; 32], parts: &[&[u8]], hash: &[u8]) -> bool {
    mac(secret, parts).verify_slice(hash).is_ok()
}

fn mac(secret: &[u8; 32], parts: &[&[u8]]) -> Hmac<Sha256> {
    // A key that is shorter than a block is filled up with zeros (RFC 2104).
    let mut key = [0; 64];
    key[..32].copy_from_slice(secret);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&key.into());
    for part in parts {
        mac.update(part);
        mac.update(&[0]);
    }
    mac
}

/// Reads the secret, and makes it at the first start.
///
/// # Errors
/// When the file cannot be read or made, or is not of 32 bytes.
pub fn read_or_make(file: &Path) -> std::io::Result<[u8; 32]> {
    match std::fs::File::open(file) {
        Ok(mut open) => {
            let mut secret = Vec::new();
            open.read_to_end(&mut secret)?;
            secret.try_into().map_err(|_| {
                let why = format!("{} does not hold 32 bytes; is it another file?", file.display());
                std::io::Error::new(ErrorKind::InvalidData, why)
            })
        }
        Err(error) if error.kind() == ErrorKind::NotFound => make(file),
        Err(error) => Err(error),
    }
}

fn make(file: &Path) -> std::io::Result<[u8; 32]> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let secret: [u8; 32] = rand::random();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(file)?;
    open.write_all(&secret)?;
    open.sync_all()?;
    Ok(secret)
}
