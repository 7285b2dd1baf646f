//! Simulated national systems, over real HTTP, for demonstration and tests.
//!
//! Many systems answer under one router: some with an interface of their own (the population database, the hospitals' birth
//! notices, the civil-status system, the police's residence system, the social insurance, the identity provider), all others
//! by the one message of the data-sharing platform. The people in them are made up, the same for the same seed and day. Each
//! system can be made slow, down, wrong or forgetful while it runs ([`faults`]), so that what depends on it can be tried.
//!
//! Nothing here shares a type with the product: the wire is the only contract between them. To add a system: a variant of
//! [`faults::System`], a file under `wire/`, a line in [`National::router`].

pub mod clock;
pub mod faults;
pub mod identity;
pub mod people;
pub mod reference;

mod callbacks;
mod civil_status;
mod general;
mod html;
mod ledger;
mod national;
mod orders;
mod payments;
mod registry;
mod signing;
mod wire;

pub use clock::Clock;
pub use ledger::LedgerError;
pub use national::{Deed, National, serve};
pub use people::demo::{DemoPerson, demo_people};
