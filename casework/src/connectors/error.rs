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
            Self::TimedOut | Self::Unreachable | Self::WrongShape { .. } | Self::Unauthorised => true,
            Self::Refused { .. }
            | Self::KeyMismatch { .. }
            | Self::Incomplete { .. }
            | Self::UnknownOperation
            | Self::Misconfigured { .. } => false,
        }
    }
}
