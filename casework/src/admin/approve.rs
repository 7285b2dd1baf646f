//! From a draft to what holds: asked for by one, approved by another.

use chrono::NaiveDate;
use motcua_domain::calendar::vietnam_date;
use motcua_domain::dossier::Officer;
use motcua_domain::procedure::ProcedureId;
use sqlx::types::Json;

use super::check::{definition, faults};
use super::edit::{expected, keep, take_away};
use super::log::write_down;
use super::texts::{published, with_key, without_version};
use super::{AdminError, Denied, Draft, Kind, allowed, author, refresh};
use crate::db;
use crate::desk::Desk;
use crate::procedures::export;
use crate::store::rows::admin::AdminVersionRow;

/// Asks that a draft be approved, to hold from a day on. The text says that day and the number of its version from now on.
///
/// # Errors
/// [`Denied::Unsound`], [`Denied::NothingChanged`], [`Denied::DatePassed`], [`Denied::BeforeVersion`],
/// [`Denied::AfterVersion`], [`Denied::Changed`].
pub async fn ask(
    desk: &Desk,
    officer: &Officer,
    kind: Kind,
    name: &str,
    seen: i64,
    valid_from: NaiveDate,
) -> Result<Draft, AdminError> {
    allowed(officer)?;
    refresh(desk).await?;
    let mut draft = expected(desk, kind, name, seen).await?;
    let (_, now) = published(desk, kind, name, Some(draft.base)).await?;
    if without_version(&now) == without_version(&draft.text) {
        return Err(Denied::NothingChanged.into());
    }
    if kind == Kind::Procedure {
        timely(desk, name, draft.base, valid_from)?;
        let next = desk.catalogue.next_version(&ProcedureId::from(name));
        let numbered = with_key(&draft.text, "version", &next.to_string());
        draft.text = with_key(&numbered, "valid_from", &format!("\"{valid_from}\""));
    }
    let found = faults(desk, kind, name, &draft.text).await?;
    if !found.is_empty() {
        return Err(Denied::Unsound(found).into());
    }
    draft.waiting = true;
    draft.valid_from = Some(valid_from);
    draft.note = None;
    let draft = draft.changed(author(officer), desk.now());
    keep(desk, officer, &draft, seen, "ask", &valid_from.to_string()).await?;
    Ok(draft)
}

/// A version begins today or later, not before the one it was begun from, and before the one that follows that: it would
/// take back what changes then.
fn timely(desk: &Desk, name: &str, base: u32, valid_from: NaiveDate) -> Result<(), Denied> {
    if valid_from < vietnam_date(desk.now()) {
        return Err(Denied::DatePassed);
    }
    let versions = desk.catalogue.versions(&ProcedureId::from(name));
    let Some(base) = versions.iter().find(|it| it.version == base) else {
        return Ok(());
    };
    if valid_from < base.valid_from {
        return Err(Denied::BeforeVersion(base.valid_from));
    }
    let mut later = versions
        .iter()
        .map(|it| it.valid_from)
        .filter(|from| *from > base.valid_from);
    match later.next() {
        Some(next) if valid_from >= next => Err(Denied::AfterVersion(next)),
        _ => Ok(()),
    }
}

/// Does not approve a draft, and says why.
///
/// # Errors
/// [`Denied::NotWaiting`], [`Denied::OwnWork`], [`Denied::Missing`] without a reason, [`Denied::Changed`].
pub async fn send_back(
    desk: &Desk,
    officer: &Officer,
    kind: Kind,
    name: &str,
    seen: i64,
    note: &str,
) -> Result<(), AdminError> {
    allowed(officer)?;
    let mut draft = others_work(desk, officer, kind, name, seen).await?;
    if note.trim().is_empty() {
        return Err(Denied::Missing.into());
    }
    draft.waiting = false;
    draft.note = Some(note.trim().chars().take(2000).collect());
    draft.revision += 1;
    // Who sends it back has not worked on it.
    let detail = draft.note.clone().unwrap_or_default();
    keep(desk, officer, &draft, seen, "send_back", &detail).await
}

/// Approves a draft and publishes it. Gives back the number of the version.
///
/// # Errors
/// [`Denied::NotWaiting`], [`Denied::OwnWork`], [`Denied::DatePassed`] if its day passed while it waited,
/// [`Denied::Unsound`] if something it rests on changed meanwhile, [`Denied::Changed`].
pub async fn publish(desk: &Desk, officer: &Officer, kind: Kind, name: &str, seen: i64) -> Result<u32, AdminError> {
    allowed(officer)?;
    refresh(desk).await?;
    let draft = others_work(desk, officer, kind, name, seen).await?;
    let valid_from = draft.valid_from.ok_or(Denied::NotWaiting)?;
    let (whole, version) = match kind {
        Kind::Procedure => {
            timely(desk, name, draft.base, valid_from)?;
            let procedure = definition(desk, name, &draft.text).map_err(Denied::Unsound)?;
            (export(&procedure), procedure.version)
        }
        Kind::Reference => {
            let found = faults(desk, kind, name, &draft.text).await?;
            if !found.is_empty() {
                return Err(Denied::Unsound(found).into());
            }
            (draft.text.clone(), published(desk, kind, name, None).await?.0 + 1)
        }
    };
    let row = AdminVersionRow {
        kind: kind.name().to_owned(),
        name: name.to_owned(),
        version: i64::from(version),
        body: draft.text.clone(),
        whole,
        valid_from: valid_from.to_string(),
        authors: Json(draft.authors.clone()),
        approved_by: officer.who.id,
        approved_by_name: officer.who.name.clone(),
        published_at: desk.now(),
    };
    let mut tx = desk.store.begin().await?;
    db!(tx, admin_texts::count_up())?;
    match db!(tx, admin_texts::insert_version(&row)) {
        Err(error) if error.is_conflict_on("admin_versions_pkey") => return Err(Denied::Changed(None).into()),
        other => other?,
    }
    take_away(desk, &mut tx, kind, name, seen).await?;
    let detail = format!("v{version} {valid_from}");
    write_down(desk, &mut tx, officer, "publish", kind, name, &detail).await?;
    tx.commit().await?;
    refresh(desk).await?;
    Ok(version)
}

/// A draft that waits for somebody like this officer.
async fn others_work(desk: &Desk, officer: &Officer, kind: Kind, name: &str, seen: i64) -> Result<Draft, AdminError> {
    let draft = expected(desk, kind, name, seen).await?;
    if !draft.waiting {
        return Err(Denied::NotWaiting.into());
    }
    if draft.is_of(officer.who.id) {
        return Err(Denied::OwnWork.into());
    }
    Ok(draft)
}
