//! Load generators that drive the running server as browsers do.
//!
//! `motcua bench` starts the server it belongs to as a child of its own, with a database of its own, fills it with
//! dossiers that went through the use cases, and drives it over real connections. Beside each figure stands what the
//! machine itself can do in the same run, as times alone say little about a program.
//!
//! - [`seed`]: households, drafts ready to submit, dossiers, officers; also used by the crash test.
//! - [`client`], [`child`]: a browser's connection, a server as a process; also used by the crash test.
//! - [`filling`]: made-up valid answers for any draft, for the journeys in a browser.
//! - `load`: many connections at once; `scenarios`: what they ask for; `run`: the order of it all.
//! - `report`: the tables, and the numbers to reach.

mod arguments;
pub mod child;
pub mod client;
mod database;
pub mod desk;
pub mod filling;
mod inbox;
mod load;
mod pages;
mod report;
mod run;
mod scenarios;
pub mod seed;

pub use arguments::Bench;
pub use run::run;
