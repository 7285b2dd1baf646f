//! Slows down guessing: after some failures a key (a user name, an address) is held off for longer and longer. Counted
//! for names that do not exist as for those that do, so that being held off tells nothing; and counted before anything is
//! compared, so that many guesses at once are no way around.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::clock::Clock;
use crate::db;
use crate::store::{Store, StoreError, Tx};

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

    fn stored(&self, key: &str) -> Vec<u8> {
        stored(self.sort, key)
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

    /// Counts a try before it is looked at. Returns until when the key is held off, if it is: then the try does not count,
    /// and is not to be looked at. Whoever was the right person has it forgotten by [`Brake::clear`].
    ///
    /// # Errors
    /// The database's.
    pub async fn attempt(&self, key: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
        if let Some(until) = self.held_until(key).await? {
            return Ok(Some(until));
        }
        let key = self.stored(key);
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let counted = db!(tx, brakes::count(&key, now, now - self.limits.forget))?;
        if let Some(until) = counted.locked_until.filter(|until| *until > now) {
            tx.rollback().await?;
            return Ok(Some(until));
        }
        if let Some(hold) = self.hold(counted.failures) {
            db!(tx, brakes::lock(&key, now + hold))?;
        }
        tx.commit().await?;
        Ok(None)
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
    pub async fn clear(&self, tx: &mut Tx, key: &str) -> Result<(), StoreError> {
        db!(tx, brakes::clear(&self.stored(key)))
    }

    /// Takes one try back: nothing was compared, or it was right. What others tried still counts.
    ///
    /// # Errors
    /// The database's.
    pub async fn take_back(&self, tx: &mut Tx, key: &str) -> Result<(), StoreError> {
        db!(tx, brakes::take_back(&self.stored(key)))
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

/// Stored as a hash: what people type into a name field may be their password.
fn stored(sort: &str, key: &str) -> Vec<u8> {
    Sha256::new()
        .chain_update(sort)
        .chain_update([0])
        .chain_update(key)
        .finalize()
        .to_vec()
}

/// Keys from which somebody signed in well lately: an address, an address with a user name. Kept beside the failures.
#[derive(Debug, Clone)]
pub struct Known {
    store: Store,
    clock: Clock,
    sort: &'static str,
    span: TimeDelta,
}

impl Known {
    /// For keys of a sort, each known for so long.
    #[must_use]
    pub fn new(store: Store, clock: Clock, sort: &'static str, span: TimeDelta) -> Self {
        Self {
            store,
            clock,
            sort,
            span,
        }
    }

    /// Whether the key is known.
    ///
    /// # Errors
    /// The database's.
    pub async fn is(&self, key: &str) -> Result<bool, StoreError> {
        let mut reader = self.store.reader().await?;
        let row = db!(reader, brakes::by_key(&stored(self.sort, key)))?;
        Ok(row
            .and_then(|row| row.locked_until)
            .is_some_and(|until| until > self.clock.now()))
    }

    /// Gets to know a key, from now on.
    ///
    /// # Errors
    /// The database's.
    pub async fn meet(&self, tx: &mut Tx, key: &str) -> Result<(), StoreError> {
        let now = self.clock.now();
        db!(tx, brakes::mark(&stored(self.sort, key), now, now + self.span))
    }
}
