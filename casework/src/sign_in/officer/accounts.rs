//! Officers' accounts and posts. Rights are role x unit x field x time (STA-1); who may give them is for the use cases
//! above to decide.

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use uuid::Uuid;

use super::{Officer, Officers, Refusal, fold, place_of};
use crate::db;
use crate::sign_in::TotpSecret;
use crate::store::rows::officers::{OfficerRow, PostRow};
use crate::store::{Store, StoreError, Tx};

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewOfficer {
    /// What will be typed at sign-in.
    pub user_name: String,
    /// What colleagues and applicants read.
    pub display_name: String,
    /// The first password.
    pub password: SecretString,
    /// What the officer's app shares with us.
    pub totp: TotpSecret,
}

/// A post to be given.
#[derive(Debug, Clone)]
pub struct NewPost {
    /// The agency's code.
    pub agency_code: String,
    /// Its department, or none for the whole agency.
    pub department: Option<String>,
    /// The role.
    pub role: String,
    /// From when on.
    pub valid_from: DateTime<Utc>,
    /// Until when, if that is known.
    pub valid_to: Option<DateTime<Utc>>,
}

/// A post that an officer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The post.
    pub id: Uuid,
    /// Who holds it.
    pub officer: Uuid,
    /// The agency's code.
    pub agency_code: String,
    /// Its department, or none for the whole agency.
    pub department: Option<String>,
    /// The role.
    pub role: String,
    /// From when on.
    pub valid_from: DateTime<Utc>,
    /// Until when, if that is known.
    pub valid_to: Option<DateTime<Utc>>,
}

impl Officers {
    /// Makes an account.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] on `officers_user_name_key` if the name is taken; a password too short.
    pub async fn add(&self, officer: &NewOfficer) -> Result<Officer, Refusal> {
        let row = self.row_of(officer).await?;
        self.store.write(async |tx| db!(tx, officers::insert(&row))).await?;
        Ok(row.into())
    }

    /// Makes an account with its first posts, all or nothing. The caller has seen that there are such roles and agencies.
    ///
    /// # Errors
    /// As [`Officers::add`].
    pub async fn add_with_posts(&self, officer: &NewOfficer, posts: &[NewPost]) -> Result<Officer, Refusal> {
        let row = self.row_of(officer).await?;
        let now = self.clock.now();
        self.store
            .write(async |tx| {
                db!(tx, officers::insert(&row))?;
                for post in posts {
                    add_post(tx, self.ids.uuid(now), row.id, post).await?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        Ok(row.into())
    }

    async fn row_of(&self, officer: &NewOfficer) -> Result<OfficerRow, Refusal> {
        let now = self.clock.now();
        let id = self.ids.uuid(now);
        Ok(OfficerRow {
            id,
            user_name: fold(&officer.user_name),
            display_name: officer.display_name.trim().to_owned(),
            password_hash: self.passwords.hash(&officer.password).await?,
            totp_secret: self.vault.seal(&place_of(id), officer.totp.as_bytes()),
            totp_last_step: 0,
            created_at: now,
            disabled_at: None,
        })
    }

    /// Replaces the secret an officer's app shares with us: the telephone is lost, or was in other hands. Gives
    /// back the officer, if there is one of that name. The caller ends the officer's sessions.
    ///
    /// # Errors
    /// The database's.
    pub async fn set_totp(&self, user_name: &str, totp: &TotpSecret) -> Result<Option<Officer>, StoreError> {
        let mut reader = self.store.reader().await?;
        let row = db!(reader, officers::by_user_name(&fold(user_name)))?;
        drop(reader);
        let Some(row) = row else { return Ok(None) };
        let sealed = self.vault.seal(&place_of(row.id), totp.as_bytes());
        self.store
            .write(async |tx| db!(tx, officers::seal(row.id, &row.totp_secret, &sealed)))
            .await?;
        Ok(Some(row.into()))
    }

    /// Seals the secrets of accounts made before secrets were sealed. Called at start; returns how many there were.
    ///
    /// # Errors
    /// The database's.
    pub async fn seal_old_secrets(&self) -> Result<usize, StoreError> {
        let mut reader = self.store.reader().await?;
        let open = db!(reader, officers::unsealed())?;
        drop(reader);
        for row in &open {
            let sealed = self.vault.seal(&place_of(row.id), &row.totp_secret);
            self.store
                .write(async |tx| db!(tx, officers::seal(row.id, &row.totp_secret, &sealed)))
                .await?;
        }
        Ok(open.len())
    }

    /// Whether there is an account of that name.
    ///
    /// # Errors
    /// The database's.
    pub async fn knows(&self, user_name: &str) -> Result<bool, StoreError> {
        let mut reader = self.store.reader().await?;
        Ok(db!(reader, officers::by_user_name(&fold(user_name)))?.is_some())
    }

    /// Replaces the password. False if there is no such officer. The caller ends the officer's sessions.
    ///
    /// # Errors
    /// The database's; a password too short.
    pub async fn set_password(&self, officer: Uuid, password: &SecretString) -> Result<bool, Refusal> {
        let hash = self.passwords.hash(password).await?;
        let mut tx = self.store.begin().await?;
        let found = db!(tx, officers::set_password(officer, &hash))?;
        tx.commit().await?;
        Ok(found)
    }
}

/// An officer by identifier.
///
/// # Errors
/// The database's.
pub async fn by_id(store: &Store, id: Uuid) -> Result<Option<Officer>, StoreError> {
    let mut reader = store.reader().await?;
    Ok(db!(reader, officers::by_id(id))?.map(Officer::from))
}

/// Closes an account, or opens it again. False if there is no such officer. The caller ends the officer's sessions.
///
/// # Errors
/// The database's.
pub async fn set_disabled(tx: &mut Tx, id: Uuid, since: Option<DateTime<Utc>>) -> Result<bool, StoreError> {
    db!(tx, officers::set_disabled(id, since))
}

/// Gives a post.
///
/// # Errors
/// [`StoreError::Refused`] if there is no such officer.
pub async fn add_post(tx: &mut Tx, id: Uuid, officer: Uuid, post: &NewPost) -> Result<(), StoreError> {
    let row = PostRow {
        id,
        officer_id: officer,
        agency_code: post.agency_code.clone(),
        department: post.department.clone(),
        role: post.role.clone(),
        valid_from: post.valid_from,
        valid_to: post.valid_to,
    };
    db!(tx, officers::insert_post(&row))
}

/// Ends a post, from that time on. False if it has ended before.
///
/// # Errors
/// The database's.
pub async fn end_post(tx: &mut Tx, post: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    db!(tx, officers::end_post(post, at))
}

/// The posts an officer holds at that time.
///
/// # Errors
/// The database's.
pub async fn posts_at(store: &Store, officer: Uuid, at: DateTime<Utc>) -> Result<Vec<Post>, StoreError> {
    let mut reader = store.reader().await?;
    let rows = db!(reader, officers::posts_at(officer, at))?;
    Ok(rows.into_iter().map(Post::from).collect())
}

impl From<OfficerRow> for Officer {
    fn from(row: OfficerRow) -> Self {
        Self {
            id: row.id,
            user_name: row.user_name,
            display_name: row.display_name,
            disabled_at: row.disabled_at,
        }
    }
}

impl From<PostRow> for Post {
    fn from(row: PostRow) -> Self {
        Self {
            id: row.id,
            officer: row.officer_id,
            agency_code: row.agency_code,
            department: row.department,
            role: row.role,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        }
    }
}
