//! What has been silent for too long, and who was told.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::dossiers::TaskRow;
use crate::store::rows::silence::NoticeRow;

/// Writes that somebody was told. False if it was written before.
pub async fn insert(conn: &mut Connection, notice: &NoticeRow) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "insert into silence_notices (dossier, step, since, level, agency, role, officer, deadline, noticed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (dossier, step, since, level) do nothing",
    )
    .bind(notice.dossier)
    .bind(&notice.step)
    .bind(notice.since)
    .bind(notice.level)
    .bind(&notice.agency)
    .bind(&notice.role)
    .bind(notice.officer)
    .bind(notice.deadline)
    .bind(notice.noticed_at)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Everything that was told about a dossier, oldest first.
pub async fn of_dossier(conn: &mut Connection, dossier: Uuid) -> Result<Vec<NoticeRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from silence_notices where dossier = $1 order by noticed_at, level")
            .bind(dossier)
            .fetch_all(conn)
            .await?,
    )
}

/// The steps of an agency that should have been left before `now`, the longest silent first. What waits for the applicant
/// is not silent.
pub async fn steps(
    conn: &mut Connection,
    agency: &str,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<TaskRow>, StoreError> {
    Ok(sqlx::query_as(
        "select * from tasks where agency = $1 and sort_at < $2 and queue not in ('supplement', 'return') order by sort_at, dossier limit $3",
    )
    .bind(agency)
    .bind(now)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// How many steps of all agencies should have been left before `now`, counted up to `most`.
pub async fn count(conn: &mut Connection, now: DateTime<Utc>, most: i64) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "select count(*) from (
            select 1 from tasks where sort_at < $1 and queue not in ('supplement', 'return') limit $2
         ) as some_of_them",
    )
    .bind(now)
    .bind(most)
    .fetch_one(conn)
    .await?)
}
