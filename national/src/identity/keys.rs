//! The signing key, made at start: ES256.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use p256::elliptic_curve::sec1::ToEncodedPoint as _;
use p256::pkcs8::EncodePrivateKey as _;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::Clock;

/// A P-256 key with its public half as the world sees it.
pub(super) struct Key {
    id: String,
    x: String,
    y: String,
    signing: EncodingKey,
    verifying: DecodingKey,
}

impl Key {
    pub fn generate(clock: &Clock) -> Self {
        // Nearly every 32 bytes are a key; those that are not are thrown again.
        let secret = loop {
            if let Ok(secret) = p256::SecretKey::from_slice(&clock.bytes::<32>()) {
                break secret;
            }
        };
        let der = secret.to_pkcs8_der().expect("a P-256 key always encodes");
        let point = secret.public_key().to_encoded_point(false);
        let half = |bytes: Option<&[u8]>| URL_SAFE_NO_PAD.encode(bytes.unwrap_or_default());
        let (x, y) = (half(point.x().map(AsRef::as_ref)), half(point.y().map(AsRef::as_ref)));
        Self {
            id: URL_SAFE_NO_PAD.encode(&Sha256::digest(point.as_bytes())[..12]),
            signing: EncodingKey::from_ec_der(der.as_bytes()),
            verifying: DecodingKey::from_ec_components(&x, &y).expect("the halves were just encoded"),
            x,
            y,
        }
    }

    /// A signed token.
    pub fn sign(&self, claims: &impl Serialize) -> Result<String, jsonwebtoken::errors::Error> {
        let header = Header {
            kid: Some(self.id.clone()),
            ..Header::new(Algorithm::ES256)
        };
        jsonwebtoken::encode(&header, claims, &self.signing)
    }

    /// The claims of a token this key signed, however old.
    pub fn read(&self, token: &str) -> Option<Value> {
        let mut validation = jsonwebtoken::Validation::new(Algorithm::ES256);
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        jsonwebtoken::decode(token, &self.verifying, &validation)
            .ok()
            .map(|it| it.claims)
    }

    /// The public half as a set of JSON web keys.
    pub fn public(&self) -> Value {
        json!({"keys": [{"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.id, "x": self.x, "y": self.y}]})
    }
}
