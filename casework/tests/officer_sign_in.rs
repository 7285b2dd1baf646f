//! Officers sign in with name, password and code; guessing is slow; a code works once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::TimeDelta;
use motcua_casework::each_database;
use motcua_casework::sign_in::officer::{self, NewOfficer, NewPost, Officers, Refusal};
use motcua_casework::sign_in::{Cost, Passwords, TotpSecret};
use motcua_casework::store::{Conn, StoreError};
use motcua_casework::testing::Fresh;
use motcua_casework::vault::{KeyError, SecretKey, Vault};
use secrecy::SecretString;

const PASSWORD: &str = "mưa phùn tháng giêng";
const OFFICE: &str = "203.0.113.0/24";

struct Desk {
    officers: Officers,
    totp: TotpSecret,
    id: uuid::Uuid,
}

impl Desk {
    async fn of(fresh: &Fresh) -> Self {
        let passwords = Passwords::new(Cost::for_tests(), fresh.ids.clone()).unwrap();
        let vault = Vault::new(&SecretKey::new(&fresh.ids), fresh.ids.clone());
        let officers = Officers::new(
            fresh.store.clone(),
            fresh.clock.clone(),
            fresh.ids.clone(),
            passwords,
            vault,
        );
        let totp = TotpSecret::new(&fresh.ids);
        let officer = officers.add(&new_officer(&totp)).await.unwrap();
        assert_eq!(officer.user_name, "hùng");
        Self {
            officers,
            totp,
            id: officer.id,
        }
    }

    async fn tries(&self, name: &str, password: &str, code: &str) -> Result<officer::Officer, Refusal> {
        self.officers
            .sign_in(name, &SecretString::from(password), code, OFFICE)
            .await
    }

    fn code(&self, fresh: &Fresh) -> String {
        self.totp.code_at(fresh.clock.now())
    }
}

fn new_officer(totp: &TotpSecret) -> NewOfficer {
    NewOfficer {
        user_name: " Hùng ".into(),
        display_name: "Trần Văn Hùng".into(),
        password: PASSWORD.into(),
        totp: totp.clone(),
    }
}

async fn stored_secret(fresh: &Fresh) -> Vec<u8> {
    let mut reader = fresh.store.reader().await.unwrap();
    let sql = "select totp_secret from officers";
    match reader.conn() {
        Conn::Sqlite(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.unwrap(),
        Conn::Postgres(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.unwrap(),
    }
}

async fn write_secret(fresh: &Fresh, secret: &[u8]) {
    let mut tx = fresh.store.begin().await.unwrap();
    let sql = "update officers set totp_secret = $1";
    match tx.conn() {
        Conn::Sqlite(conn) => drop(sqlx::query(sql).bind(secret).execute(conn).await.unwrap()),
        Conn::Postgres(conn) => drop(sqlx::query(sql).bind(secret).execute(conn).await.unwrap()),
    }
    tx.commit().await.unwrap();
}

each_database! {
    async fn all_three_must_be_right(fresh) {
        let desk = Desk::of(&fresh).await;
        let code = desk.code(&fresh);
        for (name, password, code) in [
            ("hùng", "sai mật khẩu rồi", code.as_str()),
            ("hùng", PASSWORD, "000000"),
            ("hung", PASSWORD, &code),
            ("hùng", "", ""),
        ] {
            assert!(matches!(desk.tries(name, password, code).await, Err(Refusal::WrongDetails)), "{name} {code}");
        }
        assert_eq!(desk.tries("HÙNG", PASSWORD, &code).await.unwrap().id, desk.id);
    }

    async fn a_code_works_once_and_none_before_it(fresh) {
        let desk = Desk::of(&fresh).await;
        let earlier = desk.code(&fresh);
        fresh.clock.advance(TimeDelta::seconds(30));
        let code = desk.code(&fresh);
        desk.tries("hùng", PASSWORD, &code).await.unwrap();
        assert!(matches!(desk.tries("hùng", PASSWORD, &code).await, Err(Refusal::WrongDetails)));
        assert!(matches!(desk.tries("hùng", PASSWORD, &earlier).await, Err(Refusal::WrongDetails)));
        fresh.clock.advance(TimeDelta::seconds(30));
        desk.tries("hùng", PASSWORD, &desk.code(&fresh)).await.unwrap();
    }

    async fn of_two_who_send_the_same_code_at_once_one_gets_in(fresh) {
        let desk = Desk::of(&fresh).await;
        let code = desk.code(&fresh);
        let (one, two) = tokio::join!(desk.tries("hùng", PASSWORD, &code), desk.tries("hùng", PASSWORD, &code));
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
    }

    async fn guessing_is_held_off_the_same_for_names_that_exist_and_names_that_do_not(fresh) {
        let desk = Desk::of(&fresh).await;
        for name in ["hùng", "không có ai"] {
            for _ in 0..5 {
                assert!(matches!(desk.tries(name, "đoán mò thôi mà", "123456").await, Err(Refusal::WrongDetails)));
            }
            // The sixth failure (the first is free) is held off for a minute, the seventh for two.
            for minutes in [1, 2] {
                let held = desk.tries(name, PASSWORD, &desk.code(&fresh)).await;
                let Err(Refusal::HeldOff { until }) = held else { panic!("{held:?}") };
                assert_eq!(until - fresh.clock.now(), TimeDelta::minutes(minutes), "{name}");
                fresh.clock.set(until);
                assert!(matches!(desk.tries(name, "lại đoán mò nữa", "123456").await, Err(Refusal::WrongDetails)));
            }
            fresh.clock.advance(TimeDelta::hours(25));
        }
        desk.tries("hùng", PASSWORD, &desk.code(&fresh)).await.unwrap();
    }

    async fn many_guesses_at_once_are_counted_before_any_is_looked_at(fresh) {
        let desk = Desk::of(&fresh).await;
        for name in ["hùng", "không có ai"] {
            let guesses = (0..30).map(|_| desk.tries(name, "đoán mò thôi mà", "123456"));
            let answers = futures::future::join_all(guesses).await;
            let looked_at = answers.iter().filter(|it| matches!(it, Err(Refusal::WrongDetails))).count();
            assert_eq!(looked_at, 5, "{name}: {answers:?}");
        }
    }

    async fn who_guesses_elsewhere_or_beside_them_does_not_shut_an_officer_out(fresh) {
        let desk = Desk::of(&fresh).await;
        let from = async |address: &str, name: &str, password: &str| {
            let code = desk.code(&fresh);
            desk.officers.sign_in(name, &SecretString::from(password), &code, address).await
        };
        // Where nobody has signed in well, an address is held off.
        let mut looked_at = 0;
        for guess in 0..60 {
            let name = format!("ai đó {guess}");
            let tried = from("198.51.100.0/24", &name, "đoán mò thôi mà").await;
            looked_at += u8::from(matches!(tried, Err(Refusal::WrongDetails)));
        }
        assert_eq!(looked_at, 50);
        assert!(matches!(from("198.51.100.0/24", "hùng", PASSWORD).await, Err(Refusal::HeldOff { .. })));

        // From the office he signs in; then somebody there guesses at everybody, and somebody elsewhere at him.
        from(OFFICE, "hùng", PASSWORD).await.unwrap();
        fresh.clock.advance(TimeDelta::minutes(1));
        for guess in 0..60 {
            let name = format!("ai nữa {guess}");
            assert!(matches!(from(OFFICE, &name, "đoán mò thôi mà").await, Err(Refusal::WrongDetails)));
        }
        for _ in 0..8 {
            assert!(from("192.0.2.0/24", "hùng", "đoán mò thôi mà").await.is_err());
        }
        assert!(matches!(from("192.0.2.0/24", "hùng", PASSWORD).await, Err(Refusal::HeldOff { .. })));
        assert_eq!(from(OFFICE, "hùng", PASSWORD).await.unwrap().id, desk.id);
        // At him, from there, it is slow as ever.
        for _ in 0..5 {
            assert!(matches!(from(OFFICE, "hùng", "đoán mò thôi mà").await, Err(Refusal::WrongDetails)));
        }
        assert!(matches!(from(OFFICE, "hùng", "đoán mò thôi mà").await, Err(Refusal::HeldOff { .. })));
    }

    async fn a_closed_account_does_not_get_in_and_a_new_password_counts(fresh) {
        let desk = Desk::of(&fresh).await;
        let mut tx = fresh.store.begin().await.unwrap();
        assert!(officer::set_disabled(&mut tx, desk.id, Some(fresh.clock.now())).await.unwrap());
        tx.commit().await.unwrap();
        assert!(matches!(desk.tries("hùng", PASSWORD, &desk.code(&fresh)).await, Err(Refusal::WrongDetails)));
        let mut tx = fresh.store.begin().await.unwrap();
        officer::set_disabled(&mut tx, desk.id, None).await.unwrap();
        tx.commit().await.unwrap();
        assert!(desk.officers.set_password(desk.id, &"nắng vàng tháng tám".into()).await.unwrap());
        assert!(matches!(desk.tries("hùng", PASSWORD, &desk.code(&fresh)).await, Err(Refusal::WrongDetails)));
        desk.tries("hùng", "nắng vàng tháng tám", &desk.code(&fresh)).await.unwrap();
        assert_eq!(officer::by_id(&fresh.store, desk.id).await.unwrap().unwrap().display_name, "Trần Văn Hùng");
    }

    async fn a_name_is_taken_once(fresh) {
        let desk = Desk::of(&fresh).await;
        let again = desk.officers.add(&new_officer(&desk.totp)).await;
        let Err(Refusal::Failed(error)) = again else { panic!("{again:?}") };
        assert!(error.is_conflict_on("officers_user_name_key"));
    }

    async fn the_secret_of_the_codes_is_not_to_be_read_in_the_database(fresh) {
        let desk = Desk::of(&fresh).await;
        let stored = stored_secret(&fresh).await;
        assert!(!stored.windows(20).any(|some| some == desk.totp.as_bytes()));
        // As it was kept before secrets were sealed.
        write_secret(&fresh, desk.totp.as_bytes()).await;
        let code = desk.code(&fresh);
        assert!(matches!(desk.tries("hùng", PASSWORD, &code).await, Err(Refusal::Secret(_))));
        assert_eq!(desk.officers.seal_old_secrets().await.unwrap(), 1);
        assert_eq!(desk.officers.seal_old_secrets().await.unwrap(), 0);
        assert_eq!(desk.tries("hùng", PASSWORD, &code).await.unwrap().id, desk.id);
    }

    async fn an_officer_whose_telephone_is_lost_gets_another_secret(fresh) {
        let mut desk = Desk::of(&fresh).await;
        let old = desk.code(&fresh);
        let totp = TotpSecret::new(&fresh.ids);
        assert!(desk.officers.set_totp("nobody", &totp).await.unwrap().is_none());
        assert!(desk.officers.set_totp("HÙNG", &totp).await.unwrap().is_some());
        assert!(matches!(desk.tries("hùng", PASSWORD, &old).await, Err(Refusal::WrongDetails)));
        desk.totp = totp;
        assert_eq!(desk.tries("hùng", PASSWORD, &desk.code(&fresh)).await.unwrap().id, desk.id);
    }

    async fn a_node_with_another_key_is_told_so(fresh) {
        let key = SecretKey::new(&fresh.ids);
        let vault = |key: &SecretKey| Vault::new(key, fresh.ids.clone());
        assert!(!Vault::is_begun(&fresh.store).await.unwrap());
        let (one, two) = (vault(&key), vault(&key));
        let (first, second) = tokio::join!(one.prove(&fresh.store), two.prove(&fresh.store));
        first.unwrap();
        second.unwrap();
        assert!(Vault::is_begun(&fresh.store).await.unwrap());
        let other = vault(&SecretKey::new(&fresh.ids)).prove(&fresh.store).await;
        assert!(matches!(other, Err(KeyError::Another)), "{other:?}");
        vault(&key).prove(&fresh.store).await.unwrap();
    }

    async fn posts_hold_for_their_time(fresh) {
        let desk = Desk::of(&fresh).await;
        let now = fresh.clock.now();
        let post = NewPost {
            agency_code: "H26.116".into(),
            department: Some("justice".into()),
            role: "civil_status_officer".into(),
            valid_from: now,
            valid_to: Some(now + TimeDelta::days(10)),
        };
        let mut tx = fresh.store.begin().await.unwrap();
        let id = fresh.ids.uuid(now);
        officer::add_post(&mut tx, id, desk.id, &post).await.unwrap();
        tx.commit().await.unwrap();
        let at = async |days| officer::posts_at(&fresh.store, desk.id, now + TimeDelta::days(days)).await.unwrap().len();
        assert_eq!((at(-1).await, at(0).await, at(9).await, at(10).await), (0, 1, 1, 0));
        let mut tx = fresh.store.begin().await.unwrap();
        assert!(officer::end_post(&mut tx, id, now + TimeDelta::days(5)).await.unwrap());
        assert!(!officer::end_post(&mut tx, id, now + TimeDelta::days(6)).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!((at(4).await, at(5).await), (1, 0));
        let mut tx = fresh.store.begin().await.unwrap();
        let nobody = officer::add_post(&mut tx, fresh.ids.uuid(now), uuid::Uuid::nil(), &post).await;
        assert!(matches!(nobody, Err(StoreError::Refused { .. })), "{nobody:?}");
    }
}
