//! Confirmations by other people: the other parent, from their own account.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{Citizen, Confirmation, ConfirmationState, Why};
use motcua_domain::form::Answer;
use motcua_domain::procedure::Procedure;
use uuid::Uuid;

use super::{Draft, TRIES, changed_meanwhile};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::rows::drafts::ConfirmationRow;

/// The citizen asks the person concerned to confirm. Gives back the time by which the question is known.
///
/// # Errors
/// [`Error::NotFound`] if no such confirmation is needed, or the person is not known yet.
pub async fn ask_confirmation(desk: &Desk, citizen: &Citizen, id: Uuid, name: &str) -> Result<DateTime<Utc>, Error> {
    let mut draft = Draft::open(desk, citizen, id).await?;
    let now = desk.now();
    let (personal_id, person, subject, agreed) = {
        let review = draft.review(desk);
        let need = review
            .confirmations
            .into_iter()
            .find(|need| need.def.id == name)
            .ok_or(Error::NotFound)?;
        let (personal_id, person) = need.person.ok_or(Error::NotFound)?;
        let text = |field: &str| review.resolved.answers.get(field).and_then(|answer| answer.as_text());
        let subject = draft
            .procedure
            .subject
            .variables()
            .into_iter()
            .find_map(text)
            .unwrap_or(&person)
            .to_owned();
        (personal_id, person, subject, need.shown)
    };
    let asked = Confirmation {
        personal_id: personal_id.clone(),
        name: person,
        state: ConfirmationState::Asked,
        at: now,
        agreed,
    };
    draft.body.confirmations.insert(name.to_owned(), asked);
    let row = ConfirmationRow {
        draft: id,
        name: name.to_owned(),
        personal_id,
        asked_by: citizen.name.clone(),
        procedure_id: draft.procedure.id.as_str().to_owned(),
        subject,
        asked_at: now,
    };
    desk.store
        .write(async |tx| {
            // The last to be written, so that nothing is asked about a draft that has changed.
            db!(tx, confirmations::ask(&row))?;
            if db!(tx, drafts::update(id, &draft.body, draft.updated_at, now))? {
                Ok(now)
            } else {
                Err(changed_meanwhile(desk, citizen))
            }
        })
        .await
}

/// What a person is asked to confirm.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The draft it belongs to.
    pub draft: Uuid,
    /// Which confirmation of the procedure.
    pub name: String,
    /// Who asks.
    pub asked_by: String,
    /// The procedure, in the version of today.
    pub procedure: Arc<Procedure>,
    /// Whom it is about.
    pub subject: String,
    /// Since when.
    pub asked_at: DateTime<Utc>,
    /// What they are asked to agree with, in the order of the form: fields and their values.
    pub shown: Vec<(String, Answer)>,
}

/// What the citizen is asked to confirm and has not answered.
///
/// # Errors
/// If the database fails.
pub async fn confirmations_for(desk: &Desk, citizen: &Citizen) -> Result<Vec<Asked>, Error> {
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, confirmations::open_for(citizen.personal_id.as_str()))?;
    let mut asked = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(draft) = db!(reader, drafts::by_id(row.draft))? else {
            continue;
        };
        let draft = Draft::of(desk, draft).await?;
        // What they were asked then, not what the applicant may have changed since.
        let agreed = draft.body.confirmations.get(&row.name).map(|asked| &asked.agreed);
        let fields = draft.procedure.form.sections.iter().flat_map(|section| &section.fields);
        let shown = fields
            .filter_map(|field| Some((field.id.clone(), agreed?.get(&field.id)?.clone())))
            .collect();
        asked.push(Asked {
            draft: row.draft,
            name: row.name,
            asked_by: row.asked_by,
            procedure: draft.procedure,
            subject: row.subject,
            asked_at: row.asked_at,
            shown,
        });
    }
    Ok(asked)
}

/// The citizen confirms or declines what they were asked at `asked_at`, and has seen: see [`Asked`].
///
/// # Errors
/// [`Error::NotFound`] if they were not asked; a refusal if their identity is not sure enough, or if they are asked
/// something else meanwhile.
pub async fn answer_confirmation(
    desk: &Desk,
    citizen: &Citizen,
    draft: Uuid,
    name: &str,
    asked_at: DateTime<Utc>,
    given: bool,
) -> Result<(), Error> {
    if let Some(why) = citizen.held_back() {
        return Err(why.into());
    }
    let now = desk.now();
    let (state, word) = if given {
        (ConfirmationState::Given, "given")
    } else {
        (ConfirmationState::Declined, "declined")
    };
    let personal_id = citizen.personal_id.as_str();
    for _ in 0..TRIES {
        let mut overtaken = false;
        let written = desk
            .store
            .write(async |tx| {
                let asked = (draft, name, personal_id, asked_at);
                if !db!(tx, confirmations::answer(asked, word, now))? {
                    let standing =
                        db!(tx, confirmations::standing(draft, name, personal_id))?.ok_or(Error::NotFound)?;
                    // A second click.
                    if standing.asked_at == asked_at && standing.state == word {
                        return Ok(());
                    }
                    return Err(Why::ChangedMeanwhile {
                        by: standing.asked_by,
                        at: standing.asked_at,
                    }
                    .into());
                }
                let mut row = db!(tx, drafts::by_id(draft))?.ok_or(Error::NotFound)?;
                if let Some(confirmation) = row.body.0.confirmations.get_mut(name) {
                    confirmation.state = state;
                    confirmation.at = now;
                }
                if db!(tx, drafts::update(draft, &row.body.0, row.updated_at, now))? {
                    return Ok(());
                }
                // Nothing is written: neither here nor of the answer.
                overtaken = true;
                Err(changed_meanwhile(desk, citizen))
            })
            .await;
        // The applicant may be writing on the same draft: then the answer is put into what they left.
        if !overtaken {
            return written;
        }
    }
    Err(changed_meanwhile(desk, citizen))
}
