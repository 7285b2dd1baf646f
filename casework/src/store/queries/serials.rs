//! Serial numbers of dossier codes.

use super::Connection;
use crate::store::StoreError;

/// Lends a block of numbers and returns the first of them.
pub async fn lend(conn: &mut Connection, agency: &str, day: &str, size: i64) -> Result<i64, StoreError> {
    let next: i64 = sqlx::query_scalar(
        "insert into code_serials (agency, day, next) values ($1, $2, $3 + 1)
         on conflict (agency, day) do update set next = code_serials.next + $3
         returning next",
    )
    .bind(agency)
    .bind(day)
    .bind(size)
    .fetch_one(conn)
    .await?;
    Ok(next - size)
}
