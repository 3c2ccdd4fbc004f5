//! Difficulties over HTTP: PUT says that a section is hard to understand, DELETE takes it back.
//! Twice is the same as once.

use std::net::IpAddr;

use axum::extract::State;
use axum::http::StatusCode;
use model::NewDifficulty;

use crate::Server;
use crate::error::ApiError;
use crate::extract::{ClientAddress, Json, Path};
use crate::secret;

async fn set(
    server: &Server,
    address: IpAddr,
    (slug, key): (String, String),
    new: &NewDifficulty,
    hard: bool,
) -> Result<StatusCode, ApiError> {
    let device = new.check()?;
    let now = server.now();
    server.limits.difficulty(address, now).map_err(ApiError::TooMany)?;
    let device = device_hash(&server.secret, &device, &slug, &key);
    server.store.set_difficulty(&slug, &key, device, hard, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All that is kept of a device. Without the secret it cannot be found out which device it was, nor
/// from the hashes of two sections whether it was the same.
fn device_hash(secret: &[u8; 32], device: &str, slug: &str, key: &str) -> [u8; 32] {
    secret::keyed(secret, &["difficulty", slug, key, device].map(str::as_bytes))
}

/// Says that a section is hard to understand.
#[utoipa::path(put, path = "/api/consultations/{c}/sections/{key}/difficulty", tag = "sections",
    request_body = NewDifficulty,
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn add_to_section(
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    Path(at): Path<(String, String)>,
    Json(new): Json<NewDifficulty>,
) -> Result<StatusCode, ApiError> {
    set(&server, address, at, &new, true).await
}

/// Takes it back.
#[utoipa::path(delete, path = "/api/consultations/{c}/sections/{key}/difficulty", tag = "sections",
    request_body = NewDifficulty,
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn take_from_section(
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    Path(at): Path<(String, String)>,
    Json(new): Json<NewDifficulty>,
) -> Result<StatusCode, ApiError> {
    set(&server, address, at, &new, false).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_cannot_be_followed_from_section_to_section() {
        let hash = |device, key| device_hash(&[7; 32], device, "park", key);
        assert_eq!(hash("device-1", "maal-1"), hash("device-1", "maal-1"));
        assert_ne!(hash("device-1", "maal-1"), hash("device-1", "maal-2"));
        assert_ne!(hash("device-1", "maal-1"), hash("device-2", "maal-1"));
        assert_ne!(hash("device-1", "maal-1"), device_hash(&[8; 32], "device-1", "park", "maal-1"));
    }
}
