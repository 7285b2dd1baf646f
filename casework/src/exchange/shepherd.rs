//! Lets what waits for a system that was down go again.
//!
//! While a system is down, calls to it are spared, and their jobs wait long. One job a system looks after all of them: while
//! the system is down, it lets the oldest message go now and then, to see; when the system answers again, it lets the rest go
//! in small groups, so that the system is not stormed. Nothing that is held back goes by another way, but what an officer
//! or the system itself asks for; each looks now and then by itself only whether somebody still looks after it. When
//! nothing is held back any more, the job ends.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::connectors::System;
use crate::db;
use crate::desk::Desk;
use crate::outbox::{self, Job, JobError, NewJob};
use crate::store::{StoreError, Tx};

/// The kind of its jobs.
pub(crate) const SHEPHERD: &str = "exchange_shepherd";
/// How many messages go at once when a system is back, once a second.
pub(crate) const GROUP: i64 = 25;
/// How long a system that is down is left alone between two tries, at least; at most twice that.
const BETWEEN_TRIES: TimeDelta = TimeDelta::seconds(15);
/// How often a system that is down is looked at, to be told to people: at the latest after that long.
pub const CHECKED_EVERY: TimeDelta = TimeDelta::seconds(30);

#[derive(Serialize, Deserialize)]
struct Body {
    system: String,
}

/// What its jobs are about, so that there is one a system.
fn subject(system: System) -> Uuid {
    let digest = Sha256::digest(format!("{SHEPHERD}/{}", system.id()));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Sees to it that somebody looks after the messages held back for a system.
pub(crate) async fn watch(desk: &Desk, tx: &mut Tx, system: System) -> Result<(), StoreError> {
    let subject = subject(system);
    if outbox::is_waiting(tx, SHEPHERD, subject).await? {
        return Ok(());
    }
    let now = desk.now();
    let key = format!("{SHEPHERD}/{}/{}", system.id(), desk.ids.uuid(now));
    let body = serde_json::json!({"system": system.id()});
    let job = NewJob::new(SHEPHERD, key, now + BETWEEN_TRIES, body)
        .about(subject)
        .unordered();
    outbox::enqueue(tx, now, &[job]).await.map(drop)
}

/// Looks after them once.
pub(crate) async fn look_after(desk: &Desk, job: &Job) -> Result<(), JobError> {
    let body: Body = job.read()?;
    let system =
        System::from_id(&body.system).ok_or_else(|| JobError::Permanent("there is no such system".to_owned()))?;
    let down = desk.connectors.is_down(system);
    let most = if down { 1 } else { GROUP };
    let now = desk.now();
    let gone = desk
        .store
        .write(async |tx| {
            let held = db!(tx, messages::spared(system.id(), most))?;
            let (ids, keys): (Vec<Uuid>, Vec<String>) = held.into_iter().unzip();
            db!(tx, messages::spare_no_more(&ids, now))?;
            outbox::hasten(tx, &keys, now).await?;
            Ok::<_, StoreError>(ids.len())
        })
        .await?;
    if gone == 0 {
        return Ok(());
    }
    let wait = if down {
        let spread = i64::from(desk.ids.bytes::<1>()[0]);
        BETWEEN_TRIES + BETWEEN_TRIES * i32::try_from(spread).unwrap_or(0) / 255
    } else {
        TimeDelta::seconds(1)
    };
    Err(JobError::Later {
        at: now + wait,
        why: format!("messages to {} wait", system.id()),
    })
}
