//! What the desk reads of hearings and their texts.

use super::{Read, Value, take};
use model::{
    Counts, Hearing, HearingRules, HearingState, HearingText, PreviewLink, ShortAddress, TextFault,
    TextFaultKind, TextPreview, TextReport, TextSection,
};

words!(HearingState, TextFaultKind);

fields! {
    Counts { comments, proposals, sections }
    Hearing {
        slug, title, sender, case_number, state, opens, closes, announced, version, counts, preview,
        districts, accent, logo, sites, turns
    }
    HearingRules { items, turns }
    HearingText { markdown, number }
    PreviewLink { secret }
    ShortAddress { code }
    TextFault { line, kind, word }
    TextPreview { heading, depth, html, plain_html }
    TextReport { number, refusal, remarks, matched, renamed, new, removed, preview, unseen }
    TextSection { key, heading, was }
}
