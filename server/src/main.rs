//! The building.
fn main() {}
