//! What can go wrong on a line, in terms of what to do about it. No error holds a value of the reply: it may be personal.

/// A call to a national system did not give an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectorError {
    /// No answer in time.
    #[error("the system did not answer in time")]
    TimedOut,
    /// No connection, a broken one, or the system says that it is down.
    #[error("the system cannot be reached")]
    Unreachable,
    /// The system does not let us ask this.
    #[error("the system refused the call: {reason}")]
    Refused {
        /// The system's error code.
        reason: String,
    },
    /// The answer is not what the interface promises, or larger than any answer may be.
    #[error("the system's answer has the wrong shape at {at}")]
    WrongShape {
        /// Where in the answer.
        at: String,
    },
    /// The system has not been answering, so it was not asked: it is tried now and then, and asked again when it answers.
    #[error("the system is down and was not asked")]
    Spared,
    /// The answer is not signed by the system, or the signature is not over this answer to this question.
    #[error("the answer does not carry the system's signature")]
    BadSignature,
    /// The answer is well formed, but about something else than was asked, or against an earlier answer.
    #[error("the answer contradicts what was asked or answered before, at {at}")]
    Contradicts {
        /// Where in the answer.
        at: String,
    },
    /// The system does not know the request it was asked about.
    #[error("the system does not know the request")]
    NotKnown,
    /// A key does not agree with the register. Which value would be right is not told (INT-2).
    #[error("the register does not agree with {key}")]
    KeyMismatch {
        /// Our name of the key: `personal_id`, `full_name` or `date_of_birth`.
        key: String,
    },
    /// The system does not accept our credentials.
    #[error("the system does not accept our credentials")]
    Unauthorised,
    /// The question or order lacks something the system needs.
    #[error("{field} is missing or cannot be used")]
    Incomplete {
        /// Our name of it.
        field: String,
    },
    /// There is no such operation.
    #[error("there is no such operation")]
    UnknownOperation,
    /// The settings of a system cannot be used.
    #[error("the settings of a national system cannot be used: {what}")]
    Misconfigured {
        /// Which.
        what: &'static str,
    },
}

impl ConnectorError {
    /// Whether the same call may succeed later, with nothing changed on our side.
    pub fn is_transient(&self) -> bool {
        match self {
            // A wrong shape is a fault of theirs that is mended; credentials are renewed by people.
            Self::TimedOut
            | Self::Unreachable
            | Self::Spared
            | Self::WrongShape { .. }
            | Self::BadSignature
            | Self::Contradicts { .. }
            | Self::NotKnown
            | Self::Unauthorised => true,
            Self::Refused { .. }
            | Self::KeyMismatch { .. }
            | Self::Incomplete { .. }
            | Self::UnknownOperation
            | Self::Misconfigured { .. } => false,
        }
    }

    /// A short name, for figures and the message log.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::TimedOut => "timed_out",
            Self::Unreachable => "unreachable",
            Self::Spared => "spared",
            Self::Refused { .. } => "refused_call",
            Self::WrongShape { .. } => "wrong_shape",
            Self::BadSignature => "bad_signature",
            Self::Contradicts { .. } => "contradicts",
            Self::NotKnown => "not_known",
            Self::KeyMismatch { .. } => "key_mismatch",
            Self::Unauthorised => "unauthorised",
            Self::Incomplete { .. } => "incomplete",
            Self::UnknownOperation => "unknown_operation",
            Self::Misconfigured { .. } => "misconfigured",
        }
    }
}
