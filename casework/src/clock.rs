//! Time, identifiers and randomness: the one place that takes them from the machine. Everything else is handed a
//! [`Clock`] and an [`Ids`], so that a test can hold the time still and get the same identifiers twice.

mod ids;

pub use ids::Ids;

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use tokio::sync::watch;

/// What time it is. Cheap to clone; clones of a set clock share its hands.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    /// The machine's, so much ahead.
    Ahead(Arc<watch::Sender<TimeDelta>>),
    Set(Arc<watch::Sender<DateTime<Utc>>>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// The machine's clock, which [`Clock::advance`] can put ahead while it runs: a demonstration shows what days bring.
    #[must_use]
    pub fn of_a_demonstration() -> Self {
        Self(Source::Ahead(Arc::new(watch::Sender::new(TimeDelta::zero()))))
    }

    /// A clock that stands still until [`Clock::set`] or [`Clock::advance`] moves it.
    #[must_use]
    pub fn standing_at(time: DateTime<Utc>) -> Self {
        Self(Source::Set(Arc::new(watch::Sender::new(time.trunc_subsecs(6)))))
    }

    /// The time, cut to microseconds: what both databases can keep.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine for the time"
    )]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System => Utc::now().trunc_subsecs(6),
            Source::Ahead(by) => (Utc::now() + *by.borrow()).trunc_subsecs(6),
            Source::Set(time) => *time.borrow(),
        }
    }

    /// Moves a standing clock, forwards or backwards, and wakes those who sleep by it. Without effect on the
    /// machine's clock.
    pub fn set(&self, time: DateTime<Utc>) {
        if let Source::Set(hands) = &self.0 {
            hands.send_replace(time.trunc_subsecs(6));
        }
    }

    /// Moves a standing clock, or that of a demonstration, by so much and wakes those who sleep by it. Without effect on
    /// the machine's clock.
    pub fn advance(&self, by: TimeDelta) {
        match &self.0 {
            Source::System => {}
            Source::Ahead(ahead) => ahead.send_modify(|time| *time += by),
            Source::Set(hands) => hands.send_modify(|time| *time += by),
        }
    }

    /// Sleeps until this clock shows `time` or later.
    pub async fn sleep_until(&self, time: DateTime<Utc>) {
        match &self.0 {
            Source::System => {
                // The machine's clock may be put right while we sleep: look again.
                while let Ok(left) = (time - self.now()).to_std() {
                    if left.is_zero() {
                        break;
                    }
                    tokio::time::sleep(left.min(std::time::Duration::from_secs(60))).await;
                }
            }
            Source::Ahead(ahead) => {
                let mut ahead = ahead.subscribe();
                while let Ok(left) = (time - self.now()).to_std() {
                    if left.is_zero() {
                        break;
                    }
                    tokio::select! {
                        () = tokio::time::sleep(left.min(std::time::Duration::from_secs(60))) => {}
                        // The sender lives as long as this clock, so waiting cannot fail.
                        _ = ahead.changed() => {}
                    }
                }
            }
            Source::Set(hands) => {
                let mut hands = hands.subscribe();
                // The sender lives as long as this clock, so waiting cannot fail.
                let _ = hands.wait_for(|now| *now >= time).await;
            }
        }
    }

    /// Sleeps for so long by this clock.
    pub async fn sleep(&self, span: TimeDelta) {
        self.sleep_until(self.now() + span).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_standing_clock_moves_only_when_told_and_wakes_sleepers() {
        let start = DateTime::from_timestamp(1_770_000_000, 123_456_789).unwrap();
        let clock = Clock::standing_at(start);
        assert_eq!(clock.now().timestamp_subsec_nanos(), 123_456_000);
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            let until = clock.now() + TimeDelta::days(3);
            async move { clock.sleep_until(until).await }
        });
        clock.advance(TimeDelta::days(3));
        sleeper.await.unwrap();
    }

    #[tokio::test]
    async fn the_clock_of_a_demonstration_runs_and_can_be_put_ahead() {
        let clock = Clock::of_a_demonstration();
        let before = clock.now();
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep(TimeDelta::days(3)).await }
        });
        // Whether it sleeps already or not: its time is three days after one at which it was begun.
        tokio::task::yield_now().await;
        clock.advance(TimeDelta::days(4));
        sleeper.await.unwrap();
        assert!(clock.now() >= before + TimeDelta::days(4));
    }
}
