//! Calls to national systems that do not get through: seen by the officers of the dossier, and tried again by those who
//! watch over it.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{Effect, Officer, Why, watches};
use motcua_domain::facts::Fact;
use uuid::Uuid;

use crate::case::{Case, EFFECT};
use crate::desk::Desk;
use crate::error::Error;
use crate::exchange::{Next, Trouble, log};
use crate::outbox::{self, JobId, JobState, JobView};
use crate::people::may_read;
use crate::store::rows::messages::MessageRow;

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
    /// What happens next by itself; nothing if it is parked.
    pub next: Next,
    /// What went wrong last; nothing while a system that has taken it works at it.
    pub trouble: Option<Trouble>,
    /// Since when it waits.
    pub since: DateTime<Utc>,
    /// Whether the answer to a call is overdue.
    pub overdue: bool,
    /// The message of a call, for its page.
    pub message: Option<Uuid>,
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
    let awaited: Vec<(JobView, Effect)> = open
        .filter_map(|job| {
            let what: Effect = serde_json::from_value(job.body.clone()).ok()?;
            let awaited = match &what {
                Effect::Call { step, .. } => dossier.active.contains_key(step),
                Effect::Verify { fact } => dossier.application.facts.get(fact).is_some_and(Fact::is_unavailable),
                _ => false,
            };
            awaited.then_some((job, what))
        })
        .collect();
    let now = desk.now();
    let calls = awaited.iter().any(|(_, what)| matches!(what, Effect::Call { .. }));
    let messages = match calls {
        true => log::of_dossier(desk, dossier.application.code.as_str()).await?,
        false => Vec::new(),
    };
    let waiting = awaited.into_iter().map(|(job, what)| {
        let id = log::message_id(&job.key);
        let message = messages.iter().find(|message| message.id == id);
        waiting_for(&job, what, message, now)
    });
    Ok(waiting.collect())
}

fn waiting_for(job: &JobView, what: Effect, message: Option<&MessageRow>, now: DateTime<Utc>) -> Waiting {
    let parked = job.state == JobState::Parked;
    let (next, trouble, attempts) = match message {
        Some(message) => {
            let trouble = message.last_error.as_deref().map(Trouble::of_kind);
            // Written down, but not sent yet.
            let next = match Next::of(message) {
                Next::Nothing => Next::Tries(job.try_at),
                next => next,
            };
            (next, trouble, message.attempts)
        }
        // A register is asked until it answers; whatever stops that is a fault of ours.
        None if parked => (Next::Nothing, Some(Trouble::Ours), job.attempts),
        None => (Next::Tries(job.try_at), Some(Trouble::RegisterSilent), job.attempts),
    };
    Waiting {
        job: job.id,
        what,
        parked,
        attempts: u64::try_from(attempts).unwrap_or_default(),
        next: if parked { Next::Nothing } else { next },
        // What a message knows nothing of stopped it here.
        trouble: trouble.or(parked.then_some(Trouble::Ours)),
        since: job.due_at,
        overdue: message.is_some_and(|it| it.overdue_at <= now),
        message: message.map(|it| it.id),
    }
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
