//! A backup: everything of an installation in one archive, taken while the site goes on; and the way back.
//!
//! The archive is a tar file, compressed, that other programs can open: `manifest.json`, `database`, then the files by
//! the hash of their content. The database is written out first, as it stood at one moment. Files are never changed, and
//! what nobody refers to any more is kept for another day, so all that the database of that moment speaks of are there when
//! they are read afterwards.
//!
//! What is not in it: the secret key (see [`crate::vault`]), settings, and what the simulated national systems remember.

mod archive;
mod make;
mod manifest;
mod postgres;
mod restore;
mod sqlite;

use std::path::PathBuf;

pub use make::back_up;
pub use manifest::Manifest;
pub use restore::restore;

use crate::files::{FileError, Files};
use crate::store::{DatabaseUrl, StoreError};

/// The parts of an installation that a backup holds.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The database.
    pub database: DatabaseUrl,
    /// The files.
    pub files: Files,
}

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is a file of that name; backups are never overwritten.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// The archive is not whole, or not one of ours.
    #[error("the archive cannot be used: {0}")]
    Damaged(String),
    /// The archive comes from a newer program.
    #[error("the archive holds tables at {found}, this program knows them up to {known}: use a newer program")]
    TooNew {
        /// The newest migration in the archive.
        found: i64,
        /// The newest one this program knows.
        known: i64,
    },
    /// It holds the other kind of database.
    #[error("the archive holds a {holds} database; DATABASE_URL names a {wanted} database")]
    OtherDatabase {
        /// In the archive.
        holds: String,
        /// In the settings.
        wanted: &'static str,
    },
    /// There is something that would be overwritten.
    #[error("{0} is not empty; --force restores over it")]
    NotEmpty(&'static str),
    /// A server works with the database.
    #[error("the database is in use: stop the server first")]
    InUse,
    /// A program of PostgreSQL is missing.
    #[error("{0} is not there; install the client programs of PostgreSQL (Debian: postgresql-client)")]
    NoProgram(&'static str),
    /// A program of PostgreSQL failed.
    #[error("{program} failed: {said}")]
    Program {
        /// Which.
        program: &'static str,
        /// What it said.
        said: String,
    },
    /// The database does not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files cannot be read or written.
    #[error(transparent)]
    Files(#[from] FileError),
    /// The archive cannot be read or written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// `sqlite` or `postgres`.
fn kind(database: &DatabaseUrl) -> &'static str {
    match database {
        DatabaseUrl::Sqlite(_) => "sqlite",
        DatabaseUrl::Postgres(_) => "postgres",
    }
}
