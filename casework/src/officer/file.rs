//! A file of a dossier, for an officer who may see the dossier or the citizen whose it is.

use motcua_domain::dossier::{Actor, Upload};

use crate::case::Case;
use crate::desk::Desk;
use crate::error::Error;
use crate::people::may_read;

use super::look::{self, Look};

/// A file to be sent to a browser.
#[derive(Debug)]
pub struct DossierFile {
    /// What it is.
    pub upload: Upload,
    /// Its content.
    pub content: bytes::Bytes,
}

/// Reads a file of a dossier. An officer's look is logged for those concerned.
///
/// # Errors
/// [`Error::NotFound`] if the dossier is none of the actor's business or has no such file.
pub async fn file(desk: &Desk, actor: &Actor, code: &str, sha256: &str) -> Result<DossierFile, Error> {
    let case = Case::by_code(desk, code).await?;
    let application = &case.dossier.application;
    let allowed = match actor {
        Actor::Citizen(citizen) => citizen.account == case.dossier.account,
        Actor::Officer(officer) => may_read(desk, officer, application),
        Actor::System => false,
    };
    let upload = application
        .documents
        .values()
        .flatten()
        .find(|upload| upload.sha256 == sha256);
    let upload = upload.filter(|_| allowed).cloned().ok_or(Error::NotFound)?;
    if let Actor::Officer(officer) = actor {
        look::at(desk, officer, Look::File, &case).await?;
    }
    let content = desk.files.read(upload.sha256.parse()?).await?;
    Ok(DossierFile { upload, content })
}
