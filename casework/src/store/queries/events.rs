//! Events: appended, never changed.

use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Connection, DB};
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

/// All events of a dossier in order.
pub async fn of_dossier(conn: &mut Connection, dossier: Uuid) -> Result<Vec<EventRow>, StoreError> {
    Ok(sqlx::query_as("select * from events where dossier = $1 order by seq")
        .bind(dossier)
        .fetch_all(conn)
        .await?)
}

/// What happened to a dossier, in order, without the application that its first event carries: that is by far the longest.
pub async fn history(conn: &mut Connection, dossier: Uuid) -> Result<Vec<HistoryRow>, StoreError> {
    Ok(sqlx::query_as(
        "select at, author, case when seq = 1 then null else body end as body from events where dossier = $1 order by seq",
    )
    .bind(dossier)
    .fetch_all(conn)
    .await?)
}
