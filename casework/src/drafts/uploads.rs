//! Files of a draft: received, added to a document, taken away.

use motcua_domain::dossier::{Citizen, Upload};
use motcua_domain::procedure::{DocumentDef, FileKind};
use uuid::Uuid;

use super::{Draft, TRIES, changed_meanwhile};
use crate::desk::Desk;
use crate::error::Error;
use crate::files::{Claim, FileError, Limits, keeping};
use crate::store::Tx;

/// An upload as the browser sends it.
pub struct Sent<'s, S> {
    /// The name of the file there.
    pub name: &'s str,
    /// The media type the browser claims.
    pub mime: Option<&'s str>,
    /// The content.
    pub content: S,
}

/// What a document may be.
#[must_use]
pub fn limits(document: &DocumentDef) -> Limits {
    let kind = |kind: &FileKind| match kind {
        FileKind::Pdf => crate::files::FileKind::Pdf,
        FileKind::Jpeg => crate::files::FileKind::Jpeg,
        FileKind::Png => crate::files::FileKind::Png,
    };
    Limits {
        most_bytes: u64::from(document.max_mb) * 1024 * 1024,
        kinds: document.accept.iter().map(kind).collect(),
    }
}

/// Keeps an uploaded file and says what it is.
///
/// # Errors
/// [`Error::File`] if it is not what the document may be.
pub async fn receive_file<S>(desk: &Desk, document: &DocumentDef, sent: Sent<'_, S>) -> Result<Upload, Error>
where
    S: futures::Stream<Item = Result<bytes::Bytes, Box<dyn std::error::Error + Send + Sync>>> + Send,
{
    let claim = Claim {
        name: Some(sent.name),
        mime: sent.mime,
    };
    let file = desk.files.put(sent.content, claim, &limits(document)).await?;
    let name: String = sent
        .name
        .chars()
        .filter(|letter| !letter.is_control())
        .take(150)
        .collect();
    Ok(Upload {
        sha256: file.hash.to_string(),
        name,
        mime: file.kind.mime().to_owned(),
        size: file.size,
        at: desk.now(),
    })
}

/// The citizen adds a file to a document.
///
/// # Errors
/// [`Error::File`] if it is not what the document may be; [`Error::NotFound`] if there is no such draft or document.
pub async fn attach<S>(desk: &Desk, citizen: &Citizen, id: Uuid, document: &str, sent: Sent<'_, S>) -> Result<(), Error>
where
    S: futures::Stream<Item = Result<bytes::Bytes, Box<dyn std::error::Error + Send + Sync>>> + Send,
{
    let draft = Draft::open(desk, citizen, id).await?;
    let definition = draft
        .procedure
        .documents
        .iter()
        .find(|known| known.id == document)
        .cloned()
        .ok_or(Error::NotFound)?;
    let most = usize::from(definition.max_files);
    let full = |draft: &Draft| {
        draft
            .body
            .documents
            .get(document)
            .is_some_and(|files| files.len() >= most)
    };
    if full(&draft) {
        return Err(Error::File(FileError::TooMany));
    }
    let upload = receive_file(desk, &definition, sent).await?;
    for _ in 0..TRIES {
        let mut draft = Draft::open(desk, citizen, id).await?;
        let full = full(&draft);
        let files = draft.body.documents.entry(document.to_owned()).or_default();
        if files.iter().any(|file| file.sha256 == upload.sha256) {
            return Ok(());
        }
        if full {
            return Err(Error::File(FileError::TooMany));
        }
        files.push(upload.clone());
        let named = [upload.sha256.clone()];
        let holds = async |tx: &mut Tx| keeping::hold(&desk.files, tx, id, &named).await;
        if draft.keep_with(desk, holds).await? {
            return Ok(());
        }
    }
    Err(changed_meanwhile(desk, citizen))
}

/// The citizen takes a file away again.
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft.
pub async fn detach(desk: &Desk, citizen: &Citizen, id: Uuid, document: &str, sha256: &str) -> Result<(), Error> {
    for _ in 0..TRIES {
        let mut draft = Draft::open(desk, citizen, id).await?;
        if let Some(files) = draft.body.documents.get_mut(document) {
            files.retain(|file| file.sha256 != sha256);
        }
        // The same file may have been sent for another document too.
        let mut left = draft.body.documents.values().flatten();
        let used = left.any(|file| file.sha256 == sha256);
        let releases = async |tx: &mut Tx| match used {
            true => Ok(()),
            false => keeping::release(tx, id, Some(sha256), desk.now()).await,
        };
        if draft.keep_with(desk, releases).await? {
            return Ok(());
        }
    }
    Err(changed_meanwhile(desk, citizen))
}
