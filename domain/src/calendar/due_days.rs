//! Limits in days and months: whole days, ending when the office closes.

use super::due::Listener;
use super::line::{DayReason, Line, TakenOut};
use super::office::WorkingCalendar;
use super::stop::Pause;
use super::zone::next;
use super::{Day, Limit};
use chrono::{Days, Months, NaiveDateTime};

impl WorkingCalendar {
    /// The day of acceptance is not counted; the limit ends when the office closes on the last working day (TIM-3, TIM-4).
    pub(super) fn count_working_days(
        &self,
        start: NaiveDateTime,
        number: u32,
        pauses: &[Pause],
        listener: &mut impl Listener,
    ) -> NaiveDateTime {
        let mut date = start.date();
        listener.hear(|| Line::DayNotCounted {
            date,
            reason: DayReason::Acceptance,
        });
        let mut waiting = pauses;
        let mut n = 0;
        while n < number {
            date = next(date);
            while let [pause, rest @ ..] = waiting {
                let takes_out = (pause.first_day..=pause.last_day).contains(&date);
                if !takes_out && pause.last_day >= date {
                    break;
                }
                listener.hear(|| pause.line(TakenOut::WorkingDays(self.taken_working_days(pause))));
                waiting = rest;
                if takes_out {
                    date = next(pause.last_day);
                }
            }
            match self.day(date) {
                day @ (Day::Working | Day::WorkingInstead(_)) => {
                    n += 1;
                    listener.hear(|| Line::DayCounted {
                        date,
                        n,
                        instead: matches!(day, Day::WorkingInstead(_)),
                    });
                }
                _ => listener.hear(|| self.day_off_line(date)),
            }
        }
        self.goes_on(self.closing(date), waiting, listener)
    }

    /// Calendar days and months, without the day of acceptance; a last day off moves to the next working day (TIM-3).
    pub(super) fn count_calendar(
        &self,
        start: NaiveDateTime,
        limit: Limit,
        pauses: &[Pause],
        listener: &mut impl Listener,
    ) -> NaiveDateTime {
        let from = start.date();
        listener.hear(|| Line::DayNotCounted {
            date: from,
            reason: DayReason::Acceptance,
        });
        let number = limit.number().unwrap_or(1);
        let last = match limit {
            Limit::Months(_) => from.checked_add_months(Months::new(number)),
            _ => from.checked_add_days(Days::new(number.into())),
        };
        let mut last = last.expect("years below 10000 and ten thousand months stay within the calendar");
        let mut waiting = pauses;
        while let [pause, rest @ ..] = waiting {
            if pause.first_day > last {
                break;
            }
            let days = (pause.last_day - pause.first_day).num_days() + 1;
            listener.hear(|| pause.line(TakenOut::CalendarDays(days.max(0))));
            last = last
                .checked_add_days(Days::new(u64::try_from(days).unwrap_or(0)))
                .unwrap_or(last);
            waiting = rest;
        }
        listener.hear(|| Line::CalendarCounted { from, to: last, limit });
        if !self.is_working_day(last) {
            last = self.roll_from(last, listener);
        }
        self.goes_on(self.closing(last), waiting, listener)
    }

    /// If the clock stands when the limit would end, the rest of its last day is used on the day of resumption.
    fn goes_on(&self, due: NaiveDateTime, waiting: &[Pause], listener: &mut impl Listener) -> NaiveDateTime {
        let mut due = due;
        for pause in waiting {
            if pause.from >= due {
                break;
            }
            if pause.to < due {
                continue;
            }
            listener.hear(|| {
                pause.line(TakenOut::WorkingDays(
                    self.working_days_between(due.date(), pause.to.date()),
                ))
            });
            let date = pause.to.date();
            let still_open = self.is_working_day(date) && pause.to < self.closing(date);
            due = self.closing(if still_open { date } else { self.next_working_day(date) });
            listener.hear(|| Line::LastDayGoesOn { date: due.date() });
        }
        due
    }

    fn taken_working_days(&self, pause: &Pause) -> i64 {
        let days = pause.first_day.iter_days().take_while(|day| *day <= pause.last_day);
        i64::try_from(days.filter(|day| self.is_working_day(*day)).count()).unwrap_or(i64::MAX)
    }
}
