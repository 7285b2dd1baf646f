//! The tables are what the events say, and a changed event is found.

use motcua_casework::rebuild::{Rebuilt, rebuild};
use motcua_casework::store::DatabaseUrl;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::in_each_shop;
use crate::shop::Shop;

/// Changes the database behind the product's back.
async fn tamper(shop: &Shop, sql: &str) {
    match &shop.fresh.url {
        DatabaseUrl::Sqlite(path) => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
            let mut conn = options.connect().await.unwrap();
            sqlx::query(AssertSqlSafe(sql.replace("::text", "").replace("::jsonb", "")))
                .execute(&mut conn)
                .await
                .unwrap();
            conn.close().await.unwrap();
        }
        DatabaseUrl::Postgres(url) => {
            let mut conn = sqlx::PgConnection::connect(url).await.unwrap();
            sqlx::query(AssertSqlSafe(sql.to_owned()))
                .execute(&mut conn)
                .await
                .unwrap();
            conn.close().await.unwrap();
        }
    }
}

in_each_shop! {
    async fn tables_and_events_agree_after_a_whole_journey(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.is_signed(&code).await;
        shop.drain().await;
        shop.does("records_clerk", &code, "seal", "issue").await;
        let draft = shop.ready_hall(&lan, "40").await;
        motcua_casework::citizen::submit(&shop.desk, &lan, draft).await.unwrap();
        let found = rebuild(&shop.desk, false).await.unwrap();
        assert_eq!((found.dossiers, found.different, found.broken), (2, 0, 0));
        assert!(found.events > 10);

        tamper(&shop, "delete from tasks").await;
        assert_eq!(rebuild(&shop.desk, true).await.unwrap(), Rebuilt { different: 2, ..found });
        assert_eq!(rebuild(&shop.desk, false).await.unwrap(), found);

        tamper(&shop, "update events set author = replace(author::text, 'Nguyễn', 'Trần')::jsonb where seq = 1").await;
        assert_eq!(rebuild(&shop.desk, false).await.unwrap().broken, 2);
    }

    async fn an_event_that_was_taken_out_is_missed(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.does("reception_officer", &code, "receive", "accept").await;
        assert_eq!(rebuild(&shop.desk, false).await.unwrap().broken, 0);
        tamper(&shop, "delete from events where seq = 3").await;
        assert_eq!(rebuild(&shop.desk, false).await.unwrap().broken, 1);
    }

    async fn what_lists_read_is_compared_and_made_again_too(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let sound = rebuild(&shop.desk, false).await.unwrap();
        assert_eq!((sound.different, sound.broken), (0, 0));
        for wrong in [
            "status = 'withdrawn'",
            "next_due = null",
            "subject = 'Ai đó'",
            "search = 'ai do'",
            "competent = 'H26.98'",
            "receiving = 'H26.98'",
            "version = 7",
        ] {
            tamper(&shop, &format!("update dossiers set {wrong}")).await;
            assert_eq!(rebuild(&shop.desk, false).await.unwrap(), Rebuilt { different: 1, ..sound }, "{wrong}");
            assert_eq!(rebuild(&shop.desk, true).await.unwrap(), Rebuilt { different: 1, ..sound }, "{wrong}");
            assert_eq!(rebuild(&shop.desk, false).await.unwrap(), sound, "{wrong}");
        }
        shop.does("reception_officer", &code, "receive", "accept").await;
    }

    async fn what_may_prove_that_an_event_was_taken_away_is_never_mended(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.does("reception_officer", &code, "receive", "accept").await;
        let before = shop.dossier(&code).await;
        let last = before.seq;
        tamper(&shop, &format!("delete from events where seq = {last}")).await;
        for repair in [false, true] {
            let found = rebuild(&shop.desk, repair).await.unwrap();
            assert_eq!((found.different, found.broken), (0, 1));
        }
        assert_eq!(shop.dossier(&code).await, before, "the row is left as it was");

        let other = shop.birth_applied_for(&lan).await;
        shop.drain().await;
        tamper(&shop, &format!("delete from dossiers where code = '{other}'")).await;
        assert_eq!(rebuild(&shop.desk, true).await.unwrap().broken, 2, "events without a dossier");
    }

    async fn what_is_done_while_tables_are_made_again_stays_done(shop) {
        let lan = shop.parent("Lan").await;
        let mut codes = Vec::new();
        for _ in 0..6 {
            codes.push(shop.birth_applied_for(&lan).await);
        }
        tamper(&shop, "update dossiers set search = 'x'").await;
        let acts = async {
            for code in &codes {
                shop.does("reception_officer", code, "receive", "accept").await;
            }
        };
        let mends = async {
            for _ in 0..4 {
                rebuild(&shop.desk, true).await.unwrap();
            }
        };
        tokio::join!(acts, mends);
        let found = rebuild(&shop.desk, false).await.unwrap();
        assert_eq!((found.dossiers, found.different, found.broken), (6, 0, 0));
        for code in &codes {
            assert!(shop.dossier(code).await.clock.is_some(), "{code} was accepted");
        }
    }
}
