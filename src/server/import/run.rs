//! `blanddig import`: from a file to the next version in the store.

use std::collections::HashMap;
use std::fmt::Write as _;

use model::{DAY, HEARING_LENGTH, Moment, Period, Phase, Uuid, VersionState, is_consultation_slug};

use super::{
    Draft, Fault, Front, Known, Match, Report, assign_keys, loose_ends, match_sections, parse, read,
};
use crate::config::Import;
use crate::store::{self, By, NewConsultation, NewPassage, NewVersion, Place, Store, StoreError};

/// Why nothing came in.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The consultation cannot have this name.
    #[error(
        "`{0}` cannot be a consultation's name: 1 to 60 of a-z, 0-9 and hyphen, and none of the program's own addresses"
    )]
    Name(String),
    /// The text cannot come in.
    #[error("{0}")]
    Text(#[from] Fault),
    /// The store cannot take it.
    #[error("{0}")]
    Store(#[from] StoreError),
}

/// Brings a file in, or with `--dry-run` only says what would happen. Answers with what the
/// operator reads.
///
/// # Errors
/// When the text cannot come in; then nothing has changed.
pub async fn run(store: &Store, import: &Import, now: Moment) -> Result<String, Refusal> {
    if !is_consultation_slug(&import.consultation) {
        return Err(Refusal::Name(import.consultation.clone()));
    }
    let source = read(&import.file)?;
    let draft = parse(&source)?;
    let id = store.find_consultation(&import.consultation).await?;
    let period = period(&draft.front, now);
    let text = Text { slug: &import.consultation, source, draft, demonstration: false };
    let (printed, id) = if import.dry_run {
        (text.plan(&known(store, id).await?).printed(), None)
    } else {
        let (printed, id) = text.bring_in(store, id, now).await?;
        (printed, Some(id))
    };
    if let (Some(id), true) = (id, import.publish) {
        publish(store, &import.consultation, id, period, now).await?;
    }
    Ok(printed)
}

/// From the first to the last day that the text names; eight weeks from now when it names none.
fn period(front: &Front, now: Moment) -> Option<Period> {
    let day = |text: &Option<String>| text.as_deref().and_then(Moment::day_in_denmark);
    let (opens, last) = (day(&front.opens), day(&front.closes));
    if opens.is_none() && last.is_none() {
        return None;
    }
    // A last day that has passed already makes a hearing that is over, not one that never was.
    let opens = opens.unwrap_or_else(|| last.map_or(now, |last| last.min(now)));
    Some(Period { opens, closes: last.map_or(opens.plus(HEARING_LENGTH), |last| last.plus(DAY)) })
}

/// Opens the consultation. One that people can post to already keeps the day that it was announced
/// with, unless the text names another.
async fn publish(
    store: &Store,
    slug: &str,
    id: Uuid,
    named: Option<Period>,
    now: Moment,
) -> Result<(), StoreError> {
    let spot = store.spot(&Place::General(slug.to_owned())).await;
    let open = spot.is_ok_and(|spot| spot.period.phase(now) == Phase::Open);
    let period = match named {
        Some(period) => period,
        None if open => return Ok(()),
        None => Period { opens: now, closes: now.plus(HEARING_LENGTH) },
    };
    store.publish_consultation(id, period, now).await
}

/// A text that was read, on its way in.
pub struct Text<'a> {
    /// The consultation's name in addresses.
    pub slug: &'a str,
    /// The file, as it was.
    pub source: String,
    /// Its sections.
    pub draft: Draft,
    /// Whether it is the demonstration's.
    pub demonstration: bool,
}

/// What becomes of the sections of a text.
pub struct Plan {
    /// What was matched, renamed, new and removed.
    pub report: Report,
    /// What was left out or changed, and what leads nowhere.
    pub remarks: Vec<Fault>,
    passages: Vec<NewPassage>,
}

impl Plan {
    fn printed(&self) -> String {
        let mut printed = String::new();
        for remark in &self.remarks {
            let _ = writeln!(printed, "note: {remark}");
        }
        let _ = write!(printed, "{}{}", self.report, self.report.counts());
        printed
    }
}

impl Text<'_> {
    /// Brings it in. Answers with what the operator reads and the consultation's id.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn bring_in(
        self,
        store: &Store,
        id: Option<Uuid>,
        now: Moment,
    ) -> Result<(String, Uuid), StoreError> {
        let plan = self.plan(&known(store, id).await?);
        let printed = plan.printed();
        let (consultation, version) = self.ready(plan, By::Operator, None);
        let (id, _) = store.add_version(&consultation, &version, now).await?;
        Ok((printed, id))
    }

    /// What the store takes: who brings it in, and the number of the text that it was begun from, where
    /// somebody else may have been quicker.
    #[must_use]
    pub fn ready(self, plan: Plan, by: By, begun: Option<i64>) -> (NewConsultation, NewVersion) {
        let consultation = self.consultation();
        let version = NewVersion {
            state: VersionState::Draft,
            source: self.source,
            passages: plan.passages,
            glossary: self.draft.front.glossary,
            by,
            begun,
        };
        (consultation, version)
    }

    /// What becomes of its sections, when these were there before. Takes its time with a long text.
    #[must_use]
    pub fn plan(&self, before: &[store::Known]) -> Plan {
        let newest = before.iter().map(|known| known.version).max().unwrap_or_default();
        let known: Vec<Known> = before.iter().map(|section| one_known(section, newest)).collect();
        let sections = &self.draft.sections;
        let matches = match_sections(&known, sections);
        let keys = assign_keys(sections, &matches, &known);
        let report = Report::of(&known, sections, &matches, &keys);
        let remarks = self.draft.remarks.iter().cloned();
        let remarks = remarks.chain(loose_ends(sections, &keys)).collect();
        let ids = before.iter().map(|section| section.id).collect::<Vec<_>>();
        let keys = keys.into_iter().map(String::from);
        Plan { report, remarks, passages: self.passages(&matches, &ids, keys) }
    }

    fn passages(
        &self,
        matches: &[Option<Match>],
        ids: &[Uuid],
        keys: impl Iterator<Item = String>,
    ) -> Vec<NewPassage> {
        let sections = self.draft.sections.iter();
        sections
            .zip(matches)
            .zip(keys)
            .map(|((section, found), key)| NewPassage {
                section: found.and_then(|found| ids.get(found.known).copied()),
                key,
                depth: section.depth,
                kind: section.kind,
                label: section.label.clone(),
                title: section.title.clone(),
                html: section.html.clone(),
                plain_html: section.plain_html.clone(),
                plain_text: section.text.clone(),
                words: section.words,
                responsible: section.responsible.clone(),
                funding: section.funding,
                serves: section.serves.clone(),
            })
            .collect()
    }

    fn consultation(&self) -> NewConsultation {
        let front = &self.draft.front;
        NewConsultation {
            slug: self.slug.to_owned(),
            title: self.draft.title.clone(),
            lede: front.summary.clone(),
            notice: front.notice.clone(),
            case_number: front.case.clone(),
            committee: front.committee.clone(),
            lang: front.lang.clone(),
            mail: front.mail.clone(),
            sender: front.sender.clone(),
            letter: front.letter.clone(),
            demonstration: self.demonstration,
        }
    }
}

/// Every section that the consultation ever had.
async fn known(store: &Store, id: Option<Uuid>) -> Result<Vec<store::Known>, StoreError> {
    match id {
        Some(id) => store.known_sections(id).await,
        None => Ok(Vec::new()),
    }
}

fn one_known(section: &store::Known, newest: i64) -> Known {
    Known {
        key: section.key.clone(),
        label: section.label.clone(),
        title: section.title.clone(),
        depth: u8::try_from(section.depth).unwrap_or(1),
        text: section.plain_text.clone(),
        current: section.version == newest,
    }
}

/// The sections of a text by their keys, for those who bring a text in beside its conversation.
#[must_use]
pub fn by_key(draft: &Draft) -> HashMap<String, &super::DraftSection> {
    let keys = assign_keys(&draft.sections, &vec![None; draft.sections.len()], &[]);
    keys.into_iter().map(String::from).zip(&draft.sections).collect()
}
