//! The simulated systems as their clients meet them: over HTTP, in one process.

mod identity;
mod registers;
mod support;
