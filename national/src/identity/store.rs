//! Things that are kept for a while under an unguessable key.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

/// Above this many, what has ended is swept; if that is not enough, everything is dropped rather than growing on.
const MOST: usize = 20_000;

#[derive(Debug)]
pub(super) struct Store<T>(Mutex<HashMap<String, (T, DateTime<Utc>)>>);

impl<T> Default for Store<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Store<T> {
    /// Keeps `value` until `end`.
    pub fn put(&self, key: String, value: T, end: DateTime<Utc>, now: DateTime<Utc>) {
        let mut kept = self.lock();
        if kept.len() >= MOST {
            kept.retain(|_, (_, end)| *end > now);
            if kept.len() >= MOST {
                kept.clear();
            }
        }
        kept.insert(key, (value, end));
    }

    /// What is kept, unless its time is over.
    pub fn get(&self, key: &str, now: DateTime<Utc>) -> Option<T> {
        self.lock()
            .get(key)
            .filter(|(_, end)| *end > now)
            .map(|(value, _)| value.clone())
    }

    /// As `get`, and it is gone afterwards.
    pub fn take(&self, key: &str, now: DateTime<Utc>) -> Option<T> {
        self.lock()
            .remove(key)
            .filter(|(_, end)| *end > now)
            .map(|(value, _)| value)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, (T, DateTime<Utc>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
