//! Rows of accounts, drafts, confirmations and the log of look-ups.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use crate::drafts::DraftBody;

/// A citizen's account.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AccountRow {
    pub id: Uuid,
    pub personal_id: String,
    pub full_name: String,
    pub date_of_birth: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
}

/// A draft.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DraftRow {
    pub id: Uuid,
    pub account: Uuid,
    pub procedure_id: String,
    pub version: i64,
    pub body: Json<DraftBody>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A draft in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DraftLine {
    pub id: Uuid,
    pub procedure_id: String,
    pub version: i64,
    pub updated_at: DateTime<Utc>,
}

/// A confirmation asked of somebody.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ConfirmationRow {
    pub draft: Uuid,
    pub name: String,
    pub personal_id: String,
    pub asked_by: String,
    pub procedure_id: String,
    pub subject: String,
    pub asked_at: DateTime<Utc>,
}

/// How a confirmation stands.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StandingRow {
    pub asked_by: String,
    pub asked_at: DateTime<Utc>,
    pub state: String,
}

/// A look-up of personal data.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct LookUpRow {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub personal_id: String,
    pub register: String,
    pub by_kind: String,
    pub by_account: Option<Uuid>,
    pub by_agency: Option<String>,
    pub purpose_vi: String,
    pub purpose_en: String,
    pub reference: String,
    pub outcome: String,
}

/// A sign-in under way.
#[derive(Clone, sqlx::FromRow)]
pub struct PendingSignInRow {
    pub state: String,
    pub nonce: String,
    pub verifier: String,
    pub back: String,
    pub begun_at: DateTime<Utc>,
}

/// What came of asking a register for an offer: what the page shows, never the record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum OfferReply {
    /// There is a record that makes the offer hold; the values people recognise it by.
    Found { said: Vec<motcua_domain::form::Answer> },
    /// There is none.
    Nothing,
    /// The register did not answer.
    Unavailable,
}

/// An offer asked for.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OfferRow {
    pub procedure_id: String,
    pub asked_at: DateTime<Utc>,
    pub reply: Json<OfferReply>,
}
