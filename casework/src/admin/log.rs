//! What administrators did: written in the transaction that does it.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::Officer;

use super::{Kind, allowed};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::rows::admin::AdminLogRow;
use crate::store::{StoreError, Tx};

/// Something an administrator did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// What: `begin`, `save`, `discard`, `ask`, `send_back`, `publish`, `ask_end`, `confirm_end`, `take_back_end`,
    /// `add_member`, `give_post`, `end_post`, `close`, `reopen`, `invite`, `accept` (an invitation).
    pub act: String,
    /// To what: `procedures/birth-registration`.
    pub subject: String,
    /// More about it.
    pub detail: String,
}

/// The most that is shown.
const MOST: i64 = 200;

/// What was done last, newest first.
///
/// # Errors
/// [`Error::NotFound`] if the officer is no administrator.
pub async fn log(desk: &Desk, officer: &Officer) -> Result<Vec<Done>, Error> {
    allowed(officer)?;
    let mut reader = desk.store.reader().await?;
    let rows = db!(reader, admin_log::last(MOST))?;
    let done = rows.into_iter().map(|row| Done {
        at: row.at,
        by: row.officer_name,
        act: row.act,
        subject: row.subject,
        detail: row.detail,
    });
    Ok(done.collect())
}

/// Writes down what is done to a text.
pub(super) async fn write_down(
    desk: &Desk,
    tx: &mut Tx,
    officer: &Officer,
    act: &str,
    kind: Kind,
    name: &str,
    detail: &str,
) -> Result<(), StoreError> {
    note(desk, tx, officer, act, &format!("{}/{name}", kind.name()), detail).await
}

/// Writes down what is done.
pub(super) async fn note(
    desk: &Desk,
    tx: &mut Tx,
    officer: &Officer,
    act: &str,
    subject: &str,
    detail: &str,
) -> Result<(), StoreError> {
    let now = desk.now();
    let row = AdminLogRow {
        id: desk.ids.uuid(now),
        at: now,
        officer: officer.who.id,
        officer_name: officer.who.name.clone(),
        act: act.to_owned(),
        subject: subject.to_owned(),
        detail: detail.to_owned(),
    };
    tracing::info!(officer = %officer.who.id, act, subject, "Configuration: {act} {subject}");
    db!(tx, admin_log::insert(&row))
}
