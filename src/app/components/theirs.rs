use crate::citizen::App;
use crate::markup::{Html, html, none};

/// `lang`, for what the city and people wrote, on a page that speaks another language than the
/// hearing; for a tag of a template. In what language somebody writes nobody knows: the hearing's is
/// the best guess.
pub fn theirs() -> Html {
    // The desk has no page of a hearing around what it shows.
    let lang = App::find().and_then(|app| app.their_lang());
    lang.map_or_else(none, |lang| html!(" lang='{}'", lang))
}

/// `lang`, for words of the page among theirs.
pub fn ours() -> Html {
    let lang = App::find().filter(|app| app.their_lang().is_some()).map(|app| app.here().lang);
    lang.map_or_else(none, |lang| html!(" lang='{}'", lang.tag()))
}
