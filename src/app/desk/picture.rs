//! A picture on its way to the server. What a phone's camera makes is more than any page needs: it is
//! made smaller here, which also saves those who read from loading it.

use leptos::prelude::*;
use model::{Code, Picture};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap,
};

use crate::api::{self, Answer, Refusal};
use crate::i18n::t;

/// How large a picture need be for what it is chosen for.
#[derive(Clone, Copy)]
pub struct Need {
    /// Dots of its longer side.
    longest: f64,
    /// A file of fewer bytes is sent as it is.
    small: f64,
}

/// Beside words: a longer side is on no screen of use.
pub const BESIDE_WORDS: Need = Need { longest: 1_600.0, small: 300_000.0 };
/// As a logo: more than four dots to a pixel of its width. It comes with every first visit.
pub const LOGO: Need = Need { longest: 480.0, small: 15_000.0 };

/// The file that somebody has chosen.
pub fn chosen(input: &HtmlInputElement) -> Option<File> {
    let file = input.files().and_then(|files| files.get(0));
    // The same file can be chosen once more.
    input.set_value("");
    file
}

/// Sends a picture for a hearing.
pub async fn send(c: &str, file: &File, need: Need) -> Answer<Picture> {
    let smaller =
        if file.size() > need.small { smaller(file, need).await.ok().flatten() } else { None };
    api::desk::picture::add(c, smaller.as_ref().unwrap_or(file)).await
}

/// That a picture cannot be taken, when that is why it was refused.
pub fn unfit(refusal: &Refusal) -> Option<&'static str> {
    match refusal.code() {
        Some(Code::Invalid | Code::TooLarge | Code::UnsupportedMediaType) => {
            Some(t("desk.news.picture.unfit"))
        }
        _ => None,
    }
}

/// The picture in fewer dots; `None` when it has few enough.
async fn smaller(file: &File, need: Need) -> Result<Option<Blob>, JsValue> {
    let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(file)?).await?;
    let bitmap: ImageBitmap = bitmap.unchecked_into();
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (need.longest / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).round(), (height * scale).round());
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let Some(context) = canvas.get_context("2d")? else { return Ok(None) };
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)?;
    // Of the other two a part may be seen through, which JPEG cannot.
    let kind = if file.type_() == "image/jpeg" { "image/jpeg" } else { "image/webp" };
    let made = js_sys::Promise::new(&mut |done, _| {
        let quality = JsValue::from_f64(0.85);
        let _ = canvas.to_blob_with_type_and_encoder_options(&done, kind, &quality);
    });
    let blob = JsFuture::from(made).await?.dyn_into::<Blob>()?;
    Ok(Some(blob).filter(|blob| blob.size() < file.size()))
}
