//! Writing the message log.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::State;
use crate::case::Case;
use crate::connectors::{Operation, Purpose, Register, System, Trace};
use crate::db;
use crate::desk::Desk;
use crate::store::rows::messages::MessageRow;
use crate::store::{Store, StoreError, Tx};

/// A system that waits for the applicant is not asked after before.
const FOR_APPLICANTS: TimeDelta = TimeDelta::days(30);

/// The same id whenever the job is repeated, so that the system knows the message again.
pub(crate) fn message_id(key: &str) -> Uuid {
    let digest = Sha256::digest(key.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// A message that is about to be sent for a step of a dossier.
pub(crate) fn new_message(
    desk: &Desk,
    case: &Case,
    job: &str,
    step: &str,
    operation: Operation,
    purpose: &Purpose,
) -> MessageRow {
    let now = desk.now();
    let limit = desk.connectors.settings(operation.system()).answer_within;
    let limit = match operation.is_by_applicant() {
        true => FOR_APPLICANTS,
        false => TimeDelta::from_std(limit).unwrap_or(TimeDelta::days(1)),
    };
    MessageRow {
        id: message_id(job),
        operation: operation.id().to_owned(),
        dossier: case.dossier.id.0,
        step: step.to_owned(),
        agency: case.dossier.application.competent.to_string(),
        role: super::owner(case),
        job: job.to_owned(),
        overdue_at: now + limit,
        ..blank(operation.system(), purpose, now)
    }
}

/// A look-up that was made. It is closed from the beginning: nobody waits for it any more. Its dossier or draft is known by
/// its code alone.
pub(crate) fn look_up(
    desk: &Desk,
    register: Register,
    purpose: &Purpose,
    trace: Option<Trace>,
    error: Option<&'static str>,
) -> MessageRow {
    let now = desk.now();
    let id = trace.as_ref().map_or_else(|| desk.ids.uuid(now), |it| it.id);
    let mut row = MessageRow {
        id,
        operation: format!("look_up_{}", register.id()),
        attempts: i64::from(error != Some("spared")),
        ..blank(register.system(), purpose, now)
    };
    row.note(trace);
    let state = match error {
        // That a key does not agree is an answer.
        None | Some("key_mismatch") => State::Confirmed,
        Some("refused_call") => State::Refused,
        Some(_) => State::Discarded,
    };
    row.close(state, error, now);
    row
}

/// What all messages of ours begin with.
fn blank(system: System, purpose: &Purpose, now: DateTime<Utc>) -> MessageRow {
    MessageRow {
        id: Uuid::nil(),
        direction: "out".to_owned(),
        system: system.id().to_owned(),
        operation: String::new(),
        dossier: Uuid::nil(),
        code: purpose.dossier_or_draft.clone(),
        step: String::new(),
        agency: purpose.unit.clone(),
        role: String::new(),
        purpose: purpose.code.clone(),
        person: purpose.person.clone(),
        unit: purpose.unit.clone(),
        client: None,
        service: None,
        request_hash: None,
        signature: None,
        reply_hash: None,
        reply_signature: None,
        state: State::Sent.id().to_owned(),
        reference: None,
        spared: false,
        attempts: 0,
        failures: 0,
        job: String::new(),
        answer: None,
        created_at: now,
        sent_at: Some(now),
        acknowledged_at: None,
        answered_at: None,
        overdue_at: now,
        next_try: None,
        last_error: None,
        latency_ms: None,
        note: None,
        note_by: None,
        note_by_name: None,
    }
}

impl MessageRow {
    /// Takes down what is known of a call. The headers of the question are those of the last one sent.
    pub(crate) fn note(&mut self, trace: Option<Trace>) {
        let Some(trace) = trace else { return };
        self.client = Some(trace.client);
        self.service = Some(trace.service);
        self.request_hash = Some(trace.request_hash);
        self.signature = trace.signature;
        self.reply_hash = trace.reply_hash;
        self.reply_signature = trace.reply_signature;
        self.latency_ms = Some(trace.took.num_milliseconds());
    }

    /// Closes it.
    pub(crate) fn close(&mut self, state: State, error: Option<&str>, now: DateTime<Utc>) {
        self.state = state.id().to_owned();
        self.answered_at = Some(now);
        self.next_try = None;
        self.spared = false;
        self.last_error = error.map(str::to_owned);
    }
}

/// A message by its id.
pub(crate) async fn find(desk: &Desk, id: Uuid) -> Result<Option<MessageRow>, StoreError> {
    let mut reader = desk.store.reader().await?;
    db!(reader, messages::by_id(id))
}

/// All messages of a dossier.
pub(crate) async fn of_dossier(desk: &Desk, code: &str) -> Result<Vec<MessageRow>, StoreError> {
    let mut reader = desk.store.reader().await?;
    db!(reader, messages::of_dossier(code))
}

/// Writes a new message, before it is sent.
pub(crate) async fn write(desk: &Desk, row: &MessageRow) -> Result<(), StoreError> {
    desk.store
        .write(async |tx| db!(tx, messages::insert(row)).map(drop))
        .await
}

/// Writes what has come of a message.
pub(crate) async fn update(tx: &mut Tx, row: &MessageRow, taken_up: Option<&str>) -> Result<(), StoreError> {
    db!(tx, messages::update(row, taken_up)).map(drop)
}

/// Notes that a dossier was given a number. False if another dossier has it: then the system gave it twice.
pub(crate) async fn give_number(store: &Store, kind: &str, number: &str, dossier: Uuid) -> Result<bool, StoreError> {
    let hash = Sha256::digest(format!("{kind}/{number}")).to_vec();
    store
        .write(async |tx| db!(tx, messages::give_number(kind, &hash, dossier)))
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Database;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_number_belongs_to_one_dossier() {
        for database in [Database::Sqlite, Database::Postgres] {
            let Some(fresh) = database.fresh().await else { continue };
            let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
            let given = async |kind, dossier| {
                give_number(&fresh.store, kind, "TE1010000000001", dossier)
                    .await
                    .unwrap()
            };
            assert!(given("card", one).await);
            assert!(given("card", one).await, "the same answer again");
            assert!(!given("card", other).await);
            assert!(given("another kind", other).await);
        }
    }
}
