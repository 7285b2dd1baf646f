//! What administrators did.

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::admin::AdminLogRow;

/// Writes something down.
pub async fn insert(conn: &mut Connection, row: &AdminLogRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into admin_log (id, at, officer, officer_name, act, subject, detail)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(row.id)
    .bind(row.at)
    .bind(row.officer)
    .bind(&row.officer_name)
    .bind(&row.act)
    .bind(&row.subject)
    .bind(&row.detail)
    .execute(conn)
    .await?;
    Ok(())
}

/// What was done last, newest first.
pub async fn last(conn: &mut Connection, limit: i64) -> Result<Vec<AdminLogRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from admin_log order by at desc, id desc limit $1")
            .bind(limit)
            .fetch_all(conn)
            .await?,
    )
}
