//! What an officer does to a dossier. Each is one command of the domain; who may is decided there.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{Actor, Command, Officer, SupplementItem, Verdict, Why};

use crate::case::Case;
use crate::desk::Desk;
use crate::error::Error;
use crate::people::may_read;

async fn perform(desk: &Desk, officer: &Officer, code: &str, seen: u32, command: Command) -> Result<(), Error> {
    let mut case = Case::by_code(desk, code).await?;
    if !may_read(desk, officer, &case.dossier.application) {
        return Err(Error::NotFound);
    }
    // The page the officer decided on must still be what the dossier is.
    if case.dossier.seq != seen {
        let (by, at) = case.dossier.touched;
        return Err(Why::ChangedMeanwhile { by, at }.into());
    }
    case.perform(desk, command, &Actor::Officer(officer.clone())).await
}

/// Takes a step upon oneself.
///
/// # Errors
/// See [`Case::perform`]; `seen` is the number of events the officer's page showed.
pub async fn take(desk: &Desk, officer: &Officer, code: &str, seen: u32, step: String) -> Result<(), Error> {
    perform(desk, officer, code, seen, Command::Take { step }).await
}

/// Judges a document.
///
/// # Errors
/// See [`take`].
pub async fn check_document(
    desk: &Desk,
    officer: &Officer,
    code: &str,
    seen: u32,
    document: String,
    verdict: Verdict,
) -> Result<(), Error> {
    perform(desk, officer, code, seen, Command::Check { document, verdict }).await
}

/// What is said when a step is left.
#[derive(Clone, Debug, Default)]
pub struct Leaving {
    /// The step.
    pub step: String,
    /// The way out.
    pub exit: String,
    /// Why.
    pub reason: Option<String>,
    /// Document and article.
    pub legal: Option<String>,
}

/// Leaves a step: accept, propose, sign, seal, hand over, send back, refuse.
///
/// # Errors
/// See [`take`].
pub async fn leave(desk: &Desk, officer: &Officer, code: &str, seen: u32, leaving: Leaving) -> Result<(), Error> {
    let Leaving {
        step,
        exit,
        reason,
        legal,
    } = leaving;
    perform(
        desk,
        officer,
        code,
        seen,
        Command::Leave {
            step,
            exit,
            reason,
            legal,
        },
    )
    .await
}

/// What is said when the applicant is asked to supplement.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The step at which it was noticed.
    pub step: String,
    /// All that is missing, at once (PRC-6).
    pub items: Vec<SupplementItem>,
    /// Why.
    pub reason: String,
    /// Whether a leader allows a request beyond the lawful number.
    pub leader_override: bool,
}

/// Asks the applicant to supplement.
///
/// # Errors
/// See [`take`].
pub async fn request_supplement(
    desk: &Desk,
    officer: &Officer,
    code: &str,
    seen: u32,
    asking: Asking,
) -> Result<(), Error> {
    let Asking {
        step,
        items,
        reason,
        leader_override,
    } = asking;
    let command = Command::RequestSupplement {
        step,
        items,
        reason,
        leader_override,
    };
    perform(desk, officer, code, seen, command).await
}

/// Apologises and sets a new date.
///
/// # Errors
/// See [`take`].
pub async fn extend(
    desk: &Desk,
    officer: &Officer,
    code: &str,
    seen: u32,
    until: DateTime<Utc>,
    reason: String,
) -> Result<(), Error> {
    perform(desk, officer, code, seen, Command::Extend { until, reason }).await
}

/// Confirms that the applicant withdraws (PRC-16): the dossier ends, with Form 05.
///
/// # Errors
/// See [`take`].
pub async fn confirm_withdrawal(desk: &Desk, officer: &Officer, code: &str, seen: u32) -> Result<(), Error> {
    perform(desk, officer, code, seen, Command::ConfirmWithdrawal).await
}

/// Says which of several records of a register is meant; `record` counts from 0.
///
/// # Errors
/// See [`take`].
pub async fn choose_record(
    desk: &Desk,
    officer: &Officer,
    code: &str,
    seen: u32,
    fact: String,
    record: usize,
) -> Result<(), Error> {
    perform(desk, officer, code, seen, Command::ChooseRecord { fact, record }).await
}
