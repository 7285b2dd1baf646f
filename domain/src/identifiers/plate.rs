//! Number plates of vehicles (biển số xe).

use super::digits::LONGEST_INPUT;
use super::macros::{field_error, shown_as_stored, text_identifier};

/// A plate: province number and series, then four or five digits: `30A-123.45`, `29B1-234.56`, `29AA-123.45`, `30A-1234`;
/// military plates are `TM-12-34`, diplomatic ones `80-123-NG-01`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlateNumber(String);

field_error! {
    /// Why a text is not a plate number.
    PlateNumberError {
        /// Nothing was typed.
        Empty => "plate_empty", "the plate number is empty";
        /// Something else than letters, digits, spaces, dots and hyphens.
        Character {
            /// The first such character.
            found: char
        } => "plate_character", "the plate number holds '{found}'";
        /// It begins with digits that are no province.
        Province => "plate_province", "the plate number does not begin with the number of a province";
        /// Any other form.
        Form => "plate_form", "the text is not written like 30A-123.45 or 29B1-234.56";
    }
}

impl PlateNumber {
    /// Reads a plate with or without its hyphens and dots; small letters become capitals.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, PlateNumberError> {
        if text.len() > LONGEST_INPUT {
            return Err(PlateNumberError::Form);
        }
        // Where something stood between the characters tells `29B1-2345` from `29B-123.45`.
        let mut plate: Vec<char> = Vec::new();
        let mut gaps: Vec<usize> = Vec::new();
        for c in text.trim().chars() {
            if super::digits::is_filler(c) {
                gaps.push(plate.len());
                continue;
            }
            match c.to_ascii_uppercase() {
                c if c.is_ascii_alphanumeric() => plate.push(c),
                'đ' | 'Đ' => plate.push('Đ'),
                found => return Err(PlateNumberError::Character { found }),
            }
        }
        match plate.as_slice() {
            [] => Err(PlateNumberError::Empty),
            [a, b, digits @ ..] if is_letter(*a) && is_letter(*b) => military([*a, *b], digits),
            [a, b, rest @ ..] if a.is_ascii_digit() && b.is_ascii_digit() => {
                // Eleven is the lowest number of a province.
                if *a == '0' || (*a == '1' && *b == '0') {
                    return Err(PlateNumberError::Province);
                }
                if rest.first().is_some_and(char::is_ascii_digit) {
                    diplomatic([*a, *b], rest)
                } else {
                    civil([*a, *b], rest, gaps.contains(&4) && !gaps.contains(&3))
                }
            }
            _ => Err(PlateNumberError::Province),
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_uppercase() || c == 'Đ'
}

fn text(chars: &[char]) -> String {
    chars.iter().collect()
}

fn military(unit: [char; 2], digits: &[char]) -> Result<PlateNumber, PlateNumberError> {
    if digits.len() != 4 || !digits.iter().all(char::is_ascii_digit) {
        return Err(PlateNumberError::Form);
    }
    Ok(PlateNumber(format!(
        "{}-{}-{}",
        text(&unit),
        text(&digits[..2]),
        text(&digits[2..])
    )))
}

fn diplomatic(province: [char; 2], rest: &[char]) -> Result<PlateNumber, PlateNumberError> {
    let [a, b, c, kind_1, kind_2, d, e] = rest else {
        return Err(PlateNumberError::Form);
    };
    let kind = text(&[*kind_1, *kind_2]);
    let digits = [a, b, c, d, e];
    if !matches!(kind.as_str(), "NG" | "NN" | "QT" | "CV") || !digits.iter().all(|digit| digit.is_ascii_digit()) {
        return Err(PlateNumberError::Form);
    }
    Ok(PlateNumber(format!("{}-{a}{b}{c}-{kind}-{d}{e}", text(&province))))
}

/// `short` says that the writer put a gap behind letter and digit, and none behind the letter.
fn civil(province: [char; 2], rest: &[char], short: bool) -> Result<PlateNumber, PlateNumberError> {
    let letters = rest.iter().take_while(|c| is_letter(**c)).count();
    let digits = rest.len() - letters;
    let series_digits = match (letters, digits) {
        (1, 5) if short => 1,
        (1 | 2, 4 | 5) => 0,
        (1 | 2, 6) => 1,
        _ => return Err(PlateNumberError::Form),
    };
    let (series, number) = rest.split_at(letters + series_digits);
    if !number.iter().all(char::is_ascii_digit) || !series[letters..].iter().all(char::is_ascii_digit) {
        return Err(PlateNumberError::Form);
    }
    let number = if number.len() == 5 {
        format!("{}.{}", text(&number[..3]), text(&number[3..]))
    } else {
        text(number)
    };
    Ok(PlateNumber(format!("{}{}-{number}", text(&province), text(series))))
}

text_identifier!(PlateNumber, PlateNumberError);
shown_as_stored!(PlateNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("30a12345", "30A-123.45")]
    #[case("30A-123.45", "30A-123.45")]
    #[case("30A 1234", "30A-1234")]
    #[case("29-B1 234.56", "29B1-234.56")]
    #[case("29B123456", "29B1-234.56")]
    #[case("29B1-2345", "29B1-2345")]
    #[case("29AA-123.45", "29AA-123.45")]
    #[case("29-MĐ1 123.45", "29MĐ1-123.45")]
    #[case("29mđ112345", "29MĐ1-123.45")]
    #[case("tm 12 34", "TM-12-34")]
    #[case("80-123-NG-01", "80-123-NG-01")]
    fn reads(#[case] text: &str, #[case] stored: &str) {
        let plate = PlateNumber::parse(text).unwrap();
        assert_eq!(plate.as_str(), stored);
        assert_eq!(PlateNumber::parse(stored), Ok(plate));
    }

    #[rstest]
    #[case("", PlateNumberError::Empty)]
    #[case("09A-123.45", PlateNumberError::Province)]
    #[case("A30-123.45", PlateNumberError::Province)]
    #[case("30A-123", PlateNumberError::Form)]
    #[case("30ABC-12345", PlateNumberError::Form)]
    #[case("30A-12B.45", PlateNumberError::Form)]
    #[case("30A/12345", PlateNumberError::Character { found: '/' })]
    fn says_what_is_wrong(#[case] text: &str, #[case] error: PlateNumberError) {
        assert_eq!(PlateNumber::parse(text), Err(error));
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_alike(text in "[0-9]{2}[- ]?[A-ZĐ]{1,2}[0-9]?[- ]?[0-9]{3,4}[.]?[0-9]{1,2}|\\PC*") {
            if let Ok(plate) = PlateNumber::parse(&text) {
                prop_assert_eq!(PlateNumber::parse(plate.as_str()), Ok(plate));
            }
        }
    }
}
