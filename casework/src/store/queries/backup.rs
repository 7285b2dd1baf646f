//! What is asked of a database before it is overwritten.

use super::Connection;
use crate::store::StoreError;

/// Whether anybody has an account or anything happened.
pub async fn holds_anything(conn: &mut Connection) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "select exists (select 1 from accounts) or exists (select 1 from officers) or exists (select 1 from events)",
    )
    .fetch_one(conn)
    .await?)
}
