//! Tells cargo that the embedded migrations belong to this crate: without it a new file would not be noticed.
fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
