//! The identity provider that stands in for VNeID: OpenID Connect, authorization code with PKCE.
//!
//! Anyone may sign in as any of the made-up people: there is no password. `acr` tells the level of the account.

mod authorize;
mod claims;
mod client;
mod discovery;
mod keys;
mod logout;
mod session;
mod sign_in;
mod store;
mod token;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use chrono::{DateTime, Utc};

pub use client::{Client, Redirects};

use crate::{Clock, National};
use keys::Key;
use store::Store;

/// What the identity provider remembers.
pub(crate) struct Identity {
    key: Key,
    /// Requests whose sign-in page is open.
    pending: Store<authorize::Asked>,
    codes: Store<Grant>,
    sessions: Store<session::Session>,
    access: Store<String>,
}

/// What a code stands for until it is redeemed.
#[derive(Debug, Clone)]
struct Grant {
    asked: authorize::Asked,
    person: String,
    signed_in_at: DateTime<Utc>,
}

impl Identity {
    pub fn new(clock: &Clock) -> Self {
        Self {
            key: Key::generate(clock),
            pending: Store::default(),
            codes: Store::default(),
            sessions: Store::default(),
            access: Store::default(),
        }
    }
}

pub(crate) fn router() -> Router<Arc<National>> {
    Router::new()
        .route("/.well-known/openid-configuration", get(discovery::configuration))
        .route("/jwks", get(discovery::jwks))
        .route("/authorize", get(authorize::by_query).post(authorize::by_form))
        .route("/sign-in", get(sign_in::show).post(sign_in::answer))
        .route("/token", post(token::redeem))
        .route("/userinfo", get(token::userinfo).post(token::userinfo))
        .route("/logout", get(logout::by_query).post(logout::by_form))
}
