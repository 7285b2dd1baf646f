//! Rows of what was posted after a session had ended.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A posted page.
#[derive(Clone, sqlx::FromRow)]
pub struct UnsentRow {
    pub id: Uuid,
    pub session: Vec<u8>,
    pub account_kind: String,
    pub account_id: Uuid,
    pub path: String,
    pub page: String,
    pub body: Vec<u8>,
    pub kept_at: DateTime<Utc>,
}
