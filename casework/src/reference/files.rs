//! Where the files come from.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use rust_embed::RustEmbed;
use serde::de::DeserializeOwned;

use crate::faults::What;
use crate::yaml::{self, YamlFault};

#[derive(RustEmbed)]
#[folder = "../reference"]
struct Embedded;

/// Where reference data is read from.
#[derive(Debug, Clone)]
pub enum Source {
    /// The files inside the binary.
    Embedded,
    /// A folder; a file that is not there is taken from the binary.
    Folder(PathBuf),
}

/// Something wrong in a file of reference data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {what}")]
pub struct ReferenceFault {
    /// Name of the file within the folder.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// What is wrong and what to do.
    pub what: What,
}

#[derive(Debug, Clone)]
pub(super) struct Files {
    folder: Option<PathBuf>,
    /// Texts that administrators published in place of files.
    published: BTreeMap<String, String>,
}

impl Files {
    pub fn new(source: &Source) -> Self {
        let folder = match source {
            Source::Embedded => None,
            Source::Folder(folder) => Some(folder.clone()),
        };
        Self {
            folder,
            published: BTreeMap::new(),
        }
    }

    /// The same with other texts in place of some files.
    pub fn with(&self, published: BTreeMap<String, String>) -> Self {
        Self {
            folder: self.folder.clone(),
            published,
        }
    }

    /// The text of a file.
    pub fn text(&self, file: &str) -> Result<String, Vec<ReferenceFault>> {
        if let Some(text) = self.published.get(file) {
            return Ok(text.clone());
        }
        if let Some(folder) = &self.folder {
            match std::fs::read_to_string(folder.join(file)) {
                Ok(text) => return Ok(text),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(vec![fault(file, 1, format!("the file cannot be read: {error}"))]),
            }
        }
        let missing = || vec![fault(file, 1, "the file is missing")];
        let data = Embedded::get(file).ok_or_else(missing)?.data;
        match data {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| missing()),
            Cow::Owned(bytes) => String::from_utf8(bytes).map_err(|_| missing()),
        }
    }

    /// A YAML file as `T`.
    pub fn yaml<T: DeserializeOwned>(&self, file: &str) -> Result<T, Vec<ReferenceFault>> {
        let all = |faults: Vec<YamlFault>| {
            faults
                .into_iter()
                .map(|found| fault(file, found.line, found.kind))
                .collect::<Vec<_>>()
        };
        yaml::read(&yaml::parse(&self.text(file)?).map_err(all)?).map_err(all)
    }

    /// The rows of a CSV file as `T`, each with its line.
    pub fn csv<T: DeserializeOwned>(&self, file: &str) -> Result<Vec<T>, Vec<ReferenceFault>> {
        let text = self.text(file)?;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for (index, row) in reader.deserialize().enumerate() {
            let line = u32::try_from(index + 2).unwrap_or(u32::MAX);
            rows.push(row.map_err(|error| vec![fault(file, line, format!("the row cannot be read: {error}"))])?);
        }
        Ok(rows)
    }
}

pub(super) fn fault(file: &str, line: u32, what: impl Into<What>) -> ReferenceFault {
    ReferenceFault {
        file: file.to_owned(),
        line,
        what: what.into(),
    }
}
