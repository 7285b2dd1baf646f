//! Following a dossier, and who looked at one's data.

use motcua_casework::case::Case;
use motcua_casework::citizen::{Unseen, data_log, look_up};
use motcua_casework::error::Error;
use motcua_casework::officer::open;
use motcua_domain::dossier::Status;
use motcua_domain::text::Lang;

use crate::in_each_shop;

const HOME: &str = "203.0.113.0/24";

#[track_caller]
fn unknown<T: std::fmt::Debug>(result: &Result<T, Unseen>) {
    assert!(matches!(result, Err(Unseen::Failed(Error::NotFound))), "{result:?}");
}

in_each_shop! {
    async fn with_code_and_secret_anybody_may_follow_it(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let secret = Case::by_code(&shop.desk, &code).await.unwrap().secret;
        for typed in [secret.clone(), format!(" {} ", secret.to_lowercase())] {
            let seen = look_up(&shop.desk, &code, &typed, HOME, Lang::Vi).await.unwrap();
            assert_eq!((seen.code.as_str(), seen.status), (code.as_str(), Status::Submitted));
            assert!(seen.agency.contains("Hồng Hà"), "{}", seen.agency);
            assert!(seen.due.is_some());
        }
        for typed in [code.to_lowercase(), format!(" {} ", code.replace('-', " – "))] {
            assert_eq!(look_up(&shop.desk, &typed, &secret, HOME, Lang::Vi).await.unwrap().code, code);
        }
        for (code, secret) in [
            (code.as_str(), "AAAAA"),
            (&code, ""),
            ("H26.97-261125-9999", &secret),
            ("'; drop table dossiers; --", &secret),
        ] {
            unknown(&look_up(&shop.desk, code, secret, HOME, Lang::Vi).await);
        }
    }

    async fn a_group_is_found_however_its_code_is_typed(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        let secret = Case::by_code(&shop.desk, &group).await.unwrap().secret;
        let spaced: String = secret.to_lowercase().chars().flat_map(|it| [it, ' ']).collect();
        for typed in [group.to_lowercase(), format!(" {} ", group.to_lowercase().replace('-', " - "))] {
            let seen = look_up(&shop.desk, &typed, &spaced, HOME, Lang::Vi).await.unwrap();
            assert!(seen.code == group && !seen.parts.is_empty());
        }
    }

    async fn guessing_is_held_off_by_code_and_by_address(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let secret = Case::by_code(&shop.desk, &code).await.unwrap().secret;
        let held = async |code: &str, secret: &str, from: &str| {
            match look_up(&shop.desk, code, secret, from, Lang::Vi).await {
                Err(Unseen::HeldOff { until }) => Some(until),
                _ => None,
            }
        };
        // Twenty at once are no way around, and codes that do not exist are told from none.
        for code in [code.as_str(), "H26.97-261125-9999"] {
            let guesses = (0..20).map(|guess| held(code, ["AAAAA", "BBBBB"][guess % 2], HOME));
            let answers = futures::future::join_all(guesses).await;
            assert_eq!(answers.iter().filter(|it| it.is_none()).count(), 5, "{code}");
        }
        let until = held(&code.to_lowercase(), &secret, "198.51.100.0/24").await.unwrap();
        assert_eq!(until - shop.desk.now(), chrono::TimeDelta::minutes(1));
        shop.fresh.clock.set(until);
        let seen = look_up(&shop.desk, &code, &secret, HOME, Lang::Vi).await.unwrap();
        assert_eq!(seen.code, code);
        // One guess at each of many codes.
        let mut looked_at = 0;
        for number in 0..60 {
            let code = format!("H26.97-261125-{number:04}");
            looked_at += u8::from(held(&code, "AAAAA", "192.0.2.0/24").await.is_none());
        }
        assert_eq!(looked_at, 50);
        assert_eq!(held(&code, &secret, HOME).await, None, "elsewhere nobody is held off");
    }

    async fn everybody_sees_who_looked_them_up_and_what_for(shop) {
        let (lan, hung) = (shop.parent("Lan").await, shop.parent("Hùng").await);
        let code = shop.birth_applied_for(&lan).await;
        let mine = data_log(&shop.desk, &lan, Lang::Vi).await.unwrap();
        assert!(mine.iter().any(|line| line.register == "population" && line.by_me && line.outcome == "known"));
        assert!(mine.iter().all(|line| !line.purpose.vi.is_empty() && !line.purpose.en.is_empty()));
        let his = data_log(&shop.desk, &hung, Lang::Vi).await.unwrap();
        assert!(his.iter().any(|line| line.register == "population" && !line.by_me && line.by_kind == "citizen"));

        shop.passes(chrono::TimeDelta::minutes(1));
        open(&shop.desk, &shop.officer("reception_officer"), &code).await.unwrap();
        let newest = &data_log(&shop.desk, &lan, Lang::Vi).await.unwrap()[0];
        assert_eq!((newest.register.as_str(), newest.by_kind.as_str()), ("dossier", "officer"));
        assert!(newest.agency.as_ref().is_some_and(|agency| agency.contains("Hồng Hà")));
        assert!(data_log(&shop.desk, &shop.parent("Mai").await, Lang::Vi).await.unwrap().is_empty());
    }
}
