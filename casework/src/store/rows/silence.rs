//! Rows of the silence budget.

use chrono::{DateTime, Utc};
use uuid::Uuid;

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
