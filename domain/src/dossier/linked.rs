//! What a linked group hands on to one of its parts: declared once, with where each value came from.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::command::{Confirmation, Upload};
use super::state::Dossier;
use crate::calendar::vietnam_date;
use crate::condition::Expr;
use crate::facts::{Facts, Given, GivenValue};
use crate::form::{Origin, Seen};
use crate::procedure::{Procedure, StepKind};

/// What a part begins with. Nothing in it that the part's own definition does not ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOn {
    /// What registers said, and the values of the group's application.
    pub facts: Facts,
    /// Why values of registers are disputed.
    pub disputes: BTreeMap<String, String>,
    /// Files by document.
    pub documents: BTreeMap<String, Vec<Upload>>,
    /// Confirmations by id.
    pub confirmations: BTreeMap<String, Confirmation>,
}

/// What the step of a group hands on to the part it opens; `None` if it opens none.
#[must_use]
pub fn hand_on(
    group: &Procedure,
    dossier: &Dossier,
    step: &str,
    part: &Procedure,
    now: DateTime<Utc>,
) -> Option<HandedOn> {
    let StepKind::Linked { same, give, .. } = &group.flow().step(group.flow().number(step)?).does else {
        return None;
    };
    let application = &dossier.application;
    let seen = Seen {
        answers: &application.answers,
        facts: &application.facts,
        today: vietnam_date(now),
    };
    let origin = |field: &str| application.origins.get(field).cloned().unwrap_or(Origin::Derived);
    let own = same.iter().filter_map(|field| {
        let answer = application.answers.get(field)?.clone();
        let origin = origin(field);
        Some((field.clone(), GivenValue { answer, origin }))
    });
    let other = give.iter().filter_map(|(field, expr)| {
        let origin = match expr {
            Expr::Var(name) => origin(name),
            _ => Origin::Derived,
        };
        let answer = expr.answer(&seen)?;
        Some((field.clone(), GivenValue { answer, origin }))
    });
    let values = own.chain(other).collect();
    let mut facts = Facts::default().with_given(Given { at: now, values });
    for (name, fact) in application.facts.iter() {
        let asked = part
            .facts
            .get(name)
            .is_some_and(|asked| asked.register == fact.register);
        if asked || name == "session" {
            facts.set(name, fact.clone());
        }
    }
    let disputes = application.disputes.iter().filter(|(field, _)| same.contains(field));
    let documents = application
        .documents
        .iter()
        .filter(|(id, _)| part.documents.iter().any(|known| known.id == **id));
    let confirmations = application
        .confirmations
        .iter()
        .filter(|(id, _)| part.confirmations.iter().any(|known| known.id == **id));
    Some(HandedOn {
        facts,
        disputes: disputes.map(|(field, why)| (field.clone(), why.clone())).collect(),
        documents: documents.map(|(id, files)| (id.clone(), files.clone())).collect(),
        confirmations: confirmations.map(|(id, said)| (id.clone(), said.clone())).collect(),
    })
}
