//! Slows down guessing: after some failures a key (a user name, an address) is held off for longer and longer. Counted
//! for names that do not exist as for those that do, so that being held off tells nothing.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::clock::Clock;
use crate::db;
use crate::store::{Store, StoreError};

/// When guessing is held off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrakeLimits {
    /// So many failures are free.
    pub free: i64,
    /// How long one more is held off; doubles with each further one.
    pub first: TimeDelta,
    /// Never longer than this.
    pub longest: TimeDelta,
    /// A key without failure for so long starts afresh.
    pub forget: TimeDelta,
}

impl BrakeLimits {
    /// For a user name.
    #[must_use]
    pub fn for_name() -> Self {
        Self {
            free: 5,
            first: TimeDelta::minutes(1),
            longest: TimeDelta::minutes(15),
            forget: TimeDelta::hours(24),
        }
    }

    /// For an address, which an office may share.
    #[must_use]
    pub fn for_address() -> Self {
        Self {
            free: 50,
            first: TimeDelta::minutes(1),
            longest: TimeDelta::minutes(15),
            forget: TimeDelta::hours(1),
        }
    }
}

/// The brake on one sort of key.
#[derive(Debug, Clone)]
pub struct Brake {
    store: Store,
    clock: Clock,
    /// Keeps names from addresses.
    sort: &'static str,
    limits: BrakeLimits,
}

impl Brake {
    /// For keys of a sort.
    #[must_use]
    pub fn new(store: Store, clock: Clock, sort: &'static str, limits: BrakeLimits) -> Self {
        Self {
            store,
            clock,
            sort,
            limits,
        }
    }

    /// Stored as a hash: what people type into a name field may be their password.
    fn stored(&self, key: &str) -> Vec<u8> {
        Sha256::new()
            .chain_update(self.sort)
            .chain_update([0])
            .chain_update(key)
            .finalize()
            .to_vec()
    }

    /// Until when the key is held off, if it is.
    ///
    /// # Errors
    /// The database's.
    pub async fn held_until(&self, key: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
        let key = self.stored(key);
        let mut reader = self.store.reader().await?;
        let row = db!(reader, brakes::by_key(&key))?;
        Ok(row
            .and_then(|row| row.locked_until)
            .filter(|until| *until > self.clock.now()))
    }

    /// Counts a failure. Returns until when the key is held off now, if it is.
    ///
    /// # Errors
    /// The database's.
    pub async fn failed(&self, key: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
        let key = self.stored(key);
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let failures = db!(tx, brakes::count(&key, now, now - self.limits.forget))?;
        let held = self.hold(failures).map(|hold| now + hold);
        if let Some(until) = held {
            db!(tx, brakes::lock(&key, until))?;
        }
        tx.commit().await?;
        Ok(held)
    }

    fn hold(&self, failures: i64) -> Option<TimeDelta> {
        let over = u32::try_from(failures - self.limits.free).ok()?;
        let factor = 2_i32.checked_pow(over).unwrap_or(i32::MAX);
        Some(
            self.limits
                .first
                .checked_mul(factor)
                .unwrap_or(self.limits.longest)
                .min(self.limits.longest),
        )
    }

    /// Forgets what was counted: it was the right person after all.
    ///
    /// # Errors
    /// The database's.
    pub async fn clear(&self, key: &str) -> Result<(), StoreError> {
        let key = self.stored(key);
        let mut reader = self.store.reader().await?;
        let counted = db!(reader, brakes::by_key(&key))?.is_some();
        drop(reader);
        if counted {
            let mut tx = self.store.begin().await?;
            db!(tx, brakes::clear(&key))?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Forgets keys of any sort without a failure for a day. Returns how many.
    ///
    /// # Errors
    /// The database's.
    pub async fn sweep(&self) -> Result<u64, StoreError> {
        let before = self.clock.now() - TimeDelta::hours(24);
        let mut tx = self.store.begin().await?;
        let swept = db!(tx, brakes::sweep(before))?;
        tx.commit().await?;
        Ok(swept)
    }
}
