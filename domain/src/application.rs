//! An application as it stands: what is answered, what is missing, what it costs. The task list of the citizen, the
//! check before submission and the page of the officer all read this one review.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::calendar::Limit;
use crate::condition::Expr;
use crate::dossier::{Confirmation, ConfirmationState, Upload, Why};
use crate::eligibility::{Finding, findings};
use crate::facts::{Facts, Reply};
use crate::fees::{FeeLine, fees, saved_online, total};
use crate::form::{Answer, Answers, Problem, Resolved, Seen, Typed, resolve};
use crate::procedure::{ConfirmationDef, DocumentDef, LongerLimit, Procedure, Required};
use crate::reference::Lists;

/// What an application is made of, by reference: of a draft or of a dossier.
#[derive(Clone, Copy, Debug)]
pub struct Application<'a> {
    /// What was typed.
    pub typed: &'a Typed,
    /// Why fields of registers are disputed.
    pub disputes: &'a BTreeMap<String, String>,
    /// What registers said.
    pub facts: &'a Facts,
    /// Files by document.
    pub documents: &'a BTreeMap<String, Vec<Upload>>,
    /// Confirmations by id.
    pub confirmations: &'a BTreeMap<String, Confirmation>,
}

/// How a document of the published list stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// Not needed in this case.
    NotNeeded,
    /// Not asked for: the State has it (PRC-3); the fact that stands for it.
    Held(String),
    /// Perhaps not needed: the register that should say so could not be asked; the fact.
    Awaited(String),
    /// Uploaded.
    Uploaded,
    /// To be uploaded.
    Missing,
}

/// A confirmation that is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmationNeed<'p> {
    /// What is asked.
    pub def: &'p ConfirmationDef,
    /// The person asked, if known: personal number and name.
    pub person: Option<(String, String)>,
    /// Where it stands; `None` if not asked yet, or asked about other values than those of now.
    pub state: Option<ConfirmationState>,
    /// The values that person sees and agrees with.
    pub shown: Answers,
    /// Whether they were asked, but what they would agree with has changed since.
    pub outdated: bool,
}

/// An application reviewed.
#[derive(Clone, Debug)]
pub struct Review<'p> {
    /// Answers, their origins, and problems of the form.
    pub resolved: Resolved,
    /// The published list of documents and how each stands.
    pub documents: Vec<(&'p DocumentDef, DocumentState)>,
    /// The confirmations needed.
    pub confirmations: Vec<ConfirmationNeed<'p>>,
    /// How each condition of eligibility stands, as far as it can be told.
    pub eligibility: Vec<Finding<'p>>,
    /// What is to be paid.
    pub cost: Cost<'p>,
    /// How long handling takes in this very case.
    pub limit: Limit,
    /// Why it takes longer than usual, if it does.
    pub longer: Option<&'p LongerLimit>,
    /// The fact among whose records the applicant must still choose.
    pub choice: Option<String>,
    /// The facts whose registers could not be asked.
    pub unverified: Vec<String>,
}

impl Review<'_> {
    /// The problems that stop submission.
    #[must_use]
    pub fn blocking(&self) -> Vec<Problem> {
        self.resolved.blocking().cloned().collect()
    }

    /// The first reason why it cannot be submitted; `None` when it can.
    #[must_use]
    pub fn hindrance(&self) -> Option<Why> {
        if let Some(fact) = &self.choice {
            return Some(Why::ChoiceMissing(fact.clone()));
        }
        let problems = self.blocking();
        if !problems.is_empty() {
            return Some(Why::Problems(problems));
        }
        let missing: Vec<_> = self
            .documents
            .iter()
            .filter(|(_, state)| *state == DocumentState::Missing)
            .map(|(document, _)| document.id.clone())
            .collect();
        if !missing.is_empty() {
            return Some(Why::DocumentsMissing(missing));
        }
        let open: Vec<_> = self
            .confirmations
            .iter()
            .filter(|need| need.state != Some(ConfirmationState::Given))
            .map(|need| need.def.id.clone())
            .collect();
        (!open.is_empty()).then_some(Why::ConfirmationsMissing(open))
    }
}

/// Reviews an application on a given day.
#[must_use]
pub fn review<'p>(
    procedure: &'p Procedure,
    application: Application<'_>,
    lists: &dyn Lists,
    today: NaiveDate,
) -> Review<'p> {
    let disputed: BTreeSet<String> = application.disputes.keys().cloned().collect();
    let facts = application.facts;
    let resolved = resolve(&procedure.form, application.typed, &disputed, facts, lists, today);
    let seen = Seen {
        answers: &resolved.answers,
        facts,
        today,
    };
    let holds = |condition: &Option<Expr>| condition.as_ref().is_none_or(|when| when.evaluate(&seen).is_yes());
    let documents = procedure
        .documents
        .iter()
        .map(|document| {
            let uploaded = application
                .documents
                .get(&document.id)
                .is_some_and(|files| !files.is_empty());
            let known = |name: &&String| facts.get(name).is_some_and(|fact| fact.record().is_some());
            let open = |name: &&String| facts.get(name).is_some_and(crate::facts::Fact::is_unavailable);
            let needed = match &document.required {
                Required::Fixed(required) => *required,
                Required::When(when) => when.evaluate(&seen).is_yes(),
            };
            let state = if uploaded {
                DocumentState::Uploaded
            } else if let Some(fact) = document.substitutable_by.iter().find(known) {
                DocumentState::Held(fact.clone())
            } else if let Some(fact) = document.substitutable_by.iter().find(open) {
                DocumentState::Awaited(fact.clone())
            } else if needed {
                DocumentState::Missing
            } else {
                DocumentState::NotNeeded
            };
            (document, state)
        })
        .collect();
    let confirmations = procedure
        .confirmations
        .iter()
        .filter(|def| holds(&def.when))
        .map(|def| {
            let text = |expr: &Expr| {
                expr.answer(&seen)
                    .and_then(|answer| answer.as_text().map(str::to_owned))
            };
            let shown: Answers = def
                .shows
                .iter()
                .filter_map(|field| Some((field.clone(), resolved.answers.get(field)?.clone())))
                .collect();
            // A confirmation of somebody who is no longer the person meant does not count, nor one of other values.
            let asked = application
                .confirmations
                .get(&def.id)
                .filter(|asked| text(&def.person).is_some_and(|person| person == asked.personal_id));
            let outdated = asked.is_some_and(|asked| asked.agreed != shown);
            ConfirmationNeed {
                def,
                person: text(&def.person).zip(text(&def.name)),
                state: asked.filter(|_| !outdated).map(|asked| asked.state),
                shown,
                outdated,
            }
        })
        .collect();
    let cost = Cost::of(procedure, &seen, lists);
    let eligibility = findings(&procedure.eligibility, &resolved.answers, facts, today);
    let longer = procedure.time_limit.case(&seen);
    let limit = procedure.time_limit.in_case(&seen);
    let choice = facts.iter().find_map(|(name, fact)| match &fact.reply {
        Reply::Known { records, chosen: None } if !records.is_empty() => Some(name.to_owned()),
        _ => None,
    });
    let unverified = facts
        .iter()
        .filter(|(_, fact)| fact.is_unavailable())
        .map(|(name, _)| name.to_owned())
        .collect();
    Review {
        resolved,
        documents,
        confirmations,
        eligibility,
        cost,
        limit,
        longer,
        choice,
        unverified,
    }
}

/// What an application costs, decided where it is decided.
#[derive(Clone, Debug)]
pub struct Cost<'p> {
    /// What is to be paid; empty if nothing is.
    pub fees: Vec<FeeLine<'p>>,
    /// What applying online saves against the counter, in đồng.
    pub saved: i64,
}

impl<'p> Cost<'p> {
    /// Of an application with these values on this day.
    #[must_use]
    pub fn of(procedure: &'p Procedure, seen: &Seen<'_>, lists: &dyn Lists) -> Self {
        let Seen { answers, facts, today } = *seen;
        let province = deciding_province(procedure, seen, lists);
        let province = province.as_deref();
        Self {
            fees: fees(province, &procedure.fees, answers, facts, today),
            saved: saved_online(province, &procedure.fees, answers, facts, today),
        }
    }

    /// The sum to be paid, in đồng.
    #[must_use]
    pub fn total(&self) -> i64 {
        total(&self.fees)
    }
}

/// The code of the province in which the application is decided; `None` while that is not known.
fn deciding_province(procedure: &Procedure, seen: &Seen<'_>, lists: &dyn Lists) -> Option<String> {
    match procedure.competent.answer(seen)? {
        Answer::Address(address) => Some(address.province().to_owned()),
        Answer::Text(commune) => lists.province_of(&commune).map(str::to_owned),
        _ => None,
    }
}
