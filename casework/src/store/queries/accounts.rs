//! Citizens' accounts.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::drafts::AccountRow;

/// Writes what the identity provider said of a person; the account of a known personal number keeps its id.
pub async fn upsert(conn: &mut Connection, account: &AccountRow, now: DateTime<Utc>) -> Result<Uuid, StoreError> {
    Ok(sqlx::query_scalar(
        "insert into accounts (id, personal_id, full_name, date_of_birth, phone, email, created_at, signed_in_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7)
         on conflict (personal_id) do update
            set full_name = excluded.full_name, date_of_birth = excluded.date_of_birth, phone = excluded.phone,
                email = excluded.email, signed_in_at = excluded.signed_in_at
         returning id",
    )
    .bind(account.id)
    .bind(&account.personal_id)
    .bind(&account.full_name)
    .bind(&account.date_of_birth)
    .bind(&account.phone)
    .bind(&account.email)
    .bind(now)
    .fetch_one(conn)
    .await?)
}

/// An account.
pub async fn by_id(conn: &mut Connection, id: Uuid) -> Result<Option<AccountRow>, StoreError> {
    Ok(
        sqlx::query_as("select id, personal_id, full_name, date_of_birth, phone, email from accounts where id = $1")
            .bind(id)
            .fetch_optional(conn)
            .await?,
    )
}
