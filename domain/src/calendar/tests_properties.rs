//! What holds for every start, limit and stop.

use super::testing::calendar_2026;
use super::*;
use chrono::{DateTime, TimeDelta, Timelike as _, Utc};
use proptest::prelude::*;

/// Any minute of the years 1900 to 2200.
fn any_time() -> impl Strategy<Value = DateTime<Utc>> {
    (-36_800_000_i64 * 60..=120_900_000 * 60).prop_map(|second| DateTime::from_timestamp(second, 0).unwrap())
}

/// A minute of the years with tables, where most rules meet.
fn near_time() -> impl Strategy<Value = DateTime<Utc>> {
    (28_401_000_i64..=30_500_000).prop_map(|minute| DateTime::from_timestamp(minute * 60, 0).unwrap())
}

fn limit(most: u32) -> impl Strategy<Value = Limit> {
    prop_oneof![
        (1..=most).prop_map(Limit::WorkingHours),
        (1..=most).prop_map(Limit::WorkingDays),
        (1..=most).prop_map(Limit::Days),
        (1..=most).prop_map(Limit::Months),
        Just(Limit::SameDay),
    ]
}

fn longer(limit: Limit) -> Limit {
    match limit {
        Limit::WorkingHours(n) => Limit::WorkingHours(n + 1),
        Limit::WorkingDays(n) => Limit::WorkingDays(n + 1),
        Limit::Days(n) => Limit::Days(n + 1),
        Limit::Months(n) => Limit::Months(n + 1),
        Limit::SameDay => Limit::SameDay,
    }
}

/// Stops around a start: from and length in minutes.
fn stops() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((-3_000_i64..40_000, -100_i64..12_000), 0..4)
}

fn placed(start: DateTime<Utc>, stops: &[(i64, i64)]) -> Vec<Stop> {
    let place = |(from, length): &(i64, i64)| {
        let from = start + TimeDelta::minutes(*from);
        Stop::closed(StopKind::Supplement, from, from + TimeDelta::minutes(*length))
    };
    stops.iter().map(place).collect()
}

fn calendars() -> impl Strategy<Value = WorkingCalendar> {
    prop_oneof![Just(DayCountMode::NextDayEndOfDay), Just(DayCountMode::ExactHours)].prop_map(|day_count_mode| {
        WorkingCalendar {
            day_count_mode,
            ..calendar_2026()
        }
    })
}

proptest! {
    #[test]
    fn due_is_after_the_start_and_when_the_office_works(calendar in calendars(), start in near_time(), limit in limit(40), stops in stops()) {
        let stops = placed(start, &stops);
        let due = calendar.due(start, limit, &stops);
        prop_assert!(due.at > start);
        let local = vietnam_time(due.at);
        prop_assert!(calendar.is_working_day(local.date_naive()));
        let minute = local.hour() * 60 + local.minute();
        prop_assert!(calendar.hours.spans().iter().any(|span| span.from() < minute && minute <= span.to()));
        prop_assert_eq!(calendar.due_at(start, limit, &stops), due.at);
        prop_assert_eq!(due.lines.last(), Some(&Line::Due { at: due.at }));
    }

    #[test]
    fn a_longer_limit_is_never_due_earlier(calendar in calendars(), start in near_time(), limit in limit(40), stops in stops()) {
        let stops = placed(start, &stops);
        prop_assert!(calendar.due_at(start, longer(limit), &stops) >= calendar.due_at(start, limit, &stops));
    }

    #[test]
    fn one_more_stop_is_never_due_earlier(calendar in calendars(), start in near_time(), limit in limit(20), stops in stops(), more in (-3_000_i64..40_000, 0_i64..12_000)) {
        let few = placed(start, &stops);
        let many: Vec<Stop> = few.iter().copied().chain(placed(start, &[more])).collect();
        prop_assert!(calendar.due_at(start, limit, &many) >= calendar.due_at(start, limit, &few));
    }

    #[test]
    fn never_due_while_the_clock_stands(calendar in calendars(), start in near_time(), limit in limit(20), stops in stops()) {
        let stops = placed(start, &stops);
        let due = calendar.due_at(start, limit, &stops);
        prop_assert!(!stops.iter().any(|stop| stop.from < due && stop.to.is_some_and(|to| due < to)));
    }

    #[test]
    fn nothing_is_left_at_the_due_time(calendar in calendars(), start in near_time(), limit in limit(40)) {
        let due = calendar.due_at(start, limit, &[]);
        let left = calendar.remaining(due, due);
        prop_assert_eq!((left.minutes, left.overdue), (0, false));
    }

    #[test]
    fn hours_are_exact(start in near_time(), hours in 1_u32..200) {
        let calendar = calendar_2026();
        let due = calendar.due_at(start, Limit::WorkingHours(hours), &[]);
        prop_assert_eq!(calendar.working_minutes_between(start, due), i64::from(hours) * 60);
    }

    #[test]
    fn minutes_add_up(a in near_time(), b in near_time(), c in near_time()) {
        let calendar = calendar_2026();
        let between = |x, y| calendar.working_minutes_between(x, y);
        prop_assert_eq!(between(a, b) + between(b, c), between(a, c));
        prop_assert_eq!(between(a, b), -between(b, a));
    }

    #[test]
    fn working_days_there_and_back(day in near_time(), count in 1_u32..60) {
        let calendar = calendar_2026();
        let day = vietnam_date(day);
        let before = calendar.working_days_before(day, count);
        prop_assert!(calendar.is_working_day(before));
        // Up to the day before, for the day itself need not be a working day.
        let gap = calendar.working_days_between(before, day.pred_opt().unwrap());
        prop_assert_eq!(gap, i64::from(count) - 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn three_centuries_and_ten_thousand_of_anything(start in any_time(), limit in limit(10_000), from in any_time(), to in any_time()) {
        let calendar = calendar_2026();
        let stops = [Stop::closed(StopKind::Other, from, to), Stop::open(StopKind::Payment, from)];
        let due = calendar.due_at(start, limit, &stops);
        prop_assert!(due > start);
        let _ = calendar.remaining(from, due).to_text(crate::text::Lang::Vi);
    }
}

#[test]
fn the_ends_of_time_do_not_break_it() {
    let calendar = calendar_2026();
    for start in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        for limit in [
            Limit::WorkingHours(u32::MAX),
            Limit::WorkingDays(0),
            Limit::Days(u32::MAX),
            Limit::Months(u32::MAX),
            Limit::SameDay,
        ] {
            let _ = calendar.due_at(start, limit, &[]);
        }
        let _ = calendar.remaining(start, start);
    }
}
