//! The outbox.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use sqlx::types::Json;
use uuid::Uuid;

use super::{Connection, DB, TAKE_ROWS, push_list};
use crate::outbox::NewJob;
use crate::store::StoreError;
use crate::store::rows::outbox::{BacklogRow, JobRow};

/// Writes jobs; those whose key is there already are left as they are. Returns how many are new.
pub async fn enqueue(conn: &mut Connection, now: DateTime<Utc>, jobs: &[NewJob]) -> Result<u64, StoreError> {
    let mut new = 0;
    // Well under the number of values a statement may have.
    for jobs in jobs.chunks(500) {
        let mut insert = QueryBuilder::<DB>::new(
            "insert into outbox (key, kind, subject, lane, holds_lane, body, state, created_at, due_at, try_at, \
             attempts) ",
        );
        insert.push_values(jobs, |mut row, job| {
            row.push_bind(&job.key)
                .push_bind(&job.kind)
                .push_bind(job.subject)
                .push_bind(&job.lane)
                .push_bind(job.holds_lane)
                .push_bind(Json(&job.body))
                .push("'ready'")
                .push_bind(now)
                .push_bind(job.due_at)
                .push_bind(job.due_at)
                .push("0");
        });
        insert.push(" on conflict (key) do nothing");
        new += insert.build().execute(&mut *conn).await?.rows_affected();
    }
    Ok(new)
}

/// Whether a worker has ever taken a job up. If not, none does before the transaction ends: what the transaction writes
/// is there when the job is done.
pub async fn has_begun(conn: &mut Connection, key: &str) -> Result<bool, StoreError> {
    let untouched = sqlx::query(
        "update outbox set key = key
         where key = $1 and state = 'ready' and attempts = 0 and lease_owner is null",
    )
    .bind(key)
    .execute(conn)
    .await?;
    Ok(untouched.rows_affected() == 0)
}

/// No earlier job of the lane stands in the way of `job`.
macro_rules! lane_is_free {
    () => {
        "(lane is null or not exists (
            select 1 from outbox as earlier
            where earlier.lane = job.lane
              and (earlier.state = 'ready' or (earlier.state = 'parked' and earlier.holds_lane))
              and earlier.state <> 'done'
              and (earlier.due_at, earlier.position) < (job.due_at, job.position)))"
    };
}

static CLAIM: LazyLock<String> = LazyLock::new(|| {
    format!(
        "update outbox
         set try_at = $1, lease_owner = $2, attempts = attempts + 1
         where position in (
            select position from outbox as job
            where state = 'ready' and try_at <= $3 and {}
            order by try_at, position
            limit $4 {TAKE_ROWS})
         returning *",
        lane_is_free!()
    )
});

/// Takes jobs that are due, until `until`: nobody else gets them before.
pub async fn claim(
    conn: &mut Connection,
    owner: &str,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<JobRow>, StoreError> {
    let mut jobs: Vec<JobRow> = sqlx::query_as(CLAIM.as_str())
        .bind(until)
        .bind(owner)
        .bind(now)
        .bind(limit)
        .fetch_all(conn)
        .await?;
    jobs.sort_by_key(|job| (job.due_at, job.position));
    Ok(jobs)
}

/// When the next job that nothing stands before may be taken; in the past if one may be taken now.
pub async fn next_try(conn: &mut Connection) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok(sqlx::query_scalar(concat!(
        "select try_at from outbox as job where state = 'ready' and ",
        lane_is_free!(),
        " order by try_at, position limit 1"
    ))
    .fetch_optional(conn)
    .await?)
}

/// Lengthens a lease that is still held. False if it is not.
pub async fn extend(
    conn: &mut Connection,
    position: i64,
    owner: &str,
    attempt: i64,
    until: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update outbox set try_at = $1
         where position = $2 and lease_owner = $3 and attempts = $4 and state = 'ready'",
    )
    .bind(until)
    .bind(position)
    .bind(owner)
    .bind(attempt)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a job whose lease is still held: it is done. False if the lease is not held.
pub async fn finish(
    conn: &mut Connection,
    position: i64,
    owner: &str,
    attempt: i64,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update outbox set state = 'done', ended_at = $1, lease_owner = null, last_error = null
         where position = $2 and lease_owner = $3 and attempts = $4 and state = 'ready'",
    )
    .bind(now)
    .bind(position)
    .bind(owner)
    .bind(attempt)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends an attempt that failed: the job is `ready` again for `try_at`, or `parked`. False if the lease is not held.
pub async fn give_back(
    conn: &mut Connection,
    job: (i64, &str, i64),
    state: &'static str,
    try_at: DateTime<Utc>,
    error: &str,
) -> Result<bool, StoreError> {
    let (position, owner, attempt) = job;
    let done = sqlx::query(
        "update outbox set state = $1, try_at = $2, last_error = $3, lease_owner = null
         where position = $4 and lease_owner = $5 and attempts = $6 and state = 'ready'",
    )
    .bind(state)
    .bind(try_at)
    .bind(error)
    .bind(position)
    .bind(owner)
    .bind(attempt)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends an attempt that waits for something: ready again at a time, its attempts forgotten. False if the lease is not held.
pub async fn postpone(
    conn: &mut Connection,
    job: (i64, &str, i64),
    try_at: DateTime<Utc>,
    why: &str,
) -> Result<bool, StoreError> {
    let (position, owner, attempt) = job;
    let done = sqlx::query(
        "update outbox set try_at = $1, last_error = $2, lease_owner = null, attempts = 0
         where position = $3 and lease_owner = $4 and attempts = $5 and state = 'ready'",
    )
    .bind(try_at)
    .bind(why)
    .bind(position)
    .bind(owner)
    .bind(attempt)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Lets jobs be tried now that nobody has under way.
pub async fn hasten(conn: &mut Connection, keys: &[String], now: DateTime<Utc>) -> Result<(), StoreError> {
    for keys in keys.chunks(500) {
        let mut update = QueryBuilder::<DB>::new("update outbox set state = 'ready', attempts = 0, try_at = ");
        update
            .push_bind(now)
            .push(" where state in ('ready', 'parked') and lease_owner is null and key in ");
        push_list(&mut update, keys);
        update.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Whether a job of a kind about a subject is neither done nor parked.
pub async fn is_waiting(conn: &mut Connection, kind: &str, subject: Uuid) -> Result<bool, StoreError> {
    let found: Option<i64> =
        sqlx::query_scalar("select position from outbox where subject = $1 and kind = $2 and state = 'ready' limit 1")
            .bind(subject)
            .bind(kind)
            .fetch_optional(conn)
            .await?;
    Ok(found.is_some())
}

/// Lets a parked job be tried again, from the first attempt on. False if it is not parked.
pub async fn release(conn: &mut Connection, position: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update outbox set state = 'ready', attempts = 0, try_at = $1 where position = $2 and state = 'parked'",
    )
    .bind(now)
    .bind(position)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Parked jobs, in order, from after `after` on.
pub async fn parked(conn: &mut Connection, after: i64, limit: i64) -> Result<Vec<JobRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from outbox where state = 'parked' and position > $1 order by position limit $2")
            .bind(after)
            .bind(limit)
            .fetch_all(conn)
            .await?,
    )
}

/// Jobs about one subject, in the order they were written.
pub async fn about(conn: &mut Connection, subject: Uuid, limit: i64) -> Result<Vec<JobRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from outbox where subject = $1 order by position limit $2")
            .bind(subject)
            .bind(limit)
            .fetch_all(conn)
            .await?,
    )
}

/// Those of the subjects about which a job is parked.
pub async fn with_parked(conn: &mut Connection, subjects: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    let mut query =
        QueryBuilder::<DB>::new("select distinct subject from outbox where state = 'parked' and subject in ");
    push_list(&mut query, subjects);
    Ok(query.build_query_scalar().fetch_all(conn).await?)
}

/// Jobs that were due at `now` and are neither done nor parked: those that wait, and those under way.
pub async fn undone(conn: &mut Connection, now: DateTime<Utc>, limit: i64) -> Result<Vec<JobRow>, StoreError> {
    Ok(
        sqlx::query_as(
            "select * from outbox where state = 'ready' and due_at <= $1 order by due_at, position limit $2",
        )
        .bind(now)
        .bind(limit)
        .fetch_all(conn)
        .await?,
    )
}

/// How many jobs were due at `before`, wait for nothing but a worker or the job before them at `now`, and are not done;
/// counted up to `most`.
pub async fn count_late(
    conn: &mut Connection,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
    most: i64,
) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "select count(*) from (
            select 1 from outbox where state = 'ready' and due_at <= $1 and try_at <= $2 limit $3
         ) as some_of_them",
    )
    .bind(before)
    .bind(now)
    .bind(most)
    .fetch_one(conn)
    .await?)
}

/// How many jobs wait that were due at `now`, how many are parked, and since when the oldest waits.
pub async fn backlog(conn: &mut Connection, now: DateTime<Utc>) -> Result<BacklogRow, StoreError> {
    Ok(sqlx::query_as(
        "select
            (select count(*) from outbox where state = 'ready' and due_at <= $1) as waiting,
            (select count(*) from outbox where state = 'parked') as parked,
            (select min(due_at) from outbox where state = 'ready' and due_at <= $1) as oldest_due",
    )
    .bind(now)
    .fetch_one(conn)
    .await?)
}

/// Forgets jobs that were done before `before`, at most so many. Returns how many.
pub async fn forget_done(conn: &mut Connection, before: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "delete from outbox where position in
            (select position from outbox where state = 'done' and ended_at < $1 order by ended_at limit $2)",
    )
    .bind(before)
    .bind(limit)
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Whether a job is done.
pub async fn is_done(conn: &mut Connection, position: i64) -> Result<bool, StoreError> {
    let state: Option<String> = sqlx::query_scalar("select state from outbox where position = $1")
        .bind(position)
        .fetch_optional(conn)
        .await?;
    Ok(state.as_deref() == Some("done"))
}
