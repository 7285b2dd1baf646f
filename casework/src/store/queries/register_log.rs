//! The log of look-ups of personal data.

use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Connection, DB};
use crate::store::StoreError;
use crate::store::rows::drafts::LookUpRow;

/// Writes look-ups.
pub async fn insert(conn: &mut Connection, rows: &[LookUpRow]) -> Result<(), StoreError> {
    let mut insert = QueryBuilder::<DB>::new(
        "insert into register_log (id, at, personal_id, register, by_kind, by_account, by_agency, purpose_vi, \
         purpose_en, reference, outcome) ",
    );
    insert.push_values(rows, |mut row, look_up| {
        row.push_bind(look_up.id)
            .push_bind(look_up.at)
            .push_bind(&look_up.personal_id)
            .push_bind(&look_up.register)
            .push_bind(&look_up.by_kind)
            .push_bind(look_up.by_account)
            .push_bind(&look_up.by_agency)
            .push_bind(&look_up.purpose_vi)
            .push_bind(&look_up.purpose_en)
            .push_bind(&look_up.reference)
            .push_bind(&look_up.outcome);
    });
    insert.build().execute(conn).await?;
    Ok(())
}

/// Adds what came of a look-up.
pub async fn settle(conn: &mut Connection, id: Uuid, outcome: &str) -> Result<(), StoreError> {
    sqlx::query("update register_log set outcome = $2 where id = $1")
        .bind(id)
        .bind(outcome)
        .execute(conn)
        .await?;
    Ok(())
}

/// The look-ups of a person's data, newest first.
pub async fn about(conn: &mut Connection, personal_id: &str, limit: i64) -> Result<Vec<LookUpRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from register_log where personal_id = $1 order by at desc, id desc limit $2")
            .bind(personal_id)
            .bind(limit)
            .fetch_all(conn)
            .await?,
    )
}
