//! An identity provider that says whatever a test has it say: the good ones do not.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use p256::elliptic_curve::sec1::ToEncodedPoint as _;
use p256::pkcs8::EncodePrivateKey as _;
use serde_json::{Value, json};

/// Our id and secret at the provider.
pub const CLIENT: (&str, &str) = ("mot-cua-test", "a-secret-of-this-test-and-no-other");

/// The provider.
#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    says: Arc<Mutex<Says>>,
}

/// What it says next.
pub struct Says {
    /// Whether it answers at all.
    pub down: bool,
    /// The key it publishes.
    pub key: u8,
    /// The status and body of the token endpoint.
    pub tokens: (StatusCode, Value),
    /// What it knows of the person.
    pub person: Value,
}

impl Provider {
    /// Listens at a port of its own.
    pub async fn listen() -> Self {
        // Another test of this process may have installed it before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = Self {
            issuer: format!("http://{}", listener.local_addr().unwrap()),
            says: Arc::new(Mutex::new(Says {
                down: false,
                key: 1,
                tokens: (StatusCode::BAD_REQUEST, json!({"error": "invalid_grant"})),
                person: json!({}),
            })),
        };
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(person))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        provider
    }

    pub fn says(&self) -> MutexGuard<'_, Says> {
        self.says.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers the next code with this ID token.
    pub fn answers(&self, id_token: &str) {
        let tokens = json!({"access_token": "opaque", "token_type": "Bearer", "expires_in": 60, "id_token": id_token});
        self.says().tokens = (StatusCode::OK, tokens);
    }
}

/// A token signed with a key, by its number.
pub fn signed(key: u8, claims: &Value) -> String {
    let header = Header {
        kid: Some("the key".to_owned()),
        ..Header::new(Algorithm::ES256)
    };
    let der = secret(key).to_pkcs8_der().unwrap();
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_ec_der(der.as_bytes())).unwrap()
}

/// A token signed with our own secret, which the provider shares: a known way to deceive.
pub fn signed_with_our_secret(claims: &Value) -> String {
    let key = EncodingKey::from_secret(CLIENT.1.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key).unwrap()
}

/// A token that says that it is not signed.
pub fn unsigned(claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.", part(&json!({"alg": "none"})), part(claims))
}

fn secret(key: u8) -> p256::SecretKey {
    p256::SecretKey::from_slice(&[key; 32]).unwrap()
}

async fn configuration(State(provider): State<Provider>) -> Response {
    if provider.says().down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let issuer = &provider.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    }))
    .into_response()
}

async fn keys(State(provider): State<Provider>) -> Json<Value> {
    let point = secret(provider.says().key).public_key().to_encoded_point(false);
    let half = |bytes: Option<&[u8]>| URL_SAFE_NO_PAD.encode(bytes.unwrap());
    let (x, y) = (half(point.x().map(AsRef::as_ref)), half(point.y().map(AsRef::as_ref)));
    Json(
        json!({"keys": [{"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "the key", "x": x, "y": y}]}),
    )
}

async fn token(State(provider): State<Provider>) -> Response {
    let (status, tokens) = provider.says().tokens.clone();
    (status, Json(tokens)).into_response()
}

async fn person(State(provider): State<Provider>) -> Json<Value> {
    Json(provider.says().person.clone())
}
