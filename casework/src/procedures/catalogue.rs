//! All procedures with their versions.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use chrono::{DateTime, NaiveDate, Utc};
use motcua_domain::procedure::{Procedure, ProcedureId};
use motcua_domain::text::Text;

use super::agree::disagreements;
use super::files::{FileFault, Source, TextFile, Texts, of_source};
use super::open::open;
use super::search::{Index, Narrow, Page, ministry_key};
use super::shared::Shared;
use crate::faults::NameFault;
use crate::reference::{Reference, SearchWords};

/// Milliseconds between two looks at the database.
const ASKED_EVERY: u64 = 1000;

/// The procedures that are sound, and what is wrong with the rest. What administrators publish comes in by
/// [`Catalogue::publish`]; whoever holds a procedure keeps the version they hold.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Those of the program or of a folder.
    own: Arc<Own>,
    /// What can be applied for now.
    held: RwLock<Arc<Held>>,
    /// When the database was asked last whether this is still so, in milliseconds.
    asked_at: AtomicI64,
}

/// What was read at start.
#[derive(Debug, Default)]
struct Own {
    procedures: Vec<(String, Arc<Procedure>)>,
    /// The texts as they were written, by file.
    texts: BTreeMap<String, String>,
    shared: Shared,
    faults: Vec<FileFault>,
}

#[derive(Debug, Default)]
struct Held {
    /// Which state of the database this is.
    number: i64,
    /// The versions of each in the order of their first days, the last to come last.
    by_id: BTreeMap<ProcedureId, Vec<Arc<Procedure>>>,
    /// The texts of the versions as they were written.
    texts: BTreeMap<(ProcedureId, u32), Arc<str>>,
    /// The last day of those that end.
    ends: BTreeMap<ProcedureId, NaiveDate>,
    search_words: SearchWords,
    /// Made when it is first needed: who only checks definitions need not wait for it.
    index: OnceLock<Index>,
}

/// A version that administrators published.
#[derive(Debug, Clone)]
pub(crate) struct Published {
    /// Which procedure.
    pub id: String,
    /// Which version.
    pub version: u32,
    /// As it was written.
    pub text: String,
    /// The same without shared pieces: what holds, whatever becomes of the pieces.
    pub whole: String,
}

impl Catalogue {
    /// Reads all definitions. Broken ones are left out and stand in [`Catalogue::faults`].
    #[must_use]
    pub fn load(source: &Source, reference: &Reference) -> Self {
        let files = match of_source(source) {
            Ok(files) => files,
            Err(error) => {
                let why = error.to_string();
                let own = Own {
                    faults: vec![FileFault::new("procedures", 1, "", NameFault::FolderUnreadable { why })],
                    ..Own::default()
                };
                return Self {
                    own: Arc::new(own),
                    ..Self::default()
                };
            }
        };
        let opened = open_all(&files, reference);
        Self::of(files, opened, reference)
    }

    /// What was opened of these files.
    pub(super) fn of(files: Texts, opened: OpenedAll, reference: &Reference) -> Self {
        let OpenedAll {
            procedures,
            faults,
            shared,
        } = opened;
        let texts = files.definitions.into_iter();
        let own = Own {
            procedures: procedures
                .into_iter()
                .map(|(file, procedure)| (file, Arc::new(procedure)))
                .collect(),
            texts: texts.filter_map(|(file, text)| Some((file, text.ok()?))).collect(),
            shared,
            faults,
        };
        let held = Held::of(&own, 0, Vec::new(), BTreeMap::new(), reference.search_words().clone());
        Self {
            own: Arc::new(own),
            held: RwLock::new(Arc::new(held)),
            asked_at: AtomicI64::default(),
        }
    }

    /// The same, to which publications come without being seen by others who hold this one.
    #[must_use]
    pub(crate) fn apart(&self) -> Self {
        Self {
            own: Arc::clone(&self.own),
            held: RwLock::new(self.held()),
            asked_at: AtomicI64::default(),
        }
    }

    fn held(&self) -> Arc<Held> {
        // Nothing can panic while it is held for writing; were it so, the old state would still be whole.
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether it is a second since the database was asked what holds; if so, the caller asks it.
    pub(crate) fn is_due(&self, now: DateTime<Utc>) -> bool {
        let now = now.timestamp_millis();
        let before = self.asked_at.load(Ordering::Relaxed);
        // A clock that was set back is no reason to wait until it is there again.
        let due = now.abs_diff(before) >= ASKED_EVERY;
        due && self
            .asked_at
            .compare_exchange(before, now, Ordering::Relaxed, Ordering::Relaxed)
            .is_ok()
    }

    /// Which state of the database is held.
    pub(crate) fn number(&self) -> i64 {
        self.held().number
    }

    /// Takes up what administrators published. A version that does not hold any more is left out, so that the one before
    /// it stands, and reported.
    pub(crate) fn publish(
        &self,
        number: i64,
        published: Vec<Published>,
        ends: BTreeMap<ProcedureId, NaiveDate>,
        reference: &Reference,
    ) -> Vec<FileFault> {
        let mut faults = Vec::new();
        let mut sound = Vec::new();
        for it in published {
            // Most were opened before.
            let id = ProcedureId::from(it.id.as_str());
            let known = self
                .version(&id, it.version)
                .filter(|_| self.text(&id, it.version).is_some_and(|text| *text == *it.text));
            match known {
                Some(procedure) => sound.push((procedure, it.text)),
                None => match open(&file_of(&it.id), &it.whole, &Shared::default(), reference) {
                    Ok(procedure) => sound.push((Arc::new(procedure), it.text)),
                    Err(found) => faults.extend(found),
                },
            }
        }
        let held = Arc::new(Held::of(
            &self.own,
            number,
            sound,
            ends,
            reference.search_words().clone(),
        ));
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = held;
        faults
    }

    /// What is wrong with the files, by file and line.
    #[must_use]
    pub fn faults(&self) -> &[FileFault] {
        &self.own.faults
    }

    /// The version that applies on a day: of those valid then the one that began last.
    #[must_use]
    pub fn current(&self, id: &ProcedureId, on: NaiveDate) -> Option<Arc<Procedure>> {
        self.held().current(id, on).cloned()
    }

    /// A certain version, also of long ago: dossiers keep theirs.
    #[must_use]
    pub fn version(&self, id: &ProcedureId, version: u32) -> Option<Arc<Procedure>> {
        self.held()
            .by_id
            .get(id)?
            .iter()
            .find(|procedure| procedure.version == version)
            .cloned()
    }

    /// The version that begins last, whether valid yet or not: for names in lists.
    #[must_use]
    pub fn newest(&self, id: &ProcedureId) -> Option<Arc<Procedure>> {
        self.held().by_id.get(id)?.last().cloned()
    }

    /// The number of the version that is written next, whenever it is to begin.
    #[must_use]
    pub fn next_version(&self, id: &ProcedureId) -> u32 {
        let held = self.held();
        let versions = held.by_id.get(id).into_iter().flatten();
        versions.map(|it| it.version).max().unwrap_or_default() + 1
    }

    /// Every version of a procedure in the order of their first days, the last to come last.
    #[must_use]
    pub fn versions(&self, id: &ProcedureId) -> Vec<Arc<Procedure>> {
        self.held().by_id.get(id).cloned().unwrap_or_default()
    }

    /// Every version of every procedure, by id.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<Procedure>> {
        self.held().by_id.values().flatten().cloned().collect()
    }

    /// All that can be applied for on a day, by id.
    #[must_use]
    pub fn all_current(&self, on: NaiveDate) -> Vec<Arc<Procedure>> {
        let held = self.held();
        held.by_id
            .keys()
            .filter_map(|id| held.current(id, on))
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
            let held = self.held();
            let current = |id| held.current(id, on).cloned();
            held.index().search(q).into_iter().filter_map(current).collect()
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
        self.held().index();
    }

    /// The text of a version as it was written, with its shared pieces.
    #[must_use]
    pub fn text(&self, id: &ProcedureId, version: u32) -> Option<Arc<str>> {
        self.held().texts.get(&(id.clone(), version)).cloned()
    }

    /// The last day on which a procedure can be applied for, if it ends.
    #[must_use]
    pub fn ends(&self, id: &ProcedureId) -> Option<NaiveDate> {
        self.held().ends.get(id).copied()
    }

    /// Reads a text that is to become the next version of a procedure, and looks whether it agrees with all others.
    ///
    /// # Errors
    /// Every fault, with its line.
    pub fn check(&self, id: &ProcedureId, text: &str, reference: &Reference) -> Result<Procedure, Vec<FileFault>> {
        let file = file_of(id.as_str());
        let procedure = open(&file, text, &self.own.shared, reference)?;
        let held = self.held();
        // The newest of each: what a group hands over must be a field of the part as it will be.
        let newest = held.by_id.values().filter_map(|versions| versions.last());
        let all: Vec<(String, &Procedure)> = newest.map(|it| (file_of(it.id.as_str()), it.as_ref())).collect();
        let before: Vec<(&str, &Procedure)> = all.iter().map(|(file, it)| (file.as_str(), *it)).collect();
        let mut after: Vec<_> = before.iter().copied().filter(|(_, it)| it.id != *id).collect();
        after.push((&file, &procedure));
        let told = |all: &[(&str, &Procedure)]| -> Vec<FileFault> {
            let found = disagreements(all, false).into_iter();
            found.map(|it| it.fault).collect()
        };
        // What was wrong before is no fault of this text.
        let known = told(&before);
        let faults = told(&after);
        let faults: Vec<FileFault> = faults.into_iter().filter(|fault| !known.contains(fault)).collect();
        if faults.is_empty() { Ok(procedure) } else { Err(faults) }
    }

    /// What would be wrong with the definitions of today and later if other reference data held.
    pub(crate) fn faults_under(&self, reference: &Reference, today: NaiveDate) -> Vec<FileFault> {
        let ended = |it: &Arc<Procedure>| it.valid_to.is_some_and(|last| last < today);
        self.all()
            .iter()
            .filter(|it| !ended(it))
            .filter_map(|it| {
                let text = super::export(it);
                open(&file_of(it.id.as_str()), &text, &Shared::default(), reference).err()
            })
            .flatten()
            .collect()
    }
}

impl Held {
    fn of(
        own: &Own,
        number: i64,
        published: Vec<(Arc<Procedure>, String)>,
        ends: BTreeMap<ProcedureId, NaiveDate>,
        search_words: SearchWords,
    ) -> Self {
        let mut by_id: BTreeMap<ProcedureId, Vec<Arc<Procedure>>> = BTreeMap::new();
        let mut texts: BTreeMap<(ProcedureId, u32), Arc<str>> = BTreeMap::new();
        for (procedure, text) in published {
            texts.insert((procedure.id.clone(), procedure.version), text.into());
            by_id.entry(procedure.id.clone()).or_default().push(procedure);
        }
        for (file, procedure) in &own.procedures {
            let key = (procedure.id.clone(), procedure.version);
            // Dossiers here began with what was published here, whatever a later program brings under the same number.
            if texts.contains_key(&key) {
                continue;
            }
            let text = own.texts.get(file).map_or("", String::as_str);
            texts.insert(key, text.into());
            by_id
                .entry(procedure.id.clone())
                .or_default()
                .push(Arc::clone(procedure));
        }
        for versions in by_id.values_mut() {
            versions.sort_by_key(|procedure| (procedure.valid_from, procedure.version));
        }
        Self {
            number,
            by_id,
            texts,
            ends,
            search_words,
            index: OnceLock::new(),
        }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            // Words are those of the newest version: people look for what can be applied for.
            let newest = self.by_id.values().filter_map(|versions| versions.last());
            let pages: Vec<_> = newest.map(|procedure| Page::new(procedure)).collect();
            Index::new(&pages, &self.search_words)
        })
    }

    fn current(&self, id: &ProcedureId, on: NaiveDate) -> Option<&Arc<Procedure>> {
        if self.ends.get(id).is_some_and(|last| *last < on) {
            return None;
        }
        newest(self.by_id.get(id)?, on)
    }
}

/// The name by which faults of a text that is in no file are told.
fn file_of(id: &str) -> String {
    format!("{id}.yaml")
}

fn newest(versions: &[Arc<Procedure>], on: NaiveDate) -> Option<&Arc<Procedure>> {
    versions
        .iter()
        .rev()
        .find(|it| it.valid_from <= on && it.valid_to.is_none_or(|last| on <= last))
}

/// Opens files and looks whether they agree.
pub(super) fn open_all(files: &Texts, reference: &Reference) -> OpenedAll {
    let (shared, mut faults) = Shared::read(files);
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
    let named: Vec<(&str, &Procedure)> = sound.iter().map(|(file, it)| (*file, it)).collect();
    let wrong = disagreements(&named, broken || files.definitions.len() == 1);
    sound.retain(|(file, _)| !wrong.iter().any(|fault| fault.drops && fault.fault.file == *file));
    faults.extend(wrong.into_iter().map(|it| it.fault));
    faults.sort();
    faults.dedup();
    let sound = sound.into_iter().map(|(file, it)| (file.to_owned(), it));
    OpenedAll {
        procedures: sound.collect(),
        faults,
        shared,
    }
}

/// All files, opened.
pub(super) struct OpenedAll {
    /// Those that are sound, each with the file it is from.
    pub procedures: Vec<(String, Procedure)>,
    /// What is wrong with the others.
    pub faults: Vec<FileFault>,
    /// The pieces they are made of.
    pub shared: Shared,
}

type Opened<'f> = (&'f str, Result<Procedure, Vec<FileFault>>);

/// Each file opened, in their order. Reading is most of the start, so every processor reads some of them.
fn opened<'f>(files: &'f [TextFile], shared: &Shared, reference: &Reference) -> Vec<Opened<'f>> {
    let one = |(file, text): &'f TextFile| {
        let opened = match text {
            Err(fault) => Err(vec![FileFault::new(file, 1, "", fault.clone())]),
            Ok(text) => open(file, text, shared, reference),
        };
        (file.as_str(), opened)
    };
    let readers = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    if readers == 1 || files.len() < 2 * readers {
        return files.iter().map(one).collect();
    }
    // Whoever is done takes the next: some are ten times as long as others.
    let next = AtomicUsize::new(0);
    let some = || {
        let numbers = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
        let files = numbers.map_while(|number| Some((number, one(files.get(number)?))));
        files.collect::<Vec<_>>()
    };
    let mut read: Vec<_> = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..readers).map(|_| scope.spawn(some)).collect();
        let read = readers.into_iter().flat_map(|reader| match reader.join() {
            Ok(read) => read,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        read.collect()
    });
    read.sort_by_key(|(number, _)| *number);
    read.into_iter().map(|(_, opened)| opened).collect()
}
