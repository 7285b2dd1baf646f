//! Driving-licence number (số giấy phép lái xe), COD-11.

use super::digits::{self, NotDigits};
use super::macros::{field_error, masked_debug, shown_as_stored, text_identifier};

/// Twelve digits.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DrivingLicenceNumber(String);

field_error! {
    /// Why a text is not a driving-licence number.
    DrivingLicenceNumberError {
        /// Nothing was typed.
        Empty => "driving_licence_empty", "the licence number is empty";
        /// Something else than digits.
        NotDigits {
            /// The first such character.
            found: char
        } => "driving_licence_not_digits", "the licence number holds '{found}', which is not a digit";
        /// Not twelve digits.
        Length {
            /// How many it has.
            found: usize
        } => "driving_licence_length", "the licence number has {found} digits instead of 12";
    }
}

impl DrivingLicenceNumber {
    /// Reads twelve digits; spaces, dots and hyphens do not matter.
    ///
    /// # Errors
    /// When there are other characters or another number of digits.
    pub fn parse(text: &str) -> Result<Self, DrivingLicenceNumberError> {
        digits::exactly(text, 12, digits::is_filler)
            .map(Self)
            .map_err(|fault| match fault {
                NotDigits::Empty => DrivingLicenceNumberError::Empty,
                NotDigits::Other(found) => DrivingLicenceNumberError::NotDigits { found },
                NotDigits::Count(found) => DrivingLicenceNumberError::Length { found },
            })
    }
}

text_identifier!(DrivingLicenceNumber, DrivingLicenceNumberError);
shown_as_stored!(DrivingLicenceNumber);
masked_debug!(DrivingLicenceNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn twelve_digits() {
        assert_eq!(
            DrivingLicenceNumber::parse("010 123 456 789").unwrap().as_str(),
            "010123456789"
        );
        assert_eq!(DrivingLicenceNumber::parse(""), Err(DrivingLicenceNumberError::Empty));
        assert_eq!(
            DrivingLicenceNumber::parse("010"),
            Err(DrivingLicenceNumberError::Length { found: 3 })
        );
    }

    proptest! {
        #[test]
        fn round_trips_and_never_panics(text in any::<String>(), digits in "[0-9]{12}") {
            let _ = DrivingLicenceNumber::parse(&text);
            prop_assert_eq!(DrivingLicenceNumber::parse(&digits).unwrap().to_string(), digits);
        }
    }
}
