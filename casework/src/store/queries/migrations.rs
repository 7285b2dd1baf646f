//! What the migrations left.

use super::Connection;
use crate::store::StoreError;

/// The newest migration applied, or none if there never was one.
pub async fn newest(conn: &mut Connection) -> Result<Option<i64>, StoreError> {
    let newest = sqlx::query_scalar("select max(version) from _sqlx_migrations where success")
        .fetch_one(conn)
        .await
        .map_err(StoreError::from);
    match newest {
        // No such table: the database is empty.
        Err(StoreError::Other(_)) => Ok(None),
        newest => newest,
    }
}
