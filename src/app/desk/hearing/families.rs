//! The texts of these pages whose keys are put together at run time, for the test that each is there.

use model::{HearingState, TextFaultKind};

use super::snippet::What;

/// Their keys.
pub fn families() -> Vec<String> {
    let mut keys: Vec<String> =
        HearingState::ALL.iter().map(|x| format!("desk.hearing.state.{}", x.word())).collect();
    let faults = TextFaultKind::ALL.iter();
    keys.extend(faults.map(|x| format!("desk.hearing.fault.{}", x.word())));
    let groups = ["new", "renamed", "removed", "matched"];
    keys.extend(groups.map(|x| format!("desk.hearing.report.{x}")));
    keys.extend(["one", "other"].map(|x| format!("desk.hearing.unseen.{x}")));
    let flaws = [
        "slug.missing",
        "slug.malformed",
        "slug.unknown",
        "opens.missing",
        "opens.malformed",
        "opens.unknown",
        "closes.missing",
        "closes.malformed",
        "closes.unknown",
        "closes.too-short",
        "accent.malformed",
        "alt.missing",
        "picture.unknown",
        "districts.too-long",
        "title.unchanged",
        "sites.malformed",
        "sites.too-long",
    ];
    for family in ["what", "script.how"] {
        keys.extend(What::ALL.map(|x| format!("desk.embed.{family}.{}", x.word())));
    }
    keys.extend(["auto", "light", "dark"].map(|x| format!("desk.embed.theme.{x}")));
    keys.extend(flaws.map(|x| format!("desk.hearing.flaw.{x}")));
    keys
}
