//! The applicant supplements what was asked for, once and completely.

use std::collections::BTreeMap;

use motcua_domain::dossier::{Actor, Citizen, Command, Upload};
use motcua_domain::form::Typed;

use crate::case::Case;
use crate::desk::Desk;
use crate::drafts::{Sent, receive_file};
use crate::error::Error;

/// A file sent for a document.
pub struct SentFile<S> {
    /// Which document.
    pub document: String,
    /// The name of the file at the sender's.
    pub name: String,
    /// The media type the browser claims.
    pub mime: Option<String>,
    /// The content.
    pub content: S,
}

/// Supplements a dossier.
///
/// # Errors
/// [`Error::File`] if a file is not what its document may be; a refusal if something asked for is still missing.
pub async fn supplement<S>(
    desk: &Desk,
    citizen: &Citizen,
    code: &str,
    typed: Typed,
    files: Vec<SentFile<S>>,
) -> Result<(), Error>
where
    S: futures::Stream<Item = Result<bytes::Bytes, Box<dyn std::error::Error + Send + Sync>>> + Send,
{
    let mut case = Case::by_code(desk, code).await?;
    if case.dossier.account != citizen.account {
        return Err(Error::NotFound);
    }
    let mut documents: BTreeMap<String, Vec<Upload>> = BTreeMap::new();
    for file in files {
        let known = case
            .procedure
            .documents
            .iter()
            .find(|document| document.id == file.document);
        let definition = known.cloned().ok_or(Error::NotFound)?;
        let sent = Sent {
            name: &file.name,
            mime: file.mime.as_deref(),
            content: file.content,
        };
        let upload = receive_file(desk, &definition, sent).await?;
        documents.entry(file.document).or_default().push(upload);
    }
    case.perform(
        desk,
        Command::Supplement { typed, documents },
        &Actor::Citizen(citizen.clone()),
    )
    .await
}
