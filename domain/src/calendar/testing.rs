//! The calendar of 2024 to 2027 for tests, here and in other crates (feature `testing`).

use super::{DayTable, OfficeRules, WorkingCalendar, local_time};
use chrono::{DateTime, NaiveDateTime, Utc};
use std::sync::Arc;

/// Usual office hours (07:30–11:30, 13:00–17:00), days off of 2024 to 2027 as in `reference/holidays.yaml`, default day count.
#[must_use]
pub fn calendar_2026() -> WorkingCalendar {
    let rules: OfficeRules = serde_json::from_value(serde_json::json!({"rules": [{
        "valid_from": "1995-01-01",
        "legal_basis": "test",
        "counting_hours": {"week": ["Mon", "Tue", "Wed", "Thu", "Fri"], "spans": ["07:30-11:30", "13:00-17:00"]},
        "same_day_cutoff": "15:00",
    }]}))
    .expect("the hours are written well");
    rules.rules[0].calendar(Arc::new(days_2026()))
}

/// The days off of 2024 to 2027.
#[must_use]
pub fn days_2026() -> DayTable {
    serde_json::from_str(include_str!("testing_days.json")).expect("the table is written well")
}

/// A time on clocks in Vietnam, written `2026-11-20 09:00`.
///
/// # Panics
/// When it is not written so; this is for tests.
#[must_use]
pub fn at(text: &str) -> DateTime<Utc> {
    local_time(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time like 2026-11-20 09:00"))
}
