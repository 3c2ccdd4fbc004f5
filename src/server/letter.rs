//! What mails say, in Danish. Never the words of a post: a mailbox is a place that the site cannot
//! clean up.

use model::{
    DecisionKind, ErasureOutcome, LocalTime, Measure, Moment, RuleName, UNTIL_LIFTED, ValidMeasure,
};

/// Stands in a letter for the site's own address, which only the process that sends it knows. People's
/// text holds no control characters (`model::clean`), so it stands for nothing else there.
pub const SITE: char = '\u{1A}';

const AUTOMATIC: &str = "Mailen er sendt automatisk. Du kan ikke svare på den.";

/// A mail's subject and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// Plain text, with [`SITE`] where the site's address belongs.
    pub body: String,
}

impl Letter {
    fn new(subject: impl Into<String>, parts: &[&str]) -> Self {
        Self { subject: subject.into(), body: format!("Hej\n\n{}\n", parts.join("\n\n")) }
    }
}

/// Asks whether an address is whose it was said to be. The name that they gave does not stand in it:
/// strangers could be sent any words under ours.
#[must_use]
pub fn confirmation(secret: &str) -> Letter {
    let link = format!(
        "Mailadressen her er skrevet ind på Bland dig, hvor man deltager i kommunens høringer. Er det \
         dig, der har gjort det? Så bekræft adressen her:\n{SITE}/mine?bekraeft={secret}"
    );
    let what = "Linket virker én gang og kun i 7 dage. Når adressen er bekræftet, skriver vi, hvis en \
        moderator har taget stilling til dit indlæg eller sætter dig på pause.";
    let not_me = "Er det ikke dig, skal du ikke gøre noget.";
    Letter::new("Bekræft din mailadresse", &[&link, what, not_me, AUTOMATIC])
}

/// Tells an author what a moderator did to a post of theirs in the hearing of this title; `None` when
/// nothing has changed for them.
#[must_use]
pub fn decision(
    kind: DecisionKind,
    broken: Option<&RuleName>,
    reason: Option<&str>,
    hearing: &str,
) -> Option<Letter> {
    let (subject, done, left) = match kind {
        DecisionKind::Hide => (
            "Dit indlæg er skjult",
            "En moderator har skjult dit indlæg",
            "Andre kan ikke læse det, men du kan stadig selv se det under Mine indlæg.",
        ),
        DecisionKind::Redact => (
            "Ord i dit indlæg er fjernet",
            "En moderator har fjernet ord i dit indlæg",
            "Du kan se dit indlæg under Mine indlæg.",
        ),
        DecisionKind::Restore => (
            "Dit indlæg er vist igen",
            "En moderator har vist dit indlæg igen",
            "Nu kan alle læse det.",
        ),
        DecisionKind::Uphold => (
            "Svar på din klage",
            "En anden moderator har set på din klage, og afgørelsen står ved magt",
            "Du kan stadig selv se dit indlæg under Mine indlæg.",
        ),
        DecisionKind::Discount => (
            "Nogle støtter tælles ikke med",
            "En moderator har set på de mange støtter, som dit indlæg fik på kort tid",
            "Nogle af dem tælles ikke med. Indlægget selv er der ikke ændret ved. Er du uenig, så skriv til \
             os: \u{1A}/kontakt",
        ),
        DecisionKind::Approve | DecisionKind::Note | DecisionKind::Undo => return None,
    };
    let done = format!("{done} i høringen “{hearing}”. {left}");
    Some(decided(subject, done, broken, reason, kind.restricts()))
}

/// Tells a participant what a moderator decided about them; `None` for what is about a thread or a hearing.
#[must_use]
pub fn measure(measure: &ValidMeasure, broken: Option<&RuleName>, now: Moment) -> Option<Letter> {
    let until = measure.until(now);
    let (subject, done) = match measure.kind {
        Measure::Pause if until == UNTIL_LIFTED => (
            "Du er sat på pause",
            "En moderator har sat dig på pause. Du kan læse, men ikke skrive, før en moderator \
             ophæver pausen."
                .to_owned(),
        ),
        Measure::Pause => (
            "Du er sat på pause",
            format!(
                "En moderator har sat dig på pause til {}. Du kan læse, men ikke skrive, indtil da.",
                day_and_time(until)
            ),
        ),
        Measure::Hold => (
            "En moderator læser dine indlæg først",
            "En moderator læser det, du skriver fra nu af, før andre kan se det.".to_owned(),
        ),
        Measure::Resume => (
            "Du kan skrive igen",
            "En moderator har ophævet din pause. Du kan skrive igen.".to_owned(),
        ),
        Measure::Release => (
            "Dine indlæg vises med det samme igen",
            "En moderator læser ikke længere det, du skriver, før andre kan se det.".to_owned(),
        ),
        Measure::Lock | Measure::Unlock | Measure::Stop | Measure::Reopen => return None,
    };
    Some(decided(subject, done, broken, measure.reason.as_deref(), measure.kind.restricts()))
}

/// Answers a participant who appealed what was decided about them, when nothing changes by it: it stands,
/// or they were right and it is over, though something newer may restrict them.
#[must_use]
pub fn measure_appeal(granted: bool, restricted: bool, reason: Option<&str>) -> Letter {
    let done = match (granted, restricted) {
        (true, false) => {
            "En anden moderator har set på din klage og giver dig ret. Det, du klagede over, gælder ikke \
             mere."
        }
        (true, true) => {
            "En anden moderator har set på din klage over en tidligere afgørelse og giver dig ret. En nyere \
             afgørelse om dig gælder stadig. Den kan du også klage over under Mine indlæg."
        }
        (false, _) => {
            "En anden moderator har set på din klage, og afgørelsen om dig står ved magt."
        }
    };
    decided("Svar på din klage", done.to_owned(), None, reason, false)
}

/// Tells an author that a decision on a post of theirs, of which they were told, was taken back.
#[must_use]
pub fn taken_back(hearing: &str) -> Letter {
    let done = format!(
        "En moderator har taget sin afgørelse om dit indlæg i høringen “{hearing}” tilbage. Indlægget \
         står nu, som det gjorde før."
    );
    decided("En afgørelse om dit indlæg er taget tilbage", done, None, None, false)
}

/// What was decided, by which rule, why, and how to appeal.
fn decided(
    subject: &str,
    done: String,
    broken: Option<&RuleName>,
    reason: Option<&str>,
    can_be_appealed: bool,
) -> Letter {
    let broken =
        broken.map(|rule| format!("Det gælder regel {}: {}", rule.number, sentence(&rule.title)));
    let reason = reason.map(|reason| format!("Moderatorens begrundelse:\n{reason}"));
    let appeal = format!("Du kan klage under Mine indlæg: {SITE}/mine");
    let appeal = can_be_appealed.then_some(appeal);
    let why = format!(
        "Du får mailen, fordi du har bekræftet din mailadresse. Du kan fjerne den her: {SITE}/mine"
    );
    let parts = [Some(done), broken, reason, appeal, Some(why), Some(AUTOMATIC.to_owned())];
    let parts: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
    Letter::new(subject, &parts)
}

/// "27. november 2026 kl. 14.05", by Denmark's clock.
fn day_and_time(at: Moment) -> String {
    const MONTHS: [&str; 12] = [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let LocalTime { year, month, day, hour, minute } = at.in_denmark();
    let month = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
    format!("{day}. {month} {year} kl. {hour}.{minute:02}")
}

/// A rule as the end of a sentence: it may have a full stop of its own.
fn sentence(title: &str) -> String {
    let ends = title.ends_with(['.', '!', '?', '…']);
    format!("{title}{}", if ends { "" } else { "." })
}

/// Tells somebody what came of it that they asked for what they wrote to be deleted.
#[must_use]
pub fn erasure(outcome: ErasureOutcome, reply: &str) -> Letter {
    let done = match outcome {
        ErasureOutcome::Unpublish => "Det, du bad os slette, bliver ikke vist på siden mere.",
        ErasureOutcome::Pseudonymise => "Dit navn er fjernet fra det, du bad os slette.",
        ErasureOutcome::Refuse => "Vi kan ikke slette det, du bad os slette.",
    };
    let why = format!("Kommunens begrundelse:\n{reply}");
    let kept = "Det, der hører til kommunens sag, bliver gemt dér, så længe loven kræver det.";
    let complain = format!(
        "Er du uenig, så svar kommunen, eller klag til Datatilsynet. Se hvordan her: {SITE}/privatliv"
    );
    let see = format!("Du kan se svaret under Mine indlæg: {SITE}/mine");
    Letter::new(
        "Svar på din anmodning om sletning",
        &[done, &why, kept, &complain, &see, AUTOMATIC],
    )
}

/// Tells a moderator how many posts were reported and wait.
#[must_use]
pub fn waiting(posts: i64) -> Letter {
    let told = format!("{posts} indlæg er anmeldt og venter");
    let look = format!("{told} på en moderator. Se dem her:\n{SITE}/desk/ko/anmeldte");
    let why = format!(
        "Du får højst én mail i timen. Du kan slå dem fra under Din konto: {SITE}/desk/konto"
    );
    Letter::new(told, &[&look, &why, AUTOMATIC])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asked_for_an_erasure_hears_what_was_done_why_and_where_to_complain() {
        for outcome in ErasureOutcome::ALL {
            let letter = erasure(*outcome, "Sagen er ikke slut.");
            for part in
                ["Kommunens begrundelse:\nSagen er ikke slut.", "Datatilsynet", "\u{1A}/mine"]
            {
                assert!(letter.body.contains(part), "{part}\n{}", letter.body);
            }
        }
    }

    fn tone() -> RuleName {
        RuleName { number: 2, title: "Tal ordentligt om og til andre".to_owned(), own: false }
    }

    #[test]
    fn an_author_hears_what_was_done_by_which_rule_why_and_how_to_appeal() {
        let letter =
            decision(DecisionKind::Hide, Some(&tone()), Some("Tal pænt."), "Træer").unwrap();
        assert_eq!(letter.subject, "Dit indlæg er skjult");
        for part in [
            "skjult dit indlæg i høringen “Træer”.",
            "Det gælder regel 2: Tal ordentligt om og til andre.",
            "Moderatorens begrundelse:\nTal pænt.",
            "Du kan klage under Mine indlæg: \u{1A}/mine",
        ] {
            assert!(letter.body.contains(part), "{part}\n{}", letter.body);
        }
        let left_out =
            decision(DecisionKind::Discount, Some(&tone()), Some("Én afsender."), "Træer");
        let left_out = left_out.unwrap();
        for part in ["støtter", "regel 2", "Én afsender.", "skriv til os: \u{1A}/kontakt"] {
            assert!(left_out.body.contains(part), "{part}\n{}", left_out.body);
        }
        assert!(!left_out.body.contains("klage"), "{}", left_out.body);
        let again = decision(DecisionKind::Restore, None, None, "Træer").unwrap();
        assert!(!again.body.contains("klage"), "{}", again.body);
        assert_eq!(decision(DecisionKind::Approve, None, None, "Træer"), None);
    }

    #[test]
    fn whoever_is_paused_or_held_hears_until_when_by_which_rule_why_and_how_to_appeal() {
        let taken = |kind, hours| {
            let (rule, reason) = (Some("tonen".to_owned()), Some("Tag en pause.".to_owned()));
            let taken = ValidMeasure { kind, rule, reason, hours, consultation: None };
            measure(&taken, Some(&tone()), Moment(1_796_300_000_000))
        };
        for (kind, hours, told) in [
            (Measure::Pause, Some(24), "på pause til 4. december 2026 kl. 13.13."),
            (Measure::Pause, None, "før en moderator ophæver pausen."),
            (Measure::Hold, None, "En moderator læser det, du skriver fra nu af"),
        ] {
            let letter = taken(kind, hours).unwrap();
            for part in [
                told,
                "Det gælder regel 2: Tal ordentligt om og til andre.",
                "Moderatorens begrundelse:\nTag en pause.",
                "Du kan klage under Mine indlæg: \u{1A}/mine",
            ] {
                assert!(letter.body.contains(part), "{part}\n{}", letter.body);
            }
        }
        for kind in [Measure::Resume, Measure::Release] {
            assert!(!taken(kind, None).unwrap().body.contains("klage"));
        }
        assert_eq!(taken(Measure::Lock, None), None);
    }
}
