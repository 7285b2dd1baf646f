//! Applications before they are submitted. What was typed is kept at every step, valid or not.

mod ask;
mod count;
mod desk;
mod places;
mod registers;
mod uploads;

pub use ask::{Asked, answer_confirmation, ask_confirmation, confirmations_for};
pub use count::Count;
pub(crate) use desk::competent;
pub use desk::{Desks, choose_desk};
pub use places::settle_places;
use registers::Which;
pub(crate) use registers::session;
pub use uploads::{Sent, attach, detach, limits, receive_file};

use std::collections::BTreeMap;
use std::sync::Arc;

use motcua_domain::application::{Application, Review, review};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{Citizen, Confirmation, Upload, Why};
use motcua_domain::facts::{Facts, Reply};
use motcua_domain::form::Typed;
use motcua_domain::procedure::{Procedure, ProcedureId};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::files::keeping;
use crate::store::Tx;
use crate::store::rows::drafts::{AccountRow, DraftLine, DraftRow};

/// What a draft holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftBody {
    /// What was typed, word for word.
    #[serde(default)]
    pub typed: Typed,
    /// The fields whose register value is disputed, each with the reason.
    #[serde(default)]
    pub disputes: BTreeMap<String, String>,
    /// What registers said: the server's own copy.
    #[serde(default)]
    pub facts: Facts,
    /// What each register was asked, by fact: the same is not asked twice, and other keys are a new question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub asked: BTreeMap<String, String>,
    /// Files by document.
    #[serde(default)]
    pub documents: BTreeMap<String, Vec<Upload>>,
    /// Confirmations by id.
    #[serde(default)]
    pub confirmations: BTreeMap<String, Confirmation>,
    /// The sections that were saved at least once: problems are shown only there.
    #[serde(default)]
    pub visited: Vec<String>,
    /// Code of the commune whose desk shall receive the dossier, if the applicant chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiving: Option<String>,
}

/// A draft opened by its owner.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id.
    pub id: Uuid,
    /// The procedure, in the version of today.
    pub procedure: Arc<Procedure>,
    /// What it holds.
    pub body: DraftBody,
    /// When it was kept last.
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl Draft {
    /// What it is made of.
    #[must_use]
    pub fn application(&self) -> Application<'_> {
        Application {
            typed: &self.body.typed,
            disputes: &self.body.disputes,
            facts: &self.body.facts,
            documents: &self.body.documents,
            confirmations: &self.body.confirmations,
        }
    }

    /// How it stands today.
    #[must_use]
    pub fn review(&self, desk: &Desk) -> Review<'_> {
        review(
            &self.procedure,
            self.application(),
            desk.reference.as_ref(),
            vietnam_date(desk.now()),
        )
    }

    /// Opens a draft of the citizen.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none or it is somebody else's.
    pub async fn open(desk: &Desk, citizen: &Citizen, id: Uuid) -> Result<Self, Error> {
        let mut reader = desk.store.reader().await?;
        let row = db!(reader, drafts::by_id(id))?.filter(|row| row.account == citizen.account);
        drop(reader);
        Self::of(desk, row.ok_or(Error::NotFound)?).await
    }

    async fn of(desk: &Desk, row: DraftRow) -> Result<Self, Error> {
        let version = u32::try_from(row.version).unwrap_or_default();
        let id = ProcedureId::from(row.procedure_id.as_str());
        let begun = desk.procedure_or_refresh(&id, version).await?;
        // The law of the day it is handed in counts (LAW-7), not that of the day somebody began to type. What is no longer
        // offered can still be read.
        let today = vietnam_date(desk.now());
        let procedure = desk.catalogue.current(&id, today).unwrap_or(begun);
        Ok(Self {
            id: row.id,
            procedure,
            body: row.body.0,
            updated_at: row.updated_at,
        })
    }

    /// Writes the draft unless somebody else changed it meanwhile: the other parent, or another window.
    async fn keep(&mut self, desk: &Desk) -> Result<bool, Error> {
        self.keep_with(desk, async |_| Ok(())).await
    }

    /// As [`Draft::keep`], with something more in the same transaction.
    async fn keep_with(
        &mut self,
        desk: &Desk,
        also: impl AsyncFnOnce(&mut Tx) -> Result<(), Error>,
    ) -> Result<bool, Error> {
        let (seen, now) = (self.updated_at, desk.now());
        let kept = desk
            .store
            .write(async |tx| {
                let kept = db!(tx, drafts::update(self.id, &self.body, seen, now))?;
                if kept {
                    also(tx).await?;
                }
                Ok::<_, Error>(kept)
            })
            .await?;
        self.updated_at = now;
        Ok(kept)
    }

    /// Opens a draft, changes it and keeps it; if somebody else was quicker, the change is made to what they left.
    async fn change(
        desk: &Desk,
        citizen: &Citizen,
        id: Uuid,
        change: impl Fn(&mut Draft) -> Result<(), Error>,
    ) -> Result<Self, Error> {
        for _ in 0..TRIES {
            let mut draft = Draft::open(desk, citizen, id).await?;
            change(&mut draft)?;
            if draft.keep(desk).await? {
                return Ok(draft);
            }
        }
        Err(changed_meanwhile(desk, citizen))
    }
}

/// How often a change is made anew when others keep changing the same draft.
const TRIES: usize = 8;

fn changed_meanwhile(desk: &Desk, citizen: &Citizen) -> Error {
    Why::ChangedMeanwhile {
        by: citizen.name.clone(),
        at: desk.now(),
    }
    .into()
}

/// A citizen begins an application: registers are asked at once, each for no longer than a person waits.
///
/// # Errors
/// [`Error::NotFound`] if there is no such procedure today.
pub async fn start(desk: &Desk, citizen: &Citizen, procedure: &ProcedureId) -> Result<Uuid, Error> {
    let now = desk.now();
    let procedure = desk
        .catalogue
        .current(procedure, vietnam_date(now))
        .ok_or(Error::NotFound)?;
    let account = {
        let mut reader = desk.store.reader().await?;
        db!(reader, accounts::by_id(citizen.account))?.ok_or(Error::NotFound)?
    };
    let mut draft = Draft {
        id: desk.ids.uuid(now),
        procedure,
        body: DraftBody::default(),
        updated_at: now,
    };
    draft.body.facts.set("session", registers::session(&account, now));
    registers::ask(desk, citizen, &mut draft, Which::All).await?;
    let row = DraftRow {
        id: draft.id,
        account: citizen.account,
        procedure_id: draft.procedure.id.as_str().to_owned(),
        version: i64::from(draft.procedure.version),
        body: Json(draft.body),
        created_at: now,
        updated_at: now,
    };
    desk.store
        .write(async |tx| {
            db!(tx, drafts::insert(&row))?;
            // What was offered is taken up.
            db!(tx, offers::forget(row.account, &row.procedure_id))
        })
        .await?;
    Ok(row.id)
}

/// Keeps what was typed into a section, valid or not; then registers are asked whose keys have just been typed.
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft or section.
pub async fn save_section(
    desk: &Desk,
    citizen: &Citizen,
    id: Uuid,
    section: &str,
    inputs: &[(String, String)],
) -> Result<Draft, Error> {
    let draft = Draft::change(desk, citizen, id, |draft| {
        let procedure = draft.procedure.clone();
        let fields = &procedure.form.section(section).ok_or(Error::NotFound)?.fields;
        for field in fields {
            // A box that is not ticked is not sent: what is not there is empty.
            draft.body.typed.clear(&field.id);
        }
        for (input, value) in inputs {
            let field = input.split('.').next().unwrap_or(input);
            if fields.iter().any(|known| known.id == field) {
                draft.body.typed.set(input, value);
            }
        }
        settle_places(&mut draft.body.typed, &desk.reference);
        if !draft.body.visited.iter().any(|visited| visited == section) {
            draft.body.visited.push(section.to_owned());
        }
        Ok(())
    })
    .await?;
    follow_up(desk, citizen, draft).await
}

/// Asks the registers whose keys are new, and keeps what they said.
async fn follow_up(desk: &Desk, citizen: &Citizen, mut draft: Draft) -> Result<Draft, Error> {
    let before = (draft.body.facts.clone(), draft.body.asked.clone());
    registers::ask(desk, citizen, &mut draft, Which::New).await?;
    if before == (draft.body.facts.clone(), draft.body.asked.clone()) || draft.keep(desk).await? {
        return Ok(draft);
    }
    // Somebody else was quicker: what they keep asks again.
    Draft::open(desk, citizen, draft.id).await
}

/// The citizen takes back that a register is wrong, or that a proposal should be another.
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft or field.
pub async fn take_back(desk: &Desk, citizen: &Citizen, id: Uuid, field: &str) -> Result<(), Error> {
    let draft = Draft::change(desk, citizen, id, |draft| {
        draft.procedure.form.field(field).ok_or(Error::NotFound)?;
        draft.body.disputes.remove(field);
        draft.body.typed.clear(field);
        Ok(())
    })
    .await?;
    follow_up(desk, citizen, draft).await?;
    Ok(())
}

/// The citizen gives an own value in the place of a register's: a proposal is simply changed, a fact is disputed, with a
/// reason for the officer who sees both.
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft, or the field holds no register's value.
pub async fn set_own_value(
    desk: &Desk,
    citizen: &Citizen,
    id: Uuid,
    field: &str,
    inputs: &[(String, String)],
    reason: &str,
) -> Result<Draft, Error> {
    let draft = Draft::change(desk, citizen, id, |draft| {
        let definition = draft
            .procedure
            .form
            .field(field)
            .filter(|field| !field.prefill.is_empty());
        let editable = definition.ok_or(Error::NotFound)?.editable;
        draft.body.typed.clear(field);
        for (input, value) in inputs {
            if input.split('.').next() == Some(field) {
                draft.body.typed.set(input, value);
            }
        }
        settle_places(&mut draft.body.typed, &desk.reference);
        if !editable {
            let reason: String = reason.chars().filter(|letter| !letter.is_control()).take(500).collect();
            draft.body.disputes.insert(field.to_owned(), reason);
        }
        Ok(())
    })
    .await?;
    follow_up(desk, citizen, draft).await
}

/// The citizen says which of several records is meant: which of the twins. `None`: none of them, so that everything can be
/// typed.
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft or record.
pub async fn choose_record(
    desk: &Desk,
    citizen: &Citizen,
    id: Uuid,
    fact: &str,
    record: Option<usize>,
) -> Result<(), Error> {
    let mut draft = Draft::open(desk, citizen, id).await?;
    match (draft.body.facts.get_mut(fact).map(|fact| &mut fact.reply), record) {
        (Some(Reply::Known { records, chosen }), Some(record)) if record < records.len() => *chosen = Some(record),
        (Some(reply @ Reply::Known { .. }), None) => *reply = Reply::Nothing,
        _ => return Err(Error::NotFound),
    }
    registers::ask(desk, citizen, &mut draft, Which::All).await?;
    if draft.keep(desk).await? {
        Ok(())
    } else {
        Err(changed_meanwhile(desk, citizen))
    }
}

/// Asks again the registers that could not answer.
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft.
pub async fn ask_again(desk: &Desk, citizen: &Citizen, id: Uuid) -> Result<(), Error> {
    let mut draft = Draft::open(desk, citizen, id).await?;
    registers::ask(desk, citizen, &mut draft, Which::All).await?;
    if draft.keep(desk).await? {
        Ok(())
    } else {
        Err(changed_meanwhile(desk, citizen))
    }
}

/// The citizen throws a draft away.
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft.
pub async fn discard(desk: &Desk, citizen: &Citizen, id: Uuid) -> Result<(), Error> {
    let draft = Draft::open(desk, citizen, id).await?;
    desk.store
        .write(async |tx| {
            // Submitted meanwhile, it lives on as a dossier, and so do its files.
            if db!(tx, drafts::delete(draft.id))? {
                keeping::release(tx, draft.id, None, desk.now()).await?;
            }
            Ok(())
        })
        .await
}

/// A draft in a list.
#[derive(Clone, Debug)]
pub struct DraftSummary {
    /// Its id.
    pub id: Uuid,
    /// The procedure.
    pub procedure: Arc<Procedure>,
    /// When it was kept last.
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

/// The drafts of a citizen, the one worked on last first.
///
/// # Errors
/// If the database fails.
pub async fn mine(desk: &Desk, citizen: &Citizen) -> Result<Vec<DraftSummary>, Error> {
    let mut reader = desk.store.reader().await?;
    let lines: Vec<DraftLine> = db!(reader, drafts::of_account(citizen.account))?;
    lines
        .into_iter()
        .map(|line| {
            let version = u32::try_from(line.version).unwrap_or_default();
            let procedure = desk.procedure(&ProcedureId::from(line.procedure_id.as_str()), version)?;
            Ok(DraftSummary {
                id: line.id,
                procedure,
                updated_at: line.updated_at,
            })
        })
        .collect()
}

/// The row of an account, for the session's facts.
pub(crate) type Account = AccountRow;
