//! A job, before, while and after it is done.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::JobError;
use crate::store::StoreError;
use crate::store::rows::outbox::{BacklogRow, JobRow};

/// The number of a job, rising in the order they were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct JobId(pub i64);

/// A job to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    pub(crate) key: String,
    pub(crate) kind: String,
    pub(crate) subject: Option<Uuid>,
    pub(crate) lane: Option<String>,
    pub(crate) holds_lane: bool,
    pub(crate) body: serde_json::Value,
    pub(crate) due_at: DateTime<Utc>,
    /// The one that takes its place if it has begun.
    pub(crate) if_begun: Option<Box<NewJob>>,
}

impl NewJob {
    /// A job of a kind, due at a time (later than now: a timer). The key tells it from all others, for ever.
    #[must_use]
    pub fn new(kind: &str, key: impl Into<String>, due_at: DateTime<Utc>, body: serde_json::Value) -> Self {
        Self {
            key: key.into(),
            kind: kind.to_owned(),
            subject: None,
            lane: None,
            holds_lane: false,
            body,
            due_at,
            if_begun: None,
        }
    }

    /// Says what is to be done instead if a job of this key is there already and a worker has taken it up: it may have
    /// looked before this transaction ended, and would not look again.
    #[must_use]
    pub fn or_if_begun(mut self, late: NewJob) -> Self {
        self.if_begun = Some(Box::new(late));
        self
    }

    /// Says what it is about, a dossier: jobs about one subject are done one after another, in the order in which they
    /// fell due. One that is parked no longer holds back the others.
    #[must_use]
    pub fn about(mut self, subject: Uuid) -> Self {
        self.subject = Some(subject);
        self.lane = Some(subject.to_string());
        self
    }

    /// Keeps order only with the jobs of the same lane of the subject: mails about a dossier need not wait for a
    /// register that is down.
    #[must_use]
    pub fn in_lane(mut self, lane: &str) -> Self {
        self.lane = Some(match self.subject {
            Some(subject) => format!("{subject}/{lane}"),
            None => lane.to_owned(),
        });
        self
    }

    /// Keeps no order.
    #[must_use]
    pub fn unordered(mut self) -> Self {
        self.lane = None;
        self
    }

    /// Later jobs of its lane make no sense without it: parked, it holds them back.
    #[must_use]
    pub fn holding_lane(mut self) -> Self {
        self.holds_lane = true;
        self
    }
}

/// A job that a worker has taken.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its number.
    pub id: JobId,
    /// What tells it from all others: fit as the idempotency key of a call to another system.
    pub key: String,
    /// What sort of job it is.
    pub kind: String,
    /// What it is about.
    pub subject: Option<Uuid>,
    /// What to do.
    pub body: serde_json::Value,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was meant to happen.
    pub due_at: DateTime<Utc>,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    pub(super) owner: String,
}

impl Job {
    pub(super) fn taken(row: JobRow, owner: &str) -> Self {
        Self {
            id: JobId(row.position),
            key: row.key,
            kind: row.kind,
            subject: row.subject,
            body: row.body.0,
            created_at: row.created_at,
            due_at: row.due_at,
            attempt: row.attempts,
            owner: owner.to_owned(),
        }
    }

    /// What to do, as the handler's own type.
    ///
    /// # Errors
    /// Permanent, if the body is not of that type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, JobError> {
        serde_json::from_value(self.body.clone())
            .map_err(|error| JobError::Permanent(format!("the job's body cannot be read: {error}")))
    }
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// It waits, or is under way.
    Ready,
    /// It was done.
    Done,
    /// Nobody tries any more: an officer must look at it.
    Parked,
}

/// A job to look at.
#[derive(Debug, Clone)]
pub struct JobView {
    /// Its number.
    pub id: JobId,
    /// What tells it from all others.
    pub key: String,
    /// What sort of job it is.
    pub kind: String,
    /// What it is about.
    pub subject: Option<Uuid>,
    /// What to do.
    pub body: serde_json::Value,
    /// Where it stands.
    pub state: JobState,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was meant to happen.
    pub due_at: DateTime<Utc>,
    /// When it may be tried (again).
    pub try_at: DateTime<Utc>,
    /// How often it was tried since it was written or released.
    pub attempts: i64,
    /// What went wrong last.
    pub last_error: Option<String>,
}

impl TryFrom<JobRow> for JobView {
    type Error = StoreError;

    fn try_from(row: JobRow) -> Result<Self, StoreError> {
        let state = match row.state.as_str() {
            "ready" => JobState::Ready,
            "done" => JobState::Done,
            "parked" => JobState::Parked,
            _ => return Err(StoreError::nonsense("outbox", "state", "not one of the states")),
        };
        Ok(Self {
            id: JobId(row.position),
            key: row.key,
            kind: row.kind,
            subject: row.subject,
            body: row.body.0,
            state,
            created_at: row.created_at,
            due_at: row.due_at,
            try_at: row.try_at,
            attempts: row.attempts,
            last_error: row.last_error,
        })
    }
}

/// How much waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    /// Jobs that are due and not done.
    pub waiting: u64,
    /// Jobs nobody tries any more.
    pub parked: u64,
    /// Since when the oldest waits.
    pub oldest_due: Option<DateTime<Utc>>,
}

impl From<BacklogRow> for Backlog {
    fn from(row: BacklogRow) -> Self {
        Self {
            waiting: u64::try_from(row.waiting).unwrap_or(0),
            parked: u64::try_from(row.parked).unwrap_or(0),
            oldest_due: row.oldest_due,
        }
    }
}
