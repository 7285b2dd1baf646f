//! Calls to national systems that do not get through: seen by the officers of the dossier, and tried again by those who
//! watch over it.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{Effect, Officer, Why, watches};
use motcua_domain::facts::Fact;

use crate::case::{Case, EFFECT};
use crate::desk::Desk;
use crate::error::Error;
use crate::outbox::{self, JobId, JobState};
use crate::people::may_read;

/// How many jobs of a dossier are looked through: more than any dossier has open at once.
const JOBS: u32 = 200;

/// Something a dossier waits for that has failed at least once.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Names it, to be tried again.
    pub job: JobId,
    /// What it is: a call for a step, or a question to a register.
    pub what: Effect,
    /// Whether nobody tries any more until somebody lets it.
    pub parked: bool,
    /// How often it was tried.
    pub attempts: u64,
    /// When it will be tried next, unless it is parked.
    pub next: Option<DateTime<Utc>>,
    /// What went wrong last, in the words of the line to the system.
    pub error: String,
    /// Since when it waits.
    pub since: DateTime<Utc>,
}

/// What the dossier waits for.
pub(super) async fn waiting(desk: &Desk, case: &Case) -> Result<Vec<Waiting>, Error> {
    let dossier = &case.dossier;
    let calls = dossier.active.values().any(|step| step.act.is_none());
    if dossier.outcome.is_some() || !(calls || dossier.application.facts.iter().any(|(_, fact)| fact.is_unavailable()))
    {
        return Ok(Vec::new());
    }
    let jobs = outbox::about(&desk.store, dossier.id.0, JOBS).await?;
    let open = jobs.into_iter().filter(|job| {
        job.kind == EFFECT
            && (job.state == JobState::Parked || (job.state == JobState::Ready && job.last_error.is_some()))
    });
    Ok(open
        .filter_map(|job| {
            let what: Effect = serde_json::from_value(job.body).ok()?;
            let awaited = match &what {
                Effect::Call { step, .. } => dossier.active.contains_key(step),
                Effect::Verify { fact } => dossier.application.facts.get(fact).is_some_and(Fact::is_unavailable),
                _ => false,
            };
            let parked = job.state == JobState::Parked;
            awaited.then(|| Waiting {
                job: job.id,
                what,
                parked,
                attempts: u64::try_from(job.attempts).unwrap_or_default(),
                next: (!parked).then_some(job.try_at),
                error: job.last_error.unwrap_or_default(),
                since: job.due_at,
            })
        })
        .collect())
}

/// Lets a parked call be tried again, from the first attempt on.
///
/// # Errors
/// [`Error::NotFound`] if the dossier is none of the officer's business; [`Why::NotTheirRole`] for officers who do not
/// watch over it; [`Why::NotNow`] if it is parked no more.
pub async fn retry(desk: &Desk, officer: &Officer, code: &str, job: JobId) -> Result<(), Error> {
    let case = Case::by_code(desk, code).await?;
    if !may_read(desk, officer, &case.dossier.application) {
        return Err(Error::NotFound);
    }
    if !watches(&case.procedure, &case.dossier, officer) {
        return Err(Why::NotTheirRole.into());
    }
    let known = waiting(desk, &case).await?;
    if !known.iter().any(|waiting| waiting.job == job && waiting.parked) {
        return Err(Why::NotNow.into());
    }
    let now = desk.now();
    let released = desk
        .store
        .write(async |tx| Ok::<_, Error>(outbox::release(tx, job, now).await?))
        .await?;
    if !released {
        return Err(Why::NotNow.into());
    }
    tracing::info!(dossier.code = %code, officer = %officer.who.id, "Officer {} lets job {} be tried again", officer.who.id, job.0);
    Ok(())
}
