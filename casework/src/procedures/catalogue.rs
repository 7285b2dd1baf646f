//! All procedures with their versions.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use motcua_domain::procedure::{Procedure, ProcedureId};
use motcua_domain::text::Text;

use super::agree::disagreements;
use super::files::{FileFault, Source, Texts, of_source};
use super::open::open;
use super::search::{Index, Narrow, Page, ministry_key};
use super::shared::Shared;
use crate::reference::{Reference, SearchWords};

/// The procedures that are sound, and what is wrong with the rest.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// The versions of each, the newest last.
    by_id: BTreeMap<ProcedureId, Vec<Arc<Procedure>>>,
    search_words: SearchWords,
    /// Made when it is first needed: who only checks definitions need not wait for it.
    index: OnceLock<Index>,
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
        let mut by_id: BTreeMap<ProcedureId, Vec<Arc<Procedure>>> = BTreeMap::new();
        for procedure in procedures {
            by_id.entry(procedure.id.clone()).or_default().push(Arc::new(procedure));
        }
        for versions in by_id.values_mut() {
            versions.sort_by_key(|procedure| procedure.version);
        }
        Self {
            by_id,
            search_words: reference.search_words().clone(),
            index: OnceLock::new(),
            faults,
        }
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
    /// Everything, by id, if no words are given.
    #[must_use]
    pub fn search(&self, q: &str, limit: usize, on: NaiveDate) -> Vec<Arc<Procedure>> {
        let mut found = self.find(q, &Narrow::default(), on);
        found.truncate(limit);
        found
    }

    /// As [`Catalogue::search`], within the procedures of one life event, ministry or kind of applicant.
    #[must_use]
    pub fn find(&self, q: &str, narrow: &Narrow, on: NaiveDate) -> Vec<Arc<Procedure>> {
        let mut found = if q.trim().is_empty() {
            self.all_current(on)
        } else {
            let current = |id| self.current(id, on);
            self.index().search(q).into_iter().filter_map(current).collect()
        };
        found.retain(|procedure| narrow.holds(procedure));
        found
    }

    /// The ministries that lead what can be applied for on a day, by name.
    #[must_use]
    pub fn ministries(&self, on: NaiveDate) -> Vec<Text> {
        let all = self.all_current(on);
        let by_key: BTreeMap<String, &Text> = all
            .iter()
            .map(|procedure| (ministry_key(&procedure.ministry), &procedure.ministry))
            .collect();
        by_key.into_values().cloned().collect()
    }

    /// Makes the first search as quick as the others.
    pub fn prepare_search(&self) {
        self.index();
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            // Words are those of the newest version: people look for what can be applied for.
            let newest = self.by_id.values().filter_map(|versions| versions.last());
            let pages: Vec<_> = newest.map(|procedure| Page::new(procedure)).collect();
            Index::new(&pages, &self.search_words)
        })
    }
}

fn newest(versions: &[Arc<Procedure>], on: NaiveDate) -> Option<&Arc<Procedure>> {
    versions
        .iter()
        .rev()
        .find(|it| it.valid_from <= on && it.valid_to.is_none_or(|last| on <= last))
}

/// Opens files one by one and looks whether they agree.
pub(super) fn open_all(files: &Texts, reference: &Reference) -> (Vec<Procedure>, Vec<FileFault>) {
    let (shared, mut faults) = Shared::read(&files.shared);
    let mut sound: Vec<(&str, Procedure)> = Vec::new();
    let mut broken = false;
    for (file, text) in &files.definitions {
        let opened = match text {
            Err(message) => Err(vec![FileFault::new(file, 1, "", message)]),
            Ok(text) => open(file, text, &shared, reference),
        };
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
