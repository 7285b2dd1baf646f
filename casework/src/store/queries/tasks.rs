//! Tasks: the officers' queues.

use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Connection, DB};
use crate::store::StoreError;
use crate::store::rows::dossiers::{QueueCount, TaskFilter, TaskRow};

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

/// A page of a queue, the next breach first, after a place in it. Each filter has an index in that order: see
/// `migrations/*/0040_task_filters.sql`.
pub async fn page(
    conn: &mut Connection,
    agency: &str,
    role: &str,
    queue: &str,
    filter: &TaskFilter<'_>,
    after: (DateTime<Utc>, Uuid),
    limit: u16,
) -> Result<Vec<TaskRow>, StoreError> {
    let mut query = QueryBuilder::<DB>::new("select * from tasks where agency = ");
    query.push_bind(agency).push(" and role = ").push_bind(role);
    query.push(" and queue = ").push_bind(queue);
    // What one officer has is little: the index by officer is the one to use, whatever else is wanted.
    let (procedure, channel) = match filter.officer {
        Some(officer) => {
            query.push(" and officer = ").push_bind(officer);
            (" and coalesce(procedure_id, '') = ", " and coalesce(channel, '') = ")
        }
        None => (" and procedure_id = ", " and channel = "),
    };
    if let Some(wanted) = filter.procedure {
        query.push(procedure).push_bind(wanted);
    }
    if let Some(wanted) = filter.channel {
        query.push(channel).push_bind(wanted);
    }
    if let Some(before) = filter.before {
        query.push(" and sort_at < ").push_bind(before);
    }
    query.push(" and (sort_at, dossier) > (").push_bind(after.0);
    query.push(", ").push_bind(after.1);
    query.push(") order by sort_at, dossier limit ").push(limit);
    Ok(query.build_query_as().fetch_all(conn).await?)
}

/// How many tasks each of the queues holds, and how many of them are past their time; both counted up to `most`: never
/// the whole of a long queue. The order and the written-out limit keep PostgreSQL on the index of the queue.
pub async fn counts(
    conn: &mut Connection,
    (agency, role): (&str, &str),
    queues: &[&str],
    now: DateTime<Utc>,
    most: u16,
) -> Result<Vec<QueueCount>, StoreError> {
    let mut query = QueryBuilder::<DB>::new("with queues (queue) as (");
    query.push_values(queues, |mut row, queue| {
        row.push_bind(*queue);
    });
    query.push(") select queue");
    for (name, before) in [("tasks", None), ("overdue", Some(now))] {
        query.push(", (select count(*) from (select 1 from tasks where agency = ");
        query.push_bind(agency).push(" and role = ").push_bind(role);
        query.push(" and tasks.queue = queues.queue");
        if let Some(before) = before {
            query.push(" and sort_at < ").push_bind(before);
        }
        query.push(" order by sort_at, dossier limit ").push(most);
        query.push(") as some_of_them) as ").push(name);
    }
    query.push(" from queues");
    Ok(query.build_query_as().fetch_all(conn).await?)
}
