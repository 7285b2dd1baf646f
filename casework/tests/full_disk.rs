//! A full disk: who is not served is told so, who was served finds everything, and when there is room again work goes on.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use motcua_casework::sessions::{Account, Limits, Origin, Sessions};
use motcua_casework::store::{Conn, StoreError};
use motcua_casework::testing::{Database, Fresh};
use uuid::Uuid;

/// People who sign in at once.
const AT_ONCE: u128 = 8;

/// The file may not grow any more, for as long as this connection lasts.
async fn fill(fresh: &Fresh) {
    loop {
        let mut tx = fresh.store.begin().await.unwrap();
        let Conn::Sqlite(conn) = tx.conn() else {
            unreachable!("it is SQLite")
        };
        // A limit below the size means: not one page more.
        sqlx::query("pragma max_page_count = 1").execute(conn).await.unwrap();
        // Fails if it shares the commit, and so the connection, with one for whom there is no room.
        if tx.commit().await.is_ok() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let fresh = Database::Sqlite.fresh().await.unwrap();
    let sessions = Sessions::new(
        fresh.store.clone(),
        fresh.clock.clone(),
        fresh.ids.clone(),
        Limits::default(),
    );
    fill(&fresh).await;
    let mut people = tokio::task::JoinSet::new();
    for person in 0..AT_ONCE {
        let sessions = sessions.clone();
        let account = Account::Citizen {
            id: Uuid::from_u128(person),
            assurance: 2,
        };
        people.spawn(async move {
            let mut tokens = Vec::new();
            loop {
                match sessions.create(account, &Origin::default(), None).await {
                    Ok(token) => tokens.push(token),
                    Err(error) => return (tokens, error),
                }
                assert!(tokens.len() < 10_000, "the disk is never full");
            }
        });
    }
    let mut acknowledged = Vec::new();
    let mut full = 0;
    while let Some(ended) = people.join_next().await {
        let (tokens, error) = ended.unwrap();
        // Who shares a commit with one for whom there is no room is told that nothing is confirmed.
        assert!(error.is_unavailable(), "{error:?}");
        full += usize::from(matches!(error, StoreError::Full));
        acknowledged.extend(tokens);
        // The connection that failed is replaced, and with it goes the limit.
        fill(&fresh).await;
    }
    assert!(full > 0);
    for store in [fresh.store.clone(), fresh.second_node().await] {
        let sessions = Sessions::new(store, fresh.clock.clone(), fresh.ids.clone(), Limits::default());
        for token in &acknowledged {
            assert!(sessions.find(token.secret()).await.unwrap().is_some());
        }
    }
    let fresh_again = fresh.second_node().await;
    let sessions = Sessions::new(fresh_again, fresh.clock.clone(), fresh.ids.clone(), Limits::default());
    let account = Account::Officer {
        id: Uuid::from_u128(99),
    };
    let token = sessions.create(account, &Origin::default(), None).await.unwrap();
    assert!(sessions.find(token.secret()).await.unwrap().is_some());
}
