//! What was posted after a session had ended.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::unsent::UnsentRow;

/// Keeps a posted page, in the place of an earlier one of the same session.
pub async fn put(conn: &mut Connection, row: &UnsentRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into unsent_posts (id, session, account_kind, account_id, path, page, body, kept_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (session) do update set id = excluded.id, path = excluded.path, page = excluded.page,
            body = excluded.body, kept_at = excluded.kept_at",
    )
    .bind(row.id)
    .bind(&row.session)
    .bind(&row.account_kind)
    .bind(row.account_id)
    .bind(&row.path)
    .bind(&row.page)
    .bind(&row.body)
    .bind(row.kept_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// One that is kept for this account.
pub async fn of_account(
    conn: &mut Connection,
    kind: &str,
    account: Uuid,
    id: Uuid,
) -> Result<Option<UnsentRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from unsent_posts where id = $1 and account_kind = $2 and account_id = $3")
            .bind(id)
            .bind(kind)
            .bind(account)
            .fetch_optional(conn)
            .await?,
    )
}

/// Forgets one of this account.
pub async fn delete(conn: &mut Connection, kind: &str, account: Uuid, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("delete from unsent_posts where id = $1 and account_kind = $2 and account_id = $3")
        .bind(id)
        .bind(kind)
        .bind(account)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets those kept before a time. Returns how many.
pub async fn sweep(conn: &mut Connection, before: DateTime<Utc>) -> Result<u64, StoreError> {
    Ok(sqlx::query("delete from unsent_posts where kept_at < $1")
        .bind(before)
        .execute(conn)
        .await?
        .rows_affected())
}
