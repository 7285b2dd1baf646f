//! Tells cargo that the embedded migrations, procedures and reference data belong to this crate: without it a new file would not be noticed.
fn main() {
    println!("cargo:rerun-if-changed=../migrations");
    println!("cargo:rerun-if-changed=../procedures");
    println!("cargo:rerun-if-changed=../reference");
}
