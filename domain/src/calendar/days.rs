//! What a single day is: worked, or off and why.

use super::office::WorkingCalendar;
use super::table::{DayOff, FixedHoliday, WorkingSaturday};
use super::zone::{at_minute, next};
use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, Weekday};

/// What a day is in a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day<'a> {
    /// A working day like any other.
    Working,
    /// A weekly day off on which offices work.
    WorkingInstead(&'a WorkingSaturday),
    /// A weekly day off.
    Weekly(Weekday),
    /// A day off from the table of its year.
    Off(&'a DayOff),
    /// A holiday on a fixed date, in a year without a table.
    Fixed(&'a FixedHoliday),
    /// The day after a fixed holiday that fell on a weekly day off, in a year without a table.
    FixedCompensation(&'a FixedHoliday),
}

impl Day<'_> {
    /// Whether limits count it.
    #[must_use]
    pub const fn is_working(&self) -> bool {
        matches!(self, Self::Working | Self::WorkingInstead(_))
    }
}

impl WorkingCalendar {
    /// What this day is.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> Day<'_> {
        let weekday = date.weekday();
        let in_week = self.hours.works_on(weekday);
        if self.days.year(date.year()).is_some() {
            if let Some(off) = self.days.off(date) {
                return Day::Off(off);
            }
            if in_week {
                return Day::Working;
            }
            return self
                .days
                .working(date)
                .map_or(Day::Weekly(weekday), Day::WorkingInstead);
        }
        if let Some(holiday) = self.days.fixed(date) {
            return Day::Fixed(holiday);
        }
        if !in_week {
            return Day::Weekly(weekday);
        }
        self.compensated(date).map_or(Day::Working, Day::FixedCompensation)
    }

    /// Whether limits count this day.
    #[must_use]
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        self.day(date).is_working()
    }

    /// The first working day after this one.
    #[must_use]
    pub fn next_working_day(&self, after: NaiveDate) -> NaiveDate {
        let mut date = next(after);
        // Ends: the week has a working day and a table has room for few holidays only.
        while !self.is_working_day(date) {
            date = next(date);
        }
        date
    }

    /// The fixed holiday for which this working day of an unannounced year is off: a holiday on a weekly day off moves to the next
    /// working day (Labour Code 2019 Art. 111(3)), two of them to the next two.
    fn compensated(&self, date: NaiveDate) -> Option<&FixedHoliday> {
        let back = |n: u64| date.checked_sub_days(Days::new(n));
        let mut owed: [Option<&FixedHoliday>; 7] = [None; 7];
        let mut count = 0;
        let mut paid = 0;
        for day in (1..=7).rev().filter_map(back) {
            if day.year() != date.year() && self.days.year(day.year()).is_some() {
                continue;
            }
            let in_week = self.hours.works_on(day.weekday());
            match self.days.fixed(day) {
                Some(holiday) if !in_week => {
                    owed[count] = Some(holiday);
                    count += 1;
                }
                None if in_week && paid < count => paid += 1,
                _ => {}
            }
        }
        owed[paid..count].first().copied().flatten()
    }

    pub(super) fn closing(&self, date: NaiveDate) -> NaiveDateTime {
        at_minute(date, self.hours.closes())
    }
}
