//! The difference between two wordings, word by word.

use serde::{Deserialize, Serialize};

use crate::words;

words! {
    /// What became of some words.
    Edit {
        /// They stand in both.
        Same = "same",
        /// They go.
        Deleted = "deleted",
        /// They come.
        Inserted = "inserted",
    }
}

/// A run of words with one fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// What became of them.
    pub edit: Edit,
    /// The words, with the space between them.
    pub text: String,
}

/// The difference as runs of words in reading order: what goes before what comes.
#[must_use]
pub fn diff(original: &str, replacement: &str) -> Vec<Run> {
    let (before, after) = (tokens(original), tokens(replacement));
    let mut runs = Runs::default();
    for (edit, text) in edits(&before, &after) {
        runs.push(edit, text);
    }
    runs.finish()
}

/// Most pairs of words that are compared one by one; beyond that the middle of the text is one
/// exchange. 2,000 words on both sides, which is a page of a book and more.
const PAIRS_MAX: usize = 16_000_000;

/// What becomes of every word: the longest common run of words stays.
fn edits<'a>(before: &[&'a str], after: &[&'a str]) -> Vec<(Edit, &'a str)> {
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let head = before.iter().zip(after).take_while(same).count();
    let (old, new) = (&before[head..], &after[head..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let mut edits: Vec<_> = before[..head].iter().map(|word| (Edit::Same, *word)).collect();
    edits.extend(middle(old, new));
    edits.extend(before[before.len() - tail..].iter().map(|word| (Edit::Same, *word)));
    edits
}

fn middle<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Edit, &'a str)> {
    let mut edits = Vec::new();
    let (mut i, mut j) = (0, 0);
    if old.len() * new.len() <= PAIRS_MAX {
        let longest = longest(old, new);
        let width = new.len() + 1;
        while i < old.len() && j < new.len() {
            if old[i] == new[j] {
                edits.push((Edit::Same, old[i]));
                (i, j) = (i + 1, j + 1);
            } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
                edits.push((Edit::Deleted, old[i]));
                i += 1;
            } else {
                edits.push((Edit::Inserted, new[j]));
                j += 1;
            }
        }
    }
    edits.extend(old[i..].iter().map(|word| (Edit::Deleted, *word)));
    edits.extend(new[j..].iter().map(|word| (Edit::Inserted, *word)));
    edits
}

/// How many words the rests of both texts have in common, from every pair of places on.
fn longest(old: &[&str], new: &[&str]) -> Vec<u16> {
    let width = new.len() + 1;
    let mut longest = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1].saturating_add(1)
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    longest
}

/// The words of a text, and what stands between them: runs of letters and digits, runs of white
/// space, every other character alone. (Unicode's own word breaks would cost every phone 50 KB of
/// tables to tell the same words apart.)
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        c if c.is_alphanumeric() => 1,
        c if c.is_whitespace() => 2,
        _ => 0,
    };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut last = 0;
    for (at, c) in text.char_indices() {
        let now = kind(c);
        if at > start && (now != last || now == 0) {
            tokens.push(&text[start..at]);
            start = at;
        }
        last = now;
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

/// Gathers neighbouring changes: all that goes, then all that comes, so that a changed phrase is
/// read as one exchange and not as a stutter of single words.
#[derive(Default)]
struct Runs {
    done: Vec<Run>,
    deleted: String,
    inserted: String,
    // A space that stands in both, between two changes: it belongs to them unless words follow.
    gap: String,
}

impl Runs {
    fn push(&mut self, edit: Edit, text: &str) {
        let changing = !(self.deleted.is_empty() && self.inserted.is_empty());
        match edit {
            Edit::Same if changing && text.trim().is_empty() => self.gap.push_str(text),
            Edit::Same => {
                self.flush();
                self.same(text);
            }
            Edit::Deleted | Edit::Inserted => {
                let gap = std::mem::take(&mut self.gap);
                if !gap.is_empty() {
                    self.deleted.push_str(&gap);
                    self.inserted.push_str(&gap);
                }
                if edit == Edit::Deleted { &mut self.deleted } else { &mut self.inserted }
                    .push_str(text);
            }
        }
    }

    fn same(&mut self, text: &str) {
        match self.done.last_mut() {
            Some(run) if run.edit == Edit::Same => run.text.push_str(text),
            _ => self.done.push(Run { edit: Edit::Same, text: text.to_owned() }),
        }
    }

    fn flush(&mut self) {
        for (edit, text) in
            [(Edit::Deleted, &mut self.deleted), (Edit::Inserted, &mut self.inserted)]
        {
            let text = std::mem::take(text);
            if !text.trim().is_empty() {
                self.done.push(Run { edit, text });
            }
        }
        let gap = std::mem::take(&mut self.gap);
        if !gap.is_empty() {
            self.same(&gap);
        }
    }

    fn finish(mut self) -> Vec<Run> {
        self.flush();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_and_goes_is_the_original_and_what_stays_and_comes_the_replacement() {
        for (original, replacement) in [
            ("a b c d", "a c d e"),
            ("", "ny"),
            ("gammel", ""),
            ("et to tre to", "to tre et to"),
            ("ens", "ens"),
        ] {
            let edits = edits(&tokens(original), &tokens(replacement));
            let side = |gone: Edit| -> String {
                edits.iter().filter(|(edit, _)| *edit != gone).map(|(_, text)| *text).collect()
            };
            assert_eq!(side(Edit::Inserted), original);
            assert_eq!(side(Edit::Deleted), replacement);
        }
    }

    #[test]
    fn a_text_is_its_words_and_what_stands_between() {
        assert_eq!(
            tokens("25 % svageste, (dag-)tilbud"),
            ["25", " ", "%", " ", "svageste", ",", " ", "(", "dag", "-", ")", "tilbud"]
        );
        assert!(tokens("").is_empty());
    }

    fn shown(original: &str, replacement: &str) -> String {
        let mark = |run: Run| match run.edit {
            Edit::Same => run.text,
            Edit::Deleted => format!("[-{}-]", run.text),
            Edit::Inserted => format!("{{+{}+}}", run.text),
        };
        diff(original, replacement).into_iter().map(mark).collect()
    }

    #[test]
    fn a_changed_word_is_told_by_word() {
        assert_eq!(
            shown("for de 25 % svageste elever", "for de 20 % svageste børn"),
            "for de [-25-]{+20+} % svageste [-elever-]{+børn+}"
        );
    }

    #[test]
    fn a_changed_phrase_is_one_exchange() {
        assert_eq!(shown("Alle unge skal", "Alle børn og unge skal"), "Alle {+børn og +}unge skal");
        assert_eq!(shown("en god start", "det bedste liv"), "[-en god start-]{+det bedste liv+}");
    }

    #[test]
    fn a_struck_text_has_nothing_inserted() {
        assert_eq!(shown("væk", ""), "[-væk-]");
    }

    #[test]
    fn nothing_is_lost_on_either_side() {
        let (a, b) =
            ("Vi vil, at børn trives.\n\nAlle sammen.", "Vi vil, at børn og unge trives!\n\nAlle.");
        let side = |gone: Edit| {
            diff(a, b).into_iter().filter(|r| r.edit != gone).map(|r| r.text).collect::<String>()
        };
        assert_eq!(side(Edit::Inserted), a);
        assert_eq!(side(Edit::Deleted), b);
    }
}
