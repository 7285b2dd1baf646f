//! Rows of the message log.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A message.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MessageRow {
    pub id: Uuid,
    pub direction: String,
    pub system: String,
    pub operation: String,
    pub dossier: Uuid,
    pub code: String,
    pub step: String,
    pub agency: String,
    pub role: String,
    pub purpose: String,
    pub person: String,
    pub unit: String,
    pub client: Option<String>,
    pub service: Option<String>,
    pub request_hash: Option<String>,
    pub signature: Option<String>,
    pub reply_hash: Option<String>,
    pub reply_signature: Option<String>,
    pub state: String,
    pub reference: Option<String>,
    pub spared: bool,
    pub attempts: i64,
    pub failures: i64,
    pub job: String,
    pub answer: Option<String>,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    pub acknowledged_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
    pub overdue_at: DateTime<Utc>,
    pub next_try: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
    pub latency_ms: Option<i64>,
    pub note: Option<String>,
    pub note_by: Option<Uuid>,
    pub note_by_name: Option<String>,
}

impl MessageRow {
    /// Whether an answer is still awaited.
    pub fn is_open(&self) -> bool {
        matches!(self.state.as_str(), "waiting" | "sent" | "acknowledged")
    }
}

/// How much is open at a system.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OpenRow {
    pub system: String,
    pub open: i64,
    pub overdue: i64,
    pub oldest: Option<DateTime<Utc>>,
}

/// What is wanted of the log.
#[derive(Debug, Default)]
pub struct Wanted<'a> {
    /// Of one system.
    pub system: Option<&'a str>,
    /// In one state.
    pub state: Option<&'a str>,
    /// Closed ones, newest first, in place of open ones, oldest first.
    pub closed: bool,
    /// Overdue at that time.
    pub overdue: Option<DateTime<Utc>>,
    /// Written before.
    pub before: Option<DateTime<Utc>>,
    /// From after this one on.
    pub after: Option<(DateTime<Utc>, Uuid)>,
}
