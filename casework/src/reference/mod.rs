//! Dated reference data: places, agencies, code lists, roles, reasons, days off. Data, not code: the files of `reference/` are
//! embedded in the binary; a folder given at start replaces them file by file.
//!
//! [`Reference::load`] reads everything once (a few milliseconds); what it gives is shared by all requests. When
//! administrators publish a file, what is read from then on is the new data; what somebody still holds of the old stays.

mod agencies;
mod calendar;
mod codes;
mod files;
mod lists;
mod old_communes;
mod places;
mod succession;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

pub use agencies::{Agency, AgencyKind};
pub use files::{ReferenceFault, Source};
pub use places::{Commune, CommuneHit, CommuneKind, Province};
pub use words::{AgencyKindDef, LifeEvent, Reason, ReasonFor, RoleDef, SearchWords};

use agencies::Agencies;
use calendar::Calendars;
use codes::CodeList;
use files::Files;
use old_communes::OldCommunes;
use places::Places;

/// All reference data.
#[derive(Debug)]
pub struct Reference {
    data: Arc<Data>,
    /// What was published since.
    newer: OnceLock<Box<Reference>>,
}

/// The data of a moment, to be asked by the methods of [`Reference`].
#[derive(Debug)]
pub struct Data {
    places: Places,
    agencies: Agencies,
    calendars: Calendars,
    lists: Vec<CodeList>,
    roles: Vec<RoleDef>,
    agency_kinds: Vec<AgencyKindDef>,
    life_events: Vec<LifeEvent>,
    reasons: Vec<Reason>,
    search_words: SearchWords,
    files: Files,
    old_communes: OnceLock<OldCommunes>,
}

impl Reference {
    /// Reads and checks all files.
    ///
    /// # Errors
    /// Every fault with file and line; nothing can be trusted if one file is broken.
    pub fn load(source: &Source) -> Result<Self, Vec<ReferenceFault>> {
        Self::read(Files::new(source))
    }

    /// The files that administrators may change.
    pub const FILES: [&str; 4] = ["agencies.yaml", "holidays.yaml", "office_hours.yaml", "roles.yaml"];

    /// The text of a file as it holds now.
    ///
    /// # Errors
    /// If there is no such file, or it cannot be read.
    pub fn text(&self, file: &str) -> Result<String, Vec<ReferenceFault>> {
        self.files.text(file)
    }

    /// The same data with other texts in place of some files.
    ///
    /// # Errors
    /// As [`Reference::load`].
    pub fn with(&self, texts: BTreeMap<String, String>) -> Result<Self, Vec<ReferenceFault>> {
        Self::read(self.files.with(texts))
    }

    /// The same, to which newer data come without being seen by others who hold this one.
    #[must_use]
    pub(crate) fn apart(&self) -> Self {
        Self {
            data: Arc::clone(self.newest()),
            newer: OnceLock::new(),
        }
    }

    /// From now on, this is what holds.
    pub(crate) fn succeed(&self, newer: Self) {
        let mut last = self;
        let mut newer = Box::new(newer);
        // Another may come at the same moment: then behind it.
        loop {
            match last.newer.set(newer) {
                Ok(()) => return,
                Err(back) => newer = back,
            }
            match last.newer.get() {
                Some(next) => last = next,
                None => return,
            }
        }
    }

    fn newest(&self) -> &Arc<Data> {
        let mut last = self;
        while let Some(next) = last.newer.get() {
            last = next;
        }
        &last.data
    }

    fn read(files: Files) -> Result<Self, Vec<ReferenceFault>> {
        let mut faults = Vec::new();
        let places = keep(Places::load(&files), &mut faults);
        let agencies = keep(Agencies::load(&files), &mut faults);
        let calendars = keep(Calendars::load(&files), &mut faults);
        let ethnic = keep(CodeList::load(&files, "ethnic_groups"), &mut faults);
        let nations = keep(CodeList::load(&files, "nationalities"), &mut faults);
        let facilities = keep(CodeList::load_by_code(&files, "health_facilities"), &mut faults);
        let banks = keep(CodeList::load(&files, "banks"), &mut faults);
        let religions = keep(CodeList::load(&files, "religions"), &mut faults);
        let roles = keep(words::roles(&files), &mut faults);
        let agency_kinds = keep(words::agency_kinds(&files), &mut faults);
        let life_events = keep(words::life_events(&files), &mut faults);
        let reasons = keep(words::reasons(&files), &mut faults);
        let search_words = keep(words::search_words(&files), &mut faults);
        let (Some(places), Some(agencies), Some(calendars), Some(ethnic), Some(nations)) =
            (places, agencies, calendars, ethnic, nations)
        else {
            return Err(faults);
        };
        let (Some(roles), Some(agency_kinds), Some(life_events), Some(reasons)) =
            (roles, agency_kinds, life_events, reasons)
        else {
            return Err(faults);
        };
        let (Some(banks), Some(religions), Some(facilities), Some(search_words)) =
            (banks, religions, facilities, search_words)
        else {
            return Err(faults);
        };
        faults.extend(agencies.misplaced(&places));
        if !faults.is_empty() {
            return Err(faults);
        }
        let lists = vec![
            ethnic,
            nations,
            facilities,
            banks,
            religions,
            places.provinces_as_list(),
        ];
        let old_communes = OnceLock::new();
        let data = Data {
            places,
            agencies,
            calendars,
            lists,
            roles,
            agency_kinds,
            life_events,
            reasons,
            search_words,
            files,
            old_communes,
        };
        Ok(Self {
            data: Arc::new(data),
            newer: OnceLock::new(),
        })
    }

    /// The data as it is in the binary.
    ///
    /// # Panics
    /// Never in a released binary: the tests read the same files.
    #[must_use]
    pub fn embedded() -> Self {
        Self::load(&Source::Embedded).expect("the embedded reference data is tested")
    }

    /// The roles of staff in the order to show them.
    #[must_use]
    pub fn roles(&self) -> &[RoleDef] {
        &self.roles
    }

    /// A role by its code.
    #[must_use]
    pub fn role(&self, code: &str) -> Option<&RoleDef> {
        self.roles.iter().find(|role| role.code == code)
    }

    /// The kinds of agencies that decide procedures.
    #[must_use]
    pub fn agency_kinds(&self) -> &[AgencyKindDef] {
        &self.agency_kinds
    }

    /// The life events in the order of the home page.
    #[must_use]
    pub fn life_events(&self) -> &[LifeEvent] {
        &self.life_events
    }

    /// The reasons an officer may choose from for an act on a procedure.
    pub fn reasons<'r>(&'r self, act: ReasonFor, procedure: &'r str) -> impl Iterator<Item = &'r Reason> {
        self.reasons.iter().filter(move |reason| reason.applies(act, procedure))
    }

    /// The words by which procedures are found, whatever the procedure.
    #[must_use]
    pub fn search_words(&self) -> &SearchWords {
        &self.search_words
    }

    fn old_communes(&self) -> &OldCommunes {
        self.old_communes.get_or_init(|| OldCommunes::load(&self.files))
    }
}

impl std::ops::Deref for Reference {
    type Target = Data;

    fn deref(&self) -> &Data {
        self.newest()
    }
}

fn keep<T>(read: Result<T, Vec<ReferenceFault>>, faults: &mut Vec<ReferenceFault>) -> Option<T> {
    read.map_err(|found| faults.extend(found)).ok()
}

#[cfg(test)]
mod tests;
