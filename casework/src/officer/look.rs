//! Every look of an officer at somebody's data is written down for those concerned, with its purpose, before anything is
//! shown: the applicant, and everybody about whom the dossier holds an answer of a register.

use std::collections::BTreeSet;

use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{Officer, Submitted};
use motcua_domain::text::{Lang, Text};
use motcua_texts::officer::look as texts;

use crate::case::Case;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::registers::question;
use crate::store::rows::drafts::LookUpRow;

/// What was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// The dossier.
    Dossier,
    /// A file somebody sent.
    File,
    /// Name and code, in what a search found.
    Search,
}

impl Look {
    /// The name in the log.
    const fn register(self) -> &'static str {
        match self {
            Look::Dossier => "dossier",
            Look::File => "file",
            Look::Search => "search",
        }
    }

    fn purpose(self, procedure: &Text) -> Text {
        match self {
            Look::Dossier | Look::File => Text::new(
                &texts::handling(Lang::Vi, procedure.get(Lang::Vi)),
                &texts::handling(Lang::En, procedure.get(Lang::En)),
            ),
            Look::Search => Text::new(texts::search(Lang::Vi), texts::search(Lang::En)),
        }
    }
}

/// Somebody whose data was looked at.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Their personal number.
    pub(crate) personal_id: String,
    /// The dossier's code.
    pub(crate) code: String,
    /// The agency through which the officer may look.
    pub(crate) agency: String,
    /// The name of the procedure.
    pub(crate) procedure: Text,
}

/// Writes looks down.
pub(crate) async fn write(desk: &Desk, officer: &Officer, look: Look, seen: &[Seen]) -> Result<(), Error> {
    if seen.is_empty() {
        return Ok(());
    }
    let now = desk.now();
    let rows: Vec<LookUpRow> = seen
        .iter()
        .map(|seen| {
            let purpose = look.purpose(&seen.procedure);
            LookUpRow {
                id: desk.ids.uuid(now),
                at: now,
                personal_id: seen.personal_id.clone(),
                register: look.register().to_owned(),
                by_kind: "officer".to_owned(),
                by_account: Some(officer.who.id),
                by_agency: Some(seen.agency.clone()),
                purpose_vi: purpose.vi,
                purpose_en: purpose.en,
                reference: seen.code.clone(),
                outcome: "known".to_owned(),
            }
        })
        .collect();
    Ok(desk
        .store
        .write(async |tx| db!(tx, register_log::insert(&rows)))
        .await?)
}

/// Writes a look at a dossier, or at a file of it, down for everybody concerned.
pub(crate) async fn at(desk: &Desk, officer: &Officer, look: Look, case: &Case) -> Result<(), Error> {
    let application = &case.dossier.application;
    let seen: Vec<Seen> = concerned(desk, case)
        .into_iter()
        .map(|personal_id| Seen {
            personal_id,
            code: application.code.to_string(),
            agency: through(officer, application),
            procedure: case.procedure.name.clone(),
        })
        .collect();
    write(desk, officer, look, &seen).await
}

/// The applicant, those whom the registers were asked about, also if they have not answered yet, and those who confirmed.
fn concerned(desk: &Desk, case: &Case) -> BTreeSet<String> {
    let application = &case.dossier.application;
    let today = vietnam_date(desk.now());
    let asked = case.procedure.facts.iter().filter_map(|(name, def)| {
        application.facts.get(name)?;
        question(def, &application.answers, &application.facts, today).map(|question| question.about().to_owned())
    });
    let confirmed = application.confirmations.values().map(|it| it.personal_id.clone());
    std::iter::once(application.personal_id.as_str().to_owned())
        .chain(asked.filter(|id| !id.is_empty()))
        .chain(confirmed)
        .collect()
}

/// The agency by which the officer may look.
fn through(officer: &Officer, application: &Submitted) -> String {
    let agencies = [&application.competent, &application.receiving];
    let own = agencies.into_iter().find(|agency| officer.works_in(agency));
    own.unwrap_or(&application.receiving).to_string()
}
