//! Short addresses as they are met on paper: `/k/CODE` leads on, `/k/CODE.svg` is its QR code.

use app::{Address, Lang, Route};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use model::{Code, short_code};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use crate::Server;
use crate::error::ApiError;
use crate::store::StoreError;

/// What a short address begins with.
const BEGINS: &str = "/k/";
/// What the address of a QR code ends with.
const PICTURE: &str = ".svg";
/// How wide a QR code is at least where nobody says how wide, in CSS pixels.
const WIDTH: u32 = 320;

/// A short address that was asked for.
pub struct Asked {
    code: String,
    picture: bool,
}

impl Asked {
    /// Reads a path; `None` when it is no short address.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let rest = path.strip_prefix(BEGINS)?;
        let (typed, picture) =
            rest.strip_suffix(PICTURE).map_or((rest, false), |typed| (typed, true));
        Some(Self { code: short_code(typed)?, picture })
    }
}

/// Where it leads, or its picture.
///
/// # Errors
/// [`StoreError::Missing`] when it leads nowhere, or to what the public has not.
pub async fn show(
    server: &Server,
    asked: &Asked,
    public_url: &str,
) -> Result<Response, StoreError> {
    let (c, key) = server.store.short_address(&asked.code).await?;
    if asked.picture {
        return Ok(picture(&format!("{public_url}{BEGINS}{}", asked.code)));
    }
    let route = match key {
        Some(key) => Route::Section { c, key },
        None => Route::Front { c },
    };
    // Not for ever: what a paper says must not stay in a browser that was wrong once.
    Ok(Redirect::temporary(&Address::new(Lang::Da, route).href()).into_response())
}

/// A QR code with room around it, black on white whatever it lies on. A quarter of it can be dirty or
/// torn: it hangs in stairwells.
fn picture(address: &str) -> Response {
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::Q) else {
        return ApiError::Refused(Code::Internal).into_response();
    };
    let drawn = code
        .render::<svg::Color<'_>>()
        .min_dimensions(WIDTH, WIDTH)
        .dark_color(svg::Color("#000"))
        .light_color(svg::Color("#fff"))
        .build();
    ([(header::CONTENT_TYPE, "image/svg+xml")], drawn).into_response()
}
