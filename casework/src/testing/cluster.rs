//! Databases of their own in the PostgreSQL cluster of a test run. Each is a copy of one that was migrated once.

use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};

use crate::clock::Ids;
use crate::store::url::with_database;
use crate::store::{DatabaseUrl, Store};

/// Any number, the same in all test programs.
const LOCK: i64 = 0x6d6f_7463_7561;

/// The cluster to use, or none if PostgreSQL is switched off.
///
/// # Panics
/// If nothing says what to do.
#[expect(clippy::disallowed_methods, reason = "tests have no settings but the environment")]
fn cluster() -> Option<String> {
    if let Ok(url) = std::env::var("MOTCUA_TEST_POSTGRES") {
        return Some(url);
    }
    assert!(
        std::env::var("MOTCUA_TEST_SQLITE_ONLY").is_ok_and(|only| only == "1"),
        "no PostgreSQL to test with: run the tests through `make test`, which starts one, or set \
         MOTCUA_TEST_POSTGRES to its URL; MOTCUA_TEST_SQLITE_ONLY=1 leaves these tests out"
    );
    None
}

/// A fresh, migrated database: its URL, and what drops it.
pub(super) async fn fresh() -> Option<(String, Dropped)> {
    let base = cluster()?;
    let mut conn = connect(&base).await;
    let template = format!("motcua_template_{}", crate::store::postgres::migrations_fingerprint());
    make_template(&mut conn, &base, &template).await;
    let name = format!("motcua_test_{:016x}", u64::from_be_bytes(Ids::system().bytes()));
    run(&mut conn, format!("create database {name} template {template}")).await;
    let url = with_database(&base, &name);
    Some((url, Dropped { base, name }))
}

async fn make_template(conn: &mut PgConnection, base: &str, template: &str) {
    let exists = "select exists (select 1 from pg_database where datname = $1)";
    let there = async |conn: &mut PgConnection| -> bool {
        sqlx::query_scalar(exists)
            .bind(template)
            .fetch_one(conn)
            .await
            .expect("the cluster answers")
    };
    if there(conn).await {
        return;
    }
    sqlx::query("select pg_advisory_lock($1)")
        .bind(LOCK)
        .execute(&mut *conn)
        .await
        .expect("the cluster answers");
    if !there(conn).await {
        let making = format!("{template}_making");
        run(conn, format!("drop database if exists {making} with (force)")).await;
        run(conn, format!("create database {making}")).await;
        let store = Store::open(&DatabaseUrl::Postgres(with_database(base, &making)))
            .await
            .expect("it opens");
        store.migrate().await.expect("the migrations run");
        store.close().await;
        run(conn, format!("alter database {making} rename to {template}")).await;
    }
    sqlx::query("select pg_advisory_unlock($1)")
        .bind(LOCK)
        .execute(conn)
        .await
        .expect("the cluster answers");
}

async fn connect(url: &str) -> PgConnection {
    let options = PgConnectOptions::from_str(url).expect("MOTCUA_TEST_POSTGRES is a URL");
    options
        .disable_statement_logging()
        .connect()
        .await
        .expect("the cluster of MOTCUA_TEST_POSTGRES answers")
}

/// Names are our own and hexadecimal: nothing to escape.
async fn run(conn: &mut PgConnection, sql: String) {
    sqlx::query(AssertSqlSafe(sql))
        .execute(conn)
        .await
        .expect("databases can be made and dropped");
}

/// Drops the database when it is dropped itself.
#[derive(Debug)]
pub(super) struct Dropped {
    base: String,
    name: String,
}

impl Drop for Dropped {
    fn drop(&mut self) {
        let (base, name) = (self.base.clone(), self.name.clone());
        // A thread of its own, as there is no waiting inside a runtime. What stays behind goes with the cluster.
        let drop = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(async {
                    let mut conn = connect(&base).await;
                    run(&mut conn, format!("drop database if exists {name} with (force)")).await;
                    let _ = conn.close().await;
                });
            }
        });
        let _ = drop.join();
    }
}
