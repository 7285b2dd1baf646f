//! Secrets that must be read back, such as those of officers' one-time codes, are kept sealed: ChaCha20-Poly1305 with a
//! key that is not in the database, so that a copy of the database alone gives none of them away. What is sealed opens
//! only at its own place, so that nobody can put one officer's secret into another's row.
//!
//! What need not be read back (passwords, session tokens) is kept as a hash and does not belong here.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::clock::Ids;
use crate::db;
use crate::store::{Store, StoreError};

/// The way a secret is sealed, as its first byte: another way will have another number.
const WAY: u8 = 1;
/// Where the proof that a key is the database's has its place.
const PROOF: &str = "secret_key_proofs.proof";

/// The key: 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey([u8; 32]);

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey([redacted])")
    }
}

impl SecretKey {
    /// A new one.
    #[must_use]
    pub fn new(ids: &Ids) -> Self {
        Self(ids.bytes())
    }

    /// Reads what [`SecretKey::to_base64`] wrote, or `openssl rand -base64 32`.
    #[must_use]
    pub fn from_base64(text: &str) -> Option<Self> {
        STANDARD.decode(text.trim()).ok()?.try_into().ok().map(Self)
    }

    /// As it is kept in a file or a setting.
    #[must_use]
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }
}

/// What is sealed does not open: sealed with another key or for another place, or changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed secret does not open with this key")]
pub struct DoesNotOpen;

/// Why a node may not use its key.
#[derive(Clone, Debug, thiserror::Error)]
pub enum KeyError {
    /// The secrets in this database were sealed with another one.
    #[error(
        "the secret key is not the one this database was begun with; set MOTCUA_SECRET_KEY to that of the other nodes, \
         or bring the key file back that lay beside the data"
    )]
    Another,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Seals and opens. Cheap to clone.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    key: LessSafeKey,
    ids: Ids,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// With a key.
    #[must_use]
    pub fn new(key: &SecretKey, ids: Ids) -> Self {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &key.0).expect("a key has 32 bytes");
        Self(Arc::new(Inner {
            key: LessSafeKey::new(key),
            ids,
        }))
    }

    /// Seals a secret for a place (`officers.totp_secret/<id>`): way, nonce, what was sealed, tag.
    #[must_use]
    pub fn seal(&self, place: &str, secret: &[u8]) -> Vec<u8> {
        // Random nonces of 96 bits are safe for some billions of secrets; there are as many as officers.
        let nonce: [u8; NONCE_LEN] = self.0.ids.bytes();
        let mut content = secret.to_vec();
        self.0
            .key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place), &mut content)
            .expect("a secret is no longer than 256 GiB");
        [&[WAY][..], &nonce, &content].concat()
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// [`DoesNotOpen`].
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, DoesNotOpen> {
        let (way, rest) = sealed.split_first().ok_or(DoesNotOpen)?;
        let (nonce, content) = rest.split_first_chunk::<NONCE_LEN>().ok_or(DoesNotOpen)?;
        if *way != WAY {
            return Err(DoesNotOpen);
        }
        let mut content = content.to_vec();
        let secret = self
            .0
            .key
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(place), &mut content)
            .map_err(|_| DoesNotOpen)?;
        Ok(secret.to_vec())
    }

    /// Whether secrets of this database were sealed with some key already: then no other may be made.
    ///
    /// # Errors
    /// The database's.
    pub async fn is_begun(store: &Store) -> Result<bool, StoreError> {
        let mut reader = store.reader().await?;
        Ok(db!(reader, secret_key_proofs::get())?.is_some())
    }

    /// Proves that this is the key of the database; the first key it sees becomes that. Called at start, so that a node
    /// with another key does not lock officers out.
    ///
    /// # Errors
    /// [`KeyError`].
    pub async fn prove(&self, store: &Store) -> Result<(), KeyError> {
        let mut reader = store.reader().await?;
        let known = db!(reader, secret_key_proofs::get())?;
        drop(reader);
        let proof = match known {
            Some(proof) => proof,
            None => {
                let proof = self.seal(PROOF, b"mot cua");
                store
                    .write(async |tx| {
                        db!(tx, secret_key_proofs::insert(&proof))?;
                        // Another node may have been the first.
                        db!(tx, secret_key_proofs::get())
                    })
                    .await?
                    .unwrap_or_default()
            }
        };
        self.open(PROOF, &proof).map_err(|_| KeyError::Another)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_at_its_place_with_its_key_and_unchanged() {
        let ids = Ids::seeded(1);
        let key = SecretKey::new(&ids);
        let vault = Vault::new(&key, ids.clone());
        let sealed = vault.seal("here", b"a secret");
        assert!(!sealed.windows(8).any(|some| some == b"a secret"));
        assert_ne!(sealed, vault.seal("here", b"a secret"), "never the same twice");
        assert_eq!(vault.open("here", &sealed).unwrap(), b"a secret");
        assert_eq!(vault.open("there", &sealed), Err(DoesNotOpen));
        let again = Vault::new(&SecretKey::from_base64(&key.to_base64()).unwrap(), ids.clone());
        assert_eq!(again.open("here", &sealed).unwrap(), b"a secret");
        assert_eq!(
            Vault::new(&SecretKey::new(&ids), ids).open("here", &sealed),
            Err(DoesNotOpen)
        );
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(vault.open("here", &changed), Err(DoesNotOpen), "byte {at}");
            assert_eq!(vault.open("here", &sealed[..at]), Err(DoesNotOpen), "cut at {at}");
        }
    }

    #[test]
    fn a_key_is_32_bytes_and_never_shown() {
        for wrong in [
            "",
            "short",
            "AAAA",
            &STANDARD.encode([7; 31]),
            &STANDARD.encode([7; 33]),
        ] {
            assert!(SecretKey::from_base64(wrong).is_none(), "{wrong}");
        }
        let key = SecretKey::from_base64(&STANDARD.encode([7; 32])).unwrap();
        assert_eq!(format!("{key:?}"), "SecretKey([redacted])");
    }
}
