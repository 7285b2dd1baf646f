//! The days off of each year, as they are announced (TIM-9).

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Days off and working Saturdays by year, and the holidays that fall on the same date each year.
///
/// In a year without a table only the fixed holidays are known (with their compensation when they fall on a weekly day off), and
/// every explanation says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct DayTable {
    fixed: Vec<FixedHoliday>,
    years: BTreeMap<i32, YearTable>,
    off: BTreeMap<NaiveDate, DayOff>,
    working: BTreeMap<NaiveDate, WorkingSaturday>,
}

/// The table of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearTable {
    /// The year.
    pub year: i32,
    /// Whether the State has announced it or it is expected from the law.
    pub status: YearStatus,
    /// The law and notice it stands on.
    pub legal_basis: String,
    /// Days off beside the weekly ones.
    #[serde(default)]
    pub days_off: Vec<DayOff>,
    /// Weekly days off on which offices work.
    #[serde(default)]
    pub working_saturdays: Vec<WorkingSaturday>,
}

/// How official a year's table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearStatus {
    /// By the yearly notice.
    Announced,
    /// Our reading of the law before the notice.
    Expected,
}

/// How certain an entry is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Known.
    #[default]
    Sure,
    /// From one good source.
    Likely,
    /// To be confirmed.
    Unsure,
}

/// One day off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayOff {
    /// The day.
    pub date: NaiveDate,
    /// Why it is off.
    pub kind: DayOffKind,
    /// Vietnamese name.
    pub name_vi: String,
    /// English name.
    pub name_en: String,
    /// How certain it is.
    #[serde(default)]
    pub certainty: Certainty,
}

/// Why a day is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOffKind {
    /// Nghỉ lễ, tết.
    Holiday,
    /// Nghỉ bù: for a holiday that fell on a weekly day off.
    Compensation,
    /// Hoán đổi: for a Saturday on which offices work instead.
    Swap,
}

/// A weekly day off on which offices work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingSaturday {
    /// The day.
    pub date: NaiveDate,
    /// The day off that it makes up for.
    pub makes_up_for: NaiveDate,
    /// How certain it is.
    #[serde(default)]
    pub certainty: Certainty,
}

/// A holiday on the same date each year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedHoliday {
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
    /// First day on which the rule holds.
    pub valid_from: NaiveDate,
    /// Last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Vietnamese name.
    pub name_vi: String,
    /// English name.
    pub name_en: String,
    /// The law it stands on.
    pub legal_basis: String,
}

/// Why a table makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DayTableError {
    /// Two tables for one year.
    #[error("the year {0} stands twice in the table of days off")]
    YearTwice(i32),
    /// A day in the table of another year.
    #[error("{0} stands in the table of another year")]
    OtherYear(NaiveDate),
    /// A day that stands twice, or is both off and a working day.
    #[error("{0} stands twice in the table of days off")]
    DayTwice(NaiveDate),
    /// More fixed holidays than a year can bear: counting would find no working day.
    #[error("there are more than {MOST_FIXED} fixed holidays")]
    TooManyFixed,
    /// A fixed holiday on a date that does not exist in every year.
    #[error("{day}/{month} is not a date of every year")]
    FixedDate {
        /// Its month.
        month: u32,
        /// Its day.
        day: u32,
    },
}

const MOST_FIXED: usize = 30;

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    fixed: Vec<FixedHoliday>,
    #[serde(default)]
    years: Vec<YearTable>,
}

impl DayTable {
    /// A table from the fixed holidays and the tables of single years.
    ///
    /// # Errors
    /// When days or years stand twice or in the wrong place.
    pub fn new(fixed: Vec<FixedHoliday>, years: Vec<YearTable>) -> Result<Self, DayTableError> {
        if fixed.len() > MOST_FIXED {
            return Err(DayTableError::TooManyFixed);
        }
        for holiday in &fixed {
            // 2023 has no 29 February.
            NaiveDate::from_ymd_opt(2023, holiday.month, holiday.day).ok_or(DayTableError::FixedDate {
                month: holiday.month,
                day: holiday.day,
            })?;
        }
        let mut table = Self {
            fixed,
            years: BTreeMap::new(),
            off: BTreeMap::new(),
            working: BTreeMap::new(),
        };
        for year in years {
            for day in &year.days_off {
                table.claim(day.date, year.year)?;
                table.off.insert(day.date, day.clone());
            }
            for day in &year.working_saturdays {
                table.claim(day.date, year.year)?;
                table.working.insert(day.date, day.clone());
            }
            let number = year.year;
            if table.years.insert(number, year).is_some() {
                return Err(DayTableError::YearTwice(number));
            }
        }
        Ok(table)
    }

    fn claim(&self, date: NaiveDate, year: i32) -> Result<(), DayTableError> {
        if date.year() != year {
            return Err(DayTableError::OtherYear(date));
        }
        if self.off.contains_key(&date) || self.working.contains_key(&date) {
            return Err(DayTableError::DayTwice(date));
        }
        Ok(())
    }

    /// The tables of single years, in order.
    pub fn years(&self) -> impl Iterator<Item = &YearTable> {
        self.years.values()
    }

    /// The table of one year, if there is one.
    #[must_use]
    pub fn year(&self, year: i32) -> Option<&YearTable> {
        self.years.get(&year)
    }

    pub(super) fn off(&self, date: NaiveDate) -> Option<&DayOff> {
        self.off.get(&date)
    }

    pub(super) fn working(&self, date: NaiveDate) -> Option<&WorkingSaturday> {
        self.working.get(&date)
    }

    pub(super) fn fixed(&self, date: NaiveDate) -> Option<&FixedHoliday> {
        self.fixed.iter().find(|holiday| {
            holiday.month == date.month()
                && holiday.day == date.day()
                && holiday.valid_from <= date
                && holiday.valid_to.is_none_or(|last| date <= last)
        })
    }
}

impl TryFrom<Raw> for DayTable {
    type Error = DayTableError;

    fn try_from(raw: Raw) -> Result<Self, Self::Error> {
        Self::new(raw.fixed, raw.years)
    }
}

impl From<DayTable> for Raw {
    fn from(table: DayTable) -> Self {
        Self {
            fixed: table.fixed,
            years: table.years.into_values().collect(),
        }
    }
}
