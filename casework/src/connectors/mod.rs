//! The lines to national systems: one interface for all of them.
//!
//! [`Connectors::look_up`] asks a register and answers with records in our own field names; [`Connectors::perform`] asks a
//! system to do something and says whether it is done, held or refused; [`Connectors::ask_again`] asks how something held
//! stands. Each adapter (`population`, `birth_notices`, `civil_status`, `orders`) turns our words into the system's and
//! back; everything else, headers, signatures, tokens, limits, health, is the same for all and lives in `line`. Nothing is
//! retried here but a worn-out token: what must not be lost goes through the outbox and the message log
//! ([`crate::exchange`]).
//!
//! Answers are taken for hostile: limited in size, checked for signature, shape, and for being about what was asked.
//!
//! Registers and operations without an adapter of their own speak the one message of the data-sharing platform (`general`):
//! a register then needs its values in the domain and a line in `keeper`, an operation a line in `service`. To add an adapter:
//! a variant of [`Register`] or [`Operation`] and a line in `look_up`, or in `perform`, `ask_again` and `understand`. To add a
//! system: a variant of [`System`] and its settings.

mod birth_notices;
mod certificate;
mod civil_status;
mod error;
mod general;
mod health;
mod line;
mod operation;
mod orders;
mod population;
mod question;
mod service;
mod settings;
pub mod signature;
mod stand_in;
mod token;
mod trace;
mod wire;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;

pub use certificate::{Certificate, Urgency};
pub use error::ConnectorError;
pub use health::{Health, State};
pub use operation::Operation;
pub use question::{Purpose, Query, Record, Register, System};
pub use service::Service;
pub(crate) use service::services;
pub use settings::{Adjustment, ConnectorSettings, Mapping, Retry, SystemSettings};
pub use stand_in::StandIn;
pub use trace::Trace;

use crate::clock::{Clock, Ids};
use line::{Common, Line};
use trace::Recorder;

/// What a system answered to something it was asked to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// Taken, not finished: ask again under this reference.
    Held {
        /// The system's name for the work.
        reference: String,
    },
    /// Done, with its result.
    Done(Record),
    /// The system will not do it; asking again as it is changes nothing.
    Refused {
        /// `already_registered`, `already_issued`, `under_way_elsewhere`, `data_mismatch`, `dwelling_refused`,
        /// `no_consent`, `not_eligible`, `not_found`, `invalid` or `other`.
        code: &'static str,
        /// The system's own words, in Vietnamese: one line, to be escaped as all text; empty if it gives none.
        reason: String,
    },
}

/// All lines to national systems. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Connectors {
    lines: Arc<BTreeMap<System, Line>>,
    clock: Clock,
    stand_in: Option<Arc<dyn StandIn>>,
}

impl Connectors {
    /// Opens the lines. Nothing is sent yet, so a system that is down does not stop the start.
    ///
    /// # Errors
    /// `Misconfigured` when a client certificate cannot be read or an address or header value cannot be used. The process
    /// must have installed a rustls crypto provider before.
    pub fn new(settings: &ConnectorSettings, clock: &Clock, ids: &Ids) -> Result<Self, ConnectorError> {
        let common = Common {
            client: line::client(None)?,
            member: settings.member.clone(),
            signing_key: settings.signing_key.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
        };
        let lines = System::ALL.map(|system| {
            let line = Line::new(system, settings.of(system).clone(), &common)?;
            Ok((system, line))
        });
        Ok(Self {
            lines: Arc::new(lines.into_iter().collect::<Result<_, ConnectorError>>()?),
            clock: clock.clone(),
            stand_in: None,
        })
    }

    /// The same, but everything is asked of `stand_in`, in this process and without HTTP: for simulations.
    #[must_use]
    pub fn with_stand_in(self, stand_in: Arc<dyn StandIn>) -> Self {
        Self {
            stand_in: Some(stand_in),
            ..self
        }
    }

    fn line(&self, system: System) -> &Line {
        self.lines.get(&system).expect("there is a line to every system")
    }

    /// What the register holds under the keys of `query`; empty when it holds nothing. Keys:
    /// - `Population`: `personal_id`, `full_name`, `date_of_birth` (ISO, or a year), all three (INT-2). One record or an
    ///   error: a key that does not agree is `KeyMismatch`, also a number the register does not know.
    /// - `BirthNotices`: `number`, or `personal_id` of a parent, or both. A record per child.
    /// - `Marriage`: `personal_id`, and `spouse_personal_id` to ask whether the two are married to each other. Always one
    ///   record, with `married` "yes" or "no".
    /// - `Other`: whatever the definition names; a record holds the values that
    ///   [`motcua_domain::procedure::Register::values`] lists.
    ///
    /// # Errors
    /// See [`ConnectorError`]; `is_transient` tells what may pass.
    pub async fn look_up(
        &self,
        register: Register,
        query: &Query,
        purpose: &Purpose,
    ) -> Result<Vec<Record>, ConnectorError> {
        self.look_up_noted(register, query, purpose).await.0
    }

    /// As `look_up`, with what the message log keeps of the call; none if nothing was sent.
    pub async fn look_up_noted(
        &self,
        register: Register,
        query: &Query,
        purpose: &Purpose,
    ) -> (Result<Vec<Record>, ConnectorError>, Option<Trace>) {
        if let Some(stand_in) = &self.stand_in {
            return (stand_in.look_up(register, query, purpose).await, None);
        }
        let recorder = Recorder::default();
        let line = self.line(register.system()).recording(&recorder);
        let found = match register {
            Register::Population => population::look_up(&line, query, purpose).await,
            Register::BirthNotices => birth_notices::look_up(&line, query, purpose).await,
            Register::Marriage => civil_status::marriage(&line, query, purpose).await,
            Register::Other(register) => general::look_up(&line, register, query, purpose).await,
        };
        (found, recorder.take())
    }

    /// Whether the population database agrees with all three keys, without fetching the record. Prefer it where nothing
    /// of the record is needed.
    ///
    /// # Errors
    /// `KeyMismatch` when it does not agree.
    pub async fn verify_person(&self, query: &Query, purpose: &Purpose) -> Result<(), ConnectorError> {
        if let Some(stand_in) = &self.stand_in {
            return stand_in.look_up(Register::Population, query, purpose).await.map(drop);
        }
        population::verify(self.line(System::Population), query, purpose).await
    }

    /// Asks a system to do something, under a message id that stays the same when the outbox repeats it: the system takes
    /// it once, and a repeat gets the same answer.
    ///
    /// Every body has `dossier_code`, `agency_code`, `received_on`.
    ///
    /// `register_birth` takes also: `registered_office` {province, commune}, `child_full_name`, `child_sex`,
    /// `child_date_of_birth`, and where known `birth_notice_number`, `birth_notice_issued_on`, `child_ethnicity` (name or
    /// code), `child_nationality`, `child_birth_place`, `child_hometown`, `mother_*` and `father_*` (`full_name`,
    /// `personal_id`, `date_of_birth`, `ethnicity`, `nationality`, `residence`), `requester_full_name`,
    /// `requester_personal_id`, `requester_relationship`, `copies_number`. `Done` carries `personal_id`, `number`, `book`,
    /// `page`, `registered_on`, `registered_office`, `office`, `child_full_name`, `child_sex`, `child_date_of_birth`,
    /// `document_code`.
    ///
    /// The three below take: `child_personal_id`, `child_full_name`, `child_date_of_birth`, `birth_registration_number`,
    /// and where known `birth_registration_book`, `birth_registered_on`, `requester_personal_id`, `requester_full_name`.
    /// - `register_permanent_residence`: also `residence_address` {province, commune, detail},
    ///   `household_head_personal_id`, and where known `owner_consent` (false, or `no`, when head or owner objects; left
    ///   out where nobody need be asked), `household_head_full_name`, `relation_to_head`. `Done`: `number` (of notice CT08), `registered_on`, `office`,
    ///   `residence_address`, `household_head_full_name`, `relation_to_head`, `document_code`.
    /// - `issue_child_health_card`: also `care_facility_code`, and where known `care_facility_name`,
    ///   `residence_address`. `Done`: `card_number`, `insurance_number`, `valid_from`, `valid_to`, `care_facility_code`,
    ///   `care_facility_name`, `qr_text`.
    /// - `issue_child_identity_card`: where known `residence_address`. `Done`: `card_number`, `serial`, `issued_on`,
    ///   `valid_to`, `office`.
    ///
    /// [`Operation::Other`] takes what the definition sends; `Done` carries what [`Service::answers`] lists.
    ///
    /// # Errors
    /// `Incomplete` when the body lacks what the operation needs; `Contradicts` when the answer is about something else;
    /// else as for `look_up`.
    pub async fn perform(
        &self,
        operation: Operation,
        message_id: Uuid,
        body: &Value,
        purpose: &Purpose,
    ) -> Result<Reply, ConnectorError> {
        self.perform_noted(operation, message_id, body, purpose).await.0
    }

    /// As `perform`, with what the message log keeps of the call; none if nothing was sent.
    pub async fn perform_noted(
        &self,
        operation: Operation,
        message_id: Uuid,
        body: &Value,
        purpose: &Purpose,
    ) -> (Result<Reply, ConnectorError>, Option<Trace>) {
        if let Some(stand_in) = &self.stand_in {
            return (stand_in.perform(operation, message_id, body, purpose).await, None);
        }
        let recorder = Recorder::default();
        let line = self.line(operation.system()).recording(&recorder);
        let reply = match operation {
            Operation::RegisterBirth => civil_status::register_birth(&line, message_id, body, purpose).await,
            Operation::Other(service) => general::perform(&line, service, message_id, body, purpose).await,
            other => orders::order(&line, other, message_id, body, purpose).await,
        };
        (reply, recorder.take())
    }

    /// Asks how something stands that was held, under the message id and with the body it was sent with.
    ///
    /// # Errors
    /// `NotKnown` when the system has no such request: it must be sent again. Else as for `perform`.
    pub async fn ask_again(
        &self,
        operation: Operation,
        message_id: Uuid,
        body: &Value,
        purpose: &Purpose,
    ) -> (Result<Reply, ConnectorError>, Option<Trace>) {
        if let Some(stand_in) = &self.stand_in {
            return (stand_in.ask_again(operation, message_id, body, purpose).await, None);
        }
        let recorder = Recorder::default();
        let line = self.line(operation.system()).recording(&recorder);
        let reply = match operation {
            Operation::RegisterBirth => {
                match civil_status::registration_status(&line, line.new_id(), body, purpose).await {
                    Ok(Reply::Refused { code: "not_found", .. }) => Err(ConnectorError::NotKnown),
                    other => other,
                }
            }
            Operation::Other(service) => general::ask_again(&line, service, message_id, body, purpose).await,
            other => orders::ask_again(&line, other, message_id, body, purpose).await,
        };
        (reply, recorder.take())
    }

    /// What a callback of a system says about something held: its text, already known to be signed.
    ///
    /// # Errors
    /// `WrongShape` and `Contradicts`, as for `perform`; `UnknownOperation` for what no system calls back about.
    pub fn understand(
        &self,
        operation: Operation,
        message_id: Uuid,
        body: &Value,
        text: &str,
    ) -> Result<Reply, ConnectorError> {
        match operation {
            Operation::RegisterBirth => Err(ConnectorError::UnknownOperation),
            Operation::Other(service) => general::understand(service, message_id, body, line::read(text.as_bytes())?),
            other => orders::understand(other, message_id, body, line::read(text.as_bytes())?),
        }
    }

    /// Whether a callback about a message was signed by the system.
    pub fn is_callback_of(&self, system: System, message_id: &str, body: &[u8], signature: &str) -> bool {
        let lines = ["callback", message_id, &signature::digest(body)];
        let key = self.settings(system).reply_key.as_ref();
        // Anyone can send us something: without a key to check it by, nothing is taken.
        key.is_some_and(|it| it.signed(&lines, signature))
    }

    /// How each system has been answering lately, in the order of [`System::ALL`].
    pub fn health(&self) -> Vec<Health> {
        System::ALL.map(|system| self.line(system).health()).to_vec()
    }

    /// Whether a system counts as down now, so that calls to it are spared.
    pub fn is_down(&self, system: System) -> bool {
        self.stand_in.is_none() && self.line(system).health().state == State::Down
    }

    /// The settings of a system.
    pub fn settings(&self, system: System) -> &SystemSettings {
        self.line(system).settings()
    }

    /// Our certificate at a system, where it asks for one.
    pub fn certificate(&self, system: System) -> Option<Certificate> {
        let end = self.line(system).certificate_end()?;
        Some(Certificate::seen(end, self.clock.now()))
    }
}

#[cfg(test)]
mod tests;
