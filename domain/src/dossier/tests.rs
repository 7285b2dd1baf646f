mod clock;
mod decisions;
mod journey;
mod linked;
mod paying;
mod random;
mod stored;
mod submitting;
mod supplements;
mod undecided;
mod verifying;
mod who_may;

use crate::dossier::{Actor, Citizen, Command, Officer, Verdict};

fn by(officer: Officer) -> Actor {
    Actor::Officer(officer)
}

fn by_citizen(citizen: Citizen) -> Actor {
    Actor::Citizen(citizen)
}

/// Leaving a step with everything said that could be asked for.
fn leave(step: &str, exit: &str) -> Command {
    leave_saying(step, exit, Some("because"), Some("1/HL, Art. 1"))
}

fn leave_saying(step: &str, exit: &str, reason: Option<&str>, legal: Option<&str>) -> Command {
    Command::Leave {
        step: step.to_owned(),
        exit: exit.to_owned(),
        reason: reason.map(str::to_owned),
        legal: legal.map(str::to_owned),
    }
}

fn check(document: &str, faulty: Option<&str>) -> Command {
    let verdict = faulty.map_or(Verdict::Accepted, |reason| Verdict::Faulty {
        reason: reason.to_owned(),
    });
    Command::Check {
        document: document.to_owned(),
        verdict,
    }
}
