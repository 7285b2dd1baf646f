//! Rows of the sessions.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A signed-in browser.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SessionRow {
    pub id: Vec<u8>,
    pub account_kind: String,
    pub account_id: Uuid,
    pub assurance: Option<i64>,
    pub user_agent: String,
    pub ip_prefix: String,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}
