//! Dossier code (mã hồ sơ), COD-1 to COD-3.

use super::AgencyCode;
use super::macros::{field_error, shown_as_stored, text_identifier};
use chrono::{Datelike as _, NaiveDate};

/// The one code a dossier keeps through all channels: `H29.15-250701-0007`, or the national form `G09.20-20260609-0092637`.
///
/// There is exactly one spelling of each code, so equal texts mean equal dossiers. A serial past 9999 simply grows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DossierCode(String);

field_error! {
    /// Why a text is not a dossier code.
    DossierCodeError {
        /// Nothing was typed.
        Empty => "dossier_code_empty", "the dossier code is empty";
        /// More than 64 characters.
        TooLong => "dossier_code_too_long", "the dossier code has more than 64 characters";
        /// Not three parts with hyphens between them.
        Parts => "dossier_code_parts", "a dossier code has three parts: agency-date-serial";
        /// The first part is not an agency code.
        Agency => "dossier_code_agency", "the first part is not an agency code";
        /// The second part is not a day as YYMMDD or YYYYMMDD, or not of the years 2000 to 2099.
        Date => "dossier_code_date", "the second part is not a date";
        /// The third part is not a serial: too few digits, other characters, or needless zeros in front.
        Serial => "dossier_code_serial", "the third part is not a serial number";
    }
}

const LONGEST: usize = 64;

impl DossierCode {
    /// The code in the classic form (COD-1): day as YYMMDD, serial of at least four digits.
    ///
    /// # Errors
    /// [`DossierCodeError::Date`] for a day outside the years 2000 to 2099, whose two digits would be ambiguous.
    pub fn new(agency: &AgencyCode, day: NaiveDate, serial: u32) -> Result<Self, DossierCodeError> {
        if !(2000..=2099).contains(&day.year()) {
            return Err(DossierCodeError::Date);
        }
        Ok(Self(format!(
            "{agency}-{:02}{:02}{:02}-{serial:04}",
            day.year() % 100,
            day.month(),
            day.day()
        )))
    }

    /// Reads either form; small letters, long dashes and spaces around the parts are mended.
    ///
    /// # Errors
    /// The first part that is wrong.
    pub fn parse(text: &str) -> Result<Self, DossierCodeError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(DossierCodeError::Empty);
        }
        if text.chars().count() > LONGEST {
            return Err(DossierCodeError::TooLong);
        }
        let parts: Vec<&str> = text
            .split(['-', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2014}'])
            .map(str::trim)
            .collect();
        let [agency, day, serial] = parts.as_slice() else {
            return Err(DossierCodeError::Parts);
        };
        let agency = AgencyCode::parse(agency).map_err(|_| DossierCodeError::Agency)?;
        read_day(day).ok_or(DossierCodeError::Date)?;
        let least = if day.len() == 8 { 7 } else { 4 };
        let canonical = serial.len() == least || (serial.len() > least && !serial.starts_with('0'));
        if !canonical || read_serial(serial).is_none() {
            return Err(DossierCodeError::Serial);
        }
        Ok(Self(format!("{agency}-{day}-{serial}")))
    }

    /// The agency whose counter gave the code.
    #[must_use]
    pub fn agency(&self) -> AgencyCode {
        AgencyCode::parse(self.part(0)).expect("the agency was read when the code was made")
    }

    /// The day on which the code was given.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        read_day(self.part(1)).expect("the day was read when the code was made")
    }

    /// The serial of that day (classic form) or of the sequence (national form).
    #[must_use]
    pub fn serial(&self) -> u32 {
        read_serial(self.part(2)).expect("the serial was read when the code was made")
    }

    fn part(&self, at: usize) -> &str {
        self.0.split('-').nth(at).unwrap_or_default()
    }
}

fn read_day(text: &str) -> Option<NaiveDate> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match text.len() {
        6 => (2000 + text[..2].parse::<i32>().ok()?, &text[2..]),
        8 => (text[..4].parse().ok()?, &text[4..]),
        _ => return None,
    };
    (2000..=2099).contains(&year).then_some(())?;
    NaiveDate::from_ymd_opt(year, rest[..2].parse().ok()?, rest[2..].parse().ok()?)
}

fn read_serial(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

text_identifier!(DossierCode, DossierCodeError);
shown_as_stored!(DossierCode);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("000.00.15.H29-250630-0007", "000.00.15.H29", (2025, 6, 30), 7)]
    #[case(" h29.15 – 250701 – 0007 ", "H29.15", (2025, 7, 1), 7)]
    #[case("G09.20-20260609-0092637", "G09.20", (2026, 6, 9), 92637)]
    #[case("H29.15-261122-10000", "H29.15", (2026, 11, 22), 10000)]
    fn reads_all_forms(#[case] text: &str, #[case] agency: &str, #[case] day: (i32, u32, u32), #[case] serial: u32) {
        let code = DossierCode::parse(text).unwrap();
        assert_eq!(code.agency().as_str(), agency);
        assert_eq!(code.day(), NaiveDate::from_ymd_opt(day.0, day.1, day.2).unwrap());
        assert_eq!(code.serial(), serial);
    }

    #[rstest]
    #[case("", DossierCodeError::Empty)]
    #[case("H29.15-250701", DossierCodeError::Parts)]
    #[case("29-250701-0007", DossierCodeError::Agency)]
    #[case("H29-250732-0007", DossierCodeError::Date)]
    #[case("H29-19990101-0000007", DossierCodeError::Date)]
    #[case("H29-+50701-0007", DossierCodeError::Date)]
    #[case("H29-250701-007", DossierCodeError::Serial)]
    #[case("H29-250701-00007", DossierCodeError::Serial)]
    #[case("H29-250701-99999999999", DossierCodeError::Serial)]
    #[case("H29-20250701-0007", DossierCodeError::Serial)]
    fn says_what_is_wrong(#[case] text: &str, #[case] error: DossierCodeError) {
        assert_eq!(DossierCode::parse(text), Err(error));
    }

    #[test]
    fn too_long_and_too_old() {
        assert_eq!(DossierCode::parse(&"1".repeat(65)), Err(DossierCodeError::TooLong));
        let agency = AgencyCode::parse("H29").unwrap();
        assert_eq!(
            DossierCode::new(&agency, NaiveDate::from_ymd_opt(1999, 12, 31).unwrap(), 1),
            Err(DossierCodeError::Date)
        );
    }

    proptest! {
        #[test]
        fn what_is_made_is_read(serial in any::<u32>(), days in 0_u64..36_000, agency in "[A-Z][0-9]{2}(\\.[A-Z0-9]{1,5}){0,5}") {
            let agency = AgencyCode::parse(&agency).unwrap();
            let day = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + chrono::Days::new(days);
            let code = DossierCode::new(&agency, day, serial).unwrap();
            prop_assert!(code.as_str().len() <= LONGEST);
            let read = DossierCode::parse(code.as_str()).unwrap();
            prop_assert_eq!((read.agency(), read.day(), read.serial()), (agency, day, serial));
            prop_assert_eq!(serde_json::from_value::<DossierCode>(serde_json::to_value(&read).unwrap()).unwrap(), code);
        }

        #[test]
        fn hostile_input_is_refused_calmly(text in any::<String>()) {
            if let Ok(code) = DossierCode::parse(&text) {
                let _ = (code.agency(), code.day(), code.serial());
            }
        }
    }
}
