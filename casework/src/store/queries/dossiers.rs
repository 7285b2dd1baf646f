//! Dossiers: the state of each and what lists read of it.

use chrono::{DateTime, Utc};
use motcua_domain::dossier::Dossier;
use sqlx::QueryBuilder;
use sqlx::types::Json;
use uuid::Uuid;

use super::{Connection, DB, push_list};
use crate::store::StoreError;
use crate::store::rows::dossiers::{ColumnsRow, DossierLine, DossierRow, HitRow, NewDossier, WholeRow, search_words};

/// Writes a new dossier. A conflict on `dossiers_draft_key` says that its draft was submitted already.
pub async fn insert(conn: &mut Connection, dossier: &Dossier, new: &NewDossier<'_>) -> Result<(), StoreError> {
    let application = &dossier.application;
    sqlx::query(
        "insert into dossiers (id, seq, code, secret, draft, procedure_id, version, account, subject, search, receiving,
            competent, status, submitted_at, next_due, updated_at, state, head, group_id, group_step)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $14, $16, $17, $18, $19)",
    )
    .bind(dossier.id.0)
    .bind(i64::from(dossier.seq))
    .bind(application.code.as_str())
    .bind(new.secret)
    .bind(new.draft)
    .bind(application.procedure.as_str())
    .bind(i64::from(application.version))
    .bind(dossier.account)
    .bind(&application.subject)
    .bind(search_words(dossier))
    .bind(application.receiving.as_str())
    .bind(application.competent.as_str())
    .bind(dossier.status().as_str())
    .bind(dossier.submitted_at)
    .bind(dossier.next_due())
    .bind(Json(dossier))
    .bind(new.head)
    .bind(application.group.as_ref().map(|of| of.group.0))
    .bind(application.group.as_ref().map(|of| &of.step))
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes the state of a dossier if nobody changed it since `seen`. False if somebody did.
pub async fn update(
    conn: &mut Connection,
    dossier: &Dossier,
    head: &[u8],
    seen: u32,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update dossiers set seq = $1, subject = $2, status = $3, next_due = $4, updated_at = $5, state = $6, head = $9,
            search = $10
         where id = $7 and seq = $8",
    )
    .bind(i64::from(dossier.seq))
    .bind(&dossier.application.subject)
    .bind(dossier.status().as_str())
    .bind(dossier.next_due())
    .bind(now)
    .bind(Json(dossier))
    .bind(dossier.id.0)
    .bind(i64::from(seen))
    .bind(head)
    .bind(search_words(dossier))
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A dossier by its code.
pub async fn by_code(conn: &mut Connection, code: &str) -> Result<Option<DossierRow>, StoreError> {
    Ok(
        sqlx::query_as("select secret, head, state from dossiers where code = $1")
            .bind(code)
            .fetch_optional(conn)
            .await?,
    )
}

/// A dossier by its id.
pub async fn by_id(conn: &mut Connection, id: Uuid) -> Result<Option<DossierRow>, StoreError> {
    Ok(sqlx::query_as("select secret, head, state from dossiers where id = $1")
        .bind(id)
        .fetch_optional(conn)
        .await?)
}

/// The dossier a draft became.
pub async fn by_draft(conn: &mut Connection, draft: Uuid) -> Result<Option<DossierRow>, StoreError> {
    Ok(
        sqlx::query_as("select secret, head, state from dossiers where draft = $1")
            .bind(draft)
            .fetch_optional(conn)
            .await?,
    )
}

/// Dossiers by their codes, in no order.
pub async fn by_codes(conn: &mut Connection, codes: &[String]) -> Result<Vec<DossierRow>, StoreError> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::<DB>::new("select secret, head, state from dossiers where code in ");
    push_list(&mut query, codes);
    Ok(query.build_query_as().fetch_all(conn).await?)
}

/// The dossiers of the parts of linked groups, in the order they were opened.
pub async fn parts_of(conn: &mut Connection, groups: &[Uuid]) -> Result<Vec<DossierRow>, StoreError> {
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::<DB>::new("select secret, head, state from dossiers where group_id in ");
    push_list(&mut query, groups);
    query.push(" order by submitted_at, id");
    Ok(query.build_query_as().fetch_all(conn).await?)
}

/// The dossiers of an account before a time, newest first. Parts of a group stand on the page of their group.
pub async fn of_account(
    conn: &mut Connection,
    account: Uuid,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<DossierLine>, StoreError> {
    Ok(sqlx::query_as(
        "select code, procedure_id, version, subject, status, submitted_at, next_due from dossiers
         where account = $1 and submitted_at < $2 and group_id is null order by submitted_at desc limit $3",
    )
    .bind(account)
    .bind(before)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// The ids of dossiers after one, in order, to go through all of them.
pub async fn ids_after(conn: &mut Connection, after: Uuid, limit: i64) -> Result<Vec<Uuid>, StoreError> {
    Ok(
        sqlx::query_scalar("select id from dossiers where id > $1 order by id limit $2")
            .bind(after)
            .bind(limit)
            .fetch_all(conn)
            .await?,
    )
}

/// The dossiers an agency decides or received whose names begin so.
pub async fn search(
    conn: &mut Connection,
    agency: &str,
    from: &str,
    to: &str,
    limit: i64,
) -> Result<Vec<HitRow>, StoreError> {
    let mut found: Vec<HitRow> = Vec::new();
    // One after the other, so that each has its index: most desks decide what they receive.
    for statement in [
        "select code, procedure_id, subject, status, submitted_at, personal_id
         from dossiers join accounts on accounts.id = dossiers.account
         where competent = $1 and search >= $2 and search < $3 order by search limit $4",
        "select code, procedure_id, subject, status, submitted_at, personal_id
         from dossiers join accounts on accounts.id = dossiers.account
         where receiving = $1 and receiving <> competent and search >= $2 and search < $3 order by search limit $4",
    ] {
        let more: Vec<HitRow> = sqlx::query_as(statement)
            .bind(agency)
            .bind(from)
            .bind(to)
            .bind(limit)
            .fetch_all(&mut *conn)
            .await?;
        found.extend(more);
    }
    Ok(found)
}

/// Keeps others from changing a dossier until the transaction ends. False if there is none.
pub async fn hold(conn: &mut Connection, id: Uuid) -> Result<bool, StoreError> {
    let done = sqlx::query("update dossiers set seq = seq where id = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A dossier with everything that is kept of it beside its state.
pub async fn whole(conn: &mut Connection, id: Uuid) -> Result<Option<WholeRow>, StoreError> {
    Ok(sqlx::query_as(
        "select seq, head, code, procedure_id, version, account, subject, search, receiving, competent, status,
            submitted_at, next_due, group_id, group_step, state
         from dossiers where id = $1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?)
}

/// Puts a rebuilt state in the place of the one that is there, if that is still the one after `seen` events. False if
/// it is another.
pub async fn replace(conn: &mut Connection, dossier: &Dossier, seen: i64) -> Result<bool, StoreError> {
    let columns = ColumnsRow::of(dossier);
    let done = sqlx::query(
        "update dossiers set seq = $1, procedure_id = $2, version = $3, account = $4, subject = $5, search = $6,
            receiving = $7, competent = $8, status = $9, submitted_at = $10, next_due = $11, group_id = $12,
            group_step = $13, state = $14
         where id = $15 and seq = $16",
    )
    .bind(columns.seq)
    .bind(columns.procedure_id)
    .bind(columns.version)
    .bind(columns.account)
    .bind(columns.subject)
    .bind(columns.search)
    .bind(columns.receiving)
    .bind(columns.competent)
    .bind(columns.status)
    .bind(columns.submitted_at)
    .bind(columns.next_due)
    .bind(columns.group_id)
    .bind(columns.group_step)
    .bind(Json(dossier))
    .bind(dossier.id.0)
    .bind(seen)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}
