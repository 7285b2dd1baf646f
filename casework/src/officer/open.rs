//! A dossier as an officer sees it: what was declared beside what registers say, documents, history, what can be done.

use motcua_domain::dossier::{Actor, Author, EventBody, Offer, Officer, ResultContent, watches};
use motcua_domain::procedure::{Act, StepKind};
use motcua_domain::reference::Lists;

use crate::case::Case;
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
    /// What the officer may do now, and what not yet and why.
    pub offers: Vec<Offer>,
    /// The papers that were issued, each with the hash by which it is known.
    pub papers: Vec<(String, ResultContent)>,
    /// The national systems that are still waited for after a failure.
    pub waiting: Vec<Waiting>,
    /// Who watches over what is waited for.
    pub watcher: Option<String>,
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
    let offers = case.offers(desk, &Actor::Officer(officer.clone()));
    let papers = case
        .dossier
        .issued
        .iter()
        .map(|issued| (crate::case::paper_hash(&issued.content), issued.content.clone()))
        .collect();
    let waiting = waiting(desk, &case).await?;
    let watcher = if waiting.is_empty() {
        None
    } else {
        watcher(desk, &case).await?
    };
    let parts = linked::around(desk, &case).await?;
    let may_retry = watches(&case.procedure, &case.dossier, officer);
    Ok(Opened {
        case,
        offers,
        papers,
        waiting,
        watcher,
        may_retry,
        parts,
    })
}

/// Who watches over what a dossier waits for: whoever handled it last.
async fn watcher(desk: &Desk, case: &Case) -> Result<Option<String>, Error> {
    let flow = case.procedure.flow();
    let handles = |step: &str| {
        flow.number(step)
            .is_some_and(|number| matches!(flow.step(number).does, StepKind::Task { act: Act::Handle, .. }))
    };
    let events = case.history(desk).await?;
    Ok(events
        .into_iter()
        .rev()
        .find_map(|event| match (&event.body, event.by) {
            (EventBody::Taken { step } | EventBody::Left { step, .. }, Author::Officer(officer)) if handles(step) => {
                Some(officer.name)
            }
            _ => None,
        }))
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
        let said = match application.origins.get(field).map(Origin::source) {
            Some(Origin::Register { .. }) => Some(declared.clone()),
            Some(Origin::Disputed { said, .. }) => Some(show(said)),
            Some(Origin::Changed { proposed, .. }) => Some(show(proposed)),
            _ => None,
        };
        Compared { declared, said }
    }
}
