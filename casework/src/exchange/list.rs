//! Messages for officers' pages. They name no person, so that a look at them is none at personal data.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::Officer;
use uuid::Uuid;

use super::{Message, State, log};
use crate::case::Case;
use crate::connectors::System;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::people::{may_read, reads};
use crate::store::rows::messages::Wanted;

/// The messages of one dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfDossier {
    /// Oldest first.
    pub messages: Vec<Message>,
    /// Whether the officer may intervene in those that are open ([`super::act::intervene`]).
    pub may_intervene: bool,
}

/// The messages of a dossier.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or the officer may not read it.
pub async fn of_dossier(desk: &Desk, officer: &Officer, code: &str) -> Result<OfDossier, Error> {
    let case = Case::by_code(desk, code).await?;
    if !may_read(desk, officer, &case.dossier.application) {
        return Err(Error::NotFound);
    }
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, messages::of_dossier(code))?;
    let now = desk.now();
    Ok(OfDossier {
        messages: rows
            .into_iter()
            .map(|row| Message::of(row, now))
            .collect::<Result<_, _>>()?,
        may_intervene: super::answers_for(&case, officer),
    })
}

/// Which messages are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of one system only.
    pub system: Option<System>,
    /// In one state only; without one, all that are open.
    pub state: Option<State>,
    /// Only those that are overdue.
    pub overdue: bool,
    /// Only those written before.
    pub before: Option<DateTime<Utc>>,
    /// From after this one on: when it was written, and its id.
    pub after: Option<(DateTime<Utc>, Uuid)>,
}

/// A message with what the officer may do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct One {
    /// The message.
    pub message: Message,
    /// Whether it is about a dossier, which the officer may open then; else about a draft.
    pub of_dossier: bool,
    /// Whether the officer may intervene ([`super::act::intervene`]).
    pub may_intervene: bool,
}

/// One message.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or it is of a dossier the officer may not read, or of a draft at an agency in which
/// they read none.
pub async fn one(desk: &Desk, officer: &Officer, id: Uuid) -> Result<One, Error> {
    let row = log::find(desk, id).await?.ok_or(Error::NotFound)?;
    let case = match Case::by_code(desk, &row.code).await {
        Ok(case) => Some(case),
        Err(Error::NotFound) => None,
        Err(error) => return Err(error),
    };
    let allowed = match &case {
        Some(case) => may_read(desk, officer, &case.dossier.application),
        None => agencies(desk, officer).contains(&row.agency),
    };
    if !allowed {
        return Err(Error::NotFound);
    }
    let message = Message::of(row, desk.now())?;
    Ok(One {
        may_intervene: message.state.is_open() && case.as_ref().is_some_and(|case| super::answers_for(case, officer)),
        of_dossier: case.is_some(),
        message,
    })
}

/// The agencies in which the officer reads dossiers.
fn agencies(desk: &Desk, officer: &Officer) -> Vec<String> {
    let mut agencies: Vec<String> = officer
        .posts
        .iter()
        .filter(|post| reads(desk, post))
        .map(|post| post.agency.to_string())
        .collect();
    agencies.sort();
    agencies.dedup();
    agencies
}

/// The messages of the agencies in which the officer reads dossiers, at most `limit`: open ones with the oldest first, closed
/// ones with the newest first.
///
/// # Errors
/// If the database fails.
pub async fn open(desk: &Desk, officer: &Officer, filter: &Filter, limit: u32) -> Result<Vec<Message>, Error> {
    let agencies = agencies(desk, officer);
    let now = desk.now();
    let wanted = Wanted {
        system: filter.system.map(System::id),
        state: filter.state.map(State::id),
        closed: filter.state.is_some_and(|state| !state.is_open()),
        overdue: filter.overdue.then_some(now),
        before: filter.before,
        after: filter.after,
    };
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, messages::list(&agencies, &wanted, i64::from(limit)))?;
    Ok(rows
        .into_iter()
        .map(|row| Message::of(row, now))
        .collect::<Result<_, _>>()?)
}
