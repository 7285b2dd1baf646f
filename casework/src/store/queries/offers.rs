//! What citizens let the registers be asked for an offer.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::drafts::{OfferReply, OfferRow};

/// Keeps what came of asking, in the place of what was known before.
pub async fn keep(
    conn: &mut Connection,
    account: Uuid,
    procedure: &str,
    reply: &OfferReply,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into offers (account, procedure_id, asked_at, reply) values ($1, $2, $3, $4)
         on conflict (account, procedure_id) do update set asked_at = excluded.asked_at, reply = excluded.reply",
    )
    .bind(account)
    .bind(procedure)
    .bind(now)
    .bind(Json(reply))
    .execute(conn)
    .await?;
    Ok(())
}

/// What is known for an account since a time.
pub async fn of_account(
    conn: &mut Connection,
    account: Uuid,
    since: DateTime<Utc>,
) -> Result<Vec<OfferRow>, StoreError> {
    Ok(
        sqlx::query_as("select procedure_id, asked_at, reply from offers where account = $1 and asked_at >= $2")
            .bind(account)
            .bind(since)
            .fetch_all(conn)
            .await?,
    )
}

/// Forgets what was known for a procedure: it has been taken up.
pub async fn forget(conn: &mut Connection, account: Uuid, procedure: &str) -> Result<(), StoreError> {
    sqlx::query("delete from offers where account = $1 and procedure_id = $2")
        .bind(account)
        .bind(procedure)
        .execute(conn)
        .await?;
    Ok(())
}
