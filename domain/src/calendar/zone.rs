//! Vietnam's time: UTC+7 all year (COD-14).

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Timelike as _, Utc};

/// The zone Asia/Ho_Chi_Minh; it has had no summer time since 1975.
#[must_use]
pub const fn vietnam() -> FixedOffset {
    match FixedOffset::east_opt(7 * 3600) {
        Some(offset) => offset,
        None => unreachable!(),
    }
}

/// The date in Vietnam at this time.
#[must_use]
pub fn vietnam_date(at: DateTime<Utc>) -> NaiveDate {
    local(at).date()
}

/// This time with Vietnam's offset, for showing: RFC 3339 then ends in `+07:00`.
#[must_use]
pub fn vietnam_time(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.with_timezone(&vietnam())
}

/// The point in time at which clocks in Vietnam show this.
#[must_use]
pub fn local_time(local: NaiveDateTime) -> DateTime<Utc> {
    utc(local)
}

/// Clock time in Vietnam; absurd years are brought into 1 to 9999 so that no later step can overflow.
pub(super) fn local(at: DateTime<Utc>) -> NaiveDateTime {
    let naive = match at.year() {
        ..1 => NaiveDate::from_ymd_opt(1, 1, 1)
            .and_then(|day| day.and_hms_opt(0, 0, 0))
            .expect("a real day"),
        1..=9999 => at.naive_utc(),
        10_000.. => NaiveDate::from_ymd_opt(9999, 12, 31)
            .and_then(|day| day.and_hms_opt(0, 0, 0))
            .expect("a real day"),
    };
    naive + TimeDelta::hours(7)
}

/// Clock time in Vietnam in whole minutes.
pub(super) fn local_minute(at: DateTime<Utc>) -> NaiveDateTime {
    let local = local(at);
    local
        .with_second(0)
        .and_then(|local| local.with_nanosecond(0))
        .expect("a minute has a first second")
}

pub(super) fn utc(local: NaiveDateTime) -> DateTime<Utc> {
    local.checked_sub_signed(TimeDelta::hours(7)).unwrap_or(local).and_utc()
}

/// Minutes since midnight.
pub(super) fn minute_of_day(local: NaiveDateTime) -> u32 {
    local.hour() * 60 + local.minute()
}

/// A day at so many minutes after midnight.
pub(super) fn at_minute(day: NaiveDate, minute: u32) -> NaiveDateTime {
    day.and_hms_opt(minute / 60, minute % 60, 0)
        .expect("office hours end before midnight")
}

/// The next day; far from the end of the calendar, because times are brought into years below 10000.
pub(super) fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().expect("years stay far below the calendar's end")
}
