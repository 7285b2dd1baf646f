//! How long a job that fails is tried.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use chrono::TimeDelta;

/// When to try again, and when to give up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Before the second attempt; doubles from attempt to attempt.
    pub first: Duration,
    /// It never grows beyond this.
    pub longest: Duration,
    /// After so many attempts the job is parked.
    pub attempts: u32,
}

impl Default for Patience {
    /// About a day: a register may be away over night.
    fn default() -> Self {
        Self {
            first: Duration::from_secs(2),
            longest: Duration::from_secs(3600),
            attempts: 30,
        }
    }
}

impl Patience {
    /// How long to wait after that attempt (from 1), or none to give up. `seed` spreads those that failed together.
    #[must_use]
    pub fn after(&self, attempt: i64, seed: u64) -> Option<TimeDelta> {
        let attempt = usize::try_from(attempt).unwrap_or(usize::MAX).max(1);
        if attempt >= self.attempts as usize {
            return None;
        }
        let wait = ExponentialBuilder::new()
            .with_min_delay(self.first)
            .with_max_delay(self.longest)
            .with_factor(2.0)
            .without_max_times()
            .with_jitter()
            .with_jitter_seed(seed)
            .build()
            .nth(attempt - 1)?;
        TimeDelta::from_std(wait).ok()
    }

    /// Whether that attempt (from 1) is one more than there should have been: every earlier one ended without a word.
    #[must_use]
    pub fn is_exhausted(&self, attempt: i64) -> bool {
        attempt > i64::from(self.attempts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_longest_and_then_it_gives_up() {
        let patience = Patience {
            first: Duration::from_secs(1),
            longest: Duration::from_secs(8),
            attempts: 6,
        };
        let waits: Vec<_> = (1..=6).map(|attempt| patience.after(attempt, 42)).collect();
        for (wait, least) in waits.iter().zip([1, 2, 4, 8, 8]) {
            let wait = wait.unwrap();
            // Jitter adds up to as much again.
            assert!(
                wait >= TimeDelta::seconds(least) && wait <= TimeDelta::seconds(2 * least),
                "{wait}"
            );
        }
        assert_eq!(waits[5], None);
        assert!(patience.is_exhausted(7) && !patience.is_exhausted(6));
        assert_ne!(patience.after(1, 1), patience.after(1, 2));
    }

    #[test]
    fn a_register_may_be_away_over_night() {
        let patience = Patience::default();
        let all: TimeDelta = (1..30).map(|attempt| patience.after(attempt, 0).unwrap()).sum();
        assert!(all > TimeDelta::hours(16), "{all}");
    }
}
