//! The exchange with national systems, message by message.
//!
//! A step that calls a system writes a message into the log before anything is sent, and everything that becomes of it
//! afterwards: sent, acknowledged (the system has taken it and answers later), confirmed, refused, discarded by an
//! officer. A message without a final answer after its limit is overdue. The log holds names, hashes, signatures and
//! times (INT-1), never what was said; what is to be sent stays in the outbox's job until it is done.
//!
//! - [`act`]: an officer retries, sends again from the beginning, or discards with a reason.
//! - [`callback`]: a system tells by itself how something ended.
//! - [`list`]: messages for officers' pages. [`systems`]: how each system is, what waits for it, our certificates.
//! - `log` writes; `shepherd` lets what waits for a system that was down go again, at a bounded rate.

pub mod act;
pub mod callback;
pub mod list;
pub(crate) mod log;
pub(crate) mod shepherd;
pub mod systems;
mod trouble;

use chrono::{DateTime, TimeDelta, Utc};
use motcua_domain::dossier::Officer;
use motcua_domain::procedure::{Act, Role, StepKind};
use motcua_domain::text::{Lang, Text};
use motcua_texts::exchange as texts;
use serde::Serialize;
use uuid::Uuid;

pub use shepherd::CHECKED_EVERY;
pub use trouble::{Next, Trouble};

use crate::case::Case;
use crate::connectors::System;
use crate::store::StoreError;
use crate::store::rows::messages::MessageRow;

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not sent yet: the system is down, or an officer sends it anew.
    Waiting,
    /// Sent, without an answer so far.
    Sent,
    /// The system has taken it and answers later.
    Acknowledged,
    /// Done.
    Confirmed,
    /// The system decided against it.
    Refused,
    /// Nobody waits for it any more.
    Discarded,
}

impl State {
    /// As in the log.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Acknowledged => "acknowledged",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Discarded => "discarded",
        }
    }

    fn from_id(id: &str) -> Result<Self, StoreError> {
        [
            Self::Waiting,
            Self::Sent,
            Self::Acknowledged,
            Self::Confirmed,
            Self::Refused,
            Self::Discarded,
        ]
        .into_iter()
        .find(|it| it.id() == id)
        .ok_or_else(|| StoreError::nonsense("messages", "state", "not one of the states"))
    }

    /// Whether an answer is still awaited.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Sent | Self::Acknowledged)
    }
}

/// Which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From us to the system.
    Out,
    /// From the system to us, by itself.
    In,
}

/// The message headers as the X-Road REST protocol has them, with both signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Headers {
    /// `X-Road-Client`.
    pub client: Option<String>,
    /// `X-Road-Service`.
    pub service: Option<String>,
    /// `X-Road-Id`.
    pub id: Uuid,
    /// `X-Road-Request-Hash`: SHA-512 in base64.
    pub request_hash: Option<String>,
    /// Our signature over kind, id, service and hash.
    pub signature: Option<String>,
    /// The hash of the answer.
    pub reply_hash: Option<String>,
    /// The system's signature over kind, id, hash of the question and hash of the answer.
    pub reply_signature: Option<String>,
}

/// A message as pages show it. Holds no personal data but the officer's name beside their own note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Its id, the same however often it is sent.
    pub id: Uuid,
    /// Which way it went.
    pub direction: Direction,
    /// The system.
    pub system: System,
    /// [`crate::connectors::Operation::id`], or `look_up_` and the register's id.
    pub operation: String,
    /// Code of the dossier it is for.
    pub dossier_code: String,
    /// The step that waits for it.
    pub step: String,
    /// The agency it belongs to.
    pub agency: String,
    /// The role there that is responsible for it.
    pub owner: String,
    /// Code of the procedure it serves.
    pub purpose: String,
    /// Where it stands.
    pub state: State,
    /// Open for longer than its limit.
    pub overdue: bool,
    /// Held back because the system is down; it goes by itself when the system answers.
    pub held_back: bool,
    /// The system's own name for the work.
    pub reference: Option<String>,
    /// How often the system was called for it.
    pub attempts: i64,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was first sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// When the system took it.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it is overdue.
    pub overdue_at: DateTime<Utc>,
    /// When it is tried or asked about again; none when it is closed or waits for an officer.
    pub next_try: Option<DateTime<Utc>>,
    /// What happens next by itself.
    #[serde(skip)]
    pub next: Next,
    /// How old it is, or was when it was closed.
    #[serde(skip)]
    pub age: TimeDelta,
    /// [`crate::connectors::ConnectorError::kind`] of the last error, or `number_given_twice`, `step_left`.
    pub last_error: Option<String>,
    /// How long the last call took, in milliseconds.
    pub latency_ms: Option<i64>,
    /// Headers and signatures.
    pub headers: Headers,
    /// Why an officer intervened last.
    pub note: Option<String>,
    /// Who that was.
    pub note_by: Option<String>,
}

impl Message {
    /// What is wrong with it, if anything is.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        self.last_error.as_deref().map(Trouble::of_kind)
    }

    pub(crate) fn of(row: MessageRow, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let state = State::from_id(&row.state)?;
        let next = Next::of(&row);
        let system = System::from_id(&row.system)
            .ok_or_else(|| StoreError::nonsense("messages", "system", "not one of the systems"))?;
        Ok(Self {
            id: row.id,
            direction: if row.direction == "in" {
                Direction::In
            } else {
                Direction::Out
            },
            system,
            operation: row.operation,
            dossier_code: row.code,
            step: row.step,
            agency: row.agency,
            owner: row.role,
            purpose: row.purpose,
            state,
            overdue: state.is_open() && row.overdue_at <= now,
            held_back: state.is_open() && row.spared,
            next,
            reference: row.reference,
            attempts: row.attempts,
            created_at: row.created_at,
            sent_at: row.sent_at,
            acknowledged_at: row.acknowledged_at,
            answered_at: row.answered_at,
            overdue_at: row.overdue_at,
            next_try: row.next_try,
            age: row.answered_at.unwrap_or(now) - row.created_at,
            last_error: row.last_error,
            latency_ms: row.latency_ms,
            headers: Headers {
                client: row.client,
                service: row.service,
                id: row.id,
                request_hash: row.request_hash,
                signature: row.signature,
                reply_hash: row.reply_hash,
                reply_signature: row.reply_signature,
            },
            note: row.note,
            note_by: row.note_by_name,
        })
    }
}

/// What people call a system.
#[must_use]
pub fn system_name(system: System) -> Text {
    let name = |lang| match system {
        System::Population => texts::system::population(lang),
        System::BirthNotices => texts::system::birth_notices(lang),
        System::CivilStatus => texts::system::civil_status(lang),
        System::Residence => texts::system::residence(lang),
        System::SocialInsurance => texts::system::social_insurance(lang),
        System::SocialAssistance => texts::system::social_assistance(lang),
        System::Merit => texts::system::merit(lang),
        System::Tax => texts::system::tax(lang),
        System::Land => texts::system::land(lang),
        System::Traffic => texts::system::traffic(lang),
        System::Health => texts::system::health(lang),
        System::Education => texts::system::education(lang),
        System::Immigration => texts::system::immigration(lang),
        System::Courts => texts::system::courts(lang),
        System::Businesses => texts::system::businesses(lang),
        System::Organisations => texts::system::organisations(lang),
        System::Electricity => texts::system::electricity(lang),
        System::Notaries => texts::system::notaries(lang),
        System::Customs => texts::system::customs(lang),
        System::CriminalRecords => texts::system::criminal_records(lang),
        System::Seals => texts::system::seals(lang),
        System::Payments => texts::system::payments(lang),
    };
    Text {
        vi: name(Lang::Vi).to_owned(),
        en: name(Lang::En).to_owned(),
    }
}

/// The role that is responsible for the messages of a dossier: the one that handles it, else the first that does anything.
pub(crate) fn owner(case: &Case) -> String {
    let flow = case.procedure.flow();
    let mut roles = flow.steps().iter().filter_map(|step| match &step.does {
        StepKind::Task { role, act } => Some((role, *act)),
        _ => None,
    });
    let first = roles.next();
    let handles = first
        .into_iter()
        .chain(roles)
        .find(|(_, act)| *act == Act::Handle)
        .or(first);
    handles.map(|(role, _)| role.as_str().to_owned()).unwrap_or_default()
}

/// Whether an officer may intervene in the messages of a dossier: who handles it in its competent agency, or decides it.
pub(crate) fn answers_for(case: &Case, officer: &Officer) -> bool {
    let competent = &case.dossier.application.competent;
    let holds = |role: &Role| officer.holds(competent, role);
    case.procedure.flow().steps().iter().any(|step| match &step.does {
        StepKind::Task {
            role,
            act: Act::Handle | Act::Decide,
        } => holds(role),
        _ => false,
    })
}
