//! The tables that lists read, made again from the events; and the proof that the chain of events is unbroken.

use motcua_domain::dossier::{Dossier, DossierId, Event};
use uuid::Uuid;

use crate::case::{hash, tasks};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;

/// What a rebuild found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Dossiers gone through.
    pub dossiers: u64,
    /// Events replayed.
    pub events: u64,
    /// Dossiers whose state or tasks were not what their events say.
    pub different: u64,
    /// Dossiers whose chain of hashes is broken.
    pub broken: u64,
}

/// Replays every dossier and compares; writes what was different if `repair`.
///
/// # Errors
/// If the database fails.
pub async fn rebuild(desk: &Desk, repair: bool) -> Result<Rebuilt, Error> {
    let mut found = Rebuilt::default();
    // Dossiers may keep versions that administrators published.
    desk.refresh().await?;
    let mut after = Uuid::nil();
    loop {
        let mut reader = desk.store.reader().await?;
        let ids = db!(reader, dossiers::ids_after(after, 500))?;
        let Some(last) = ids.last() else { return Ok(found) };
        after = *last;
        for id in &ids {
            let rows = db!(reader, events::of_dossier(*id))?;
            found.dossiers += 1;
            found.events += u64::try_from(rows.len()).unwrap_or_default();
            let mut before = Vec::new();
            let mut whole = true;
            for (row, seq) in rows.iter().zip(1..) {
                whole &= row.seq == seq && hash(&before, row) == row.hash;
                before.clone_from(&row.hash);
            }
            found.broken += u64::from(!whole);
            let events: Vec<Event> = rows
                .into_iter()
                .map(|row| Event {
                    at: row.at,
                    by: row.author.0,
                    body: row.body.0,
                })
                .collect();
            let Some(replayed) = Dossier::replay(DossierId(*id), &events) else {
                found.broken += 1;
                continue;
            };
            let Some(stored) = db!(reader, dossiers::by_id(*id))? else {
                continue;
            };
            let procedure = desk.procedure_of(&replayed)?;
            let wanted = tasks(&procedure, &replayed);
            let kept = db!(reader, tasks::of_dossier(*id))?;
            if stored.state.0 != replayed || wanted != kept {
                found.different += 1;
                if repair {
                    desk.store
                        .write(async |tx| {
                            db!(tx, dossiers::replace(&replayed))?;
                            db!(tx, tasks::remove_all(*id))?;
                            db!(tx, tasks::put(&wanted))?;
                            Ok::<(), Error>(())
                        })
                        .await?;
                }
            }
        }
    }
}
