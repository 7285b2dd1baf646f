//! Personal identification number (số định danh cá nhân), COD-6 and COD-7.

use super::digits::{self, NotDigits};
use super::macros::{field_error, masked_debug, shown_as_stored, text_identifier};
use super::{PartialDate, Sex};
use chrono::Datelike as _;

/// Twelve digits `PPP C YY SSSSSS`: place of registration, century with sex, year of birth, serial. Also the number of the căn cước card.
///
/// Only the number of digits is checked (COD-7a): corrected birth dates, re-determined sex and foreign birth codes exist, so
/// everything else is a [warning](Self::warnings) for the officer and never stops anybody.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonalId(String);

field_error! {
    /// Why a text is not a personal identification number.
    PersonalIdError {
        /// Nothing was typed.
        Empty => "personal_id_empty", "the number is empty";
        /// It holds something else than digits and spaces.
        NotDigits {
            /// The first such character.
            found: char
        } => "personal_id_not_digits", "the number holds '{found}', which is not a digit";
        /// It has not twelve digits.
        Length {
            /// How many it has.
            found: usize
        } => "personal_id_length", "the number has {found} digits instead of 12";
        /// It has nine digits: an old identity card (CMND), no longer valid since 2025.
        OldIdentityCard => "personal_id_old_card", "nine digits are the number of an old identity card";
    }
}

/// What looks odd in a number and is for a person to judge (COD-7b).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonalIdWarning {
    /// The first three digits are not in the list of provinces and countries.
    UnknownProvince {
        /// The three digits.
        code: String,
    },
    /// The fourth digit belongs to the other sex.
    SexDiffers,
    /// The year of birth in the number is another one than that given.
    BirthYearDiffers {
        /// The year the number says.
        in_number: i32,
        /// The year that was given.
        given: i32,
    },
}

impl PersonalId {
    /// Reads twelve digits; spaces around and between them do not matter.
    ///
    /// # Errors
    /// When there are other characters or another number of digits.
    pub fn parse(text: &str) -> Result<Self, PersonalIdError> {
        match digits::exactly(text, 12, char::is_whitespace) {
            Ok(number) => Ok(Self(number)),
            Err(NotDigits::Empty) => Err(PersonalIdError::Empty),
            Err(NotDigits::Other(found)) => Err(PersonalIdError::NotDigits { found }),
            Err(NotDigits::Count(9)) => Err(PersonalIdError::OldIdentityCard),
            Err(NotDigits::Count(found)) => Err(PersonalIdError::Length { found }),
        }
    }

    /// Code of the province (or country) where the birth was registered: three digits.
    #[must_use]
    pub fn province_code(&self) -> &str {
        &self.0[..3]
    }

    /// The year of birth that the number says: 1900 to 2399.
    #[must_use]
    pub fn birth_year(&self) -> i32 {
        1900 + i32::from(self.digit(3) / 2) * 100 + i32::from(self.digit(4)) * 10 + i32::from(self.digit(5))
    }

    /// The sex that the number says: an even fourth digit is male.
    #[must_use]
    pub fn sex(&self) -> Sex {
        if self.digit(3).is_multiple_of(2) {
            Sex::Male
        } else {
            Sex::Female
        }
    }

    /// What does not fit to what is known otherwise. Never a reason to refuse (COD-7).
    ///
    /// An empty list of codes means that the place is not looked at.
    #[must_use]
    pub fn warnings<S: AsRef<str>>(
        &self,
        sex: Option<Sex>,
        birth: Option<&PartialDate>,
        known_province_codes: &[S],
    ) -> Vec<PersonalIdWarning> {
        let mut warnings = Vec::new();
        let code = self.province_code();
        if !known_province_codes.is_empty() && !known_province_codes.iter().any(|known| known.as_ref() == code) {
            warnings.push(PersonalIdWarning::UnknownProvince { code: code.to_owned() });
        }
        if sex.is_some_and(|sex| sex != Sex::Other && sex != self.sex()) {
            warnings.push(PersonalIdWarning::SexDiffers);
        }
        if let Some(given) = birth
            .map(|date| date.first_day().year())
            .filter(|year| *year != self.birth_year())
        {
            warnings.push(PersonalIdWarning::BirthYearDiffers {
                in_number: self.birth_year(),
                given,
            });
        }
        warnings
    }

    /// For pages that need to be recognised, not read: `001••••••123`.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}••••••{}", &self.0[..3], &self.0[9..])
    }

    fn digit(&self, at: usize) -> u8 {
        self.0.as_bytes()[at] - b'0'
    }
}

text_identifier!(PersonalId, PersonalIdError);
shown_as_stored!(PersonalId);
masked_debug!(PersonalId);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NONE: &[&str] = &[];

    #[test]
    fn the_girl_born_in_hanoi_in_2026() {
        let id = PersonalId::parse(" 001 326 000 123 ").unwrap();
        assert_eq!(id.as_str(), "001326000123");
        assert_eq!(
            (id.province_code(), id.birth_year(), id.sex()),
            ("001", 2026, Sex::Female)
        );
        let birth = PartialDate::parse("18/11/2026").unwrap();
        assert!(id.warnings(Some(Sex::Female), Some(&birth), &["001", "079"]).is_empty());
        assert_eq!(id.masked(), "001••••••123");
        assert!(!format!("{id:?}").contains("001326"));
    }

    #[test]
    fn oddities_only_warn() {
        let id = PersonalId::parse("999000000001").unwrap();
        let birth = PartialDate::parse("1985").unwrap();
        assert_eq!(
            id.warnings(Some(Sex::Female), Some(&birth), &["001"]),
            [
                PersonalIdWarning::UnknownProvince { code: "999".into() },
                PersonalIdWarning::SexDiffers,
                PersonalIdWarning::BirthYearDiffers {
                    in_number: 1900,
                    given: 1985
                },
            ]
        );
        assert!(id.warnings(Some(Sex::Other), None, NONE).is_empty());
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(PersonalId::parse("  "), Err(PersonalIdError::Empty));
        assert_eq!(PersonalId::parse("123456789"), Err(PersonalIdError::OldIdentityCard));
        assert_eq!(
            PersonalId::parse("00132600012"),
            Err(PersonalIdError::Length { found: 11 })
        );
        assert_eq!(
            PersonalId::parse("00132600012O"),
            Err(PersonalIdError::NotDigits { found: 'O' })
        );
        assert_eq!(
            PersonalId::parse("٠٠١٣٢٦٠٠٠١٢٣").unwrap_err().key(),
            "personal_id_not_digits"
        );
        assert!(serde_json::from_str::<PersonalId>("\"1\"").is_err());
    }

    proptest! {
        #[test]
        fn any_twelve_digits_round_trip(digits in "[0-9]{12}") {
            let id = PersonalId::parse(&digits).unwrap();
            prop_assert_eq!(id.to_string(), digits);
            prop_assert!((1900..2400).contains(&id.birth_year()));
            let json = serde_json::to_string(&id).unwrap();
            prop_assert_eq!(serde_json::from_str::<PersonalId>(&json).unwrap(), id);
        }

        #[test]
        fn hostile_input_is_refused_calmly(text in any::<String>()) {
            let _ = PersonalId::parse(&text);
        }
    }
}
