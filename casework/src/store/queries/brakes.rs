//! The brake on guessing at passwords.

use chrono::{DateTime, Utc};

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::officers::BrakeRow;

/// What is counted against a key.
pub async fn by_key(conn: &mut Connection, key: &[u8]) -> Result<Option<BrakeRow>, StoreError> {
    Ok(
        sqlx::query_as("select failures, locked_until from sign_in_brakes where key = $1")
            .bind(key)
            .fetch_optional(conn)
            .await?,
    )
}

/// Counts one more try; tries before `forget` no longer count. Returns what is counted now, and until when the key was
/// held off before this try. Others who try the same key come one after the other.
pub async fn count(
    conn: &mut Connection,
    key: &[u8],
    now: DateTime<Utc>,
    forget: DateTime<Utc>,
) -> Result<BrakeRow, StoreError> {
    Ok(sqlx::query_as(
        "insert into sign_in_brakes (key, failures, last_failure_at) values ($1, 1, $2)
         on conflict (key) do update set
            failures = case when sign_in_brakes.last_failure_at < $3 then 1 else sign_in_brakes.failures + 1 end,
            last_failure_at = $2
         returning failures, locked_until",
    )
    .bind(key)
    .bind(now)
    .bind(forget)
    .fetch_one(conn)
    .await?)
}

/// Takes one try back, and what it led to.
pub async fn take_back(conn: &mut Connection, key: &[u8]) -> Result<(), StoreError> {
    sqlx::query(
        "update sign_in_brakes set failures = failures - 1, locked_until = null where key = $1 and failures > 0",
    )
    .bind(key)
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks a key until a time, without counting anything.
pub async fn mark(
    conn: &mut Connection,
    key: &[u8],
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into sign_in_brakes (key, failures, last_failure_at, locked_until) values ($1, 0, $2, $3)
         on conflict (key) do update set last_failure_at = $2, locked_until = $3",
    )
    .bind(key)
    .bind(now)
    .bind(until)
    .execute(conn)
    .await?;
    Ok(())
}

/// Holds off further tries.
pub async fn lock(conn: &mut Connection, key: &[u8], until: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("update sign_in_brakes set locked_until = $1 where key = $2")
        .bind(until)
        .bind(key)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets what was counted against a key.
pub async fn clear(conn: &mut Connection, key: &[u8]) -> Result<(), StoreError> {
    sqlx::query("delete from sign_in_brakes where key = $1")
        .bind(key)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets keys without a failure since `before`. Returns how many.
pub async fn sweep(conn: &mut Connection, before: DateTime<Utc>) -> Result<u64, StoreError> {
    Ok(sqlx::query(
        "delete from sign_in_brakes where last_failure_at < $1 and (locked_until is null or locked_until < $1)",
    )
    .bind(before)
    .execute(conn)
    .await?
    .rows_affected())
}
