//! Transactions on both databases: what is acknowledged is there, what is not acknowledged is not.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::{DateTime, Utc};
use motcua_casework::each_database;
use motcua_casework::outbox::{self, NewJob};
use motcua_casework::store::{Conn, DatabaseUrl, Options, Store, StoreError, Tx};
use motcua_casework::testing::Database;
use serde_json::json;

fn job(key: &str, now: DateTime<Utc>) -> NewJob {
    NewJob::new("test", key, now, json!({ "what": key }))
}

async fn write(store: &Store, key: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    outbox::enqueue(&mut tx, now, &[job(key, now)]).await?;
    tx.commit().await
}

async fn keys(store: &Store, now: DateTime<Utc>) -> Vec<String> {
    outbox::undone(store, now, 100)
        .await
        .unwrap()
        .into_iter()
        .map(|job| job.key)
        .collect()
}

/// Breaks a rule of the tables.
async fn break_a_rule(tx: &mut Tx) -> StoreError {
    let sql = "update outbox set state = 'nonsense'";
    let done = match tx.conn() {
        Conn::Sqlite(conn) => sqlx::query(sql).execute(conn).await.map(drop),
        Conn::Postgres(conn) => sqlx::query(sql).execute(conn).await.map(drop),
    };
    done.unwrap_err().into()
}

each_database! {
    async fn what_is_committed_is_there_and_what_is_dropped_is_not(fresh) {
        let now = fresh.clock.now();
        write(&fresh.store, "kept", now).await.unwrap();
        let mut tx = fresh.store.begin().await.unwrap();
        outbox::enqueue(&mut tx, now, &[job("dropped", now)]).await.unwrap();
        drop(tx);
        let mut tx = fresh.store.begin().await.unwrap();
        outbox::enqueue(&mut tx, now, &[job("rolled back", now)]).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(keys(&fresh.second_node().await, now).await, ["kept"]);
    }

    async fn a_unit_that_fails_or_panics_is_undone_alone(fresh) {
        let now = fresh.clock.now();
        let mut units = tokio::task::JoinSet::new();
        for number in 0..60 {
            let store = fresh.store.clone();
            units.spawn(async move {
                let mut tx = store.begin().await.unwrap();
                outbox::enqueue(&mut tx, now, &[job(&format!("{number:02}"), now)]).await.unwrap();
                match number % 4 {
                    1 => assert!(matches!(break_a_rule(&mut tx).await, StoreError::Refused { .. })),
                    2 => panic!("in the middle"),
                    _ => tx.commit().await.unwrap(),
                }
            });
        }
        while units.join_next().await.is_some() {}
        let mut kept = keys(&fresh.store, now).await;
        kept.sort();
        let wanted: Vec<_> = (0..60).filter(|n| n % 4 == 0 || n % 4 == 3).map(|n| format!("{n:02}")).collect();
        assert_eq!(kept, wanted);
    }

    async fn a_caller_who_goes_away_holds_nobody_up(fresh) {
        let now = fresh.clock.now();
        let held = fresh.store.begin().await.unwrap();
        // Gone while waiting for a turn (on PostgreSQL there is none to wait for).
        let waiting = tokio::spawn({
            let store = fresh.store.clone();
            async move { store.begin().await.map(drop) }
        });
        tokio::task::yield_now().await;
        waiting.abort();
        let _ = waiting.await;
        held.rollback().await.unwrap();
        // Gone in the middle of a query, and of a commit.
        for key in ["query", "commit"] {
            let mut tx = fresh.store.begin().await.unwrap();
            let jobs = [job(key, now)];
            let mut query = Box::pin(outbox::enqueue(&mut tx, now, &jobs));
            if key == "query" {
                let _ = futures::poll!(&mut query);
                drop(query);
            } else {
                query.await.unwrap();
                let mut commit = Box::pin(tx.commit());
                let _ = futures::poll!(&mut commit);
                drop(commit);
            }
        }
        write(&fresh.store, "after", now).await.unwrap();
        let kept = keys(&fresh.store, now).await;
        assert!(kept.contains(&"after".to_owned()) && !kept.contains(&"query".to_owned()), "{kept:?}");
    }

    async fn a_unit_may_be_a_closure_and_its_future_may_move_between_threads(fresh) {
        let now = fresh.clock.now();
        let store = fresh.store.clone();
        let name = "closure".to_owned();
        let answer: Result<u64, StoreError> = tokio::spawn(async move {
            store.write(async |tx| outbox::enqueue(tx, now, &[job(&name, now)]).await).await
        }).await.unwrap();
        assert_eq!(answer.unwrap(), 1);
        assert_eq!(keys(&fresh.store, now).await, ["closure"]);
    }

    async fn a_conflict_has_the_same_name_on_both(fresh) {
        let now = fresh.clock.now();
        write(&fresh.store, "same", now).await.unwrap();
        let mut tx = fresh.store.begin().await.unwrap();
        let sql = "insert into outbox (key, kind, holds_lane, body, state, created_at, due_at, try_at, attempts)
                   select key, kind, holds_lane, body, state, created_at, due_at, try_at, attempts from outbox";
        let error: StoreError = match tx.conn() {
            Conn::Sqlite(conn) => sqlx::query(sql).execute(conn).await.map(drop),
            Conn::Postgres(conn) => sqlx::query(sql).execute(conn).await.map(drop),
        }.unwrap_err().into();
        assert!(error.is_conflict_on("outbox_key_key"), "{error}");
        assert!(!error.is_unavailable());
    }

    async fn readiness_tells_a_migrated_database_and_migrating_twice_changes_nothing(fresh) {
        fresh.store.ready().await.unwrap();
        let (one, two) = (fresh.second_node().await, fresh.second_node().await);
        let (first, second) = tokio::join!(one.migrate(), two.migrate());
        first.unwrap();
        second.unwrap();
        fresh.store.ready().await.unwrap();
        fresh.store.close().await;
        assert!(fresh.store.ready().await.unwrap_err().is_unavailable());
        assert!(fresh.store.begin().await.unwrap_err().is_unavailable());
    }
}

#[tokio::test]
async fn an_empty_file_is_not_ready_and_two_processes_may_migrate_it_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(folder.path().join("new.sqlite"));
    let (one, two) = (Store::open(&url).await.unwrap(), Store::open(&url).await.unwrap());
    assert!(matches!(
        one.ready().await,
        Err(StoreError::NotMigrated { found: None, .. })
    ));
    let (first, second) = tokio::join!(one.migrate(), two.migrate());
    first.unwrap();
    second.unwrap();
    one.ready().await.unwrap();
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_is_unavailable() {
    let url = DatabaseUrl::Sqlite("/no/such/folder/file.sqlite".into());
    assert!(Store::open(&url).await.unwrap_err().is_unavailable());
}

#[tokio::test]
async fn a_database_that_is_away_is_unavailable() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("postgres://app@localhost/none?host={}", folder.path().display());
    let options = Options {
        patience: std::time::Duration::from_millis(100),
        ..Options::default()
    };
    assert!(
        Store::open_with(&DatabaseUrl::Postgres(url), &options)
            .await
            .unwrap_err()
            .is_unavailable()
    );
}

#[tokio::test]
async fn when_the_server_breaks_connections_off_it_is_unavailable_and_then_works_again() {
    let Some(fresh) = Database::Postgres.fresh().await else {
        return;
    };
    let now = fresh.clock.now();
    let mut in_flight = fresh.store.begin().await.unwrap();
    outbox::enqueue(&mut in_flight, now, &[job("in flight", now)])
        .await
        .unwrap();
    // Some more connections, idle in the pool.
    let (one, two) = (fresh.store.reader().await.unwrap(), fresh.store.reader().await.unwrap());
    drop((one, two));
    let other = fresh.second_node().await;
    let mut breaker = other.reader().await.unwrap();
    let Conn::Postgres(conn) = breaker.conn() else {
        panic!("PostgreSQL")
    };
    sqlx::query(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()",
    )
    .execute(conn)
    .await
    .unwrap();
    assert!(in_flight.commit().await.unwrap_err().is_unavailable());
    let mut tries = 0;
    while let Err(error) = write(&fresh.store, "after", now).await {
        assert!(error.is_unavailable(), "{error}");
        tries += 1;
        assert!(tries < 10, "the pool does not recover");
    }
    assert_eq!(keys(&fresh.store, now).await, ["after"]);
}
