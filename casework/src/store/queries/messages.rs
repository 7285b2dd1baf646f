//! The message log, and the numbers that systems gave.

use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Connection, DB, push_list};
use crate::store::StoreError;
use crate::store::rows::messages::{MessageRow, OpenRow, Wanted};

/// Writes a new message; one of that id that is there already is left as it is. True if it is new.
pub async fn insert(conn: &mut Connection, row: &MessageRow) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "insert into messages (id, direction, system, operation, dossier, code, step, agency, role, purpose, person,
         unit, client, service, request_hash, signature, reply_hash, reply_signature, state, reference, spared,
         attempts, failures, job, answer, created_at, sent_at, acknowledged_at, answered_at, overdue_at, next_try,
         last_error, latency_ms, note, note_by, note_by_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
         $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36)
         on conflict (id) do nothing",
    )
    .bind(row.id)
    .bind(&row.direction)
    .bind(&row.system)
    .bind(&row.operation)
    .bind(row.dossier)
    .bind(&row.code)
    .bind(&row.step)
    .bind(&row.agency)
    .bind(&row.role)
    .bind(&row.purpose)
    .bind(&row.person)
    .bind(&row.unit)
    .bind(&row.client)
    .bind(&row.service)
    .bind(&row.request_hash)
    .bind(&row.signature)
    .bind(&row.reply_hash)
    .bind(&row.reply_signature)
    .bind(&row.state)
    .bind(&row.reference)
    .bind(row.spared)
    .bind(row.attempts)
    .bind(row.failures)
    .bind(&row.job)
    .bind(&row.answer)
    .bind(row.created_at)
    .bind(row.sent_at)
    .bind(row.acknowledged_at)
    .bind(row.answered_at)
    .bind(row.overdue_at)
    .bind(row.next_try)
    .bind(&row.last_error)
    .bind(row.latency_ms)
    .bind(&row.note)
    .bind(row.note_by)
    .bind(&row.note_by_name)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes what has come of an open message; a closed one is left as it is. An answer that came by itself is dropped only
/// if it is the one that was `taken_up`. True if it was open.
pub async fn update(conn: &mut Connection, row: &MessageRow, taken_up: Option<&str>) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update messages
         set client = $1, service = $2, request_hash = $3, signature = $4, reply_hash = $5, reply_signature = $6,
             state = $7, reference = $8, spared = $9, attempts = $10, failures = $11, sent_at = $12,
             acknowledged_at = $13, answered_at = $14, next_try = $15, last_error = $16, latency_ms = $17,
             answer = case when $14 is not null or answer = $18 then null else answer end
         where id = $19 and answered_at is null",
    )
    .bind(&row.client)
    .bind(&row.service)
    .bind(&row.request_hash)
    .bind(&row.signature)
    .bind(&row.reply_hash)
    .bind(&row.reply_signature)
    .bind(&row.state)
    .bind(&row.reference)
    .bind(row.spared)
    .bind(row.attempts)
    .bind(row.failures)
    .bind(row.sent_at)
    .bind(row.acknowledged_at)
    .bind(row.answered_at)
    .bind(row.next_try)
    .bind(&row.last_error)
    .bind(row.latency_ms)
    .bind(taken_up)
    .bind(row.id)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A message by its id.
pub async fn by_id(conn: &mut Connection, id: Uuid) -> Result<Option<MessageRow>, StoreError> {
    Ok(sqlx::query_as("select * from messages where id = $1")
        .bind(id)
        .fetch_optional(conn)
        .await?)
}

/// The messages about the dossier of a code, or a draft, oldest first.
pub async fn of_dossier(conn: &mut Connection, code: &str) -> Result<Vec<MessageRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from messages where code = $1 order by created_at, id limit 500")
            .bind(code)
            .fetch_all(conn)
            .await?,
    )
}

/// The messages of some agencies.
pub async fn list(
    conn: &mut Connection,
    agencies: &[String],
    wanted: &Wanted<'_>,
    limit: i64,
) -> Result<Vec<MessageRow>, StoreError> {
    if agencies.is_empty() {
        return Ok(Vec::new());
    }
    let (open, order, beyond) = match wanted.closed {
        true => ("is not null", "created_at desc, id desc", " and (created_at, id) < ("),
        false => ("is null", "created_at, id", " and (created_at, id) > ("),
    };
    let mut query = QueryBuilder::<DB>::new("select * from messages where answered_at ");
    query.push(open).push(" and agency in ");
    push_list(&mut query, agencies);
    if let Some(system) = wanted.system {
        query.push(" and system = ").push_bind(system);
    }
    if let Some(state) = wanted.state {
        query.push(" and state = ").push_bind(state);
    }
    if let Some(now) = wanted.overdue {
        query.push(" and overdue_at <= ").push_bind(now);
    }
    if let Some(before) = wanted.before {
        query.push(" and created_at < ").push_bind(before);
    }
    if let Some((at, id)) = wanted.after {
        query.push(beyond).push_bind(at).push(", ").push_bind(id).push(")");
    }
    query.push(" order by ").push(order).push(" limit ").push_bind(limit);
    Ok(query.build_query_as().fetch_all(conn).await?)
}

/// How much is open at each system, and how much of it is overdue.
pub async fn open_by_system(conn: &mut Connection, now: DateTime<Utc>) -> Result<Vec<OpenRow>, StoreError> {
    Ok(sqlx::query_as(
        "select system, count(*) as open, count(case when overdue_at <= $1 then 1 end) as overdue,
                min(created_at) as oldest
         from messages where answered_at is null group by system order by system",
    )
    .bind(now)
    .fetch_all(conn)
    .await?)
}

/// The jobs of the oldest messages that are held back because a system is down.
pub async fn spared(conn: &mut Connection, system: &str, limit: i64) -> Result<Vec<(Uuid, String)>, StoreError> {
    Ok(sqlx::query_as(
        "select id, job from messages where system = $1 and answered_at is null and spared
         order by created_at, id limit $2",
    )
    .bind(system)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// No longer holds these back.
pub async fn spare_no_more(conn: &mut Connection, ids: &[Uuid], now: DateTime<Utc>) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let spared = ids.len();
    debug_assert!(spared <= 1000, "a statement takes so many values");
    let mut query = QueryBuilder::<DB>::new("update messages set spared = false, next_try = ");
    query.push_bind(now).push(" where answered_at is null and id in ");
    push_list(&mut query, ids);
    query.build().execute(conn).await?;
    Ok(())
}

/// Keeps an answer that came by itself. False if none is awaited.
pub async fn keep_answer(
    conn: &mut Connection,
    id: Uuid,
    answer: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query("update messages set answer = $1, next_try = $2 where id = $3 and answered_at is null")
        .bind(answer)
        .bind(now)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// An officer's intervention: the message begins anew if `anew`, is tried now, or is closed as discarded.
pub async fn intervene(
    conn: &mut Connection,
    id: Uuid,
    (note, by, by_name): (&str, Uuid, &str),
    act: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let change = match act {
        "resend" => {
            "state = 'waiting', reference = null, acknowledged_at = null, answer = null, failures = 0, next_try = $4"
        }
        "discard" => "state = 'discarded', answered_at = $4, next_try = null, answer = null",
        _ => "failures = 0, next_try = $4",
    };
    let sql = format!(
        "update messages set note = $1, note_by = $2, note_by_name = $3, spared = false, {change}
         where id = $5 and answered_at is null"
    );
    // Made of the constants above alone.
    let done = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(note)
        .bind(by)
        .bind(by_name)
        .bind(now)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that a dossier was given a number of a kind. False if another dossier has it.
pub async fn give_number(conn: &mut Connection, kind: &str, hash: &[u8], dossier: Uuid) -> Result<bool, StoreError> {
    sqlx::query(
        "insert into given_numbers (kind, hash, dossier) values ($1, $2, $3) on conflict (kind, hash) do nothing",
    )
    .bind(kind)
    .bind(hash)
    .bind(dossier)
    .execute(&mut *conn)
    .await?;
    let owner: Uuid = sqlx::query_scalar("select dossier from given_numbers where kind = $1 and hash = $2")
        .bind(kind)
        .bind(hash)
        .fetch_one(conn)
        .await?;
    Ok(owner == dossier)
}
