//! How fast the engine runs, for the bench. The clock is given, as everywhere.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Duration;

use chrono::NaiveDate;

use super::hall_procedure;
use crate::condition::Expr;
use crate::facts::Facts;
use crate::form::{Answer, Seen};
use crate::procedure::Exit;
use crate::workflow::Flow;

/// Steps left per second on one core.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speed {
    /// With the conditions of branches known already.
    pub known_conditions: f64,
    /// With every condition evaluated over the answers of a form when it is met.
    pub evaluated_conditions: f64,
}

/// Measures the engine in memory: runs of eleven steps with a choice and a block of two branches, from beginning to
/// end, again and again for about `each` per figure. `now` is any clock that only goes forward.
#[must_use]
pub fn engine_steps_per_second(now: impl Fn() -> Duration, each: Duration) -> Speed {
    let procedure = hall_procedure();
    let flow = procedure.flow();
    let answers = BTreeMap::from([
        ("guests".to_owned(), Answer::Number(350)),
        ("equipment".to_owned(), Answer::List(vec!["sound".to_owned()])),
    ]);
    let facts = Facts::default();
    let seen = Seen {
        answers: &answers,
        facts: &facts,
        today: NaiveDate::default(),
    };
    Speed {
        known_conditions: measure(flow, &|_| true, &now, each),
        evaluated_conditions: measure(flow, &|condition| condition.evaluate(&seen).is_yes(), &now, each),
    }
}

fn measure(flow: &Flow, holds: &impl Fn(&Expr) -> bool, now: &impl Fn() -> Duration, each: Duration) -> f64 {
    let onward: Vec<usize> = flow
        .steps()
        .iter()
        .map(|step| {
            step.exits
                .iter()
                .position(|exit| exit.to == Exit::Onward)
                .unwrap_or_default()
        })
        .collect();
    // One round to warm up.
    run(flow, &onward, holds);
    let (start, mut steps) = (now(), 0_u64);
    loop {
        for _ in 0..10_000 {
            steps += run(flow, black_box(&onward), holds);
        }
        let taken = now().saturating_sub(start);
        if taken >= each {
            #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
            return steps as f64 / taken.as_secs_f64();
        }
    }
}

/// One run from beginning to end; how many steps were left.
fn run(flow: &Flow, onward: &[usize], holds: &impl Fn(&Expr) -> bool) -> u64 {
    let mut position = flow.start(holds).position;
    let mut left = 0;
    while let Some(step) = position.iter().next() {
        let Some(moved) = flow.leave(position, step, onward[step.index()], holds) else {
            break;
        };
        position = moved.position;
        left += 1;
    }
    black_box(position);
    left
}
