//! From a start and a limit to the due time (TIM-3 to TIM-6, PRC-8b).

use super::line::{DayReason, Line, TakenOut};
use super::office::{DayCountMode, WorkingCalendar};
use super::stop::{Pause, Stop, pauses, standing_since};
use super::table::YearStatus;
use super::zone::{local_minute, minute_of_day, utc};
use super::{Day, DayOffKind, Limit};
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// When something is due, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The due time. While the clock stands: the time known so far, which moves when it goes on.
    pub at: DateTime<Utc>,
    /// Since when the clock stands, if it does.
    pub standing_since: Option<DateTime<Utc>>,
    /// How it came about, step by step.
    pub lines: Vec<Line>,
}

/// Who listens to the calculation. One calculation serves both the explained and the quick answer, so they cannot differ.
pub(super) trait Listener {
    fn hear(&mut self, line: impl FnOnce() -> Line);
}

struct Nobody;

impl Listener for Nobody {
    fn hear(&mut self, _line: impl FnOnce() -> Line) {}
}

impl Listener for Vec<Line> {
    fn hear(&mut self, line: impl FnOnce() -> Line) {
        self.push(line());
    }
}

impl WorkingCalendar {
    /// When a limit that began at `start` ends, with the explanation.
    ///
    /// An open stop moves nothing yet; it is in [`Due::standing_since`] and in the explanation. To ask what would be if the clock went
    /// on at a given time: [`due_if_resumed`](Self::due_if_resumed).
    #[must_use]
    pub fn due(&self, start: DateTime<Utc>, limit: Limit, stops: &[Stop]) -> Due {
        let mut lines = vec![Line::Start {
            at: start,
            limit,
            hours: self.hours.spans().to_vec(),
        }];
        let end = self.count(start, limit, stops, &mut lines);
        let at = utc(end);
        for stop in stops.iter().filter(|stop| stop.to.is_none()) {
            lines.push(Line::Stopped {
                kind: stop.kind,
                from: stop.from,
                to: None,
                taken_out: TakenOut::Open,
            });
        }
        self.note_years(local_minute(start).year(), end.year(), &mut lines);
        lines.push(Line::Due { at });
        Due {
            at,
            standing_since: standing_since(stops),
            lines,
        }
    }

    /// The due time alone: the same as [`due`](Self::due) without the explanation.
    #[must_use]
    pub fn due_at(&self, start: DateTime<Utc>, limit: Limit, stops: &[Stop]) -> DateTime<Utc> {
        utc(self.count(start, limit, stops, &mut Nobody))
    }

    /// The due time if every open stop ended now.
    #[must_use]
    pub fn due_if_resumed(&self, now: DateTime<Utc>, start: DateTime<Utc>, limit: Limit, stops: &[Stop]) -> Due {
        let stops: Vec<Stop> = stops.iter().map(|stop| stop.resumed_at(now)).collect();
        self.due(start, limit, &stops)
    }

    fn count(&self, start: DateTime<Utc>, limit: Limit, stops: &[Stop], listener: &mut impl Listener) -> NaiveDateTime {
        let start = local_minute(start);
        let pauses = pauses(start, stops, &self.hours);
        let number = limit.number().unwrap_or(1);
        match limit {
            Limit::WorkingHours(_) => self.count_minutes(start, i64::from(number) * 60, &pauses, listener),
            Limit::WorkingDays(_) if self.day_count_mode == DayCountMode::ExactHours => {
                let minutes = i64::from(number) * i64::from(self.hours.minutes_per_day());
                self.count_minutes(start, minutes, &pauses, listener)
            }
            Limit::WorkingDays(_) => self.count_working_days(start, number, &pauses, listener),
            Limit::Days(_) | Limit::Months(_) => self.count_calendar(start, limit, &pauses, listener),
            Limit::SameDay => self.count_same_day(start, &pauses, listener),
        }
    }

    fn count_minutes(
        &self,
        start: NaiveDateTime,
        minutes: i64,
        pauses: &[Pause],
        listener: &mut impl Listener,
    ) -> NaiveDateTime {
        let mut from = start;
        let mut left = minutes;
        for pause in pauses {
            let running = self.minutes(from, pause.from);
            if running >= left {
                break;
            }
            if running > 0 {
                self.after_minutes(from, running, |day, minutes| {
                    listener.hear(|| self.minutes_line(day, minutes));
                });
            }
            listener.hear(|| pause.line(TakenOut::WorkingMinutes(self.minutes(pause.from, pause.to))));
            left -= running;
            from = pause.to;
        }
        self.after_minutes(from, left, |day, minutes| {
            listener.hear(|| self.minutes_line(day, minutes));
        })
    }

    fn minutes_line(&self, date: NaiveDate, minutes: i64) -> Line {
        if minutes > 0 {
            Line::MinutesCounted { date, minutes }
        } else {
            self.day_off_line(date)
        }
    }

    pub(super) fn day_off_line(&self, date: NaiveDate) -> Line {
        let off = |kind, name_vi: &str, name_en: &str| DayReason::Off {
            kind,
            name_vi: name_vi.to_owned(),
            name_en: name_en.to_owned(),
        };
        let reason = match self.day(date) {
            Day::Working | Day::WorkingInstead(_) => DayReason::Closed,
            Day::Weekly(weekday) => DayReason::Weekly { weekday },
            Day::Off(day) => off(day.kind, &day.name_vi, &day.name_en),
            Day::Fixed(holiday) => off(DayOffKind::Holiday, &holiday.name_vi, &holiday.name_en),
            Day::FixedCompensation(holiday) => off(DayOffKind::Compensation, &holiday.name_vi, &holiday.name_en),
        };
        Line::DayNotCounted { date, reason }
    }

    /// Says it when the counting met years whose days off nobody has announced.
    fn note_years(&self, from: i32, to: i32, lines: &mut Vec<Line>) {
        for year in from..=to {
            let expected = match self.days.year(year).map(|table| table.status) {
                Some(YearStatus::Announced) => continue,
                Some(YearStatus::Expected) => true,
                None => false,
            };
            match lines.last_mut() {
                Some(Line::NotAnnounced {
                    to, expected: before, ..
                }) if *before == expected && *to == year - 1 => *to = year,
                _ => lines.push(Line::NotAnnounced {
                    from: year,
                    to: year,
                    expected,
                }),
            }
        }
    }

    fn count_same_day(&self, start: NaiveDateTime, pauses: &[Pause], listener: &mut impl Listener) -> NaiveDateTime {
        let mut due = self.same_day(start, listener);
        for pause in pauses {
            if pause.from >= due {
                break;
            }
            listener.hear(|| pause.line(TakenOut::WorkingMinutes(self.minutes(pause.from, pause.to))));
            // What is left is again the work of one day.
            due = due.max(self.same_day(pause.to, listener));
        }
        due
    }

    fn same_day(&self, from: NaiveDateTime, listener: &mut impl Listener) -> NaiveDateTime {
        let date = from.date();
        if self.is_working_day(date) {
            let late = minute_of_day(from) > self.cutoff_minute();
            if !late && from < self.closing(date) {
                return self.closing(date);
            }
            if late {
                listener.hear(|| Line::AfterCutoff {
                    cutoff: self.same_day_cutoff,
                });
            }
        }
        self.closing(self.roll_from(date, listener))
    }

    /// The next working day after this one, telling what is passed over.
    pub(super) fn roll_from(&self, date: NaiveDate, listener: &mut impl Listener) -> NaiveDate {
        let to = self.next_working_day(date);
        for day in date
            .iter_days()
            .take_while(|day| *day < to)
            .filter(|day| !self.is_working_day(*day))
        {
            listener.hear(|| self.day_off_line(day));
        }
        listener.hear(|| Line::MovedToNextWorkingDay { from: date, to });
        to
    }
}

impl Pause {
    pub(super) fn line(&self, taken_out: TakenOut) -> Line {
        Line::Stopped {
            kind: self.kind,
            from: utc(self.from),
            to: Some(utc(self.to)),
            taken_out,
        }
    }
}
