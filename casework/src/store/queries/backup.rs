//! What is asked of a database before it is overwritten.

use super::Connection;
use crate::store::StoreError;

/// Whether anybody has an account or anything happened.
pub async fn holds_anything(conn: &mut Connection) -> Result<bool, StoreError> {
    let rows: i64 = sqlx::query_scalar(
        "select (select count(*) from (select 1 from accounts limit 1) some)
              + (select count(*) from (select 1 from officers limit 1) some)
              + (select count(*) from (select 1 from events limit 1) some)",
    )
    .fetch_one(conn)
    .await?;
    Ok(rows > 0)
}
