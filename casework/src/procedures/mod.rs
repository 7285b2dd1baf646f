//! The procedures that can be applied for: definitions read from `procedures/`, checked, dated, and found by everyday words.
//!
//! A broken definition never stops the others: it is left out and reported with file, line and what to do.

mod agree;
mod catalogue;
mod export;
mod files;
mod kept;
mod open;
mod operations;
mod places;
mod schema;
mod search;
mod shared;

pub use catalogue::Catalogue;
pub(crate) use catalogue::Published;
pub use export::{export, import};
pub use files::{FileFault, Source};
pub use schema::schema;
pub use search::{APPLICANTS, Narrow, applicant_key, applicant_of_key, ministry_key};

use std::path::Path;

use crate::reference::Reference;

/// Checks one file, or all files of a folder, as a whole: each definition, and what they say of each other.
///
/// # Errors
/// When the path cannot be read.
pub fn check(path: &Path, reference: &Reference) -> std::io::Result<Vec<FileFault>> {
    let files = files::of_path(path)?;
    Ok(catalogue::open_all(&files, reference).faults)
}

#[cfg(test)]
mod tests;
