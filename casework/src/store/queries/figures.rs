//! Counts over a month, for everybody to see.

use chrono::{DateTime, Utc};

use super::Connection;
use crate::store::StoreError;

/// Dossiers submitted since a time. A linked group counts by its parts, each for its own agency.
pub async fn received(conn: &mut Connection, since: DateTime<Utc>) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "select count(*) from dossiers where submitted_at >= $1
                and not exists (select 1 from dossiers part where part.group_id = dossiers.id)",
    )
    .bind(since)
    .fetch_one(conn)
    .await?)
}

/// Results issued since a time, and how many of them by the promised time.
pub async fn issued(conn: &mut Connection, since: DateTime<Utc>) -> Result<(i64, i64), StoreError> {
    Ok(sqlx::query_as(
        "select count(*), count(case when in_time then 1 end) from issued_papers
         where issued_at >= $1 and in_time is not null",
    )
    .bind(since)
    .fetch_one(conn)
    .await?)
}
