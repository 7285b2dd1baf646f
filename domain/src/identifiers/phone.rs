//! Phone numbers of Vietnam (COD-11).

use super::digits::LONGEST_INPUT;
use super::macros::{field_error, masked_debug, text_identifier};
use std::fmt;

/// A Vietnamese number: ten digits from 0 for mobile phones, eleven from 02 for fixed lines. Stored as E.164 (`+84912345678`),
/// shown as people dial it (`0912345678`).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone(String);

field_error! {
    /// Why a text is not a Vietnamese phone number.
    PhoneError {
        /// Nothing was typed.
        Empty => "phone_empty", "the phone number is empty";
        /// Something else than digits, spaces, dots, hyphens and brackets.
        NotDigits {
            /// The first such character.
            found: char
        } => "phone_not_digits", "the phone number holds '{found}'";
        /// A number of another country.
        Foreign => "phone_foreign", "the phone number is not a Vietnamese one";
        /// Not as many digits as numbers with this beginning have.
        Length {
            /// How many digits it has in its national form.
            found: usize
        } => "phone_length", "the phone number has {found} digits; a mobile number has 10";
        /// No number begins like this; 01… was renumbered in 2018.
        Prefix => "phone_prefix", "no Vietnamese phone number begins like this";
    }
}

impl Phone {
    /// Reads `0912 345 678`, `+84 912.345.678`, `84912345678`, `(024) 3825 0000`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        if text.len() > LONGEST_INPUT {
            return Err(PhoneError::Length { found: text.len() });
        }
        let filler = |c: char| super::digits::is_filler(c) || matches!(c, '(' | ')');
        let mut typed: String = text.chars().filter(|c| !filler(*c)).collect();
        let plus = typed.starts_with('+');
        if plus {
            typed.remove(0);
        }
        if let Some(found) = typed.chars().find(|c| !c.is_ascii_digit()) {
            return Err(PhoneError::NotDigits { found });
        }
        if typed.is_empty() {
            return Err(PhoneError::Empty);
        }
        let (international, digits) = match typed.strip_prefix("00") {
            Some(rest) if !plus => (true, rest),
            _ => (plus, typed.as_str()),
        };
        // Some write the national zero behind the country code: +84 (0)912…
        let subscriber = if let Some(rest) = digits.strip_prefix("84").filter(|_| international || digits.len() > 10) {
            rest.strip_prefix('0').unwrap_or(rest)
        } else if international {
            return Err(PhoneError::Foreign);
        } else {
            digits.strip_prefix('0').ok_or(PhoneError::Prefix)?
        };
        match (subscriber.as_bytes().first(), subscriber.len()) {
            (Some(b'3' | b'5' | b'7' | b'8' | b'9'), 9) | (Some(b'2'), 10) => Ok(Self(format!("+84{subscriber}"))),
            (Some(b'2' | b'3' | b'5' | b'7' | b'8' | b'9') | None, found) => {
                Err(PhoneError::Length { found: found + 1 })
            }
            _ => Err(PhoneError::Prefix),
        }
    }

    /// As it is dialled in Vietnam: `0912345678`.
    #[must_use]
    pub fn national(&self) -> String {
        format!("0{}", &self.0[3..])
    }

    /// For pages where it is to be recognised, not read: `091••••678`.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("0{}••••{}", &self.0[3..5], super::digits::tail(&self.0, 3))
    }
}

text_identifier!(Phone, PhoneError);
masked_debug!(Phone);

/// As it is dialled in Vietnam.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0{}", &self.0[3..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("0912345678")]
    #[case(" 0912 345 678 ")]
    #[case("0912.345.678")]
    #[case("+84 912 345 678")]
    #[case("+84 (0)912 345 678")]
    #[case("84912345678")]
    #[case("0084912345678")]
    fn one_number_in_many_dresses(#[case] text: &str) {
        let phone = Phone::parse(text).unwrap();
        assert_eq!(
            (phone.as_str(), phone.to_string().as_str()),
            ("+84912345678", "0912345678")
        );
        assert_eq!(phone.masked(), "091••••678");
        assert!(!format!("{phone:?}").contains("0912"));
    }

    #[rstest]
    #[case("(024) 3825 0000", "+842438250000")]
    #[case("0842345678", "+84842345678")]
    fn other_numbers(#[case] text: &str, #[case] stored: &str) {
        assert_eq!(Phone::parse(text).unwrap().as_str(), stored);
    }

    #[rstest]
    #[case("", PhoneError::Empty)]
    #[case("+", PhoneError::Empty)]
    #[case("09123456a8", PhoneError::NotDigits { found: 'a' })]
    #[case("+1 202 555 0100", PhoneError::Foreign)]
    #[case("091234567", PhoneError::Length { found: 9 })]
    #[case("09123456789", PhoneError::Length { found: 11 })]
    #[case("01234567890", PhoneError::Prefix)]
    #[case("912345678", PhoneError::Prefix)]
    fn says_what_is_wrong(#[case] text: &str, #[case] error: PhoneError) {
        assert_eq!(Phone::parse(text), Err(error));
    }

    proptest! {
        #[test]
        fn round_trips(text in "0[35789][0-9]{8}|02[0-9]{9}") {
            let phone = Phone::parse(&text).unwrap();
            prop_assert_eq!(phone.to_string(), text);
            prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone));
        }

        #[test]
        fn hostile_input_is_refused_calmly(text in "[0-9+. ()]{0,20}|\\PC*") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(&phone.national()), Ok(phone));
            }
        }
    }
}
