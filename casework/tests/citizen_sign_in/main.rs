//! Citizens sign in at a provider: what it says is believed only if it is proven, and a way back is good once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod provider;

use axum::http::StatusCode;
use chrono::TimeDelta;
use motcua_casework::each_database;
use motcua_casework::sign_in::citizen::{Arrival, Citizens, Departure, ProviderSettings, SignInError};
use motcua_casework::store::Conn;
use motcua_casework::testing::Fresh;
use motcua_domain::text::Lang;
use secrecy::SecretString;
use serde_json::{Value, json};

use provider::{CLIENT, Provider, signed, signed_with_our_secret, unsigned};

const BACK: &str = "/applications/1?at=child";

/// A person at the door, the provider, and we.
struct Door<'f> {
    citizens: Citizens,
    provider: Provider,
    fresh: &'f Fresh,
}

impl<'f> Door<'f> {
    async fn of(fresh: &'f Fresh) -> Self {
        let provider = Provider::listen().await;
        let settings = ProviderSettings {
            issuer: provider.issuer.clone(),
            client_id: CLIENT.0.to_owned(),
            client_secret: SecretString::from(CLIENT.1),
            redirect_url: "http://127.0.0.1:3000/sign-in/return".to_owned(),
        };
        let citizens = Citizens::new(settings, fresh.store.clone(), fresh.clock.clone(), fresh.ids.clone()).unwrap();
        Self {
            citizens,
            provider,
            fresh,
        }
    }

    async fn depart(&self) -> Departure {
        self.citizens.depart(BACK, Lang::Vi, false).await.unwrap()
    }

    /// What a good provider says of Nguyễn Thị Lan who departed so.
    fn claims(&self, departure: &Departure) -> Value {
        let now = self.fresh.clock.now().timestamp();
        json!({
            "iss": self.provider.issuer, "aud": CLIENT.0, "sub": "lan", "iat": now, "exp": now + 300,
            "nonce": parameter(&departure.url, "nonce"), "acr": "2",
            "personal_id": "001196007348", "name": "Nguyễn Thị Lan", "birthdate": "1996-03-08",
            "phone_number": "+84912345678", "email": "lan@example.vn",
        })
    }

    async fn returns(&self, departure: &Departure) -> Result<Arrival, SignInError> {
        self.citizens
            .arrive(&departure.state, &departure.state, Some("code"))
            .await
    }

    /// Departs and comes back with a token made of the good claims.
    async fn arrives(&self, token: impl FnOnce(Value) -> String) -> Result<Arrival, SignInError> {
        let departure = self.depart().await;
        self.provider.answers(&token(self.claims(&departure)));
        self.returns(&departure).await
    }

    async fn accounts(&self) -> i64 {
        let mut reader = self.fresh.store.reader().await.unwrap();
        let sql = "select count(*) from accounts";
        match reader.conn() {
            Conn::Sqlite(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.unwrap(),
            Conn::Postgres(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.unwrap(),
        }
    }
}

fn parameter(url: &str, name: &str) -> String {
    let (_, query) = url.split_once('?').unwrap();
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    value.unwrap().to_owned()
}

fn but(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

each_database! {
    async fn a_way_back_is_good_once_and_in_the_same_browser(fresh) {
        let door = Door::of(&fresh).await;
        let departure = door.depart().await;
        assert_eq!(parameter(&departure.url, "code_challenge_method"), "S256");
        assert_eq!(parameter(&departure.url, "acr_values"), "2");
        assert!(!departure.url.contains("prompt="));
        let anew = door.citizens.depart(BACK, Lang::Vi, true).await.unwrap();
        assert_eq!(parameter(&anew.url, "prompt"), "login");
        door.provider.answers(&signed(1, &door.claims(&departure)));
        for (state, kept) in [("", ""), (departure.state.as_str(), ""), ("guessed", departure.state.as_str()), ("guessed", "guessed")] {
            let answer = door.citizens.arrive(state, kept, Some("code")).await;
            assert!(matches!(answer, Err(SignInError::Stale)), "{state} {kept}: {answer:?}");
        }
        let arrival = door.returns(&departure).await.unwrap();
        assert_eq!((arrival.assurance, arrival.back.as_str()), (2, BACK));
        assert!(matches!(door.returns(&departure).await, Err(SignInError::Stale)));
        // The same person a second time is the same account.
        assert_eq!(door.arrives(|claims| signed(1, &claims)).await.unwrap().account, arrival.account);
        assert_eq!(door.accounts().await, 1);
    }

    async fn who_takes_too_long_begins_again(fresh) {
        let door = Door::of(&fresh).await;
        let departure = door.depart().await;
        fresh.clock.advance(TimeDelta::minutes(16));
        door.provider.answers(&signed(1, &door.claims(&departure)));
        assert!(matches!(door.returns(&departure).await, Err(SignInError::Stale)));
    }

    async fn a_token_that_proves_nothing_signs_nobody_in(fresh) {
        let door = Door::of(&fresh).await;
        let long_ago = fresh.clock.now().timestamp() - 3600;
        type Forged = Box<dyn FnOnce(Value) -> String + Send>;
        let forged: Vec<(&str, Forged)> = vec![
            ("signed by another key", Box::new(|claims| signed(2, &claims))),
            ("signed with our own secret", Box::new(|claims| signed_with_our_secret(&claims))),
            ("not signed", Box::new(|claims| unsigned(&claims))),
            ("for another sign-in", Box::new(|claims| signed(1, &but(claims, "nonce", json!("another"))))),
            ("for no sign-in", Box::new(|claims| signed(1, &but(claims, "nonce", Value::Null)))),
            ("for another client", Box::new(|claims| signed(1, &but(claims, "aud", json!("another"))))),
            ("by another provider", Box::new(|claims| signed(1, &but(claims, "iss", json!("https://another.example"))))),
            ("no longer good", Box::new(move |claims| signed(1, &but(claims, "exp", json!(long_ago))))),
            ("of a number that is none", Box::new(|claims| signed(1, &but(claims, "personal_id", json!("12345"))))),
            ("of nobody", Box::new(|_| String::from("nothing"))),
        ];
        for (what, token) in forged {
            let answer = door.arrives(token).await;
            let refused = matches!(answer, Err(SignInError::NotProven(_) | SignInError::ProviderDown(_)));
            assert!(refused, "{what}: {answer:?}");
        }
        assert_eq!(door.accounts().await, 0);
        door.arrives(|claims| signed(1, &claims)).await.unwrap();
    }

    async fn only_a_clear_level_two_is_level_two(fresh) {
        let door = Door::of(&fresh).await;
        for acr in [Value::Null, json!("1"), json!("3"), json!("02"), json!("")] {
            let arrival = door.arrives(|claims| signed(1, &but(claims, "acr", acr.clone()))).await.unwrap();
            assert_eq!(arrival.assurance, 1, "{acr}");
        }
    }

    async fn what_the_token_leaves_out_is_asked_for_and_must_be_of_the_same_person(fresh) {
        let door = Door::of(&fresh).await;
        let little = |claims: Value| {
            signed(1, &but(but(claims, "personal_id", Value::Null), "name", Value::Null))
        };
        let person = json!({"sub": "lan", "personal_id": "001196007348", "name": "Nguyễn Thị Lan"});
        for (said, good) in [
            (person.clone(), true),
            (but(person.clone(), "sub", json!("another")), false),
            (but(person.clone(), "personal_id", Value::Null), false),
            (but(person, "name", json!("  ")), false),
        ] {
            door.provider.says().person = said.clone();
            let answer = door.arrives(little).await;
            if good {
                answer.unwrap();
            } else {
                assert!(matches!(answer, Err(SignInError::NotProven(_))), "{said}: {answer:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_provider_that_is_down_is_noticed_before_anybody_is_sent_there() {
    let fresh = motcua_casework::testing::Database::Sqlite.fresh().await.unwrap();
    let door = Door::of(&fresh).await;
    door.provider.says().down = true;
    let down = async || {
        matches!(
            door.citizens.depart(BACK, Lang::Vi, false).await,
            Err(SignInError::ProviderDown(_))
        )
    };
    assert!(down().await);
    door.provider.says().down = false;
    assert!(!down().await);
    door.provider.says().down = true;
    fresh.clock.advance(TimeDelta::seconds(59));
    assert!(!down().await, "it answered less than a minute ago");
    fresh.clock.advance(TimeDelta::seconds(1));
    assert!(down().await);
    door.provider.says().down = false;
    door.arrives(|claims| signed(1, &claims)).await.unwrap();
}

#[tokio::test]
async fn a_provider_may_change_its_keys() {
    let fresh = motcua_casework::testing::Database::Sqlite.fresh().await.unwrap();
    let door = Door::of(&fresh).await;
    door.arrives(|claims| signed(1, &claims)).await.unwrap();
    door.provider.says().key = 2;
    let first = door.arrives(|claims| signed(2, &claims)).await;
    assert!(matches!(first, Err(SignInError::NotProven(_))), "{first:?}");
    door.arrives(|claims| signed(2, &claims)).await.unwrap();
}

#[tokio::test]
async fn a_code_that_is_refused_is_no_failure_and_a_fault_of_the_provider_is_no_refusal() {
    let fresh = motcua_casework::testing::Database::Sqlite.fresh().await.unwrap();
    let door = Door::of(&fresh).await;
    let departure = door.depart().await;
    assert!(matches!(door.returns(&departure).await, Err(SignInError::Declined)));
    let departure = door.depart().await;
    let cancelled = door.citizens.arrive(&departure.state, &departure.state, None).await;
    assert!(matches!(cancelled, Err(SignInError::Declined)));
    let departure = door.depart().await;
    door.provider.says().tokens = (StatusCode::BAD_GATEWAY, json!("down"));
    assert!(matches!(
        door.returns(&departure).await,
        Err(SignInError::ProviderDown(_))
    ));
}
