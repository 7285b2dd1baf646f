//! Messages for officers' pages.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::Officer;
use uuid::Uuid;

use super::Message;
use crate::case::Case;
use crate::connectors::System;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::people::{may_read, reads};

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

/// Which open messages are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of one system only.
    pub system: Option<System>,
    /// Only those that are overdue.
    pub overdue: bool,
    /// From after this one on: when it was written, and its id.
    pub after: Option<(DateTime<Utc>, Uuid)>,
}

/// The open messages of the agencies in which the officer reads dossiers, oldest first, at most `limit`.
///
/// # Errors
/// If the database fails.
pub async fn open(desk: &Desk, officer: &Officer, filter: &Filter, limit: u32) -> Result<Vec<Message>, Error> {
    let mut agencies: Vec<String> = officer
        .posts
        .iter()
        .filter(|post| reads(desk, post))
        .map(|post| post.agency.to_string())
        .collect();
    agencies.sort();
    agencies.dedup();
    let now = desk.now();
    let overdue = filter.overdue.then_some(now);
    let system = filter.system.map(System::id);
    let mut reader = desk.store.reader().await?;
    let rows = db!(
        reader,
        messages::open(&agencies, system, overdue, filter.after, i64::from(limit))
    )?;
    Ok(rows
        .into_iter()
        .map(|row| Message::of(row, now))
        .collect::<Result<_, _>>()?)
}
