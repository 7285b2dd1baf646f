//! Stops of the clock (TIM-6).

use super::hours::OfficeHours;
use super::zone::{local_minute, minute_of_day, next};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// A time during which the limit does not run. Still open while `to` is missing. One that ends before it begins stops nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// What is waited for.
    pub kind: StopKind,
    /// When the clock stopped.
    pub from: DateTime<Utc>,
    /// When it went on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<DateTime<Utc>>,
}

/// What is waited for while the clock stands (TIM-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopKind {
    /// The applicant's supplement (national status 5).
    Supplement,
    /// A payment by the applicant (national status 6).
    Payment,
    /// Verification by another body, where the law says so.
    Verification,
    /// The session of an appraisal council.
    AppraisalCouncil,
    /// Public posting (niêm yết).
    PublicPosting,
    /// The notice of a tax to pay.
    TaxNotice,
    /// Any other reason that the law names.
    Other,
}

impl Stop {
    /// A stop with both ends.
    #[must_use]
    pub const fn closed(kind: StopKind, from: DateTime<Utc>, to: DateTime<Utc>) -> Self {
        Self {
            kind,
            from,
            to: Some(to),
        }
    }

    /// A stop that lasts.
    #[must_use]
    pub const fn open(kind: StopKind, from: DateTime<Utc>) -> Self {
        Self { kind, from, to: None }
    }

    /// The same stop, ended at this time if it was open.
    #[must_use]
    pub fn resumed_at(self, at: DateTime<Utc>) -> Self {
        Self {
            to: Some(self.to.unwrap_or(at)),
            ..self
        }
    }
}

/// A stop prepared for counting: in local time, not before the start, merged with those it touches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pause {
    pub kind: StopKind,
    pub from: NaiveDateTime,
    pub to: NaiveDateTime,
    /// First and last day that are taken out of a limit in days; no day if the first is after the last.
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
}

/// The stops in order and without overlap. In days, the day on which the clock stops has been used and the day on which it goes on
/// has not (TIM-3, PRC-11): taken out are the days after `from` up to and with that of `to`.
pub(super) fn pauses(start: NaiveDateTime, stops: &[Stop], hours: &OfficeHours) -> Vec<Pause> {
    let mut pauses: Vec<Pause> = stops
        .iter()
        .filter_map(|stop| {
            let (from, to) = (local_minute(stop.from).max(start), local_minute(stop.to?));
            (from < to).then_some(Pause {
                kind: stop.kind,
                from,
                to,
                first_day: from.date(),
                last_day: to.date(),
            })
        })
        .collect();
    pauses.sort_by_key(|pause| (pause.from, pause.to));
    pauses.dedup_by(|later, earlier| {
        let touch = later.from <= earlier.to;
        if touch {
            earlier.to = earlier.to.max(later.to);
        }
        touch
    });
    let mut taken_until = start.date();
    for pause in &mut pauses {
        // Stopped before the office opened: nothing of that day has been used.
        let unused = minute_of_day(pause.from) <= hours.opens();
        pause.first_day = if unused {
            pause.from.date()
        } else {
            next(pause.from.date())
        }
        .max(next(taken_until));
        pause.last_day = pause.to.date();
        taken_until = taken_until.max(pause.last_day);
    }
    pauses
}

/// Since when the clock stands, if it does.
pub(super) fn standing_since(stops: &[Stop]) -> Option<DateTime<Utc>> {
    stops
        .iter()
        .filter(|stop| stop.to.is_none())
        .map(|stop| stop.from)
        .min()
}
