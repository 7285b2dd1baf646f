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
}
