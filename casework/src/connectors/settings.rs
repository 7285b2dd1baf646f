//! Where the systems are and how to reach them.

use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

/// The settings of all lines.
#[derive(Debug, Clone)]
pub struct ConnectorSettings {
    /// Our own name on the exchange platform: `instance/class/member/subsystem`.
    pub member: String,
    /// The national population database.
    pub population: SystemSettings,
    /// The hospitals' birth notices.
    pub birth_notices: SystemSettings,
    /// The civil-status system.
    pub civil_status: SystemSettings,
}

impl ConnectorSettings {
    /// All systems as the simulators serve them under one address.
    pub fn simulated(base_url: &str, client_id: &str, client_secret: &SecretString) -> Self {
        let base_url = base_url.trim_end_matches('/');
        let system = |path: &str| SystemSettings {
            base_url: format!("{base_url}/{path}"),
            token_url: format!("{base_url}/oauth/token"),
            client_id: client_id.to_owned(),
            client_secret: client_secret.clone(),
            timeout: Duration::from_secs(5),
            slow_after: Duration::from_secs(2),
            certificate: None,
        };
        Self {
            member: "VN/GOV/H26/MOTCUA".to_owned(),
            population: system("population"),
            birth_notices: system("birth-notices"),
            civil_status: system("civil-status"),
        }
    }
}

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
    /// No call takes longer, the reading of the answer included.
    pub timeout: Duration,
    /// A call that takes longer shows the system as slow.
    pub slow_after: Duration,
    /// PEM file with our certificate and its key, where the system asks for one.
    pub certificate: Option<PathBuf>,
}
