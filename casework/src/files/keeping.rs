//! How long files are kept: as long as a draft or a dossier refers to them, and a day longer.
//!
//! Whoever refers to a file says so in the transaction that does, and looks whether it is still there; whoever throws files
//! away looks and throws while nobody can. So no file goes that somebody is about to submit.

use chrono::{DateTime, TimeDelta, Utc};
use futures::TryStreamExt;
use uuid::Uuid;

use super::{ContentHash, FileError, Files};
use crate::db;
use crate::error::Error;
use crate::store::{Store, Tx};

/// Nothing younger is thrown away: an upload is under way, or a backup that speaks of it.
const KEPT_FOR: TimeDelta = TimeDelta::days(1);
/// All files are looked through so often, by one of the nodes.
const EVERY: TimeDelta = TimeDelta::hours(20);
/// Files asked about in one query.
const ASKED: usize = 500;
/// Files thrown away in one transaction: others want to write too.
const AT_ONCE: usize = 20;

/// Says that an owner refers to files that have just been received.
///
/// # Errors
/// [`FileError::BrokeOff`] if one of them was thrown away meanwhile: it is to be sent again.
pub(crate) async fn hold(files: &Files, tx: &mut Tx, owner: Uuid, hashes: &[String]) -> Result<(), Error> {
    if hashes.is_empty() {
        return Ok(());
    }
    db!(tx, file_refs::await_sweep())?;
    for hash in hashes {
        db!(tx, file_refs::put(owner, hash))?;
        if files.age(hash.parse()?).await?.is_none() {
            return Err(FileError::BrokeOff.into());
        }
    }
    Ok(())
}

/// Notes that an owner does not refer to a file any more; to none, if none is named.
///
/// # Errors
/// The database's.
pub(crate) async fn release(tx: &mut Tx, owner: Uuid, hash: Option<&str>, now: DateTime<Utc>) -> Result<(), Error> {
    Ok(db!(tx, file_refs::release(owner, hash, now))?)
}

/// Throws away what nobody refers to, if that was not done today. Returns how many files.
///
/// # Errors
/// The database's, the storage's.
pub(crate) async fn sweep(store: &Store, files: &Files, now: DateTime<Utc>) -> Result<usize, Error> {
    let before = now - KEPT_FOR;
    let begun = store
        .write(async |tx| {
            let begun = db!(tx, file_refs::begin_sweep(now, now - EVERY))?;
            if begun {
                db!(tx, file_refs::forget_released(before))?;
            }
            Ok::<_, Error>(begun)
        })
        .await?;
    if !begun {
        return Ok(0);
    }
    let mut swept = 0;
    let mut old = files.older_than(before).try_chunks(ASKED);
    while let Some(some) = old.try_next().await.map_err(|error| Error::File(error.1))? {
        let names: Vec<String> = some.iter().map(ContentHash::to_string).collect();
        let mut reader = store.reader().await?;
        let kept = db!(reader, file_refs::referred_to(&names))?;
        drop(reader);
        let loose: Vec<String> = names.into_iter().filter(|name| !kept.contains(name)).collect();
        for some in loose.chunks(AT_ONCE) {
            swept += store
                .write(async |tx| throw_away(files, tx, some, before).await)
                .await?;
        }
    }
    Ok(swept)
}

async fn throw_away(files: &Files, tx: &mut Tx, loose: &[String], before: DateTime<Utc>) -> Result<usize, Error> {
    db!(tx, file_refs::hold_references())?;
    let kept = db!(tx, file_refs::referred_to(loose))?;
    let mut thrown = 0;
    for name in loose.iter().filter(|name| !kept.contains(name)) {
        let hash = name.parse()?;
        // Sent again since it was listed?
        if files.age(hash).await?.is_some_and(|written| written < before) {
            files.throw_away(hash).await?;
            thrown += 1;
        }
    }
    Ok(thrown)
}
