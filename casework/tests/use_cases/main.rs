//! Every use case, on both databases, as people doing things.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod shop;

mod administering;
mod backing_up;
mod calling;
mod choosing;
mod contradicting;
mod drafting;
mod exchanging;
mod following;
mod hall;
mod handling;
mod lines;
mod linking;
mod mailing;
mod merging;
mod offering;
mod parts_held;
mod queueing;
mod rebuilding;
mod silencing;
mod submitting;
mod supplementing;
mod verifying;
mod who_may;
mod withdrawing;
