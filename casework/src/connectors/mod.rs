//! The lines to national systems: one interface for all of them.
//!
//! [`Connectors::look_up`] asks a register and answers with records in our own field names; [`Connectors::perform`] asks a
//! system to do something and says whether it is done, held or refused. Each adapter (`population`, `birth_notices`,
//! `civil_status`) turns our words into the system's and back; everything else, headers, tokens, limits, health, is the same
//! for all and lives in `line`. Nothing is retried here but a worn-out token: what must not be lost goes through the outbox.
//!
//! To add a register: a variant of [`Register`], an adapter, a line in `look_up`. To add a system: also a variant of
//! [`System`] and its settings.

mod birth_notices;
mod civil_status;
mod error;
mod health;
mod line;
mod population;
mod question;
mod settings;
mod token;
mod wire;

use serde_json::Value;
use uuid::Uuid;

pub use error::ConnectorError;
pub use health::{Health, State};
pub use question::{Purpose, Query, Record, Register, System};
pub use settings::{ConnectorSettings, SystemSettings};

use crate::clock::{Clock, Ids};
use line::Line;

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
        /// `already_registered`, `data_mismatch`, `not_found`, `invalid` or `other`.
        code: &'static str,
        /// The system's own words, in Vietnamese.
        reason: String,
    },
}

/// The operations [`Connectors::perform`] knows.
pub mod operation {
    /// Register a birth; the body is described at [`super::Connectors::perform`].
    pub const REGISTER_BIRTH: &str = "register_birth";
    /// Ask for the state and result of a registration; the body is `{"dossier_code": ...}`.
    pub const BIRTH_REGISTRATION_STATUS: &str = "birth_registration_status";
}

/// All lines to national systems.
#[derive(Debug)]
pub struct Connectors {
    population: Line,
    birth_notices: Line,
    civil_status: Line,
}

impl Connectors {
    /// Opens the lines. Nothing is sent yet, so a system that is down does not stop the start.
    ///
    /// # Errors
    /// `Misconfigured` when a client certificate cannot be read or an address or header value cannot be used. The process
    /// must have installed a rustls crypto provider before.
    pub fn new(settings: ConnectorSettings, clock: &Clock, ids: &Ids) -> Result<Self, ConnectorError> {
        let client = line::client(None)?;
        let member = settings.member;
        let open = |system, settings| Line::new(system, settings, &member, &client, (clock.clone(), ids.clone()));
        Ok(Self {
            population: open(System::Population, settings.population)?,
            birth_notices: open(System::BirthNotices, settings.birth_notices)?,
            civil_status: open(System::CivilStatus, settings.civil_status)?,
        })
    }

    /// What the register holds under the keys of `query`; empty when it holds nothing. Keys:
    /// - `Population`: `personal_id`, `full_name`, `date_of_birth` (ISO, or a year), all three (INT-2). One record or an
    ///   error: a key that does not agree is `KeyMismatch`, also a number the register does not know.
    /// - `BirthNotices`: `number`, or `personal_id` of a parent, or both. A record per child.
    /// - `Marriage`: `personal_id`, and `spouse_personal_id` to ask whether the two are married to each other. Always one
    ///   record, with `married` "yes" or "no".
    ///
    /// # Errors
    /// See [`ConnectorError`]; `is_transient` tells what may pass.
    pub async fn look_up(
        &self,
        register: Register,
        query: &Query,
        purpose: &Purpose,
    ) -> Result<Vec<Record>, ConnectorError> {
        match register {
            Register::Population => population::look_up(&self.population, query, purpose).await,
            Register::BirthNotices => birth_notices::look_up(&self.birth_notices, query, purpose).await,
            Register::Marriage => civil_status::marriage(&self.civil_status, query, purpose).await,
        }
    }

    /// Whether the population database agrees with all three keys, without fetching the record. Prefer it where nothing
    /// of the record is needed.
    ///
    /// # Errors
    /// `KeyMismatch` when it does not agree.
    pub async fn verify_person(&self, query: &Query, purpose: &Purpose) -> Result<(), ConnectorError> {
        population::verify(&self.population, query, purpose).await
    }

    /// Asks a system to do something, under a message id that stays the same when the outbox repeats it.
    ///
    /// `register_birth` takes: `dossier_code`, `agency_code`, `received_on`, `registered_office` {province, commune},
    /// `child_full_name`, `child_sex`, `child_date_of_birth`, and where known `birth_notice_number`,
    /// `birth_notice_issued_on`, `child_ethnicity` (name or code), `child_nationality`, `child_birth_place`,
    /// `child_hometown`, `mother_*` and `father_*` (`full_name`, `personal_id`, `date_of_birth`, `ethnicity`, `nationality`,
    /// `residence`), `requester_full_name`, `requester_personal_id`, `requester_relationship`, `copies_number`. The system
    /// takes a dossier once: repeating it gives the same answer. `Done` carries `personal_id`, `number`, `book`, `page`,
    /// `registered_on`, `registered_office`, `office`, `child_full_name`, `child_sex`, `child_date_of_birth`,
    /// `document_code`.
    ///
    /// # Errors
    /// `UnknownOperation` for any other name; `Incomplete` when the body lacks what the operation needs; else as for
    /// `look_up`.
    pub async fn perform(
        &self,
        operation: &str,
        message_id: Uuid,
        body: &Value,
        purpose: &Purpose,
    ) -> Result<Reply, ConnectorError> {
        match operation {
            operation::REGISTER_BIRTH => {
                civil_status::register_birth(&self.civil_status, message_id, body, purpose).await
            }
            operation::BIRTH_REGISTRATION_STATUS => {
                civil_status::registration_status(&self.civil_status, message_id, body, purpose).await
            }
            _ => Err(ConnectorError::UnknownOperation),
        }
    }

    /// How each system has been answering lately.
    pub fn health(&self) -> [Health; 3] {
        [
            self.population.health(),
            self.birth_notices.health(),
            self.civil_status.health(),
        ]
    }
}

#[cfg(test)]
mod tests;
