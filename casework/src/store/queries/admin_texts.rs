//! Definitions and reference files that administrators work on, and those they published.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::admin::{AdminDraftRow, AdminEndRow, AdminVersionRow, CountRow};

/// Which state of what is published the database holds.
pub async fn number(conn: &mut Connection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select number from admin_state where id = 1")
        .fetch_one(conn)
        .await?)
}

/// Counts the state up. Called first in a transaction that publishes, it lets publications come one after the other.
pub async fn count_up(conn: &mut Connection) -> Result<(), StoreError> {
    sqlx::query("update admin_state set number = number + 1 where id = 1")
        .execute(conn)
        .await?;
    Ok(())
}

/// All drafts.
pub async fn drafts(conn: &mut Connection) -> Result<Vec<AdminDraftRow>, StoreError> {
    Ok(sqlx::query_as("select * from admin_drafts order by kind, name")
        .fetch_all(conn)
        .await?)
}

/// A draft.
pub async fn draft(conn: &mut Connection, kind: &str, name: &str) -> Result<Option<AdminDraftRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from admin_drafts where kind = $1 and name = $2")
            .bind(kind)
            .bind(name)
            .fetch_optional(conn)
            .await?,
    )
}

/// Writes a new draft. False if there is one.
pub async fn insert_draft(conn: &mut Connection, draft: &AdminDraftRow) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "insert into admin_drafts
            (kind, name, base, body, revision, state, authors, edited_by, edited_by_name, edited_at, valid_from, note)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (kind, name) do nothing",
    )
    .bind(&draft.kind)
    .bind(&draft.name)
    .bind(draft.base)
    .bind(&draft.body)
    .bind(draft.revision)
    .bind(&draft.state)
    .bind(&draft.authors)
    .bind(draft.edited_by)
    .bind(&draft.edited_by_name)
    .bind(draft.edited_at)
    .bind(&draft.valid_from)
    .bind(&draft.note)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes a draft anew unless somebody changed it since `seen`. False if somebody did, or it is gone.
pub async fn update_draft(conn: &mut Connection, draft: &AdminDraftRow, seen: i64) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update admin_drafts set body = $1, revision = $2, state = $3, authors = $4, edited_by = $5,
            edited_by_name = $6, edited_at = $7, valid_from = $8, note = $9
         where kind = $10 and name = $11 and revision = $12",
    )
    .bind(&draft.body)
    .bind(draft.revision)
    .bind(&draft.state)
    .bind(&draft.authors)
    .bind(draft.edited_by)
    .bind(&draft.edited_by_name)
    .bind(draft.edited_at)
    .bind(&draft.valid_from)
    .bind(&draft.note)
    .bind(&draft.kind)
    .bind(&draft.name)
    .bind(seen)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a draft away unless somebody changed it since `seen`. False if somebody did, or it is gone.
pub async fn delete_draft(conn: &mut Connection, kind: &str, name: &str, seen: i64) -> Result<bool, StoreError> {
    let done = sqlx::query("delete from admin_drafts where kind = $1 and name = $2 and revision = $3")
        .bind(kind)
        .bind(name)
        .bind(seen)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Everything that was published, oldest first.
pub async fn versions(conn: &mut Connection) -> Result<Vec<AdminVersionRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from admin_versions order by kind, name, version")
            .fetch_all(conn)
            .await?,
    )
}

/// What was published of one text, newest first.
pub async fn versions_of(conn: &mut Connection, kind: &str, name: &str) -> Result<Vec<AdminVersionRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from admin_versions where kind = $1 and name = $2 order by version desc")
            .bind(kind)
            .bind(name)
            .fetch_all(conn)
            .await?,
    )
}

/// Writes a version; a number taken is a conflict on `admin_versions_pkey`.
pub async fn insert_version(conn: &mut Connection, version: &AdminVersionRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into admin_versions
            (kind, name, version, body, whole, valid_from, authors, approved_by, approved_by_name, published_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&version.kind)
    .bind(&version.name)
    .bind(version.version)
    .bind(&version.body)
    .bind(&version.whole)
    .bind(&version.valid_from)
    .bind(&version.authors)
    .bind(version.approved_by)
    .bind(&version.approved_by_name)
    .bind(version.published_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Procedures that end, or for which it is asked.
pub async fn ends(conn: &mut Connection) -> Result<Vec<AdminEndRow>, StoreError> {
    Ok(sqlx::query_as("select * from admin_ends order by procedure_id")
        .fetch_all(conn)
        .await?)
}

/// Asks for the end of a procedure. False if it is asked for already.
pub async fn insert_end(conn: &mut Connection, end: &AdminEndRow) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "insert into admin_ends (procedure_id, last_day, reason, asked_by, asked_by_name, asked_at)
         values ($1, $2, $3, $4, $5, $6) on conflict (procedure_id) do nothing",
    )
    .bind(&end.procedure_id)
    .bind(&end.last_day)
    .bind(&end.reason)
    .bind(end.asked_by)
    .bind(&end.asked_by_name)
    .bind(end.asked_at)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Confirms an end that is asked for by somebody else. False if there is none.
pub async fn confirm_end(
    conn: &mut Connection,
    procedure: &str,
    by: Uuid,
    by_name: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update admin_ends set confirmed_by_name = $1, confirmed_at = $2
         where procedure_id = $3 and asked_by <> $4 and confirmed_at is null",
    )
    .bind(by_name)
    .bind(at)
    .bind(procedure)
    .bind(by)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes an end back. False if there is none.
pub async fn delete_end(conn: &mut Connection, procedure: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("delete from admin_ends where procedure_id = $1")
        .bind(procedure)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// How many dossiers each version of a procedure has.
pub async fn dossiers_by_version(conn: &mut Connection, procedure: &str) -> Result<Vec<CountRow>, StoreError> {
    Ok(sqlx::query_as(
        "select version as key, count(*) as count from dossiers where procedure_id = $1
         group by version order by version",
    )
    .bind(procedure)
    .fetch_all(conn)
    .await?)
}

/// Whether a dossier lies with an agency.
pub async fn agency_has_dossiers(conn: &mut Connection, agency: &str) -> Result<bool, StoreError> {
    let one: Option<i64> =
        sqlx::query_scalar("select cast(1 as bigint) from dossiers where competent = $1 or receiving = $1 limit 1")
            .bind(agency)
            .fetch_optional(conn)
            .await?;
    Ok(one.is_some())
}
