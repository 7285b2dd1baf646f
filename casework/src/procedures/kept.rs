//! The last good version of each definition, kept aside: a file that is broken at the next start takes no procedure away.
//!
//! Each sound definition is written as one whole text, without shared pieces, so that a broken piece cannot spoil it.

use std::path::Path;

use motcua_domain::procedure::{Procedure, ProcedureId};

use super::catalogue::{Catalogue, OpenedAll, open_all};
use super::export::{export, import};
use super::files::{FileFault, Source, of_source};
use super::shared::Shared;
use crate::faults::{NameFault, What};
use crate::reference::Reference;

impl Catalogue {
    /// Reads all definitions; in the place of a broken one stands what `folder` kept of it when it was sound last, and its
    /// fault says so. What is sound now is kept there.
    #[must_use]
    pub fn load_with_last_good(source: &Source, reference: &Reference, folder: &Path) -> Self {
        let mut files = match (source, of_source(source)) {
            (Source::Folder(_), Ok(files)) => files,
            // What is inside the program does not break.
            _ => return Self::load(source, reference),
        };
        let OpenedAll {
            mut procedures,
            mut faults,
            ..
        } = open_all(&files, reference);
        for (file, text) in &mut files.definitions {
            let broken = faults
                .iter()
                .any(|fault| fault.file == *file || names(&fault.what, file.as_str()));
            let Some((id, version)) = broken
                .then(|| named(text.as_ref().map_or("", String::as_str), file))
                .flatten()
            else {
                continue;
            };
            if procedures
                .iter()
                .any(|(_, known)| known.id.as_str() == id && known.version == version)
            {
                continue;
            }
            if let Some(kept) = read(folder, &id, version, reference) {
                let kept_instead = NameFault::LastGood { version, id };
                faults.push(FileFault::new(file.as_str(), 1, "", kept_instead));
                *text = Ok(export(&kept));
                procedures.push((file.clone(), kept));
            }
        }
        for (_, procedure) in &procedures {
            keep(folder, procedure);
        }
        faults.sort();
        faults.dedup();
        // With the pieces of what was kept, not of what is broken.
        let shared = Shared::read(&files).0;
        let opened = OpenedAll {
            procedures,
            faults,
            shared,
        };
        Self::of(files, opened, reference)
    }
}

/// Whether a fault of a shared piece names the definition that uses it.
fn names(what: &What, file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    matches!(what, What::Used { by, .. } if by == name)
}

/// Id and version that a text says of itself, broken as it may be; else the id by the name of its file.
fn named(text: &str, file: &str) -> Option<(String, u32)> {
    let said = |key: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(key))?;
        let value = line.trim().trim_matches('"');
        (!value.is_empty()).then(|| value.to_owned())
    };
    let stem = || Some(Path::new(file).file_stem()?.to_str()?.to_owned());
    let id = said("id:").or_else(stem)?;
    let is_id = id
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let version = said("version:").and_then(|version| version.parse().ok()).unwrap_or(1);
    is_id.then_some((id, version))
}

fn file_name(id: &str, version: u32) -> String {
    format!("{id}-v{version}.yaml")
}

fn read(folder: &Path, id: &str, version: u32, reference: &Reference) -> Option<Procedure> {
    let name = file_name(id, version);
    let text = std::fs::read_to_string(folder.join(&name)).ok()?;
    let procedure = import(&name, &text, reference).ok()?;
    (procedure.id == ProcedureId::from(id) && procedure.version == version).then_some(procedure)
}

/// Writes a definition aside. That it cannot be kept stops nothing: it is only missing should it break later.
fn keep(folder: &Path, procedure: &Procedure) {
    let text = export(procedure);
    let path = folder.join(file_name(procedure.id.as_str(), procedure.version));
    if std::fs::read_to_string(&path).is_ok_and(|known| known == text) {
        return;
    }
    let half = path.with_extension("half");
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&half, &text))
        .and_then(|()| std::fs::rename(&half, &path));
    if let Err(error) = written {
        tracing::warn!(procedure = procedure.id.as_str(), %error, "A definition cannot be kept aside");
    }
}
