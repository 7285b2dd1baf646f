//! The work of the one-stop shop: use cases, storage, connectors, background work.
//!
//! - [`store`]: one set of queries for SQLite and PostgreSQL; transactions, migrations, errors.
//! - [`outbox`]: effects and timers that leave after the transaction, carried out by a [`outbox::Worker`].
//! - [`sessions`], [`sign_in`]: who is at the other end.
//! - [`files`]: uploads and papers, by the hash of their content.
//! - [`clock`]: the only place that asks for the time or for randomness.

pub mod clock;
pub mod connectors;
pub mod files;
pub mod outbox;
pub mod sessions;
pub mod sign_in;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
