//! The calendar of an agency: its hours, its rules and the country's days off.

use super::hours::{OfficeHours, Span};
use super::table::DayTable;
use crate::identifiers::AgencyCode;
use chrono::{NaiveDate, NaiveTime, Timelike as _, Weekday};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Everything that is needed to count working time. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingCalendar {
    /// The hours that limits are counted in.
    pub hours: OfficeHours,
    /// Days off and working Saturdays.
    pub days: Arc<DayTable>,
    /// Same-day dossiers accepted after this time are due the next working day (PRC-8b); 15:00 as a rule.
    pub same_day_cutoff: NaiveTime,
    /// How limits in working days are counted (TIM-4).
    pub day_count_mode: DayCountMode,
}

/// How limits in working days are counted (TIM-4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DayCountMode {
    /// The day of acceptance is not counted, and the last day ends when the office closes.
    #[default]
    NextDayEndOfDay,
    /// So many days of working hours from the minute of acceptance.
    ExactHours,
}

/// The rules of all agencies, with dates; read from `reference/office_hours.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeRules {
    /// Each rule with its agencies and dates.
    pub rules: Vec<OfficeRule>,
}

/// The hours of some agencies during some time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeRule {
    /// The agencies it is for, with all below them; none: for all that have no rule of their own.
    #[serde(default)]
    pub agencies: Vec<AgencyCode>,
    /// First day on which it holds.
    pub valid_from: NaiveDate,
    /// Last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// What it stands on.
    pub legal_basis: String,
    /// The hours that limits are counted in (TIM-1).
    pub counting_hours: OfficeHours,
    /// When the counter receives people; may be wider, and moves no due date (TIM-1).
    #[serde(default)]
    pub reception_hours: Vec<OpeningHours>,
    /// See [`WorkingCalendar::same_day_cutoff`]; `15:00`.
    #[serde(with = "clock_time")]
    pub same_day_cutoff: NaiveTime,
    /// See [`WorkingCalendar::day_count_mode`].
    #[serde(default)]
    pub day_count_mode: DayCountMode,
}

/// When a counter is open on some days of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningHours {
    /// Days of the week.
    pub week: Vec<Weekday>,
    /// Stretches of the day.
    pub spans: Vec<Span>,
}

impl OfficeRules {
    /// The rule for an agency on a day: that of the nearest agency at or above it, otherwise the general one. Of several the one
    /// that began last.
    #[must_use]
    pub fn rule_for(&self, agency: Option<&AgencyCode>, on: NaiveDate) -> Option<&OfficeRule> {
        self.rules
            .iter()
            .filter(|rule| rule.valid_from <= on && rule.valid_to.is_none_or(|last| on <= last))
            .filter_map(|rule| Some((rule.nearness(agency)?, rule.valid_from, rule)))
            .max_by_key(|(nearness, from, _)| (*nearness, *from))
            .map(|(_, _, rule)| rule)
    }
}

impl OfficeRule {
    /// How near this rule is to an agency: 0 for the general rule; none if it is for others.
    fn nearness(&self, agency: Option<&AgencyCode>) -> Option<usize> {
        if self.agencies.is_empty() {
            return Some(0);
        }
        let agency = agency?;
        self.agencies
            .iter()
            .filter(|above| agency.is_within(above))
            .map(|above| above.as_str().len())
            .max()
    }

    /// The calendar of these hours with the country's days off.
    #[must_use]
    pub fn calendar(&self, days: Arc<DayTable>) -> WorkingCalendar {
        WorkingCalendar {
            hours: self.counting_hours.clone(),
            days,
            same_day_cutoff: self.same_day_cutoff,
            day_count_mode: self.day_count_mode,
        }
    }
}

impl WorkingCalendar {
    pub(super) fn cutoff_minute(&self) -> u32 {
        self.same_day_cutoff.hour() * 60 + self.same_day_cutoff.minute()
    }
}

impl Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// `15:00`, as people write it in the file.
mod clock_time {
    use chrono::NaiveTime;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(time: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&time.format("%H:%M"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
        let text = String::deserialize(deserializer)?;
        NaiveTime::parse_from_str(&text, "%H:%M").map_err(serde::de::Error::custom)
    }
}
