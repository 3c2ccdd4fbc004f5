//! One line of what was measured.

use std::fmt;

/// What was measured, and what it should be.
#[derive(Debug)]
pub struct Figure {
    what: String,
    value: String,
    budget: &'static str,
}

impl Figure {
    /// What stands above the columns.
    pub const HEADING: &str =
        "measured, one machine for both sides                          budget";

    /// A figure with its unit; `budget` is empty where there is none.
    pub fn new(what: impl Into<String>, value: String, budget: &'static str) -> Self {
        Self { what: what.into(), value, budget }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let line = format!("{:<44} {:>14}   {}", self.what, self.value, self.budget);
        out.write_str(line.trim_end())
    }
}

/// The one in the middle.
pub fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(super::median(vec![9.0, 1.0, 5.0]), 5.0);
        assert!(super::median(Vec::new()).is_nan());
    }
}
