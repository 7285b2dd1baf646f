//! Tax code (mã số thuế), COD-8.

use super::digits::{self, NotDigits};
use super::macros::{field_error, shown_as_stored, text_identifier};

/// Tax code of an organisation, the same as its enterprise code: ten digits, and `-001` to `-999` for a dependent unit.
///
/// People and households use their personal identification number since 2025-07-01.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaxCode(String);

field_error! {
    /// Why a text is not a tax code.
    TaxCodeError {
        /// Nothing was typed.
        Empty => "tax_code_empty", "the tax code is empty";
        /// Something else than digits.
        NotDigits {
            /// The first such character.
            found: char
        } => "tax_code_not_digits", "the tax code holds '{found}', which is not a digit";
        /// Neither ten nor thirteen digits.
        Length {
            /// How many it has.
            found: usize
        } => "tax_code_length", "the tax code has {found} digits instead of 10 or 13";
        /// Twelve digits: the personal number of a person or household.
        PersonalNumber => "tax_code_personal_number", "twelve digits are a personal identification number";
        /// The tenth digit does not fit to the nine before it: most often a typing error.
        CheckDigit => "tax_code_check_digit", "the tax code has a typing error";
        /// The unit's number is 000.
        Branch => "tax_code_branch", "the number of the dependent unit is 000";
    }
}

impl TaxCode {
    /// Reads ten digits, or thirteen with or without a hyphen, and checks the tenth.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, TaxCodeError> {
        let digits = match digits::exactly(text, 10, digits::is_filler) {
            Err(NotDigits::Count(13)) => digits::exactly(text, 13, digits::is_filler),
            read => read,
        };
        let digits = digits.map_err(|fault| match fault {
            NotDigits::Empty => TaxCodeError::Empty,
            NotDigits::Other(found) => TaxCodeError::NotDigits { found },
            NotDigits::Count(12) => TaxCodeError::PersonalNumber,
            NotDigits::Count(found) => TaxCodeError::Length { found },
        })?;
        let (main, branch) = digits.split_at(10);
        if !check_digit_fits(main.as_bytes()) {
            return Err(TaxCodeError::CheckDigit);
        }
        match branch {
            "" => Ok(Self(digits)),
            "000" => Err(TaxCodeError::Branch),
            _ => Ok(Self(format!("{main}-{branch}"))),
        }
    }

    /// The ten digits of the organisation itself.
    #[must_use]
    pub fn main(&self) -> &str {
        &self.0[..10]
    }

    /// The three digits of a dependent unit.
    #[must_use]
    pub fn branch(&self) -> Option<&str> {
        self.0.get(11..)
    }
}

/// Tenth digit = 10 − (weighted sum mod 11); a result of 10 is never issued.
fn check_digit_fits(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    let sum: u32 = WEIGHTS
        .iter()
        .zip(digits)
        .map(|(weight, digit)| weight * u32::from(digit - b'0'))
        .sum();
    digits
        .get(9)
        .is_some_and(|last| u32::from(last - b'0') == 10 - sum % 11)
}

text_identifier!(TaxCode, TaxCodeError);
shown_as_stored!(TaxCode);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("0100109106", "0100109106", None)]
    #[case(" 0100 109 106 ", "0100109106", None)]
    #[case("0100109106-001", "0100109106-001", Some("001"))]
    #[case("0100109106001", "0100109106-001", Some("001"))]
    fn reads(#[case] text: &str, #[case] stored: &str, #[case] branch: Option<&str>) {
        let code = TaxCode::parse(text).unwrap();
        assert_eq!(
            (code.as_str(), code.main(), code.branch()),
            (stored, "0100109106", branch)
        );
    }

    #[rstest]
    #[case("", TaxCodeError::Empty)]
    #[case("0100109107", TaxCodeError::CheckDigit)]
    #[case("0100109160", TaxCodeError::CheckDigit)]
    #[case("001326000123", TaxCodeError::PersonalNumber)]
    #[case("01001091", TaxCodeError::Length { found: 8 })]
    #[case("010010910x", TaxCodeError::NotDigits { found: 'x' })]
    #[case("0100109106-000", TaxCodeError::Branch)]
    fn says_what_is_wrong(#[case] text: &str, #[case] error: TaxCodeError) {
        assert_eq!(TaxCode::parse(text), Err(error));
    }

    proptest! {
        #[test]
        fn at_most_one_last_digit_fits(nine in "[0-9]{9}") {
            let good: Vec<TaxCode> = (0..10).filter_map(|last| TaxCode::parse(&format!("{nine}{last}")).ok()).collect();
            prop_assert!(good.len() <= 1);
            for code in good {
                prop_assert_eq!(TaxCode::parse(code.as_str()), Ok(code));
            }
        }

        #[test]
        fn hostile_input_is_refused_calmly(text in any::<String>()) {
            let _ = TaxCode::parse(&text);
        }
    }
}
