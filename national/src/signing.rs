//! The signatures on messages: ES256 over a few lines of text. The keys are made from names, so that everybody knows
//! them, as everything in the simulation.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest as _, Sha256, Sha512};

use crate::faults::System;

/// The header that carries the signature.
pub(crate) const HEADER: &str = "x-message-signature";

/// SHA-512 in base64, as X-Road writes the hash of a message.
pub(crate) fn digest(body: &[u8]) -> String {
    STANDARD.encode(Sha512::digest(body))
}

/// A system's signature over lines: a kind of message, its id, hashes.
pub(crate) fn sign(system: System, lines: &[&str]) -> String {
    let signature: Signature = key(&format!("system/{}", system.id())).sign(lines.join("\n").as_bytes());
    URL_SAFE_NO_PAD.encode(signature.to_bytes())
}

/// Whether the lines were signed by the installation of the demonstration.
pub(crate) fn is_from_installation(lines: &[&str], signature: &str) -> bool {
    let Some(signature) = URL_SAFE_NO_PAD
        .decode(signature)
        .ok()
        .and_then(|it| Signature::from_slice(&it).ok())
    else {
        return false;
    };
    key("installation/motcua")
        .verifying_key()
        .verify(lines.join("\n").as_bytes(), &signature)
        .is_ok()
}

fn key(name: &str) -> SigningKey {
    let scalar = Sha256::digest(format!("motcua simulated {name}"));
    SigningKey::from_slice(&scalar).expect("the hashes of these few names are scalars of the curve")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The other end knows these public keys by heart.
    #[test]
    fn the_keys_are_the_ones_made_public() {
        let public = |name: &str| {
            let point = key(name).verifying_key().to_encoded_point(true);
            point
                .as_bytes()
                .iter()
                .map(|it| format!("{it:02x}"))
                .collect::<String>()
        };
        assert_eq!(
            public("system/residence"),
            "029e1480e11d9c68dade86294b733963034a190c7fb97ba45a466f990ffa197136"
        );
        assert_eq!(
            public("system/social_insurance"),
            "02c38355cc807a84edb939117808a0a4609bd813dd3fefda0565d8543697bcf8c8"
        );
    }

    #[test]
    fn a_signature_holds_for_its_lines_only() {
        let signature: Signature = key("installation/motcua").sign(b"request\n1");
        let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        assert!(is_from_installation(&["request", "1"], &signature));
        assert!(!is_from_installation(&["request", "2"], &signature));
        assert!(!is_from_installation(&["request", "1"], "nonsense"));
    }
}
