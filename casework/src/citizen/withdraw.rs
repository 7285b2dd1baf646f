//! The applicant withdraws a dossier that is not signed yet (PRC-16).

use motcua_domain::dossier::{Actor, Citizen, Command};

use crate::case::Case;
use crate::desk::Desk;
use crate::error::Error;

/// Withdraws.
///
/// # Errors
/// [`Error::NotFound`] for a dossier of somebody else; a refusal if it is signed or has ended.
pub async fn withdraw(desk: &Desk, citizen: &Citizen, code: &str, reason: Option<String>) -> Result<(), Error> {
    let mut case = Case::by_code(desk, code).await?;
    case.perform(desk, Command::Withdraw { reason }, &Actor::Citizen(citizen.clone()))
        .await
}
