//! A backup taken while people go on holds all that was acknowledged before it was begun, and is put back whole or not at
//! all.

use std::collections::BTreeMap;
use std::path::PathBuf;

use bytes::Bytes;
use motcua_casework::backup::{BackupError, Manifest, Parts, back_up, restore};
use motcua_casework::files::Files;
use motcua_casework::rebuild::rebuild;
use motcua_casework::sessions::{Account, Limits, Origin, Sessions};
use motcua_casework::store::{Conn, DatabaseUrl, Store};
use motcua_casework::testing::{Database, Fresh};
use sqlx::AssertSqlSafe;
use tokio::sync::{oneshot, watch};
use uuid::Uuid;

use crate::in_each_shop;
use crate::shop::{PDF, Shop};

impl Shop {
    fn parts(&self) -> Parts {
        parts(&self.fresh)
    }

    fn archive(&self, name: &str) -> PathBuf {
        self.fresh.folder.path().join(name)
    }

    async fn is_backed_up(&self, name: &str) -> Result<Manifest, BackupError> {
        back_up(&self.parts(), "test", self.desk.now(), &self.archive(name)).await
    }

    fn sessions(&self) -> Sessions {
        let fresh = &self.fresh;
        Sessions::new(
            fresh.store.clone(),
            fresh.clock.clone(),
            fresh.ids.clone(),
            Limits::default(),
        )
    }
}

fn parts(fresh: &Fresh) -> Parts {
    Parts {
        database: fresh.url.clone(),
        files: Files::in_folder(&fresh.folder.path().join("files"), fresh.ids.clone()).unwrap(),
    }
}

/// Another machine with the same kind of database, where nobody works yet.
async fn elsewhere(shop: &Shop) -> Fresh {
    let kind = match shop.fresh.url {
        DatabaseUrl::Sqlite(_) => Database::Sqlite,
        DatabaseUrl::Postgres(_) => Database::Postgres,
    };
    let fresh = kind.fresh().await.unwrap();
    fresh.store.close().await;
    fresh
}

/// Opens the doors there.
async fn reopened(mut fresh: Fresh) -> Shop {
    fresh.store = fresh.second_node().await;
    Shop::open(fresh).await
}

/// All rows of all tables, as text.
async fn rows(store: &Store) -> BTreeMap<String, String> {
    let mut reader = store.reader().await.unwrap();
    let mut rows = BTreeMap::new();
    match reader.conn() {
        Conn::Sqlite(conn) => {
            let tables = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
            let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut *conn).await.unwrap();
            for table in tables {
                let columns = "select group_concat('quote(' || name || ')', ' || ') from pragma_table_info($1)";
                let columns: String = sqlx::query_scalar(columns)
                    .bind(&table)
                    .fetch_one(&mut *conn)
                    .await
                    .unwrap();
                let all = format!(
                    "select coalesce(group_concat(r, ';'), '') from (select {columns} as r from {table} order by 1)"
                );
                rows.insert(
                    table,
                    sqlx::query_scalar(AssertSqlSafe(all))
                        .fetch_one(&mut *conn)
                        .await
                        .unwrap(),
                );
            }
        }
        Conn::Postgres(conn) => {
            let tables = "select tablename from pg_tables where schemaname = 'public'";
            let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut *conn).await.unwrap();
            for table in tables {
                let all = format!("select coalesce(string_agg(t::text, ';' order by t::text), '') from {table} t");
                rows.insert(
                    table,
                    sqlx::query_scalar(AssertSqlSafe(all))
                        .fetch_one(&mut *conn)
                        .await
                        .unwrap(),
                );
            }
        }
    }
    rows
}

in_each_shop! {
    async fn what_is_put_back_is_what_was_there(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.is_signed(&code).await;
        shop.drain().await;
        let kept = shop.desk.files.put_own(Bytes::from_static(PDF)).await.unwrap();
        let found = rebuild(&shop.desk, false).await.unwrap();
        let manifest = shop.is_backed_up("backup.tar.gz").await.unwrap();
        assert!(manifest.files >= 1);

        let there = elsewhere(&shop).await;
        assert_eq!(restore(&parts(&there), &shop.archive("backup.tar.gz"), false).await.unwrap(), manifest);
        let there = reopened(there).await;
        assert_eq!(rows(&there.fresh.store).await, rows(&shop.fresh.store).await);
        assert_eq!(rebuild(&there.desk, false).await.unwrap(), found);
        assert_eq!((found.different, found.broken), (0, 0));
        assert_eq!(&there.desk.files.read(kept.hash).await.unwrap()[..], PDF);
        there.close().await;
    }

    async fn people_go_on_meanwhile_and_what_was_acknowledged_before_is_in_it(shop) {
        let account = Account::Citizen { id: Uuid::from_u128(1), assurance: 2 };
        let (stop, mut stopped) = oneshot::channel::<()>();
        let (count, mut counted) = watch::channel(0);
        let sessions = shop.sessions();
        let people = tokio::spawn({
            let sessions = sessions.clone();
            async move {
                let mut tokens = Vec::new();
                while stopped.try_recv().is_err() {
                    tokens.push(sessions.create(account, &Origin::default(), None).await.unwrap());
                    count.send_replace(tokens.len());
                }
                tokens
            }
        });
        counted.wait_for(|count| *count > 20).await.unwrap();
        let before = *counted.borrow();
        shop.is_backed_up("backup.tar.gz").await.unwrap();
        let after = *counted.borrow();
        counted.wait_for(|count| *count > after).await.unwrap();
        stop.send(()).unwrap();
        let tokens = people.await.unwrap();
        assert!(tokens.len() > before, "nobody had to wait for the end of it");

        let there = elsewhere(&shop).await;
        restore(&parts(&there), &shop.archive("backup.tar.gz"), false).await.unwrap();
        let there = reopened(there).await;
        let sessions = there.sessions();
        let mut held = 0;
        for (index, token) in tokens.iter().enumerate() {
            let found = sessions.find(token.secret()).await.unwrap().is_some();
            assert!(found || index >= before, "session {index} of {before} was acknowledged before");
            assert!(!found || index == held, "what is in it is what was there at one moment");
            held += usize::from(found);
        }
        there.close().await;
    }

    async fn nothing_is_overwritten_unless_that_is_meant(shop) {
        let archive = shop.archive("backup.tar.gz");
        shop.is_backed_up("backup.tar.gz").await.unwrap();
        let again = shop.is_backed_up("backup.tar.gz").await;
        assert!(matches!(again, Err(BackupError::Exists(_))), "{again:?}");

        let lan = shop.parent("Lan").await;
        let busy = restore(&shop.parts(), &archive, true).await;
        assert!(matches!(busy, Err(BackupError::InUse)), "{busy:?}");
        let there = elsewhere(&shop).await;
        shop.is_backed_up("later.tar.gz").await.unwrap();
        restore(&parts(&there), &shop.archive("later.tar.gz"), false).await.unwrap();
        let full = restore(&parts(&there), &archive, false).await;
        assert!(matches!(full, Err(BackupError::NotEmpty("the database"))), "{full:?}");
        restore(&parts(&there), &archive, true).await.unwrap();
        let there = reopened(there).await;
        let known = motcua_casework::people::citizen(&there.desk, lan.account, 2).await.unwrap();
        assert!(known.is_none(), "the first backup knows nothing of her");
        there.close().await;

        let there = elsewhere(&shop).await;
        let files = parts(&there).files;
        files.put_own(Bytes::from_static(PDF)).await.unwrap();
        let full = restore(&parts(&there), &archive, false).await;
        assert!(matches!(full, Err(BackupError::NotEmpty("the folder of files"))), "{full:?}");
    }

    async fn an_archive_that_is_not_whole_changes_nothing(shop) {
        let lan = shop.parent("Lan").await;
        shop.birth_applied_for(&lan).await;
        shop.desk.files.put_own(Bytes::from_static(PDF)).await.unwrap();
        shop.is_backed_up("backup.tar.gz").await.unwrap();
        let whole = std::fs::read(shop.archive("backup.tar.gz")).unwrap();
        let there = elsewhere(&shop).await;
        let broken = shop.archive("broken.tar.gz");
        let middle = whole.len() / 2;
        let mut changed = whole.clone();
        changed[middle] ^= 0x10;
        for content in [&[][..], b"no archive", &whole[..middle], &whole[..whole.len() - 700], &changed] {
            std::fs::write(&broken, content).unwrap();
            let refused = restore(&parts(&there), &broken, true).await;
            assert!(matches!(refused, Err(BackupError::Damaged(_) | BackupError::Files(_) | BackupError::Io(_))), "{refused:?}");
        }
        let there = reopened(there).await;
        assert_eq!(rebuild(&there.desk, false).await.unwrap().dossiers, 0);
        there.close().await;
    }
}

#[tokio::test]
async fn an_archive_of_the_other_database_or_of_a_newer_program_is_refused() {
    let fresh = Database::Sqlite.fresh().await.unwrap();
    let other = Parts {
        database: "postgres://nobody@127.0.0.1:1/none".parse::<DatabaseUrl>().unwrap(),
        ..parts(&fresh)
    };
    let archive = fresh.folder.path().join("backup.tar.gz");
    back_up(&parts(&fresh), "test", fresh.clock.now(), &archive)
        .await
        .unwrap();
    let refused = restore(&other, &archive, false).await;
    assert!(matches!(refused, Err(BackupError::OtherDatabase { .. })), "{refused:?}");
    let mut tx = fresh.store.begin().await.unwrap();
    let Conn::Sqlite(conn) = tx.conn() else {
        unreachable!("it is SQLite")
    };
    sqlx::query(
        "update _sqlx_migrations set version = 9999 where version = (select max(version) from _sqlx_migrations)",
    )
    .execute(conn)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let newer = fresh.folder.path().join("newer.tar.gz");
    back_up(&parts(&fresh), "test", fresh.clock.now(), &newer)
        .await
        .unwrap();
    let refused = restore(&parts(&fresh), &newer, true).await;
    assert!(
        matches!(refused, Err(BackupError::TooNew { found: 9999, .. })),
        "{refused:?}"
    );
}
