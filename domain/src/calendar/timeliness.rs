//! In time or late (TIM-7, TIM-8).

use super::due::Due;
use super::office::WorkingCalendar;
use super::stop::{Stop, pauses};
use super::zone::{local_minute, vietnam_date};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How a dossier stands to its due time (TIM-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timeliness {
    /// Trước hạn: finished on an earlier date.
    Early,
    /// Đúng hạn: finished on the due date, not after the due time.
    OnTime,
    /// Quá hạn: finished after the due time.
    Overdue,
    /// Trong hạn: not finished, the due time has not passed.
    PendingInTime,
    /// Chưa xong, quá hạn: not finished, the due time has passed.
    PendingOverdue,
}

impl Timeliness {
    /// Compares the end of the work, or while it is not finished the time `now` (or the end of the period reported on), with the due time.
    ///
    /// Dates are Vietnam's. The due time itself is still in time.
    #[must_use]
    pub fn of(due: DateTime<Utc>, finished: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        match finished {
            Some(at) if vietnam_date(at) < vietnam_date(due) => Self::Early,
            Some(at) if at <= due => Self::OnTime,
            Some(_) => Self::Overdue,
            None if now <= due => Self::PendingInTime,
            None => Self::PendingOverdue,
        }
    }

    /// Whether reports count it as late.
    #[must_use]
    pub const fn is_late(self) -> bool {
        matches!(self, Self::Overdue | Self::PendingOverdue)
    }
}

/// How urgent something unfinished is (TIM-7), in rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningLevel {
    /// Less than half of the time is used.
    None,
    /// Half of the time is used.
    Half,
    /// Most of the time is used.
    Most,
    /// The last hours run.
    LastHours,
    /// The due time has passed.
    Overdue,
}

/// From when to warn (TIM-7); the defaults are the rule's 50 %, 80 % and four hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WarningRules {
    /// First warning, in percent of the working time.
    pub half_percent: u8,
    /// Second warning, in percent of the working time.
    pub most_percent: u8,
    /// Third warning, in working minutes before the due time.
    pub last_minutes: u32,
}

impl Default for WarningRules {
    fn default() -> Self {
        Self {
            half_percent: 50,
            most_percent: 80,
            last_minutes: 240,
        }
    }
}

impl WorkingCalendar {
    /// How urgent something is that began at `start`. Time during stops is neither used nor available; while the clock stands,
    /// the level stays what it was.
    #[must_use]
    pub fn warning_level(
        &self,
        rules: WarningRules,
        now: DateTime<Utc>,
        start: DateTime<Utc>,
        due: &Due,
        stops: &[Stop],
    ) -> WarningLevel {
        let left = self.remaining_of(now, due);
        if left.overdue {
            return WarningLevel::Overdue;
        }
        if left.minutes <= i64::from(rules.last_minutes) {
            return WarningLevel::LastHours;
        }
        let start = local_minute(start);
        let end = local_minute(due.at);
        let stopped: i64 = pauses(start, stops, &self.hours)
            .iter()
            .filter(|pause| pause.from < end)
            .map(|pause| self.minutes(pause.from, pause.to.min(end)))
            .sum();
        let total = if start < end {
            self.minutes(start, end) - stopped
        } else {
            0
        };
        let used = (total - left.minutes).max(0);
        if used * 100 >= total * i64::from(rules.most_percent) {
            WarningLevel::Most
        } else if used * 100 >= total * i64::from(rules.half_percent) {
            WarningLevel::Half
        } else {
            WarningLevel::None
        }
    }
}
