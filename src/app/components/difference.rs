use model::{Edit, diff};

use crate::components::{ours, theirs};
use crate::markup::{Html, all, html};

/// The difference between two wordings, word by word; lines and words say what colours show.
pub fn difference(original: &str, replacement: &str) -> Html {
    let ours = ours();
    let runs: Vec<Html> = diff(original, replacement)
        .into_iter()
        .map(|run| match run.edit {
            Edit::Same => html!("<span>{}</span>", run.text),
            Edit::Deleted => {
                html!("<del><span class=vh{}>[[diff.deleted]] </span>{}</del> ", ours, run.text)
            }
            Edit::Inserted => {
                html!("<ins><span class=vh{}>[[diff.inserted]] </span>{}</ins> ", ours, run.text)
            }
        })
        .collect();
    html!("<p class=difference dir=auto{}>{}</p>", theirs(), all(&runs))
}
