use model::{Code, FieldFlaw};

use crate::api::Refusal;
use crate::i18n::{t, t_of, tn};

/// What a refusal says to the person whose act was refused.
#[must_use]
pub fn told(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoAnswer => t("code.none").to_owned(),
        Refusal::Told { problem, retry_after: Some(seconds) } if problem.code == Code::TooMany => {
            tn("wait", i64::from(seconds.div_ceil(60)).max(1))
        }
        Refusal::Told { problem, .. } => {
            t_of("code", problem.code.word()).unwrap_or(t("code.internal")).to_owned()
        }
    }
}

/// The fields that were refused.
#[must_use]
pub fn flaws(refusal: &Refusal) -> Vec<FieldFlaw> {
    match refusal {
        Refusal::Told { problem, .. } => problem.fields.clone(),
        Refusal::NoAnswer => Vec::new(),
    }
}

/// What is wrong with a field, in a sentence; `None` when nothing is.
#[must_use]
pub fn flaw_text(flaws: &[FieldFlaw], field: &str) -> Option<&'static str> {
    let flaw = flaws.iter().find(|flaw| flaw.field == field)?;
    t_of("flaw", flaw.flaw.word())
}
