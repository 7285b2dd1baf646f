//! Licences and banned packages after `deny.toml`, for machines without cargo-deny.

use super::spdx;
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;

/// Checks every package of the lock file that this platform builds.
pub fn check(root: &Path, metadata: &Value) -> Result<Vec<String>> {
    let rules = std::fs::read_to_string(root.join("deny.toml")).context("cannot read deny.toml")?;
    let rules: toml::Table = rules.parse().context("deny.toml is not TOML")?;
    let allowed: Vec<&str> = rules["licenses"]["allow"]
        .as_array()
        .context("deny.toml has no licenses.allow")?
        .iter()
        .filter_map(toml::Value::as_str)
        .collect();
    let banned: Vec<(&str, &str)> = rules["bans"]["deny"]
        .as_array()
        .context("deny.toml has no bans.deny")?
        .iter()
        .filter_map(|ban| Some((ban.get("crate")?.as_str()?, ban.get("reason")?.as_str()?)))
        .collect();

    let mut findings = Vec::new();
    for package in metadata["packages"]
        .as_array()
        .context("cargo metadata has no packages")?
    {
        let name = package["name"].as_str().unwrap_or_default();
        if let Some((_, reason)) = banned.iter().find(|(ban, _)| *ban == name) {
            findings.push(format!("the package {name} is banned: {reason}"));
        }
        match package["license"].as_str() {
            Some(licence) if spdx::allows(licence, &allowed) => {}
            Some(licence) => findings.push(format!(
                "{name} has the licence {licence}, which deny.toml does not allow"
            )),
            None => findings.push(format!("{name} states no licence")),
        }
        if let Some(source) = package["source"].as_str()
            && source != "registry+https://github.com/rust-lang/crates.io-index"
        {
            findings.push(format!(
                "{name} comes from {source}; packages come from the public registry"
            ));
        }
    }
    Ok(findings)
}
