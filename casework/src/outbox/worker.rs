//! Takes jobs and has them carried out. Any number of workers, on any number of nodes.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::JoinSet;

use super::running::{Outcome, attempt};
use super::{Job, Registry};
use crate::clock::{Clock, Ids};
use crate::db;
use crate::store::{Store, StoreError};

/// How a worker works.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// How many jobs it has under way at once.
    pub at_once: usize,
    /// How long a job is its own without a sign of life. After that another may take it.
    pub lease: Duration,
    /// The longest an attempt may take.
    pub time_limit: Duration,
    /// How often it looks by itself, should a bell not have been heard.
    pub look_every: Duration,
    /// At the end: how long it waits for what is under way.
    pub farewell: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            at_once: 16,
            lease: Duration::from_secs(30),
            time_limit: Duration::from_secs(300),
            look_every: Duration::from_secs(5),
            farewell: Duration::from_secs(10),
        }
    }
}

/// A worker.
#[derive(Debug, Clone)]
pub struct Worker(Arc<Shared>);

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) ids: Ids,
    pub(super) registry: Registry,
    pub(super) settings: Settings,
    owner: String,
}

impl Shared {
    pub(super) fn lease_end(&self) -> DateTime<Utc> {
        self.clock.now() + TimeDelta::from_std(self.settings.lease).unwrap_or(TimeDelta::seconds(30))
    }
}

/// What [`Worker::drain`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drained {
    /// Jobs done.
    pub done: usize,
    /// Attempts that failed and will be repeated.
    pub retried: usize,
    /// Jobs parked.
    pub parked: usize,
    /// Jobs another worker took over meanwhile.
    pub lost: usize,
}

impl Worker {
    /// A worker with the usual settings.
    #[must_use]
    pub fn new(store: Store, clock: Clock, ids: Ids, registry: Registry) -> Self {
        Self::with_settings(store, clock, ids, registry, Settings::default())
    }

    /// A worker with its own settings.
    #[must_use]
    pub fn with_settings(store: Store, clock: Clock, ids: Ids, registry: Registry, settings: Settings) -> Self {
        let owner = format!("{:016x}", u64::from_be_bytes(ids.bytes()));
        Self(Arc::new(Shared {
            store,
            clock,
            ids,
            registry,
            settings,
            owner,
        }))
    }

    /// Works until `shutdown` completes; then takes nothing new and waits a little for what is under way. What is not
    /// done by then is taken over by others when its lease runs out.
    pub async fn run(&self, shutdown: impl Future<Output = ()>) {
        let worker = &self.0;
        let mut bell = worker.store.wakes().listen();
        let mut running = JoinSet::new();
        tokio::pin!(shutdown);
        let other_nodes = worker.store.listen();
        tokio::pin!(other_nodes);
        loop {
            // Marked as heard before looking: what rings while we look makes us look again.
            bell.borrow_and_update();
            let free = worker.settings.at_once.saturating_sub(running.len());
            let next = match self.take(free).await {
                Ok((jobs, next)) => {
                    let took = jobs.len();
                    for job in jobs {
                        running.spawn(attempt(Arc::clone(worker), job));
                    }
                    if took > 0 && took < free {
                        // Look again, to learn when the next one is due.
                        continue;
                    }
                    next
                }
                Err(error) => {
                    tracing::warn!(%error, "No jobs can be taken: {error}");
                    None
                }
            };
            tokio::select! {
                () = &mut shutdown => break,
                _ = bell.changed(), if running.len() < worker.settings.at_once => {}
                _ = running.join_next(), if !running.is_empty() => {
                    // Ends come together, as they share a commit: look once for all of them.
                    while running.try_join_next().is_some() {}
                }
                () = sleep_until(&worker.clock, next) => {}
                () = tokio::time::sleep(worker.settings.look_every) => {}
                () = &mut other_nodes => {}
            }
        }
        let all = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(worker.settings.farewell, all).await.is_err() {
            tracing::warn!("{} jobs are left to others", running.len());
        }
    }

    /// Does what is due at the clock's time, one job after another, and what that brings about, until nothing is due.
    /// For tests and commands. A job that fails is due again later, by the clock.
    ///
    /// # Errors
    /// The database's.
    pub async fn drain(&self) -> Result<Drained, StoreError> {
        let mut drained = Drained::default();
        loop {
            let (jobs, _) = self.take(1).await?;
            if jobs.is_empty() {
                return Ok(drained);
            }
            for job in jobs {
                match attempt(Arc::clone(&self.0), job).await {
                    Outcome::Done => drained.done += 1,
                    Outcome::Retried => drained.retried += 1,
                    Outcome::Parked => drained.parked += 1,
                    Outcome::Lost => drained.lost += 1,
                }
            }
        }
    }

    /// Takes at most so many jobs that are due. With none taken, also when the next one will be.
    async fn take(&self, most: usize) -> Result<(Vec<Job>, Option<DateTime<Utc>>), StoreError> {
        let worker = &self.0;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        if most == 0 {
            return Ok((Vec::new(), None));
        }
        // Looked at first with a reader: nothing due needs no transaction.
        let mut reader = worker.store.reader().await?;
        let next = db!(reader, outbox::next_try())?;
        drop(reader);
        let now = worker.clock.now();
        if next.is_none_or(|next| next > now) {
            return Ok((Vec::new(), next));
        }
        let mut tx = worker.store.begin().await?;
        let rows = db!(tx, outbox::claim(&worker.owner, now, worker.lease_end(), most))?;
        if rows.is_empty() {
            // Someone else was quicker; look again when the bell rings.
            tx.rollback().await?;
            return Ok((Vec::new(), None));
        }
        tx.commit().await?;
        Ok((
            rows.into_iter().map(|row| Job::taken(row, &worker.owner)).collect(),
            None,
        ))
    }
}

async fn sleep_until(clock: &Clock, time: Option<DateTime<Utc>>) {
    match time {
        Some(time) => clock.sleep_until(time).await,
        None => std::future::pending().await,
    }
}
