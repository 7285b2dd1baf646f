//! The steps of a calculation, as data.

use super::hours::Span;
use super::limit::Limit;
use super::stop::StopKind;
use super::table::DayOffKind;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Serialize};

/// One step of how a due time came about. [`to_text`](Self::to_text) says it in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Line {
    /// What is counted, from when, and in which hours.
    Start {
        /// The start.
        at: DateTime<Utc>,
        /// The limit.
        limit: Limit,
        /// The hours of a working day.
        hours: Vec<Span>,
    },
    /// A day that does not count.
    DayNotCounted {
        /// The day.
        date: NaiveDate,
        /// Why.
        reason: DayReason,
    },
    /// A working day that counts.
    DayCounted {
        /// The day.
        date: NaiveDate,
        /// The how-manieth it is.
        n: u32,
        /// It is a Saturday that makes up for a day off.
        instead: bool,
    },
    /// Calendar days or months, counted in one step.
    CalendarCounted {
        /// The day of the start, not counted.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
        /// The limit.
        limit: Limit,
    },
    /// Working minutes of a day.
    MinutesCounted {
        /// The day.
        date: NaiveDate,
        /// How many.
        minutes: i64,
    },
    /// The clock stood.
    Stopped {
        /// What was waited for.
        kind: StopKind,
        /// From when.
        from: DateTime<Utc>,
        /// To when; missing while it lasts.
        to: Option<DateTime<Utc>>,
        /// What is not counted for it.
        taken_out: TakenOut,
    },
    /// The limit would have ended while the clock stood: its last day is used on the day of resumption.
    LastDayGoesOn {
        /// The day on which it now ends.
        date: NaiveDate,
    },
    /// The last day is a day off: the limit ends with the next working day (TIM-3).
    MovedToNextWorkingDay {
        /// The day off.
        from: NaiveDate,
        /// The next working day.
        to: NaiveDate,
    },
    /// Accepted too late for the same day (PRC-8b).
    AfterCutoff {
        /// The last time for the same day.
        cutoff: NaiveTime,
    },
    /// The days off of these years are not announced.
    NotAnnounced {
        /// First such year.
        from: i32,
        /// Last such year.
        to: i32,
        /// The expected days are in the table; otherwise only holidays on fixed dates are known.
        expected: bool,
    },
    /// The end.
    Due {
        /// The due time.
        at: DateTime<Utc>,
    },
}

/// Why a day does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum DayReason {
    /// The day of acceptance (TIM-3).
    Acceptance,
    /// A weekly day off.
    Weekly {
        /// Which.
        weekday: Weekday,
    },
    /// A day off from the table or on a fixed date.
    Off {
        /// Why it is off.
        kind: DayOffKind,
        /// Vietnamese name.
        name_vi: String,
        /// English name.
        name_en: String,
    },
    /// The office had closed already.
    Closed,
}

/// What a stop takes out of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "unit", content = "n", rename_all = "snake_case")]
pub enum TakenOut {
    /// Nothing known yet: the stop lasts.
    Open,
    /// Working minutes.
    WorkingMinutes(i64),
    /// Working days.
    WorkingDays(i64),
    /// Calendar days.
    CalendarDays(i64),
}
