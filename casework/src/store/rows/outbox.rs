//! Rows of the outbox.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

/// A job.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct JobRow {
    pub position: i64,
    pub key: String,
    pub kind: String,
    pub subject: Option<Uuid>,
    pub body: Json<serde_json::Value>,
    pub state: String,
    pub created_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub try_at: DateTime<Utc>,
    pub attempts: i64,
    pub last_error: Option<String>,
}

/// How much waits.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct BacklogRow {
    pub waiting: i64,
    pub parked: i64,
    pub oldest_due: Option<DateTime<Utc>>,
}
