//! PostgreSQL: a pool of connections, each transaction on its own.

mod announce;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection as _, Postgres};

use super::transaction::Pooled;
use super::{Options, StoreError, Wakes};

/// The database the queries beside are compiled for.
pub type DB = sqlx::Postgres;
/// A connection to it.
pub type Connection = sqlx::PgConnection;

/// Rows are locked for the one who takes them; others step over them.
pub const TAKE_ROWS: &str = "for update skip locked";

/// Others may read the rows too, and nobody changes them before the transaction ends.
pub const SHARE_ROWS: &str = "for share";

/// An identifier nobody has.
pub const RANDOM_ID: &str = "gen_random_uuid()";

#[expect(clippy::duplicate_mod, reason = "one text of SQL, compiled for each database")]
#[path = "queries/mod.rs"]
pub mod queries;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations/postgres");

/// Whether a node works with the database.
pub(crate) async fn is_in_use(conn: &mut Connection) -> Result<bool, StoreError> {
    let nodes: i64 = sqlx::query_scalar(
        "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'motcua'",
    )
    .fetch_one(conn)
    .await?;
    Ok(nodes > 0)
}

/// The number of the newest migration.
pub(crate) fn newest_migration() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// Changes with every change to the migrations.
#[cfg(feature = "testing")]
pub(crate) fn migrations_fingerprint() -> String {
    use sha2::Digest;
    let all = MIGRATIONS
        .iter()
        .fold(sha2::Sha256::new(), |all, one| all.chain_update(&one.checksum));
    all.finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[derive(Debug)]
pub(super) struct Database {
    pool: PgPool,
    announcer: announce::Announcer,
    wakes: Wakes,
}

impl Database {
    pub(super) async fn open(url: &str, options: &Options, wakes: Wakes) -> Result<Self, StoreError> {
        let connect: PgConnectOptions = url.parse::<PgConnectOptions>()?;
        let millis = options.patience.as_millis().to_string();
        let connect = connect
            .application_name("motcua")
            .options([
                ("lock_timeout", millis.as_str()),
                // A node that hangs must not hold its locks for ever.
                ("idle_in_transaction_session_timeout", "30000"),
            ])
            .statement_cache_capacity(512)
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(options.connections)
            .acquire_timeout(options.patience)
            // Asking each time costs a round trip; a connection that was just in use is taken to be alive.
            .test_before_acquire(false)
            .before_acquire(|conn, seen| {
                Box::pin(async move {
                    if seen.idle_for.as_secs() >= 1 {
                        conn.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_with(connect)
            .await?;
        let announcer = announce::Announcer::start(pool.clone());
        Ok(Self { pool, announcer, wakes })
    }

    pub(super) async fn migrate(&self) -> Result<(), StoreError> {
        // sqlx holds an advisory lock meanwhile: a second node waits, and then finds nothing left to do. It may wait
        // longer than a request may for a lock.
        let mut conn = self.pool.acquire().await?.detach();
        sqlx::query("set lock_timeout = 0").execute(&mut conn).await?;
        MIGRATIONS.run_direct(None, &mut conn, false).await?;
        conn.close().await?;
        Ok(())
    }

    pub(super) async fn begin(&self) -> Result<Turn, StoreError> {
        Ok(Turn {
            transaction: self.pool.begin().await?,
            wakes: self.wakes.clone(),
            announcer: self.announcer.clone(),
        })
    }

    pub(super) async fn reader(&self) -> Result<PoolConnection<Postgres>, StoreError> {
        Ok(self.pool.acquire().await?)
    }

    pub(super) async fn listen(&self) {
        announce::listen(&self.pool, &self.wakes).await;
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

/// A transaction, and whom to tell when it is committed.
#[derive(Debug)]
pub(super) struct Turn {
    transaction: Pooled,
    wakes: Wakes,
    announcer: announce::Announcer,
}

impl Turn {
    pub(super) fn conn(&mut self) -> &mut Connection {
        &mut self.transaction
    }

    pub(super) async fn commit(self, wakes: bool) -> Result<(), StoreError> {
        self.transaction.commit().await?;
        if wakes {
            self.wakes.ring();
            self.announcer.announce();
        }
        Ok(())
    }

    pub(super) async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.transaction.rollback().await?)
    }
}
