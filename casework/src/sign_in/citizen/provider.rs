//! The line to the identity provider: what it says about itself, and calls to it.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt;
use futures::future::BoxFuture;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AsyncHttpClient, Client, ClientId, ClientSecret, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, HttpRequest, HttpResponse, IdTokenFields, IssuerUrl, RedirectUrl, StandardErrorResponse,
    StandardTokenResponse,
};
use secrecy::ExposeSecret;
use tokio::sync::RwLock;

use super::identity::IdentityClaims;
use super::{ProviderSettings, SignInError};

type Fields = IdTokenFields<
    IdentityClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
/// What a provider answers to a code.
pub(super) type Tokens = StandardTokenResponse<Fields, CoreTokenType>;
/// A provider whose addresses and keys are known.
pub(super) type Provider = Client<
    IdentityClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What the provider said about itself is asked anew before somebody is sent there after so long: nobody is sent to a
/// provider that is down, and keys it has changed are known before they are needed.
const FRESH: TimeDelta = TimeDelta::minutes(1);
/// No answer of the provider is larger.
const MOST_BYTES: usize = 1_000_000;

/// The line.
pub(super) struct Line {
    pub(super) settings: ProviderSettings,
    http: reqwest::Client,
    /// Discovered when first needed, so that a provider that is down does not stop the start.
    known: RwLock<Option<Known>>,
}

struct Known {
    provider: Arc<Provider>,
    since: DateTime<Utc>,
}

impl Line {
    /// A line over which nothing was said yet.
    pub(super) fn new(settings: ProviderSettings) -> Result<Self, SignInError> {
        let http = reqwest::Client::builder()
            // The provider's addresses are used as they are; following others would be a way into the network.
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(5))
            .build()
            .map_err(|error| SignInError::ProviderDown(error.to_string()))?;
        Ok(Self {
            settings,
            http,
            known: RwLock::new(None),
        })
    }

    /// The provider, which has answered within the last minute.
    pub(super) async fn fresh(&self, now: DateTime<Utc>) -> Result<Arc<Provider>, SignInError> {
        match self.known.read().await.as_ref() {
            Some(known) if now - known.since < FRESH => return Ok(Arc::clone(&known.provider)),
            _ => {}
        }
        let provider = Arc::new(self.discover().await?);
        *self.known.write().await = Some(Known {
            provider: Arc::clone(&provider),
            since: now,
        });
        Ok(provider)
    }

    /// The provider as last known: for somebody who comes back from there.
    pub(super) async fn known(&self, now: DateTime<Utc>) -> Result<Arc<Provider>, SignInError> {
        if let Some(known) = self.known.read().await.as_ref() {
            return Ok(Arc::clone(&known.provider));
        }
        self.fresh(now).await
    }

    /// What is known may be wrong: it is asked for again next time.
    pub(super) async fn forget(&self) {
        *self.known.write().await = None;
    }

    async fn discover(&self) -> Result<Provider, SignInError> {
        let down = SignInError::ProviderDown;
        let settings = &self.settings;
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|error| down(error.to_string()))?;
        let metadata = CoreProviderMetadata::discover_async(issuer, self)
            .await
            .map_err(|error| down(error.to_string()))?;
        let redirect = RedirectUrl::new(settings.redirect_url.clone()).map_err(|error| down(error.to_string()))?;
        let secret = ClientSecret::new(settings.client_secret.expose_secret().to_owned());
        let id = ClientId::new(settings.client_id.clone());
        Ok(Client::from_provider_metadata(metadata, id, Some(secret)).set_redirect_uri(redirect))
    }
}

impl<'c> AsyncHttpClient<'c> for Line {
    type Error = CallError;
    type Future = BoxFuture<'c, Result<HttpResponse, CallError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        call(self.http.clone(), request).boxed()
    }
}

/// One call to the provider, in the words of the library.
async fn call(http: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, CallError> {
    let (parts, body) = request.into_parts();
    let mut response = http
        .request(parts.method, parts.uri.to_string())
        .headers(parts.headers)
        .body(body)
        .send()
        .await
        .map_err(|error| CallError(error.without_url().to_string()))?;
    let mut answer = openidconnect::http::Response::builder().status(response.status());
    for (name, value) in response.headers() {
        answer = answer.header(name, value);
    }
    let mut body = Vec::new();
    while let Some(piece) = response
        .chunk()
        .await
        .map_err(|error| CallError(error.without_url().to_string()))?
    {
        if body.len() + piece.len() > MOST_BYTES {
            return Err(CallError("the answer is larger than any answer may be".to_owned()));
        }
        body.extend_from_slice(&piece);
    }
    answer.body(body).map_err(|error| CallError(error.to_string()))
}

/// A call that failed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct CallError(String);
