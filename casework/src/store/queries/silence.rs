//! What has been silent for too long, and who was told.

use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Connection, DB, push_list};
use crate::store::StoreError;
use crate::store::rows::dossiers::TaskRow;
use crate::store::rows::silence::{NoticeRow, SilentJobRow};

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

/// Everything that was told about dossiers, oldest first.
pub async fn of_dossiers(conn: &mut Connection, dossiers: &[Uuid]) -> Result<Vec<NoticeRow>, StoreError> {
    if dossiers.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::<DB>::new("select * from silence_notices where dossier in ");
    push_list(&mut query, dossiers);
    query.push(" order by noticed_at, level");
    Ok(query.build_query_as().fetch_all(conn).await?)
}

/// Jobs that were given up, or should have been done by `before` and at `now` wait for nothing but a worker, each with the
/// dossier it is about; the longest silent first. Those about dossiers of these agencies, or all.
pub async fn jobs(
    conn: &mut Connection,
    agencies: Option<&[String]>,
    (before, now): (DateTime<Utc>, DateTime<Utc>),
    limit: i64,
) -> Result<Vec<SilentJobRow>, StoreError> {
    let mut found: Vec<SilentJobRow> = Vec::new();
    // One after the other, so that each has its index.
    for late in [true, false] {
        let mut query = QueryBuilder::<DB>::new(
            "select outbox.*, dossiers.code, dossiers.competent, dossiers.receiving
             from outbox left join dossiers on dossiers.id = outbox.subject where ",
        );
        if late {
            query
                .push("outbox.state = 'ready' and outbox.due_at <= ")
                .push_bind(before);
            query.push(" and outbox.try_at <= ").push_bind(now);
        } else {
            query.push("outbox.state = 'parked'");
        }
        if let Some(agencies) = agencies {
            for (word, column) in [(" and (", "competent"), (" or ", "receiving")] {
                query.push(word).push(column).push(" in ");
                push_list(&mut query, agencies);
            }
            query.push(")");
        }
        let order = if late {
            " order by outbox.due_at, outbox.position limit "
        } else {
            " order by outbox.position limit "
        };
        query.push(order).push_bind(limit);
        let more: Vec<SilentJobRow> = query.build_query_as().fetch_all(&mut *conn).await?;
        found.extend(more);
    }
    found.sort_by_key(|row| row.job.due_at);
    Ok(found)
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
        "select * from tasks where agency = $1 and sort_at < $2 and queue not in ('supplement', 'payment', 'return') order by sort_at, dossier limit $3",
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
            select 1 from tasks where sort_at < $1 and queue not in ('supplement', 'payment', 'return') limit $2
         ) as some_of_them",
    )
    .bind(now)
    .bind(most)
    .fetch_one(conn)
    .await?)
}
