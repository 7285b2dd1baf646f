//! Sign-ins under way.

use chrono::{DateTime, Utc};

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::drafts::PendingSignInRow;

/// Notes that a sign-in began.
pub async fn insert(conn: &mut Connection, pending: &PendingSignInRow) -> Result<(), StoreError> {
    sqlx::query("insert into pending_sign_ins (state, nonce, verifier, back, begun_at) values ($1, $2, $3, $4, $5)")
        .bind(&pending.state)
        .bind(&pending.nonce)
        .bind(&pending.verifier)
        .bind(&pending.back)
        .bind(pending.begun_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes a sign-in that began after a time: it is good once.
pub async fn take(
    conn: &mut Connection,
    state: &str,
    after: DateTime<Utc>,
) -> Result<Option<PendingSignInRow>, StoreError> {
    Ok(
        sqlx::query_as("delete from pending_sign_ins where state = $1 and begun_at > $2 returning *")
            .bind(state)
            .bind(after)
            .fetch_optional(conn)
            .await?,
    )
}

/// Forgets what began before a time.
pub async fn forget(conn: &mut Connection, before: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("delete from pending_sign_ins where begun_at < $1")
        .bind(before)
        .execute(conn)
        .await?;
    Ok(())
}
