//! Anybody may check a paper by the QR on it: whether it was issued, and that what it says is what was issued.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::ResultContent;

use crate::db;
use crate::desk::Desk;
use crate::error::Error;

/// A paper that was issued. Shows no more than the paper itself.
#[derive(Clone, Debug)]
pub struct CheckedPaper {
    /// What stands on it.
    pub content: ResultContent,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
}

/// Looks for a paper by the number of its dossier and the hash of its content.
///
/// # Errors
/// [`Error::NotFound`] if no such paper was issued, or it belongs to another dossier.
pub async fn check_paper(desk: &Desk, code: &str, hash: &str) -> Result<CheckedPaper, Error> {
    let mut reader = desk.store.reader().await?;
    let row = db!(reader, papers::by_hash(hash))?
        .filter(|row| row.content.0.dossier == code)
        .ok_or(Error::NotFound)?;
    // The stored content must still give the hash it is known by.
    if crate::case::paper_hash(&row.content.0) != row.hash {
        return Err(Error::Broken(format!(
            "the paper of dossier {code} was changed in the database"
        )));
    }
    Ok(CheckedPaper {
        content: row.content.0,
        issued_at: row.issued_at,
    })
}
