//! What is noted of a call for the message log (INT-1): names, hashes and signatures, never what was said.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::Duration;
use uuid::Uuid;

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The message's id (`X-Road-Id`).
    pub id: Uuid,
    /// Our name on the exchange platform (`X-Road-Client`).
    pub client: String,
    /// The service that was called (`X-Road-Service`).
    pub service: String,
    /// SHA-512 of the question, in base64 (`X-Road-Request-Hash`).
    pub request_hash: String,
    /// Our signature over message id, service and hash.
    pub signature: Option<String>,
    /// SHA-512 of the answer, in base64; none without one.
    pub reply_hash: Option<String>,
    /// The system's signature over the answer.
    pub reply_signature: Option<String>,
    /// How long it took.
    pub took: Duration,
}

/// Keeps the last call noted.
#[derive(Debug, Clone, Default)]
pub(super) struct Recorder(Arc<Mutex<Option<Trace>>>);

impl Recorder {
    pub fn note(&self, trace: Trace) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(trace);
    }

    pub fn take(&self) -> Option<Trace> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
