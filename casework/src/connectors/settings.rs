//! Where the systems are and how to reach them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;

use super::signature::{OwnKey, TheirKey};
use super::{ConnectorError, System};

/// The settings of all lines.
#[derive(Debug, Clone)]
pub struct ConnectorSettings {
    /// Our own name on the exchange platform: `instance/class/member/subsystem`.
    pub member: String,
    /// What our messages are signed with; none: they are not signed.
    pub signing_key: Option<OwnKey>,
    /// Each system.
    systems: BTreeMap<System, SystemSettings>,
}

impl ConnectorSettings {
    /// All systems as the simulators serve them under one address.
    pub fn simulated(base_url: &str, client_id: &str, client_secret: &SecretString) -> Self {
        let base_url = base_url.trim_end_matches('/');
        let system = |path: &str, key: &str| SystemSettings {
            base_url: format!("{base_url}/{path}"),
            token_url: format!("{base_url}/oauth/token"),
            client_id: client_id.to_owned(),
            client_secret: client_secret.clone(),
            service: format!("VN/GOV/NATIONAL/{path}"),
            timeout: Duration::from_secs(5),
            slow_after: Duration::from_secs(2),
            certificate: None,
            page: Some(format!("{base_url}/pay")).filter(|_| path == System::Payments.id()),
            reply_key: TheirKey::from_hex(key).ok(),
            retry: Retry::default(),
            answer_within: Duration::from_secs(86_400),
            mapping: Mapping::default(),
        };
        let systems = DEMONSTRATION
            .into_iter()
            .map(|(it, key)| (it, system(&it.id().replace('_', "-"), key)));
        Self {
            member: "VN/GOV/H26/MOTCUA".to_owned(),
            signing_key: Some(OwnKey::of_demonstration()),
            systems: systems.collect(),
        }
    }

    /// The settings of one system.
    ///
    /// # Panics
    /// Never: the settings of all systems are made together.
    pub fn of(&self, system: System) -> &SystemSettings {
        self.systems.get(&system).expect("every system has its settings")
    }

    /// The settings of one system, to change them.
    ///
    /// # Panics
    /// Never: the settings of all systems are made together.
    pub fn of_mut(&mut self, system: System) -> &mut SystemSettings {
        self.systems.get_mut(&system).expect("every system has its settings")
    }

    /// Changes what the settings file says of a system.
    ///
    /// # Errors
    /// `Misconfigured` when a key cannot be used.
    pub fn adjust(&mut self, system: System, said: Adjustment) -> Result<(), ConnectorError> {
        let reply_key = said.reply_key.as_deref().map(TheirKey::from_hex).transpose()?;
        let settings = self.of_mut(system);
        let seconds = |said: Option<u64>, was: Duration| said.map_or(was, Duration::from_secs);
        let text = |said: Option<String>, was: &mut String| {
            if let Some(said) = said {
                *was = said;
            }
        };
        text(said.base_url, &mut settings.base_url);
        text(said.token_url, &mut settings.token_url);
        text(said.client_id, &mut settings.client_id);
        text(said.service, &mut settings.service);
        settings.timeout = seconds(said.timeout_seconds, settings.timeout);
        settings.slow_after = seconds(said.slow_after_seconds, settings.slow_after);
        settings.answer_within = seconds(said.answer_within_seconds, settings.answer_within);
        settings.retry.first = seconds(said.retry_first_seconds, settings.retry.first);
        settings.retry.longest = seconds(said.retry_longest_seconds, settings.retry.longest);
        settings.mapping.paths.extend(said.paths);
        settings.mapping.units.extend(said.units);
        if let Some(secret) = said.client_secret {
            settings.client_secret = secret;
        }
        if said.certificate.is_some() {
            settings.certificate = said.certificate;
        }
        if said.page.is_some() {
            settings.page = said.page;
        }
        if reply_key.is_some() {
            settings.reply_key = reply_key;
        }
        Ok(())
    }
}

/// What the systems of the demonstration sign with.
const DEMONSTRATION: [(System, &str); 22] = [
    (
        System::Population,
        "03932c8550b5ca90fc75be3d8f0d73db193f90d6b83d6852a001910ca54862b473",
    ),
    (
        System::BirthNotices,
        "0293849f8babfff0ad8cef4e8039c113644d99b0d853b1b10b52a8e4f19a1c453a",
    ),
    (
        System::CivilStatus,
        "035bc58f2a47103cbf3a4a8c5a06bbb0a7c289e369f7c1e33e1b0f880764134bd0",
    ),
    (
        System::Residence,
        "029e1480e11d9c68dade86294b733963034a190c7fb97ba45a466f990ffa197136",
    ),
    (
        System::SocialInsurance,
        "02c38355cc807a84edb939117808a0a4609bd813dd3fefda0565d8543697bcf8c8",
    ),
    (
        System::SocialAssistance,
        "0395a04a456e3e53f1fecf2e5e819ed879f4b3b9d4ee3e0b228acfce803a4e572c",
    ),
    (
        System::Merit,
        "03970df03c2974021d3dd1a42b30d2f08b6100bfff3bc03e57d7d033d088775f36",
    ),
    (
        System::Tax,
        "02dad8c5e355f248fa8c4d342f6836d871eea191661360132833abbe59153fd998",
    ),
    (
        System::Land,
        "03ddf50ee8e2d157bd1875e6a62a8a6d4cc76c96a98884370a14979193a8fb7a73",
    ),
    (
        System::Traffic,
        "03421d0c33750111df0962f73d4c2ee263b9c5ed391f51357cedea6c83a14c7145",
    ),
    (
        System::Health,
        "03c11aa2fa33a8d0722610e0e4e8e6c1e2aa62da071db3b991cd2a6d0986137270",
    ),
    (
        System::Education,
        "034f594304d5276ffb766dcdf7efefc0ecab382b3340e5f1b1e303ffc7e452f7fb",
    ),
    (
        System::Immigration,
        "0295df16042fe25da7d6b35f4f816d17f087b54e9cbae22c23127b1f6a2d50f379",
    ),
    (
        System::Courts,
        "02d8501e4afc5cb380651b5109d75e6d6fc524a5a08f3b013e5ff9213e37ab241b",
    ),
    (
        System::Businesses,
        "0396cab0aea0aca7852e49d63b47816d65829d1d264db898ac1f21cf9426489fbf",
    ),
    (
        System::Organisations,
        "021c23775607e02134658d408159afda67df1d942c369dfd596cbbe06009a55c06",
    ),
    (
        System::Electricity,
        "0312ebae4cf6a4f34f994d90fbda1ab8e4d2380daaee7f2cb16ca058e9387b9d06",
    ),
    (
        System::Notaries,
        "03c7f3bb769b4ac27dab96dbfdd6134a0fbad1b8e7768f570bb7390f5d6e4f53d1",
    ),
    (
        System::Customs,
        "02ca4ffa12c524d463eff03fe47d8b98a8e7e8d28f3e4df439c2b0e553fc418a41",
    ),
    (
        System::CriminalRecords,
        "0381f80ad978b53c46cfd6fadff3858726fc5d229e871f53aa8fab63a32d65e488",
    ),
    (
        System::Seals,
        "038da07dccd61a9ff4d276e850a324960933b6d8040c72ae0b55d980b10235ed85",
    ),
    (
        System::Payments,
        "03e2ae9d060b33dece8f5c613824f0d9f121913287e10b9e000c484278001472d1",
    ),
];

/// The settings of one line. `Debug` hides the secret.
#[derive(Debug, Clone)]
pub struct SystemSettings {
    /// Address of the service, without a slash at its end.
    pub base_url: String,
    /// Where tokens are had (client credentials).
    pub token_url: String,
    /// Our id there.
    pub client_id: String,
    /// Our secret there.
    pub client_secret: SecretString,
    /// The system's name on the exchange platform, which the message log keeps.
    pub service: String,
    /// No call takes longer, the reading of the answer included.
    pub timeout: Duration,
    /// A call that takes longer shows the system as slow.
    pub slow_after: Duration,
    /// PEM file with our certificate and its key, where the system asks for one.
    pub certificate: Option<PathBuf>,
    /// What the system signs its answers with; with it, an answer that is not signed so is not taken.
    pub reply_key: Option<TheirKey>,
    /// How often a message that got no answer is sent again, and how often a held one is asked about.
    pub retry: Retry,
    /// A message without a final answer after that long is overdue.
    pub answer_within: Duration,
    /// Where applicants see to what is asked of them there (they pay); the message's id is put behind it, after a slash.
    pub page: Option<String>,
    /// What is called otherwise there.
    pub mapping: Mapping,
}

/// How often something is tried again. Waits double from the first to the longest, each with up to as much again, so that
/// what failed together does not come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// Before the second try.
    pub first: Duration,
    /// It never grows beyond this.
    pub longest: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(2),
            longest: Duration::from_secs(600),
        }
    }
}

/// What is called otherwise at a system.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Path of a service by the name this program has for it: `capTheBHYT` to `v2/capThe`.
    pub paths: BTreeMap<String, String>,
    /// The system's own code of an agency, by ours.
    pub units: BTreeMap<String, String>,
}

/// What a settings file may say of a system; what it leaves out stays as it was.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Adjustment {
    /// See [`SystemSettings::base_url`].
    pub base_url: Option<String>,
    /// See [`SystemSettings::token_url`].
    pub token_url: Option<String>,
    /// See [`SystemSettings::client_id`].
    pub client_id: Option<String>,
    /// See [`SystemSettings::client_secret`].
    pub client_secret: Option<SecretString>,
    /// See [`SystemSettings::service`].
    pub service: Option<String>,
    /// See [`SystemSettings::timeout`].
    pub timeout_seconds: Option<u64>,
    /// See [`SystemSettings::slow_after`].
    pub slow_after_seconds: Option<u64>,
    /// See [`SystemSettings::certificate`].
    pub certificate: Option<PathBuf>,
    /// Hexadecimal digits of the point; see [`SystemSettings::reply_key`].
    pub reply_key: Option<String>,
    /// See [`Retry::first`].
    pub retry_first_seconds: Option<u64>,
    /// See [`Retry::longest`].
    pub retry_longest_seconds: Option<u64>,
    /// See [`SystemSettings::answer_within`].
    pub answer_within_seconds: Option<u64>,
    /// See [`SystemSettings::page`].
    pub page: Option<String>,
    /// See [`Mapping::paths`].
    pub paths: BTreeMap<String, String>,
    /// See [`Mapping::units`].
    pub units: BTreeMap<String, String>,
}
