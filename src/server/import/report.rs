//! What an import did, for the operator.

use std::fmt;

use model::SectionKey;

use super::{DraftSection, Known, Match, whole_heading};

/// Lists of unchanged sections longer than this are only counted.
const FEW: usize = 12;

/// A section as a line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Label and title.
    pub heading: String,
    /// Permanent key.
    pub key: String,
}

/// A section whose heading is another than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// Label and title as they were.
    pub from: String,
    /// As they are.
    pub to: String,
    /// Permanent key.
    pub key: String,
}

/// The sections of an import in four groups, each in the order of its text. One that an earlier
/// version had dropped and that is back counts as matched or renamed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The same section with the same label and title.
    pub matched: Vec<Entry>,
    /// The same section with another label or title.
    pub renamed: Vec<Renamed>,
    /// Sections that there were not before.
    pub new: Vec<Entry>,
    /// Sections of the newest version that are no longer there.
    pub removed: Vec<Entry>,
}

impl Report {
    /// Of what [`super::match_sections`] and [`super::assign_keys`] said of the same lists.
    #[must_use]
    pub fn of(
        known: &[Known],
        sections: &[DraftSection],
        matches: &[Option<Match>],
        keys: &[SectionKey],
    ) -> Self {
        let mut report = Self::default();
        let mut stays = vec![false; known.len()];
        for ((section, found), key) in sections.iter().zip(matches).zip(keys) {
            let heading = whole_heading(section.label.as_deref(), &section.title);
            let key = key.to_string();
            let old = found.and_then(|found| {
                if let Some(stay) = stays.get_mut(found.known) {
                    *stay = true;
                }
                known.get(found.known)
            });
            match old {
                None => report.new.push(Entry { heading, key }),
                Some(old) if old.label == section.label && old.title == section.title => {
                    report.matched.push(Entry { heading, key });
                }
                Some(old) => {
                    let from = whole_heading(old.label.as_deref(), &old.title);
                    report.renamed.push(Renamed { from, to: heading, key });
                }
            }
        }
        for (old, _) in known.iter().zip(stays).filter(|(old, stays)| old.current && !stays) {
            let heading = whole_heading(old.label.as_deref(), &old.title);
            report.removed.push(Entry { heading, key: old.key.clone() });
        }
        report
    }

    /// The counts as the command's last line: `matched N renamed N new N removed N`.
    #[must_use]
    pub fn counts(&self) -> String {
        format!(
            "matched {} renamed {} new {} removed {}",
            self.matched.len(),
            self.renamed.len(),
            self.new.len(),
            self.removed.len()
        )
    }
}

impl fmt::Display for Report {
    /// One line for each section, without the counts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.matched.len() <= FEW {
            lines(f, "matched", &self.matched)?;
        } else {
            writeln!(f, "matched: {} sections with the same heading", self.matched.len())?;
        }
        for Renamed { from, to, key } in &self.renamed {
            writeln!(f, "renamed  {key}: {from} -> {to}")?;
        }
        lines(f, "new", &self.new)?;
        lines(f, "removed", &self.removed)
    }
}

fn lines(f: &mut fmt::Formatter<'_>, word: &str, entries: &[Entry]) -> fmt::Result {
    for Entry { heading, key } in entries {
        writeln!(f, "{word:<8} {key}: {heading}")?;
    }
    Ok(())
}
