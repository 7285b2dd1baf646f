//! Counting working time between two points.

use super::office::WorkingCalendar;
use super::zone::{at_minute, local_minute, minute_of_day, next};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

impl WorkingCalendar {
    /// Working minutes from one time to another; below zero if the second is the earlier one.
    ///
    /// Both times are taken at the beginning of their minute, so parts add up to the whole.
    #[must_use]
    pub fn working_minutes_between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
        let (from, to) = (local_minute(from), local_minute(to));
        if from <= to {
            self.minutes(from, to)
        } else {
            -self.minutes(to, from)
        }
    }

    /// Working days after the first day up to and with the second: 0 for the same day; below zero if the second is the earlier one.
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let count = |from: NaiveDate, to: NaiveDate| {
            from.iter_days()
                .skip(1)
                .take_while(|day| *day <= to)
                .filter(|day| self.is_working_day(*day))
                .count()
        };
        let (days, sign) = if from <= to {
            (count(from, to), 1)
        } else {
            (count(to, from), -1)
        };
        sign * i64::try_from(days).unwrap_or(i64::MAX)
    }

    /// The day so many working days before another; for reminders and draft apologies ahead of a due date.
    #[must_use]
    pub fn working_days_before(&self, day: NaiveDate, count: u32) -> NaiveDate {
        let mut day = day;
        let mut left = count.min(super::Limit::MOST);
        while left > 0 {
            let Some(before) = day.pred_opt() else { break };
            day = before;
            left -= u32::from(self.is_working_day(day));
        }
        day
    }

    /// Whether the office works at this time.
    #[must_use]
    pub fn is_working_time(&self, at: DateTime<Utc>) -> bool {
        let local = local_minute(at);
        let minute = minute_of_day(local);
        self.is_working_day(local.date())
            && self
                .hours
                .spans()
                .iter()
                .any(|span| (span.from()..span.to()).contains(&minute))
    }

    pub(super) fn minutes(&self, from: NaiveDateTime, to: NaiveDateTime) -> i64 {
        let per_day = i64::from(self.hours.minutes_per_day());
        let worked = |local: NaiveDateTime| {
            if self.is_working_day(local.date()) {
                i64::from(self.hours.worked_before(minute_of_day(local)))
            } else {
                0
            }
        };
        worked(to) - worked(from) + per_day * self.whole_days(from.date(), to.date())
    }

    /// Working days from the first day up to but without the second.
    fn whole_days(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let mut day = from;
        let mut count = 0;
        while day < to {
            count += i64::from(self.is_working_day(day));
            day = next(day);
        }
        count
    }

    /// The time after so many (at least one) working minutes; tells how many fell on each day.
    pub(super) fn after_minutes(
        &self,
        from: NaiveDateTime,
        minutes: i64,
        mut tell: impl FnMut(NaiveDate, i64),
    ) -> NaiveDateTime {
        let mut day = from.date();
        let mut used = self.hours.worked_before(minute_of_day(from));
        let mut left = minutes;
        loop {
            let free = i64::from(self.hours.minutes_per_day() - used);
            if !self.is_working_day(day) || free == 0 {
                tell(day, 0);
            } else if left <= free {
                tell(day, left);
                let worked = used + u32::try_from(left).unwrap_or(0);
                return at_minute(day, self.hours.minute_after(worked));
            } else {
                tell(day, free);
                left -= free;
            }
            used = 0;
            day = next(day);
        }
    }
}
