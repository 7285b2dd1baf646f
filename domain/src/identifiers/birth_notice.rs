//! Number of an electronic birth notice (giấy chứng sinh).

use super::macros::{field_error, masked_debug, shown_as_stored, text_identifier};

/// Eighteen characters `XXXXX.GCS.ZZZZZ.YY`: health facility, the letters GCS, serial, year.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BirthNoticeNumber(String);

field_error! {
    /// Why a text is not the number of a birth notice.
    BirthNoticeNumberError {
        /// Nothing was typed.
        Empty => "birth_notice_empty", "the number of the birth notice is empty";
        /// Not four parts, the second of them GCS.
        Form => "birth_notice_form", "the number is not written like 01001.GCS.00123.26";
        /// The facility is not five letters or digits.
        Facility => "birth_notice_facility", "the code of the health facility has not five characters";
        /// The serial is not five digits.
        Serial => "birth_notice_serial", "the serial has not five digits";
        /// The year is not two digits.
        Year => "birth_notice_year", "the year has not two digits";
    }
}

impl BirthNoticeNumber {
    /// Reads the number with dots, hyphens or spaces between its parts; small letters become capitals.
    ///
    /// # Errors
    /// The first part that is wrong.
    pub fn parse(text: &str) -> Result<Self, BirthNoticeNumberError> {
        if text.len() > super::digits::LONGEST_INPUT {
            return Err(BirthNoticeNumberError::Form);
        }
        let upper = text.trim().to_ascii_uppercase();
        if upper.is_empty() {
            return Err(BirthNoticeNumberError::Empty);
        }
        let parts: Vec<&str> = upper
            .split(super::digits::is_filler)
            .filter(|part| !part.is_empty())
            .collect();
        let [facility, "GCS", serial, year] = parts.as_slice() else {
            return Err(BirthNoticeNumberError::Form);
        };
        let are_digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if facility.len() != 5 || !facility.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(BirthNoticeNumberError::Facility);
        }
        if !are_digits(serial, 5) {
            return Err(BirthNoticeNumberError::Serial);
        }
        if !are_digits(year, 2) {
            return Err(BirthNoticeNumberError::Year);
        }
        Ok(Self(format!("{facility}.GCS.{serial}.{year}")))
    }

    /// Code of the health facility that gave the notice.
    #[must_use]
    pub fn facility(&self) -> &str {
        &self.0[..5]
    }
}

text_identifier!(BirthNoticeNumber, BirthNoticeNumberError);
shown_as_stored!(BirthNoticeNumber);
masked_debug!(BirthNoticeNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn eighteen_characters() {
        let notice = BirthNoticeNumber::parse(" 01001-gcs-00123-26 ").unwrap();
        assert_eq!(
            (notice.as_str(), notice.as_str().len(), notice.facility()),
            ("01001.GCS.00123.26", 18, "01001")
        );
    }

    #[rstest]
    #[case("", BirthNoticeNumberError::Empty)]
    #[case("01001.CGS.00123.26", BirthNoticeNumberError::Form)]
    #[case("0100.GCS.00123.26", BirthNoticeNumberError::Facility)]
    #[case("01001.GCS.123.26", BirthNoticeNumberError::Serial)]
    #[case("01001.GCS.00123.2026", BirthNoticeNumberError::Year)]
    fn says_what_is_wrong(#[case] text: &str, #[case] error: BirthNoticeNumberError) {
        assert_eq!(BirthNoticeNumber::parse(text), Err(error));
    }

    proptest! {
        #[test]
        fn round_trips_and_never_panics(good in "[A-Z0-9]{5}\\.GCS\\.[0-9]{5}\\.[0-9]{2}", bad in any::<String>()) {
            let _ = BirthNoticeNumber::parse(&bad);
            prop_assert_eq!(BirthNoticeNumber::parse(&good).unwrap().to_string(), good);
        }
    }
}
