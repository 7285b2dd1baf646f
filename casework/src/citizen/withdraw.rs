//! The applicant withdraws a dossier that is not signed yet (PRC-16): at once while nobody has accepted it, afterwards an
//! officer has to confirm; until then the applicant may go on after all.

use motcua_domain::dossier::{Actor, Citizen, Command, Status};

use crate::case::Case;
use crate::desk::Desk;
use crate::error::Error;

/// Withdraws, or asks to. Says where the dossier stands now: [`Status::Withdrawn`] or [`Status::WithdrawalRequested`].
///
/// # Errors
/// [`Error::NotFound`] for a dossier of somebody else; a refusal if it is signed or has ended.
pub async fn withdraw(desk: &Desk, citizen: &Citizen, code: &str, reason: Option<String>) -> Result<Status, Error> {
    // A reason is a sentence or two; what is longer is cut, not refused.
    let reason = reason.map(|reason| reason.chars().take(1_000).collect());
    perform(desk, citizen, code, Command::Withdraw { reason }).await
}

/// Goes on after all, as long as no officer has confirmed the withdrawal.
///
/// # Errors
/// [`Error::NotFound`] for a dossier of somebody else; a refusal if no withdrawal waits.
pub async fn take_back_withdrawal(desk: &Desk, citizen: &Citizen, code: &str) -> Result<Status, Error> {
    perform(desk, citizen, code, Command::TakeBackWithdrawal).await
}

async fn perform(desk: &Desk, citizen: &Citizen, code: &str, command: Command) -> Result<Status, Error> {
    let mut case = Case::of_citizen(desk, citizen, code).await?;
    case.perform(desk, command, &Actor::Citizen(citizen.clone())).await?;
    Ok(case.dossier.status())
}
