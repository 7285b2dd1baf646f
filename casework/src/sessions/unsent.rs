//! What somebody posted when their session had just ended: kept, one page for a session, until they have signed in again and
//! send it once more themselves. Nothing is done with it before.

use chrono::TimeDelta;
use uuid::Uuid;

use super::{Account, Session, SessionId, Sessions};
use crate::db;
use crate::store::StoreError;
use crate::store::rows::unsent::UnsentRow;

/// So long it is kept: who comes back the next day finds what was saved before.
pub const KEPT_FOR: TimeDelta = TimeDelta::hours(12);

/// A page that was posted and not acted upon.
#[derive(Clone, PartialEq, Eq)]
pub struct Unsent {
    /// Where it was posted to: a path of this site with its query.
    pub path: String,
    /// The page it was posted from, to go back to.
    pub page: String,
    /// What was posted: the inputs of a form, URL-encoded.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Unsent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Unsent({}, {} bytes)", self.path, self.body.len())
    }
}

impl Sessions {
    /// Keeps what was posted with the token of a session that has ended by itself. `None` if nobody knows any more whose it
    /// was: signed out, or long ago.
    ///
    /// # Errors
    /// The database's.
    pub async fn keep_unsent(&self, token: &str, posted: &Unsent) -> Result<Option<Uuid>, StoreError> {
        let session = SessionId::of(token);
        let mut reader = self.store.reader().await?;
        let row = db!(reader, sessions::by_id(&session.0))?;
        drop(reader);
        let Some(row) = row else { return Ok(None) };
        let account = Session::try_from(row)?.account;
        let now = self.clock.now();
        let row = UnsentRow {
            id: self.ids.uuid(now),
            session: session.0.to_vec(),
            account_kind: account.kind().to_owned(),
            account_id: account.id(),
            path: posted.path.clone(),
            page: posted.page.clone(),
            body: posted.body.clone(),
            kept_at: now,
        };
        self.store.write(async |tx| db!(tx, unsent::put(&row))).await?;
        Ok(Some(row.id))
    }

    /// What is kept under that name for an account; nobody else's.
    ///
    /// # Errors
    /// The database's.
    pub async fn unsent(&self, account: Account, id: Uuid) -> Result<Option<Unsent>, StoreError> {
        let mut reader = self.store.reader().await?;
        let row = db!(reader, unsent::of_account(account.kind(), account.id(), id))?;
        let now = self.clock.now();
        Ok(row.filter(|row| now - row.kept_at < KEPT_FOR).map(|row| Unsent {
            path: row.path,
            page: row.page,
            body: row.body,
        }))
    }

    /// Throws away what is kept under that name for an account.
    ///
    /// # Errors
    /// The database's.
    pub async fn forget_unsent(&self, account: Account, id: Uuid) -> Result<(), StoreError> {
        self.store
            .write(async |tx| db!(tx, unsent::delete(account.kind(), account.id(), id)))
            .await
    }

    /// Forgets what was kept long enough. Returns how many pages.
    ///
    /// # Errors
    /// The database's.
    pub async fn sweep_unsent(&self) -> Result<u64, StoreError> {
        let before = self.clock.now() - KEPT_FOR;
        self.store.write(async |tx| db!(tx, unsent::sweep(before))).await
    }
}
