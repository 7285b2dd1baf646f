//! All procedures with their versions.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use motcua_domain::procedure::{Procedure, ProcedureId};

use super::agree::disagreements;
use super::files::{FileFault, Source, TextFile, Texts, of_source};
use super::open::open;
use super::search::Index;
use super::shared::Shared;
use crate::reference::Reference;

/// The procedures that are sound, and what is wrong with the rest.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// The versions of each, the newest last.
    by_id: BTreeMap<ProcedureId, Vec<Arc<Procedure>>>,
    index: Index,
    faults: Vec<FileFault>,
}

impl Catalogue {
    /// Reads all definitions. Broken ones are left out and stand in [`Catalogue::faults`].
    #[must_use]
    pub fn load(source: &Source, reference: &Reference) -> Self {
        let files = match of_source(source) {
            Ok(files) => files,
            Err(error) => {
                let message = format!("the folder of procedures cannot be read: {error}");
                return Self {
                    faults: vec![FileFault::new("procedures", 1, "", message)],
                    ..Self::default()
                };
            }
        };
        let (procedures, faults) = open_all(&files, reference);
        Self::of(procedures, faults)
    }

    /// These procedures, and what is wrong with others.
    pub(super) fn of(procedures: Vec<Procedure>, faults: Vec<FileFault>) -> Self {
        let mut by_id: BTreeMap<ProcedureId, Vec<Arc<Procedure>>> = BTreeMap::new();
        for procedure in procedures {
            by_id.entry(procedure.id.clone()).or_default().push(Arc::new(procedure));
        }
        for versions in by_id.values_mut() {
            versions.sort_by_key(|procedure| procedure.version);
        }
        // Words are those of the newest version: people look for what can be applied for.
        let index = Index::new(by_id.values().filter_map(|versions| versions.last()));
        Self { by_id, index, faults }
    }

    /// What is wrong with the files, by file and line.
    #[must_use]
    pub fn faults(&self) -> &[FileFault] {
        &self.faults
    }

    /// The version that applies on a day: the newest of those valid then.
    #[must_use]
    pub fn current(&self, id: &ProcedureId, on: NaiveDate) -> Option<Arc<Procedure>> {
        newest(self.by_id.get(id)?, on).cloned()
    }

    /// A certain version, also of long ago: dossiers keep theirs.
    #[must_use]
    pub fn version(&self, id: &ProcedureId, version: u32) -> Option<Arc<Procedure>> {
        self.by_id
            .get(id)?
            .iter()
            .find(|procedure| procedure.version == version)
            .cloned()
    }

    /// The newest version, whether valid yet or not: for names in lists.
    #[must_use]
    pub fn newest(&self, id: &ProcedureId) -> Option<Arc<Procedure>> {
        self.by_id.get(id)?.last().cloned()
    }

    /// Every version of every procedure, by id.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<Procedure>> {
        self.by_id.values().flatten().cloned().collect()
    }

    /// All that can be applied for on a day, by id.
    #[must_use]
    pub fn all_current(&self, on: NaiveDate) -> Vec<Arc<Procedure>> {
        self.by_id
            .values()
            .filter_map(|versions| newest(versions, on))
            .cloned()
            .collect()
    }

    /// What can be applied for on a day and fits the words, the best first; with or without marks, slightly misspelt.
    #[must_use]
    pub fn search(&self, q: &str, limit: usize, on: NaiveDate) -> Vec<Arc<Procedure>> {
        let current = |id| self.current(id, on);
        self.index
            .search(q)
            .into_iter()
            .filter_map(current)
            .take(limit)
            .collect()
    }
}

fn newest(versions: &[Arc<Procedure>], on: NaiveDate) -> Option<&Arc<Procedure>> {
    versions
        .iter()
        .rev()
        .find(|it| it.valid_from <= on && it.valid_to.is_none_or(|last| on <= last))
}

/// Opens files and looks whether they agree.
pub(super) fn open_all(files: &Texts, reference: &Reference) -> (Vec<Procedure>, Vec<FileFault>) {
    let (shared, mut faults) = Shared::read(&files.shared);
    let mut sound: Vec<(&str, Procedure)> = Vec::new();
    let mut broken = false;
    for (file, opened) in opened(&files.definitions, &shared, reference) {
        match opened {
            Ok(procedure) => sound.push((file, procedure)),
            Err(found) => {
                broken = true;
                faults.extend(found);
            }
        }
    }
    // Where a definition is broken, others that name it are not to blame.
    let wrong = disagreements(&sound, broken || files.definitions.len() == 1);
    sound.retain(|(file, _)| !wrong.iter().any(|fault| fault.drops && fault.fault.file == *file));
    faults.extend(wrong.into_iter().map(|it| it.fault));
    faults.sort();
    faults.dedup();
    (sound.into_iter().map(|(_, procedure)| procedure).collect(), faults)
}

type Opened<'f> = (&'f str, Result<Procedure, Vec<FileFault>>);

/// Each file opened, in their order. Reading is most of the start, so every processor reads some of them.
fn opened<'f>(files: &'f [TextFile], shared: &Shared, reference: &Reference) -> Vec<Opened<'f>> {
    let one = |(file, text): &'f TextFile| {
        let opened = match text {
            Err(message) => Err(vec![FileFault::new(file, 1, "", message)]),
            Ok(text) => open(file, text, shared, reference),
        };
        (file.as_str(), opened)
    };
    let readers = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    if readers == 1 || files.len() < 2 * readers {
        return files.iter().map(one).collect();
    }
    std::thread::scope(|scope| {
        let shares = files.chunks(files.len().div_ceil(readers));
        let readers: Vec<_> = shares
            .map(|share| scope.spawn(move || share.iter().map(one).collect::<Vec<_>>()))
            .collect();
        let read = readers.into_iter().flat_map(|reader| match reader.join() {
            Ok(read) => read,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        read.collect()
    })
}
