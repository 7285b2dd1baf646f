//! Making an archive.

use std::path::Path;

use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use sha2::{Digest, Sha256};

use super::archive::{DATABASE, FILES, MANIFEST, Writing, folder_of, measure};
use super::manifest::{FORMAT, Manifest};
use super::{BackupError, Parts, kind, postgres, sqlite};
use crate::files::ContentHash;
use crate::store::DatabaseUrl;

/// Writes an archive of an installation, which may be in use; `program` is the version of this one.
///
/// # Errors
/// [`BackupError`]; nothing is left behind then.
pub async fn back_up(parts: &Parts, program: &str, now: DateTime<Utc>, to: &Path) -> Result<Manifest, BackupError> {
    let mut writing = Writing::begin(to, u64::try_from(now.timestamp()).unwrap_or(0))?;
    // Beside the archive: where there is room for one, there is room for the other.
    let passing = tempfile::tempdir_in(folder_of(to))?;
    let database = passing.path().join(DATABASE);
    let migration = match &parts.database {
        DatabaseUrl::Sqlite(path) => sqlite::write_out(path, &database).await?,
        DatabaseUrl::Postgres(url) => postgres::write_out(url, &database).await?,
    };
    let (database_bytes, database_sha256) = measure(&database)?;
    let mut files: Vec<(ContentHash, u64)> = parts.files.all().try_collect().await?;
    files.sort_unstable();
    let manifest = Manifest {
        format: FORMAT,
        program: program.to_owned(),
        made_at: now,
        database: kind(&parts.database).to_owned(),
        migration,
        database_sha256,
        database_bytes,
        files: files.len() as u64,
        files_bytes: files.iter().map(|(_, size)| size).sum(),
        files_sha256: sum(files.iter().map(|(hash, _)| hash)),
    };
    let said = serde_json::to_vec_pretty(&manifest).map_err(|error| BackupError::Damaged(error.to_string()))?;
    writing.add(MANIFEST, said.len() as u64, said.as_slice())?;
    writing.add(DATABASE, database_bytes, std::fs::File::open(&database)?)?;
    for (hash, size) in files {
        // Compared with its hash while it is read: a damaged file is noticed now, not when it is needed.
        let content = parts.files.read(hash).await?;
        writing.add(&format!("{FILES}{hash}"), size, &content[..])?;
    }
    writing.finish()?;
    Ok(manifest)
}

/// One hash over many.
pub(super) fn sum<'h>(hashes: impl Iterator<Item = &'h ContentHash>) -> String {
    let all = hashes.fold(Sha256::new(), |all, hash| all.chain_update(hash.0));
    ContentHash(all.finalize().into()).to_string()
}
