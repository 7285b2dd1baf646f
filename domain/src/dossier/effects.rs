//! What must happen outside because of an event. Carried out by the outbox, at least once.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Outcome;
use super::event::{Event, EventBody};
use super::paper::PaperKind;
use super::state::Dossier;
use crate::calendar::vietnam_date;
use crate::form::{Answers, Seen};
use crate::procedure::{Procedure, StepKind};

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Tell the applicant.
    Notify {
        /// What about.
        milestone: Milestone,
    },
    /// Call a national system.
    Call {
        /// The step that waits for it.
        step: String,
        /// The operation.
        operation: String,
        /// What is sent.
        body: Answers,
    },
    /// Ask a register again that could not be asked.
    Verify {
        /// The name of the fact.
        fact: String,
    },
    /// Look again at a time: whether the supplement came.
    AwaitSupplement {
        /// When to look.
        at: DateTime<Utc>,
    },
}

/// A point in the life of a dossier the applicant is told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// Submitted (PRC-1).
    Submitted,
    /// Accepted: Form 01.
    Accepted,
    /// Supplement asked for: Form 02.
    SupplementRequested,
    /// The supplement arrived.
    Supplemented,
    /// The result is there (PRC-13).
    ResultReady,
    /// Not accepted: Form 03.
    Rejected,
    /// Not eligible after examination (PRC-10).
    NotEligible,
    /// A withdrawal was asked for and is to be confirmed (PRC-16).
    WithdrawalRequested,
    /// Extended, with apologies: Form 04.
    Extended,
    /// Stopped: Form 05.
    Stopped,
    /// Withdrawn: Form 05.
    Withdrawn,
}

/// What an event leads to outside, given the dossier after it.
#[must_use]
pub fn effects(procedure: &Procedure, dossier: &Dossier, event: &Event) -> Vec<Effect> {
    let tell = |milestone| vec![Effect::Notify { milestone }];
    match &event.body {
        EventBody::Submitted(_) => {
            let again = dossier.unverified().into_iter().map(|fact| Effect::Verify { fact });
            tell(Milestone::Submitted).into_iter().chain(again).collect()
        }
        EventBody::Entered { step, .. } => call(procedure, dossier, step, event.at).into_iter().collect(),
        EventBody::Accepted { .. } => tell(Milestone::Accepted),
        EventBody::SupplementRequested { until, .. } => {
            vec![
                Effect::Notify {
                    milestone: Milestone::SupplementRequested,
                },
                // A supplement in the last minute is in time.
                Effect::AwaitSupplement {
                    at: *until + TimeDelta::minutes(1),
                },
            ]
        }
        EventBody::Supplemented { .. } => tell(Milestone::Supplemented),
        // The end of the dossier tells the applicant of a refusal.
        EventBody::Issued(content) if content.kind == PaperKind::Refusal => Vec::new(),
        EventBody::Issued(_) => tell(Milestone::ResultReady),
        EventBody::WithdrawalRequested { .. } => tell(Milestone::WithdrawalRequested),
        EventBody::Extended { .. } => tell(Milestone::Extended),
        EventBody::Ended { outcome, .. } => match outcome {
            Outcome::Completed => Vec::new(),
            Outcome::Rejected => tell(Milestone::Rejected),
            Outcome::NotEligible => tell(Milestone::NotEligible),
            Outcome::Withdrawn => tell(Milestone::Withdrawn),
            Outcome::Stopped => tell(Milestone::Stopped),
        },
        EventBody::Taken { .. }
        | EventBody::Checked { .. }
        | EventBody::Left { .. }
        | EventBody::Replied { .. }
        | EventBody::Verified { .. }
        | EventBody::WithdrawalTakenBack
        | EventBody::Signed => Vec::new(),
    }
}

fn call(procedure: &Procedure, dossier: &Dossier, step: &str, at: DateTime<Utc>) -> Option<Effect> {
    let flow = procedure.flow();
    let StepKind::Call { operation, send, .. } = &flow.step(flow.number(step)?).does else {
        return None;
    };
    let application = &dossier.application;
    let seen = Seen {
        answers: &application.answers,
        facts: &application.facts,
        today: vietnam_date(at),
    };
    let body: BTreeMap<_, _> = send
        .iter()
        .filter_map(|(name, expr)| Some((name.clone(), expr.answer(&seen)?)))
        .collect();
    Some(Effect::Call {
        step: step.to_owned(),
        operation: operation.clone(),
        body,
    })
}
