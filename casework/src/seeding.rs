//! Fills a database with many people, drafts and tasks at once, for the bench and the crash test. What must be true of
//! an application is not decided here: a draft is copied from one that went through the use cases.

use sqlx::types::Json;
use uuid::Uuid;

use crate::db;
use crate::desk::Desk;
use crate::drafts::{Draft, DraftBody};
use crate::error::Error;
use crate::store::Store;
use crate::store::rows::drafts::{AccountRow, DraftRow};

/// How many rows share a transaction.
const AT_ONCE: usize = 500;

/// Somebody with an electronic identity.
#[derive(Clone, Debug)]
pub struct Resident {
    /// Twelve digits (COD-6).
    pub personal_id: String,
    /// The name.
    pub full_name: String,
    /// `yyyy-MM-dd`.
    pub date_of_birth: String,
    /// As `+84...`.
    pub phone: Option<String>,
    /// Where mails go.
    pub email: Option<String>,
}

/// Opens accounts, as a first sign-in does. Gives back their ids in the same order.
///
/// # Errors
/// If the database fails.
pub async fn accounts(desk: &Desk, residents: &[Resident]) -> Result<Vec<Uuid>, Error> {
    let mut made = Vec::with_capacity(residents.len());
    for some in residents.chunks(AT_ONCE) {
        let now = desk.now();
        let ids = desk
            .store
            .write(async |tx| {
                let mut ids = Vec::with_capacity(some.len());
                for resident in some {
                    let row = AccountRow {
                        id: desk.ids.uuid(now),
                        personal_id: resident.personal_id.clone(),
                        full_name: resident.full_name.clone(),
                        date_of_birth: Some(resident.date_of_birth.clone()),
                        phone: resident.phone.clone(),
                        email: resident.email.clone(),
                    };
                    ids.push(db!(tx, accounts::upsert(&row, now))?);
                }
                Ok::<_, Error>(ids)
            })
            .await?;
        made.extend(ids);
    }
    Ok(made)
}

/// Writes drafts of the same procedure as `like`, each for an account. Gives back their ids in the same order.
///
/// # Errors
/// If the database fails.
pub async fn drafts(desk: &Desk, like: &Draft, bodies: Vec<(Uuid, DraftBody)>) -> Result<Vec<Uuid>, Error> {
    let now = desk.now();
    let rows: Vec<DraftRow> = bodies
        .into_iter()
        .map(|(account, body)| DraftRow {
            id: desk.ids.uuid(now),
            account,
            procedure_id: like.procedure.id.as_str().to_owned(),
            version: i64::from(like.procedure.version),
            body: Json(body),
            created_at: now,
            updated_at: now,
        })
        .collect();
    for some in rows.chunks(AT_ONCE) {
        desk.store
            .write(async |tx| {
                for row in some {
                    db!(tx, drafts::insert(row))?;
                }
                Ok::<_, Error>(())
            })
            .await?;
    }
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Forgets all jobs that wait: what was seeded has no effects.
///
/// # Errors
/// If the database fails.
pub async fn forget_jobs(store: &Store) -> Result<(), Error> {
    store.write(async |tx| db!(tx, seeding::forget_jobs())).await?;
    Ok(())
}

/// Writes each task of the queues again so many times, about dossiers that do not exist: lists read the tasks alone.
/// For measuring queries over long queues; the database is of no other use afterwards. Returns how many tasks there are.
///
/// # Errors
/// If the database fails.
pub async fn multiply_tasks(store: &Store, times: u32) -> Result<i64, Error> {
    let all = store
        .write(async |tx| db!(tx, seeding::multiply_tasks(i64::from(times))))
        .await?;
    Ok(all)
}
