//! Rows of the silence budget.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::outbox::JobRow;

/// That somebody was told of a silent step.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct NoticeRow {
    pub dossier: Uuid,
    pub step: String,
    pub since: DateTime<Utc>,
    pub level: i64,
    pub agency: String,
    pub role: String,
    pub officer: Option<Uuid>,
    pub deadline: DateTime<Utc>,
    pub noticed_at: DateTime<Utc>,
}

/// A job that is late or was given up, with the dossier it is about.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SilentJobRow {
    #[sqlx(flatten)]
    pub job: JobRow,
    pub code: Option<String>,
    pub competent: Option<String>,
    pub receiving: Option<String>,
}
