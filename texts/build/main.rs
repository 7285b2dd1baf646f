//! Turns `locales/{vi,en}/<area>.toml` into Rust functions, and stops the build when the two languages disagree.
//!
//! To add a text: write its key in both files. To add an area: add a file to both folders.

mod emit;
mod message;
mod tree;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

#[expect(clippy::print_stdout, reason = "how a build script speaks to cargo")]
fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(faults) => {
            for fault in faults {
                println!("cargo::error={fault}");
            }
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), Vec<String>> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("locales");
    let vi = files(&root.join("vi"))?;
    let en = files(&root.join("en"))?;
    let areas: BTreeSet<&String> = vi.keys().chain(en.keys()).collect();
    let mut faults = Vec::new();
    let mut code = String::new();
    for area in areas {
        match (vi.get(area), en.get(area)) {
            (Some(vi), Some(en)) => match tree::join(area, vi, en) {
                Ok(group) => emit::module(&mut code, area, &group, 0),
                Err(found) => faults.extend(found),
            },
            (Some(_), None) => faults.push(format!("locales/en/{area}.toml is missing")),
            _ => faults.push(format!("locales/vi/{area}.toml is missing")),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let target = PathBuf::from(variable("OUT_DIR")?).join("texts.rs");
    fs::write(&target, code).map_err(|error| vec![format!("{}: {error}", target.display())])
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script its folders by these"
)]
fn variable(name: &str) -> Result<String, Vec<String>> {
    std::env::var(name).map_err(|error| vec![format!("{name}: {error}")])
}

/// The content of every `.toml` file of a folder, by its name without the ending.
fn files(folder: &Path) -> Result<BTreeMap<String, String>, Vec<String>> {
    let fault = |error: std::io::Error| vec![format!("{}: {error}", folder.display())];
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.extension().is_some_and(|ending| ending == "toml")
            && let Some(area) = path.file_stem().and_then(|stem| stem.to_str())
        {
            found.insert(area.to_owned(), fs::read_to_string(&path).map_err(fault)?);
        }
    }
    Ok(found)
}
