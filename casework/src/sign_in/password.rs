//! Passwords: Argon2id, off the threads that serve pages, and only so many at once, as each takes its memory.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use crate::clock::Ids;

/// How dear one guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Rounds over it.
    pub rounds: u32,
    /// How many may be computed at once.
    pub at_once: usize,
}

impl Default for Cost {
    /// 19 MiB, two rounds: the usual minimum for Argon2id.
    fn default() -> Self {
        Self {
            memory: 19_456,
            rounds: 2,
            at_once: 2,
        }
    }
}

impl Cost {
    /// So cheap that tests do not wait for it. Not for anything else.
    #[must_use]
    pub fn for_tests() -> Self {
        Self {
            memory: 64,
            rounds: 1,
            at_once: 4,
        }
    }
}

/// Why a password could not be worked with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Shorter than the least length, or longer than anyone types.
    #[error("a password has {least} to {most} characters")]
    Length {
        /// The least.
        least: usize,
        /// The most.
        most: usize,
    },
    /// The hash could not be computed: a fault of ours.
    #[error("the password could not be hashed")]
    Hashing,
    /// More wait for their turn than are served within seconds.
    #[error("too many passwords are being compared; again in a moment")]
    Busy,
}

/// So many may wait for their turn, some seconds at most; others are told to come again.
const QUEUE: usize = 32;
const LEAST: usize = 12;
/// More would only cost time to hash.
const MOST: usize = 256;

/// Hashes and compares passwords.
#[derive(Debug, Clone)]
pub struct Passwords {
    cost: Cost,
    ids: Ids,
    at_once: Arc<Semaphore>,
    /// Places for those who compute and those who wait.
    places: Arc<Semaphore>,
    /// Compared with when there is no such user, so that the answer takes as long.
    nobody: Arc<str>,
}

impl Passwords {
    /// Of that cost.
    ///
    /// # Errors
    /// [`PasswordError::Hashing`] if the cost is out of range.
    pub fn new(cost: Cost, ids: Ids) -> Result<Self, PasswordError> {
        let nobody = hash(cost, ids.bytes(), &ids.bytes::<32>())?.into();
        Ok(Self {
            cost,
            ids,
            at_once: Arc::new(Semaphore::new(cost.at_once)),
            places: Arc::new(Semaphore::new(cost.at_once + QUEUE)),
            nobody,
        })
    }

    /// Whether a new password is neither too short nor too long.
    ///
    /// # Errors
    /// [`PasswordError::Length`].
    pub fn fits(password: &SecretString) -> Result<(), PasswordError> {
        match password.expose_secret().chars().count() {
            LEAST..=MOST => Ok(()),
            _ => Err(PasswordError::Length {
                least: LEAST,
                most: MOST,
            }),
        }
    }

    /// The hash of a new password, as a PHC string.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub async fn hash(&self, password: &SecretString) -> Result<String, PasswordError> {
        Self::fits(password)?;
        let (cost, salt, password) = (self.cost, self.ids.bytes(), password.clone());
        self.beside(move || hash(cost, salt, password.expose_secret().as_bytes()))
            .await?
    }

    /// Whether the password is the one hashed. With no hash (no such user) it takes as long and is false.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] if too many wait; [`PasswordError::Hashing`] if the server is going down.
    pub async fn verify(&self, hash: Option<&str>, password: &SecretString) -> Result<bool, PasswordError> {
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        let password = password.clone();
        let equal = self
            .beside(move || {
                let password = password.expose_secret().as_bytes();
                // The cost is that of the hash, not ours: it may have been written under other settings.
                phc::PasswordHash::new(&hash).is_ok_and(|hash| {
                    password.len() <= 4 * MOST && Argon2::default().verify_password(password, &hash).is_ok()
                })
            })
            .await?;
        Ok(known && equal)
    }

    async fn beside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, PasswordError> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| PasswordError::Busy)?;
        let permit = Arc::clone(&self.at_once)
            .acquire_owned()
            .await
            .map_err(|_| PasswordError::Hashing)?;
        tokio::task::spawn_blocking(move || {
            let _permits = (permit, place);
            work()
        })
        .await
        .map_err(|_| PasswordError::Hashing)
    }
}

fn hash(cost: Cost, salt: [u8; 16], password: &[u8]) -> Result<String, PasswordError> {
    let params = Params::new(cost.memory, cost.rounds, 1, None).map_err(|_| PasswordError::Hashing)?;
    let hash: phc::PasswordHash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_with_salt(password, &salt)
        .map_err(|_| PasswordError::Hashing)?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_user_is_right() {
        let passwords = Passwords::new(Cost::for_tests(), Ids::seeded(1)).unwrap();
        let right = SecretString::from("con chim xanh biếc");
        let hash = passwords.hash(&right).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{hash}");
        assert!(passwords.verify(Some(&hash), &right).await.unwrap());
        assert!(
            !passwords
                .verify(Some(&hash), &"con chim xanh biec".into())
                .await
                .unwrap()
        );
        assert!(!passwords.verify(None, &right).await.unwrap());
        assert!(!passwords.verify(Some("no hash at all"), &right).await.unwrap());
        assert!(matches!(
            passwords.hash(&"ngắn".into()).await,
            Err(PasswordError::Length { .. })
        ));
    }

    #[tokio::test]
    async fn no_more_than_a_few_wait_for_their_turn() {
        let dear = Cost {
            memory: 4096,
            rounds: 1,
            at_once: 1,
        };
        let passwords = Passwords::new(dear, Ids::seeded(1)).unwrap();
        let guess = SecretString::from("một hai ba bốn");
        let all = futures::future::join_all((0..400).map(|_| passwords.verify(None, &guess))).await;
        let busy = all.iter().filter(|it| matches!(it, Err(PasswordError::Busy))).count();
        assert!(busy > 0 && busy < 400, "{busy}");
        assert!(!passwords.verify(None, &guess).await.unwrap(), "there is room again");
    }
}
