//! Which crate may know which: server → app → casework → domain, with papers and texts beside casework.

use super::BROWSER;
use crate::workspace::{output_of, root};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeSet;

/// Each crate of the workspace with those it may depend on.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("texts", &["domain"]),
    ("papers", &["domain", "texts"]),
    ("casework", &["domain", "texts"]),
    // Tests alone.
    ("simulation", &[]),
    ("national", &["domain"]),
    ("app", &["casework", "domain", "papers", "texts"]),
    ("browser", &["app", "domain"]),
    ("bench", &["casework", "domain"]),
    (
        "server",
        &["app", "bench", "casework", "domain", "national", "papers", "texts"],
    ),
    ("xtask", &[]),
];

/// Outside crates that the rules may use: values and their notation, nothing that reaches the world.
const DOMAIN_MAY_USE: &[&str] = &[
    "chrono",
    "serde",
    "serde_json",
    "thiserror",
    "unicode-normalization",
    "uuid",
];

/// What must not be in the browser, whoever brings it.
const NOT_IN_THE_BROWSER: &[&str] = &[
    "argon2",
    "axum",
    "hyper",
    "lettre",
    "mio",
    "motcua-bench",
    "motcua-casework",
    "motcua-national",
    "motcua-papers",
    "motcua-server",
    "openidconnect",
    "reqwest",
    "ring",
    "rustls",
    "sqlx",
    "sqlx-core",
    "tokio",
    "typst",
];

/// What must not be below the rules, whoever brings it: each reaches for files, sockets, time or chance.
const NOT_IN_THE_DOMAIN: &[&str] = &[
    "async-std",
    "axum",
    "getrandom",
    "hyper",
    "iana-time-zone",
    "mio",
    "rand",
    "reqwest",
    "smol",
    "socket2",
    "sqlx",
    "tokio",
];

/// Checks direct dependencies by name and the two trees that must stay clean as a whole.
pub fn check(metadata: &Value) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata has no packages")?;
    for package in packages.iter().filter(|package| package["source"].is_null()) {
        findings.extend(direct(package));
    }
    let browser = tree(&["-p", "motcua-browser", "--target", BROWSER])?;
    for unwanted in NOT_IN_THE_BROWSER.iter().filter(|name| browser.contains(**name)) {
        findings.push(format!(
            "the browser build contains {unwanted}: put its user behind the feature `ssr` of app (cargo tree -p motcua-browser --target {BROWSER} -e normal -i {unwanted})"
        ));
    }
    let domain = tree(&["-p", "motcua-domain"])?;
    for unwanted in NOT_IN_THE_DOMAIN.iter().filter(|name| domain.contains(**name)) {
        findings.push(format!(
            "domain is pure, but its tree contains {unwanted} (cargo tree -p motcua-domain -i {unwanted})"
        ));
    }
    Ok(findings)
}

/// Findings about the dependencies one crate of the workspace names.
fn direct(package: &Value) -> Vec<String> {
    let name = package["name"].as_str().unwrap_or_default();
    let Some(short) = name.strip_prefix("motcua-") else {
        return vec![format!("{name}: crates of the workspace are called motcua-…")];
    };
    let Some((_, may_know)) = MAY_KNOW.iter().find(|(known, _)| *known == short) else {
        return vec![format!(
            "{name} is new: say in xtask/src/rules/arrows.rs which crates it may depend on"
        )];
    };
    let mut findings = Vec::new();
    let named = package["dependencies"].as_array().into_iter().flatten();
    // Tests may use what they like: a cycle is cargo's to find.
    for dependency in named.filter(|dependency| dependency["kind"] != "dev") {
        let target = dependency["name"].as_str().unwrap_or_default();
        match target.strip_prefix("motcua-") {
            Some(other) if !may_know.contains(&other) => {
                findings.push(format!(
                    "{short} must not depend on {other}: arrows run server → app → casework → domain"
                ));
            }
            Some("casework") if short == "app" && dependency["optional"] != true => {
                findings
                    .push("app reaches casework under its feature `ssr` only: make the dependency optional".to_owned());
            }
            None if short == "domain" && !DOMAIN_MAY_USE.contains(&target) => {
                findings.push(format!(
                    "domain must not depend on {target}: it decides and does nothing else"
                ));
            }
            _ => {}
        }
    }
    findings
}

/// Names of all packages in a dependency tree.
fn tree(which: &[&str]) -> Result<BTreeSet<String>> {
    let mut arguments = vec![
        "tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}",
    ];
    arguments.extend(which);
    let lines = output_of("cargo", &arguments)
        .with_context(|| format!("cannot see the dependency tree; in {}", root().display()))?;
    Ok(lines
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::direct;
    use serde_json::json;

    #[test]
    fn an_arrow_upwards_is_found() {
        let package = json!({"name": "motcua-domain", "dependencies": [{"name": "motcua-casework", "kind": null}]});
        assert_eq!(direct(&package).len(), 1);
    }

    #[test]
    fn the_domain_uses_no_outside_crate_of_its_own_choice() {
        let package = json!({"name": "motcua-domain", "dependencies": [{"name": "tokio", "kind": null}, {"name": "proptest", "kind": "dev"}]});
        let findings = direct(&package);
        assert_eq!(findings.len(), 1);
        assert!(findings[0].contains("tokio"));
    }

    #[test]
    fn pages_reach_the_work_on_the_server_only() {
        let dependency = |optional: bool| json!({"name": "motcua-app", "dependencies": [{"name": "motcua-casework", "kind": null, "optional": optional}]});
        assert_eq!(direct(&dependency(false)).len(), 1);
        assert!(direct(&dependency(true)).is_empty());
    }

    #[test]
    fn a_new_crate_must_be_placed() {
        assert_eq!(direct(&json!({"name": "motcua-cellar", "dependencies": []})).len(), 1);
    }
}
