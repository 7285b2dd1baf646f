//! Money: whole đồng (COD-15).

use super::macros::field_error;
use super::words;
use std::fmt;
use std::str::FromStr;

/// An amount of Vietnamese đồng; below zero for money that goes back. A number in JSON, and read from a number or from typed text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(transparent)]
pub struct Vnd(i64);

field_error! {
    /// Why a text is not an amount in đồng.
    VndError {
        /// Nothing was typed.
        Empty => "vnd_empty", "no amount is given";
        /// Something else than digits and thousands dots.
        NotANumber => "vnd_not_a_number", "the amount is not a whole number";
        /// The dots do not stand before each third digit from the right.
        Grouping => "vnd_grouping", "the dots in the amount do not separate thousands";
        /// More than can be counted here.
        TooLarge => "vnd_too_large", "the amount is too large";
    }
}

impl Vnd {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many đồng.
    #[must_use]
    pub const fn new(dong: i64) -> Self {
        Self(dong)
    }

    /// The number of đồng.
    #[must_use]
    pub const fn dong(self) -> i64 {
        self.0
    }

    /// Reads `1.234.567 đ`, `1234567`, `1 234 567 đồng`, `1.234.567 VND`.
    ///
    /// # Errors
    /// When it is not a whole number, or its dots stand where no thousands are.
    pub fn parse(text: &str) -> Result<Self, VndError> {
        if text.len() > super::digits::LONGEST_INPUT {
            return Err(VndError::TooLarge);
        }
        let lower = text.trim().to_lowercase();
        let bare = ["đồng", "vnđ", "vnd", "đ", "₫"]
            .iter()
            .find_map(|unit| lower.strip_suffix(unit))
            .unwrap_or(&lower)
            .trim();
        let (sign, bare) = bare
            .strip_prefix(['-', '\u{2212}'])
            .map_or(("", bare), |rest| ("-", rest.trim_start()));
        if bare.is_empty() {
            return Err(VndError::Empty);
        }
        let groups: Vec<&str> = bare.split(|c: char| c == '.' || c.is_whitespace()).collect();
        if !groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit())) {
            return Err(VndError::NotANumber);
        }
        let grouped_well =
            groups[0].len() <= 3 && !groups[0].is_empty() && groups[1..].iter().all(|group| group.len() == 3);
        if groups.len() > 1 && !grouped_well {
            return Err(VndError::Grouping);
        }
        i64::from_str(&format!("{sign}{}", groups.concat()))
            .map(Self)
            .map_err(|_| VndError::TooLarge)
    }

    /// The sum, if it can be counted.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, if it can be counted.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// So many times the amount, if it can be counted.
    #[must_use]
    pub fn checked_mul(self, times: i64) -> Option<Self> {
        self.0.checked_mul(times).map(Self)
    }

    /// The amount in words, for receipts: `một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy đồng`.
    #[must_use]
    pub fn in_words_vi(self) -> String {
        let sign = if self.0 < 0 { "âm " } else { "" };
        format!("{sign}{} đồng", words::number(self.0.unsigned_abs()))
    }
}

impl FromStr for Vnd {
    type Err = VndError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// `1.234.567 đ`, with a space that does not break.
impl fmt::Display for Vnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.unsigned_abs().to_string();
        if self.0 < 0 {
            f.write_str("-")?;
        }
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                f.write_str(".")?;
            }
            write!(f, "{digit}")?;
        }
        f.write_str("\u{a0}đ")
    }
}

impl<'de> serde::Deserialize<'de> for Vnd {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Amount;

        impl serde::de::Visitor<'_> for Amount {
            type Value = Vnd;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number of đồng")
            }

            fn visit_i64<E: serde::de::Error>(self, dong: i64) -> Result<Vnd, E> {
                Ok(Vnd(dong))
            }

            fn visit_u64<E: serde::de::Error>(self, dong: u64) -> Result<Vnd, E> {
                i64::try_from(dong).map(Vnd).map_err(|_| E::custom(VndError::TooLarge))
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vnd, E> {
                Vnd::parse(text).map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn shows_and_says_an_amount() {
        let amount = Vnd::new(1_234_567);
        assert_eq!(amount.to_string(), "1.234.567\u{a0}đ");
        assert_eq!(
            amount.in_words_vi(),
            "một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy đồng"
        );
        assert_eq!(Vnd::new(-500).to_string(), "-500\u{a0}đ");
        assert_eq!(Vnd::ZERO.in_words_vi(), "không đồng");
    }

    #[rstest]
    #[case("1.234.567 đ", Ok(1_234_567))]
    #[case("1234567", Ok(1_234_567))]
    #[case("8 000 đồng", Ok(8_000))]
    #[case("25.300.000 VNĐ", Ok(25_300_000))]
    #[case("-500₫", Ok(-500))]
    #[case("", Err(VndError::Empty))]
    #[case("đ", Err(VndError::Empty))]
    #[case("12,5", Err(VndError::NotANumber))]
    #[case("1.5", Err(VndError::Grouping))]
    #[case("1234.567", Err(VndError::Grouping))]
    #[case("1.000.", Err(VndError::Grouping))]
    #[case("99999999999999999999", Err(VndError::TooLarge))]
    fn reads_typed_amounts(#[case] text: &str, #[case] read: Result<i64, VndError>) {
        assert_eq!(Vnd::parse(text).map(Vnd::dong), read);
    }

    #[test]
    fn json_may_be_number_or_text() {
        assert_eq!(serde_json::from_str::<Vnd>("8000").unwrap(), Vnd::new(8_000));
        assert_eq!(serde_json::from_str::<Vnd>("\"8.000 đ\"").unwrap(), Vnd::new(8_000));
        assert!(serde_json::from_str::<Vnd>("1.5").is_err());
        assert_eq!(serde_json::to_string(&Vnd::new(8_000)).unwrap(), "8000");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read(dong in any::<i64>()) {
            let amount = Vnd::new(dong);
            prop_assert_eq!(Vnd::parse(&amount.to_string()), Ok(amount));
            prop_assert!(amount.in_words_vi().ends_with("đồng"));
        }

        #[test]
        fn hostile_input_is_refused_calmly(text in any::<String>()) {
            let _ = Vnd::parse(&text);
        }
    }
}
