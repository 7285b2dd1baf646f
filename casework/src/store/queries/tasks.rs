//! Tasks: the officers' queues.

use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Connection, DB};
use crate::store::StoreError;
use crate::store::rows::dossiers::{QueueCount, TaskRow};

/// Writes tasks; one of the same dossier and step is replaced.
pub async fn put(conn: &mut Connection, tasks: &[TaskRow]) -> Result<(), StoreError> {
    if tasks.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::<DB>::new(
        "insert into tasks (dossier, step, agency, role, queue, sort_at, officer, officer_name, code, procedure_id, \
         subject, channel, submitted_at) ",
    );
    insert.push_values(tasks, |mut row, task| {
        row.push_bind(task.dossier)
            .push_bind(&task.step)
            .push_bind(&task.agency)
            .push_bind(&task.role)
            .push_bind(&task.queue)
            .push_bind(task.sort_at)
            .push_bind(task.officer)
            .push_bind(&task.officer_name)
            .push_bind(&task.code)
            .push_bind(&task.procedure_id)
            .push_bind(&task.subject)
            .push_bind(&task.channel)
            .push_bind(task.submitted_at);
    });
    insert.push(
        " on conflict (dossier, step) do update set agency = excluded.agency, role = excluded.role, \
         queue = excluded.queue, sort_at = excluded.sort_at, officer = excluded.officer, \
         officer_name = excluded.officer_name, subject = excluded.subject",
    );
    insert.build().execute(conn).await?;
    Ok(())
}

/// Removes a task.
pub async fn remove(conn: &mut Connection, dossier: Uuid, step: &str) -> Result<(), StoreError> {
    sqlx::query("delete from tasks where dossier = $1 and step = $2")
        .bind(dossier)
        .bind(step)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes all tasks of a dossier.
pub async fn remove_all(conn: &mut Connection, dossier: Uuid) -> Result<(), StoreError> {
    sqlx::query("delete from tasks where dossier = $1")
        .bind(dossier)
        .execute(conn)
        .await?;
    Ok(())
}

/// The tasks of a dossier.
pub async fn of_dossier(conn: &mut Connection, dossier: Uuid) -> Result<Vec<TaskRow>, StoreError> {
    Ok(sqlx::query_as("select * from tasks where dossier = $1 order by step")
        .bind(dossier)
        .fetch_all(conn)
        .await?)
}

/// A page of a queue, the next breach first, after a place in it.
pub async fn page(
    conn: &mut Connection,
    agency: &str,
    role: &str,
    queue: &str,
    after: (DateTime<Utc>, Uuid),
    limit: i64,
) -> Result<Vec<TaskRow>, StoreError> {
    Ok(sqlx::query_as(
        "select * from tasks
         where agency = $1 and role = $2 and queue = $3 and (sort_at, dossier) > ($4, $5)
         order by sort_at, dossier limit $6",
    )
    .bind(agency)
    .bind(role)
    .bind(queue)
    .bind(after.0)
    .bind(after.1)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// How many tasks each of the queues holds, counted up to `most`: never the whole of a long queue.
pub async fn counts(
    conn: &mut Connection,
    agency: &str,
    role: &str,
    queues: &[&str],
    most: i64,
) -> Result<Vec<QueueCount>, StoreError> {
    if queues.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::<DB>::new("");
    for (index, queue) in queues.iter().enumerate() {
        query.push(if index == 0 { "select " } else { " union all select " });
        query
            .push_bind(*queue)
            .push(" as queue, count(*) as tasks from (select 1 from tasks where agency = ");
        query
            .push_bind(agency)
            .push(" and role = ")
            .push_bind(role)
            .push(" and queue = ")
            .push_bind(*queue);
        query.push(" limit ").push_bind(most).push(") as some_of_them");
    }
    Ok(query.build_query_as().fetch_all(conn).await?)
}

/// How many tasks of a queue are past their time, counted up to `most`.
pub async fn overdue(
    conn: &mut Connection,
    agency: &str,
    role: &str,
    queue: &str,
    now: DateTime<Utc>,
    most: i64,
) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "select count(*) from (
            select 1 from tasks where agency = $1 and role = $2 and queue = $3 and sort_at < $4 limit $5
         ) as some_of_them",
    )
    .bind(agency)
    .bind(role)
    .bind(queue)
    .bind(now)
    .bind(most)
    .fetch_one(conn)
    .await?)
}
