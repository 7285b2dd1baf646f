//! Identifiers and secrets.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use uuid::Uuid;

/// Where identifiers and random bytes come from. Clones share one source.
#[derive(Clone)]
pub struct Ids(Arc<Mutex<State>>);

struct State {
    random: StdRng,
    /// Millisecond and running number of the last identifier, so that those of one process only ever rise.
    last: (u64, u16),
}

impl std::fmt::Debug for Ids {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ids")
    }
}

/// Twelve bits lie between the version and the variant of a version 7 identifier.
const MOST_IN_A_MILLISECOND: u16 = 0x0FFF;

impl Ids {
    /// Seeded by the operating system: not to be guessed.
    #[must_use]
    pub fn system() -> Self {
        Self::of(StdRng::from_os_rng())
    }

    /// The same identifiers each time, for tests.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self::of(StdRng::seed_from_u64(seed))
    }

    fn of(random: StdRng) -> Self {
        Self(Arc::new(Mutex::new(State { random, last: (0, 0) })))
    }

    /// A version 7 identifier: begins with the time, so that rows written together lie together.
    #[must_use]
    pub fn uuid(&self, now: DateTime<Utc>) -> Uuid {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let (last, number) = state.last;
        state.last = if millis > last {
            (millis, 0)
        } else if number < MOST_IN_A_MILLISECOND {
            (last, number + 1)
        } else {
            (last + 1, 0)
        };
        let (millis, number) = state.last;
        let mut tail = [0; 10];
        state.random.fill_bytes(&mut tail);
        tail[..2].copy_from_slice(&number.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
    }

    /// Random bytes: fit for secrets when the source is [`Ids::system`].
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .random
            .fill_bytes(&mut bytes);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_rise_even_when_the_clock_stands_or_goes_back() {
        let ids = Ids::seeded(7);
        let now = DateTime::from_timestamp(1_770_000_000, 0).unwrap();
        let many: Vec<_> = (0..10_000).map(|_| ids.uuid(now)).collect();
        assert!(many.is_sorted_by(|a, b| a < b));
        assert!(ids.uuid(now - chrono::TimeDelta::hours(1)) > many[9_999]);
        assert_eq!(many[0].get_version_num(), 7);
        assert_eq!(Ids::seeded(7).uuid(now), many[0]);
    }
}
