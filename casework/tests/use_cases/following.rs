//! Following a dossier, and who looked at one's data.

use motcua_casework::case::Case;
use motcua_casework::citizen::{data_log, look_up};
use motcua_casework::officer::open;
use motcua_domain::dossier::Status;
use motcua_domain::text::Lang;

use crate::in_each_shop;
use crate::shop::not_found;

in_each_shop! {
    async fn with_code_and_secret_anybody_may_follow_it(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let secret = Case::by_code(&shop.desk, &code).await.unwrap().secret;
        for typed in [secret.clone(), format!(" {} ", secret.to_lowercase())] {
            let seen = look_up(&shop.desk, &code, &typed, Lang::Vi).await.unwrap();
            assert_eq!((seen.code.as_str(), seen.status), (code.as_str(), Status::Submitted));
            assert!(seen.agency.contains("Hồng Hà"), "{}", seen.agency);
            assert!(seen.due.is_some());
        }
        not_found(look_up(&shop.desk, &code, "AAAAA", Lang::Vi).await);
        not_found(look_up(&shop.desk, &code, "", Lang::Vi).await);
        not_found(look_up(&shop.desk, "H26.97-261125-9999", &secret, Lang::Vi).await);
        not_found(look_up(&shop.desk, "'; drop table dossiers; --", &secret, Lang::Vi).await);
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
