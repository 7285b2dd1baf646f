//! One line to one system: headers, token, limits, health. Knows nothing of what is asked.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Identity, RequestBuilder, StatusCode};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use super::certificate;
use super::health::{Breaker, Health};
use super::settings::SystemSettings;
use super::signature::{self, OwnKey};
use super::token::Token;
use super::trace::{Recorder, Trace};
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

/// A line. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Line {
    shared: Arc<Shared>,
    /// Where calls are noted down, if anywhere.
    recorder: Option<Recorder>,
}

#[derive(Debug)]
struct Shared {
    settings: SystemSettings,
    client: Client,
    member: HeaderValue,
    signing_key: Option<OwnKey>,
    certificate_end: Option<DateTime<Utc>>,
    token: Token,
    breaker: Mutex<Breaker>,
    clock: Clock,
    ids: Ids,
}

/// What all lines of an installation share.
pub(super) struct Common {
    pub client: Client,
    pub member: String,
    pub signing_key: Option<OwnKey>,
    pub clock: Clock,
    pub ids: Ids,
}

impl Line {
    pub fn new(system: System, settings: SystemSettings, common: &Common) -> Result<Self, ConnectorError> {
        let client = match &settings.certificate {
            Some(path) => client(Some(path))?,
            None => common.client.clone(),
        };
        if reqwest::Url::parse(&settings.base_url).is_err() || reqwest::Url::parse(&settings.token_url).is_err() {
            return Err(ConnectorError::Misconfigured { what: "address" });
        }
        let member = header(&common.member, "member")?;
        let certificate_end = settings.certificate.as_deref().and_then(certificate::end_of_file);
        Ok(Self {
            shared: Arc::new(Shared {
                settings,
                client,
                member,
                signing_key: common.signing_key.clone(),
                certificate_end,
                token: Token::default(),
                breaker: Mutex::new(Breaker::new(system)),
                clock: common.clock.clone(),
                ids: common.ids.clone(),
            }),
            recorder: None,
        })
    }

    /// The same line, on which calls are noted down.
    pub fn recording(&self, recorder: &Recorder) -> Self {
        Self {
            shared: self.shared.clone(),
            recorder: Some(recorder.clone()),
        }
    }

    pub fn health(&self) -> Health {
        self.breaker().health()
    }

    pub fn settings(&self) -> &SystemSettings {
        &self.shared.settings
    }

    /// The end of our certificate at the system, where it asks for one.
    pub fn certificate_end(&self) -> Option<DateTime<Utc>> {
        self.shared.certificate_end
    }

    /// A new id, for messages that need none that lasts.
    pub fn new_id(&self) -> Uuid {
        self.shared.ids.uuid(self.shared.clock.now())
    }

    /// The system's own code of an agency.
    pub fn unit<'a>(&'a self, agency: &'a str) -> &'a str {
        self.shared
            .settings
            .mapping
            .units
            .get(agency)
            .map_or(agency, String::as_str)
    }

    /// Whether the system signed these lines; true where it is not known what it signs with.
    pub fn is_signed(&self, lines: &[&str], signature: &str) -> bool {
        let key = self.shared.settings.reply_key.as_ref();
        key.is_none_or(|it| it.signed(lines, signature))
    }

    /// Posts `body` to `operation` and reads the answer as `T`.
    pub async fn call<T: DeserializeOwned>(
        &self,
        operation: &str,
        id: Uuid,
        body: &(impl Serialize + Sync),
        purpose: &Purpose,
    ) -> Result<T, ConnectorError> {
        let shared = &self.shared;
        let question = self.question(operation, id, body, purpose)?;
        let begun = shared.clock.now();
        if !self.breaker().lets_through(begun) {
            return Err(ConnectorError::Spared);
        }
        let outcome = self.attempt(&question).await;
        let ended = shared.clock.now();
        self.note(&question, outcome.as_ref().ok(), ended - begun);
        let outcome = outcome.and_then(|answer| read(&answer.body));
        let slow_after = Duration::from_std(shared.settings.slow_after).unwrap_or(Duration::MAX);
        self.breaker()
            .learn(outcome.as_ref().err(), ended - begun, slow_after, ended);
        outcome
    }

    /// The message as it is sent, signed where we sign.
    fn question(
        &self,
        operation: &str,
        id: Uuid,
        body: &(impl Serialize + Sync),
        purpose: &Purpose,
    ) -> Result<Question, ConnectorError> {
        let settings = &self.shared.settings;
        let path = settings.mapping.paths.get(operation).map_or(operation, String::as_str);
        let body = serde_json::to_vec(body).map_err(|_| ConnectorError::Incomplete {
            field: "body".to_owned(),
        })?;
        let hash = signature::digest(&body);
        let mut headers = self.headers(id, purpose)?;
        let last = path.rsplit('/').next().unwrap_or_default();
        let signed = self
            .shared
            .signing_key
            .as_ref()
            .map(|key| key.sign(&["request", &id.to_string(), last, &hash]));
        if let Some(signed) = &signed {
            headers.insert(HeaderName::from_static(signature::HEADER), header(signed, "signature")?);
        }
        headers.insert(
            reqwest::header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        Ok(Question {
            id,
            service: format!("{}/{path}", settings.service),
            address: format!("{}/{path}", settings.base_url.trim_end_matches('/')),
            headers,
            body,
            hash,
            signature: signed,
        })
    }

    fn note(&self, question: &Question, answer: Option<&Answer>, took: Duration) {
        let Some(recorder) = &self.recorder else { return };
        recorder.note(Trace {
            id: question.id,
            client: self.shared.member.to_str().unwrap_or_default().to_owned(),
            service: question.service.clone(),
            request_hash: question.hash.clone(),
            signature: question.signature.clone(),
            reply_hash: answer.map(|it| signature::digest(&it.body)),
            reply_signature: answer.and_then(|it| it.signature.clone()),
            took,
        });
    }

    /// One try, and a second one if the token had worn out.
    async fn attempt(&self, question: &Question) -> Result<Answer, ConnectorError> {
        let shared = &self.shared;
        let once = async || {
            let token = shared
                .token
                .get(&shared.client, &shared.settings, shared.clock.now())
                .await?;
            let request = shared.client.post(&question.address).timeout(shared.settings.timeout);
            let request = request
                .headers(question.headers.clone())
                .bearer_auth(token.expose_secret())
                .body(question.body.clone());
            send(request, Limits::default()).await
        };
        let answer = match once().await {
            Err(ConnectorError::Unauthorised) => {
                shared.token.drop_it().await;
                once().await
            }
            other => other,
        }?;
        let lines = [
            "reply",
            &question.id.to_string(),
            &question.hash,
            &signature::digest(&answer.body),
        ];
        if self.is_signed(&lines, answer.signature.as_deref().unwrap_or_default()) {
            Ok(answer)
        } else {
            Err(ConnectorError::BadSignature)
        }
    }

    /// Who asks for what (INT-1), as X-Road message headers.
    fn headers(&self, id: Uuid, purpose: &Purpose) -> Result<HeaderMap, ConnectorError> {
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::from_static("x-road-client"), self.shared.member.clone());
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
        self.shared.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A message as it is sent.
struct Question {
    id: Uuid,
    service: String,
    address: String,
    headers: HeaderMap,
    body: Vec<u8>,
    hash: String,
    signature: Option<String>,
}

/// An answer as it came, not looked into yet.
pub(super) struct Answer {
    pub body: Vec<u8>,
    signature: Option<String>,
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
pub(super) async fn send(request: RequestBuilder, limits: Limits) -> Result<Answer, ConnectorError> {
    let mut response = request.send().await.map_err(|it| broken(&it))?;
    let status = response.status();
    if response.content_length().is_some_and(|it| it > limits.bytes as u64) {
        return Err(too_large());
    }
    let signature = response
        .headers()
        .get(signature::HEADER)
        .and_then(|it| it.to_str().ok())
        .filter(|it| it.len() <= 200)
        .map(str::to_owned);
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|it| broken(&it))? {
        if body.len() + chunk.len() > limits.bytes {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    match status {
        StatusCode::OK => Ok(Answer { body, signature }),
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
