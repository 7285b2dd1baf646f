//! A dossier as an officer sees it: what was declared beside what registers say, documents, history, what can be done.

use motcua_domain::dossier::{Actor, Event, Offer, Officer, ResultContent, watches};
use motcua_domain::reference::Lists;

use crate::case::Case;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::linked::{self, PartLine};
use crate::people::may_read;

use super::look::{self, Look};
use super::retry::{Waiting, waiting};

/// A dossier opened by an officer.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The dossier.
    pub case: Case,
    /// Everything that happened, oldest first.
    pub events: Vec<Event>,
    /// What the officer may do now, and what not yet and why.
    pub offers: Vec<Offer>,
    /// The papers that were issued, each with the hash by which it is known.
    pub papers: Vec<(String, ResultContent)>,
    /// The national systems that are still waited for after a failure.
    pub waiting: Vec<Waiting>,
    /// Whether the officer may let a call be tried again.
    pub may_retry: bool,
    /// The parts of the linked group it belongs to, its own among them; empty if it belongs to none.
    pub parts: Vec<PartLine>,
}

/// Opens a dossier. The look at personal data is logged for everybody concerned, with the procedure as its purpose.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or it is none of the officer's agencies', or the officer reads no dossiers, which is logged.
pub async fn open(desk: &Desk, officer: &Officer, code: &str) -> Result<Opened, Error> {
    let case = Case::by_code(desk, code).await?;
    let application = &case.dossier.application;
    if !may_read(desk, officer, application) {
        tracing::warn!(dossier.code = %code, officer = %officer.who.id, "Officer {} asked for dossier {code} they may not read", officer.who.id);
        return Err(Error::NotFound);
    }
    look::at(desk, officer, Look::Dossier, &case).await?;
    let mut reader = desk.store.reader().await?;
    let events = db!(reader, events::of_dossier(case.dossier.id.0))?;
    drop(reader);
    let events = events
        .into_iter()
        .map(|row| Event {
            at: row.at,
            by: row.author.0,
            body: row.body.0,
        })
        .collect();
    let offers = case.offers(desk, &Actor::Officer(officer.clone()));
    let papers = case
        .dossier
        .issued
        .iter()
        .map(|issued| (crate::case::paper_hash(&issued.content), issued.content.clone()))
        .collect();
    let waiting = waiting(desk, &case).await?;
    let parts = linked::around(desk, &case).await?;
    let may_retry = watches(&case.procedure, &case.dossier, officer);
    Ok(Opened {
        case,
        events,
        offers,
        papers,
        waiting,
        may_retry,
        parts,
    })
}

/// A field with what was declared and what the register says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What was declared, in words.
    pub declared: String,
    /// What the register says, in words; `None` where none was asked or it has not answered.
    pub said: Option<String>,
}

impl Opened {
    /// What stands in a field beside what the register says.
    #[must_use]
    pub fn compare(&self, field: &str, lists: &dyn Lists, lang: motcua_domain::text::Lang) -> Compared {
        use motcua_domain::form::{Origin, display};
        let application = &self.case.dossier.application;
        let Some(definition) = self.case.procedure.form.field(field) else {
            return Compared {
                declared: String::new(),
                said: None,
            };
        };
        let show = |answer| display(definition, answer, lists, lang);
        let declared = application.answers.get(field).map(show).unwrap_or_default();
        let said = match application.origins.get(field) {
            Some(Origin::Register { .. }) => Some(declared.clone()),
            Some(Origin::Disputed { said, .. }) => Some(show(said)),
            Some(Origin::Changed { proposed, .. }) => Some(show(proposed)),
            _ => None,
        };
        Compared { declared, said }
    }
}
