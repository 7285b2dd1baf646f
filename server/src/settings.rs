//! Settings: `motcua.toml`, the environment over it. A wrong one is named at start.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use motcua_casework::connectors::{Adjustment, System};
use secrecy::SecretString;
use serde::Deserialize;

/// What `--help` says of the settings.
pub const HELP: &str = "\
Settings (environment variable, key in motcua.toml, default):
  DATABASE_URL               database_url           sqlite://data/motcua.sqlite
  MOTCUA_LISTEN              listen                 127.0.0.1:3000
  MOTCUA_BASE_URL            base_url               http://<listen>
  MOTCUA_STORAGE             storage                data/files
  MOTCUA_SMTP                smtp                   none: mails are only noted
  MOTCUA_MAIL_FROM           mail_from              Một Cửa <no-reply@localhost>
  MOTCUA_OIDC_ISSUER         oidc_issuer            <national_url>/identity
  MOTCUA_OIDC_CLIENT_ID      oidc_client_id         the demo client's
  MOTCUA_OIDC_CLIENT_SECRET  oidc_client_secret     the demo client's
  MOTCUA_NATIONAL_URL        national_url           <base_url>/national with --demo
  MOTCUA_PROCEDURES          procedures             the files inside the program
  MOTCUA_SUPPORT_LINE        support_line           none
Each national system has a table in motcua.toml, [systems.population], birth_notices, civil_status, residence or
social_insurance, with any of: base_url, token_url, client_id, client_secret, service, timeout_seconds,
slow_after_seconds, certificate (PEM file), reply_key (its public key, hexadecimal), retry_first_seconds,
retry_longest_seconds, answer_within_seconds, paths and units (what is called otherwise there).
Logs: RUST_LOG (info), MOTCUA_LOG_FORMAT=json.";

/// The settings of a node.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The database.
    pub database_url: String,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address people use, without a slash at its end.
    pub base_url: String,
    /// The folder of files.
    pub storage: PathBuf,
    /// The mail server.
    pub smtp: Option<String>,
    /// The sender of mails.
    pub mail_from: String,
    /// The identity provider; none until the demo or the settings name one.
    pub oidc_issuer: Option<String>,
    /// Our id there.
    pub oidc_client_id: Option<String>,
    /// Our secret there.
    pub oidc_client_secret: Option<SecretString>,
    /// Where the national systems are.
    pub national_url: Option<String>,
    /// A folder of procedures in place of those inside.
    pub procedures: Option<PathBuf>,
    /// The support line shown on every page.
    pub support_line: Option<String>,
    /// What is said of single national systems.
    pub systems: Vec<(System, Adjustment)>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    database_url: Option<String>,
    listen: Option<String>,
    base_url: Option<String>,
    storage: Option<String>,
    smtp: Option<String>,
    mail_from: Option<String>,
    oidc_issuer: Option<String>,
    oidc_client_id: Option<String>,
    oidc_client_secret: Option<String>,
    national_url: Option<String>,
    procedures: Option<String>,
    support_line: Option<String>,
    #[serde(default)]
    systems: BTreeMap<String, Adjustment>,
}

impl Settings {
    /// Reads the file, if there is one, and the environment over it.
    ///
    /// # Errors
    /// Which setting is wrong.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        let file = match std::fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).with_context(|| format!("{} cannot be read", path.display()))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => File::default(),
            Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
        };
        let pick = |name: &str, from_file: Option<String>| variable(name).or(from_file);
        let listen = pick("MOTCUA_LISTEN", file.listen).unwrap_or_else(|| "127.0.0.1:3000".to_owned());
        let listen: SocketAddr = listen
            .parse()
            .with_context(|| format!("MOTCUA_LISTEN is '{listen}'; write it as 127.0.0.1:3000"))?;
        let base_url = pick("MOTCUA_BASE_URL", file.base_url).unwrap_or_else(|| format!("http://{listen}"));
        anyhow::ensure!(
            base_url.starts_with("http://") || base_url.starts_with("https://"),
            "MOTCUA_BASE_URL is '{base_url}'; it begins with http:// or https://"
        );
        let known = |(id, said): (String, Adjustment)| {
            let system = System::from_id(&id).with_context(|| format!("[systems.{id}]: there is no such system"))?;
            Ok((system, said))
        };
        let systems = file.systems.into_iter().map(known).collect::<anyhow::Result<_>>()?;
        Ok(Self {
            systems,
            database_url: pick("DATABASE_URL", file.database_url)
                .unwrap_or_else(|| "sqlite://data/motcua.sqlite".to_owned()),
            listen,
            base_url: base_url.trim_end_matches('/').to_owned(),
            storage: pick("MOTCUA_STORAGE", file.storage)
                .unwrap_or_else(|| "data/files".to_owned())
                .into(),
            smtp: pick("MOTCUA_SMTP", file.smtp),
            mail_from: pick("MOTCUA_MAIL_FROM", file.mail_from)
                .unwrap_or_else(|| "Một Cửa <no-reply@localhost>".to_owned()),
            oidc_issuer: pick("MOTCUA_OIDC_ISSUER", file.oidc_issuer),
            oidc_client_id: pick("MOTCUA_OIDC_CLIENT_ID", file.oidc_client_id),
            oidc_client_secret: pick("MOTCUA_OIDC_CLIENT_SECRET", file.oidc_client_secret).map(SecretString::from),
            national_url: pick("MOTCUA_NATIONAL_URL", file.national_url),
            procedures: pick("MOTCUA_PROCEDURES", file.procedures).map(PathBuf::from),
            support_line: pick("MOTCUA_SUPPORT_LINE", file.support_line),
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
