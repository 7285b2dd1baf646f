//! Who refers to which file.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Connection, DB, SHARE_ROWS, push_list};
use crate::store::StoreError;

static AWAIT: LazyLock<String> = LazyLock::new(|| format!("select id from file_sweeps where id = 1 {SHARE_ROWS}"));

/// Waits for whoever throws files away, and keeps them from beginning before the transaction ends.
pub async fn await_sweep(conn: &mut Connection) -> Result<(), StoreError> {
    sqlx::query(AWAIT.as_str()).execute(conn).await?;
    Ok(())
}

/// Says that an owner refers to a file.
pub async fn put(conn: &mut Connection, owner: Uuid, hash: &str) -> Result<(), StoreError> {
    sqlx::query(
        "insert into file_refs (hash, owner) values ($1, $2) on conflict (hash, owner) do update set released_at = null",
    )
    .bind(hash)
    .bind(owner)
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that an owner does not refer to a file any more; to none, if none is named.
pub async fn release(
    conn: &mut Connection,
    owner: Uuid,
    hash: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut update = QueryBuilder::<DB>::new("update file_refs set released_at = ");
    update.push_bind(now).push(" where owner = ").push_bind(owner);
    if let Some(hash) = hash {
        update.push(" and hash = ").push_bind(hash);
    }
    update.build().execute(conn).await?;
    Ok(())
}

/// Begins to throw files away, unless somebody has since `last`.
pub async fn begin_sweep(conn: &mut Connection, now: DateTime<Utc>, last: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = sqlx::query("update file_sweeps set begun_at = $1 where id = 1 and begun_at <= $2")
        .bind(now)
        .bind(last)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Waits for all who are about to refer to a file, and keeps others from it until the transaction ends.
pub async fn hold_references(conn: &mut Connection) -> Result<(), StoreError> {
    sqlx::query("update file_sweeps set begun_at = begun_at where id = 1")
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets references released before a time.
pub async fn forget_released(conn: &mut Connection, before: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("delete from file_refs where released_at < $1")
        .bind(before)
        .execute(conn)
        .await?;
    Ok(())
}

/// Those of the files that somebody refers to, or did until a while ago.
pub async fn referred_to(conn: &mut Connection, hashes: &[String]) -> Result<Vec<String>, StoreError> {
    if hashes.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::<DB>::new("select distinct hash from file_refs where hash in ");
    push_list(&mut query, hashes);
    Ok(query.build_query_scalar().fetch_all(conn).await?)
}
