//! Storage: SQLite on one machine, PostgreSQL past it, behind one text of SQL.
//!
//! How it is laid out, and how to add to it:
//! - `migrations/{sqlite,postgres}/NNNN_name.sql`, numbered alike, with the same tables, columns and constraint names
//!   (`table_column_key` for a unique constraint or index: [`StoreError::Conflict`] names it so on both databases).
//! - `queries/NAME.rs`: plain sqlx, written once, compiled twice (as `sqlite::queries` and `postgres::queries`). A query
//!   is `pub async fn name(conn: &mut Connection, ..) -> Result<.., StoreError>`. What really differs between the
//!   databases is a constant beside `DB` in `sqlite.rs` and `postgres.rs`.
//! - `rows/NAME.rs`: what queries give back, shared by both (`#[derive(sqlx::FromRow)]` fits both). A row does not leave
//!   this crate; use cases turn it into their own types.
//! - A use case calls a query by `db!`, without naming the database:
//!   ```ignore
//!   let mut tx = store.begin().await?;
//!   let row = db!(tx, dossiers::by_code(&code))?;
//!   tx.commit().await?;
//!   ```

mod error;
pub mod measure;
pub(crate) mod postgres;
pub(crate) mod rows;
pub(crate) mod sqlite;
mod transaction;
pub(crate) mod url;
mod wakes;

use std::sync::Arc;
use std::time::Duration;

pub use error::StoreError;
pub(crate) use transaction::db;
pub use transaction::{Conn, Reader, Tx};
pub use url::{DatabaseUrl, DatabaseUrlError};
pub use wakes::Wakes;

/// How a store is opened. The defaults are those of a production server.
#[derive(Clone, Debug)]
pub struct Options {
    /// SQLite: connections that read beside the one that writes.
    pub readers: u32,
    /// PostgreSQL: connections in the pool.
    pub connections: u32,
    /// How long to wait for a connection, for one's turn to write, or for another program's lock, before the answer is
    /// [`StoreError::Busy`].
    pub patience: Duration,
    /// SQLite: whether an acknowledged commit is on the disk. Only a test may do without.
    pub durable: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 4,
            connections: 24,
            patience: Duration::from_secs(5),
            durable: true,
        }
    }
}

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    backend: Backend,
    wakes: Wakes,
}

#[derive(Debug)]
enum Backend {
    Sqlite(Box<sqlite::Database>),
    Postgres(postgres::Database),
}

impl Store {
    /// Opens the database, which need not be migrated yet.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if it cannot be reached or its file not be opened.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        Self::open_with(url, &Options::default()).await
    }

    /// As [`Store::open`], with other sizes and waiting times.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if it cannot be reached or its file not be opened.
    pub async fn open_with(url: &DatabaseUrl, options: &Options) -> Result<Self, StoreError> {
        let wakes = Wakes::default();
        let backend = match url {
            DatabaseUrl::Sqlite(path) => {
                Backend::Sqlite(Box::new(sqlite::Database::open(path, options, wakes.clone()).await?))
            }
            DatabaseUrl::Postgres(url) => {
                Backend::Postgres(postgres::Database::open(url, options, wakes.clone()).await?)
            }
        };
        Ok(Self(Arc::new(Inner { backend, wakes })))
    }

    /// Brings the tables up to date. Nodes that start together do it one after the other.
    ///
    /// # Errors
    /// [`StoreError::Migration`] if the tables are newer than this program or were changed by hand.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match &self.0.backend {
            Backend::Sqlite(database) => database.migrate().await,
            Backend::Postgres(database) => database.migrate().await,
        }
    }

    /// Whether the database answers and has exactly the tables this program knows.
    ///
    /// # Errors
    /// [`StoreError::Migration`] if it is not migrated; what keeps it from answering otherwise.
    pub async fn ready(&self) -> Result<(), StoreError> {
        let mut reader = self.reader().await?;
        let wanted = match &self.0.backend {
            Backend::Sqlite(_) => sqlite::newest_migration(),
            Backend::Postgres(_) => postgres::newest_migration(),
        };
        let found = db!(reader, migrations::newest())?;
        if found == Some(wanted) {
            Ok(())
        } else {
            Err(StoreError::NotMigrated { found, wanted })
        }
    }

    /// Begins a transaction. It ends with [`Tx::commit`]; dropped before, it never was.
    ///
    /// On SQLite this waits for one's turn: do nothing slow while holding it, and never begin a second one meanwhile.
    ///
    /// # Errors
    /// Those of [`StoreError::is_unavailable`].
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        match &self.0.backend {
            Backend::Sqlite(database) => database.begin().await.map(Tx::sqlite),
            Backend::Postgres(database) => database.begin().await.map(Tx::postgres),
        }
    }

    /// Runs one unit of writing in a transaction and commits it if it succeeds.
    ///
    /// # Errors
    /// The unit's own, or that of beginning or committing.
    pub async fn write<T, E: From<StoreError>>(&self, unit: impl AsyncFnOnce(&mut Tx) -> Result<T, E>) -> Result<T, E> {
        let mut tx = self.begin().await?;
        let answer = unit(&mut tx).await?;
        tx.commit().await?;
        Ok(answer)
    }

    /// A connection to read with. Each query sees what was committed when it began.
    ///
    /// # Errors
    /// Those of [`StoreError::is_unavailable`].
    pub async fn reader(&self) -> Result<Reader, StoreError> {
        match &self.0.backend {
            Backend::Sqlite(database) => database.reader().await.map(Reader::Sqlite),
            Backend::Postgres(database) => database.reader().await.map(Reader::Postgres),
        }
    }

    /// Tells when jobs may have come into the outbox.
    #[must_use]
    pub fn wakes(&self) -> &Wakes {
        &self.0.wakes
    }

    /// Passes on the wake-ups of other nodes until dropped. Never ends; on SQLite there are no other nodes.
    pub async fn listen(&self) {
        match &self.0.backend {
            Backend::Sqlite(_) => std::future::pending().await,
            Backend::Postgres(database) => database.listen().await,
        }
    }

    /// `sqlite` or `postgres`: for log lines and figures.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.0.backend {
            Backend::Sqlite(_) => "sqlite",
            Backend::Postgres(_) => "postgres",
        }
    }

    /// Finishes what was begun and closes the connections. Later calls answer [`StoreError::Closed`].
    pub async fn close(&self) {
        match &self.0.backend {
            Backend::Sqlite(database) => database.close().await,
            Backend::Postgres(database) => database.close().await,
        }
    }
}
