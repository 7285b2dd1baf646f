//! A wrong setting is named; what the manual says of settings is true.

use super::{Settings, read, table};

/// The settings with one of them given.
fn with(variable: &str, value: &str) -> Result<Settings, String> {
    Settings::from(|setting| (setting.variable == variable).then(|| value.to_owned()))
        .map_err(|error| format!("{error:#}"))
}

#[test]
fn a_wrong_setting_is_named() {
    for (variable, wrong) in [
        ("DATABASE_URL", "mysql://root:hunter2@db/motcua"),
        ("DATABASE_URL", "sqlite://"),
        ("MOTCUA_LISTEN", "localhost"),
        ("MOTCUA_BASE_URL", "motcua.example.vn"),
        ("MOTCUA_BASE_URL", "https://"),
        ("MOTCUA_SECRET_KEY", "hunter2"),
        ("MOTCUA_SIGNING_KEY", "hunter2"),
        ("MOTCUA_TRUSTED_PROXIES", "10.0.0.0/8, proxy"),
        ("MOTCUA_METRICS_TOKEN", "hunter2"),
        ("MOTCUA_OIDC_ISSUER", "vneid"),
        ("MOTCUA_NATIONAL_URL", "file:///etc"),
        ("MOTCUA_PROCEDURES", "no/such/folder"),
        ("MOTCUA_SILENCE_LEADER_AFTER", "4 hours"),
        ("MOTCUA_SILENCE_CITIZEN_AFTER", "soon"),
        ("MOTCUA_SILENCE_JOB_MINUTES", "0"),
    ] {
        let said = with(variable, wrong).expect_err(variable);
        assert!(said.starts_with(variable), "{variable}: {said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
}

#[test]
fn a_settings_file_with_a_key_nobody_knows_is_refused() {
    assert!(read("listen = \"127.0.0.1:1\"").is_ok());
    assert!(read("lisen = \"127.0.0.1:1\"").is_err_and(|error| error.to_string().contains("'lisen'")));
    assert!(read("listen = 3000").is_err());
}

#[test]
fn without_anything_given_the_defaults_hold() {
    let settings = Settings::from(|_| None).expect("the defaults are sound");
    assert_eq!(settings.base_url, "http://127.0.0.1:3000");
    assert_eq!(settings.storage.to_str(), Some("data/files"));
    let settings = with("MOTCUA_BASE_URL", "https://motcua.example.vn/").expect("sound");
    assert_eq!(settings.base_url, "https://motcua.example.vn");
}

/// Of no key that is used.
const HUNTER: &str = "68756e7465723268756e7465723268756e7465723268756e7465723268756e74";

#[test]
fn no_secret_is_shown() {
    for (variable, secret) in [
        ("DATABASE_URL", "postgres://u:hunter2@h/d"),
        ("MOTCUA_SMTP", "smtps://u:hunter2@h"),
        ("MOTCUA_OIDC_CLIENT_SECRET", "hunter2"),
        ("MOTCUA_METRICS_TOKEN", "hunter2-hunter2-hunter2"),
        ("MOTCUA_SIGNING_KEY", HUNTER),
    ] {
        let shown = format!("{:?}", with(variable, secret).expect(variable));
        assert!(!shown.contains("hunter2") && !shown.contains(HUNTER), "{shown}");
    }
}

#[test]
fn the_manual_lists_every_setting_with_its_default() {
    let manual = include_str!("../../../docs/settings.md");
    for setting in &table::SETTINGS {
        let default = match setting.default {
            Some(value) => format!("`{value}`"),
            None => setting.otherwise.to_owned(),
        };
        let row = format!(
            "| `{}` | `{}` | {default} | {} |",
            setting.variable, setting.key, setting.meaning
        );
        assert!(manual.contains(&row), "docs/settings.md lacks:\n{row}");
    }
    let rows = manual.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(
        rows,
        table::SETTINGS.len(),
        "docs/settings.md lists settings that do not exist"
    );
}
