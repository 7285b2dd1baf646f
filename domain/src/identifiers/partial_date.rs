//! Dates of which perhaps only the year or the month is known (COD-14).

use super::macros::{as_checked_text, field_error};
use super::words;
use chrono::{Datelike as _, NaiveDate};
use std::fmt;

/// A day, a month or a year; many older papers say no more than the year of birth.
///
/// Stored in ISO form (`2026-11-18`, `2026-11`, `2026`), shown as dd/MM/yyyy. Years from 1000 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

/// How much of the date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Precision {
    /// The year alone.
    Year,
    /// Year and month.
    Month,
    /// The full date.
    Day,
}

field_error! {
    /// Why a text is not a date.
    PartialDateError {
        /// Nothing was typed.
        Empty => "date_empty", "no date is given";
        /// Not numbers with slashes, hyphens or dots between them.
        Form => "date_form", "the text is not written like 18/11/2026";
        /// A year of two or three digits.
        ShortYear => "date_short_year", "the year needs four digits";
        /// A month outside 1 to 12.
        Month => "date_month", "there is no such month";
        /// A day that the month does not have.
        Day => "date_day", "the month has no such day";
    }
}

impl PartialDate {
    /// Reads `18/11/2026`, `11/2026`, `2026` (also with hyphens, dots or spaces around the slashes) and the ISO forms.
    ///
    /// # Errors
    /// What is wrong with it; a day that does not exist is never moved to another.
    pub fn parse(text: &str) -> Result<Self, PartialDateError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(PartialDateError::Empty);
        }
        if text.len() > 40 {
            return Err(PartialDateError::Form);
        }
        let mut numbers = [0_u32; 3];
        let mut widths = [0_usize; 3];
        let mut count = 0;
        for part in text.split(['/', '-', '.']).map(str::trim) {
            if count == 3 || part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(PartialDateError::Form);
            }
            numbers[count] = part.parse().map_err(|_| PartialDateError::Form)?;
            widths[count] = part.len();
            count += 1;
        }
        let year_first = widths[0] == 4;
        let ([year, month, day], [year_width, month_width, day_width]) = match (count, year_first) {
            (1, _) => ([numbers[0], 0, 0], [widths[0], 0, 0]),
            (2, true) => ([numbers[0], numbers[1], 0], [widths[0], widths[1], 0]),
            (2, false) => ([numbers[1], numbers[0], 0], [widths[1], widths[0], 0]),
            (_, true) => (numbers, widths),
            (_, false) => ([numbers[2], numbers[1], numbers[0]], [widths[2], widths[1], widths[0]]),
        };
        if year_width < 4 || year < 1000 {
            return Err(PartialDateError::ShortYear);
        }
        if month_width > 2 || day_width > 2 {
            return Err(PartialDateError::Form);
        }
        let year = i32::try_from(year).map_err(|_| PartialDateError::Form)?;
        Self::new(year, (count > 1).then_some(month), (count > 2).then_some(day))
    }

    fn new(year: i32, month: Option<u32>, day: Option<u32>) -> Result<Self, PartialDateError> {
        if month.is_some_and(|month| !(1..=12).contains(&month)) {
            return Err(PartialDateError::Month);
        }
        NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1)).ok_or(PartialDateError::Day)?;
        Ok(Self { year, month, day })
    }

    /// A full date, if its year has four digits.
    #[must_use]
    pub fn from_day(day: NaiveDate) -> Option<Self> {
        (1000..=9999).contains(&day.year()).then(|| Self {
            year: day.year(),
            month: Some(day.month()),
            day: Some(day.day()),
        })
    }

    /// How much of the date is known.
    #[must_use]
    pub const fn precision(&self) -> Precision {
        match (self.month, self.day) {
            (Some(_), Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            _ => Precision::Year,
        }
    }

    /// The year.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The month, if known.
    #[must_use]
    pub const fn month(&self) -> Option<u32> {
        self.month
    }

    /// The full date, if known to the day.
    #[must_use]
    pub fn full(&self) -> Option<NaiveDate> {
        (self.precision() == Precision::Day).then(|| self.first_day())
    }

    /// The earliest day it can mean.
    #[must_use]
    pub fn first_day(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .expect("checked when the date was made")
    }

    /// The latest day it can mean.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        let next = match (self.month, self.day) {
            (Some(_), Some(_)) => return self.first_day(),
            (Some(month), None) if month < 12 => NaiveDate::from_ymd_opt(self.year, month + 1, 1),
            _ => NaiveDate::from_ymd_opt(self.year + 1, 1, 1),
        };
        next.and_then(|day| day.pred_opt())
            .expect("the first of a month has a day before it")
    }

    /// The ISO form: `2026-11-18`, `2026-11` or `2026`.
    #[must_use]
    pub fn to_iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }

    /// The date in words, as birth forms want it: `ngày mười tám tháng mười một năm hai nghìn không trăm hai mươi sáu`.
    #[must_use]
    pub fn in_words_vi(&self) -> String {
        let mut text = String::new();
        if let Some(day) = self.day {
            text.push_str(&format!("ngày {} ", words::number(day.into())));
        }
        if let Some(month) = self.month {
            // The fourth month has a word of its own.
            let month = if month == 4 {
                "tư".to_owned()
            } else {
                words::number(month.into())
            };
            text.push_str(&format!("tháng {month} "));
        }
        text.push_str(&format!("năm {}", words::number(self.year.unsigned_abs().into())));
        text
    }
}

as_checked_text!(PartialDate, PartialDateError);

/// `18/11/2026`, `11/2026` or `2026`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(day) = self.day {
            write!(f, "{day:02}/")?;
        }
        if let Some(month) = self.month {
            write!(f, "{month:02}/")?;
        }
        write!(f, "{:04}", self.year)
    }
}

impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_iso())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("18/11/2026", "18/11/2026", "2026-11-18")]
    #[case(" 8 / 1 / 2026 ", "08/01/2026", "2026-01-08")]
    #[case("8-1-2026", "08/01/2026", "2026-01-08")]
    #[case("8.1.2026", "08/01/2026", "2026-01-08")]
    #[case("2026-11-18", "18/11/2026", "2026-11-18")]
    #[case("11/2026", "11/2026", "2026-11")]
    #[case("2026-11", "11/2026", "2026-11")]
    #[case("1948", "1948", "1948")]
    #[case("29/02/2024", "29/02/2024", "2024-02-29")]
    fn reads_and_shows(#[case] text: &str, #[case] shown: &str, #[case] iso: &str) {
        let date = PartialDate::parse(text).unwrap();
        assert_eq!((date.to_string().as_str(), date.to_iso().as_str()), (shown, iso));
    }

    #[rstest]
    #[case("", PartialDateError::Empty)]
    #[case("hôm nay", PartialDateError::Form)]
    #[case("1/2/3/2026", PartialDateError::Form)]
    #[case("18//2026", PartialDateError::Form)]
    #[case("18/11/26", PartialDateError::ShortYear)]
    #[case("0926", PartialDateError::ShortYear)]
    #[case("18/13/2026", PartialDateError::Month)]
    #[case("29/02/2026", PartialDateError::Day)]
    #[case("0/2/2026", PartialDateError::Day)]
    #[case("018/11/2026", PartialDateError::Form)]
    fn says_what_is_wrong(#[case] text: &str, #[case] error: PartialDateError) {
        assert_eq!(PartialDate::parse(text), Err(error));
    }

    #[rstest]
    #[case("18/11/2026", "ngày mười tám tháng mười một năm hai nghìn không trăm hai mươi sáu")]
    #[case("01/04/1985", "ngày một tháng tư năm một nghìn chín trăm tám mươi lăm")]
    #[case("05/2005", "tháng năm năm hai nghìn không trăm linh năm")]
    #[case("1948", "năm một nghìn chín trăm bốn mươi tám")]
    fn in_words(#[case] text: &str, #[case] words: &str) {
        assert_eq!(PartialDate::parse(text).unwrap().in_words_vi(), words);
    }

    #[test]
    fn knows_the_days_it_can_mean() {
        let month = PartialDate::parse("02/2024").unwrap();
        assert_eq!(
            (month.first_day().to_string(), month.last_day().to_string()),
            ("2024-02-01".into(), "2024-02-29".into())
        );
        assert_eq!((month.precision(), month.full()), (Precision::Month, None));
        assert_eq!(PartialDate::parse("9999").unwrap().last_day().to_string(), "9999-12-31");
        assert!(PartialDate::parse("1980").unwrap() < PartialDate::parse("01/01/1980").unwrap());
    }

    proptest! {
        #[test]
        fn days_round_trip(year in 1000_i32..=9999, ordinal in 1_u32..=365) {
            let day = NaiveDate::from_yo_opt(year, ordinal).unwrap();
            let date = PartialDate::from_day(day).unwrap();
            prop_assert_eq!(date.full(), Some(day));
            prop_assert_eq!(PartialDate::parse(&date.to_string()), Ok(date));
            prop_assert_eq!(PartialDate::parse(&date.to_iso()), Ok(date));
            prop_assert_eq!(serde_json::from_value::<PartialDate>(serde_json::to_value(date).unwrap()).unwrap(), date);
        }

        #[test]
        fn hostile_input_is_refused_calmly(text in "[0-9/. -]{0,14}|\\PC*") {
            if let Ok(date) = PartialDate::parse(&text) {
                prop_assert!(date.first_day() <= date.last_day());
                prop_assert_eq!(PartialDate::parse(&date.to_iso()), Ok(date));
                let _ = date.in_words_vi();
            }
        }
    }
}
