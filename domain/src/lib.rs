//! The rules of the one-stop shop: what a procedure is, what a form asks, how a dossier moves and when it is due.
//!
//! Everything here is pure: no input or output, no clock, no randomness. Time, ids and the acting person are arguments,
//! so that the server, the browser and the tests run the very same rules. A reader may start with [`procedure`] (what
//! the definition files can say), then [`workflow`] (how a definition runs) and [`dossier`] (commands, events, state).

pub mod address;
pub mod application;
pub mod calendar;
pub mod condition;
pub mod dossier;
pub mod eligibility;
pub mod facts;
pub mod fees;
pub mod fold;
pub mod form;
pub mod identifiers;
pub mod procedure;
pub mod reference;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod text;
pub mod workflow;
