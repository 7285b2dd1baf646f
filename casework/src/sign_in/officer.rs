//! Officers sign in by user name, password and a one-time code, all at once: one answer, which does not tell which of
//! them was wrong.

mod accounts;

pub use accounts::{NewOfficer, NewPost, Post, add_post, by_id, end_post, posts_at, set_disabled};

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use uuid::Uuid;

use super::{Brake, BrakeLimits, PasswordError, Passwords, TotpSecret};
use crate::clock::{Clock, Ids};
use crate::db;
use crate::store::{Store, StoreError};
use crate::vault::{DoesNotOpen, Vault};

/// An officer who has an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// The account.
    pub id: Uuid,
    /// What is typed at sign-in, folded.
    pub user_name: String,
    /// What colleagues and applicants read.
    pub display_name: String,
    /// Since when the account is closed, if it is.
    pub disabled_at: Option<DateTime<Utc>>,
}

/// Why an officer is not signed in.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Refusal {
    /// Name, password or code is wrong, the code was used already, or the account is closed.
    #[error("user name, password or code is wrong")]
    WrongDetails,
    /// Too many failures for that name or from that address.
    #[error("too many failures; again after {until}")]
    HeldOff {
        /// When the next try is looked at.
        until: DateTime<Utc>,
    },
    /// Ours: the database, or the server going down.
    #[error(transparent)]
    Failed(#[from] StoreError),
    /// Ours.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// Ours: the secret of the one-time codes was sealed with another key.
    #[error(transparent)]
    Secret(#[from] DoesNotOpen),
}

/// The officers' accounts.
#[derive(Debug, Clone)]
pub struct Officers {
    store: Store,
    clock: Clock,
    ids: Ids,
    passwords: Passwords,
    vault: Vault,
    names: Brake,
    addresses: Brake,
}

impl Officers {
    /// Over a store; secrets of one-time codes are sealed in the vault.
    #[must_use]
    pub fn new(store: Store, clock: Clock, ids: Ids, passwords: Passwords, vault: Vault) -> Self {
        let names = Brake::new(store.clone(), clock.clone(), "officer", BrakeLimits::for_name());
        let addresses = Brake::new(store.clone(), clock.clone(), "address", BrakeLimits::for_address());
        Self {
            store,
            clock,
            ids,
            passwords,
            vault,
            names,
            addresses,
        }
    }

    /// Checks what was typed. `address` is where it comes from, in part (/24, /48).
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn sign_in(
        &self,
        user_name: &str,
        password: &SecretString,
        code: &str,
        address: &str,
    ) -> Result<Officer, Refusal> {
        let name = fold(user_name);
        let held = self
            .names
            .held_until(&name)
            .await?
            .max(self.addresses.held_until(address).await?);
        if let Some(until) = held {
            return Err(Refusal::HeldOff { until });
        }
        let mut reader = self.store.reader().await?;
        let row = db!(reader, officers::by_user_name(&name))?;
        // Held by nobody while the password is compared, which takes long.
        drop(reader);
        let known = self
            .passwords
            .verify(row.as_ref().map(|row| row.password_hash.as_str()), password)
            .await?;
        let now = self.clock.now();
        let signed_in = match row.filter(|row| known && row.disabled_at.is_none()) {
            Some(row) => {
                let secret = self.vault.open(&place_of(row.id), &row.totp_secret)?;
                let step = TotpSecret::from_bytes(secret).step_of(code, now);
                let fresh = match step {
                    Some(step) => self.use_step(row.id, step).await?,
                    None => false,
                };
                fresh.then(|| Officer::from(row))
            }
            None => None,
        };
        match signed_in {
            Some(officer) => {
                self.names.clear(&name).await?;
                Ok(officer)
            }
            None => {
                self.addresses.failed(address).await?;
                self.names.failed(&name).await?;
                Err(Refusal::WrongDetails)
            }
        }
    }

    async fn use_step(&self, officer: Uuid, step: i64) -> Result<bool, StoreError> {
        let mut tx = self.store.begin().await?;
        let fresh = db!(tx, officers::use_step(officer, step))?;
        tx.commit().await?;
        Ok(fresh)
    }
}

/// Where an officer's secret has its place, for the vault.
fn place_of(officer: Uuid) -> String {
    format!("officers.totp_secret/{officer}")
}

/// Names are the same in capitals and small letters, and however their marks are encoded.
fn fold(user_name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    user_name.trim().nfkc().flat_map(char::to_lowercase).take(100).collect()
}
