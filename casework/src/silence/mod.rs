//! The silence budget: nothing waits silently. Every step has a time by which it should be left (its own limit, else the
//! promised time of its dossier); every job and every message has one, too. What is past it shows itself in [`silent`], and
//! a step is told about: to the one responsible, then to the leader, then to the citizen. The figures are in `/metrics`.

mod list;
mod watch;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use motcua_domain::calendar::Limit;
use uuid::Uuid;

use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::rows::silence::NoticeRow;

pub use list::{Silence, SilentJob, SilentStep, figures, release, silent};
pub(crate) use watch::watch;

/// How long silence may last after a deadline before the next one is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// After the deadline, until the leader is told.
    pub leader_after: Limit,
    /// After the deadline, until the citizen is told.
    pub citizen_after: Limit,
    /// How long a job may be late.
    pub job_after: TimeDelta,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            leader_after: Limit::WorkingHours(4),
            citizen_after: Limit::WorkingHours(8),
            job_after: TimeDelta::minutes(15),
        }
    }
}

/// Who was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The officer who has it, or those of the role.
    Responsible,
    /// The head of the agency.
    Leader,
    /// The citizen.
    Citizen,
}

impl Level {
    fn of(number: i64) -> Self {
        match number {
            0 => Level::Responsible,
            1 => Level::Leader,
            _ => Level::Citizen,
        }
    }
}

/// That somebody was told that a step is silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The step.
    pub step: String,
    /// Since when the step has been going on.
    pub since: DateTime<Utc>,
    /// When it should have been left.
    pub deadline: DateTime<Utc>,
    /// Who was told.
    pub level: Level,
    /// The agency.
    pub agency: String,
    /// The role that was told; that of the step for the citizen.
    pub role: String,
    /// The officer who had taken the step.
    pub officer: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
}

impl From<NoticeRow> for Notice {
    fn from(row: NoticeRow) -> Self {
        Self {
            step: row.step,
            since: row.since,
            deadline: row.deadline,
            level: Level::of(row.level),
            agency: row.agency,
            role: row.role,
            officer: row.officer,
            at: row.noticed_at,
        }
    }
}

/// Everything that was told about dossiers, of each the oldest first.
pub(crate) async fn notices(desk: &Desk, dossiers: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<Notice>>, Error> {
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, silence::of_dossiers(dossiers))?;
    let mut told: BTreeMap<Uuid, Vec<Notice>> = BTreeMap::new();
    for row in rows {
        told.entry(row.dossier).or_default().push(row.into());
    }
    Ok(told)
}
