//! The release binary carries the assets inside: built anew when they are.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../target/site/manifest.json");
}
