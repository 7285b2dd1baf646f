//! Officers and their posts.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::officers::{DutyRow, InvitationRow, OfficerRow, PostRow};

/// Writes a new officer. A user name taken is a conflict on `officers_user_name_key`.
pub async fn insert(conn: &mut Connection, officer: &OfficerRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into officers (id, user_name, display_name, password_hash, totp_secret, totp_last_step, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(officer.id)
    .bind(&officer.user_name)
    .bind(&officer.display_name)
    .bind(&officer.password_hash)
    .bind(&officer.totp_secret)
    .bind(officer.totp_last_step)
    .bind(officer.created_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// An officer by user name (already folded).
pub async fn by_user_name(conn: &mut Connection, user_name: &str) -> Result<Option<OfficerRow>, StoreError> {
    Ok(sqlx::query_as("select * from officers where user_name = $1")
        .bind(user_name)
        .fetch_optional(conn)
        .await?)
}

/// An officer by id.
pub async fn by_id(conn: &mut Connection, id: Uuid) -> Result<Option<OfficerRow>, StoreError> {
    Ok(sqlx::query_as("select * from officers where id = $1")
        .bind(id)
        .fetch_optional(conn)
        .await?)
}

/// Notes that a code of that step was used. False if that or a later one was used before: a code works once, also when
/// it is sent twice at the same moment.
pub async fn use_step(conn: &mut Connection, id: Uuid, step: i64) -> Result<bool, StoreError> {
    let done = sqlx::query("update officers set totp_last_step = $1 where id = $2 and totp_last_step < $1")
        .bind(step)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Officers whose secret is not sealed: as it was kept before there was a key, 20 bytes.
pub async fn unsealed(conn: &mut Connection) -> Result<Vec<OfficerRow>, StoreError> {
    Ok(sqlx::query_as("select * from officers where length(totp_secret) = 20")
        .fetch_all(conn)
        .await?)
}

/// Replaces the secret, unless it was replaced meanwhile.
pub async fn seal(conn: &mut Connection, id: Uuid, old: &[u8], sealed: &[u8]) -> Result<(), StoreError> {
    sqlx::query("update officers set totp_secret = $1 where id = $2 and totp_secret = $3")
        .bind(sealed)
        .bind(id)
        .bind(old)
        .execute(conn)
        .await?;
    Ok(())
}

/// Replaces the password's hash.
pub async fn set_password(conn: &mut Connection, id: Uuid, hash: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("update officers set password_hash = $1 where id = $2")
        .bind(hash)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Replaces everything an officer signs in with: an empty hash is a password nobody has.
pub async fn set_credentials(
    conn: &mut Connection,
    id: Uuid,
    password_hash: &str,
    totp_secret: &[u8],
    totp_last_step: i64,
) -> Result<(), StoreError> {
    sqlx::query("update officers set password_hash = $1, totp_secret = $2, totp_last_step = $3 where id = $4")
        .bind(password_hash)
        .bind(totp_secret)
        .bind(totp_last_step)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes an invitation in the place of an earlier one.
pub async fn put_invitation(conn: &mut Connection, row: &InvitationRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into officer_invitations (officer_id, code_hash, totp_secret, made_at, valid_to)
         values ($1, $2, $3, $4, $5)
         on conflict (officer_id) do update set code_hash = excluded.code_hash, totp_secret = excluded.totp_secret,
            made_at = excluded.made_at, valid_to = excluded.valid_to",
    )
    .bind(row.officer_id)
    .bind(&row.code_hash)
    .bind(&row.totp_secret)
    .bind(row.made_at)
    .bind(row.valid_to)
    .execute(conn)
    .await?;
    Ok(())
}

/// The invitation of an officer.
pub async fn invitation(conn: &mut Connection, officer: Uuid) -> Result<Option<InvitationRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from officer_invitations where officer_id = $1")
            .bind(officer)
            .fetch_optional(conn)
            .await?,
    )
}

/// Takes an invitation out. False if it is gone, or there is another.
pub async fn take_invitation(conn: &mut Connection, officer: Uuid, code_hash: &[u8]) -> Result<bool, StoreError> {
    let done = sqlx::query("delete from officer_invitations where officer_id = $1 and code_hash = $2")
        .bind(officer)
        .bind(code_hash)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Closes or (with none) opens an account.
pub async fn set_disabled(conn: &mut Connection, id: Uuid, at: Option<DateTime<Utc>>) -> Result<bool, StoreError> {
    let done = sqlx::query("update officers set disabled_at = $1 where id = $2")
        .bind(at)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes a post.
pub async fn insert_post(conn: &mut Connection, post: &PostRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into officer_posts (id, officer_id, agency_code, department, role, valid_from, valid_to)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(post.id)
    .bind(post.officer_id)
    .bind(&post.agency_code)
    .bind(&post.department)
    .bind(&post.role)
    .bind(post.valid_from)
    .bind(post.valid_to)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends a post that has not ended yet.
pub async fn end_post(conn: &mut Connection, id: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    let done =
        sqlx::query("update officer_posts set valid_to = $1 where id = $2 and (valid_to is null or valid_to > $1)")
            .bind(at)
            .bind(id)
            .execute(conn)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// The posts an officer holds at that time.
pub async fn posts_at(conn: &mut Connection, officer: Uuid, at: DateTime<Utc>) -> Result<Vec<PostRow>, StoreError> {
    Ok(sqlx::query_as(
        "select * from officer_posts
         where officer_id = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)
         order by agency_code, role, id",
    )
    .bind(officer)
    .bind(at)
    .fetch_all(conn)
    .await?)
}

/// The name of an officer whose account is open, once for each post held at that time; once without a post if there is none.
pub async fn on_duty(conn: &mut Connection, officer: Uuid, at: DateTime<Utc>) -> Result<Vec<DutyRow>, StoreError> {
    Ok(sqlx::query_as(
        "select officers.display_name, posts.agency_code, posts.role
         from officers left join officer_posts posts on posts.officer_id = officers.id and posts.valid_from <= $2
             and (posts.valid_to is null or posts.valid_to > $2)
         where officers.id = $1 and officers.disabled_at is null
         order by posts.agency_code, posts.role, posts.id",
    )
    .bind(officer)
    .bind(at)
    .fetch_all(conn)
    .await?)
}
