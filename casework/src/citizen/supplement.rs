//! The applicant supplements what was asked for, once and completely.

use std::collections::BTreeMap;

use motcua_domain::dossier::{Actor, Citizen, Command, SupplementItem, Upload, Why};
use motcua_domain::form::Typed;
use motcua_domain::procedure::DocumentDef;

use crate::case::Case;
use crate::desk::Desk;
use crate::drafts::{Sent, receive_file};
use crate::error::Error;
use crate::files::{FileError, keeping};

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
    let mut case = Case::of_citizen(desk, citizen, code).await?;
    let definitions = wanted(&case, &files)?;
    let mut documents: BTreeMap<String, Vec<Upload>> = BTreeMap::new();
    for (file, definition) in files.into_iter().zip(definitions) {
        let sent = Sent {
            name: &file.name,
            mime: file.mime.as_deref(),
            content: file.content,
        };
        let upload = receive_file(desk, &definition, sent).await?;
        documents.entry(file.document).or_default().push(upload);
    }
    let hashes: Vec<String> = documents.values().flatten().map(|file| file.sha256.clone()).collect();
    let id = case.dossier.id.0;
    case.perform_with(
        desk,
        Command::Supplement { typed, documents },
        &Actor::Citizen(citizen.clone()),
        async |tx| keeping::hold(&desk.files, tx, id, &hashes).await,
    )
    .await
}

/// What each file is sent for, asked before any is received: only what was asked for, no more of it than there may be, and
/// nothing at all where nothing is asked for any more.
fn wanted<S>(case: &Case, files: &[SentFile<S>]) -> Result<Vec<DocumentDef>, Error> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let asked = match (&case.dossier.outcome, &case.dossier.supplement) {
        (Some(_), _) => return Err(Why::Ended.into()),
        (None, None) => return Err(Why::NoSupplementOpen.into()),
        (None, Some(asked)) => asked,
    };
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let definition = |file: &SentFile<S>| {
        let is_it = |item: &SupplementItem| matches!(item, SupplementItem::Document { id, .. } if *id == file.document);
        let documents = &case.procedure.documents;
        let known = documents.iter().find(|document| document.id == file.document);
        known.filter(|_| asked.items.iter().any(is_it)).ok_or(Error::NotFound)
    };
    let found = files.iter().map(definition).collect::<Result<Vec<_>, _>>()?;
    for document in &found {
        let count = counts.entry(&document.id).or_default();
        *count += 1;
        if *count > u32::from(document.max_files) {
            return Err(FileError::TooMany.into());
        }
    }
    Ok(found.into_iter().cloned().collect())
}
