//! A system tells by itself how something it had taken has ended.
//!
//! Anybody can send us something, so nothing is believed but what the system signed. The answer is kept with its message, and
//! the message's own job takes it up: in order with everything else about the dossier, once.

use uuid::Uuid;

use super::{State, log};
use crate::connectors::{System, signature};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::outbox;
use crate::store::rows::messages::MessageRow;

/// The largest callback that is read, in bytes.
pub const LARGEST: usize = 256 * 1024;

/// What is said to the system that called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callback {
    /// Taken, or taken before.
    Taken,
    /// There is no such message of ours at this system.
    Unknown,
    /// Not signed by the system, or too large, or no text.
    NotBelieved,
}

/// Takes a callback: the message's id (`X-Road-Id`), the signature ([`signature::HEADER`]) and the body as they came.
///
/// # Errors
/// The database's: the system calls again.
pub async fn receive(
    desk: &Desk,
    system: System,
    message: &str,
    signature: &str,
    body: &[u8],
) -> Result<Callback, Error> {
    let taken = take(desk, system, message, signature, body).await?;
    let outcome = match taken {
        Callback::Taken => "taken",
        Callback::Unknown => "unknown",
        Callback::NotBelieved => "not_believed",
    };
    metrics::counter!("motcua_exchange_callbacks_total", "system" => system.id(), "outcome" => outcome).increment(1);
    Ok(taken)
}

async fn take(desk: &Desk, system: System, message: &str, signature: &str, body: &[u8]) -> Result<Callback, Error> {
    if body.len() > LARGEST || !desk.connectors.is_callback_of(system, message, body, signature) {
        return Ok(Callback::NotBelieved);
    }
    let (Ok(id), Ok(text)) = (Uuid::parse_str(message), std::str::from_utf8(body)) else {
        return Ok(Callback::NotBelieved);
    };
    // One that names another system's message is no business of this one.
    let Some(row) = log::find(desk, id).await?.filter(|it| it.system == system.id()) else {
        return Ok(Callback::Unknown);
    };
    let now = desk.now();
    let hash = signature::digest(body);
    let came = MessageRow {
        // The same callback again is the same message.
        id: log::message_id(&format!("callback/{id}/{hash}")),
        direction: "in".to_owned(),
        state: State::Confirmed.id().to_owned(),
        client: row.service.clone(),
        service: row.client.clone(),
        request_hash: Some(hash),
        signature: Some(signature.to_owned()),
        reply_hash: None,
        reply_signature: None,
        answer: None,
        spared: false,
        attempts: 1,
        failures: 0,
        created_at: now,
        sent_at: Some(now),
        acknowledged_at: None,
        answered_at: Some(now),
        next_try: None,
        last_error: None,
        latency_ms: None,
        note: None,
        note_by: None,
        note_by_name: None,
        ..row.clone()
    };
    desk.store
        .write(async |tx| {
            db!(tx, messages::insert(&came))?;
            if db!(tx, messages::keep_answer(id, text, now))? {
                outbox::hasten(tx, std::slice::from_ref(&row.job), now).await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    Ok(Callback::Taken)
}
