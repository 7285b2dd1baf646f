//! Citizens sign in by OpenID Connect, as with VNeID: authorization code with PKCE. The level of the account (`acr`) goes
//! into the session and from there onto every act.

mod identity;
mod provider;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use motcua_domain::text::Lang;
use openidconnect::core::{CoreAuthPrompt, CoreAuthenticationFlow};
use openidconnect::{
    AuthenticationContextClass, AuthorizationCode, CsrfToken, LanguageTag, Nonce, OAuth2TokenResponse,
    PkceCodeChallenge, PkceCodeVerifier, RequestTokenError, Scope, TokenResponse, UserInfoError,
};
use secrecy::SecretString;
use uuid::Uuid;

use self::identity::{Identity, Info, assurance};
use self::provider::{Line, Provider, Tokens};
use crate::clock::{Clock, Ids};
use crate::db;
use crate::store::rows::drafts::PendingSignInRow;
use crate::store::{Store, StoreError};

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
    line: Line,
    store: Store,
    clock: Clock,
    ids: Ids,
}

impl std::fmt::Debug for Citizens {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Citizens")
            .field("issuer", &self.0.line.settings.issuer)
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
        Ok(Self(Arc::new(Inner {
            line: Line::new(settings)?,
            store,
            clock,
            ids,
        })))
    }

    /// Begins: where the browser goes, and what it keeps. The provider is asked to speak `lang`, and with `anew` to ask who
    /// it is even if it still knows somebody in this browser.
    ///
    /// # Errors
    /// [`SignInError::ProviderDown`] if the provider does not answer.
    pub async fn depart(&self, back: &str, lang: Lang, anew: bool) -> Result<Departure, SignInError> {
        let provider = self.0.line.fresh(self.0.clock.now()).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let state = self.secret();
        let nonce = self.secret();
        let (csrf, once) = (CsrfToken::new(state.clone()), Nonce::new(nonce.clone()));
        let request = provider
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || csrf.clone(),
                move || once.clone(),
            )
            .add_scope(Scope::new("profile".to_owned()))
            .add_scope(Scope::new("phone".to_owned()))
            .add_scope(Scope::new("email".to_owned()))
            .add_auth_context_value(AuthenticationContextClass::new("2".to_owned()))
            .add_ui_locale(LanguageTag::new(lang.as_str().to_owned()))
            .set_pkce_challenge(challenge);
        let request = if anew {
            request.add_prompt(CoreAuthPrompt::Login)
        } else {
            request
        };
        let (url, _, _) = request.url();
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
        let now = self.0.clock.now();
        // Taken before anything is asked: a return is good once, whatever comes of it.
        let pending = self
            .0
            .store
            .write(async |tx| db!(tx, pending_sign_ins::take(state, now - LONGEST)))
            .await?;
        let pending = pending.ok_or(SignInError::Stale)?;
        let code = code.ok_or(SignInError::Declined)?;
        let provider = self.0.line.known(now).await?;
        let tokens = self.redeem(&provider, code, pending.verifier).await?;
        let proven = self.prove(&provider, &tokens, &Nonce::new(pending.nonce), now).await;
        if matches!(proven, Err(SignInError::NotProven(_))) {
            // The provider may have changed its keys: learn them anew for the next try.
            self.0.line.forget().await;
        }
        let (identity, assurance) = proven?;
        let account = identity.account(self.0.ids.uuid(now))?;
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

    /// Tokens for a code.
    async fn redeem(&self, provider: &Provider, code: &str, verifier: String) -> Result<Tokens, SignInError> {
        provider
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| SignInError::ProviderDown(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(&self.0.line)
            .await
            .map_err(|error| match error {
                RequestTokenError::ServerResponse(_) => SignInError::Declined,
                other => SignInError::ProviderDown(other.to_string()),
            })
    }

    /// Who the tokens prove it is, and at which level.
    async fn prove(
        &self,
        provider: &Provider,
        tokens: &Tokens,
        nonce: &Nonce,
        now: DateTime<Utc>,
    ) -> Result<(Identity, u8), SignInError> {
        let not_proven = |why: String| SignInError::NotProven(why);
        let token = tokens
            .id_token()
            .ok_or_else(|| not_proven("there is no ID token".to_owned()))?;
        let verifier = provider.id_token_verifier().set_time_fn(|| now);
        let claims = token
            .claims(&verifier, nonce)
            .map_err(|error| not_proven(error.to_string()))?;
        let assurance = assurance(claims.auth_context_ref().map(|acr| acr.as_str()));
        let identity = Identity::said(
            claims.name(),
            claims.birthdate(),
            claims.phone_number(),
            claims.email(),
            claims.additional_claims(),
        );
        if !identity.is_short() {
            return Ok((identity, assurance));
        }
        // Of the same person, or it is refused.
        let request = provider
            .user_info(tokens.access_token().clone(), Some(claims.subject().clone()))
            .map_err(|_| not_proven("the ID token says too little, and there is nowhere to ask".to_owned()))?;
        let info: Info = request.request_async(&self.0.line).await.map_err(|error| match error {
            UserInfoError::ClaimsVerification(_) | UserInfoError::Parse(_) => {
                not_proven("what was said of the person is about another, or not to be read".to_owned())
            }
            other => SignInError::ProviderDown(other.to_string()),
        })?;
        Ok((identity.or(&info), assurance))
    }

    fn secret(&self) -> String {
        use base64::Engine;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.0.ids.bytes::<32>())
    }
}
