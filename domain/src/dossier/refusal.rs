//! Why something cannot be done: an answer the person can act on, never a failure of ours.

use chrono::{DateTime, Utc};

use super::{AssuranceLevel, Offer};
use crate::form::Problem;

/// A refused command: why, and what may be done instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("refused: {why}")]
pub struct Refusal {
    /// Why.
    pub why: Why,
    /// What the actor may do now.
    pub instead: Vec<Offer>,
}

/// Why a command is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The dossier is none of this person's business; outwards it does not exist.
    #[error("not theirs")]
    NotTheirs,
    /// The role does not include this act here.
    #[error("not their role")]
    NotTheirRole,
    /// The identity is not sure enough.
    #[error("level {needed:?} is needed")]
    LevelTooLow {
        /// The level needed.
        needed: AssuranceLevel,
    },
    /// The step is not going on, or has no such way out.
    #[error("not possible now")]
    NotNow,
    /// The dossier has ended.
    #[error("the dossier has ended")]
    Ended,
    /// Somebody else did something first.
    #[error("changed meanwhile")]
    ChangedMeanwhile {
        /// Who.
        by: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// The application has problems.
    #[error("{} problems", .0.len())]
    Problems(Vec<Problem>),
    /// Documents are missing; their ids.
    #[error("documents are missing")]
    DocumentsMissing(Vec<String>),
    /// Others must confirm first; the ids of the confirmations.
    #[error("confirmations are missing")]
    ConfirmationsMissing(Vec<String>),
    /// The applicant must choose among several records of a register; the name of the fact.
    #[error("a choice is missing")]
    ChoiceMissing(String),
    /// Documents nobody has looked at; their ids.
    #[error("documents are not checked")]
    DocumentsUnchecked(Vec<String>),
    /// Documents that were found faulty; their ids.
    #[error("documents are faulty")]
    DocumentsFaulty(Vec<String>),
    /// Registers have not confirmed all values; the names of the facts.
    #[error("values are unverified")]
    Unverified(Vec<String>),
    /// A reason must be given.
    #[error("a reason is missing")]
    ReasonMissing,
    /// A legal basis must be given (PRC-7).
    #[error("the legal basis is missing")]
    LegalBasisMissing,
    /// Nothing was named that is to be supplemented, or something outside the published list (PRC-2).
    #[error("nothing of the published list was named")]
    NothingToSupplement,
    /// The one supplement request the law allows was used; a leader must allow another (PRC-6).
    #[error("the supplement request was used")]
    SupplementUsed,
    /// Who drafted cannot decide (STA-1).
    #[error("who drafted cannot decide")]
    SamePerson,
    /// It was extended once already (PRC-14).
    #[error("extended already")]
    ExtendedAlready,
    /// An extension is asked for before or on the due date, not after it (PRC-14).
    #[error("too late to extend")]
    TooLateToExtend,
    /// Nobody has signed yet, so there is nothing to seal (PRC-12).
    #[error("not signed")]
    NotSigned,
    /// The new date is no later than the old one, or further away than allowed (PRC-15).
    #[error("not a date to extend to")]
    BadDate,
    /// The applicant is waiting for nothing: no supplement was asked for.
    #[error("no supplement was asked for")]
    NoSupplementOpen,
    /// Nothing asked for was changed, and the applicant does not say that it is right as it stands.
    #[error("nothing was supplemented")]
    NothingSupplemented,
    /// The supplement is still awaited.
    #[error("the supplement is awaited")]
    AwaitingSupplement,
    /// The part of the group to be added is not chosen in what was filled in.
    #[error("the part is not chosen")]
    PartNotChosen,
    /// The applicant has asked to withdraw; an officer has to confirm that first (PRC-16).
    #[error("a withdrawal was asked for")]
    WithdrawalAsked,
    /// It is signed already, so it can no longer be withdrawn (PRC-16).
    #[error("signed already")]
    SignedAlready,
    /// The applicant may be paying at this moment: who does not want to, says so where they would pay.
    #[error("the payment is awaited")]
    AwaitingPayment,
}

impl Why {
    /// The refusal with nothing offered instead.
    #[must_use]
    pub fn alone(self) -> Refusal {
        Refusal {
            why: self,
            instead: Vec::new(),
        }
    }
}
