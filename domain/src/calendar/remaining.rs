//! How much working time is left.

use super::due::Due;
use super::office::WorkingCalendar;
use crate::text::Lang;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Working time until the due time, or since it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remaining {
    /// Working minutes; below zero when overdue.
    pub minutes: i64,
    /// Whether the due time has passed; true also before the first working minute after it.
    pub overdue: bool,
    /// Whether the clock stands, so that this does not become less.
    pub standing: bool,
    /// Length of a working day in minutes, to split by.
    pub minutes_per_day: u32,
}

impl WorkingCalendar {
    /// The working time from now to the due time.
    #[must_use]
    pub fn remaining(&self, now: DateTime<Utc>, due: DateTime<Utc>) -> Remaining {
        Remaining {
            minutes: self.working_minutes_between(now, due),
            overdue: now > due,
            standing: false,
            minutes_per_day: self.hours.minutes_per_day(),
        }
    }

    /// The working time from now to the due time; while the clock stands, that from the moment it stopped.
    #[must_use]
    pub fn remaining_of(&self, now: DateTime<Utc>, due: &Due) -> Remaining {
        let since = due.standing_since.filter(|since| *since <= now);
        Remaining {
            standing: since.is_some(),
            ..self.remaining(since.unwrap_or(now), due.at)
        }
    }
}

impl Remaining {
    /// Whole working days, of what is left or overdue.
    #[must_use]
    pub fn days(self) -> u64 {
        self.minutes.unsigned_abs() / self.per_day()
    }

    /// Whole working hours beside the days.
    #[must_use]
    pub fn hours(self) -> u64 {
        self.minutes.unsigned_abs() % self.per_day() / 60
    }

    /// Minutes beside the days and hours.
    #[must_use]
    pub fn minutes_beside(self) -> u64 {
        self.minutes.unsigned_abs() % self.per_day() % 60
    }

    fn per_day(self) -> u64 {
        u64::from(self.minutes_per_day.max(1))
    }

    /// `Còn 2 ngày 3 giờ làm việc`, `Quá hạn 1 ngày làm việc`; minutes only when there is less than a day.
    #[must_use]
    pub fn to_text(self, lang: Lang) -> String {
        let (days, hours) = (self.days(), self.hours());
        let minutes = if days == 0 { self.minutes_beside() } else { 0 };
        let mut parts = Vec::new();
        for (n, vi, en) in [
            (days, "ngày", "day"),
            (hours, "giờ", "hour"),
            (minutes, "phút", "minute"),
        ] {
            if n > 0 {
                parts.push(match lang {
                    Lang::Vi => format!("{n} {vi}"),
                    Lang::En => format!("{n} working {en}{}", if n == 1 { "" } else { "s" }),
                });
            }
        }
        let time = parts.join(" ");
        match (lang, self.overdue, parts.is_empty()) {
            (Lang::Vi, true, true) => "Vừa quá hạn".to_owned(),
            (Lang::En, true, true) => "Just overdue".to_owned(),
            (Lang::Vi, false, true) => "Đến hạn".to_owned(),
            (Lang::En, false, true) => "Due now".to_owned(),
            (Lang::Vi, true, false) => format!("Quá hạn {time} làm việc"),
            (Lang::En, true, false) => format!("{time} overdue"),
            (Lang::Vi, false, false) => format!("Còn {time} làm việc"),
            (Lang::En, false, false) => format!("{time} left"),
        }
    }
}
