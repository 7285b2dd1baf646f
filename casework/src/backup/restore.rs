//! The way back: files first, the database last, so that a restore that breaks off leaves no database that speaks of
//! files which are not there.

use std::io::Read;
use std::path::Path;

use bytes::Bytes;
use futures::TryStreamExt;
use tar::Entry;

use super::archive::{DATABASE, FILES, MANIFEST, MOST_MANIFEST, open, unpack};
use super::make::sum;
use super::manifest::{FORMAT, Manifest};
use super::{BackupError, Parts, kind, postgres, sqlite};
use crate::files::ContentHash;
use crate::store::{self, DatabaseUrl};

/// No file that was kept is larger; what is larger in an archive is not ours.
const MOST_FILE: u64 = 1 << 30;

/// Puts back what an archive holds. Over something that is there only with `force`: files stay beside those of the
/// archive (nothing speaks of them), the database is replaced. Migrate and verify the events afterwards.
///
/// # Errors
/// [`BackupError`]; the database is as it was then, files may have been added.
pub async fn restore(parts: &Parts, from: &Path, force: bool) -> Result<Manifest, BackupError> {
    let mut archive = open(from)?;
    let mut entries = archive.entries()?;
    let mut next = |wanted: &str| {
        let entry = entries.next().ok_or_else(|| short(wanted))?.map_err(not_ours)?;
        Ok::<_, BackupError>((name_of(&entry)?, entry))
    };
    let (name, mut entry) = next(MANIFEST)?;
    let manifest = read_manifest(&name, &mut entry)?;
    fits(parts, &manifest)?;
    vacant(parts, force).await?;

    let passing = passing_folder(parts)?;
    let database = passing.path().join(DATABASE);
    let (name, mut entry) = next(DATABASE)?;
    if name != DATABASE {
        return Err(BackupError::Damaged(format!("{name} stands where the database should")));
    }
    if unpack(&mut entry, &database)? != (manifest.database_bytes, manifest.database_sha256.clone()) {
        return Err(BackupError::Damaged("the database is not what was written".to_owned()));
    }
    let mut kept = Vec::new();
    for _ in 0..manifest.files {
        let (name, mut entry) = next(FILES)?;
        kept.push(read_file(parts, &name, &mut entry).await?);
    }
    if sum(kept.iter()) != manifest.files_sha256 || entries.next().is_some() {
        return Err(BackupError::Damaged(
            "the files are not those that were written".to_owned(),
        ));
    }
    match &parts.database {
        DatabaseUrl::Sqlite(path) => sqlite::put_back(&database, path).await?,
        DatabaseUrl::Postgres(url) => postgres::put_back(&database, url).await?,
    }
    Ok(manifest)
}

fn read_manifest(name: &str, entry: &mut impl Read) -> Result<Manifest, BackupError> {
    if name != MANIFEST {
        return Err(BackupError::Damaged("it does not begin with a manifest".to_owned()));
    }
    let mut said = Vec::new();
    entry.take(MOST_MANIFEST).read_to_end(&mut said).map_err(not_ours)?;
    let manifest: Manifest = serde_json::from_slice(&said).map_err(not_ours)?;
    if manifest.format != FORMAT {
        return Err(BackupError::Damaged(format!("format {} is not known", manifest.format)));
    }
    Ok(manifest)
}

/// Whether this program can work with what is in the archive.
fn fits(parts: &Parts, manifest: &Manifest) -> Result<(), BackupError> {
    let wanted = kind(&parts.database);
    if manifest.database != wanted {
        return Err(BackupError::OtherDatabase {
            holds: manifest.database.clone(),
            wanted,
        });
    }
    let known = match &parts.database {
        DatabaseUrl::Sqlite(_) => store::sqlite::newest_migration(),
        DatabaseUrl::Postgres(_) => store::postgres::newest_migration(),
    };
    if manifest.migration > known {
        return Err(BackupError::TooNew {
            found: manifest.migration,
            known,
        });
    }
    Ok(())
}

/// Whether nothing is overwritten, or that is meant; and nobody works with the database.
async fn vacant(parts: &Parts, force: bool) -> Result<(), BackupError> {
    let empty = match &parts.database {
        DatabaseUrl::Sqlite(path) => sqlite::is_vacant(path).await?,
        DatabaseUrl::Postgres(url) => postgres::is_vacant(url).await?,
    };
    if !force && !empty {
        return Err(BackupError::NotEmpty("the database"));
    }
    if !force && parts.files.all().try_next().await?.is_some() {
        return Err(BackupError::NotEmpty("the folder of files"));
    }
    Ok(())
}

/// Beside the database it becomes, or anywhere.
fn passing_folder(parts: &Parts) -> Result<tempfile::TempDir, BackupError> {
    Ok(match &parts.database {
        DatabaseUrl::Sqlite(path) => {
            let folder = super::archive::folder_of(path);
            std::fs::create_dir_all(folder)?;
            tempfile::tempdir_in(folder)?
        }
        DatabaseUrl::Postgres(_) => tempfile::tempdir()?,
    })
}

async fn read_file(parts: &Parts, name: &str, entry: &mut Entry<'_, impl Read>) -> Result<ContentHash, BackupError> {
    let hash: Option<ContentHash> = name.strip_prefix(FILES).and_then(|hash| hash.parse().ok());
    let hash = hash.ok_or_else(|| BackupError::Damaged(format!("{name} is no file of ours")))?;
    if entry.size() > MOST_FILE {
        return Err(BackupError::Damaged(format!("{name} is too large")));
    }
    let mut content = Vec::new();
    entry.read_to_end(&mut content).map_err(not_ours)?;
    parts.files.keep(hash, Bytes::from(content)).await?;
    Ok(hash)
}

fn name_of(entry: &Entry<'_, impl Read>) -> Result<String, BackupError> {
    Ok(entry.path().map_err(not_ours)?.to_string_lossy().into_owned())
}

fn short(wanted: &str) -> BackupError {
    BackupError::Damaged(format!("it ends before {wanted}"))
}

fn not_ours(error: impl std::fmt::Display) -> BackupError {
    BackupError::Damaged(error.to_string())
}
