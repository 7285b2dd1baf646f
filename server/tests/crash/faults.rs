//! The database locked or away: 503 with advice while it lasts, nothing that was acknowledged is missing afterwards, and
//! what was not acknowledged can be sent again.

use motcua_bench::client::{Answer, Ask, Connection};
use motcua_bench::seed::{Ready, Seeds};
use motcua_casework::case::Case;
use motcua_casework::each_database;
use motcua_casework::rebuild::rebuild;
use motcua_casework::store::DatabaseUrl;
use motcua_casework::testing::Fresh;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, SqliteConnection};
use std::net::SocketAddr;

use crate::mail::Sink;
use crate::town::{Node, simulated_national_systems};

/// What the page says, in part: to wait and to try again.
const ADVICE: &str = "Vui lòng chờ khoảng một phút, quay lại trang trước và thử lại";
/// How often a citizen tries again when the database is back: connections that broke are noticed one by one.
const TRIES: usize = 60;

each_database! {
    async fn while_the_database_cannot_be_used_people_are_told_so_and_nothing_is_lost(fresh) {
        let national = simulated_national_systems().await;
        let sink = Sink::listen().await;
        let node = Node::new(&fresh, &sink);
        let desk = motcua_bench::desk::open(&node.database, &national, &node.files).await.expect("a desk");
        let mut seeds = Seeds::plant(desk.clone(), 2).await.expect("an application that is complete");
        let ready = seeds.ready(6).await.expect("drafts");
        let (before, after) = ready.split_at(3);
        let server = node.start().await;
        let mut codes = Vec::new();
        for ready in before {
            codes.push(code_of(&submit(server.address, ready).await).expect("it is taken"));
        }

        let fault = Fault::begin(&fresh).await;
        for ready in after {
            let answer = submit(server.address, ready).await;
            assert_eq!((answer.status, answer.retry_after.as_deref()), (503, Some("30")));
        }
        let alive = ask(server.address, &Ask::get("/healthz")).await;
        assert_eq!(alive.status, 200);
        let page = Connection::open(server.address).await.expect("it listens").send_plain("/track?code=1").await;
        let page = page.expect("it answers");
        let (readiness, pages) = fault.while_it_lasts();
        assert_eq!(ask(server.address, &Ask::get("/readyz")).await.status, readiness);
        assert_eq!(page.status, pages);
        let said = ask_plain(server.address, &after[0]).await;
        assert_eq!(said.status, 503);
        assert!(String::from_utf8_lossy(&said.body).contains(ADVICE), "the page says what to do");
        fault.end().await;

        for ready in after {
            let mut answers = Vec::new();
            let code = loop {
                let answer = submit(server.address, ready).await;
                answers.push(answer.status);
                match code_of(&answer) {
                    Some(code) => break code,
                    None => assert!(answers.len() < TRIES, "still not taken: {answers:?}"),
                }
            };
            codes.push(code);
        }
        server.stop().await.expect("the server stops when asked");
        // Connections of the desk broke too: a new one sees what is there.
        let desk = motcua_bench::desk::open(&node.database, &national, &node.files).await.expect("a desk");
        for code in &codes {
            Case::by_code(&desk, code).await.expect("what was acknowledged is there");
        }
        let found = rebuild(&desk, false).await.expect("a rebuild");
        assert_eq!((found.dossiers, found.different, found.broken), (6, 0, 0));
        desk.store.close().await;
    }
}

/// What is wrong with the database.
enum Fault {
    /// Another program holds SQLite's lock.
    Locked(SqliteConnection),
    /// PostgreSQL throws everybody out and lets nobody in.
    Away { administrator: PgConnection, name: String },
}

impl Fault {
    async fn begin(fresh: &Fresh) -> Self {
        match &fresh.url {
            DatabaseUrl::Sqlite(path) => {
                let mut conn = SqliteConnectOptions::new()
                    .filename(path)
                    .connect()
                    .await
                    .expect("it opens");
                sqlx::query("begin immediate")
                    .execute(&mut conn)
                    .await
                    .expect("the lock is free");
                Self::Locked(conn)
            }
            DatabaseUrl::Postgres(url) => {
                let path = url.split('?').next().expect("always one part");
                let name = path.rsplit('/').next().expect("always one part").to_owned();
                let mut administrator = PgConnection::connect(&administrator())
                    .await
                    .expect("the cluster answers");
                run(
                    &mut administrator,
                    format!("alter database {name} with allow_connections false"),
                )
                .await;
                let out = "select pg_terminate_backend(pid) from pg_stat_activity where datname = ";
                run(&mut administrator, format!("{out}'{name}'")).await;
                Self::Away { administrator, name }
            }
        }
    }

    /// What `/readyz` and a page that reads answer: SQLite can be read while somebody else writes.
    fn while_it_lasts(&self) -> (u16, u16) {
        match self {
            Self::Locked(_) => (200, 200),
            Self::Away { .. } => (503, 200),
        }
    }

    async fn end(self) {
        match self {
            Self::Locked(conn) => conn.close().await.expect("it closes"),
            Self::Away {
                mut administrator,
                name,
            } => {
                run(
                    &mut administrator,
                    format!("alter database {name} with allow_connections true"),
                )
                .await;
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no settings but the environment")]
fn administrator() -> String {
    std::env::var("MOTCUA_TEST_POSTGRES").expect("the test would not have begun without it")
}

async fn run(conn: &mut PgConnection, sql: String) {
    sqlx::query(AssertSqlSafe(sql))
        .execute(conn)
        .await
        .expect("an administrator may do so");
}

fn review(ready: &Ready) -> Ask {
    Ask::post(format!("/applications/{}/review", ready.draft), "").with(&ready.cookie)
}

async fn submit(address: SocketAddr, ready: &Ready) -> Answer {
    ask(address, &review(ready)).await
}

async fn ask(address: SocketAddr, ask: &Ask) -> Answer {
    let mut connection = Connection::open(address).await.expect("it listens");
    connection.send(ask).await.expect("it answers")
}

/// The same, not compressed.
async fn ask_plain(address: SocketAddr, ready: &Ready) -> Answer {
    let mut connection = Connection::open(address).await.expect("it listens");
    connection
        .send_accepting(&review(ready), "identity")
        .await
        .expect("it answers")
}

/// The code the citizen is told, if the application was taken.
fn code_of(answer: &Answer) -> Option<String> {
    let location = answer.location.as_deref()?;
    let code = location.strip_prefix("/dossiers/")?.strip_suffix("/submitted")?;
    Some(code.to_owned())
}
