//! Where a dossier stands, for lists, for citizens, and for the national portal.

use serde::{Deserialize, Serialize};

use super::{Dossier, Outcome};
use crate::calendar::StopKind;
use crate::procedure::Act;

/// The finer state (domain rules 4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Waiting to be received.
    Submitted,
    /// Waiting for a supplement asked for at reception.
    SupplementAtReception,
    /// Being handled.
    Handling,
    /// Waiting for the applicant to pay (`awaiting_payment`).
    AwaitingPayment,
    /// Waiting for a national system.
    Calling,
    /// Waiting for the parts of a linked group (`linked_waiting`).
    LinkedWaiting,
    /// Waiting for a supplement asked for while handling.
    SupplementInHandling,
    /// The applicant wants to withdraw; an officer has to confirm.
    WithdrawalRequested,
    /// Waiting for the leader's signature.
    PendingSignature,
    /// Signed, waiting for number and seal.
    AwaitingSeal,
    /// The result waits at the desk.
    ResultReady,
    /// The result was handed over.
    Returned,
    /// Refused at reception.
    Rejected,
    /// Examined and not eligible.
    NotEligible,
    /// Withdrawn.
    Withdrawn,
    /// Stopped by the agency.
    Stopped,
    /// A linked group of which some part was not given.
    PartiallyCompleted,
}

/// The state of the national portal (`TrangThaiHoSo`, domain rules 4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NationalStatus(pub u8);

impl Status {
    /// All states, in the order of a dossier's life.
    pub const ALL: [Status; 17] = [
        Status::Submitted,
        Status::SupplementAtReception,
        Status::Handling,
        Status::AwaitingPayment,
        Status::Calling,
        Status::LinkedWaiting,
        Status::SupplementInHandling,
        Status::WithdrawalRequested,
        Status::PendingSignature,
        Status::AwaitingSeal,
        Status::ResultReady,
        Status::Returned,
        Status::Rejected,
        Status::NotEligible,
        Status::Withdrawn,
        Status::Stopped,
        Status::PartiallyCompleted,
    ];

    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Submitted => "submitted",
            Status::SupplementAtReception => "supplement_at_reception",
            Status::Handling => "handling",
            Status::AwaitingPayment => "awaiting_payment",
            Status::Calling => "calling",
            Status::LinkedWaiting => "linked_waiting",
            Status::SupplementInHandling => "supplement_in_handling",
            Status::WithdrawalRequested => "withdrawal_requested",
            Status::PendingSignature => "pending_signature",
            Status::AwaitingSeal => "awaiting_seal",
            Status::ResultReady => "result_ready",
            Status::Returned => "returned",
            Status::Rejected => "rejected",
            Status::NotEligible => "not_eligible",
            Status::Withdrawn => "withdrawn",
            Status::Stopped => "stopped",
            Status::PartiallyCompleted => "partially_completed",
        }
    }

    /// Reads the name in tables.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }

    /// Whether nothing more will happen.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Status::Returned
                | Status::Rejected
                | Status::NotEligible
                | Status::Withdrawn
                | Status::Stopped
                | Status::PartiallyCompleted
        )
    }

    /// The number of the national portal.
    #[must_use]
    pub const fn national(self) -> NationalStatus {
        NationalStatus(match self {
            Status::Submitted => 1,
            Status::SupplementAtReception | Status::SupplementInHandling => 5,
            Status::Handling
            | Status::Calling
            | Status::LinkedWaiting
            | Status::PendingSignature
            | Status::AwaitingSeal => 4,
            Status::AwaitingPayment => 6,
            Status::WithdrawalRequested => 7,
            Status::ResultReady => 9,
            Status::Returned | Status::PartiallyCompleted => 10,
            Status::Rejected => 3,
            Status::NotEligible | Status::Withdrawn | Status::Stopped => 8,
        })
    }
}

impl Dossier {
    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> Status {
        match self.outcome {
            Some(Outcome::Completed) => return Status::Returned,
            Some(Outcome::Rejected) => return Status::Rejected,
            Some(Outcome::NotEligible) => return Status::NotEligible,
            Some(Outcome::Withdrawn) => return Status::Withdrawn,
            Some(Outcome::Stopped) => return Status::Stopped,
            Some(Outcome::PartiallyCompleted) => return Status::PartiallyCompleted,
            None => {}
        }
        if self.withdrawal.is_some() {
            return Status::WithdrawalRequested;
        }
        if self.supplement.is_some() {
            return if self.clock.is_some() {
                Status::SupplementInHandling
            } else {
                Status::SupplementAtReception
            };
        }
        // With several steps at once, the earliest in a dossier's life is what people should know.
        self.active
            .iter()
            .map(|(id, step)| match step.act {
                Some(Act::Receive) => Status::Submitted,
                Some(Act::Handle) => Status::Handling,
                None if self.parts.contains_key(id) => Status::LinkedWaiting,
                None if step.stops == Some(StopKind::Payment) => Status::AwaitingPayment,
                None => Status::Calling,
                Some(Act::Decide) => Status::PendingSignature,
                Some(Act::Seal) => Status::AwaitingSeal,
                Some(Act::Return) => Status::ResultReady,
            })
            .min()
            .unwrap_or(Status::Handling)
    }
}
