//! What proves that a node's secret key is the one the database's secrets were sealed with.

use super::Connection;
use crate::store::StoreError;

/// The proof, if a key was used before.
pub async fn get(conn: &mut Connection) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(
        sqlx::query_scalar("select proof from secret_key_proofs where name = 'key'")
            .fetch_optional(conn)
            .await?,
    )
}

/// Writes the proof, unless there is one.
pub async fn insert(conn: &mut Connection, proof: &[u8]) -> Result<(), StoreError> {
    sqlx::query("insert into secret_key_proofs (name, proof) values ('key', $1) on conflict do nothing")
        .bind(proof)
        .execute(conn)
        .await?;
    Ok(())
}
