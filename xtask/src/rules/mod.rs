//! The house rules that no compiler checks. Each finding says what is wrong, where, and what to do instead.

mod arrows;
mod licences;
mod source;
mod spdx;

use crate::workspace::{output_of, root};
use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Checks every rule and reports all findings at once.
///
/// # Errors
/// When a rule is broken, or the facts cannot be had.
pub fn check() -> Result<()> {
    let root = root();
    let metadata = output_of(
        "cargo",
        &[
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            HOST,
        ],
    )?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata is not JSON")?;

    let mut findings = Vec::new();
    findings.extend(arrows::check(&metadata)?);
    findings.extend(licences::check(&root, &metadata)?);
    findings.extend(source::check(&root)?);
    if findings.is_empty() {
        eprintln!("house rules: kept");
        return Ok(());
    }
    for finding in &findings {
        eprintln!("house rule: {finding}");
    }
    bail!(
        "house rules: {} broken (why they are there: CONTRIBUTING.md)",
        findings.len()
    )
}

/// The platform whose packages are looked at.
const HOST: &str = "x86_64-unknown-linux-gnu";

/// The target of the browser half.
const BROWSER: &str = "wasm32-unknown-unknown";
