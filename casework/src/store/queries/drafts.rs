//! Drafts.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::Connection;
use crate::drafts::DraftBody;
use crate::store::StoreError;
use crate::store::rows::drafts::{DraftLine, DraftRow};

/// Writes a new draft.
pub async fn insert(conn: &mut Connection, draft: &DraftRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into drafts (id, account, procedure_id, version, body, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(draft.id)
    .bind(draft.account)
    .bind(&draft.procedure_id)
    .bind(draft.version)
    .bind(&draft.body)
    .bind(draft.created_at)
    .bind(draft.updated_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes what a draft holds now if nobody changed it since `seen`. False if somebody did, or it is gone.
pub async fn update(
    conn: &mut Connection,
    id: Uuid,
    body: &DraftBody,
    seen: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query("update drafts set body = $1, updated_at = $2 where id = $3 and updated_at = $4")
        .bind(Json(body))
        .bind(now)
        .bind(id)
        .bind(seen)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// One draft.
pub async fn by_id(conn: &mut Connection, id: Uuid) -> Result<Option<DraftRow>, StoreError> {
    Ok(sqlx::query_as("select * from drafts where id = $1")
        .bind(id)
        .fetch_optional(conn)
        .await?)
}

/// Removes a draft. False if it is gone.
pub async fn delete(conn: &mut Connection, id: Uuid) -> Result<bool, StoreError> {
    Ok(sqlx::query("delete from drafts where id = $1")
        .bind(id)
        .execute(conn)
        .await?
        .rows_affected()
        == 1)
}

/// The drafts of an account, the one worked on last first.
pub async fn of_account(conn: &mut Connection, account: Uuid) -> Result<Vec<DraftLine>, StoreError> {
    Ok(sqlx::query_as(
        "select id, procedure_id, version, updated_at from drafts
         where account = $1 order by updated_at desc limit 50",
    )
    .bind(account)
    .fetch_all(conn)
    .await?)
}

/// Removes a draft if nobody changed it since `seen`. False if somebody did, or it is gone.
pub async fn delete_unchanged(conn: &mut Connection, id: Uuid, seen: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = sqlx::query("delete from drafts where id = $1 and updated_at = $2")
        .bind(id)
        .bind(seen)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}
