//! Every setting: its names, its default, what it is for. `--help` is made from this, and docs/settings.md is compared
//! with it by a test.

use std::fmt::Write as _;

/// A setting.
pub struct Setting {
    /// The environment variable.
    pub variable: &'static str,
    /// The key in `motcua.toml`.
    pub key: &'static str,
    /// What holds if neither is given; none if that is no fixed value.
    pub default: Option<&'static str>,
    /// The default in words, where it is no fixed value.
    pub otherwise: &'static str,
    /// What it is for.
    pub meaning: &'static str,
}

const fn fixed(variable: &'static str, key: &'static str, default: &'static str, meaning: &'static str) -> Setting {
    Setting {
        variable,
        key,
        default: Some(default),
        otherwise: default,
        meaning,
    }
}

const fn open(variable: &'static str, key: &'static str, otherwise: &'static str, meaning: &'static str) -> Setting {
    Setting {
        variable,
        key,
        default: None,
        otherwise,
        meaning,
    }
}

/// All of them.
pub const SETTINGS: [Setting; 19] = [
    fixed(
        "DATABASE_URL",
        "database_url",
        "sqlite://data/motcua.sqlite",
        "the database: sqlite://FILE, or postgres://USER:PASSWORD@HOST/NAME for many nodes",
    ),
    fixed(
        "MOTCUA_LISTEN",
        "listen",
        "127.0.0.1:3000",
        "address and port to listen on",
    ),
    open(
        "MOTCUA_BASE_URL",
        "base_url",
        "http://<listen>",
        "the address people use: in links, mails and QR codes; https:// makes cookies secure",
    ),
    open(
        "MOTCUA_TRUSTED_PROXIES",
        "trusted_proxies",
        "none",
        "addresses and networks of reverse proxies whose X-Forwarded-For is believed: 127.0.0.1, 10.0.0.0/8",
    ),
    open(
        "MOTCUA_METRICS_TOKEN",
        "metrics_token",
        "none: figures are shown on this machine alone",
        "who asks for /metrics sends it: Authorization: Bearer TOKEN; at least 16 characters",
    ),
    fixed(
        "MOTCUA_STORAGE",
        "storage",
        "data/files",
        "the folder of uploads and papers",
    ),
    open(
        "MOTCUA_SECRET_KEY",
        "secret_key",
        "the file motcua.key beside the data, made at the first start",
        "the key of sealed secrets, 32 bytes in base64; the same on all nodes",
    ),
    open(
        "MOTCUA_SMTP",
        "smtp",
        "none: mails are only noted in the log",
        "the mail server: smtp://HOST:PORT or smtps://USER:PASSWORD@HOST:PORT",
    ),
    fixed(
        "MOTCUA_MAIL_FROM",
        "mail_from",
        "Một Cửa <no-reply@localhost>",
        "the sender of mails",
    ),
    open(
        "MOTCUA_OIDC_ISSUER",
        "oidc_issuer",
        "<national_url>/identity",
        "the identity provider of citizens (OpenID Connect)",
    ),
    open(
        "MOTCUA_OIDC_CLIENT_ID",
        "oidc_client_id",
        "the demo client's",
        "our client id at the identity provider",
    ),
    open(
        "MOTCUA_OIDC_CLIENT_SECRET",
        "oidc_client_secret",
        "the demo client's",
        "our client secret at the identity provider",
    ),
    open(
        "MOTCUA_NATIONAL_URL",
        "national_url",
        "<base_url>/national",
        "where the national systems answer",
    ),
    open(
        "MOTCUA_SIGNING_KEY",
        "signing_key",
        "the demonstration's, which everybody knows",
        "signs our messages to national systems: the private number of a P-256 key, 64 hexadecimal digits",
    ),
    open(
        "MOTCUA_PROCEDURES",
        "procedures",
        "the files inside the program",
        "a folder of procedures in place of those inside",
    ),
    open(
        "MOTCUA_SUPPORT_LINE",
        "support_line",
        "none",
        "the support line shown at the foot of every page",
    ),
    fixed(
        "MOTCUA_SILENCE_LEADER_AFTER",
        "silence_leader_after",
        "4wh",
        "how long after its time a step may be silent before the leader is told: 4wh (working hours), 1wd, 1d",
    ),
    fixed(
        "MOTCUA_SILENCE_CITIZEN_AFTER",
        "silence_citizen_after",
        "8wh",
        "and before the citizen is told",
    ),
    fixed(
        "MOTCUA_SILENCE_JOB_MINUTES",
        "silence_job_minutes",
        "15",
        "how many minutes a job may be late before it shows itself as silent",
    ),
];

/// A setting by its variable.
pub fn find(variable: &str) -> &'static Setting {
    SETTINGS
        .iter()
        .find(|setting| setting.variable == variable)
        .expect("only settings of the table are asked for")
}

/// What `--help` says of the settings.
pub fn help() -> String {
    let mut help = String::from("Settings (environment variable, key in motcua.toml, default):\n");
    for setting in &SETTINGS {
        let (variable, key) = (setting.variable, setting.key);
        // Writing into a text cannot fail.
        let _ = writeln!(
            help,
            "  {variable:<26} {key:<19} {}\n      {}",
            setting.otherwise, setting.meaning
        );
    }
    help.push_str(
        "Each national system may have a table in motcua.toml: [systems.population], birth_notices, civil_status, \
         residence or\nsocial_insurance, with any of base_url, token_url, client_id, client_secret, service, \
         timeout_seconds, slow_after_seconds,\ncertificate (a PEM file), reply_key (its public key, hexadecimal), \
         retry_first_seconds, retry_longest_seconds,\nanswer_within_seconds, page (where applicants pay), paths and units (what is called otherwise \
         there).\n",
    );
    help.push_str("Logs, by the environment alone: RUST_LOG (info), MOTCUA_LOG_FORMAT: text (default) or json.");
    help
}
