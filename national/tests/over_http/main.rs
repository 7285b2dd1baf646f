//! The simulated systems as their clients meet them: over HTTP, in one process.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

mod identity;
mod orders;
mod registers;
mod support;
