//! What must happen outside because of an event. Carried out by the outbox, at least once.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Outcome;
use super::event::{Author, Event, EventBody};
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
    /// Open the dossier of a part.
    OpenPart {
        /// The step that waits for it.
        step: String,
    },
    /// Tell the group how this part of it came out.
    AnswerGroup,
    /// Withdraw a part of a group that is being withdrawn, if it still can be.
    WithdrawPart {
        /// The step that opened it.
        step: String,
    },
    /// Look again at a time: whether a step that should have been left by then was. If not, somebody is told, and more and
    /// more of them: the one responsible, the leader, the citizen.
    Watch {
        /// The step.
        step: String,
        /// When to look.
        at: DateTime<Utc>,
        /// Who is told next: 0 the one responsible, 1 the leader, 2 the citizen.
        #[serde(default)]
        level: u8,
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
    /// Something is to be paid before it goes on.
    PaymentRequested,
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
    /// Every part of a linked group has its result.
    GroupCompleted,
    /// An agency has not acted in its time, and was reminded.
    Silent,
    /// A linked group is over; some part has no result (LNK-5).
    GroupPartlyCompleted,
}

/// What an event leads to outside, given the dossier after it.
#[must_use]
pub fn effects(procedure: &Procedure, dossier: &Dossier, event: &Event) -> Vec<Effect> {
    let tell = |milestone| vec![Effect::Notify { milestone }];
    let is_part = dossier.application.group.is_some();
    match &event.body {
        EventBody::Submitted(_) => {
            let again = dossier.unverified().into_iter().map(|fact| Effect::Verify { fact });
            // The receipt of the group is the receipt of its parts.
            let told = if is_part {
                Vec::new()
            } else {
                tell(Milestone::Submitted)
            };
            told.into_iter().chain(again).collect()
        }
        EventBody::Entered {
            step, part: Some(_), ..
        } => vec![Effect::OpenPart { step: step.clone() }],
        EventBody::Entered { step, due, .. } => {
            // While the applicant is waited for nobody is late: the watch looks again when that is over.
            let asked = || dossier.supplement.as_ref().map(|asked| asked.until);
            let watch = due
                .or_else(|| dossier.next_due())
                .or_else(asked)
                .map(|at| Effect::Watch {
                    step: step.clone(),
                    at,
                    level: 0,
                });
            // Who has just submitted sees at once that there is something to pay; otherwise they are told.
            let asked = dossier.awaiting_payment() == Some(step) && !matches!(event.by, Author::Citizen { .. });
            let told = asked.then_some(Effect::Notify {
                milestone: Milestone::PaymentRequested,
            });
            call(procedure, dossier, step, event.at)
                .into_iter()
                .chain(watch)
                .chain(told)
                .collect()
        }
        // Nobody accepted anything: a group's clock runs from its submission, which was told.
        EventBody::Accepted { .. } if matches!(event.by, Author::Citizen { .. }) => Vec::new(),
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
        // The group need not wait until the paper is in somebody's hand.
        EventBody::Issued(_) => answer_group(is_part, tell(Milestone::ResultReady)),
        EventBody::WithdrawalRequested { .. } => tell(Milestone::WithdrawalRequested),
        EventBody::Extended { .. } => tell(Milestone::Extended),
        EventBody::WithdrawalAsked { .. } => {
            let going = dossier.parts.iter().filter(|(_, part)| part.ended.is_none());
            going
                .map(|(step, _)| Effect::WithdrawPart { step: step.clone() })
                .collect()
        }
        EventBody::Ended { outcome, .. } => {
            let told = match outcome {
                Outcome::Completed if procedure.is_group() => tell(Milestone::GroupCompleted),
                Outcome::Completed => Vec::new(),
                Outcome::Rejected => tell(Milestone::Rejected),
                Outcome::NotEligible => tell(Milestone::NotEligible),
                Outcome::Withdrawn => tell(Milestone::Withdrawn),
                Outcome::Stopped => tell(Milestone::Stopped),
                Outcome::PartiallyCompleted => tell(Milestone::GroupPartlyCompleted),
            };
            answer_group(is_part, told)
        }
        EventBody::Taken { .. }
        | EventBody::Checked { .. }
        | EventBody::Left { .. }
        | EventBody::Replied { .. }
        | EventBody::Resumed { .. }
        | EventBody::Verified { .. }
        | EventBody::PartAdded { .. }
        | EventBody::PartOpened { .. }
        | EventBody::PartEnded { .. }
        | EventBody::WithdrawalTakenBack
        | EventBody::Signed => Vec::new(),
    }
}

fn answer_group(is_part: bool, mut effects: Vec<Effect>) -> Vec<Effect> {
    if is_part {
        effects.push(Effect::AnswerGroup);
    }
    effects
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
