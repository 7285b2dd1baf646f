//! A made-up procedure for tests: borrowing a community hall. No real procedure leaks into the engine through it, and
//! none of its names mean anything outside tests.
//!
//! [`answers`] fills in any form. [`Hall`] is the procedure with its calendar and lists, [`people`] are those who act, a
//! [`Story`] is one dossier lived through command by command, and [`speed`] says how fast the engine is.

pub mod answers;
mod hall;
pub mod people;
pub mod speed;
mod story;
#[cfg(test)]
pub(crate) mod trees;

pub use hall::{Hall, HallLists, facts, hall_definition, hall_procedure, rules, submission, typed, upload};
pub use story::Story;

pub use crate::calendar::testing::{at, calendar_2026};
