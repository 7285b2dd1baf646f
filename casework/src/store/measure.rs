//! What a bench needs of a database: one of its own, and how many durable commits the machine can do at all, by a plain
//! program that shares nothing with this one but the disk and the database's settings.

use std::path::Path;
use std::str::FromStr;
use std::time::{Duration, Instant};

use futures::future::try_join_all;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};
use tokio::sync::Mutex;

use super::url::with_database;
use super::{DatabaseUrl, StoreError};

/// A PostgreSQL database that is dropped after use.
pub struct Scratch {
    admin: String,
    name: String,
}

/// Without what may hold a password.
impl std::fmt::Debug for Scratch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scratch")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Scratch {
    /// Makes a database; `admin` is the URL of somebody who may.
    ///
    /// # Errors
    /// If the server does not answer or refuses.
    pub async fn create(admin: &str, name: &str) -> Result<Self, StoreError> {
        let name: String = name
            .chars()
            .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
            .collect();
        administer(admin, format!("create database {name}")).await?;
        Ok(Self {
            admin: admin.to_owned(),
            name,
        })
    }

    /// Its URL.
    #[must_use]
    pub fn url(&self) -> String {
        with_database(&self.admin, &self.name)
    }

    /// Drops it, whoever is still connected.
    ///
    /// # Errors
    /// If the server does not answer or refuses.
    pub async fn drop_it(self) -> Result<(), StoreError> {
        administer(
            &self.admin,
            format!("drop database if exists {} with (force)", self.name),
        )
        .await
    }
}

async fn administer(admin: &str, sql: String) -> Result<(), StoreError> {
    let mut conn = PgConnectOptions::from_str(admin)?
        .disable_statement_logging()
        .connect()
        .await?;
    // Names are made of letters, digits and underscores: nothing to escape.
    sqlx::query(AssertSqlSafe(sql)).execute(&mut conn).await?;
    conn.close().await?;
    Ok(())
}

/// How many rows a second so many writers can commit, one row to a commit, each commit on the disk.
///
/// On SQLite (WAL, `synchronous=FULL`) the better of two plain programs: each writer with a connection of its own, and
/// all behind one connection. In a file beside the database's, as only one on the same disk says anything.
///
/// # Errors
/// If the database fails.
pub async fn single_row_commits(url: &DatabaseUrl, writers: usize, time: Duration) -> Result<f64, StoreError> {
    match url {
        DatabaseUrl::Sqlite(path) => {
            let path = path.with_extension("limit");
            let own = sqlite(&path, writers, writers, time / 2).await?;
            let shared = sqlite(&path, writers, 1, time / 2).await?;
            Ok(own.max(shared))
        }
        DatabaseUrl::Postgres(url) => postgres(url, writers, time).await,
    }
}

fn rate(commits: u64, begun: Instant) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let commits = commits as f64;
    commits / begun.elapsed().as_secs_f64()
}

async fn sqlite(path: &Path, writers: usize, connections: usize, time: Duration) -> Result<f64, StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(30))
        .disable_statement_logging();
    let mut shared: Vec<Mutex<SqliteConnection>> = Vec::new();
    for _ in 0..connections.max(1) {
        let mut conn = options.connect().await?;
        let table = "create table if not exists bench_limit (id integer primary key, at text not null)";
        sqlx::query(table).execute(&mut conn).await?;
        shared.push(Mutex::new(conn));
    }
    let begun = Instant::now();
    let counts = try_join_all((0..writers).map(|writer| {
        let conn = &shared[writer % shared.len()];
        async move {
            let mut commits = 0_u64;
            while begun.elapsed() < time {
                let mut conn = conn.lock().await;
                sqlx::query("insert into bench_limit (at) values ($1)")
                    .bind("2026-11-22")
                    .execute(&mut *conn)
                    .await?;
                commits += 1;
            }
            Ok::<u64, StoreError>(commits)
        }
    }))
    .await?;
    let rate = rate(counts.iter().sum(), begun);
    for conn in shared {
        conn.into_inner().close().await?;
    }
    for ending in ["limit", "limit-wal", "limit-shm"] {
        // What is not there need not go.
        let _ = std::fs::remove_file(path.with_extension(ending));
    }
    Ok(rate)
}

async fn postgres(url: &str, writers: usize, time: Duration) -> Result<f64, StoreError> {
    let options = PgConnectOptions::from_str(url)?.disable_statement_logging();
    let mut conns: Vec<PgConnection> = Vec::new();
    for _ in 0..writers.max(1) {
        conns.push(options.connect().await?);
    }
    let first = &mut conns[0];
    sqlx::query("create table bench_limit (id bigserial primary key, at text not null)")
        .execute(first)
        .await?;
    let begun = Instant::now();
    let tasks: Vec<_> = conns
        .into_iter()
        .map(|mut conn| {
            tokio::spawn(async move {
                let mut commits = 0_u64;
                while begun.elapsed() < time {
                    let insert = sqlx::query("insert into bench_limit (at) values ($1)").bind("2026-11-22");
                    insert.execute(&mut conn).await?;
                    commits += 1;
                }
                conn.close().await?;
                Ok::<u64, StoreError>(commits)
            })
        })
        .collect();
    let mut commits = 0;
    for task in tasks {
        commits += task.await.map_err(|_| StoreError::Closed)??;
    }
    let rate = rate(commits, begun);
    let mut conn = options.connect().await?;
    sqlx::query("drop table bench_limit").execute(&mut conn).await?;
    conn.close().await?;
    Ok(rate)
}
