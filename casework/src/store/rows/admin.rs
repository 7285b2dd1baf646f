//! Rows of what administrators change.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

/// An officer whose work is in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The account.
    pub id: Uuid,
    /// The name at that time.
    pub name: String,
}

/// A text that is being worked on.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AdminDraftRow {
    pub kind: String,
    pub name: String,
    pub base: i64,
    pub body: String,
    pub revision: i64,
    pub state: String,
    pub authors: Json<Vec<Author>>,
    pub edited_by: Uuid,
    pub edited_by_name: String,
    pub edited_at: DateTime<Utc>,
    pub valid_from: Option<String>,
    pub note: Option<String>,
}

/// A text that was published.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AdminVersionRow {
    pub kind: String,
    pub name: String,
    pub version: i64,
    pub body: String,
    pub whole: String,
    pub valid_from: String,
    pub authors: Json<Vec<Author>>,
    pub approved_by: Uuid,
    pub approved_by_name: String,
    pub published_at: DateTime<Utc>,
}

/// The end of a procedure.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AdminEndRow {
    pub procedure_id: String,
    pub last_day: String,
    pub reason: String,
    pub asked_by: Uuid,
    pub asked_by_name: String,
    pub asked_at: DateTime<Utc>,
    pub confirmed_by_name: Option<String>,
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// Something an administrator did.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AdminLogRow {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub officer: Uuid,
    pub officer_name: String,
    pub act: String,
    pub subject: String,
    pub detail: String,
}

/// How many of something there are, by a key.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CountRow {
    pub key: i64,
    pub count: i64,
}

/// A post with its decision.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StaffPostRow {
    pub id: Uuid,
    pub officer_id: Uuid,
    pub agency_code: String,
    pub department: Option<String>,
    pub role: String,
    pub valid_from: DateTime<Utc>,
    pub valid_to: Option<DateTime<Utc>>,
    pub legal_basis: Option<String>,
}
