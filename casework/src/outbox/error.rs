//! How an attempt may fail.

use chrono::{DateTime, Utc};

use crate::store::StoreError;

/// Why an attempt at a job failed. The text is shown to officers and kept: no personal data in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// It may work later: tried again, more and more seldom.
    #[error("{0}")]
    Transient(String),
    /// Nothing went wrong, but it is not done: looked at again at a time, however often that happens.
    #[error("{why}")]
    Later {
        /// When.
        at: DateTime<Utc>,
        /// What it waits for.
        why: String,
    },
    /// It will not work until someone changes something: parked at once.
    #[error("{0}")]
    Permanent(String),
}

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        if error.is_unavailable() {
            Self::Transient(error.to_string())
        } else {
            Self::Permanent(error.to_string())
        }
    }
}

impl From<LeaseLost> for JobError {
    fn from(error: LeaseLost) -> Self {
        match error {
            LeaseLost::TakenOver => Self::Transient(error.to_string()),
            LeaseLost::Store(error) => error.into(),
        }
    }
}

/// Why a job could not be ended.
#[derive(Debug, Clone, thiserror::Error)]
pub enum LeaseLost {
    /// The lease ran out and another worker has the job, or it is ended already.
    #[error("another worker has taken the job over")]
    TakenOver,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
