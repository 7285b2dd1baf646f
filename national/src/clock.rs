//! What the simulators take from the world: the time and randomness, both given by the caller.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, NaiveDate, Utc};

use crate::people::dice::Dice;

/// The time and the randomness the simulated systems use.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    random: Arc<Fill>,
}

/// Fills a slice with random bytes.
type Fill = dyn Fn(&mut [u8]) + Send + Sync;

impl Clock {
    /// From a closure that tells the time and one that fills a slice with unguessable bytes.
    pub fn new(
        now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
        random: impl Fn(&mut [u8]) + Send + Sync + 'static,
    ) -> Self {
        Self {
            now: Arc::new(now),
            random: Arc::new(random),
        }
    }

    /// A clock that stands still and whose randomness is a function of `seed`: for tests only, everything is guessable.
    pub fn frozen(at: DateTime<Utc>, seed: u64) -> Self {
        let dice = Mutex::new(Dice::new(seed));
        Self::new(
            move || at,
            move |bytes| {
                let mut dice = dice.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                bytes.fill_with(|| dice.roll().to_le_bytes()[0]);
            },
        )
    }

    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    /// Today in Vietnam (UTC+7, no summer time).
    pub fn today(&self) -> NaiveDate {
        (self.now() + chrono::Duration::hours(7)).date_naive()
    }

    /// `N` unguessable bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }

    /// An unguessable token of 256 bits, safe in URLs and headers.
    pub fn token(&self) -> String {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }
}
