//! Dates, times, durations, money and sizes as they are read, in Vietnam's zone (UTC+7, no summer time).

use crate::components::TimeState;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Utc, Weekday};
use motcua_texts::{Lang, common, number};

/// An instant on the clocks of Vietnam.
#[must_use]
pub fn local(instant: DateTime<Utc>) -> NaiveDateTime {
    const HOURS_EAST: i32 = 7;
    FixedOffset::east_opt(HOURS_EAST * 3600)
        .map_or(instant.naive_utc(), |zone| instant.with_timezone(&zone).naive_local())
}

/// An instant for machines: RFC 3339 with Vietnam's offset.
#[must_use]
pub fn machine(instant: DateTime<Utc>) -> String {
    format!("{}+07:00", local(instant).format("%Y-%m-%dT%H:%M:%S"))
}

/// A full date: 23/11/2026.
#[must_use]
pub fn date(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// A date within reach: thứ Tư 25/11, Wednesday 25/11; with its year when it is another one than `today`'s.
#[must_use]
pub fn near_date(lang: Lang, day: NaiveDate, today: NaiveDate) -> String {
    let shown = if day.year() == today.year() {
        day.format("%d/%m")
    } else {
        day.format("%d/%m/%Y")
    };
    format!("{} {shown}", weekday(lang, day.weekday()))
}

/// A weekday.
#[must_use]
pub fn weekday(lang: Lang, day: Weekday) -> &'static str {
    use common::date as texts;
    match day {
        Weekday::Mon => texts::monday(lang),
        Weekday::Tue => texts::tuesday(lang),
        Weekday::Wed => texts::wednesday(lang),
        Weekday::Thu => texts::thursday(lang),
        Weekday::Fri => texts::friday(lang),
        Weekday::Sat => texts::saturday(lang),
        Weekday::Sun => texts::sunday(lang),
    }
}

/// A time of day: 14:10.
#[must_use]
pub fn time(instant: DateTime<Utc>) -> String {
    local(instant).format("%H:%M").to_string()
}

/// A date with its time: 23/11/2026 lúc 14:10.
#[must_use]
pub fn date_time(lang: Lang, instant: DateTime<Utc>) -> String {
    common::date::at(lang, date(local(instant).date()), time(instant))
}

/// A promise: 17:00 hôm nay, 17:00 thứ Tư 25/11.
#[must_use]
pub fn promise(lang: Lang, due: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (day, today) = (local(due).date(), local(now).date());
    let words = match (day - today).num_days() {
        0 => common::date::today(lang).to_owned(),
        1 => common::date::tomorrow(lang).to_owned(),
        _ => near_date(lang, day, today),
    };
    format!("{} {words}", time(due))
}

/// A length of working time in its two largest units; days are working days of eight hours.
#[must_use]
pub fn working_time(lang: Lang, minutes: u64) -> String {
    const HOUR: u64 = 60;
    const DAY: u64 = 8 * HOUR;
    use common::time as texts;
    let (days, hours, rest) = (minutes / DAY, minutes % DAY / HOUR, minutes % HOUR);
    match (days, hours, rest) {
        (0, 0, rest) => texts::minutes(lang, rest),
        (0, hours, 0) => texts::hours(lang, hours),
        (0, hours, rest) => format!("{} {}", texts::hours(lang, hours), texts::minutes(lang, rest)),
        (days, 0, _) => texts::days(lang, days),
        (days, hours, _) => format!("{} {}", texts::days(lang, days), texts::hours(lang, hours)),
    }
}

/// What is left of a promise, in words and colour: minutes of working time, negative when it is broken; it is soon late
/// below `soon` minutes.
#[must_use]
pub fn time_left(lang: Lang, minutes: i64, soon: u64) -> (TimeState, String) {
    let words = working_time(lang, minutes.unsigned_abs());
    match minutes {
        i64::MIN..0 => (TimeState::Late, common::time::late(lang, words)),
        0 => (TimeState::Soon, common::time::due_now(lang).to_owned()),
        left if left.unsigned_abs() < soon => (TimeState::Soon, common::time::left(lang, words)),
        _ => (TimeState::Ok, common::time::left(lang, words)),
    }
}

/// An amount of money; nothing to pay is said as plainly as an amount.
#[must_use]
pub fn money(lang: Lang, dong: u64) -> String {
    match dong {
        0 => common::money::free(lang).to_owned(),
        dong => common::money::dong(lang, number(lang, dong)),
    }
}

/// The size of a file.
#[must_use]
pub fn file_size(lang: Lang, bytes: u64) -> String {
    match bytes {
        0..1_000 => common::file::bytes(lang, bytes),
        1_000..1_000_000 => common::file::kilobytes(lang, tenths(lang, bytes / 100)),
        _ => common::file::megabytes(lang, tenths(lang, bytes / 100_000)),
    }
}

/// A number given in tenths, without a needless ",0".
fn tenths(lang: Lang, tenths: u64) -> String {
    let mark = match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    };
    match tenths % 10 {
        0 => number(lang, tenths / 10),
        rest => format!("{}{mark}{rest}", number(lang, tenths / 10)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn at(hour: u32, minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 23, hour, minute, 0).unwrap()
    }

    #[test]
    fn times_are_those_of_vietnam() {
        assert_eq!(date_time(Lang::Vi, at(7, 10)), "23/11/2026 lúc 14:10");
        assert_eq!(date_time(Lang::En, at(18, 0)), "24/11/2026 at 01:00");
        assert_eq!(machine(at(7, 10)), "2026-11-23T14:10:00+07:00");
    }

    #[test]
    fn promises_are_said_from_today() {
        let due = at(10, 0);
        assert_eq!(promise(Lang::Vi, due, at(1, 0)), "17:00 hôm nay");
        assert_eq!(
            promise(Lang::Vi, due + chrono::Days::new(2), at(1, 0)),
            "17:00 thứ Tư 25/11"
        );
        assert_eq!(
            promise(Lang::En, due + chrono::Days::new(1), at(1, 0)),
            "17:00 tomorrow"
        );
        assert_eq!(
            promise(Lang::Vi, due + chrono::Days::new(60), at(1, 0)),
            "17:00 thứ Sáu 22/01/2027"
        );
    }

    #[test]
    fn time_left_is_said_in_two_units_at_most() {
        assert_eq!(
            time_left(Lang::Vi, -80, 120),
            (TimeState::Late, "Quá hạn 1 giờ 20 phút".into())
        );
        assert_eq!(
            time_left(Lang::Vi, 65, 120),
            (TimeState::Soon, "Còn 1 giờ 5 phút".into())
        );
        assert_eq!(time_left(Lang::En, 4 * 480, 120), (TimeState::Ok, "4 days left".into()));
        assert_eq!(
            time_left(Lang::En, 480 + 61, 120),
            (TimeState::Ok, "1 day 1 hour left".into())
        );
        assert_eq!(time_left(Lang::Vi, 0, 120).1, "Đến hạn");
    }

    #[test]
    fn no_fee_is_said_plainly() {
        assert_eq!(money(Lang::Vi, 0), "Không mất phí");
        assert_eq!(money(Lang::Vi, 135_000), "135.000 đồng");
        assert_eq!(money(Lang::En, 135_000), "135,000 dong");
    }

    #[test]
    fn sizes_are_rounded_down() {
        assert_eq!(file_size(Lang::Vi, 999), "999 B");
        assert_eq!(file_size(Lang::Vi, 1_250_000), "1,2 MB");
        assert_eq!(file_size(Lang::En, 5_000), "5 kB");
    }
}
