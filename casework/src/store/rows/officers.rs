//! Rows of officers, their posts, and the brake on guessing.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// An officer's account, with its secrets.
#[derive(Clone, sqlx::FromRow)]
pub struct OfficerRow {
    pub id: Uuid,
    pub user_name: String,
    pub display_name: String,
    pub password_hash: String,
    /// Sealed: see `vault`.
    pub totp_secret: Vec<u8>,
    pub totp_last_step: i64,
    pub created_at: DateTime<Utc>,
    pub disabled_at: Option<DateTime<Utc>>,
}

/// What an officer may do where, and from when to when.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PostRow {
    pub id: Uuid,
    pub officer_id: Uuid,
    pub agency_code: String,
    pub department: Option<String>,
    pub role: String,
    pub valid_from: DateTime<Utc>,
    pub valid_to: Option<DateTime<Utc>>,
}

/// An officer with one of the posts held.
#[derive(Debug, sqlx::FromRow)]
pub struct DutyRow {
    pub display_name: String,
    pub agency_code: Option<String>,
    pub role: Option<String>,
}

/// What is counted against a name or an address, and what that leads to.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct BrakeRow {
    pub failures: i64,
    pub locked_until: Option<DateTime<Utc>>,
}

/// An invitation that was not accepted yet.
#[derive(Clone, sqlx::FromRow)]
pub struct InvitationRow {
    pub officer_id: Uuid,
    /// SHA-256 of the code.
    pub code_hash: Vec<u8>,
    /// Of the one-time codes to come. Sealed: see `vault`.
    pub totp_secret: Vec<u8>,
    pub made_at: DateTime<Utc>,
    pub valid_to: DateTime<Utc>,
}
