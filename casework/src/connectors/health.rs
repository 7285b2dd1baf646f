//! How a system has been answering, and the breaker that spares one that is down.

use chrono::{DateTime, Duration, Utc};
use serde::Serialize;

use super::{ConnectorError, System};

/// So many calls in a row must fail before the system counts as down.
const FAILURES: u32 = 3;
/// While a system is down, one call in this time is let through to try it.
const PROBE_EVERY: Duration = Duration::seconds(10);

/// How a system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Answers as it should, or was not asked yet.
    Up,
    /// Answers, but late.
    Slow,
    /// Does not answer, or not in a form that can be read.
    Down,
}

/// How a system has been answering lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Health {
    /// Which.
    pub system: System,
    /// How it is.
    pub state: State,
    /// Since when it is so; nothing before the first call.
    pub since: Option<DateTime<Utc>>,
    /// How long the last answer took, in milliseconds.
    pub latency_ms: Option<i64>,
    /// Why the last call failed ([`ConnectorError::kind`]); nothing after one that was answered.
    pub last_error: Option<&'static str>,
}

/// The state behind [`Health`], for one line.
#[derive(Debug)]
pub(super) struct Breaker {
    health: Health,
    failures: u32,
    next_probe: Option<DateTime<Utc>>,
}

impl Breaker {
    pub fn new(system: System) -> Self {
        let health = Health {
            system,
            state: State::Up,
            since: None,
            latency_ms: None,
            last_error: None,
        };
        Self {
            health,
            failures: 0,
            next_probe: None,
        }
    }

    pub fn health(&self) -> Health {
        self.health.clone()
    }

    /// Whether a call may go out now. Of the calls to a system that is down, every so often one may.
    pub fn lets_through(&mut self, now: DateTime<Utc>) -> bool {
        match self.next_probe {
            Some(next) if now < next => false,
            Some(_) => {
                self.next_probe = Some(now + PROBE_EVERY);
                true
            }
            None => true,
        }
    }

    /// Learns from a call that ended. A refusal is an answer too: the system is there.
    pub fn learn(&mut self, ended: Option<&ConnectorError>, took: Duration, slow_after: Duration, now: DateTime<Utc>) {
        if let Some(error) = ended.filter(|it| it.is_transient()) {
            self.health.last_error = Some(error.kind());
            self.failures = self.failures.saturating_add(1);
            if self.failures >= FAILURES {
                self.next_probe = Some(now + PROBE_EVERY);
                self.turn(State::Down, now);
            }
            return;
        }
        self.failures = 0;
        self.next_probe = None;
        self.health.last_error = None;
        self.health.latency_ms = Some(took.num_milliseconds());
        self.turn(if took > slow_after { State::Slow } else { State::Up }, now);
    }

    fn turn(&mut self, state: State, now: DateTime<Utc>) {
        if self.health.state != state || self.health.since.is_none() {
            self.health.state = state;
            self.health.since = Some(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + second, 0).unwrap()
    }

    #[test]
    fn three_failures_open_the_breaker_a_probe_closes_it() {
        let mut breaker = Breaker::new(System::Population);
        let (quick, slow) = (Duration::milliseconds(20), Duration::seconds(2));
        for second in 0..3 {
            assert!(breaker.lets_through(at(second)));
            breaker.learn(Some(&ConnectorError::TimedOut), quick, slow, at(second));
        }
        assert_eq!(
            (breaker.health().state, breaker.health().since),
            (State::Down, Some(at(2)))
        );
        assert!(!breaker.lets_through(at(3)));
        assert!(breaker.lets_through(at(12)), "one call tries it");
        assert!(!breaker.lets_through(at(13)), "and only one");
        breaker.learn(None, quick, slow, at(13));
        assert_eq!(
            (breaker.health().state, breaker.health().since),
            (State::Up, Some(at(13)))
        );
        assert!(breaker.lets_through(at(13)));
    }

    #[test]
    fn a_refusal_is_a_sign_of_life_and_a_late_answer_is_slow() {
        let mut breaker = Breaker::new(System::Population);
        let mismatch = ConnectorError::KeyMismatch {
            key: "full_name".into(),
        };
        for second in 0..5 {
            breaker.learn(Some(&mismatch), Duration::seconds(3), Duration::seconds(2), at(second));
        }
        assert_eq!(
            (breaker.health().state, breaker.health().since),
            (State::Slow, Some(at(0)))
        );
    }
}
