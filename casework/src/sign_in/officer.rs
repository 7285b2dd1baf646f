//! Officers sign in by user name, password and a one-time code, all at once: one answer, which does not tell which of
//! them was wrong.

mod accounts;
mod invitations;

pub use accounts::{NewOfficer, NewPost, Post, add_post, by_id, end_post, posts_at, set_disabled};
pub use invitations::{INVITED_FOR, Invitation, Invited};

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use uuid::Uuid;

use super::{Brake, BrakeLimits, Known, PasswordError, Passwords, TotpSecret};
use crate::clock::{Clock, Ids};
use crate::db;
use crate::store::{Store, StoreError, Tx};
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
    /// The one-time code is not one of the new secret: at an invitation alone, where the rest was right.
    #[error("the one-time code is not one of the new secret")]
    WrongCode,
    /// Neither is the one-time code, nor is the new password long enough: at an invitation alone.
    #[error("the password is too short or too long, and the one-time code is not one of the new secret")]
    WrongCodeAndPassword,
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
    /// Names at addresses.
    pairs: Brake,
    /// Codes of invitations, by user name.
    invitations: Brake,
    /// Addresses, and names at addresses, from which somebody signed in lately.
    known: Known,
}

/// So long an address is known after somebody signed in from there: longer than a holiday.
const KNOWN_FOR: TimeDelta = TimeDelta::days(14);

impl Officers {
    /// Over a store; secrets of one-time codes are sealed in the vault.
    #[must_use]
    pub fn new(store: Store, clock: Clock, ids: Ids, passwords: Passwords, vault: Vault) -> Self {
        let brake = |sort, limits| Brake::new(store.clone(), clock.clone(), sort, limits);
        let names = brake("officer", BrakeLimits::for_name());
        let addresses = brake("address", BrakeLimits::for_address());
        let pairs = brake("officer at address", BrakeLimits::for_name());
        let invitations = brake("invitation", BrakeLimits::for_name());
        let known = Known::new(store.clone(), clock.clone(), "officers know", KNOWN_FOR);
        Self {
            store,
            clock,
            ids,
            passwords,
            vault,
            names,
            addresses,
            pairs,
            invitations,
            known,
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
        let tried = self.attempt(&name, address).await?;
        let mut reader = self.store.reader().await?;
        let row = db!(reader, officers::by_user_name(&name))?;
        // Held by nobody while the password is compared, which takes long.
        drop(reader);
        // Who was invited and has not come yet has no password: as if there were no such name.
        let hash = row.as_ref().map(|row| row.password_hash.as_str());
        let known = match self
            .passwords
            .verify(hash.filter(|hash| !hash.is_empty()), password)
            .await
        {
            Err(PasswordError::Busy) => {
                self.store.write(async |tx| self.take_back(tx, &tried).await).await?;
                return Err(PasswordError::Busy.into());
            }
            compared => compared?,
        };
        let now = self.clock.now();
        let Some(row) = row.filter(|row| known && row.disabled_at.is_none()) else {
            return Err(Refusal::WrongDetails);
        };
        let secret = self.vault.open(&place_of(row.id), &row.totp_secret)?;
        let step = TotpSecret::from_bytes(secret).step_of(code, now);
        let fresh = match step {
            Some(step) => self.use_step(row.id, step).await?,
            None => false,
        };
        if !fresh {
            return Err(Refusal::WrongDetails);
        }
        self.store
            .write(async |tx| {
                if tried.by_address {
                    self.addresses.take_back(tx, &tried.address).await?;
                }
                if tried.by_pair {
                    self.pairs.clear(tx, &tried.pair).await?;
                } else {
                    self.names.clear(tx, &tried.name).await?;
                }
                self.known.meet(tx, &tried.pair).await?;
                self.known.meet(tx, &tried.address).await
            })
            .await?;
        Ok(row.into())
    }

    /// Counts a try before anything is compared. Where officers have signed in lately many share one address, and who
    /// guesses there must not shut the others out: a name that is known there is counted for that address alone, and the
    /// address itself holds nobody off.
    async fn attempt(&self, name: &str, address: &str) -> Result<Tried, Refusal> {
        let mut tried = Tried {
            name: name.to_owned(),
            pair: format!("{name}\n{address}"),
            address: address.to_owned(),
            by_address: false,
            by_pair: false,
        };
        let held = |until| Err(Refusal::HeldOff { until });
        if !self.known.is(address).await? {
            if let Some(until) = self.addresses.attempt(address).await? {
                return held(until);
            }
            tried.by_address = true;
        }
        tried.by_pair = self.known.is(&tried.pair).await?;
        let counted = if tried.by_pair {
            self.pairs.attempt(&tried.pair).await?
        } else {
            self.names.attempt(name).await?
        };
        match counted {
            Some(until) => held(until),
            None => Ok(tried),
        }
    }

    async fn take_back(&self, tx: &mut Tx, tried: &Tried) -> Result<(), StoreError> {
        if tried.by_address {
            self.addresses.take_back(tx, &tried.address).await?;
        }
        if tried.by_pair {
            self.pairs.take_back(tx, &tried.pair).await
        } else {
            self.names.take_back(tx, &tried.name).await
        }
    }

    async fn use_step(&self, officer: Uuid, step: i64) -> Result<bool, StoreError> {
        let mut tx = self.store.begin().await?;
        let fresh = db!(tx, officers::use_step(officer, step))?;
        tx.commit().await?;
        Ok(fresh)
    }
}

/// A try, and what it was counted against.
struct Tried {
    name: String,
    pair: String,
    address: String,
    by_address: bool,
    by_pair: bool,
}

/// Where an officer's secret has its place, for the vault.
fn place_of(officer: Uuid) -> String {
    format!("officers.totp_secret/{officer}")
}

/// Names are the same in capitals and small letters, and however their marks are encoded.
pub(crate) fn fold(user_name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    user_name.trim().nfkc().flat_map(char::to_lowercase).take(100).collect()
}
