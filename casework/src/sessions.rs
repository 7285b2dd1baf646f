//! Signed-in browsers, kept in the database so that any node knows them and signing out works everywhere at once.
//!
//! The browser holds a random token of 256 bits; the database only its SHA-256, so that a copy of the database opens
//! no session. A session ends after a time without use, and in any case after a longer time.

mod unsent;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::clock::{Clock, Ids};
use crate::db;
use crate::store::rows::sessions::SessionRow;
use crate::store::{Store, StoreError};

pub use unsent::{KEPT_FOR, Unsent};

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Account {
    /// A citizen's account, with the level of assurance of the sign-in: 2 is needed to submit, 1 may look and track.
    Citizen {
        /// The account.
        id: Uuid,
        /// Level of assurance, 1 or 2.
        assurance: u8,
    },
    /// An officer's.
    Officer {
        /// The officer.
        id: Uuid,
    },
}

impl Account {
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Citizen { .. } => "citizen",
            Self::Officer { .. } => "officer",
        }
    }

    /// The account's identifier.
    #[must_use]
    pub fn id(self) -> Uuid {
        match self {
            Self::Citizen { id, .. } | Self::Officer { id } => id,
        }
    }
}

/// What the browser holds. Shown to nobody else: not in logs, not in the database.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// As it goes into the cookie.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token([redacted])")
    }
}

/// Names a session to its owner without opening it: the SHA-256 of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionId([u8; 32]);

impl SessionId {
    fn of(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }

    /// Reads what [`SessionId::to_string`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }
}

impl std::fmt::Display for SessionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

/// A session that is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub id: SessionId,
    /// Whose it is.
    pub account: Account,
    /// The browser, as it called itself at sign-in.
    pub user_agent: String,
    /// Where it signed in from, in part.
    pub ip_prefix: String,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last used, give or take a minute.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends in any case.
    pub expires_at: DateTime<Utc>,
}

/// Where a sign-in comes from: kept so that people recognise their sessions.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The browser's own name; cut to a sensible length.
    pub user_agent: String,
    /// The network the address belongs to (/24 or /48), not the address.
    pub ip_prefix: String,
}

/// How long sessions last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Without use, for officers.
    pub officer_idle: TimeDelta,
    /// Without use, for citizens.
    pub citizen_idle: TimeDelta,
    /// In any case, for officers: a working day.
    pub officer_longest: TimeDelta,
    /// In any case, for citizens.
    pub citizen_longest: TimeDelta,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            officer_idle: TimeDelta::minutes(30),
            citizen_idle: TimeDelta::minutes(60),
            officer_longest: TimeDelta::hours(10),
            citizen_longest: TimeDelta::hours(12),
        }
    }
}

impl Limits {
    fn idle(&self, account: Account) -> TimeDelta {
        match account {
            Account::Citizen { .. } => self.citizen_idle,
            Account::Officer { .. } => self.officer_idle,
        }
    }

    fn longest(&self, account: Account) -> TimeDelta {
        match account {
            Account::Citizen { .. } => self.citizen_longest,
            Account::Officer { .. } => self.officer_longest,
        }
    }
}

/// Use is noted at most so often: reading a page should not write.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(1);
/// A busy database must not hold up a page for the sake of that note.
const TOUCH_PATIENCE: std::time::Duration = std::time::Duration::from_millis(250);
/// So long after its end it is still known whose a session was: who left a page open over a weekend loses nothing.
const KNOWN_FOR: TimeDelta = TimeDelta::days(3);
const LONGEST_USER_AGENT: usize = 200;
/// No token is longer; anything longer is not looked up.
const LONGEST_TOKEN: usize = 64;

/// The sessions.
#[derive(Debug, Clone)]
pub struct Sessions {
    store: Store,
    clock: Clock,
    ids: Ids,
    limits: Limits,
}

impl Sessions {
    /// Over a store.
    #[must_use]
    pub fn new(store: Store, clock: Clock, ids: Ids, limits: Limits) -> Self {
        Self {
            store,
            clock,
            ids,
            limits,
        }
    }

    /// Signs a browser in. The token it held before, of whomever, no longer opens anything: a token known to someone
    /// else before the sign-in must not be good after it.
    ///
    /// # Errors
    /// The database's.
    pub async fn create(&self, account: Account, origin: &Origin, old: Option<&str>) -> Result<Token, StoreError> {
        let now = self.clock.now();
        let token = URL_SAFE_NO_PAD.encode(self.ids.bytes::<32>());
        let row = SessionRow {
            id: SessionId::of(&token).0.to_vec(),
            account_kind: account.kind().to_owned(),
            account_id: account.id(),
            assurance: match account {
                Account::Citizen { assurance, .. } => Some(i64::from(assurance)),
                Account::Officer { .. } => None,
            },
            user_agent: origin
                .user_agent
                .chars()
                .filter(|c| !c.is_control())
                .take(LONGEST_USER_AGENT)
                .collect(),
            ip_prefix: origin.ip_prefix.chars().take(50).collect(),
            created_at: now,
            last_seen_at: now,
            expires_at: now + self.limits.longest(account),
        };
        let mut tx = self.store.begin().await?;
        if let Some(old) = old {
            db!(tx, sessions::delete(&SessionId::of(old).0))?;
        }
        db!(tx, sessions::insert(&row))?;
        tx.commit().await?;
        Ok(Token(token))
    }

    /// The session a token opens, if it is still good; notes its use at most once a minute.
    ///
    /// # Errors
    /// The database's.
    pub async fn find(&self, token: &str) -> Result<Option<Session>, StoreError> {
        if token.len() > LONGEST_TOKEN {
            return Ok(None);
        }
        let id = SessionId::of(token);
        let mut reader = self.store.reader().await?;
        let row = db!(reader, sessions::by_id(&id.0))?;
        drop(reader);
        let Some(row) = row else { return Ok(None) };
        let session = Session::try_from(row)?;
        let now = self.clock.now();
        if !self.is_good(&session, now) {
            return Ok(None);
        }
        if now - session.last_seen_at >= TOUCH_EVERY {
            match tokio::time::timeout(TOUCH_PATIENCE, self.touch(id, now)).await {
                Ok(Ok(())) | Err(_) => {}
                Ok(Err(error)) => tracing::warn!(%error, "The use of a session could not be noted: {error}"),
            }
        }
        Ok(Some(session))
    }

    fn is_good(&self, session: &Session, now: DateTime<Utc>) -> bool {
        now < session.expires_at && now - session.last_seen_at < self.limits.idle(session.account)
    }

    async fn touch(&self, id: SessionId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        db!(tx, sessions::touch(&id.0, now))?;
        tx.commit().await
    }

    /// Signs out the browser that holds this token.
    ///
    /// # Errors
    /// The database's.
    pub async fn revoke(&self, token: &str) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        db!(tx, sessions::delete(&SessionId::of(token).0))?;
        tx.commit().await
    }

    /// Signs out one of an account's browsers, as shown in its list. False if it has no such session.
    ///
    /// # Errors
    /// The database's.
    pub async fn revoke_one(&self, account: Account, session: SessionId) -> Result<bool, StoreError> {
        let mut tx = self.store.begin().await?;
        let found = db!(tx, sessions::delete_of(account.kind(), account.id(), &session.0))?;
        tx.commit().await?;
        Ok(found)
    }

    /// Signs out everywhere. Returns how many sessions that ended.
    ///
    /// # Errors
    /// The database's.
    pub async fn revoke_all(&self, account: Account) -> Result<u64, StoreError> {
        let mut tx = self.store.begin().await?;
        let ended = db!(tx, sessions::delete_all(account.kind(), account.id()))?;
        tx.commit().await?;
        Ok(ended)
    }

    /// An account's sessions that are still good, newest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn list(&self, account: Account) -> Result<Vec<Session>, StoreError> {
        let mut reader = self.store.reader().await?;
        let rows = db!(reader, sessions::of_account(account.kind(), account.id()))?;
        let now = self.clock.now();
        let sessions = rows.into_iter().map(Session::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(sessions
            .into_iter()
            .filter(|session| self.is_good(session, now))
            .collect())
    }

    /// Forgets sessions some days after their end; called now and then. Returns how many.
    ///
    /// # Errors
    /// The database's.
    pub async fn sweep(&self) -> Result<u64, StoreError> {
        let before = self.clock.now() - KNOWN_FOR;
        let mut tx = self.store.begin().await?;
        let swept = db!(tx, sessions::sweep(before))?;
        tx.commit().await?;
        Ok(swept)
    }
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Self, StoreError> {
        let nonsense = |column| StoreError::nonsense("sessions", column, "not what was written");
        let account = match (row.account_kind.as_str(), row.assurance) {
            ("citizen", Some(level)) => Account::Citizen {
                id: row.account_id,
                assurance: u8::try_from(level).map_err(|_| nonsense("assurance"))?,
            },
            ("officer", None) => Account::Officer { id: row.account_id },
            _ => return Err(nonsense("account_kind")),
        };
        Ok(Self {
            id: SessionId(row.id.try_into().map_err(|_| nonsense("id"))?),
            account,
            user_agent: row.user_agent,
            ip_prefix: row.ip_prefix,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            expires_at: row.expires_at,
        })
    }
}
