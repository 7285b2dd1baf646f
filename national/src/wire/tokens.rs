//! Tokens for systems: the client-credentials grant of OAuth 2.0.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;
use serde_json::json;
use subtle::ConstantTimeEq as _;

use crate::National;
use crate::identity::Client;

/// Ten minutes: short enough that a long-running caller has to renew.
const LIFETIME: Duration = Duration::seconds(600);

/// Tokens given out, with their end.
#[derive(Debug, Default)]
pub(crate) struct Tokens(Mutex<HashMap<String, DateTime<Utc>>>);

impl Tokens {
    pub fn knows(&self, token: &str, now: DateTime<Utc>) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(token)
            .is_some_and(|end| *end > now)
    }

    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn give(&self, token: String, now: DateTime<Utc>) {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.retain(|_, end| *end > now);
        tokens.insert(token, now + LIFETIME);
    }
}

pub(crate) fn router() -> Router<Arc<National>> {
    Router::new().route("/oauth/token", post(token))
}

#[derive(Deserialize)]
struct Ask {
    #[serde(default)]
    grant_type: String,
    client_id: Option<String>,
    client_secret: Option<String>,
}

async fn token(State(national): State<Arc<National>>, headers: HeaderMap, Form(ask): Form<Ask>) -> Response {
    if ask.grant_type != "client_credentials" {
        return (
            StatusCode::BAD_REQUEST,
            Json(json!({"error": "unsupported_grant_type"})),
        )
            .into_response();
    }
    if client_of(
        &national,
        &headers,
        ask.client_id.as_deref(),
        ask.client_secret.as_deref(),
    )
    .is_none()
    {
        return (StatusCode::UNAUTHORIZED, Json(json!({"error": "invalid_client"}))).into_response();
    }
    let token = national.clock().token();
    national.tokens.give(token.clone(), national.clock().now());
    let body = json!({"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME.num_seconds()});
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

/// The client that proved its secret, by Basic authentication or in the form.
pub(crate) fn client_of<'a>(
    national: &'a National,
    headers: &HeaderMap,
    id: Option<&str>,
    secret: Option<&str>,
) -> Option<&'a Client> {
    let basic = headers
        .get(header::AUTHORIZATION)
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.strip_prefix("Basic "));
    let (id, secret) = match basic {
        Some(basic) => {
            let pair = String::from_utf8(STANDARD.decode(basic).ok()?).ok()?;
            let (id, secret) = pair.split_once(':')?;
            // Both halves are form-encoded in OAuth 2.0 (RFC 6749, 2.3.1).
            (decoded(id), decoded(secret))
        }
        None => (id?.to_owned(), secret?.to_owned()),
    };
    national
        .client(&id)
        .filter(|it| bool::from(it.secret.as_bytes().ct_eq(secret.as_bytes())))
}

/// Undoes form encoding.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let pair: Vec<u8> = rest.by_ref().take(2).collect();
                let value = std::str::from_utf8(&pair)
                    .ok()
                    .and_then(|it| u8::from_str_radix(it, 16).ok());
                bytes.push(value.unwrap_or(b'%'));
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
