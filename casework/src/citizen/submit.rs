//! A draft becomes a dossier: once, however often the button is pressed.

use chrono::NaiveDate;
use motcua_domain::application::review;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::condition::Env;
use motcua_domain::dossier::{Channel, Citizen, Dossier, Submission, Why, submit_reviewed};
use motcua_domain::facts::Facts;
use motcua_domain::form::{Answer, Answers, Problem, ProblemKind};
use motcua_domain::identifiers::{AgencyCode, DossierCode, LookupSecret};
use motcua_domain::procedure::{FieldType, Level, Procedure, Severity};
use uuid::Uuid;

use crate::case::{chain, jobs_of, new_id, write_tasks};
use crate::db;
use crate::desk::Desk;
use crate::drafts::Draft;
use crate::error::Error;
use crate::outbox;
use crate::store::StoreError;
use crate::store::rows::dossiers::NewDossier;

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
    let known = Known {
        facts: &opened.body.facts,
        answers: &review.resolved.answers,
        today,
    };
    let competent = competent(desk, &procedure, &known)?;
    let email = email(&procedure, &known);
    let code = desk.serials.next(&desk.store, &competent, today).await?;
    let seen = opened.updated_at;
    let submission = Submission {
        typed: opened.body.typed,
        disputes: opened.body.disputes,
        facts: opened.body.facts,
        documents: opened.body.documents,
        confirmations: opened.body.confirmations,
        code: code.clone(),
        receiving: competent.clone(),
        competent,
        channel: Channel::Online,
        email,
    };
    let agency = submission.competent.clone();
    let events = desk.decide(&procedure, &agency, |given| {
        submit_reviewed(given, submission, review, citizen)
    })?;
    let id = new_id(desk);
    let dossier = Dossier::replay(id, &events)
        .ok_or_else(|| Error::Broken("a submission does not begin with its event".to_owned()))?;
    let rows = chain(&id, 0, &[], &events);
    let head = rows.last().map(|row| row.hash.clone()).unwrap_or_default();
    let mut partial = Dossier::open(id, &events[0])
        .ok_or_else(|| Error::Broken("a submission does not begin with its event".to_owned()))?;
    let mut jobs = jobs_of(&procedure, &partial, &events[0]);
    for event in &events[1..] {
        partial.apply(event);
        jobs.extend(jobs_of(&procedure, &partial, event));
    }
    let secret = LookupSecret::from_random(desk.ids.bytes());
    let written = desk
        .store
        .write(async |tx| {
            let new = NewDossier {
                draft,
                secret: secret.reveal(),
                head: &head,
            };
            db!(tx, dossiers::insert(&dossier, &new))?;
            db!(tx, events::append(&rows))?;
            write_tasks(tx, &procedure, None, &dossier).await?;
            outbox::enqueue(tx, now, &jobs).await?;
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

/// The agency that decides: the desk of the commune the definition names.
fn competent(desk: &Desk, procedure: &Procedure, known: &Known<'_>) -> Result<AgencyCode, Error> {
    let place = procedure.competent.answer(known);
    let commune = match &place {
        Some(Answer::Address(address)) => Some(address.commune()),
        Some(Answer::Text(commune)) => Some(commune.as_str()),
        _ => None,
    };
    let agency = commune.and_then(|commune| match procedure.level {
        Level::Commune => desk.reference.agency_of_commune(commune),
        // Departments of a province, and ministries, receive at the centre of the province.
        Level::Province | Level::Central => {
            let commune = desk.reference.commune(commune)?;
            desk.reference.agency_of_province(&commune.province)
        }
    });
    if let Some(agency) = agency {
        return Ok(agency);
    }
    // The register that knows the address does not answer: the applicant can still say where it is.
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
    Err(problem
        .map_or(Why::NotNow, |problem| Why::Problems(vec![problem]))
        .into())
}

/// Where mails go: the address in the form, which the applicant may have changed; else that of their account.
fn email(procedure: &Procedure, known: &Known<'_>) -> Option<String> {
    let fields = procedure.form.sections.iter().flat_map(|section| &section.fields);
    let mut addresses = fields.filter(|field| matches!(field.kind, FieldType::Email));
    let answer = addresses
        .find_map(|field| known.value(&field.id))
        .or_else(|| known.value("session.email"));
    answer.and_then(Answer::as_text).map(str::to_owned)
}

struct Known<'k> {
    facts: &'k Facts,
    answers: &'k Answers,
    today: NaiveDate,
}

impl Env for Known<'_> {
    fn value(&self, name: &str) -> Option<&Answer> {
        motcua_domain::form::find(self.answers, self.facts, name)
    }

    fn today(&self) -> NaiveDate {
        self.today
    }
}
