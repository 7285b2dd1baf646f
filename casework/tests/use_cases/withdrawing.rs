//! The applicant withdraws (PRC-16): alone before acceptance, with an officer's confirmation after it.

use motcua_casework::citizen::{data_log, dossier, take_back_withdrawal, withdraw};
use motcua_casework::officer::{Filter, confirm_withdrawal, inbox};
use motcua_domain::dossier::{Outcome, Status, Why};
use motcua_domain::text::Lang;

use crate::in_each_shop;
use crate::shop::{ELSEWHERE, not_found, why};

in_each_shop! {
    async fn before_acceptance_it_ends_at_once(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let reason = Some("Nhầm nơi nộp".to_owned());
        assert_eq!(withdraw(&shop.desk, &lan, &code, reason).await.unwrap(), Status::Withdrawn);
        assert_eq!(shop.dossier(&code).await.outcome, Some(Outcome::Withdrawn));
        assert_eq!(why(withdraw(&shop.desk, &lan, &code, None).await), Why::Ended);
        assert_eq!(why(take_back_withdrawal(&shop.desk, &lan, &code).await), Why::Ended);
    }

    async fn after_acceptance_an_officer_confirms(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.does("reception_officer", &code, "receive", "accept").await;
        let reason = Some("Đã đăng ký ở quê".to_owned());
        assert_eq!(withdraw(&shop.desk, &lan, &code, reason).await.unwrap(), Status::WithdrawalRequested);
        assert_eq!(why(withdraw(&shop.desk, &lan, &code, None).await), Why::WithdrawalAsked);
        let handler = shop.officer("civil_status_officer");
        assert_eq!(why(shop.leaves(&handler, &code, "handle", "propose").await), Why::WithdrawalAsked);
        let waits = inbox(&shop.desk, &handler, Some("withdrawal"), &Filter::default(), None).await.unwrap();
        assert_eq!(waits.lines.iter().map(|line| line.code.as_str()).collect::<Vec<_>>(), [code.as_str()]);

        let seen = shop.dossier(&code).await.seq;
        for role in shop.desk.reference.roles() {
            let who = shop.officer(&role.code);
            let tried = confirm_withdrawal(&shop.desk, &who, &code, seen - 1).await;
            match role.code.as_str() {
                _ if !role.reads_dossiers => not_found(tried),
                _ => assert!(matches!(why(tried), Why::ChangedMeanwhile { .. }), "{}", role.code),
            }
            if !role.reads_dossiers || matches!(role.code.as_str(), "civil_status_officer" | "chairperson") {
                continue;
            }
            let tried = confirm_withdrawal(&shop.desk, &who, &code, seen).await;
            assert_eq!(why(tried), Why::NotTheirRole, "{}", role.code);
        }
        not_found(confirm_withdrawal(&shop.desk, &shop.officer_of(ELSEWHERE, "chairperson", 1), &code, seen).await);
        confirm_withdrawal(&shop.desk, &handler, &code, seen).await.unwrap();
        let ended = shop.dossier(&code).await;
        assert_eq!((ended.status(), ended.last_reason.as_deref()), (Status::Withdrawn, Some("Đã đăng ký ở quê")));
        shop.drain().await;
        let told: Vec<_> = shop.mail.mails().iter().map(|mail| mail.bodies().0).collect();
        assert!(told.iter().any(|text| text.contains("Cán bộ sẽ xác nhận")), "{told:#?}");
        assert!(told.last().unwrap().contains("đã được rút"), "{told:#?}");
    }

    async fn until_it_is_confirmed_one_may_go_on_after_all(shop) {
        let (lan, mai) = (shop.parent("Lan").await, shop.parent("Mai").await);
        let code = shop.birth_applied_for(&lan).await;
        shop.does("reception_officer", &code, "receive", "accept").await;
        assert_eq!(why(take_back_withdrawal(&shop.desk, &lan, &code).await), Why::NotNow);
        withdraw(&shop.desk, &lan, &code, None).await.unwrap();
        not_found(take_back_withdrawal(&shop.desk, &mai, &code).await);
        assert_eq!(take_back_withdrawal(&shop.desk, &lan, &code).await.unwrap(), Status::Handling);
        let leader = shop.officer("chairperson");
        let seen = shop.dossier(&code).await.seq;
        assert_eq!(why(confirm_withdrawal(&shop.desk, &leader, &code, seen).await), Why::NotNow);
        shop.does("civil_status_officer", &code, "handle", "propose").await;
        assert_eq!(dossier(&shop.desk, &lan, &code).await.unwrap().case.dossier.withdrawal, None);
    }

    async fn after_the_signature_it_is_too_late(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.is_signed(&code).await;
        assert_eq!(why(withdraw(&shop.desk, &lan, &code, None).await), Why::SignedAlready);
    }

    async fn looks_of_officers_are_told_to_everybody_concerned(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let hung = shop.parent("Hùng").await;
        let looks = async |who, register: &str| {
            let log = data_log(&shop.desk, who, Lang::Vi).await.unwrap();
            log.into_iter().filter(|look| look.register == register && look.by_kind == "officer").collect::<Vec<_>>()
        };
        let officer = shop.officer("reception_officer");
        assert!(looks(&lan, "dossier").await.is_empty());
        motcua_casework::officer::search(&shop.desk, &officer, "tran bao").await.unwrap();
        motcua_casework::officer::search(&shop.desk, &officer, "nobody at all").await.unwrap();
        let found = looks(&lan, "search").await;
        assert_eq!(found.len(), 1);
        assert!(found[0].agency.is_some() && found[0].purpose.vi.contains("Tìm hồ sơ"), "{found:?}");
        motcua_casework::officer::open(&shop.desk, &officer, &code).await.unwrap();
        for parent in [&lan, &hung] {
            let seen = looks(parent, "dossier").await;
            assert_eq!(seen.len(), 1, "both parents' data stand in the dossier");
            assert!(seen[0].purpose.vi.contains("khai sinh"), "{seen:?}");
        }
        let outsider = shop.officer_of(ELSEWHERE, "reception_officer", 1);
        not_found(motcua_casework::officer::open(&shop.desk, &outsider, &code).await);
        assert_eq!(looks(&lan, "dossier").await.len(), 1, "who was turned away saw nothing");
    }
}
