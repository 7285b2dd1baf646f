//! The queries, written once and compiled for each database: `super::DB` is the one at hand. One file for each subject.

pub mod accounts;
pub mod admin_log;
pub mod admin_staff;
pub mod admin_texts;
pub mod backup;
pub mod brakes;
pub mod confirmations;
pub mod dossiers;
pub mod drafts;
pub mod events;
pub mod figures;
pub mod file_refs;
pub mod messages;
pub mod migrations;
pub mod offers;
pub mod officers;
pub mod outbox;
pub mod papers;
pub mod pending_sign_ins;
pub mod register_log;
pub mod secret_key_proofs;
pub mod seeding;
pub mod serials;
pub mod sessions;
pub mod silence;
pub mod tasks;
pub mod unsent;

pub(crate) use super::{Connection, DB, RANDOM_ID, SHARE_ROWS, TAKE_ROWS};

/// Adds `(?, ?, …)` with its values, for an `in`. Neither database takes an empty one, so callers answer those themselves.
fn push_list<'t, T>(query: &mut sqlx::QueryBuilder<DB>, values: impl IntoIterator<Item = T>)
where
    T: sqlx::Encode<'t, DB> + sqlx::Type<DB>,
{
    query.push("(");
    let mut list = query.separated(", ");
    for value in values {
        list.push_bind(value);
    }
    query.push(")");
}
