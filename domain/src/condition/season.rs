//! Days of a year, for what is open only at a certain time of every year.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// A day of any year, written `MM-dd`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayOfYear {
    month: u8,
    day: u8,
}

impl DayOfYear {
    /// Reads `04-21`; `None` for what is no day of any year.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (month, day) = text.split_once('-')?;
        let two = |part: &str| (part.len() == 2).then(|| part.parse::<u8>().ok()).flatten();
        let (month, day) = (two(month)?, two(day)?);
        // A leap year has every day there is.
        NaiveDate::from_ymd_opt(2024, month.into(), day.into())?;
        Some(Self { month, day })
    }

    /// The day of the year of a date.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
        Self {
            month: small(date.month()),
            day: small(date.day()),
        }
    }

    /// Whether the date lies between the two days, both counted; the time may run over the end of the year.
    #[must_use]
    pub fn spans(from: Self, to: Self, date: NaiveDate) -> bool {
        let day = Self::of(date);
        if from <= to {
            from <= day && day <= to
        } else {
            from <= day || day <= to
        }
    }
}

impl fmt::Display for DayOfYear {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}-{:02}", self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::DayOfYear;

    #[test]
    fn a_season_may_run_over_the_new_year() {
        let day = |text: &str| DayOfYear::parse(text).unwrap();
        let on = |date: &str| date.parse().unwrap();
        assert!(DayOfYear::spans(day("04-21"), day("04-28"), on("2026-04-28")));
        assert!(!DayOfYear::spans(day("04-21"), day("04-28"), on("2026-04-29")));
        assert!(DayOfYear::spans(day("12-15"), day("01-10"), on("2027-01-10")));
        assert!(!DayOfYear::spans(day("12-15"), day("01-10"), on("2027-01-11")));
        for bad in ["", "4-21", "04-31", "13-01", "0421", "04-21-1"] {
            assert_eq!(DayOfYear::parse(bad), None, "{bad}");
        }
        assert_eq!(day("02-29").to_string(), "02-29");
    }
}
