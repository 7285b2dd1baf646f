mod hostile;
mod parts;
mod proposals;
mod reading;
mod sources;

use std::collections::BTreeSet;

use crate::facts::{Fact, Facts, Outage, Reply};
use crate::form::{Answer, Problem, ProblemKind, Resolved, Typed, resolve};
use crate::procedure::{Form, Register};
use crate::testing::{HallLists, at, facts, hall_definition, typed};

fn form() -> Form {
    hall_definition().form
}

/// The hall's form as filled in on 2026-11-22.
fn fill(typed: &Typed, disputed: &[&str], facts: &Facts) -> Resolved {
    let disputed: BTreeSet<String> = disputed.iter().map(|field| (*field).to_owned()).collect();
    let today = "2026-11-22".parse().unwrap();
    resolve(&form(), typed, &disputed, facts, &HallLists::default(), today)
}

/// A complete application with some inputs otherwise.
fn with(inputs: &[(&str, &str)]) -> Resolved {
    fill(&changed(inputs), &[], &facts(at("2026-11-22 09:00")))
}

fn changed(inputs: &[(&str, &str)]) -> Typed {
    let mut typed = typed();
    inputs.iter().for_each(|(input, value)| typed.set(input, value));
    typed
}

fn nobody_answers() -> Facts {
    let mut facts = Facts::default();
    let reply = Reply::Unavailable { why: Outage::Down };
    facts.set(
        "person",
        Fact {
            register: Register::Population,
            asked_at: at("2026-11-22 09:00"),
            reply,
        },
    );
    facts
}

fn problem<'r>(resolved: &'r Resolved, field: &str) -> Option<&'r ProblemKind> {
    resolved
        .problems
        .iter()
        .find(|problem: &&Problem| problem.field == field)
        .map(|problem| &problem.kind)
}

fn text(value: &str) -> Answer {
    Answer::from(value)
}
