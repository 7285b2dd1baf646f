//! A client redeems a code, and asks who the person is.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::{Grant, claims};
use crate::National;
use crate::wire::client_of;

const LIFETIME: Duration = Duration::minutes(10);

#[derive(Deserialize)]
pub(super) struct Ask {
    #[serde(default)]
    grant_type: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    redirect_uri: String,
    #[serde(default)]
    code_verifier: String,
    client_id: Option<String>,
    client_secret: Option<String>,
}

pub(super) async fn redeem(
    State(national): State<Arc<National>>,
    headers: HeaderMap,
    Form(ask): Form<Ask>,
) -> Response {
    let Some(client) = client_of(
        &national,
        &headers,
        ask.client_id.as_deref(),
        ask.client_secret.as_deref(),
    ) else {
        return error(StatusCode::UNAUTHORIZED, "invalid_client");
    };
    if ask.grant_type != "authorization_code" {
        return error(StatusCode::BAD_REQUEST, "unsupported_grant_type");
    }
    let now = national.clock().now();
    // Taken whether or not the rest fits: a code is tried once.
    let Some(grant) = national.identity.codes.take(&ask.code, now) else {
        return error(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&ask.code_verifier));
    let proven = bool::from(challenge.as_bytes().ct_eq(grant.asked.code_challenge.as_bytes()));
    if grant.asked.client_id != client.id || grant.asked.redirect_uri != ask.redirect_uri || !proven {
        return error(StatusCode::BAD_REQUEST, "invalid_grant");
    }
    let Some(id_token) = id_token(&national, &grant) else {
        return error(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    let access_token = national.clock().token();
    national
        .identity
        .access
        .put(access_token.clone(), grant.person, now + LIFETIME, now);
    let body = json!({
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": LIFETIME.num_seconds(),
        "id_token": id_token,
        "scope": grant.asked.scope,
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

fn id_token(national: &National, grant: &Grant) -> Option<String> {
    let mut claims = claims::of(national.registry().people.get(&grant.person)?);
    let now = national.clock().now();
    for (name, value) in [
        ("iss", json!(national.issuer())),
        ("aud", json!(grant.asked.client_id)),
        ("iat", json!(now.timestamp())),
        ("exp", json!((now + LIFETIME).timestamp())),
        ("auth_time", json!(grant.signed_in_at.timestamp())),
        ("amr", json!(["mfa"])),
    ] {
        claims.insert(name.to_owned(), value);
    }
    if let Some(nonce) = &grant.asked.nonce {
        claims.insert("nonce".to_owned(), json!(nonce));
    }
    national.identity.key.sign(&Value::Object(claims)).ok()
}

pub(super) async fn userinfo(State(national): State<Arc<National>>, headers: HeaderMap) -> Response {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.strip_prefix("Bearer "));
    let person = token.and_then(|it| national.identity.access.get(it, national.clock().now()));
    let registry = national.registry();
    match person.and_then(|it| registry.people.get(&it)) {
        Some(person) => Json(Value::Object(claims::of(person))).into_response(),
        None => (
            StatusCode::UNAUTHORIZED,
            [(header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")],
        )
            .into_response(),
    }
}

fn error(status: StatusCode, error: &str) -> Response {
    (
        status,
        [(header::CACHE_CONTROL, "no-store")],
        Json(json!({"error": error})),
    )
        .into_response()
}
