//! Confirmations asked of other people.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::drafts::{ConfirmationRow, StandingRow};

/// Asks, or asks again.
pub async fn ask(conn: &mut Connection, row: &ConfirmationRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into confirmations (draft, name, personal_id, asked_by, procedure_id, subject, state, asked_at)
         values ($1, $2, $3, $4, $5, $6, 'asked', $7)
         on conflict (draft, name) do update
            set personal_id = excluded.personal_id, subject = excluded.subject, state = 'asked',
                asked_at = excluded.asked_at, answered_at = null",
    )
    .bind(row.draft)
    .bind(&row.name)
    .bind(&row.personal_id)
    .bind(&row.asked_by)
    .bind(&row.procedure_id)
    .bind(&row.subject)
    .bind(row.asked_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes the answer to what was asked at a time. False if that person was not asked, is asked something else meanwhile, or
/// has answered.
pub async fn answer(
    conn: &mut Connection,
    asked: (Uuid, &str, &str, DateTime<Utc>),
    state: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let (draft, name, personal_id, asked_at) = asked;
    let done = sqlx::query(
        "update confirmations set state = $1, answered_at = $2
         where draft = $3 and name = $4 and personal_id = $5 and asked_at = $6 and state = 'asked'",
    )
    .bind(state)
    .bind(now)
    .bind(draft)
    .bind(name)
    .bind(personal_id)
    .bind(asked_at)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a person was asked last, and how that stands.
pub async fn standing(
    conn: &mut Connection,
    draft: Uuid,
    name: &str,
    personal_id: &str,
) -> Result<Option<StandingRow>, StoreError> {
    Ok(sqlx::query_as(
        "select asked_by, asked_at, state from confirmations where draft = $1 and name = $2 and personal_id = $3",
    )
    .bind(draft)
    .bind(name)
    .bind(personal_id)
    .fetch_optional(conn)
    .await?)
}

/// What a person was asked to confirm and has not answered, newest first.
pub async fn open_for(conn: &mut Connection, personal_id: &str) -> Result<Vec<ConfirmationRow>, StoreError> {
    Ok(sqlx::query_as(
        "select draft, name, personal_id, asked_by, procedure_id, subject, asked_at from confirmations
         where personal_id = $1 and state = 'asked'
           and exists (select 1 from drafts where drafts.id = confirmations.draft)
         order by asked_at desc limit 50",
    )
    .bind(personal_id)
    .fetch_all(conn)
    .await?)
}
