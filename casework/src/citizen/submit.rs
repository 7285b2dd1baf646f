//! A draft becomes a dossier: once, however often the button is pressed.

use motcua_domain::application::review;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::condition::Env;
use motcua_domain::dossier::{Channel, Citizen, Submission, Why, submit_reviewed};
use motcua_domain::form::{Answer, Problem, ProblemKind, Seen};
use motcua_domain::identifiers::DossierCode;
use motcua_domain::procedure::{FieldType, Procedure, Severity};
use uuid::Uuid;

use crate::case::Filing;
use crate::db;
use crate::desk::Desk;
use crate::drafts::{Desks, Draft};
use crate::error::Error;
use crate::store::StoreError;

/// What the applicant gets at once (PRC-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The code of the dossier.
    pub code: DossierCode,
    /// Whether it had been submitted before: by a double click, or in another window.
    pub already: bool,
}

/// Submits a draft.
///
/// # Errors
/// Everything the applicant must do first; then the draft is as it was.
pub async fn submit(desk: &Desk, citizen: &Citizen, draft: Uuid) -> Result<Receipt, Error> {
    let opened = match Draft::open(desk, citizen, draft).await {
        Ok(opened) => opened,
        Err(Error::NotFound) => return submitted_before(desk, citizen, draft).await,
        Err(error) => return Err(error),
    };
    let now = desk.now();
    let today = vietnam_date(now);
    let procedure = opened.procedure.clone();
    let review = review(&procedure, opened.application(), desk.reference.as_ref(), today);
    if let Some(why) = review.hindrance() {
        return Err(why.into());
    }
    let Desks {
        competent, receiving, ..
    } = opened.desks(desk, &review).ok_or_else(|| no_desk(&procedure))?;
    let email = email(
        &procedure,
        &Seen {
            answers: &review.resolved.answers,
            facts: &opened.body.facts,
            today,
        },
    );
    let code = desk.serials.next(&desk.store, &receiving, today).await?;
    let seen = opened.updated_at;
    let submission = Submission {
        typed: opened.body.typed,
        disputes: opened.body.disputes,
        facts: opened.body.facts,
        documents: opened.body.documents,
        confirmations: opened.body.confirmations,
        code: code.clone(),
        receiving,
        competent,
        channel: Channel::Online,
        email,
    };
    let agency = submission.competent.clone();
    let events = desk.decide(&procedure, &agency, |given| {
        submit_reviewed(given, submission, review, citizen)
    })?;
    let filing = Filing::new(desk, procedure, &events)?;
    let written = desk
        .store
        .write(async |tx| {
            filing.write(tx, draft, now).await?;
            if !db!(tx, drafts::delete_unchanged(draft, seen))? {
                return Err(Error::from(Why::ChangedMeanwhile {
                    by: citizen.name.clone(),
                    at: now,
                }));
            }
            Ok(())
        })
        .await;
    match written {
        Ok(()) => Ok(Receipt { code, already: false }),
        Err(Error::Store(error)) if is_second(&error) => submitted_before(desk, citizen, draft).await,
        // The draft went away between reading and writing: the other click was quicker.
        Err(Error::Refused(refusal)) => submitted_before(desk, citizen, draft)
            .await
            .or(Err(Error::Refused(refusal))),
        Err(error) => Err(error),
    }
}

fn is_second(error: &StoreError) -> bool {
    error.is_conflict_on("dossiers_draft_key")
}

/// Looks where writes happen: what this one met may share a commit that is still to come. A reader would not see it yet,
/// and nothing may be acknowledged before it.
async fn submitted_before(desk: &Desk, citizen: &Citizen, draft: Uuid) -> Result<Receipt, Error> {
    let found = desk.store.write(async |tx| db!(tx, dossiers::by_draft(draft))).await?;
    let row = found
        .filter(|row| row.state.0.account == citizen.account)
        .ok_or(Error::NotFound)?;
    Ok(Receipt {
        code: row.state.0.application.code,
        already: true,
    })
}

/// Nobody knows who decides: where that is asked, the applicant can still say it when the register that knows the address
/// does not answer.
fn no_desk(procedure: &Procedure) -> Error {
    let asked = |field: &str| {
        let section = procedure
            .form
            .sections
            .iter()
            .find(|section| section.fields.iter().any(|known| known.id == field));
        section.map(|section| Problem {
            section: section.id.clone(),
            field: field.to_owned(),
            kind: ProblemKind::AddressIncomplete,
            severity: Severity::Block,
            typed: None,
        })
    };
    let problem = procedure.competent.variables().into_iter().find_map(asked);
    problem
        .map_or(Why::NotNow, |problem| Why::Problems(vec![problem]))
        .into()
}

/// Where mails go: the address in the form, which the applicant may have changed; else that of their account.
pub(crate) fn email(procedure: &Procedure, known: &Seen<'_>) -> Option<String> {
    let fields = procedure.form.sections.iter().flat_map(|section| &section.fields);
    let mut addresses = fields.filter(|field| matches!(field.kind, FieldType::Email));
    let answer = addresses
        .find_map(|field| known.value(&field.id))
        .or_else(|| known.value("session.email"));
    answer.and_then(Answer::as_text).map(str::to_owned)
}
