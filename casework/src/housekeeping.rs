//! What is thrown away now and then because nobody needs it any more: ended sessions, failures counted long ago, what
//! broken uploads left, files nobody refers to, jobs done long ago. Nothing that is part of a dossier or of a record of look-ups.
//!
//! Every node does it: what two of them do at once is done once, and the other finds nothing.

use chrono::TimeDelta;

use crate::clock::Clock;
use crate::files::{Files, keeping};
use crate::outbox;
use crate::sessions::Sessions;
use crate::sign_in::{Brake, BrakeLimits};
use crate::store::{Store, StoreError};

/// A round an hour: each takes milliseconds, and an hour's remains fill no disk.
pub const EVERY: TimeDelta = TimeDelta::hours(1);
/// Soon after the start, so that a node started daily does it too, but out of the way of those who wait for it.
const FIRST: TimeDelta = TimeDelta::minutes(1);
/// No upload takes a day: a request ends after a minute.
const UPLOADS_AFTER: TimeDelta = TimeDelta::days(1);
/// So long the outbox can tell when a mail left.
const JOBS_AFTER: TimeDelta = TimeDelta::days(90);
/// Jobs forgotten in one transaction: others want to write too.
const JOBS_AT_ONCE: u32 = 500;

/// What one round threw away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Sessions that had ended.
    pub sessions: u64,
    /// Pages posted after a session had ended, and not sent again.
    pub unsent: u64,
    /// Names and addresses whose failures are forgotten.
    pub brakes: u64,
    /// Uploads that broke off.
    pub uploads: usize,
    /// Files that no draft and no dossier refers to.
    pub files: usize,
    /// Jobs done.
    pub jobs: u64,
}

/// The broom.
#[derive(Clone, Debug)]
pub struct Housekeeping {
    store: Store,
    clock: Clock,
    files: Files,
    sessions: Sessions,
    brake: Brake,
}

impl Housekeeping {
    /// For a database, its files and its sessions.
    #[must_use]
    pub fn new(store: Store, clock: Clock, files: Files, sessions: Sessions) -> Self {
        // A brake sweeps keys of every sort.
        let brake = Brake::new(store.clone(), clock.clone(), "", BrakeLimits::for_name());
        Self {
            store,
            clock,
            files,
            sessions,
            brake,
        }
    }

    /// Sweeps now and then until `shutdown` completes; `told` is what each round threw away.
    pub async fn run(&self, shutdown: impl Future<Output = ()>, mut told: impl FnMut(Swept)) {
        let clock = &self.clock;
        tokio::pin!(shutdown);
        let mut next = clock.now() + FIRST;
        loop {
            tokio::select! {
                () = &mut shutdown => return,
                () = clock.sleep_until(next) => {}
            }
            tokio::select! {
                () = &mut shutdown => return,
                swept = self.sweep() => told(swept),
            }
            next = clock.now() + EVERY;
        }
    }

    /// One round. What fails is logged and left to the next.
    pub async fn sweep(&self) -> Swept {
        Swept {
            sessions: or_later("sessions", self.sessions.sweep().await),
            unsent: or_later("unsent pages", self.sessions.sweep_unsent().await),
            brakes: or_later("counted failures", self.brake.sweep().await),
            uploads: or_later("uploads", self.files.sweep(self.clock.now() - UPLOADS_AFTER).await),
            files: or_later(
                "files",
                keeping::sweep(&self.store, &self.files, self.clock.now()).await,
            ),
            jobs: or_later("jobs", self.jobs().await),
        }
    }

    async fn jobs(&self) -> Result<u64, StoreError> {
        let before = self.clock.now() - JOBS_AFTER;
        let mut forgotten = 0;
        loop {
            let some = outbox::forget_done(&self.store, before, JOBS_AT_ONCE).await?;
            forgotten += some;
            if some < u64::from(JOBS_AT_ONCE) {
                return Ok(forgotten);
            }
        }
    }
}

fn or_later<T: Default, E: std::fmt::Display>(what: &str, swept: Result<T, E>) -> T {
    swept.unwrap_or_else(|error| {
        tracing::warn!(%error, "Old {what} are left to the next round: {error}");
        T::default()
    })
}
