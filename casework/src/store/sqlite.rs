//! SQLite: one connection writes for all, several read beside it.

mod checkpoint;
mod readers;
mod writer;

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection as _};

use super::{Options, StoreError, Wakes};

pub(super) use readers::Borrowed;
use readers::Readers;
pub(super) use writer::Lease;

/// The database the queries beside are compiled for.
pub type DB = sqlx::Sqlite;
/// A connection to it.
pub type Connection = sqlx::SqliteConnection;

/// Rows are taken inside the one writing transaction: nobody else can take them meanwhile.
pub const TAKE_ROWS: &str = "";

/// Whoever writes is alone: what is read holds until the end of the transaction.
pub const SHARE_ROWS: &str = "";

/// An identifier nobody has.
pub const RANDOM_ID: &str = "randomblob(16)";

#[expect(clippy::duplicate_mod, reason = "one text of SQL, compiled for each database")]
#[path = "queries/mod.rs"]
pub mod queries;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations/sqlite");

/// The number of the newest migration.
pub(crate) fn newest_migration() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

#[derive(Debug)]
pub(super) struct Database {
    writer: writer::Writer,
    readers: Readers,
    options: SqliteConnectOptions,
}

impl Database {
    pub(super) async fn open(path: &Path, options: &Options, wakes: Wakes) -> Result<Self, StoreError> {
        let connect = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(options.patience)
            .statement_cache_capacity(512)
            .disable_statement_logging();
        let sync = match options.durable {
            // An acknowledged act is on the disk: every commit is synced.
            true => SqliteSynchronous::Full,
            false => SqliteSynchronous::Off,
        };
        let write = connect
            .clone()
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(sync)
            // The checkpointer beside does this off the critical path; this is the limit if it cannot keep up.
            .pragma("wal_autocheckpoint", "16000")
            .pragma("journal_size_limit", "67108864")
            .pragma("cache_size", "-16000")
            .thread_name(|_| "sqlite-writer".to_owned());
        // Opening the writer first makes the file and puts it into WAL mode.
        let writer = writer::Writer::start(write.clone(), path, options.patience, wakes).await?;
        // No memory mapping: each connection would count the same pages again as its own.
        let read = connect.pragma("query_only", "on").pragma("cache_size", "-4000");
        let readers = Readers::new(
            read.thread_name(|n| format!("sqlite-{n}")),
            options.readers,
            options.patience,
        );
        Ok(Self {
            writer,
            readers,
            options: write,
        })
    }

    pub(super) async fn migrate(&self) -> Result<(), StoreError> {
        // Waits longer than a request would: a migration of another process may be under way.
        let mut conn = self
            .options
            .clone()
            .busy_timeout(Duration::from_secs(60))
            .connect()
            .await?;
        // One transaction around all of them: a second process waits here, and then finds nothing left to do.
        let mut all = conn.begin_with("begin immediate").await?;
        MIGRATIONS.run_direct(None, &mut *all, false).await?;
        all.commit().await?;
        conn.close().await?;
        Ok(())
    }

    pub(super) async fn begin(&self) -> Result<Lease, StoreError> {
        self.writer.begin().await
    }

    pub(super) async fn reader(&self) -> Result<Borrowed, StoreError> {
        self.readers.acquire().await
    }

    pub(super) async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
    }
}
