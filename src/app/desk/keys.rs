//! The keys of the desk: one letter, no modifier, never while somebody writes.

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// S: opens the form that hides the post.
    Hide,
    /// G: approves the post.
    Approve,
    /// O: opens the form that strikes out words.
    Redact,
    /// N: opens the form for a note to the other moderators.
    Note,
    /// A: opens the form that answers an appeal and leaves what was decided.
    Uphold,
    /// T: opens the form that leaves supports uncounted.
    Discount,
    /// X: picks the post, to decide on several at once.
    Pick,
    /// F: shows a hidden post again, or takes back what was just decided.
    Restore,
    /// J: goes to the next post.
    Next,
    /// K: goes to the one before.
    Previous,
    /// 1 to 9: chooses the rule of this number.
    Rule(i64),
    /// Esc: closes the form.
    Close,
}

/// How a key was pressed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Press {
    /// With Ctrl, Alt or the Windows or Command key: that belongs to the browser.
    pub modified: bool,
    /// Held down, so that it comes again and again.
    pub repeated: bool,
    /// In a field in which one writes.
    pub typing: bool,
}

/// What a key does, or `None` when it is not for us.
#[must_use]
pub fn act(key: &str, press: Press, form_open: bool) -> Option<Act> {
    if press.modified {
        return None;
    }
    if key == "Escape" {
        return form_open.then_some(Act::Close);
    }
    if press.typing {
        return None;
    }
    // Going on may be held down; a decision may not.
    let once = |act| (!press.repeated).then_some(act);
    match key {
        "j" | "J" => Some(Act::Next),
        "k" | "K" => Some(Act::Previous),
        // Within the form a slip of a finger must not decide something else.
        "s" | "S" if !form_open => once(Act::Hide),
        "g" | "G" if !form_open => once(Act::Approve),
        "f" | "F" if !form_open => once(Act::Restore),
        "o" | "O" if !form_open => once(Act::Redact),
        "n" | "N" if !form_open => once(Act::Note),
        "a" | "A" if !form_open => once(Act::Uphold),
        "t" | "T" if !form_open => once(Act::Discount),
        "x" | "X" if !form_open => once(Act::Pick),
        digit if form_open => rule(digit).and_then(once),
        _ => None,
    }
}

fn rule(digit: &str) -> Option<Act> {
    let number = digit.parse().ok()?;
    (1..=9).contains(&number).then_some(Act::Rule(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Press = Press { modified: false, repeated: false, typing: false };

    #[test]
    fn a_letter_decides_with_or_without_caps_lock() {
        assert_eq!(act("s", PLAIN, false), Some(Act::Hide));
        assert_eq!(act("G", PLAIN, false), Some(Act::Approve));
        assert_eq!(act("f", PLAIN, false), Some(Act::Restore));
        assert_eq!(act("j", PLAIN, false), Some(Act::Next));
        assert_eq!(act("o", PLAIN, false), Some(Act::Redact));
        assert_eq!(act("N", PLAIN, false), Some(Act::Note));
        assert_eq!(act("q", PLAIN, false), None);
    }

    #[test]
    fn nothing_happens_while_somebody_writes_or_uses_the_browsers_own_keys() {
        for press in [Press { typing: true, ..PLAIN }, Press { modified: true, ..PLAIN }] {
            for key in ["s", "g", "f", "j", "k", "1"] {
                assert_eq!(act(key, press, true), None);
                assert_eq!(act(key, press, false), None);
            }
        }
    }

    #[test]
    fn a_key_that_is_held_down_goes_on_and_decides_nothing() {
        let held = Press { repeated: true, ..PLAIN };
        assert_eq!(act("j", held, false), Some(Act::Next));
        assert_eq!(act("g", held, false), None);
    }

    #[test]
    fn in_the_form_digits_choose_a_rule_and_escape_leaves() {
        assert_eq!(act("1", PLAIN, true), Some(Act::Rule(1)));
        assert_eq!(act("9", PLAIN, true), Some(Act::Rule(9)));
        assert_eq!(act("0", PLAIN, true), None);
        assert_eq!(act("1", PLAIN, false), None);
        assert_eq!(act("g", PLAIN, true), None);
        assert_eq!(act("Escape", Press { typing: true, ..PLAIN }, true), Some(Act::Close));
        assert_eq!(act("Escape", PLAIN, false), None);
    }
}
