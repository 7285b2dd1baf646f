//! Effects leave through here. What a use case causes in the world (a mail, a call to a national system, a linked
//! dossier, a timer) is a job written in the same transaction as the events, and carried out afterwards by whichever
//! [`Worker`] takes it: at least once, so a handler must bear being called twice for one job.
//!
//! To add a kind of job: enqueue it with a key that tells it from all others (`mail:<event>`, say: the same effect
//! written twice is one job), and register a handler for its kind in a [`Registry`].

mod error;
mod job;
mod patience;
mod registry;
mod running;
mod worker;

pub use error::{JobError, LeaseLost};
pub use job::{Backlog, Job, JobId, JobState, JobView, NewJob};
pub use patience::Patience;
pub use registry::Registry;
pub use worker::{Drained, Settings, Worker};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::db;
use crate::store::{Store, StoreError, Tx};

/// Writes jobs with the rest of the transaction. A job whose key is there already is left as it is; where a worker has
/// taken it up, the one named by [`NewJob::or_if_begun`] is written. Returns how many are new.
///
/// # Errors
/// The database's.
pub async fn enqueue(tx: &mut Tx, now: DateTime<Utc>, jobs: &[NewJob]) -> Result<u64, StoreError> {
    if jobs.is_empty() {
        return Ok(0);
    }
    let mut new = db!(tx, outbox::enqueue(now, jobs))?;
    for job in jobs {
        if let Some(late) = &job.if_begun
            && db!(tx, outbox::has_begun(&job.key))?
        {
            new += db!(tx, outbox::enqueue(now, std::slice::from_ref(late)))?;
        }
    }
    if jobs.iter().any(|job| job.due_at <= now) {
        tx.wake_workers();
    }
    Ok(new)
}

/// Notes in a handler's own transaction that its job is done: what it writes and the end of the job are then one. The
/// worker notices and does not end it a second time.
///
/// # Errors
/// [`LeaseLost`] if another worker has taken the job over: roll back, it is theirs now.
pub async fn finish(tx: &mut Tx, job: &Job, now: DateTime<Utc>) -> Result<(), LeaseLost> {
    if db!(tx, outbox::finish(job.id.0, &job.owner, job.attempt, now))? {
        Ok(())
    } else {
        Err(LeaseLost::TakenOver)
    }
}

/// Jobs nobody tries any more, in order, from after `after` on.
///
/// # Errors
/// The database's.
pub async fn parked(store: &Store, after: Option<JobId>, limit: u32) -> Result<Vec<JobView>, StoreError> {
    let mut reader = store.reader().await?;
    let rows = db!(reader, outbox::parked(after.map_or(0, |id| id.0), i64::from(limit)))?;
    rows.into_iter().map(JobView::try_from).collect()
}

/// Lets a parked job be tried again. False if it is not parked (any more).
///
/// # Errors
/// The database's.
pub async fn release(tx: &mut Tx, job: JobId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    tx.wake_workers();
    db!(tx, outbox::release(job.0, now))
}

/// Lets the jobs of these keys be tried now, also those that are parked. Jobs under way and done are left as they are.
///
/// # Errors
/// The database's.
pub async fn hasten(tx: &mut Tx, keys: &[String], now: DateTime<Utc>) -> Result<(), StoreError> {
    if keys.is_empty() {
        return Ok(());
    }
    tx.wake_workers();
    db!(tx, outbox::hasten(keys, now))
}

/// Whether a job of a kind about a subject waits or is under way.
///
/// # Errors
/// The database's.
pub async fn is_waiting(tx: &mut Tx, kind: &str, subject: Uuid) -> Result<bool, StoreError> {
    db!(tx, outbox::is_waiting(kind, subject))
}

/// Jobs about a subject, in the order they were written, at most so many.
///
/// # Errors
/// The database's.
pub async fn about(store: &Store, subject: Uuid, limit: u32) -> Result<Vec<JobView>, StoreError> {
    let mut reader = store.reader().await?;
    let rows = db!(reader, outbox::about(subject, i64::from(limit)))?;
    rows.into_iter().map(JobView::try_from).collect()
}

/// Jobs that were due at `now` and are neither done nor parked, oldest first: with `now` less a limit, those that wait
/// for longer than they may.
///
/// # Errors
/// The database's.
pub async fn undone(store: &Store, now: DateTime<Utc>, limit: u32) -> Result<Vec<JobView>, StoreError> {
    let mut reader = store.reader().await?;
    let rows = db!(reader, outbox::undone(now, i64::from(limit)))?;
    rows.into_iter().map(JobView::try_from).collect()
}

/// How much waits: for the figures and the silence budget.
///
/// # Errors
/// The database's.
pub async fn backlog(store: &Store, now: DateTime<Utc>) -> Result<Backlog, StoreError> {
    let mut reader = store.reader().await?;
    Ok(db!(reader, outbox::backlog(now))?.into())
}

/// Forgets jobs done before `before`, at most so many at a time. Returns how many.
///
/// # Errors
/// The database's.
pub async fn forget_done(store: &Store, before: DateTime<Utc>, limit: u32) -> Result<u64, StoreError> {
    let mut tx = store.begin().await?;
    let forgotten = db!(tx, outbox::forget_done(before, i64::from(limit)))?;
    tx.commit().await?;
    Ok(forgotten)
}
