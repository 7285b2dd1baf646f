//! Working on a text: begin, save, throw away.

use motcua_domain::dossier::Officer;
use motcua_domain::procedure::ProcedureId;

use super::log::write_down;
use super::texts::{published, tidy, with_key};
use super::{AdminError, Denied, Draft, Kind, allowed, author};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::Tx;

/// The draft of a text, if one is worked on.
///
/// # Errors
/// [`Error::NotFound`] if the officer is no administrator.
pub async fn draft(desk: &Desk, officer: &Officer, kind: Kind, name: &str) -> Result<Option<Draft>, Error> {
    allowed(officer)?;
    find(desk, kind, name).await
}

pub(super) async fn find(desk: &Desk, kind: Kind, name: &str) -> Result<Option<Draft>, Error> {
    let mut reader = desk.store.reader().await?;
    Ok(db!(reader, admin_texts::draft(kind.name(), name))?.and_then(Draft::of))
}

/// Begins to work on a text: what begins last, as the next version. If somebody works on it already, gives theirs.
///
/// # Errors
/// [`Error::NotFound`] if there is no such text, or the officer is no administrator.
pub async fn begin(desk: &Desk, officer: &Officer, kind: Kind, name: &str) -> Result<Draft, AdminError> {
    begin_from(desk, officer, kind, name, None).await
}

/// As [`begin`], from a certain version: that of today is changed before one that is to come begins.
///
/// # Errors
/// [`Error::NotFound`] if there is no such text or version, or the officer is no administrator.
pub async fn begin_from(
    desk: &Desk,
    officer: &Officer,
    kind: Kind,
    name: &str,
    version: Option<u32>,
) -> Result<Draft, AdminError> {
    allowed(officer)?;
    if let Some(draft) = find(desk, kind, name).await? {
        return Ok(draft);
    }
    let (base, text) = published(desk, kind, name, version).await?;
    let text = match kind {
        Kind::Procedure => {
            let next = desk.catalogue.next_version(&ProcedureId::from(name));
            with_key(&text, "version", &next.to_string())
        }
        Kind::Reference => text,
    };
    let draft = Draft {
        kind,
        name: name.to_owned(),
        base,
        text: tidy(&text),
        revision: 1,
        waiting: false,
        // Whoever only opens it has not worked on it.
        authors: Vec::new(),
        edited_by: officer.who.id,
        edited_by_name: officer.who.name.clone(),
        edited_at: desk.now(),
        valid_from: None,
        note: None,
    };
    let mut tx = desk.store.begin().await?;
    let row = draft.row();
    if db!(tx, admin_texts::insert_draft(&row))? {
        write_down(desk, &mut tx, officer, "begin", kind, name, "").await?;
        tx.commit().await?;
        return Ok(draft);
    }
    tx.rollback().await?;
    find(desk, kind, name)
        .await?
        .ok_or_else(|| Denied::Changed(None).into())
}

/// Saves what was written, sound or not. `seen` is the revision the page showed. A draft that waited for approval does so
/// no more.
///
/// # Errors
/// [`Denied::Changed`] with what somebody else saved meanwhile; nothing is overwritten.
pub async fn save(
    desk: &Desk,
    officer: &Officer,
    kind: Kind,
    name: &str,
    seen: i64,
    text: &str,
) -> Result<Draft, AdminError> {
    allowed(officer)?;
    let mut draft = expected(desk, kind, name, seen).await?;
    let text = tidy(text);
    if text == draft.text {
        return Ok(draft);
    }
    draft.text = text;
    draft.waiting = false;
    draft.valid_from = None;
    let draft = draft.changed(author(officer), desk.now());
    keep(desk, officer, &draft, seen, "save", "").await?;
    Ok(draft)
}

/// Throws a draft away.
///
/// # Errors
/// [`Denied::Changed`] if somebody changed it meanwhile.
pub async fn discard(desk: &Desk, officer: &Officer, kind: Kind, name: &str, seen: i64) -> Result<(), AdminError> {
    allowed(officer)?;
    expected(desk, kind, name, seen).await?;
    let mut tx = desk.store.begin().await?;
    take_away(desk, &mut tx, kind, name, seen).await?;
    write_down(desk, &mut tx, officer, "discard", kind, name, "").await?;
    Ok(tx.commit().await?)
}

/// The draft as the page showed it.
pub(super) async fn expected(desk: &Desk, kind: Kind, name: &str, seen: i64) -> Result<Draft, AdminError> {
    match find(desk, kind, name).await? {
        Some(draft) if draft.revision == seen => Ok(draft),
        other => Err(Denied::Changed(other.map(Box::new)).into()),
    }
}

/// Writes a draft that was changed.
pub(super) async fn keep(
    desk: &Desk,
    officer: &Officer,
    draft: &Draft,
    seen: i64,
    act: &str,
    detail: &str,
) -> Result<(), AdminError> {
    let mut tx = desk.store.begin().await?;
    let row = draft.row();
    if !db!(tx, admin_texts::update_draft(&row, seen))? {
        tx.rollback().await?;
        let theirs = find(desk, draft.kind, &draft.name).await?;
        return Err(Denied::Changed(theirs.map(Box::new)).into());
    }
    write_down(desk, &mut tx, officer, act, draft.kind, &draft.name, detail).await?;
    Ok(tx.commit().await?)
}

pub(super) async fn take_away(desk: &Desk, tx: &mut Tx, kind: Kind, name: &str, seen: i64) -> Result<(), AdminError> {
    if db!(tx, admin_texts::delete_draft(kind.name(), name, seen))? {
        return Ok(());
    }
    let theirs = find(desk, kind, name).await?;
    Err(Denied::Changed(theirs.map(Box::new)).into())
}
