//! The applicant adds a part that was not chosen at the start.

use motcua_domain::application::{Application, review};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::{Actor, Citizen, Command, OfferKind};
use motcua_domain::form::{Resolved, Typed};
use motcua_domain::procedure::{FieldType, Section, Step, StepKind};

use crate::case::Case;
use crate::citizen::{self, Mine};
use crate::desk::Desk;
use crate::error::Error;

/// What is filled in to add a part.
#[derive(Clone, Debug)]
pub struct Adding {
    /// The group.
    pub mine: Mine,
    /// What was typed so far, at the start and now; that the part is wanted is among it.
    pub typed: Typed,
    /// The form as it would be.
    pub resolved: Resolved,
    /// The fields that say that the part is wanted: asking for it answers them.
    pub wanted: Vec<String>,
    step: String,
}

impl Adding {
    /// The step of the group that opens the part.
    ///
    /// # Panics
    /// Never: it was found before.
    #[must_use]
    pub fn step(&self) -> &Step {
        let flow = self.mine.case.procedure.flow();
        let number = flow.number(&self.step).expect("the step was found when this was made");
        flow.step(number)
    }

    /// The section of the form that is about the part.
    #[must_use]
    pub fn section(&self) -> Option<&Section> {
        let StepKind::Linked { section, .. } = &self.step().does else {
            return None;
        };
        self.mine.case.procedure.form.section(section.as_deref()?)
    }
}

/// What there is to fill in to add the part of a step, with what was typed so far.
///
/// # Errors
/// [`Error::NotFound`] for a group of somebody else, and for a part that cannot be added.
pub async fn adding(desk: &Desk, citizen: &Citizen, code: &str, step: &str, typed: &Typed) -> Result<Adding, Error> {
    let mine = citizen::dossier(desk, citizen, code).await?;
    let offered = mine.offers.iter().any(|offer| {
        offer.kind == OfferKind::AddPart && offer.step.as_deref() == Some(step) && offer.blocked.is_none()
    });
    let flow = mine.case.procedure.flow();
    let number = flow.number(step).filter(|_| offered).ok_or(Error::NotFound)?;
    // Whoever asks for the part has said that they want it.
    let form = &mine.case.procedure.form;
    let condition = flow.condition_of(number);
    let asked = condition.map(|condition| condition.variables()).unwrap_or_default();
    let wanted: Vec<String> = asked
        .into_iter()
        .filter(|name| form.field(name).is_some_and(|field| field.kind == FieldType::YesNo))
        .map(str::to_owned)
        .collect();
    let application = &mine.case.dossier.application;
    let mut all = application.typed.clone();
    typed.iter().for_each(|(input, value)| all.set(input, value));
    wanted.iter().for_each(|field| all.set(field, "yes"));
    let resolved = review(
        &mine.case.procedure,
        Application {
            typed: &all,
            disputes: &application.disputes,
            facts: &application.facts,
            documents: &application.documents,
            confirmations: &application.confirmations,
        },
        desk.reference.as_ref(),
        vietnam_date(desk.now()),
    )
    .resolved;
    Ok(Adding {
        typed: all,
        resolved,
        wanted,
        step: step.to_owned(),
        mine,
    })
}

/// Adds the part of a step to a running group. `typed` holds the inputs of the section that the step names.
///
/// # Errors
/// [`Error::NotFound`] for a group of somebody else; a refusal if the part was passed or its section has problems.
pub async fn add_part(desk: &Desk, citizen: &Citizen, code: &str, step: &str, typed: Typed) -> Result<(), Error> {
    let mut case = Case::of_citizen(desk, citizen, code).await?;
    let command = Command::AddPart {
        step: step.to_owned(),
        typed,
    };
    case.perform(desk, command, &Actor::Citizen(citizen.clone())).await
}
