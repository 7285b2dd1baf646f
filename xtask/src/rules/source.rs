//! What must not stand in a tracked file.

use crate::workspace::output_of;
use anyhow::Result;
use std::collections::BTreeSet;
use std::path::Path;

/// Longer files have more than one subject (tests may be longer: they are lists).
const LONGEST: usize = 600;

/// The one place where SQL is written, and those that look at a database from outside.
const SQL_MAY_STAND_IN: &[&str] = &[
    "casework/src/store/",
    "casework/src/testing/",
    "casework/tests/",
    "server/tests/",
    "bench/",
    "xtask/",
];

/// Calls that reach the world; the rules make none.
const NOT_IN_RULES: &[&str] = &[
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::thread",
    "std::time::SystemTime",
    "std::time::Instant",
];

/// Checks every file that is tracked or would be.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let listed = output_of("git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
    let names: BTreeSet<&str> = listed.split('\0').filter(|name| !name.is_empty()).collect();
    let private = private_places(root);
    let mut findings = Vec::new();
    for name in &names {
        // Removed but not yet committed, a folder, or not text: nothing to read.
        let Ok(text) = std::fs::read_to_string(root.join(name)) else {
            continue;
        };
        findings.extend(in_file(name, &text, &private));
    }
    findings.extend(migrations(&names));
    Ok(findings)
}

/// Beginnings of paths that exist on this machine only.
fn private_places(root: &Path) -> Vec<String> {
    let mut places = vec![format!("{}/", root.display())];
    if let Some(parent) = root.parent().filter(|parent| parent.components().count() > 1) {
        places.push(format!("{}/", parent.display()));
    }
    places.extend(
        [
            concat!("/ro", "ot/"),
            concat!("/ho", "me/"),
            concat!("/Us", "ers/"),
            concat!("C:\\Us", "ers\\"),
        ]
        .map(str::to_owned),
    );
    places
}

/// Findings in one file.
fn in_file(name: &str, text: &str, private: &[String]) -> Vec<String> {
    let mut findings = Vec::new();
    let mut found = |line: usize, what: &str| findings.push(format!("{name}:{}: {what}", line + 1));
    let rust = name.ends_with(".rs");
    let code = rust
        || [".mjs", ".js", ".ts", ".scss", ".sql", ".yaml", ".toml"]
            .iter()
            .any(|ending| name.ends_with(ending));
    let test = name.contains("/tests/") || name.ends_with("tests.rs") || name.starts_with("end2end/");
    let locked = name.ends_with("-lock.json") || name.ends_with(".lock");

    for (number, line) in text.lines().enumerate() {
        if private.iter().any(|place| names_place(line, place)) {
            found(number, "a path of one machine; write it relative to the workspace");
        }
        if HOSTS.iter().any(|host| line.contains(host)) {
            found(
                number,
                "the address of a package registry; packages are found by name and lock file",
            );
        }
        if code && UNFINISHED.iter().any(|mark| line.contains(mark)) {
            found(number, "unfinished; finish it or write an issue");
        }
        if !rust {
            continue;
        }
        let comment = line.trim_start().starts_with("//");
        if !comment && line.contains(concat!("#[al", "low(")) || line.contains(concat!("#![al", "low(")) {
            found(number, "mend the cause, or say #[expect(lint, reason = \"…\")]");
        }
        if !comment && is_sql(line) && !SQL_MAY_STAND_IN.iter().any(|place| name.starts_with(place)) {
            found(number, "SQL; it is written in casework/src/store only");
        }
        if !comment && name.starts_with("domain/src/") && NOT_IN_RULES.iter().any(|call| line.contains(call)) {
            found(number, "the rules reach for nothing; take it as an argument");
        }
    }
    if rust {
        for number in expects_without_reason(text) {
            found(number, "#[expect(…)] without a reason");
        }
    }
    let length = text.lines().count();
    if code && !test && !locked && length > LONGEST && !name.ends_with(".yaml") && !name.ends_with(".toml") {
        found(0, &format!("{length} lines; over {LONGEST} it is two files"));
    }
    findings
}

const HOSTS: &[&str] = &[
    concat!("registry.np", "mjs.org"),
    concat!("static.cra", "tes.io"),
    concat!("index.cra", "tes.io"),
    concat!("files.pythonho", "sted.org"),
];
const UNFINISHED: &[&str] = &[
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
    concat!("TO", "DO"),
];

/// Whether a path that begins with `place` begins in this line (an address such as `https://host/home/` does not).
fn names_place(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|before| before.is_whitespace() || "\"'`=(:<,".contains(before))
    })
}

/// Whether a line of code holds a statement of SQL (house style: lower case; shouted SQL is found too).
fn is_sql(line: &str) -> bool {
    let statements = [
        ("insert into ", ""),
        ("delete from ", ""),
        ("select ", " from "),
        ("update ", " set "),
    ];
    statements.iter().any(|(begin, then)| {
        [(*begin).to_owned(), begin.to_uppercase()]
            .into_iter()
            .zip([(*then).to_owned(), then.to_uppercase()])
            .any(|(begin, then)| {
                line.find(&begin).is_some_and(|at| {
                    let quoted = line[..at].contains('"') || line[..at].trim().is_empty();
                    quoted && line[at..].contains(&then)
                })
            })
    })
}

/// Line numbers (from 0) of lint expectations that give no reason.
fn expects_without_reason(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for opening in [concat!("#[exp", "ect("), concat!("#![exp", "ect(")] {
        for (at, _) in text.match_indices(opening) {
            let attribute = text[at..]
                .split_once(")]")
                .map_or(&text[at..], |(attribute, _)| attribute);
            let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let before = text[line_start..at].trim_start();
            if !before.starts_with("//") && !before.contains('"') && !attribute.contains("reason") {
                found.push(text[..at].matches('\n').count());
            }
        }
    }
    found
}

/// Both databases have the same migrations.
fn migrations(names: &BTreeSet<&str>) -> Vec<String> {
    let of = |database: &str| -> BTreeSet<String> {
        let folder = format!("migrations/{database}/");
        names
            .iter()
            .filter_map(|name| name.strip_prefix(&folder))
            .filter(|name| name.ends_with(".sql"))
            .map(str::to_owned)
            .collect()
    };
    of("sqlite")
        .symmetric_difference(&of("postgres"))
        .map(|name| format!("migrations: {name} is there for one database only; they are numbered and named alike"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{expects_without_reason, in_file, is_sql, migrations, names_place};
    use std::collections::BTreeSet;

    #[test]
    fn sql_is_known_from_prose() {
        assert!(is_sql(r#"    query("select id from dossier where code = $1")"#));
        assert!(is_sql(r#"    query("INSERT INTO dossier VALUES ($1)")"#));
        assert!(is_sql("        delete from session where id = $1"));
        assert!(!is_sql("let chosen = select(first, from);"));
        assert!(!is_sql(r#"    "Select a commune from the list""#));
    }

    #[test]
    fn sql_outside_the_store_is_found() {
        let line = "    query(\"select id from dossier\")\n";
        assert_eq!(in_file("app/src/page.rs", line, &[]).len(), 1);
        assert!(in_file("casework/src/store/queries.rs", line, &[]).is_empty());
    }

    #[test]
    fn an_expectation_needs_a_reason() {
        let without = ["#[", "expect(dead_code)]\nfn f() {}\n"].concat();
        let with = [
            "#[",
            "expect(\n    dead_code,\n    reason = \"used by the other half\"\n)]\n",
        ]
        .concat();
        assert_eq!(expects_without_reason(&without), vec![0]);
        assert!(expects_without_reason(&with).is_empty());
    }

    #[test]
    fn private_paths_are_known_from_addresses() {
        let place = ["/ho", "me/"].concat();
        assert!(names_place(&format!("path = \"{place}lan/motcua\""), &place));
        assert!(!names_place(&format!("https://example.vn{place}"), &place));
    }

    #[test]
    fn the_rules_reach_for_nothing() {
        assert_eq!(in_file("domain/src/engine.rs", "use std::fs;\n", &[]).len(), 1);
        assert!(in_file("casework/src/files.rs", "use std::fs;\n", &[]).is_empty());
    }

    #[test]
    fn long_files_are_found_but_not_tests() {
        let long = "fn f() {}\n".repeat(601);
        assert_eq!(in_file("app/src/page.rs", &long, &[]).len(), 1);
        assert!(in_file("app/tests/pages.rs", &long, &[]).is_empty());
    }

    #[test]
    fn migrations_come_in_pairs() {
        let names = BTreeSet::from([
            "migrations/sqlite/0001_start.sql",
            "migrations/postgres/0001_start.sql",
            "migrations/sqlite/0002_more.sql",
        ]);
        assert_eq!(migrations(&names).len(), 1);
    }
}
