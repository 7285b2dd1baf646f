//! Many rows at once, for the bench.

use sqlx::AssertSqlSafe;

use super::{Connection, RANDOM_ID};
use crate::store::StoreError;

/// Forgets all jobs that wait.
pub async fn forget_jobs(conn: &mut Connection) -> Result<u64, StoreError> {
    Ok(sqlx::query("delete from outbox where state = 'ready'")
        .execute(conn)
        .await?
        .rows_affected())
}

/// Writes each task `times` times again, each about another dossier. Returns how many there are then.
pub async fn multiply_tasks(conn: &mut Connection, times: i64) -> Result<i64, StoreError> {
    let columns = "step, agency, role, queue, sort_at, officer, officer_name, code, procedure_id, subject, channel, \
                   submitted_at";
    let insert = format!(
        "with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < $1)
         insert into tasks (dossier, {columns}) select {RANDOM_ID}, {columns} from tasks cross join numbers"
    );
    if times > 0 {
        sqlx::query(AssertSqlSafe(insert))
            .bind(times)
            .execute(&mut *conn)
            .await?;
    }
    // What the database would soon do by itself.
    sqlx::query("analyze tasks").execute(&mut *conn).await?;
    Ok(sqlx::query_scalar("select count(*) from tasks").fetch_one(conn).await?)
}
