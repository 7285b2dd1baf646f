//! Whole pages in the states that matter, as people read them, in both languages: the site's own routes over a desk with
//! simulated national systems. A page is kept as its words and controls in order (`snapshots/`), not as markup.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod admin;
mod all_forms;
mod browser;
mod citizen;
mod linked;
mod officer;
mod outline;
// The desk and the people that the tests of the use cases act with.
#[expect(
    dead_code,
    unused_imports,
    reason = "the use cases need more of it than the pages do"
)]
#[path = "../../../casework/tests/use_cases/shop/mod.rs"]
mod shop;
