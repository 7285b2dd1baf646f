//! One act on several dossiers of a queue. Each is a decision of its own, by the rules and in a transaction of its own:
//! what cannot be done for one is said for that one and stops none of the others.

use motcua_domain::dossier::{Actor, Command, Officer, Why};
use motcua_domain::procedure::{Act, Exit, StepKind};

use crate::case::Case;
use crate::desk::Desk;
use crate::error::Error;
use crate::people::may_read;

/// How many dossiers one act may be about: what a page of a queue shows, and some more.
pub const MOST: usize = 50;

/// A dossier chosen in a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Its code.
    pub code: String,
    /// The step at which it stood there.
    pub step: String,
}

/// Why it was not done for one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missed {
    /// There is no such dossier, or it is none of the officer's business.
    NotFound,
    /// A colleague has it.
    TakenBy(String),
    /// The rules say no.
    Refused(Why),
    /// The database failed; it may be tried again.
    Failed,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bulk {
    /// The codes for which it was done.
    pub done: Vec<String>,
    /// The others, each with why.
    pub missed: Vec<(String, Missed)>,
}

/// Takes several tasks upon oneself. One that a colleague has stays theirs.
pub async fn take_all(desk: &Desk, officer: &Officer, picked: &[Picked]) -> Bulk {
    each(desk, officer, picked, |case, step| {
        match case.dossier.active.get(step).and_then(|active| active.officer.as_ref()) {
            Some(holder) if holder.id == officer.who.id => Ok(None),
            Some(holder) => Err(Missed::TakenBy(holder.name.clone())),
            None => Ok(Some(Command::Take { step: step.to_owned() })),
        }
    })
    .await
}

/// Hands several results over.
pub async fn hand_over_all(desk: &Desk, officer: &Officer, picked: &[Picked]) -> Bulk {
    each(desk, officer, picked, |case, step| {
        let gone = || Missed::Refused(Why::NotNow);
        let flow = case.procedure.flow();
        let step = flow.step(flow.number(step).ok_or_else(gone)?);
        let StepKind::Task { act: Act::Return, .. } = &step.does else {
            return Err(gone());
        };
        let onward = step.exits.iter().find(|exit| exit.to == Exit::Onward && !exit.reason);
        Ok(Some(Command::Leave {
            step: step.id.clone(),
            exit: onward.ok_or_else(gone)?.id.clone(),
            reason: None,
            legal: None,
        }))
    })
    .await
}

/// `command` says what to do with one of them; nothing if it is done already.
async fn each(
    desk: &Desk,
    officer: &Officer,
    picked: &[Picked],
    command: impl Fn(&Case, &str) -> Result<Option<Command>, Missed>,
) -> Bulk {
    let mut bulk = Bulk::default();
    for Picked { code, step } in picked.iter().take(MOST) {
        match one(desk, officer, code, |case| command(case, step)).await {
            Ok(()) => bulk.done.push(code.clone()),
            Err(missed) => bulk.missed.push((code.clone(), missed)),
        }
    }
    bulk
}

async fn one(
    desk: &Desk,
    officer: &Officer,
    code: &str,
    command: impl Fn(&Case) -> Result<Option<Command>, Missed>,
) -> Result<(), Missed> {
    let mut case = Case::by_code(desk, code).await.map_err(|error| missed(code, error))?;
    if !may_read(desk, officer, &case.dossier.application) {
        return Err(Missed::NotFound);
    }
    let Some(command) = command(&case)? else { return Ok(()) };
    case.perform(desk, command, &Actor::Officer(officer.clone()))
        .await
        .map_err(|error| missed(code, error))
}

fn missed(code: &str, error: Error) -> Missed {
    match error {
        Error::NotFound => Missed::NotFound,
        Error::Refused(refusal) => Missed::Refused(refusal.why),
        error => {
            tracing::error!(dossier.code = %code, "An act on several dossiers failed for {code}: {error}");
            Missed::Failed
        }
    }
}
