//! The procedures that can be applied for: definitions read from `procedures/`, checked, dated, and found by everyday words.
//!
//! A broken definition never stops the others: it is left out and reported with file, line and what to do.

mod catalogue;
mod files;
mod open;
mod places;
mod search;

pub use catalogue::Catalogue;
pub use files::{FileFault, Source};

use std::path::Path;

use crate::reference::Reference;

/// Checks one file, or all files of a folder, as a whole: each definition, and what they say of each other.
///
/// # Errors
/// When the path cannot be read.
pub fn check(path: &Path, reference: &Reference) -> std::io::Result<Vec<FileFault>> {
    let files = files::of_path(path)?;
    Ok(catalogue::open_all(&files, reference).1)
}

#[cfg(test)]
mod tests;
