//! Sessions: who holds the token is known, for as long as it should be, and no longer.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::TimeDelta;
use motcua_casework::each_database;
use motcua_casework::sessions::{Account, Limits, Origin, SessionId, Sessions};
use motcua_casework::store::Conn;
use motcua_casework::testing::Fresh;
use uuid::Uuid;

const CITIZEN: Account = Account::Citizen {
    id: Uuid::from_u128(1),
    assurance: 2,
};
const OFFICER: Account = Account::Officer { id: Uuid::from_u128(1) };

fn sessions(fresh: &Fresh) -> Sessions {
    Sessions::new(
        fresh.store.clone(),
        fresh.clock.clone(),
        fresh.ids.clone(),
        Limits::default(),
    )
}

fn origin() -> Origin {
    Origin {
        user_agent: "Firefox\r\nx: y".into(),
        ip_prefix: "203.0.113.0/24".into(),
    }
}

each_database! {
    async fn a_session_is_found_by_its_token_and_by_no_other(fresh) {
        let sessions = sessions(&fresh);
        let token = sessions.create(CITIZEN, &origin(), None).await.unwrap();
        let session = sessions.find(token.secret()).await.unwrap().unwrap();
        assert_eq!(session.account, CITIZEN);
        assert_eq!(session.user_agent, "Firefoxx: y");
        assert!(token.secret().len() >= 43 && !format!("{token:?}").contains(token.secret()));
        assert!(sessions.find(&session.id.to_string()).await.unwrap().is_none(), "the stored name opens nothing");
        assert!(sessions.find("").await.unwrap().is_none());
        assert!(sessions.find(&"x".repeat(1_000_000)).await.unwrap().is_none());
        assert_eq!(SessionId::parse(&session.id.to_string()), Some(session.id));
    }

    async fn signing_in_replaces_the_token_held_before(fresh) {
        let sessions = sessions(&fresh);
        let old = sessions.create(CITIZEN, &origin(), None).await.unwrap();
        let new = sessions.create(CITIZEN, &origin(), Some(old.secret())).await.unwrap();
        assert_ne!(old, new);
        assert!(sessions.find(old.secret()).await.unwrap().is_none());
        assert!(sessions.find(new.secret()).await.unwrap().is_some());
    }

    async fn a_session_ends_without_use_and_in_any_case(fresh) {
        let sessions = sessions(&fresh);
        for (account, idle, longest) in [(OFFICER, 30, 10), (CITIZEN, 60, 12)] {
            let unused = sessions.create(account, &origin(), None).await.unwrap();
            fresh.clock.advance(TimeDelta::minutes(idle) - TimeDelta::seconds(1));
            let used = sessions.create(account, &origin(), None).await.unwrap();
            assert!(sessions.find(unused.secret()).await.unwrap().is_some(), "use is noted");
            fresh.clock.advance(TimeDelta::minutes(idle) - TimeDelta::seconds(1));
            assert!(sessions.find(unused.secret()).await.unwrap().is_some());
            fresh.clock.advance(TimeDelta::minutes(idle));
            assert!(sessions.find(unused.secret()).await.unwrap().is_none());
            assert!(sessions.find(used.secret()).await.unwrap().is_none());

            let busy = sessions.create(account, &origin(), None).await.unwrap();
            let mut minutes = 0;
            while sessions.find(busy.secret()).await.unwrap().is_some() {
                fresh.clock.advance(TimeDelta::minutes(20));
                minutes += 20;
            }
            assert_eq!(minutes, longest * 60);
        }
        // They are known a while longer, and open nothing.
        assert_eq!(sessions.sweep().await.unwrap(), 0);
        fresh.clock.advance(TimeDelta::days(4));
        let good = sessions.create(CITIZEN, &origin(), None).await.unwrap();
        assert_eq!(sessions.sweep().await.unwrap(), 6);
        assert!(sessions.find(good.secret()).await.unwrap().is_some());
    }

    async fn use_is_noted_at_most_once_a_minute(fresh) {
        let sessions = sessions(&fresh);
        let token = sessions.create(OFFICER, &origin(), None).await.unwrap();
        let begun = fresh.clock.now();
        for (seconds, seen) in [(59, 0), (1, 60), (59, 60), (1, 120)] {
            fresh.clock.advance(TimeDelta::seconds(seconds));
            sessions.find(token.secret()).await.unwrap();
            let listed = sessions.list(OFFICER).await.unwrap();
            assert_eq!(listed[0].last_seen_at - begun, TimeDelta::seconds(seen));
        }
    }

    async fn signing_out_ends_one_or_all_and_only_ones_own(fresh) {
        let sessions = sessions(&fresh);
        let mut tokens = Vec::new();
        for _ in 0..3 {
            tokens.push(sessions.create(CITIZEN, &origin(), None).await.unwrap());
            fresh.clock.advance(TimeDelta::seconds(1));
        }
        let officer = sessions.create(OFFICER, &origin(), None).await.unwrap();
        let listed = sessions.list(CITIZEN).await.unwrap();
        assert_eq!(listed.len(), 3);
        assert!(listed.is_sorted_by(|a, b| a.created_at > b.created_at));
        assert!(!sessions.revoke_one(OFFICER, listed[0].id).await.unwrap());
        assert!(sessions.revoke_one(CITIZEN, listed[0].id).await.unwrap());
        sessions.revoke(tokens[0].secret()).await.unwrap();
        assert_eq!(sessions.list(CITIZEN).await.unwrap().len(), 1);
        assert_eq!(sessions.revoke_all(CITIZEN).await.unwrap(), 1);
        assert!(sessions.find(officer.secret()).await.unwrap().is_some());
    }

    async fn the_token_is_stored_nowhere(fresh) {
        let sessions = sessions(&fresh);
        let token = sessions.create(CITIZEN, &origin(), None).await.unwrap();
        let mut reader = fresh.store.reader().await.unwrap();
        let sql = "select id from sessions";
        let stored: Vec<u8> = match reader.conn() {
            Conn::Sqlite(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.unwrap(),
            Conn::Postgres(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.unwrap(),
        };
        assert_eq!(stored.len(), 32);
        assert_ne!(stored, token.secret().as_bytes());
    }
}
