//! One application and its life: commands, events, state, and who may do what now.
//!
//! [`decide`] says which events a command leads to, or refuses; [`Dossier::apply`] puts an event into the state and
//! never fails; [`effects`] says what must happen outside because of an event. [`offers`] is the one place that knows
//! what may be done now: pages draw their buttons from it, the API lists it, and `decide` refuses by it.

mod actor;
mod apply;
mod command;
mod decide;
mod effects;
mod event;
mod linked;
mod offers;
mod paper;
mod refusal;
mod state;
mod status;

pub use actor::{Actor, AssuranceLevel, Citizen, Officer, OfficerRef, Post};
pub use command::{CallReply, Command, Confirmation, ConfirmationState, Submission, Upload};
pub use decide::{Given, decide, submit, submit_part, submit_reviewed};
pub use effects::{Effect, Milestone, effects};
pub use event::{Author, Changes, Event, EventBody, NewDues, PartOf, Submitted, SupplementItem, Verdict};
pub use linked::{HandedOn, hand_on};
pub use offers::{Offer, OfferKind, offers, watches};
pub use paper::{PaperGroup, PaperKind, PaperRow, ResultContent};
pub use refusal::{Refusal, Why};
pub use state::{
    ActiveStep, Clock, Dossier, DossierId, Issued, Part, PartEnd, PartOpened, Supplement, Withdrawal, Withdrawing,
};
pub use status::{NationalStatus, Status};

use serde::{Deserialize, Serialize};

/// How a dossier ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The result was given.
    Completed,
    /// Not accepted at reception (PRC-7).
    Rejected,
    /// Examined and not eligible (PRC-10).
    NotEligible,
    /// Withdrawn by the applicant (PRC-16).
    Withdrawn,
    /// Stopped by the agency: not supplemented or not paid in time (PRC-17).
    Stopped,
    /// A linked group of which some part was not given; what was given stays valid (LNK-5).
    PartiallyCompleted,
}

/// How an application reached the desk (`KenhThucHien`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At the counter.
    Direct,
    /// Online.
    Online,
    /// By public post.
    Postal,
}

#[cfg(test)]
mod tests;
