//! One attempt at one job.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use chrono::TimeDelta;
use futures::FutureExt;

use super::registry::Handler;
use super::worker::Shared;
use super::{Job, JobError};
use crate::db;
use crate::store::StoreError;

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    Retried,
    Parked,
    /// Someone else has the job now, or the end could not be written: then it is done again when the lease runs out.
    Lost,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Retried => "retried",
            Self::Parked => "parked",
            Self::Lost => "lost",
        }
    }
}

/// Carries out a job that was taken, and writes how it ended.
pub(super) async fn attempt(worker: Arc<Shared>, job: Job) -> Outcome {
    let handler = worker.registry.of(&job.kind);
    let result = if handler.patience.is_exhausted(job.attempt) {
        // It may be what ended the process each time: not tried again.
        Err(JobError::Permanent("every attempt ended without a word".to_owned()))
    } else {
        match with_heartbeat(&worker, &handler, &job).await {
            Some(result) => result,
            None => return count(&job, Outcome::Lost),
        }
    };
    let outcome = match record(&worker, &handler, &job, &result).await {
        Ok(outcome) => outcome,
        Err(error) => {
            tracing::error!(job.kind, job.id = job.id.0, %error, "The end of job {} could not be written: {error}", job.id.0);
            Outcome::Lost
        }
    };
    if let Err(error) = &result {
        let (kind, id, attempt) = (&job.kind, job.id.0, job.attempt);
        match outcome {
            _ if matches!(error, JobError::Later { .. }) => {
                tracing::debug!(job.kind = kind, job.id = id, "Job {id} ({kind}) waits: {error}");
            }
            Outcome::Parked => tracing::error!(job.kind = kind, job.id = id, "Job {id} ({kind}) is parked: {error}"),
            _ => tracing::warn!(
                job.kind = kind,
                job.id = id,
                "Attempt {attempt} at job {id} ({kind}) failed: {error}"
            ),
        }
    }
    count(&job, outcome)
}

fn count(job: &Job, outcome: Outcome) -> Outcome {
    metrics::counter!("motcua_outbox_attempts_total", "kind" => job.kind.clone(), "outcome" => outcome.name())
        .increment(1);
    outcome
}

/// Runs the handler while keeping the lease alive. None if the lease was lost meanwhile: the handler is stopped.
async fn with_heartbeat(worker: &Shared, handler: &Handler, job: &Job) -> Option<Result<(), JobError>> {
    let limit = worker.settings.time_limit;
    let handle = tokio::time::timeout(limit, AssertUnwindSafe((handler.handle)(job.clone())).catch_unwind());
    tokio::pin!(handle);
    let beat = TimeDelta::from_std(worker.settings.lease / 3).unwrap_or(TimeDelta::seconds(10));
    loop {
        tokio::select! {
            ended = &mut handle => return Some(match ended {
                Ok(Ok(result)) => result,
                Ok(Err(_panic)) => Err(JobError::Transient("the handler panicked".to_owned())),
                Err(_) => Err(JobError::Transient(format!("not done within {} s", limit.as_secs()))),
            }),
            () = worker.clock.sleep(beat) => {
                // If the database is away, the next beat may still come in time.
                if let Ok(false) = extend(worker, job).await {
                    tracing::warn!(job.kind, job.id = job.id.0, "The lease of job {} was lost", job.id.0);
                    return None;
                }
            }
        }
    }
}

async fn extend(worker: &Shared, job: &Job) -> Result<bool, StoreError> {
    let until = worker.lease_end();
    let mut tx = worker.store.begin().await?;
    let held = db!(tx, outbox::extend(job.id.0, &job.owner, job.attempt, until))?;
    tx.commit().await?;
    // Not held may also mean that the handler has ended the job itself and is about to return.
    if held { Ok(true) } else { is_done(worker, job).await }
}

async fn is_done(worker: &Shared, job: &Job) -> Result<bool, StoreError> {
    let mut reader = worker.store.reader().await?;
    db!(reader, outbox::is_done(job.id.0))
}

/// Writes the end, trying for a few seconds if the database is busy or away: the effect has happened already.
async fn record(
    worker: &Shared,
    handler: &Handler,
    job: &Job,
    result: &Result<(), JobError>,
) -> Result<Outcome, StoreError> {
    let again = ExponentialBuilder::new()
        .with_min_delay(Duration::from_millis(50))
        .with_max_times(6);
    (|| record_once(worker, handler, job, result))
        .retry(again)
        .when(StoreError::is_unavailable)
        .await
}

async fn record_once(
    worker: &Shared,
    handler: &Handler,
    job: &Job,
    result: &Result<(), JobError>,
) -> Result<Outcome, StoreError> {
    let now = worker.clock.now();
    let (id, owner, attempt) = (job.id.0, job.owner.as_str(), job.attempt);
    let mut tx = worker.store.begin().await?;
    // What stood behind this job in its lane may be free now: other nodes look too.
    tx.wake_workers();
    let (held, outcome) = match result {
        Ok(()) => (db!(tx, outbox::finish(id, owner, attempt, now))?, Outcome::Done),
        Err(JobError::Later { at, why }) => {
            // Waiting is no failure: the attempts count from the beginning.
            let held = db!(tx, outbox::postpone((id, owner, attempt), *at, why))?;
            (held, Outcome::Retried)
        }
        Err(error) => {
            let text = error.to_string().chars().take(500).collect::<String>();
            let wait = match error {
                JobError::Transient(_) => handler.patience.after(attempt, u64::from_be_bytes(worker.ids.bytes())),
                JobError::Permanent(_) | JobError::Later { .. } => None,
            };
            let (state, try_at, outcome) = match wait {
                Some(wait) => ("ready", now + wait, Outcome::Retried),
                None => ("parked", now, Outcome::Parked),
            };
            (
                db!(tx, outbox::give_back((id, owner, attempt), state, try_at, &text))?,
                outcome,
            )
        }
    };
    tx.commit().await?;
    if held {
        Ok(outcome)
    } else if result.is_ok() && is_done(worker, job).await? {
        // The handler ended it in its own transaction.
        Ok(Outcome::Done)
    } else {
        Ok(Outcome::Lost)
    }
}
