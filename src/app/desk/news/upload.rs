//! A picture on its way to the server. What a phone's camera makes is more than any page needs: it is
//! made smaller here, which also saves those who read from loading it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap,
};

use super::editor::Editor;
use super::told;
use crate::api;
use crate::citizen::focus;

/// A longer side than this is on no screen of use.
const LONGEST: f64 = 1_600.0;
/// A smaller file is sent as it is.
const SMALL: f64 = 300_000.0;

impl Editor {
    /// Sends the picture that was chosen.
    pub(super) fn chosen(self, input: HtmlInputElement) {
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen once more.
        input.set_value("");
        self.unfit.set(String::new());
        self.sending.set(true);
        let c = self.c.get_value();
        spawn_local(async move {
            let smaller =
                if file.size() > SMALL { smaller(&file).await.ok().flatten() } else { None };
            let answer = api::desk::picture::add(&c, smaller.as_ref().unwrap_or(&file)).await;
            // Whoever has gone on meanwhile wants it no more.
            if self.sending.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(picture) => {
                    self.picture.try_set(Some(picture.id));
                    self.touched();
                    focus("nyt-alt");
                }
                Err(refusal) => {
                    let unfit = refusal.code() == Some(model::Code::Invalid);
                    let why = if unfit {
                        crate::i18n::t("desk.news.picture.unfit").to_owned()
                    } else {
                        told(self.desk, &refusal, false)
                    };
                    self.unfit.try_set(why);
                }
            }
        });
    }
}

/// The picture in fewer dots; `None` when it has few enough.
async fn smaller(file: &File) -> Result<Option<Blob>, JsValue> {
    let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(file)?).await?;
    let bitmap: ImageBitmap = bitmap.unchecked_into();
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (LONGEST / width.max(height)).min(1.0);
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
