//! One line to one system: headers, token, limits, health. Knows nothing of what is asked.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use chrono::Duration;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Identity, RequestBuilder, StatusCode};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use super::health::{Breaker, Health};
use super::settings::SystemSettings;
use super::token::Token;
use super::{ConnectorError, Purpose, System};
use crate::clock::{Clock, Ids};

/// How much of an answer is read at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub bytes: usize,
}

impl Default for Limits {
    /// A record with a signed PDF stays well below.
    fn default() -> Self {
        Self { bytes: 2 << 20 }
    }
}

/// The HTTP client all lines share; one of its own for a system that wants a certificate.
pub(super) fn client(certificate: Option<&Path>) -> Result<Client, ConnectorError> {
    // No proxy of the environment, no redirects: a register is where the settings say and nowhere else.
    let mut builder = Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(std::time::Duration::from_secs(3));
    if let Some(path) = certificate {
        let wrong = |_| ConnectorError::Misconfigured {
            what: "client certificate",
        };
        let pem = std::fs::read(path).map_err(|_| ConnectorError::Misconfigured {
            what: "client certificate",
        })?;
        builder = builder.identity(Identity::from_pem(&pem).map_err(wrong)?);
    }
    builder
        .build()
        .map_err(|_| ConnectorError::Misconfigured { what: "TLS" })
}

#[derive(Debug)]
pub(super) struct Line {
    settings: SystemSettings,
    client: Client,
    member: HeaderValue,
    token: Token,
    breaker: Mutex<Breaker>,
    clock: Clock,
    ids: Ids,
}

impl Line {
    pub fn new(
        system: System,
        settings: SystemSettings,
        member: &str,
        shared: &Client,
        (clock, ids): (Clock, Ids),
    ) -> Result<Self, ConnectorError> {
        let client = match &settings.certificate {
            Some(path) => client(Some(path))?,
            None => shared.clone(),
        };
        if reqwest::Url::parse(&settings.base_url).is_err() || reqwest::Url::parse(&settings.token_url).is_err() {
            return Err(ConnectorError::Misconfigured { what: "address" });
        }
        let member = header(member, "member")?;
        Ok(Self {
            settings,
            client,
            member,
            token: Token::default(),
            breaker: Mutex::new(Breaker::new(system)),
            clock,
            ids,
        })
    }

    pub fn health(&self) -> Health {
        self.breaker().health()
    }

    /// A new id, for messages that need none that lasts.
    pub fn new_id(&self) -> Uuid {
        self.ids.uuid(self.clock.now())
    }

    /// Posts `body` to `operation` and reads the answer as `T`.
    pub async fn call<T: DeserializeOwned>(
        &self,
        operation: &str,
        id: Uuid,
        body: &(impl Serialize + Sync),
        purpose: &Purpose,
    ) -> Result<T, ConnectorError> {
        let headers = self.headers(id, purpose)?;
        let begun = self.clock.now();
        if !self.breaker().lets_through(begun) {
            return Err(ConnectorError::Unreachable);
        }
        let outcome = self
            .attempt(operation, headers, body)
            .await
            .and_then(|answer| read(&answer));
        let ended = self.clock.now();
        let slow_after = Duration::from_std(self.settings.slow_after).unwrap_or(Duration::MAX);
        self.breaker()
            .learn(outcome.as_ref().err(), ended - begun, slow_after, ended);
        outcome
    }

    /// One try, and a second one if the token had worn out.
    async fn attempt(
        &self,
        operation: &str,
        headers: HeaderMap,
        body: &(impl Serialize + Sync),
    ) -> Result<Vec<u8>, ConnectorError> {
        let address = format!("{}/{operation}", self.settings.base_url.trim_end_matches('/'));
        let once = async || {
            let token = self.token.get(&self.client, &self.settings, self.clock.now()).await?;
            let request = self.client.post(&address).timeout(self.settings.timeout);
            let request = request
                .headers(headers.clone())
                .bearer_auth(token.expose_secret())
                .json(body);
            send(request, Limits::default()).await
        };
        match once().await {
            Err(ConnectorError::Unauthorised) => {
                self.token.drop_it().await;
                once().await
            }
            other => other,
        }
    }

    /// Who asks for what (INT-1), as X-Road message headers.
    fn headers(&self, id: Uuid, purpose: &Purpose) -> Result<HeaderMap, ConnectorError> {
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::from_static("x-road-client"), self.member.clone());
        for (name, value, field) in [
            ("x-road-id", id.to_string().as_str(), "message_id"),
            ("x-road-userid", &purpose.person, "purpose.person"),
            ("x-road-issue", &purpose.dossier_or_draft, "purpose.dossier_or_draft"),
        ] {
            headers.insert(HeaderName::from_static(name), header(value, field)?);
        }
        if purpose.code.is_empty() {
            return Err(ConnectorError::Incomplete {
                field: "purpose.code".to_owned(),
            });
        }
        headers.insert(
            HeaderName::from_static("x-purpose-code"),
            header(&purpose.code, "purpose.code")?,
        );
        Ok(headers)
    }

    fn breaker(&self) -> std::sync::MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn header(value: &str, field: &str) -> Result<HeaderValue, ConnectorError> {
    let wrong = || ConnectorError::Incomplete {
        field: field.to_owned(),
    };
    if value.is_empty() || !value.is_ascii() {
        return Err(wrong());
    }
    let mut value = HeaderValue::from_str(value).map_err(|_| wrong())?;
    value.set_sensitive(true);
    Ok(value)
}

/// Sends a request and reads the answer up to the limit.
pub(super) async fn send(request: RequestBuilder, limits: Limits) -> Result<Vec<u8>, ConnectorError> {
    let mut response = request.send().await.map_err(|it| broken(&it))?;
    let status = response.status();
    if response.content_length().is_some_and(|it| it > limits.bytes as u64) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|it| broken(&it))? {
        if body.len() + chunk.len() > limits.bytes {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    match status {
        StatusCode::OK => Ok(body),
        StatusCode::UNAUTHORIZED => Err(ConnectorError::Unauthorised),
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Err(ConnectorError::TimedOut),
        StatusCode::TOO_MANY_REQUESTS => Err(ConnectorError::Unreachable),
        it if it.is_server_error() => Err(ConnectorError::Unreachable),
        it if it.is_client_error() => Err(ConnectorError::Refused {
            reason: refusal(it, &body),
        }),
        it => Err(ConnectorError::WrongShape {
            at: format!("status {}", it.as_u16()),
        }),
    }
}

/// The error's code; its text is left out, since it may name a person.
fn refusal(status: StatusCode, body: &[u8]) -> String {
    let kind = serde_json::from_slice::<Value>(body).ok();
    let kind = kind.as_ref().and_then(|it| it.get("type")).and_then(Value::as_str);
    let known = kind.filter(|it| it.len() <= 80 && it.chars().all(|it| it.is_ascii_alphanumeric() || it == '.'));
    known.map_or_else(|| status.as_u16().to_string(), str::to_owned)
}

fn too_large() -> ConnectorError {
    ConnectorError::WrongShape {
        at: "the length of the answer".to_owned(),
    }
}

fn broken(error: &reqwest::Error) -> ConnectorError {
    if error.is_timeout() {
        ConnectorError::TimedOut
    } else {
        ConnectorError::Unreachable
    }
}

/// Reads JSON; the error tells where it is wrong and not what stands there.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ConnectorError> {
    let mut json = serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(&mut json).map_err(|error| ConnectorError::WrongShape {
        at: error.path().to_string(),
    })
}
