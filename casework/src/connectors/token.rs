//! Our token at a system: fetched when first needed, kept until shortly before its end, dropped when it is not accepted.

use chrono::{DateTime, Duration, Utc};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use tokio::sync::Mutex;

use super::ConnectorError;
use super::line::{self, Limits};
use super::settings::SystemSettings;

/// A token is renewed that long before its end, so that none ends on its way.
const MARGIN: Duration = Duration::seconds(30);

#[derive(Debug, Default)]
pub(super) struct Token(Mutex<Option<Held>>);

#[derive(Debug)]
struct Held {
    token: SecretString,
    until: DateTime<Utc>,
}

#[derive(Deserialize)]
struct Answer {
    access_token: String,
    #[serde(default)]
    expires_in: i64,
}

impl Token {
    /// The token, fetched if need be. The lock is held meanwhile, so that a crowd of calls fetches one token.
    pub async fn get(
        &self,
        client: &reqwest::Client,
        settings: &SystemSettings,
        now: DateTime<Utc>,
    ) -> Result<SecretString, ConnectorError> {
        let mut held = self.0.lock().await;
        if let Some(held) = held.as_ref().filter(|it| it.until > now) {
            return Ok(held.token.clone());
        }
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &settings.client_id),
            ("client_secret", settings.client_secret.expose_secret()),
        ];
        let request = client.post(&settings.token_url).timeout(settings.timeout).form(&form);
        let answer = line::send(request, Limits::default()).await?;
        let answer: Answer = line::read(&answer.body)?;
        let token = SecretString::from(answer.access_token);
        *held = Some(Held {
            token: token.clone(),
            until: now + Duration::seconds(answer.expires_in.clamp(0, 86_400)) - MARGIN,
        });
        Ok(token)
    }

    /// Forgets the token: the system did not accept it.
    pub async fn drop_it(&self) {
        *self.0.lock().await = None;
    }
}
