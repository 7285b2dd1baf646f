//! The applicant adds a part that was not chosen at the start.

use motcua_domain::dossier::{Actor, Citizen, Command};
use motcua_domain::form::Typed;

use crate::case::Case;
use crate::desk::Desk;
use crate::error::Error;

/// Adds the part of a step to a running group. `typed` holds the inputs of the section that the step names.
///
/// # Errors
/// [`Error::NotFound`] for a group of somebody else; a refusal if the part was passed or its section has problems.
pub async fn add_part(desk: &Desk, citizen: &Citizen, code: &str, step: &str, typed: Typed) -> Result<(), Error> {
    let mut case = Case::by_code(desk, code).await?;
    let command = Command::AddPart {
        step: step.to_owned(),
        typed,
    };
    case.perform(desk, command, &Actor::Citizen(citizen.clone())).await
}
