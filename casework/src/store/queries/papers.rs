//! Results that were issued.

use motcua_domain::dossier::ResultContent;
use sqlx::types::Json;
use uuid::Uuid;

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::dossiers::PaperRow;

/// Keeps a result. The same paper twice is the same row.
pub async fn insert(
    conn: &mut Connection,
    hash: &str,
    dossier: Uuid,
    content: &ResultContent,
    in_time: bool,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into issued_papers (hash, dossier, result, number, agency, issued_at, content, in_time)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (hash) do nothing",
    )
    .bind(hash)
    .bind(dossier)
    .bind(&content.result)
    .bind(&content.number)
    .bind(content.agency.as_str())
    .bind(content.sealed_at)
    .bind(Json(content))
    .bind(in_time)
    .execute(conn)
    .await?;
    Ok(())
}

/// The result of that hash.
pub async fn by_hash(conn: &mut Connection, hash: &str) -> Result<Option<PaperRow>, StoreError> {
    Ok(
        sqlx::query_as("select hash, content, issued_at from issued_papers where hash = $1")
            .bind(hash)
            .fetch_optional(conn)
            .await?,
    )
}
