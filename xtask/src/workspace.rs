//! Where things are, and how other programs are called.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder that holds the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("xtask lies inside the workspace").to_path_buf()
}

/// Runs a program in the workspace and returns what it wrote to standard output; its errors go to the terminal.
///
/// # Errors
/// When it cannot be started or ends with a failure.
pub fn output_of(program: impl AsRef<Path>, arguments: &[&str]) -> Result<String> {
    let program = program.as_ref();
    let name = program
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", program.display()))?;
    if !output.status.success() {
        bail!("{name} {} failed ({})", arguments.join(" "), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{name} wrote something that is not UTF-8"))
}

/// A command-line tool that npm installed.
///
/// # Errors
/// When it is not there, with what to do.
pub fn npm_tool(name: &str) -> Result<PathBuf> {
    let tool = root().join("node_modules/.bin").join(name);
    if !tool.exists() {
        bail!("{name} is not installed: run `scripts/setup browser`");
    }
    Ok(tool)
}

/// All files below a folder, sorted; none if the folder is not there.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
