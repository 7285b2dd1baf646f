//! How a node learns of what was published on another.

use std::collections::BTreeMap;

use motcua_domain::procedure::ProcedureId;

use super::Kind;
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::procedures::{Catalogue, Published};
use crate::reference::Reference;
use crate::store::Store;
use crate::store::rows::admin::AdminVersionRow;

/// Takes up what was published since this node looked last: one small query when there is nothing.
///
/// # Errors
/// The database's.
pub async fn refresh(desk: &Desk) -> Result<(), Error> {
    take_up(&desk.store, &desk.catalogue, &desk.reference).await
}

/// As [`refresh`], for whoever has no desk.
///
/// # Errors
/// The database's.
pub async fn take_up(store: &Store, catalogue: &Catalogue, reference: &Reference) -> Result<(), Error> {
    let mut reader = store.reader().await?;
    // The number first: what comes in between is read twice rather than never.
    let number = db!(reader, admin_texts::number())?;
    if number == catalogue.number() {
        return Ok(());
    }
    let versions = db!(reader, admin_texts::versions())?;
    let ends = db!(reader, admin_texts::ends())?;
    drop(reader);
    let (procedures, files): (Vec<_>, Vec<_>) = versions
        .into_iter()
        .partition(|row| Kind::parse(&row.kind) == Some(Kind::Procedure));
    take_files(reference, files);
    let published = procedures
        .into_iter()
        .map(|row| Published {
            id: row.name,
            version: u32::try_from(row.version).unwrap_or_default(),
            text: row.body,
            whole: row.whole,
        })
        .collect();
    let ends = ends
        .into_iter()
        .filter(|end| end.confirmed_at.is_some())
        .filter_map(|end| Some((ProcedureId::from(end.procedure_id.as_str()), end.last_day.parse().ok()?)))
        .collect();
    for fault in catalogue.publish(number, published, ends, reference) {
        tracing::error!("Published procedure not taken, the version before it stands: {fault}");
    }
    Ok(())
}

/// The newest text of each file, if it is not what holds already.
fn take_files(reference: &Reference, files: Vec<AdminVersionRow>) {
    // Oldest first: the last of a name stays.
    let texts: BTreeMap<String, String> = files.into_iter().map(|row| (row.name, row.body)).collect();
    let holds = |name: &str, text: &str| reference.text(name).is_ok_and(|now| now == text);
    if texts.iter().all(|(name, text)| holds(name, text)) {
        return;
    }
    match reference.with(texts) {
        Ok(newer) => reference.succeed(newer),
        Err(faults) => {
            for fault in faults {
                tracing::error!("Published reference data not taken, what held before stands: {fault}");
            }
        }
    }
}
