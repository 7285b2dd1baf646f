//! Settings: `motcua.toml`, the environment over it. A wrong one is named at start.

mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use chrono::TimeDelta;
use motcua_app::web::TrustedProxies;
use motcua_casework::connectors::signature::OwnKey;
use motcua_casework::connectors::{Adjustment, System};
use motcua_casework::silence::Budget;
use motcua_casework::store::DatabaseUrl;
use motcua_casework::vault::SecretKey;
use secrecy::SecretString;
use serde::Deserialize;

pub use table::help;

/// The settings of a node.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The database.
    database_url: SecretString,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address people use, without a slash at its end.
    pub base_url: String,
    /// Whose word on where a request comes from is taken.
    pub trusted_proxies: TrustedProxies,
    /// What whoever asks for the figures must send; none: they are shown on this machine alone.
    pub metrics_token: Option<SecretString>,
    /// The folder of files.
    pub storage: PathBuf,
    /// The key of sealed secrets; none: it is kept in a file beside the data.
    pub secret_key: Option<SecretKey>,
    /// The mail server; its address may hold a password.
    pub smtp: Option<SecretString>,
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
    /// What our messages to them are signed with; none: the demonstration's key.
    pub signing_key: Option<OwnKey>,
    /// A folder of procedures in place of those inside.
    pub procedures: Option<PathBuf>,
    /// The support line shown on every page.
    pub support_line: Option<String>,
    /// How long something may be silent before the next one is told.
    pub budget: Budget,
    /// What is said of single national systems; in the file alone.
    pub systems: Vec<(System, Adjustment)>,
}

/// What a settings file says.
#[derive(Debug, Deserialize)]
struct File {
    /// A table for each national system that is not like the others.
    #[serde(default)]
    systems: BTreeMap<String, Adjustment>,
    /// All other keys.
    #[serde(flatten)]
    values: BTreeMap<String, String>,
}

impl Settings {
    /// Reads the file, if there is one, and the environment over it.
    ///
    /// # Errors
    /// Which setting is wrong.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
        };
        let file = read(&text).with_context(|| format!("{} cannot be used", path.display()))?;
        let systems = file.systems.into_iter().map(known).collect::<anyhow::Result<_>>()?;
        Ok(Self {
            systems,
            ..Self::from(|setting| variable(setting.variable).or_else(|| file.values.get(setting.key).cloned()))?
        })
    }

    /// Takes each setting from `given`, or its default.
    fn from(given: impl Fn(&table::Setting) -> Option<String>) -> anyhow::Result<Self> {
        let pick = |variable: &str| {
            let setting = table::find(variable);
            given(setting).or_else(|| setting.default.map(str::to_owned))
        };
        let with_default = |variable: &str| pick(variable).unwrap_or_default();
        let listen = with_default("MOTCUA_LISTEN");
        let listen: SocketAddr = listen
            .parse()
            .with_context(|| format!("MOTCUA_LISTEN is '{listen}'; write it as 127.0.0.1:3000"))?;
        let settings =
            Self {
                database_url: with_default("DATABASE_URL").into(),
                listen,
                base_url: address("MOTCUA_BASE_URL", pick("MOTCUA_BASE_URL"))?
                    .unwrap_or_else(|| format!("http://{listen}")),
                trusted_proxies: with_default("MOTCUA_TRUSTED_PROXIES")
                    .parse()
                    .context("MOTCUA_TRUSTED_PROXIES")?,
                metrics_token: token("MOTCUA_METRICS_TOKEN", pick("MOTCUA_METRICS_TOKEN"))?,
                storage: with_default("MOTCUA_STORAGE").into(),
                secret_key: match pick("MOTCUA_SECRET_KEY") {
                    None => None,
                    Some(key) => Some(SecretKey::from_base64(&key).context(
                        "MOTCUA_SECRET_KEY is not 32 bytes in base64; make one with: openssl rand -base64 32",
                    )?),
                },
                smtp: pick("MOTCUA_SMTP").map(SecretString::from),
                mail_from: with_default("MOTCUA_MAIL_FROM"),
                oidc_issuer: address("MOTCUA_OIDC_ISSUER", pick("MOTCUA_OIDC_ISSUER"))?,
                oidc_client_id: pick("MOTCUA_OIDC_CLIENT_ID"),
                oidc_client_secret: pick("MOTCUA_OIDC_CLIENT_SECRET").map(SecretString::from),
                national_url: address("MOTCUA_NATIONAL_URL", pick("MOTCUA_NATIONAL_URL"))?,
                signing_key: match pick("MOTCUA_SIGNING_KEY") {
                    None => None,
                    Some(key) => Some(OwnKey::from_hex(&key.into()).context(
                        "MOTCUA_SIGNING_KEY is not the private number of a P-256 key in 64 hexadecimal digits; \
                         make one with: openssl rand -hex 32",
                    )?),
                },
                procedures: pick("MOTCUA_PROCEDURES").map(PathBuf::from),
                support_line: pick("MOTCUA_SUPPORT_LINE"),
                budget: budget(with_default)?,
                systems: Vec::new(),
            };
        settings.database()?;
        if let Some(folder) = &settings.procedures {
            ensure!(
                folder.is_dir(),
                "MOTCUA_PROCEDURES is '{}'; there is no such folder",
                folder.display()
            );
        }
        Ok(settings)
    }

    /// The same with another database: for a command that works in one of its own.
    #[must_use]
    pub fn with_database(self, address: String) -> Self {
        Self {
            database_url: address.into(),
            ..self
        }
    }

    /// The database's address.
    ///
    /// # Errors
    /// If it is none.
    pub fn database(&self) -> anyhow::Result<DatabaseUrl> {
        use secrecy::ExposeSecret;
        // The address may hold a password and is not repeated.
        self.database_url.expose_secret().parse().context(
            "DATABASE_URL cannot be used; write it as sqlite://data/motcua.sqlite or postgres://user@host/name",
        )
    }
}

/// The keys and values of a settings file; an empty value is none.
fn read(text: &str) -> anyhow::Result<File> {
    let mut file: File = toml::from_str(text)?;
    for key in file.values.keys() {
        if !table::SETTINGS.iter().any(|setting| setting.key == key) {
            bail!("there is no setting '{key}'");
        }
    }
    file.values.retain(|_, value| !value.is_empty());
    Ok(file)
}

fn known((id, said): (String, Adjustment)) -> anyhow::Result<(System, Adjustment)> {
    let system = System::from_id(&id).with_context(|| format!("[systems.{id}]: there is no such system"))?;
    Ok((system, said))
}

/// How long something may be silent.
fn budget(given: impl Fn(&str) -> String) -> anyhow::Result<Budget> {
    let limit = |variable: &str| {
        let value = given(variable);
        value.parse().with_context(|| format!("{variable} is '{value}'"))
    };
    let minutes = given("MOTCUA_SILENCE_JOB_MINUTES");
    let job = minutes.parse().ok().filter(|minutes| (1..=10_000).contains(minutes));
    let job =
        job.with_context(|| format!("MOTCUA_SILENCE_JOB_MINUTES is '{minutes}'; it is a number from 1 to 10000"))?;
    Ok(Budget {
        leader_after: limit("MOTCUA_SILENCE_LEADER_AFTER")?,
        citizen_after: limit("MOTCUA_SILENCE_CITIZEN_AFTER")?,
        job_after: TimeDelta::minutes(job),
    })
}

/// A secret that is too long to be guessed. Never repeated.
fn token(variable: &str, value: Option<String>) -> anyhow::Result<Option<SecretString>> {
    let Some(value) = value else { return Ok(None) };
    ensure!(
        value.len() >= 16 && value.bytes().all(|byte| byte.is_ascii_graphic()),
        "{variable} has fewer than 16 characters, or some that no header holds; make one with: openssl rand -hex 32"
    );
    Ok(Some(SecretString::from(value)))
}

/// A web address, without a slash at its end.
fn address(variable: &str, value: Option<String>) -> anyhow::Result<Option<String>> {
    let Some(value) = value else { return Ok(None) };
    let host = value.strip_prefix("http://").or_else(|| value.strip_prefix("https://"));
    let sound =
        host.is_some_and(|host| !host.starts_with('/') && !host.is_empty() && !host.contains(char::is_whitespace));
    ensure!(
        sound,
        "{variable} is '{value}'; it begins with http:// or https:// and names a host"
    );
    Ok(Some(value.trim_end_matches('/').to_owned()))
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
