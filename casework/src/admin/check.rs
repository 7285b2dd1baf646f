//! What is wrong with a text, at which line, and what to do.

use std::sync::Arc;

use motcua_domain::dossier::Officer;
use motcua_domain::procedure::{Procedure, ProcedureId};

use super::edit::find;
use super::reference::faults_of_file;
use super::texts::tidy;
use super::{Kind, allowed};
use crate::desk::Desk;
use crate::error::Error;
use crate::faults::NameFault;
use crate::procedures::FileFault;

/// Every fault of a text, also of one that is still being written.
///
/// # Errors
/// [`Error::NotFound`] if the officer is no administrator.
pub async fn check(
    desk: &Desk,
    officer: &Officer,
    kind: Kind,
    name: &str,
    text: &str,
) -> Result<Vec<FileFault>, Error> {
    allowed(officer)?;
    faults(desk, kind, name, &tidy(text)).await
}

pub(super) async fn faults(desk: &Desk, kind: Kind, name: &str, text: &str) -> Result<Vec<FileFault>, Error> {
    match kind {
        Kind::Procedure => Ok(definition(desk, name, text).err().unwrap_or_default()),
        Kind::Reference => faults_of_file(desk, name, text).await,
    }
}

/// A text as the next version of a procedure.
pub(super) fn definition(desk: &Desk, name: &str, text: &str) -> Result<Procedure, Vec<FileFault>> {
    let id = ProcedureId::from(name);
    let procedure = desk.catalogue.check(&id, text, &desk.reference)?;
    let next = desk.catalogue.next_version(&id);
    let mut faults = Vec::new();
    let mut fault = |key: &str, what: NameFault| {
        let line = line_of(text, &format!("{key}:"));
        faults.push(FileFault::new(&format!("{name}.yaml"), line, key, what));
    };
    if procedure.id != id {
        let id = id.to_string();
        fault("id", NameFault::OtherId { id });
    }
    if procedure.version != next {
        fault("version", NameFault::NextVersion { version: next });
    }
    if faults.is_empty() { Ok(procedure) } else { Err(faults) }
}

/// A draft as it will be applied for; none if it is not sound, or there is none.
///
/// # Errors
/// [`Error::NotFound`] if the officer is no administrator.
pub async fn draft_procedure(desk: &Desk, officer: &Officer, name: &str) -> Result<Option<Procedure>, Error> {
    allowed(officer)?;
    let draft = find(desk, Kind::Procedure, name).await?;
    Ok(draft.and_then(|draft| definition(desk, name, &draft.text).ok()))
}

/// A version of a procedure.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or the officer is no administrator.
pub async fn version(desk: &Desk, officer: &Officer, name: &str, version: u32) -> Result<Arc<Procedure>, Error> {
    allowed(officer)?;
    let id = ProcedureId::from(name);
    let found = desk.procedure_or_refresh(&id, version).await;
    found.map_err(|error| match error {
        Error::Broken(_) => Error::NotFound,
        other => other,
    })
}

/// The line that begins with some words, or contains them; the first if none does.
pub(super) fn line_of(text: &str, words: &str) -> u32 {
    let begins = text.lines().position(|line| line.starts_with(words));
    let at = begins.or_else(|| text.lines().position(|line| line.contains(words)));
    at.map_or(1, |at| u32::try_from(at + 1).unwrap_or(1))
}
