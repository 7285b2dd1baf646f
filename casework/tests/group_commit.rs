//! What is particular to SQLite: units share a commit, and share its fate.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use motcua_casework::outbox::{self, NewJob};
use motcua_casework::store::{Conn, DatabaseUrl, Options, Store, StoreError, Tx};
use motcua_casework::testing::{Database, Fresh};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

async fn fresh() -> Fresh {
    Database::Sqlite.fresh().await.unwrap()
}

fn path(fresh: &Fresh) -> std::path::PathBuf {
    let DatabaseUrl::Sqlite(path) = &fresh.url else {
        panic!("SQLite")
    };
    path.clone()
}

/// Another program that uses the same file.
async fn stranger(fresh: &Fresh) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(path(fresh))
        .connect()
        .await
        .unwrap()
}

async fn enqueue(tx: &mut Tx, fresh: &Fresh, key: &str, bytes: usize) -> Result<u64, StoreError> {
    let now = fresh.clock.now();
    outbox::enqueue(tx, now, &[NewJob::new("test", key, now, json!("x".repeat(bytes)))]).await
}

async fn keys(fresh: &Fresh, store: &Store) -> Vec<String> {
    outbox::undone(store, fresh.clock.now(), 100)
        .await
        .unwrap()
        .into_iter()
        .map(|job| job.key)
        .collect()
}

async fn run(tx: &mut Tx, sql: &'static str) {
    let Conn::Sqlite(conn) = tx.conn() else {
        panic!("SQLite")
    };
    sqlx::query(sql).execute(conn).await.unwrap();
}

// On one thread: what is spawned and yielded to has queued before we go on.
#[tokio::test]
async fn those_who_wait_share_one_commit_and_none_is_told_before_it() {
    let fresh = fresh().await;
    let mut first = fresh.store.begin().await.unwrap();
    enqueue(&mut first, &fresh, "first", 1).await.unwrap();
    let (told, mut tell) = tokio::sync::mpsc::unbounded_channel();
    for key in ["second", "third"] {
        let (store, told, now) = (fresh.store.clone(), told.clone(), fresh.clock.now());
        tokio::spawn(async move {
            let mut tx = store.begin().await.unwrap();
            outbox::enqueue(&mut tx, now, &[NewJob::new("test", key, now, json!(null))])
                .await
                .unwrap();
            tx.commit().await.unwrap();
            told.send(key).unwrap();
        });
    }
    tokio::task::yield_now().await;
    let mut other = stranger(&fresh).await;
    first.commit().await.unwrap();
    // One commit for all three: where the first is, the others are.
    let seen: i64 = sqlx::query_scalar("select count(*) from outbox")
        .fetch_one(&mut other)
        .await
        .unwrap();
    assert_eq!(seen, 3);
    assert!(tell.recv().await.is_some() && tell.recv().await.is_some());
}

#[tokio::test]
async fn if_the_commit_fails_all_are_told_so_and_nothing_is_there() {
    let fresh = fresh().await;
    let mut first = fresh.store.begin().await.unwrap();
    enqueue(&mut first, &fresh, "first", 1).await.unwrap();
    // A reference that leads nowhere, looked at only by the commit.
    run(&mut first, "pragma defer_foreign_keys = on").await;
    run(
        &mut first,
        "insert into officer_posts (id, officer_id, agency_code, role, valid_from) values (x'01', x'02', '', '', '')",
    )
    .await;
    let second = tokio::spawn({
        let (store, now) = (fresh.store.clone(), fresh.clock.now());
        async move {
            let mut tx = store.begin().await?;
            outbox::enqueue(&mut tx, now, &[NewJob::new("test", "second", now, json!(null))]).await?;
            tx.commit().await
        }
    });
    tokio::task::yield_now().await;
    assert!(matches!(first.commit().await, Err(StoreError::Refused { .. })));
    assert!(matches!(second.await.unwrap(), Err(StoreError::Refused { .. })));
    assert_eq!(keys(&fresh, &fresh.store).await, [] as [&str; 0]);
    // And it goes on.
    let mut tx = fresh.store.begin().await.unwrap();
    enqueue(&mut tx, &fresh, "third", 1).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(keys(&fresh, &fresh.store).await, ["third"]);
}

#[tokio::test]
async fn a_locked_database_is_busy_for_all_who_wait_and_can_still_be_read() {
    let fresh = fresh().await;
    let options = Options {
        patience: Duration::from_millis(50),
        ..Options::default()
    };
    let store = Store::open_with(&fresh.url, &options).await.unwrap();
    let mut other = stranger(&fresh).await;
    sqlx::query("begin immediate").execute(&mut other).await.unwrap();
    let (one, two) = tokio::join!(store.begin(), store.begin());
    for refused in [one, two] {
        let error = refused.unwrap_err();
        assert!(matches!(error, StoreError::Busy) && error.is_unavailable(), "{error}");
    }
    assert_eq!(keys(&fresh, &store).await, [] as [&str; 0]);
    store.ready().await.unwrap();
    sqlx::query("rollback").execute(&mut other).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    enqueue(&mut tx, &fresh, "after", 1).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let fresh = fresh().await;
    let mut tx = fresh.store.begin().await.unwrap();
    enqueue(&mut tx, &fresh, "before", 1).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = fresh.store.begin().await.unwrap();
    run(&mut tx, "pragma max_page_count = 1").await;
    // The limit cannot be set below the present size: any growth is too much now.
    let error = enqueue(&mut tx, &fresh, "too much", 200_000).await.unwrap_err();
    assert!(matches!(error, StoreError::Full) && error.is_unavailable(), "{error}");
    drop(tx);
    let mut tx = fresh.store.begin().await.unwrap();
    run(&mut tx, "pragma max_page_count = 100000").await;
    enqueue(&mut tx, &fresh, "after", 200_000).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(keys(&fresh, &fresh.second_node().await).await, ["before", "after"]);
}

#[tokio::test]
async fn a_transaction_that_sqlite_ended_by_itself_is_not_acknowledged() {
    let fresh = fresh().await;
    let mut first = fresh.store.begin().await.unwrap();
    enqueue(&mut first, &fresh, "first", 1).await.unwrap();
    let second = tokio::spawn({
        let (store, now) = (fresh.store.clone(), fresh.clock.now());
        async move {
            let mut tx = store.begin().await.unwrap();
            outbox::enqueue(&mut tx, now, &[NewJob::new("test", "second", now, json!(null))])
                .await
                .unwrap();
            // As SQLite does after some faults of the disk.
            run(&mut tx, "rollback").await;
            tx.commit().await
        }
    });
    tokio::task::yield_now().await;
    assert!(first.commit().await.is_err());
    assert!(second.await.unwrap().is_err());
    assert_eq!(keys(&fresh, &fresh.store).await, [] as [&str; 0]);
}

#[tokio::test]
async fn every_commit_is_synced() {
    // As the server opens it: the other tests need no syncing.
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(folder.path().join("synced.sqlite"));
    let store = Store::open(&url).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let Conn::Sqlite(conn) = tx.conn() else {
        panic!("SQLite")
    };
    let synchronous: i64 = sqlx::query_scalar("pragma synchronous")
        .fetch_one(&mut *conn)
        .await
        .unwrap();
    let journal: String = sqlx::query_scalar("pragma journal_mode").fetch_one(conn).await.unwrap();
    assert_eq!((synchronous, journal.as_str()), (2, "wal"));
}
