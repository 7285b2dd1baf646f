//! What is wrong with a message or a question to a register, and what happens next: for people who do not know the program.

use chrono::{DateTime, Utc};

use super::State;
use crate::store::rows::messages::MessageRow;

/// What went wrong last, as far as somebody can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// No answer in time.
    TimedOut,
    /// No connection, or the system says that it is down.
    Unreachable,
    /// The system is known to be down, so that nothing was sent to it.
    Down,
    /// The system does not let us call this.
    NotAllowed,
    /// The answer is not what the interface promises.
    WrongShape,
    /// The answer is not signed by the system.
    BadSignature,
    /// The answer is about something else, or against an earlier one.
    Contradicts,
    /// The system does not know the request any more.
    NotKnown,
    /// A key of a look-up does not agree with the register.
    KeyMismatch,
    /// The system does not accept our credentials.
    Unauthorised,
    /// The request lacks something the system needs.
    Incomplete,
    /// The system gave a number that belongs to another dossier.
    NumberGivenTwice,
    /// The dossier no longer waits at the step.
    StepLeft,
    /// The register that is asked does not answer.
    RegisterSilent,
    /// A fault of our own: settings, or the program.
    Ours,
}

impl Trouble {
    /// From the kind of error in the log: [`crate::connectors::ConnectorError::kind`], or a word of the log's own.
    #[must_use]
    pub fn of_kind(kind: &str) -> Self {
        match kind {
            "timed_out" => Self::TimedOut,
            "unreachable" => Self::Unreachable,
            "spared" => Self::Down,
            "refused_call" => Self::NotAllowed,
            "wrong_shape" => Self::WrongShape,
            "bad_signature" => Self::BadSignature,
            "contradicts" => Self::Contradicts,
            "not_known" => Self::NotKnown,
            "key_mismatch" => Self::KeyMismatch,
            "unauthorised" => Self::Unauthorised,
            "incomplete" => Self::Incomplete,
            "number_given_twice" => Self::NumberGivenTwice,
            "step_left" => Self::StepLeft,
            _ => Self::Ours,
        }
    }
}

/// What happens next by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Held back until the system answers again, which is looked at all the time
    /// ([`super::CHECKED_EVERY`]): there is no time to tell.
    HeldBack,
    /// Sent again at that time.
    Tries(DateTime<Utc>),
    /// The system has it and is asked about it at that time.
    Asks(DateTime<Utc>),
    /// Nothing: it is closed, or waits for a person.
    Nothing,
}

impl Next {
    pub(crate) fn of(row: &MessageRow) -> Self {
        match row.next_try {
            _ if !row.is_open() => Self::Nothing,
            _ if row.spared => Self::HeldBack,
            Some(at) if row.state == State::Acknowledged.id() => Self::Asks(at),
            Some(at) => Self::Tries(at),
            None => Self::Nothing,
        }
    }
}
