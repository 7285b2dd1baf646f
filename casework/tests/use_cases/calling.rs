//! The step that is a call to the civil-status system.

use chrono::TimeDelta;
use motcua_casework::exchange::{Next, Trouble};
use motcua_casework::officer::{Filter, inbox, open, retry};
use motcua_domain::dossier::{Effect, Status, Why};
use motcua_national::faults::{Fault, System};

use crate::in_each_shop;
use crate::shop::{ELSEWHERE, not_found, why};

in_each_shop! {
    async fn a_system_that_is_down_is_called_again(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.is_signed(&code).await;
        shop.breaks(System::CivilStatus, Fault::Down);
        assert_eq!(shop.drain().await.retried, 1);
        assert_eq!(shop.dossier(&code).await.status(), Status::Calling);
        shop.mends(System::CivilStatus);
        shop.drain().await;
        assert_eq!(shop.dossier(&code).await.status(), Status::AwaitingSeal);
    }

    async fn an_answer_that_was_lost_registers_nothing_twice(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.is_signed(&code).await;
        shop.breaks(System::CivilStatus, Fault::LostReply);
        assert_eq!(shop.drain().await.retried, 1);
        shop.mends(System::CivilStatus);
        shop.drain().await;
        let dossier = shop.dossier(&code).await;
        assert_eq!(dossier.status(), Status::AwaitingSeal);
        assert!(dossier.application.answers.contains_key("child_personal_id"));
    }

    async fn a_system_that_takes_its_time_is_waited_for(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.is_signed(&code).await;
        shop.national.set_pace(TimeDelta::hours(1));
        assert_eq!(shop.drain().await.retried, 1);
        assert_eq!(shop.dossier(&code).await.status(), Status::Calling);
        shop.passes(TimeDelta::hours(2));
        shop.drain().await;
        assert_eq!(shop.dossier(&code).await.status(), Status::AwaitingSeal);
    }

    async fn a_refusal_brings_the_dossier_back_to_the_one_who_handles(shop) {
        let lan = shop.parent("Lan").await;
        // The same child applied for twice, before the first was registered.
        let first = shop.birth_applied_for(&lan).await;
        let second = shop.birth_applied_for(&lan).await;
        shop.is_signed(&first).await;
        shop.drain().await;
        shop.is_signed(&second).await;
        shop.drain().await;
        assert_eq!(shop.dossier(&first).await.status(), Status::AwaitingSeal);
        let dossier = shop.dossier(&second).await;
        assert_eq!(dossier.status(), Status::Handling);
        assert!(dossier.last_reason.is_some_and(|reason| reason.contains("đã được đăng ký")));
    }

    async fn what_waits_for_a_system_is_seen(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.is_signed(&code).await;
        shop.breaks(System::CivilStatus, Fault::Down);
        for _ in 0..40 {
            shop.drain().await;
            shop.passes(TimeDelta::hours(3));
        }
        let handler = shop.officer("civil_status_officer");
        let opened = open(&shop.desk, &handler, &code).await.unwrap();
        let waiting = &opened.waiting[0];
        // It is never given up without a person (decision 0009): there is a next try, however long the system is down.
        assert!(!waiting.parked && waiting.next == Next::HeldBack, "{waiting:?}");
        assert!(matches!(&waiting.what, Effect::Call { step, .. } if step == "register_birth"));
        assert!(matches!(waiting.trouble, Some(Trouble::Unreachable | Trouble::Down)), "{waiting:?}");
        assert!(waiting.message.is_some() && waiting.attempts > 0);
        let queue = inbox(&shop.desk, &handler, Some("calling"), &Filter::default(), None).await.unwrap();
        assert!(!queue.lines[0].stuck);

        shop.mends(System::CivilStatus);
        for role in shop.desk.reference.roles() {
            let who = shop.officer(&role.code);
            if matches!(role.code.as_str(), "civil_status_officer" | "chairperson") {
                continue;
            }
            let tried = retry(&shop.desk, &who, &code, waiting.job).await;
            if role.reads_dossiers {
                assert_eq!(why(tried), Why::NotTheirRole, "{}", role.code);
            } else {
                not_found(tried);
            }
        }
        not_found(retry(&shop.desk, &shop.officer_of(ELSEWHERE, "civil_status_officer", 1), &code, waiting.job).await);
        assert_eq!(why(retry(&shop.desk, &handler, &code, waiting.job).await), Why::NotNow);
        for _ in 0..2 {
            shop.passes(TimeDelta::hours(3));
            shop.drain().await;
        }
        assert_eq!(shop.dossier(&code).await.status(), Status::AwaitingSeal);
        assert!(open(&shop.desk, &handler, &code).await.unwrap().waiting.is_empty());
    }
}
