//! The work of the one-stop shop: use cases, storage, connectors, background work.
//!
//! - [`store`]: one set of queries for SQLite and PostgreSQL; transactions, migrations, errors.
//! - [`outbox`]: effects and timers that leave after the transaction, carried out by a [`outbox::Worker`].
//! - [`sessions`], [`sign_in`]: who is at the other end.
//! - [`backup`]: everything in one archive, and the way back.
//! - [`vault`], [`housekeeping`]: secrets kept sealed; what is thrown away when nobody needs it any more.
//! - [`files`]: uploads and papers, by the hash of their content.
//! - [`procedures`], [`reference`]: what can be applied for, and the dated data it rests on.
//! - [`connectors`], [`exchange`]: national systems, and the log of messages to and from them.
//! - [`linked`]: groups of procedures behind one application, and their parts.
//! - [`silence`]: what has not moved for longer than it may, and who is told.
//! - [`admin`]: what administrators configure: definitions, reference data, staff.
//! - [`clock`]: the only place that asks for the time or for randomness.

pub mod admin;
pub mod background;
pub mod backup;
mod by_name;
pub mod case;
pub mod citizen;
pub mod clock;
pub mod connectors;
pub mod desk;
pub mod drafts;
pub mod error;
pub mod exchange;
pub mod faults;
pub mod files;
pub mod housekeeping;
pub mod linked;
pub mod officer;
pub mod outbox;
pub mod people;
pub mod procedures;
pub mod rebuild;
pub mod reference;
mod registers;
pub mod seeding;
pub mod serials;
pub mod sessions;
pub mod sign_in;
pub mod silence;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
pub mod vault;
mod yaml;

pub(crate) use store::db;
