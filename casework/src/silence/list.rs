//! The list of all that is silent, for the officers and leaders of an agency, and for those who run the system.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{Officer, Why};
use motcua_domain::procedure::ProcedureId;
use motcua_domain::text::Text;
use uuid::Uuid;

use super::{Notice, notices};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::exchange::{self, Message};
use crate::outbox::{self, JobId, JobState, JobView};
use crate::people::{administers, reads};

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
    /// Whether the officer watches over anything at all.
    pub watches: bool,
    /// Whether the officer runs the system, and may let jobs be tried again ([`release`]).
    pub runs_the_system: bool,
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
    /// Whether it waits for a national system, so that nobody can take it.
    pub calls: bool,
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
    /// The dossier it is about; none for those who run the system and read no dossiers, and for jobs about none.
    pub code: Option<String>,
    /// What it is: `notify`, `open_part`, `answer_group`; `digest`, `exchange_shepherd` for those about no dossier alone.
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

/// All that is silent in the agencies in which the officer may read dossiers. Who runs the system sees every job that is
/// silent, without the dossier it is about. Nothing for others.
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
    let runs = administers(officer);
    if agencies.is_empty() && !runs {
        return Ok(Silence::default());
    }
    let filter = exchange::list::Filter {
        overdue: true,
        ..exchange::list::Filter::default()
    };
    Ok(Silence {
        steps: steps(desk, &agencies).await?,
        jobs: jobs(desk, &agencies, runs).await?,
        messages: exchange::list::open(desk, officer, &filter, MOST).await?,
        watches: true,
        runs_the_system: runs,
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
    let dossiers: Vec<Uuid> = rows.iter().map(|row| row.dossier).collect();
    let told = notices(desk, &dossiers).await?;
    let mut steps = Vec::new();
    for row in rows {
        let procedure = desk.catalogue.newest(&ProcedureId::from(row.procedure_id.as_str()));
        let step = procedure.as_ref().and_then(|procedure| {
            let number = procedure.flow().number(&row.step)?;
            Some(procedure.flow().step(number).name.clone())
        });
        let agency_name = row.agency.parse().map(|agency| desk.reference.agency_text(&agency));
        let told = told.get(&row.dossier).cloned().unwrap_or_default();
        steps.push(SilentStep {
            procedure: procedure.map_or_else(|| Text::same(&row.procedure_id), |it| it.short_name().clone()),
            step: step.unwrap_or_else(|| Text::same(&row.step)),
            agency_name: agency_name.unwrap_or_else(|_| Text::same(&row.agency)),
            told: told.into_iter().filter(|notice| notice.step == row.step).collect(),
            code: row.code,
            calls: row.queue == "calling",
            agency: row.agency,
            role: row.role,
            officer: row.officer_name,
            deadline: row.sort_at,
        });
    }
    Ok(steps)
}

async fn jobs(desk: &Desk, agencies: &BTreeSet<String>, runs: bool) -> Result<Vec<SilentJob>, Error> {
    let now = desk.now();
    let own: Vec<String> = agencies.iter().cloned().collect();
    let rows = {
        let mut reader = desk.store.reader().await?;
        let among = (!runs).then_some(own.as_slice());
        db!(
            reader,
            silence::jobs(among, (now - desk.budget.job_after, now), i64::from(MOST))
        )?
    };
    rows.into_iter()
        .map(|row| {
            // Who runs the system sees the job; whose dossier it is about only who may read that.
            let readable = [&row.competent, &row.receiving]
                .into_iter()
                .flatten()
                .any(|agency| agencies.contains(agency));
            let job = JobView::try_from(row.job)?;
            let kind = job.body.get("effect").and_then(|it| it.as_str());
            Ok(SilentJob {
                id: job.id,
                code: row.code.filter(|_| readable),
                kind: kind.map_or(job.kind.clone(), str::to_owned),
                parked: job.state == JobState::Parked,
                due_at: job.due_at,
                try_at: job.try_at,
                attempts: job.attempts,
                last_error: job.last_error,
            })
        })
        .collect()
}

/// Lets a job that was given up be tried again, from the first attempt on: by who runs the system. What is about a dossier
/// its own officers can let go, too ([`crate::officer::retry`]).
///
/// # Errors
/// [`Error::NotFound`] for everybody else; `NotNow` if it is parked no more.
pub async fn release(desk: &Desk, officer: &Officer, job: JobId) -> Result<(), Error> {
    if !administers(officer) {
        return Err(Error::NotFound);
    }
    let now = desk.now();
    let released = desk
        .store
        .write(async |tx| Ok::<_, Error>(outbox::release(tx, job, now).await?))
        .await?;
    if !released {
        return Err(Why::NotNow.into());
    }
    tracing::info!(officer = %officer.who.id, "Officer {} lets job {} be tried again", officer.who.id, job.0);
    Ok(())
}

/// Sets the figures of `/metrics`: `motcua_silent` by kind, `step`, `job` (late), `parked` and `message` (overdue).
///
/// # Errors
/// If the database fails.
pub async fn figures(desk: &Desk) -> Result<(), Error> {
    let now = desk.now();
    let steps = {
        let mut reader = desk.store.reader().await?;
        db!(reader, silence::count(now, 10_000))?
    };
    let messages = {
        let mut reader = desk.store.reader().await?;
        db!(reader, messages::open_by_system(now))?
    };
    let overdue: i64 = messages.iter().map(|row| row.overdue).sum();
    let late = {
        let mut reader = desk.store.reader().await?;
        db!(reader, outbox::count_late(now - desk.budget.job_after, now, 10_000))?
    };
    let parked = outbox::backlog(&desk.store, now).await?.parked;
    let set = |kind: &'static str, count: u64| {
        metrics::gauge!("motcua_silent", "kind" => kind).set(f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
    };
    set("step", u64::try_from(steps).unwrap_or_default());
    set("job", u64::try_from(late).unwrap_or_default());
    set("parked", parked);
    set("message", u64::try_from(overdue).unwrap_or_default());
    Ok(())
}
