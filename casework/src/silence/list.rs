//! The list of all that is silent, for the officers and leaders of an agency.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{DossierId, Officer};
use motcua_domain::procedure::ProcedureId;
use motcua_domain::text::Text;

use super::{Budget, Notice, notices};
use crate::case::Case;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::exchange::{self, Message};
use crate::outbox::{self, JobId, JobState};
use crate::people::{may_read, reads};

/// The most lines of each sort.
const MOST: u32 = 100;

/// All that is silent in an officer's agencies.
#[derive(Clone, Debug, Default)]
pub struct Silence {
    /// Steps past their time, the longest silent first.
    pub steps: Vec<SilentStep>,
    /// Jobs that are late or were given up, oldest first.
    pub jobs: Vec<SilentJob>,
    /// Messages to national systems that are overdue.
    pub messages: Vec<Message>,
}

/// A step past its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilentStep {
    /// The dossier's code.
    pub code: String,
    /// The procedure.
    pub procedure: Text,
    /// The step.
    pub step: Text,
    /// The agency.
    pub agency: String,
    /// The agency's name.
    pub agency_name: Text,
    /// The role that has it.
    pub role: String,
    /// The officer who took it.
    pub officer: Option<String>,
    /// When it should have been left.
    pub deadline: DateTime<Utc>,
    /// Who was told so far, oldest first.
    pub told: Vec<Notice>,
}

/// A job that is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilentJob {
    /// The job, to be let go again if it was given up.
    pub id: JobId,
    /// The dossier it is about.
    pub code: String,
    /// What it is: `notify`, `open_part`, `answer_group`.
    pub kind: String,
    /// Whether it was given up: an officer must look at it.
    pub parked: bool,
    /// When it was meant to happen.
    pub due_at: DateTime<Utc>,
    /// When it is tried again.
    pub try_at: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: i64,
    /// What went wrong last.
    pub last_error: Option<String>,
}

/// All that is silent in the agencies in which the officer may read dossiers; nothing for others.
///
/// # Errors
/// If the database fails.
pub async fn silent(desk: &Desk, officer: &Officer) -> Result<Silence, Error> {
    let agencies: BTreeSet<String> = officer
        .posts
        .iter()
        .filter(|post| reads(desk, post))
        .map(|post| post.agency.to_string())
        .collect();
    if agencies.is_empty() {
        return Ok(Silence::default());
    }
    let filter = exchange::list::Filter {
        overdue: true,
        ..exchange::list::Filter::default()
    };
    Ok(Silence {
        steps: steps(desk, &agencies).await?,
        jobs: jobs(desk, officer).await?,
        messages: exchange::list::open(desk, officer, &filter, MOST).await?,
    })
}

async fn steps(desk: &Desk, agencies: &BTreeSet<String>) -> Result<Vec<SilentStep>, Error> {
    let now = desk.now();
    let mut rows = Vec::new();
    for agency in agencies {
        let mut reader = desk.store.reader().await?;
        rows.extend(db!(reader, silence::steps(agency, now, i64::from(MOST)))?);
    }
    rows.sort_by_key(|row| (row.sort_at, row.dossier));
    rows.truncate(MOST as usize);
    let mut steps = Vec::new();
    for row in rows {
        let procedure = desk.catalogue.newest(&ProcedureId::from(row.procedure_id.as_str()));
        let step = procedure.as_ref().and_then(|procedure| {
            let number = procedure.flow().number(&row.step)?;
            Some(procedure.flow().step(number).name.clone())
        });
        let agency_name = row.agency.parse().map(|agency| desk.reference.agency_text(&agency));
        let told = notices(desk, row.dossier).await?;
        steps.push(SilentStep {
            procedure: procedure.map_or_else(|| Text::same(&row.procedure_id), |it| it.short_name().clone()),
            step: step.unwrap_or_else(|| Text::same(&row.step)),
            agency_name: agency_name.unwrap_or_else(|_| Text::same(&row.agency)),
            told: told.into_iter().filter(|notice| notice.step == row.step).collect(),
            code: row.code,
            agency: row.agency,
            role: row.role,
            officer: row.officer_name,
            deadline: row.sort_at,
        });
    }
    Ok(steps)
}

async fn jobs(desk: &Desk, officer: &Officer) -> Result<Vec<SilentJob>, Error> {
    let late = desk.now() - Budget::default().job_after;
    let undone = outbox::undone(&desk.store, late, MOST).await?;
    let parked = outbox::parked(&desk.store, None, MOST).await?;
    let mut jobs = Vec::new();
    // A job that waits for its time, or for a system whose messages show themselves, is not silent.
    let stuck = undone.into_iter().filter(|job| job.try_at <= desk.now());
    for job in stuck.chain(parked) {
        let Some(subject) = job.subject else { continue };
        let case = match Case::by_id(desk, DossierId(subject)).await {
            Ok(case) => case,
            Err(Error::NotFound) => continue,
            Err(error) => return Err(error),
        };
        if !may_read(desk, officer, &case.dossier.application) {
            continue;
        }
        let kind = job.body.get("effect").and_then(|it| it.as_str());
        jobs.push(SilentJob {
            id: job.id,
            code: case.dossier.application.code.to_string(),
            kind: kind.map_or(job.kind.clone(), str::to_owned),
            parked: job.state == JobState::Parked,
            due_at: job.due_at,
            try_at: job.try_at,
            attempts: job.attempts,
            last_error: job.last_error,
        });
    }
    jobs.sort_by_key(|job| job.due_at);
    Ok(jobs)
}

/// Sets the figures of `/metrics`: `motcua_silent` by kind, `step`, `job` (late) and `parked`.
///
/// # Errors
/// If the database fails.
pub async fn figures(desk: &Desk) -> Result<(), Error> {
    let now = desk.now();
    let steps = {
        let mut reader = desk.store.reader().await?;
        db!(reader, silence::count(now, 10_000))?
    };
    let backlog = outbox::backlog(&desk.store, now - Budget::default().job_after).await?;
    let set = |kind: &'static str, count: u64| {
        metrics::gauge!("motcua_silent", "kind" => kind).set(f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
    };
    set("step", u64::try_from(steps).unwrap_or_default());
    set("job", backlog.waiting);
    set("parked", backlog.parked);
    Ok(())
}
