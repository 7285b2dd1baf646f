//! What a use case holds while it reads or writes.

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, SqliteConnection, Transaction};

use super::StoreError;
use super::sqlite::Lease;

/// A connection to either database, lent for one query: see `db!`.
#[derive(Debug)]
pub enum Conn<'c> {
    /// To SQLite.
    Sqlite(&'c mut SqliteConnection),
    /// To PostgreSQL.
    Postgres(&'c mut PgConnection),
}

/// A transaction. Committed by [`Tx::commit`]; dropped, also by a panic or because the caller went away, it never was.
#[derive(Debug)]
#[must_use = "a transaction that is not committed is rolled back"]
pub struct Tx {
    on: On,
    wakes: bool,
}

#[derive(Debug)]
enum On {
    Sqlite(Lease),
    Postgres(super::postgres::Turn),
}

impl Tx {
    pub(super) fn sqlite(lease: Lease) -> Self {
        Self {
            on: On::Sqlite(lease),
            wakes: false,
        }
    }

    pub(super) fn postgres(turn: super::postgres::Turn) -> Self {
        Self {
            on: On::Postgres(turn),
            wakes: false,
        }
    }

    /// The connection, for one query.
    pub fn conn(&mut self) -> Conn<'_> {
        match &mut self.on {
            On::Sqlite(lease) => Conn::Sqlite(lease.conn()),
            On::Postgres(turn) => Conn::Postgres(turn.conn()),
        }
    }

    /// When this is committed, the workers look into the outbox.
    pub(crate) fn wake_workers(&mut self) {
        self.wakes = true;
    }

    /// Commits. When this answers `Ok`, what was written is on the disk.
    ///
    /// # Errors
    /// Nothing was written, except after [`StoreError::NotConfirmed`] or [`StoreError::Unavailable`], when the database
    /// may have committed and not been able to say so: a second try must be idempotent.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.on {
            On::Sqlite(lease) => lease.commit(self.wakes).await,
            On::Postgres(turn) => turn.commit(self.wakes).await,
        }
    }

    /// Ends it as if it had never been, and waits for that. Dropping does the same a little later.
    ///
    /// # Errors
    /// If the database went away, which also undoes it.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self.on {
            On::Sqlite(lease) => {
                drop(lease);
                Ok(())
            }
            On::Postgres(turn) => turn.rollback().await,
        }
    }
}

/// A connection that only reads.
#[derive(Debug)]
pub enum Reader {
    /// Of the pool of readers.
    Sqlite(super::sqlite::Borrowed),
    /// Of the pool.
    Postgres(PoolConnection<Postgres>),
}

impl Reader {
    /// The connection, for one query.
    pub fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(conn) => Conn::Sqlite(conn),
            Self::Postgres(conn) => Conn::Postgres(conn),
        }
    }
}

/// A PostgreSQL transaction of the pool.
pub(super) type Pooled = Transaction<'static, Postgres>;

/// Calls a query of `store/queries` on whichever database is behind a [`Tx`] or a [`Reader`]:
/// `db!(tx, outbox::claim(owner, now))?`.
macro_rules! db {
    ($on:expr, $($name:ident)::+ ( $($argument:expr),* $(,)? )) => {
        match $on.conn() {
            $crate::store::Conn::Sqlite(conn) => $crate::store::sqlite::queries::$($name)::+(conn, $($argument),*).await,
            $crate::store::Conn::Postgres(conn) => $crate::store::postgres::queries::$($name)::+(conn, $($argument),*).await,
        }
    };
}
pub(crate) use db;
