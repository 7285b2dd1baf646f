//! Signatures on messages: ES256 over a few lines of text, the last of which is the hash of the body.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256, Sha512};

use super::ConnectorError;

/// The header that carries a signature.
pub const HEADER: &str = "x-message-signature";

/// SHA-512 in base64, as X-Road writes the hash of a message.
#[must_use]
pub fn digest(body: &[u8]) -> String {
    STANDARD.encode(Sha512::digest(body))
}

/// Our key. Its `Debug` shows nothing of it.
#[derive(Clone)]
pub struct OwnKey(SigningKey);

impl std::fmt::Debug for OwnKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OwnKey")
    }
}

impl OwnKey {
    /// From the 64 hexadecimal digits of the private number.
    ///
    /// # Errors
    /// `Misconfigured` when they are no private number of P-256.
    pub fn from_hex(secret: &SecretString) -> Result<Self, ConnectorError> {
        let wrong = ConnectorError::Misconfigured { what: "signing key" };
        let bytes = bytes_of_hex(secret.expose_secret()).ok_or_else(|| wrong.clone())?;
        SigningKey::from_slice(&bytes).map(Self).map_err(|_| wrong)
    }

    /// The key of the demonstration, which everybody knows.
    #[must_use]
    pub fn of_demonstration() -> Self {
        let number = Sha256::digest("motcua simulated installation/motcua");
        Self(SigningKey::from_slice(&number).expect("this hash is a private number of the curve"))
    }

    /// Signs the lines.
    #[must_use]
    pub fn sign(&self, lines: &[&str]) -> String {
        let signature: Signature = self.0.sign(lines.join("\n").as_bytes());
        URL_SAFE_NO_PAD.encode(signature.to_bytes())
    }
}

/// The public key of a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirKey(VerifyingKey);

impl TheirKey {
    /// From the hexadecimal digits of the point, compressed or not (SEC 1).
    ///
    /// # Errors
    /// `Misconfigured` when they are no point of P-256.
    pub fn from_hex(point: &str) -> Result<Self, ConnectorError> {
        let wrong = ConnectorError::Misconfigured {
            what: "public key of the system",
        };
        let bytes = bytes_of_hex(point).ok_or_else(|| wrong.clone())?;
        VerifyingKey::from_sec1_bytes(&bytes).map(Self).map_err(|_| wrong)
    }

    /// Whether the system signed these lines.
    #[must_use]
    pub fn signed(&self, lines: &[&str], signature: &str) -> bool {
        let signature = URL_SAFE_NO_PAD.decode(signature).ok();
        signature
            .and_then(|it| Signature::from_slice(&it).ok())
            .is_some_and(|it| self.0.verify(lines.join("\n").as_bytes(), &it).is_ok())
    }
}

fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_that_were_signed_are_taken() {
        let own = OwnKey::of_demonstration();
        let public = "03fb35d5a618d181d53f4f59c87a3a0ae49a0b8687e7cc2b84c205245a858bbd97";
        let key = TheirKey::from_hex(public).unwrap();
        let signature = own.sign(&["request", "1", "hash"]);
        assert!(key.signed(&["request", "1", "hash"], &signature));
        assert!(!key.signed(&["request", "2", "hash"], &signature));
        assert!(!key.signed(&["request", "1", "hash"], "nonsense"));
        assert!(!key.signed(&["request", "1", "hash"], ""));
    }

    #[test]
    fn keys_that_are_none_are_told() {
        for bad in [
            "",
            "0",
            "zz",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        ] {
            assert!(OwnKey::from_hex(&SecretString::from(bad.to_owned())).is_err(), "{bad}");
            assert!(TheirKey::from_hex(bad).is_err(), "{bad}");
        }
    }
}
