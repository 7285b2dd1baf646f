//! What an officer does to a message that does not get on.

use motcua_domain::dossier::{Actor, CallReply, Command, Officer, Why};
use motcua_domain::text::Lang;
use motcua_texts::exchange as texts;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{answers_for, log, system_name};
use crate::case::Case;
use crate::connectors::System;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::outbox;
use crate::people::may_read;
use crate::store::Tx;

/// What can be done to an open message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intervention {
    /// Send it, or ask about it, now instead of later.
    Retry,
    /// Send it from the beginning under the same id: the system takes it once all the same.
    Resend,
    /// Wait for it no more: the step goes its way of a refusal, with the reason.
    Discard,
}

impl Intervention {
    fn id(self) -> &'static str {
        match self {
            Self::Retry => "retry",
            Self::Resend => "resend",
            Self::Discard => "discard",
        }
    }
}

/// Intervenes in a message, for a reason that is kept with it.
///
/// # Errors
/// [`Error::NotFound`] when there is no such message or the officer may not read its dossier; `NotTheirRole` unless they
/// handle or decide the dossier in its agency; `ReasonMissing`; `NotNow` when the message is closed.
pub async fn intervene(
    desk: &Desk,
    officer: &Officer,
    message: Uuid,
    what: Intervention,
    reason: &str,
) -> Result<(), Error> {
    let row = log::find(desk, message).await?.ok_or(Error::NotFound)?;
    let mut case = Case::by_code(desk, &row.code).await?;
    if !may_read(desk, officer, &case.dossier.application) {
        return Err(Error::NotFound);
    }
    if !answers_for(&case, officer) {
        return Err(Why::NotTheirRole.into());
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Why::ReasonMissing.into());
    }
    let reason: String = reason.chars().take(1000).collect();
    if !row.is_open() {
        return Err(Why::NotNow.into());
    }
    let now = desk.now();
    let write = async |tx: &mut Tx| -> Result<(), Error> {
        let note = (reason.as_str(), officer.who.id, officer.who.name.as_str());
        if !db!(tx, messages::intervene(message, note, what.id(), now))? {
            // Its answer came meanwhile.
            return Err(Why::NotNow.into());
        }
        outbox::hasten(tx, std::slice::from_ref(&row.job), now).await?;
        Ok(())
    };
    let waits = case.dossier.active.contains_key(&row.step);
    if what != Intervention::Discard || !waits {
        return desk.store.write(write).await;
    }
    let system = System::from_id(&row.system)
        .map(|it| system_name(it).vi)
        .unwrap_or_default();
    let said = texts::reason::discarded(Lang::Vi, &officer.who.name, &system, &reason);
    let command = Command::Reply {
        step: row.step.clone(),
        reply: CallReply::Refused(said),
    };
    case.perform_with(desk, command, &Actor::System, write).await
}
