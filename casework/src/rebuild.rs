//! The tables that lists read, made again from the events; and the proof that the chain of events is unbroken.
//!
//! A server may be running meanwhile: what looks wrong is looked at again while nobody else can change the dossier, and
//! only then counted or mended. A dossier whose chain is broken is never mended: its row may be the last that knows of
//! an event that was taken away.

use motcua_domain::dossier::{Dossier, DossierId, Event};
use uuid::Uuid;

use crate::case::{hash, tasks};
use crate::db;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::rows::dossiers::{ColumnsRow, EventRow, TaskRow, WholeRow};
use crate::store::{StoreError, Tx};

/// What a rebuild found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Dossiers gone through.
    pub dossiers: u64,
    /// Events replayed.
    pub events: u64,
    /// Dossiers whose state, columns or tasks were not what their events say.
    pub different: u64,
    /// Dossiers whose chain of hashes is broken, or whose row knows of other events than there are; they are left as
    /// they are.
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
    {
        let mut reader = desk.store.reader().await?;
        let orphans = db!(reader, events::count_orphans(i64::from(u32::MAX)))?;
        found.broken += u64::try_from(orphans).unwrap_or_default();
    }
    let mut after = Uuid::nil();
    loop {
        let mut reader = desk.store.reader().await?;
        let ids = db!(reader, dossiers::ids_after(after, 500))?;
        let Some(last) = ids.last() else { return Ok(found) };
        after = *last;
        for id in &ids {
            let rows = db!(reader, events::of_dossier(*id))?;
            let stored = db!(reader, dossiers::whole(*id))?;
            let kept = db!(reader, tasks::of_dossier(*id))?;
            let mut judged = judge(desk, *id, rows, stored, &kept)?;
            if !matches!(judged.verdict, Verdict::Sound) {
                // Somebody may have acted between one look and the next.
                judged = desk
                    .store
                    .write(async |tx| look_again(desk, tx, *id, repair).await)
                    .await?;
            }
            found.dossiers += 1;
            found.events += judged.events;
            match judged.verdict {
                Verdict::Sound => {}
                Verdict::Different(_) => found.different += 1,
                Verdict::Broken => found.broken += 1,
            }
        }
    }
}

/// How a dossier stands against its events.
struct Judged {
    events: u64,
    verdict: Verdict,
}

enum Verdict {
    Sound,
    Different(Box<Mended>),
    Broken,
}

/// What should be there.
struct Mended {
    replayed: Dossier,
    tasks: Vec<TaskRow>,
    /// The number of events the row that is there speaks of.
    seen: i64,
}

/// Judges a dossier that nobody else changes meanwhile, and mends it if that is wanted and its chain is whole.
async fn look_again(desk: &Desk, tx: &mut Tx, id: Uuid, repair: bool) -> Result<Judged, Error> {
    db!(tx, dossiers::hold(id))?;
    let rows = db!(tx, events::of_dossier(id))?;
    let stored = db!(tx, dossiers::whole(id))?;
    let kept = db!(tx, tasks::of_dossier(id))?;
    let judged = judge(desk, id, rows, stored, &kept)?;
    if let (Verdict::Different(mended), true) = (&judged.verdict, repair) {
        if !db!(tx, dossiers::replace(&mended.replayed, mended.seen))? {
            return Err(StoreError::Busy.into());
        }
        db!(tx, tasks::remove_all(id))?;
        db!(tx, tasks::put(&mended.tasks))?;
    }
    Ok(judged)
}

fn judge(
    desk: &Desk,
    id: Uuid,
    rows: Vec<EventRow>,
    stored: Option<WholeRow>,
    kept: &[TaskRow],
) -> Result<Judged, Error> {
    let events = u64::try_from(rows.len()).unwrap_or_default();
    let judged = |verdict| Judged { events, verdict };
    let mut head = Vec::new();
    let mut whole = true;
    for (row, seq) in rows.iter().zip(1..) {
        whole &= row.seq == seq && hash(&head, row) == row.hash;
        head.clone_from(&row.hash);
    }
    let last = rows.last().map_or(0, |row| row.seq);
    let events: Vec<Event> = rows
        .into_iter()
        .map(|row| Event {
            at: row.at,
            by: row.author.0,
            body: row.body.0,
        })
        .collect();
    let (Some(replayed), Some(stored), true) = (Dossier::replay(DossierId(id), &events), stored, whole) else {
        return Ok(judged(Verdict::Broken));
    };
    // The row knows of events that are gone, or of others than these.
    let columns = ColumnsRow::of(&replayed);
    let more = stored.columns.seq > last || i64::from(stored.state.seq) > last;
    if more || stored.head != head || stored.columns.code != columns.code {
        return Ok(judged(Verdict::Broken));
    }
    let procedure = desk.procedure_of(&replayed)?;
    let wanted = tasks(&procedure, &replayed);
    if stored.state.0 == replayed && stored.columns == columns && wanted == kept {
        return Ok(judged(Verdict::Sound));
    }
    Ok(judged(Verdict::Different(Box::new(Mended {
        replayed,
        tasks: wanted,
        seen: stored.columns.seq,
    }))))
}
