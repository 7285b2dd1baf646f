//! Events: appended, never changed.

use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Connection, DB, push_list};
use crate::store::StoreError;
use crate::store::rows::dossiers::{EventRow, HistoryRow};

/// Appends events. A conflict on `events_pkey` says that somebody else was quicker.
pub async fn append(conn: &mut Connection, events: &[EventRow]) -> Result<(), StoreError> {
    let mut insert = QueryBuilder::<DB>::new("insert into events (dossier, seq, at, author, body, hash) ");
    insert.push_values(events, |mut row, event| {
        row.push_bind(event.dossier)
            .push_bind(event.seq)
            .push_bind(event.at)
            .push_bind(&event.author)
            .push_bind(&event.body)
            .push_bind(&event.hash);
    });
    insert.build().execute(conn).await?;
    Ok(())
}

/// The events of a dossier from `from` on and before `to`, in order.
pub async fn between(
    conn: &mut Connection,
    dossier: Uuid,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<EventRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from events where dossier = $1 and at >= $2 and at < $3 order by seq")
            .bind(dossier)
            .bind(from)
            .bind(to)
            .fetch_all(conn)
            .await?,
    )
}

/// All events of a dossier in order.
pub async fn of_dossier(conn: &mut Connection, dossier: Uuid) -> Result<Vec<EventRow>, StoreError> {
    Ok(sqlx::query_as("select * from events where dossier = $1 order by seq")
        .bind(dossier)
        .fetch_all(conn)
        .await?)
}

/// What happened to dossiers, of each in order, without the application that its first event carries: that is by far the
/// longest.
pub async fn history(conn: &mut Connection, dossiers: &[Uuid]) -> Result<Vec<HistoryRow>, StoreError> {
    if dossiers.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::<DB>::new(
        "select dossier, at, author, case when seq = 1 then null else body end as body from events where dossier in ",
    );
    push_list(&mut query, dossiers);
    query.push(" order by dossier, seq");
    Ok(query.build_query_as().fetch_all(conn).await?)
}

/// Dossiers that have events and no row of their own, counted up to `most`.
pub async fn count_orphans(conn: &mut Connection, most: i64) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "select count(*) from (
            select 1 from events where seq = 1
               and not exists (select 1 from dossiers where dossiers.id = events.dossier) limit $1
         ) as some_of_them",
    )
    .bind(most)
    .fetch_one(conn)
    .await?)
}
