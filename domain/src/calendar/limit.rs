//! Time limits as the procedures write them (TIM-2).

use std::fmt;
use std::str::FromStr;

/// How long something may take. Written `8wh`, `3wd`, `10d`, `1m`, `same-day`; numbers from 1 to 10000.
///
/// The text of the procedure decides on the unit: a plain "ngày" is a calendar day and never silently a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Giờ làm việc.
    WorkingHours(u32),
    /// Ngày làm việc.
    WorkingDays(u32),
    /// Ngày: calendar days.
    Days(u32),
    /// Tháng: calendar months.
    Months(u32),
    /// Trong ngày làm việc.
    SameDay,
}

/// Why a text is not a time limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum LimitError {
    /// Neither a number with `wh`, `wd`, `d` or `m`, nor `same-day`.
    #[error("a limit is written like 8wh, 3wd, 10d, 1m or same-day")]
    Form,
    /// The number is 0 or above 10000.
    #[error("the number of a limit is between 1 and {max}", max = Limit::MOST)]
    Number,
}

impl Limit {
    /// The largest number of any unit.
    pub const MOST: u32 = 10_000;

    /// Reads `8wh`, `3wd`, `10d`, `1m` or `same-day`.
    ///
    /// # Errors
    /// When the form or the number is wrong.
    pub fn parse(text: &str) -> Result<Self, LimitError> {
        let text = text.trim();
        if text == "same-day" {
            return Ok(Self::SameDay);
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let build: fn(u32) -> Self = match unit.trim_start() {
            "wh" => Self::WorkingHours,
            "wd" => Self::WorkingDays,
            "d" => Self::Days,
            "m" => Self::Months,
            _ => return Err(LimitError::Form),
        };
        if number.is_empty() {
            return Err(LimitError::Form);
        }
        let number = number
            .parse()
            .ok()
            .filter(|n| (1..=Self::MOST).contains(n))
            .ok_or(LimitError::Number)?;
        Ok(build(number))
    }

    /// The number, kept within its bounds whoever made the value; none for the same day.
    #[must_use]
    pub fn number(self) -> Option<u32> {
        match self {
            Self::WorkingHours(n) | Self::WorkingDays(n) | Self::Days(n) | Self::Months(n) => {
                Some(n.clamp(1, Self::MOST))
            }
            Self::SameDay => None,
        }
    }
}

impl FromStr for Limit {
    type Err = LimitError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WorkingHours(n) => write!(f, "{n}wh"),
            Self::WorkingDays(n) => write!(f, "{n}wd"),
            Self::Days(n) => write!(f, "{n}d"),
            Self::Months(n) => write!(f, "{n}m"),
            Self::SameDay => f.write_str("same-day"),
        }
    }
}

impl serde::Serialize for Limit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Limit {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("8wh", Limit::WorkingHours(8))]
    #[case("3wd", Limit::WorkingDays(3))]
    #[case("10d", Limit::Days(10))]
    #[case("1m", Limit::Months(1))]
    #[case("same-day", Limit::SameDay)]
    fn is_read_and_written(#[case] text: &str, #[case] limit: Limit) {
        assert_eq!(Limit::parse(text), Ok(limit));
        assert_eq!(limit.to_string(), text);
        assert_eq!(serde_json::to_value(limit).unwrap(), text);
        assert_eq!(serde_json::from_value::<Limit>(text.into()).unwrap(), limit);
    }

    #[rstest]
    #[case("", LimitError::Form)]
    #[case("3", LimitError::Form)]
    #[case("wd", LimitError::Form)]
    #[case("3 weeks", LimitError::Form)]
    #[case("-3wd", LimitError::Form)]
    #[case("0wd", LimitError::Number)]
    #[case("10001d", LimitError::Number)]
    #[case("99999999999d", LimitError::Number)]
    fn says_what_is_wrong(#[case] text: &str, #[case] error: LimitError) {
        assert_eq!(Limit::parse(text), Err(error));
    }

    proptest! {
        #[test]
        fn hostile_input_is_refused_calmly(text in any::<String>()) {
            let _ = Limit::parse(&text);
        }
    }
}
