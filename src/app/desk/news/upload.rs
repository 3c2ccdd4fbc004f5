//! The picture of a piece of news, from the file to the server.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlInputElement;

use super::editor::Editor;
use super::told;
use crate::citizen::focus;
use crate::desk::picture;

impl Editor {
    /// Sends the picture that was chosen.
    pub(super) fn chosen(self, input: &HtmlInputElement) {
        let Some(file) = picture::chosen(input) else { return };
        self.unfit.set(String::new());
        self.sending.set(true);
        let c = self.c.get_value();
        spawn_local(async move {
            let answer = picture::send(&c, &file, picture::BESIDE_WORDS).await;
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
                    let told = || told(self.desk, &refusal, false);
                    let why = picture::unfit(&refusal).map_or_else(told, str::to_owned);
                    self.unfit.try_set(why);
                }
            }
        });
    }
}
