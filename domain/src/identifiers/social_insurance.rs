//! Social-insurance number (mã số BHXH), COD-9.

use super::digits::{self, NotDigits};
use super::macros::{field_error, masked_debug, shown_as_stored, text_identifier};

/// Ten digits for life: two for the issuing province, eight for the person. The personal identification number is replacing it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SocialInsuranceNumber(String);

field_error! {
    /// Why a text is not a social-insurance number.
    SocialInsuranceNumberError {
        /// Nothing was typed.
        Empty => "social_insurance_empty", "the social-insurance number is empty";
        /// Something else than digits.
        NotDigits {
            /// The first such character.
            found: char
        } => "social_insurance_not_digits", "the social-insurance number holds '{found}', which is not a digit";
        /// Not ten digits.
        Length {
            /// How many it has.
            found: usize
        } => "social_insurance_length", "the social-insurance number has {found} digits instead of 10";
    }
}

impl SocialInsuranceNumber {
    /// Reads ten digits; spaces, dots and hyphens do not matter.
    ///
    /// # Errors
    /// When there are other characters or another number of digits.
    pub fn parse(text: &str) -> Result<Self, SocialInsuranceNumberError> {
        digits::exactly(text, 10, digits::is_filler)
            .map(Self)
            .map_err(|fault| match fault {
                NotDigits::Empty => SocialInsuranceNumberError::Empty,
                NotDigits::Other(found) => SocialInsuranceNumberError::NotDigits { found },
                NotDigits::Count(found) => SocialInsuranceNumberError::Length { found },
            })
    }

    /// The two digits of the issuing province.
    #[must_use]
    pub fn province(&self) -> &str {
        &self.0[..2]
    }
}

text_identifier!(SocialInsuranceNumber, SocialInsuranceNumberError);
shown_as_stored!(SocialInsuranceNumber);
masked_debug!(SocialInsuranceNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ten_digits() {
        assert_eq!(
            SocialInsuranceNumber::parse("01 2345 6789").unwrap().as_str(),
            "0123456789"
        );
        assert_eq!(SocialInsuranceNumber::parse("0123456789").unwrap().province(), "01");
        assert_eq!(
            SocialInsuranceNumber::parse("012"),
            Err(SocialInsuranceNumberError::Length { found: 3 })
        );
        assert_eq!(
            SocialInsuranceNumber::parse("GD0123456789"),
            Err(SocialInsuranceNumberError::NotDigits { found: 'G' })
        );
    }

    proptest! {
        #[test]
        fn round_trips_and_never_panics(text in any::<String>(), digits in "[0-9]{10}") {
            let _ = SocialInsuranceNumber::parse(&text);
            prop_assert_eq!(SocialInsuranceNumber::parse(&digits).unwrap().to_string(), digits);
        }
    }
}
