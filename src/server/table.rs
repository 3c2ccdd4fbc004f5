//! Tables as people open them in a spreadsheet: CSV with semicolons, as Danish spreadsheets expect,
//! and a byte order mark, without which they take æ for Ã¦.

/// What a file begins with.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A row. Text from people is data: a cell that a spreadsheet would take for a formula begins with an
/// apostrophe, which shows it as text (OWASP, CSV injection).
#[must_use]
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Into memory nothing can go wrong.
    let _ = writer.write_record(cells.into_iter().map(defused).collect::<Vec<_>>());
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn defused(cell: &str) -> String {
    let begins = cell.trim_start_matches([' ', '\u{feff}']).chars().next();
    // The wide forms of these signs, too: spreadsheets read them alike.
    let signs = "=+-@\t\r\n\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}";
    let formula = begins.is_some_and(|c| signs.contains(c));
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn cells_are_parted_by_semicolons_and_quoted_where_they_must_be() {
        assert_eq!(row(["a", "b;c", "\"d\"", "e\nf", ""]), "a;\"b;c\";\"\"\"d\"\"\";\"e\nf\";\r\n");
    }

    #[test]
    fn what_a_spreadsheet_would_calculate_is_text() {
        for formula in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            " =1",
            "\u{feff}=1",
            "\t=1",
            "\r=1",
            "＝1",
            "＋1",
            "－1",
            "＠A1",
        ] {
            assert!(row([formula, "x"]).trim_start_matches('"').starts_with('\''), "{formula}");
        }
        assert_eq!(row(["1-1", "a=b"]), "1-1;a=b\r\n");
    }
}
