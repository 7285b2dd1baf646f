//! For tests, also of the crates above (feature `testing`): a fresh, migrated database of either kind, a clock that
//! stands, and a look at what was left undone.
//!
//! ```ignore
//! each_database!(async fn a_dossier_is_found_again(fresh) {
//!     let mut tx = fresh.store.begin().await.unwrap();
//!     // ..
//! });
//! ```
//! makes two tests, `a_dossier_is_found_again::sqlite` and `::postgres`. The second needs a cluster, which `make test`
//! starts; without one it fails, unless `MOTCUA_TEST_SQLITE_ONLY=1` says that this is meant.

mod cluster;

use chrono::{DateTime, Utc};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::clock::{Clock, Ids};
use crate::outbox;
use crate::store::{DatabaseUrl, Options, Store};

/// A kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// A file of its own.
    Sqlite,
    /// A database of its own, in the cluster of the test run.
    Postgres,
}

/// A fresh database and what goes with it. Gone when dropped.
#[derive(Debug)]
pub struct Fresh {
    /// The database, migrated.
    pub store: Store,
    /// Where it is, to open it a second time.
    pub url: DatabaseUrl,
    /// Stands at 9:00 in Vietnam on Tuesday, 10 February 2026.
    pub clock: Clock,
    /// The same each time.
    pub ids: Ids,
    /// A folder for files.
    pub folder: TempDir,
    /// Dropped last.
    _database: Option<cluster::Dropped>,
}

impl Database {
    /// Makes one. None if tests on this kind are switched off.
    ///
    /// # Panics
    /// If there is no cluster to make it in, or it cannot be made.
    pub async fn fresh(self) -> Option<Fresh> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let (url, database) = match self {
            Self::Sqlite => {
                let file = folder.path().join("test.sqlite");
                std::fs::write(&file, migrated().await).expect("a temporary file can be written");
                (DatabaseUrl::Sqlite(file), None)
            }
            Self::Postgres => {
                let (url, dropped) = cluster::fresh().await?;
                (DatabaseUrl::Postgres(url), Some(dropped))
            }
        };
        let store = open(&url).await;
        if self == Self::Postgres {
            store.migrate().await.expect("a fresh database can be migrated");
        }
        let start = DateTime::from_timestamp(1_770_688_800, 0).expect("a time within range");
        Some(Fresh {
            store,
            url,
            clock: Clock::standing_at(start),
            ids: Ids::seeded(1),
            folder,
            _database: database,
        })
    }
}

/// A migrated SQLite database, made once and copied from then on: that is most of what a fresh one costs.
async fn migrated() -> &'static [u8] {
    static MIGRATED: OnceCell<Vec<u8>> = OnceCell::const_new();
    MIGRATED
        .get_or_init(async || {
            let folder = tempfile::tempdir().expect("a temporary folder can be made");
            let file = folder.path().join("new.sqlite");
            let store = open(&DatabaseUrl::Sqlite(file.clone())).await;
            store.migrate().await.expect("a fresh database can be migrated");
            // The last connection that closes brings everything into the file.
            store.close().await;
            std::fs::read(&file).expect("the database is a file")
        })
        .await
}

async fn open(url: &DatabaseUrl) -> Store {
    let options = Options {
        readers: 3,
        connections: 8,
        // As with PostgreSQL in tests: nothing here pulls the plug.
        durable: false,
        ..Options::default()
    };
    Store::open_with(url, &options)
        .await
        .expect("a test database can be opened")
}

impl Fresh {
    /// The same database as another node sees it.
    pub async fn second_node(&self) -> Store {
        open(&self.url).await
    }

    /// Says what is left undone: see [`nothing_undone`].
    pub async fn assert_nothing_undone(&self) {
        nothing_undone(&self.store, self.clock.now()).await;
    }
}

/// No effect that was due by `now` is left undone, and none is parked.
///
/// # Panics
/// If there is one, saying which.
pub async fn nothing_undone(store: &Store, now: DateTime<Utc>) {
    let undone = outbox::undone(store, now, 20).await.expect("the outbox can be read");
    let parked = outbox::parked(store, None, 20).await.expect("the outbox can be read");
    let left: Vec<_> = undone
        .iter()
        .chain(&parked)
        .map(|job| (&job.key, job.state, &job.last_error))
        .collect();
    assert!(left.is_empty(), "left undone: {left:#?}");
}

/// One test on each database: `each_database!(async fn name(fresh) { .. });` with `fresh` a [`Fresh`].
#[macro_export]
macro_rules! each_database {
    ($($(#[$attribute:meta])* async fn $name:ident($fresh:ident) $body:block)+) => {$(
        mod $name {
            // Public, because not every test needs what is around it.
            pub use super::*;

            async fn on($fresh: $crate::testing::Fresh) $body

            $(#[$attribute])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                on($crate::testing::Database::Sqlite.fresh().await.expect("always there")).await;
            }

            $(#[$attribute])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(fresh) = $crate::testing::Database::Postgres.fresh().await {
                    on(fresh).await;
                }
            }
        }
    )+};
}
