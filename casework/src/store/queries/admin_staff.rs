//! Staff, as administrators see them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Connection;
use crate::store::StoreError;
use crate::store::rows::admin::StaffPostRow;
use crate::store::rows::officers::OfficerRow;

/// All officers, by name.
pub async fn officers(conn: &mut Connection) -> Result<Vec<OfficerRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from officers order by display_name, user_name")
            .fetch_all(conn)
            .await?,
    )
}

/// All posts, past and future too.
pub async fn posts(conn: &mut Connection) -> Result<Vec<StaffPostRow>, StoreError> {
    Ok(sqlx::query_as("select * from officer_posts order by valid_from, id")
        .fetch_all(conn)
        .await?)
}

/// The posts of one officer, past and future too.
pub async fn posts_of(conn: &mut Connection, officer: Uuid) -> Result<Vec<StaffPostRow>, StoreError> {
    Ok(
        sqlx::query_as("select * from officer_posts where officer_id = $1 order by valid_from, id")
            .bind(officer)
            .fetch_all(conn)
            .await?,
    )
}

/// Gives a post, with the decision it rests on.
pub async fn insert_post(conn: &mut Connection, post: &StaffPostRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into officer_posts
            (id, officer_id, agency_code, department, role, valid_from, valid_to, legal_basis)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(post.id)
    .bind(post.officer_id)
    .bind(&post.agency_code)
    .bind(&post.department)
    .bind(&post.role)
    .bind(post.valid_from)
    .bind(post.valid_to)
    .bind(&post.legal_basis)
    .execute(conn)
    .await?;
    Ok(())
}

/// How many tasks an officer has in hand.
pub async fn tasks_in_hand(conn: &mut Connection, officer: Uuid) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select count(*) from tasks where officer = $1")
        .bind(officer)
        .fetch_one(conn)
        .await?)
}

/// How many officers with an open account hold the role at that time, without an end in sight, other than by one post.
pub async fn holders_beside(
    conn: &mut Connection,
    role: &str,
    post: Uuid,
    officer: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "select count(distinct p.officer_id) from officer_posts p join officers o on o.id = p.officer_id
         where p.role = $1 and p.id <> $2 and ($3 is null or p.officer_id <> $3) and o.disabled_at is null
           and p.valid_from <= $4 and p.valid_to is null",
    )
    .bind(role)
    .bind(post)
    .bind(officer)
    .bind(at)
    .fetch_one(conn)
    .await?)
}
