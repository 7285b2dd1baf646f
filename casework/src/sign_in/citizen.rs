//! Citizens sign in by OpenID Connect, as with VNeID: authorization code with PKCE. The level of the account (`acr`) goes
//! into the session and from there onto every act.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use motcua_domain::identifiers::{Email, PersonalId, Phone};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthenticationContextClass, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse,
    TokenResponse,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use tokio::sync::RwLock;
use uuid::Uuid;

use crate::clock::{Clock, Ids};
use crate::db;
use crate::store::rows::drafts::{AccountRow, PendingSignInRow};
use crate::store::{Store, StoreError};

/// What the identity provider says besides the standard claims.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct IdentityClaims {
    personal_id: Option<String>,
}

impl AdditionalClaims for IdentityClaims {}

type Fields = IdTokenFields<
    IdentityClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Provider = Client<
    IdentityClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
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

/// Where citizens sign in.
#[derive(Clone, Debug)]
pub struct ProviderSettings {
    /// The issuer, as in its discovery document.
    pub issuer: String,
    /// Our id there.
    pub client_id: String,
    /// Our secret there.
    pub client_secret: SecretString,
    /// Where people come back to.
    pub redirect_url: String,
}

/// Why a citizen is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The provider does not answer, or not as the protocol says. Drafts go on without it.
    #[error("the identity provider is not available: {0}")]
    ProviderDown(String),
    /// The return fits no sign-in under way: too late, used before, or of another browser.
    #[error("no sign-in under way fits this return")]
    Stale,
    /// The person said no, or the provider did.
    #[error("the identity provider signed nobody in")]
    Declined,
    /// What the provider says does not prove who it is.
    #[error("the identity is not proven: {0}")]
    NotProven(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The way to the provider.
#[derive(Clone, Debug)]
pub struct Departure {
    /// Where to send the browser.
    pub url: String,
    /// What the browser keeps, to be recognised when it comes back.
    pub state: String,
}

/// Who came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The account.
    pub account: Uuid,
    /// The level of assurance, 1 or 2.
    pub assurance: u8,
    /// The page the person wanted.
    pub back: String,
}

/// Sign-in of citizens. Cheap to clone.
#[derive(Clone)]
pub struct Citizens(Arc<Inner>);

struct Inner {
    settings: ProviderSettings,
    store: Store,
    clock: Clock,
    ids: Ids,
    http: reqwest::Client,
    /// Discovered when first needed, so that a provider that is down does not stop the start.
    provider: RwLock<Option<Arc<Provider>>>,
}

impl std::fmt::Debug for Citizens {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Citizens")
            .field("issuer", &self.0.settings.issuer)
            .finish_non_exhaustive()
    }
}

/// How long a person may take at the provider.
const LONGEST: TimeDelta = TimeDelta::minutes(15);

impl Citizens {
    /// Sign-in at a provider.
    ///
    /// # Errors
    /// If no HTTP client can be made.
    pub fn new(settings: ProviderSettings, store: Store, clock: Clock, ids: Ids) -> Result<Self, SignInError> {
        let http = reqwest::Client::builder()
            // The provider's addresses are used as they are; following others would be a way into the network.
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(5))
            .build()
            .map_err(|error| SignInError::ProviderDown(error.to_string()))?;
        Ok(Self(Arc::new(Inner {
            settings,
            store,
            clock,
            ids,
            http,
            provider: RwLock::new(None),
        })))
    }

    /// Begins: where the browser goes, and what it keeps.
    ///
    /// # Errors
    /// [`SignInError::ProviderDown`] if the provider cannot be discovered.
    pub async fn depart(&self, back: &str) -> Result<Departure, SignInError> {
        let provider = self.provider().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let state = self.secret();
        let nonce = self.secret();
        let (csrf, once) = (CsrfToken::new(state.clone()), Nonce::new(nonce.clone()));
        let (url, _, _) = provider
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || csrf.clone(),
                move || once.clone(),
            )
            .add_scope(Scope::new("profile".to_owned()))
            .add_scope(Scope::new("phone".to_owned()))
            .add_scope(Scope::new("email".to_owned()))
            .add_auth_context_value(AuthenticationContextClass::new("2".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        let pending = PendingSignInRow {
            state: state.clone(),
            nonce,
            verifier: verifier.secret().clone(),
            back: back.to_owned(),
            begun_at: self.0.clock.now(),
        };
        let stale = self.0.clock.now() - LONGEST;
        self.0
            .store
            .write(async |tx| {
                db!(tx, pending_sign_ins::forget(stale))?;
                db!(tx, pending_sign_ins::insert(&pending))
            })
            .await?;
        Ok(Departure {
            url: url.to_string(),
            state,
        })
    }

    /// Ends: who came back with a code. `kept` is what the browser kept since [`Citizens::depart`].
    ///
    /// # Errors
    /// See [`SignInError`].
    pub async fn arrive(&self, state: &str, kept: &str, code: Option<&str>) -> Result<Arrival, SignInError> {
        if state.is_empty() || state != kept {
            return Err(SignInError::Stale);
        }
        let after = self.0.clock.now() - LONGEST;
        let pending = self
            .0
            .store
            .write(async |tx| db!(tx, pending_sign_ins::take(state, after)))
            .await?;
        let pending = pending.ok_or(SignInError::Stale)?;
        let code = code.ok_or(SignInError::Declined)?;
        let provider = self.provider().await?;
        let http = |request| call(self.0.http.clone(), request);
        let token = provider
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| SignInError::ProviderDown(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier))
            .request_async(&http)
            .await
            .map_err(|error| match error {
                openidconnect::RequestTokenError::ServerResponse(_) => SignInError::Declined,
                other => SignInError::ProviderDown(other.to_string()),
            })?;
        let id_token = token
            .id_token()
            .ok_or_else(|| SignInError::NotProven("there is no ID token".to_owned()))?;
        let now = self.0.clock.now();
        let verifier = provider.id_token_verifier().set_time_fn(|| now);
        let claims = match id_token.claims(&verifier, &Nonce::new(pending.nonce)) {
            Ok(claims) => claims,
            Err(error) => {
                // The provider may have changed its keys: learn them anew for the next try.
                *self.0.provider.write().await = None;
                return Err(SignInError::NotProven(error.to_string()));
            }
        };
        let personal_id = claims.additional_claims().personal_id.as_deref().unwrap_or_default();
        let personal_id = PersonalId::parse(personal_id)
            .map_err(|_| SignInError::NotProven("the personal number is missing".to_owned()))?;
        let name = claims
            .name()
            .and_then(|names| names.get(None))
            .map(|name| name.as_str().trim().to_owned())
            .filter(|name| !name.is_empty())
            .ok_or_else(|| SignInError::NotProven("the name is missing".to_owned()))?;
        let assurance = match claims.auth_context_ref().map(|acr| acr.as_str()) {
            Some("2") => 2,
            _ => 1,
        };
        let account = AccountRow {
            id: self.0.ids.uuid(now),
            personal_id: personal_id.to_string(),
            full_name: name,
            date_of_birth: claims.birthdate().map(|date| date.as_str().to_owned()),
            phone: claims
                .phone_number()
                .and_then(|phone| Phone::parse(phone.as_str()).ok())
                .map(|phone| phone.to_string()),
            email: claims
                .email()
                .and_then(|email| Email::parse(email.as_str()).ok())
                .map(|email| email.to_string()),
        };
        let account = self
            .0
            .store
            .write(async |tx| db!(tx, accounts::upsert(&account, now)))
            .await?;
        Ok(Arrival {
            account,
            assurance,
            back: pending.back,
        })
    }

    async fn provider(&self) -> Result<Arc<Provider>, SignInError> {
        if let Some(provider) = self.0.provider.read().await.clone() {
            return Ok(provider);
        }
        let down = |error: String| SignInError::ProviderDown(error);
        let settings = &self.0.settings;
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|error| down(error.to_string()))?;
        let http = |request| call(self.0.http.clone(), request);
        let metadata = CoreProviderMetadata::discover_async(issuer, &http)
            .await
            .map_err(|error| down(error.to_string()))?;
        let redirect = RedirectUrl::new(settings.redirect_url.clone()).map_err(|error| down(error.to_string()))?;
        let provider = Client::from_provider_metadata(
            metadata,
            ClientId::new(settings.client_id.clone()),
            Some(ClientSecret::new(settings.client_secret.expose_secret().to_owned())),
        )
        .set_redirect_uri(redirect);
        let provider = Arc::new(provider);
        *self.0.provider.write().await = Some(Arc::clone(&provider));
        Ok(provider)
    }

    fn secret(&self) -> String {
        use base64::Engine;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.0.ids.bytes::<32>())
    }
}

/// One call to the provider, in the words of the library.
async fn call(
    http: reqwest::Client,
    request: openidconnect::HttpRequest,
) -> Result<openidconnect::HttpResponse, CallError> {
    let (parts, body) = request.into_parts();
    let response = http
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
    let body = response
        .bytes()
        .await
        .map_err(|error| CallError(error.without_url().to_string()))?;
    if body.len() > 1_000_000 {
        return Err(CallError("the answer is larger than any answer may be".to_owned()));
    }
    answer.body(body.to_vec()).map_err(|error| CallError(error.to_string()))
}

/// A call that failed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct CallError(String);
