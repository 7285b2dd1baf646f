//! Sessions.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::sessions::SessionRow;

/// Writes a new session.
pub async fn insert(conn: &mut Connection, session: &SessionRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into sessions (id, account_kind, account_id, assurance, user_agent, ip_prefix, created_at,
            last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&session.id)
    .bind(&session.account_kind)
    .bind(session.account_id)
    .bind(session.assurance)
    .bind(&session.user_agent)
    .bind(&session.ip_prefix)
    .bind(session.created_at)
    .bind(session.last_seen_at)
    .bind(session.expires_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// One session, whether still good or not.
pub async fn by_id(conn: &mut Connection, id: &[u8]) -> Result<Option<SessionRow>, StoreError> {
    Ok(sqlx::query_as("select * from sessions where id = $1")
        .bind(id)
        .fetch_optional(conn)
        .await?)
}

/// Notes that the session was used.
pub async fn touch(conn: &mut Connection, id: &[u8], now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("update sessions set last_seen_at = $1 where id = $2 and last_seen_at < $1")
        .bind(now)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends one session. False if there was none.
pub async fn delete(conn: &mut Connection, id: &[u8]) -> Result<bool, StoreError> {
    Ok(sqlx::query("delete from sessions where id = $1")
        .bind(id)
        .execute(conn)
        .await?
        .rows_affected()
        == 1)
}

/// Ends one session of that account. False if the account has none of that id.
pub async fn delete_of(conn: &mut Connection, kind: &str, account: Uuid, id: &[u8]) -> Result<bool, StoreError> {
    let done = sqlx::query("delete from sessions where id = $1 and account_kind = $2 and account_id = $3")
        .bind(id)
        .bind(kind)
        .bind(account)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends all sessions of an account. Returns how many.
pub async fn delete_all(conn: &mut Connection, kind: &str, account: Uuid) -> Result<u64, StoreError> {
    let done = sqlx::query("delete from sessions where account_kind = $1 and account_id = $2")
        .bind(kind)
        .bind(account)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}

/// The sessions of an account, newest first.
pub async fn of_account(conn: &mut Connection, kind: &str, account: Uuid) -> Result<Vec<SessionRow>, StoreError> {
    Ok(sqlx::query_as(
        "select * from sessions where account_kind = $1 and account_id = $2 order by created_at desc, id limit 200",
    )
    .bind(kind)
    .bind(account)
    .fetch_all(conn)
    .await?)
}

/// Forgets sessions whose absolute end was before a time. Returns how many.
pub async fn sweep(conn: &mut Connection, before: DateTime<Utc>) -> Result<u64, StoreError> {
    Ok(sqlx::query("delete from sessions where expires_at <= $1")
        .bind(before)
        .execute(conn)
        .await?
        .rows_affected())
}
