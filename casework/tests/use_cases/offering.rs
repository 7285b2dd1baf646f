//! What the home page offers and tells: nothing is asked before the citizen says so, and every figure is counted.

use motcua_casework::citizen::{self, OfferState, data_log, figures};
use motcua_casework::drafts;
use motcua_domain::dossier::{AssuranceLevel, Citizen, Why};
use motcua_domain::form::Answer;
use motcua_domain::procedure::ProcedureId;
use motcua_domain::text::Lang;
use motcua_national::faults::{Fault, System};

use crate::in_each_shop;
use crate::shop::{Shop, not_found, why};

fn birth() -> ProcedureId {
    ProcedureId::from("birth-registration")
}

async fn state(shop: &Shop, who: &Citizen) -> Option<OfferState> {
    let offered = citizen::offerings(&shop.desk, who).await.unwrap();
    assert!(offered.len() <= 1);
    offered.into_iter().next().map(|offering| offering.state)
}

in_each_shop! {
    async fn a_notice_is_looked_for_when_the_parent_says_so_and_the_look_up_is_logged(shop) {
        let lan = shop.parent("Lan").await;
        assert_eq!(state(&shop, &lan).await, Some(OfferState::Unasked));
        assert!(data_log(&shop.desk, &lan, Lang::Vi).await.unwrap().is_empty(), "looking at the page asks nobody");

        citizen::ask_offer(&shop.desk, &lan, &birth()).await.unwrap();
        let Some(OfferState::Found { said }) = state(&shop, &lan).await else { panic!("no offer") };
        assert_eq!(said[1], Answer::from("Bệnh viện Phụ sản Hà Nội"));
        let log = data_log(&shop.desk, &lan, Lang::Vi).await.unwrap();
        assert_eq!((log.len(), log[0].register.as_str(), log[0].by_me), (1, "birth_notices", true));

        // Taken up, it is offered no longer; nor while the application is on its way.
        let draft = drafts::start(&shop.desk, &lan, &birth()).await.unwrap();
        assert_eq!(state(&shop, &lan).await, None);
        drafts::discard(&shop.desk, &lan, draft).await.unwrap();
        assert_eq!(state(&shop, &lan).await, Some(OfferState::Unasked));
        shop.birth_applied_for(&lan).await;
        assert_eq!(state(&shop, &lan).await, None);
    }

    async fn nothing_and_silence_are_said_as_they_are(shop) {
        let huong = shop.parent("Hương").await;
        citizen::ask_offer(&shop.desk, &huong, &birth()).await.unwrap();
        assert!(matches!(state(&shop, &huong).await, Some(OfferState::Nothing { .. })), "the child is registered already");
        shop.breaks(System::BirthNotices, Fault::Down);
        let mai = shop.parent("Mai").await;
        citizen::ask_offer(&shop.desk, &mai, &birth()).await.unwrap();
        assert!(matches!(state(&shop, &mai).await, Some(OfferState::Unavailable { .. })));
        shop.mends(System::BirthNotices);
        citizen::ask_offer(&shop.desk, &mai, &birth()).await.unwrap();
        assert!(matches!(state(&shop, &mai).await, Some(OfferState::Found { .. })));
        // What was found is kept for a while, not for ever.
        shop.passes(chrono::TimeDelta::days(15));
        assert_eq!(state(&shop, &mai).await, Some(OfferState::Unasked));
    }

    async fn nobody_unsure_is_told_and_only_what_is_offered_can_be_asked(shop) {
        let unsure = shop.parent_at_level("Lan", 1).await;
        assert_eq!(state(&shop, &unsure).await, None);
        assert_eq!(
            why(citizen::ask_offer(&shop.desk, &unsure, &birth()).await),
            Why::LevelTooLow { needed: AssuranceLevel::Two }
        );
        let lan = shop.parent("Lan").await;
        for nothing in ["community-hall-lending", "no-such-procedure"] {
            not_found(citizen::ask_offer(&shop.desk, &lan, &ProcedureId::from(nothing)).await);
        }
    }

    async fn figures_are_counted_from_what_happened(shop) {
        let lan = shop.parent("Lan").await;
        let counted = async || {
            let figures = figures(&shop.desk).await.unwrap();
            (figures.received, figures.issued, figures.in_time, figures.per_mille_in_time())
        };
        assert_eq!(counted().await, (0, 0, 0, None));
        let code = shop.birth_applied_for(&lan).await;
        assert_eq!(counted().await, (1, 0, 0, None));
        shop.is_signed(&code).await;
        shop.drain().await;
        shop.does("records_clerk", &code, "seal", "issue").await;
        assert_eq!(counted().await, (1, 1, 1, Some(1000)));

        let mai = shop.parent("Mai").await;
        let draft = shop.begins(&mai, "birth-registration").await;
        shop.fills_in(&mai, draft).await;
        let late = citizen::submit(&shop.desk, &mai, draft).await.unwrap().code.to_string();
        shop.is_signed(&late).await;
        shop.drain().await;
        shop.passes(chrono::TimeDelta::days(3));
        shop.does("records_clerk", &late, "seal", "issue").await;
        assert_eq!(counted().await, (2, 2, 1, Some(500)));
        // Another month counts anew.
        shop.passes(chrono::TimeDelta::days(5));
        assert_eq!(counted().await, (0, 0, 0, None));
    }

    async fn a_group_counts_by_its_parts(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        let received = async || figures(&shop.desk).await.unwrap().received;
        assert_eq!(received().await, 1, "the birth");
        shop.birth_is_registered(&shop.part(&group, "birth").await).await;
        assert_eq!(received().await, 3, "residence and insurance have begun");
    }
}
