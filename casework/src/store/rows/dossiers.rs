//! Rows of dossiers, their events and tasks.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::{Author, Dossier, EventBody};
use motcua_domain::fold::fold;
use sqlx::types::Json;
use uuid::Uuid;

/// A dossier with its whole state.
#[derive(Clone, sqlx::FromRow)]
pub struct DossierRow {
    pub secret: String,
    pub head: Vec<u8>,
    pub state: Json<Dossier>,
}

impl std::fmt::Debug for DossierRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Nothing of what stands in it: neither the secret nor the person.
        write!(formatter, "DossierRow({})", self.state.id)
    }
}

/// A dossier with everything that is kept of it beside its state, to be compared with its events.
#[derive(Clone, sqlx::FromRow)]
pub struct WholeRow {
    pub head: Vec<u8>,
    pub state: Json<Dossier>,
    #[sqlx(flatten)]
    pub columns: ColumnsRow,
}

/// What lists and searches read of a dossier: all of it follows from its state.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ColumnsRow {
    pub seq: i64,
    pub code: String,
    pub procedure_id: String,
    pub version: i64,
    pub account: Uuid,
    pub subject: String,
    pub search: String,
    pub receiving: String,
    pub competent: String,
    pub status: String,
    pub submitted_at: DateTime<Utc>,
    pub next_due: Option<DateTime<Utc>>,
    pub group_id: Option<Uuid>,
    pub group_step: Option<String>,
}

impl ColumnsRow {
    /// As they should be.
    pub fn of(dossier: &Dossier) -> Self {
        let application = &dossier.application;
        let group = application.group.as_ref();
        Self {
            seq: i64::from(dossier.seq),
            code: application.code.as_str().to_owned(),
            procedure_id: application.procedure.as_str().to_owned(),
            version: i64::from(application.version),
            account: dossier.account,
            subject: application.subject.clone(),
            search: search_words(dossier),
            receiving: application.receiving.as_str().to_owned(),
            competent: application.competent.as_str().to_owned(),
            status: dossier.status().as_str().to_owned(),
            submitted_at: dossier.submitted_at,
            next_due: dossier.next_due(),
            group_id: group.map(|of| of.group.0),
            group_step: group.map(|of| of.step.clone()),
        }
    }
}

/// What officers find a dossier by: whom it is about and who applied, without accents.
pub fn search_words(dossier: &Dossier) -> String {
    fold(&format!("{} {}", dossier.application.subject, dossier.applicant))
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
#[derive(Clone, Copy)]
pub struct NewDossier<'n> {
    /// The draft it came from.
    pub draft: Uuid,
    /// The look-up secret.
    pub secret: &'n str,
    /// The hash of its last event.
    pub head: &'n [u8],
}
