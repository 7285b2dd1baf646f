//! Number of a health-insurance card (mã thẻ BHYT), COD-10.

use super::digits::{self, LONGEST_INPUT};
use super::macros::{field_error, masked_debug, shown_as_stored, text_identifier};
use super::social_insurance::SocialInsuranceNumber;

/// Fifteen characters: group (two letters), benefit level 1 to 5, province, social-insurance number; on cards since 2021-04-01
/// only the last ten.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HealthCardNumber(String);

field_error! {
    /// Why a text is not the number of a health-insurance card.
    HealthCardNumberError {
        /// Nothing was typed.
        Empty => "health_card_empty", "the card number is empty";
        /// Neither fifteen characters nor ten digits.
        Length {
            /// How many characters it has.
            found: usize
        } => "health_card_length", "the card number has {found} characters instead of 15 or 10";
        /// The first two characters are not letters.
        Group => "health_card_group", "the card number does not begin with two letters";
        /// The third character is not a digit from 1 to 5.
        Level => "health_card_level", "the benefit level is not between 1 and 5";
        /// Something else than digits behind.
        NotDigits => "health_card_not_digits", "the end of the card number is not made of digits";
    }
}

impl HealthCardNumber {
    /// Reads the number as printed on either kind of card; spaces, dots and hyphens do not matter.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, HealthCardNumberError> {
        if text.len() > LONGEST_INPUT {
            return Err(HealthCardNumberError::Length { found: text.len() });
        }
        let number: String = text
            .chars()
            .filter(|c| !digits::is_filler(*c))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let bytes = number.as_bytes();
        let are_digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
        match (number.chars().count(), bytes) {
            (0, _) => Err(HealthCardNumberError::Empty),
            (10, digits) if are_digits(digits) => Ok(Self(number)),
            (10, _) => Err(HealthCardNumberError::NotDigits),
            (15, [a, b, ..]) if !(a.is_ascii_uppercase() && b.is_ascii_uppercase()) => {
                Err(HealthCardNumberError::Group)
            }
            (15, [_, _, level, ..]) if !(b'1'..=b'5').contains(level) => Err(HealthCardNumberError::Level),
            (15, [_, _, _, rest @ ..]) if are_digits(rest) => Ok(Self(number)),
            (15, _) => Err(HealthCardNumberError::NotDigits),
            (found, _) => Err(HealthCardNumberError::Length { found }),
        }
    }

    /// The group of insured people, such as `TE` for children under six; unknown on new cards.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        (self.0.len() == 15).then(|| &self.0[..2])
    }

    /// The benefit level 1 to 5; unknown on new cards.
    #[must_use]
    pub fn level(&self) -> Option<u8> {
        (self.0.len() == 15).then(|| self.0.as_bytes()[2] - b'0')
    }

    /// The social-insurance number at its end.
    #[must_use]
    pub fn social_insurance_number(&self) -> SocialInsuranceNumber {
        SocialInsuranceNumber::parse(&self.0[self.0.len() - 10..]).expect("the last ten characters are digits")
    }
}

text_identifier!(HealthCardNumber, HealthCardNumberError);
shown_as_stored!(HealthCardNumber);
masked_debug!(HealthCardNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn a_childs_card() {
        let card = HealthCardNumber::parse("te 1 01 0123456789").unwrap();
        assert_eq!(card.as_str(), "TE1010123456789");
        assert_eq!((card.group(), card.level()), (Some("TE"), Some(1)));
        assert_eq!(card.social_insurance_number().as_str(), "0123456789");
    }

    #[test]
    fn a_new_card_has_only_ten_digits() {
        let card = HealthCardNumber::parse("0123456789").unwrap();
        assert_eq!((card.group(), card.level()), (None, None));
    }

    #[rstest]
    #[case("", HealthCardNumberError::Empty)]
    #[case("1E1010123456789", HealthCardNumberError::Group)]
    #[case("TE6010123456789", HealthCardNumberError::Level)]
    #[case("TE10101234567X9", HealthCardNumberError::NotDigits)]
    #[case("TÊ1010123456789", HealthCardNumberError::Group)]
    #[case("TE1", HealthCardNumberError::Length { found: 3 })]
    fn says_what_is_wrong(#[case] text: &str, #[case] error: HealthCardNumberError) {
        assert_eq!(HealthCardNumber::parse(text), Err(error));
    }

    proptest! {
        #[test]
        fn round_trips(text in "[A-Z]{2}[1-5][0-9]{12}") {
            let card = HealthCardNumber::parse(&text).unwrap();
            prop_assert_eq!(card.to_string(), text);
            let _ = card.social_insurance_number();
        }

        #[test]
        fn hostile_input_is_refused_calmly(text in "\\PC{15}|\\PC*") {
            let _ = HealthCardNumber::parse(&text);
        }
    }
}
