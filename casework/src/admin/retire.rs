//! The end of a procedure: asked for by one, confirmed by another. Dossiers that were begun go on.

use chrono::{DateTime, NaiveDate, Utc};
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::Officer;
use motcua_domain::procedure::ProcedureId;
use motcua_domain::text::Text;
use uuid::Uuid;

use super::log::write_down;
use super::{AdminError, Denied, Kind, allowed, refresh};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::rows::admin::AdminEndRow;

/// The end of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The last day on which it can be applied for.
    pub last_day: NaiveDate,
    /// Why, and by which law.
    pub reason: String,
    /// Who asked for it.
    pub asked_by: Uuid,
    /// Their name.
    pub asked_by_name: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Who confirmed it, and when.
    pub confirmed: Option<(String, DateTime<Utc>)>,
}

impl End {
    pub(super) fn of(row: AdminEndRow) -> Option<(String, Self)> {
        let end = Self {
            last_day: row.last_day.parse().ok()?,
            reason: row.reason,
            asked_by: row.asked_by,
            asked_by_name: row.asked_by_name,
            asked_at: row.asked_at,
            confirmed: row.confirmed_by_name.zip(row.confirmed_at),
        };
        Some((row.procedure_id, end))
    }
}

/// Asks that a procedure end after a day. The reason names the law.
///
/// # Errors
/// [`Denied::PartOf`] groups that are not ended by then, [`Denied::DatePassed`], [`Denied::Missing`] without a reason,
/// [`Denied::EndsAlready`].
pub async fn ask_end(
    desk: &Desk,
    officer: &Officer,
    id: &ProcedureId,
    last_day: NaiveDate,
    reason: &str,
) -> Result<(), AdminError> {
    allowed(officer)?;
    refresh(desk).await?;
    desk.catalogue.newest(id).ok_or(Error::NotFound)?;
    if reason.trim().is_empty() {
        return Err(Denied::Missing.into());
    }
    may_end(desk, id, last_day)?;
    let row = AdminEndRow {
        procedure_id: id.to_string(),
        last_day: last_day.to_string(),
        reason: reason.trim().chars().take(2000).collect(),
        asked_by: officer.who.id,
        asked_by_name: officer.who.name.clone(),
        asked_at: desk.now(),
        confirmed_by_name: None,
        confirmed_at: None,
    };
    let mut tx = desk.store.begin().await?;
    if !db!(tx, admin_texts::insert_end(&row))? {
        return Err(Denied::EndsAlready.into());
    }
    let detail = format!("{last_day}: {}", row.reason);
    write_down(desk, &mut tx, officer, "ask_end", Kind::Procedure, id.as_str(), &detail).await?;
    Ok(tx.commit().await?)
}

fn may_end(desk: &Desk, id: &ProcedureId, last_day: NaiveDate) -> Result<(), Denied> {
    let today = vietnam_date(desk.now());
    if last_day < today {
        return Err(Denied::DatePassed);
    }
    // A group that will still be offered when this is not.
    let after = last_day.succ_opt().unwrap_or(last_day);
    let groups: Vec<Text> = desk
        .catalogue
        .all_current(after)
        .iter()
        .filter(|group| group.linked_parts().into_iter().any(|part| part == id))
        .map(|group| group.short_name().clone())
        .collect();
    if groups.is_empty() {
        Ok(())
    } else {
        Err(Denied::PartOf(groups))
    }
}

/// Confirms what another administrator asked for.
///
/// # Errors
/// [`Denied::NotWaiting`], [`Denied::OwnWork`], [`Denied::DatePassed`] if the day passed while it waited,
/// [`Denied::PartOf`].
pub async fn confirm_end(desk: &Desk, officer: &Officer, id: &ProcedureId) -> Result<(), AdminError> {
    allowed(officer)?;
    refresh(desk).await?;
    let end = end_of(desk, id).await?.filter(|end| end.confirmed.is_none());
    let end = end.ok_or(Denied::NotWaiting)?;
    if end.asked_by == officer.who.id {
        return Err(Denied::OwnWork.into());
    }
    may_end(desk, id, end.last_day)?;
    let (who, now) = (&officer.who, desk.now());
    let mut tx = desk.store.begin().await?;
    db!(tx, admin_texts::count_up())?;
    if !db!(tx, admin_texts::confirm_end(id.as_str(), who.id, &who.name, now))? {
        return Err(Denied::NotWaiting.into());
    }
    let detail = end.last_day.to_string();
    write_down(
        desk,
        &mut tx,
        officer,
        "confirm_end",
        Kind::Procedure,
        id.as_str(),
        &detail,
    )
    .await?;
    tx.commit().await?;
    Ok(refresh(desk).await?)
}

/// Takes an end back before it has come.
///
/// # Errors
/// [`Denied::NotWaiting`] if none is asked for, [`Denied::DatePassed`] if it has come.
pub async fn take_back_end(desk: &Desk, officer: &Officer, id: &ProcedureId) -> Result<(), AdminError> {
    allowed(officer)?;
    let end = end_of(desk, id).await?.ok_or(Denied::NotWaiting)?;
    if end.confirmed.is_some() && end.last_day < vietnam_date(desk.now()) {
        return Err(Denied::DatePassed.into());
    }
    let mut tx = desk.store.begin().await?;
    db!(tx, admin_texts::count_up())?;
    if !db!(tx, admin_texts::delete_end(id.as_str()))? {
        return Err(Denied::NotWaiting.into());
    }
    let detail = end.last_day.to_string();
    write_down(
        desk,
        &mut tx,
        officer,
        "take_back_end",
        Kind::Procedure,
        id.as_str(),
        &detail,
    )
    .await?;
    tx.commit().await?;
    Ok(refresh(desk).await?)
}

pub(super) async fn end_of(desk: &Desk, id: &ProcedureId) -> Result<Option<End>, Error> {
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, admin_texts::ends())?;
    Ok(rows
        .into_iter()
        .filter_map(End::of)
        .find(|(name, _)| name == id.as_str())
        .map(|(_, end)| end))
}
