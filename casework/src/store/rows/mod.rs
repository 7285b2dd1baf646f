//! What queries give back. One file for each file of queries that needs one.

pub mod admin;
pub mod dossiers;
pub mod drafts;
pub mod messages;
pub mod officers;
pub mod outbox;
pub mod sessions;
pub mod silence;
pub mod unsent;
