//! Rows of dossiers, their events and tasks.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{Author, Dossier, EventBody};
use sqlx::types::Json;
use uuid::Uuid;

/// A dossier with its whole state.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DossierRow {
    pub secret: String,
    pub head: Vec<u8>,
    pub state: Json<Dossier>,
}

/// A dossier in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DossierLine {
    pub code: String,
    pub procedure_id: String,
    pub version: i64,
    pub subject: String,
    pub status: String,
    pub submitted_at: DateTime<Utc>,
    pub next_due: Option<DateTime<Utc>>,
}

/// An event.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct EventRow {
    pub dossier: Uuid,
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub author: Json<Author>,
    pub body: Json<EventBody>,
    pub hash: Vec<u8>,
}

/// An event as the history shows it; the first has no body.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HistoryRow {
    pub dossier: Uuid,
    pub at: DateTime<Utc>,
    pub author: Json<Author>,
    pub body: Option<Json<EventBody>>,
}

/// A step that is going on.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TaskRow {
    pub dossier: Uuid,
    pub step: String,
    pub agency: String,
    pub role: String,
    pub queue: String,
    pub sort_at: DateTime<Utc>,
    pub officer: Option<Uuid>,
    pub officer_name: Option<String>,
    pub code: String,
    pub procedure_id: String,
    pub subject: String,
    pub channel: String,
    pub submitted_at: DateTime<Utc>,
}

/// What of a queue is wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct TaskFilter<'f> {
    /// Of this procedure.
    pub procedure: Option<&'f str>,
    /// That came this way.
    pub channel: Option<&'f str>,
    /// With the next breach before.
    pub before: Option<DateTime<Utc>>,
    /// That this officer has.
    pub officer: Option<Uuid>,
}

/// A dossier found by a name.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HitRow {
    pub code: String,
    pub procedure_id: String,
    pub subject: String,
    pub status: String,
    pub submitted_at: DateTime<Utc>,
    /// The applicant's personal number: whose data it is.
    pub personal_id: String,
}

/// How many tasks a queue holds and how many are past their time, up to a limit.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct QueueCount {
    pub queue: String,
    pub tasks: i64,
    pub overdue: i64,
}

/// An issued paper.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PaperRow {
    pub hash: String,
    pub content: Json<motcua_domain::dossier::ResultContent>,
    pub issued_at: DateTime<Utc>,
}

/// What a new dossier has beside its state.
#[derive(Debug, Clone, Copy)]
pub struct NewDossier<'n> {
    /// The draft it came from.
    pub draft: Uuid,
    /// The look-up secret.
    pub secret: &'n str,
    /// The hash of its last event.
    pub head: &'n [u8],
}
