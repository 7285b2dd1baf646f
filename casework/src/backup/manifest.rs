//! What an archive says of itself.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Archives of this shape.
pub const FORMAT: u32 = 1;

/// The first file of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The shape of the archive.
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    /// When it was begun.
    pub made_at: DateTime<Utc>,
    /// `sqlite` or `postgres`.
    pub database: String,
    /// The newest migration of its tables.
    pub migration: i64,
    /// SHA-256 of the database's file in the archive, hexadecimal.
    pub database_sha256: String,
    /// Bytes of it.
    pub database_bytes: u64,
    /// How many files there are.
    pub files: u64,
    /// Bytes of them.
    pub files_bytes: u64,
    /// SHA-256 over the hashes of all files, in their order in the archive, hexadecimal.
    pub files_sha256: String,
}
