//! The desk that receives is the applicant's choice within the province; who decides is not (Decree 118/2025/NĐ-CP).

use motcua_casework::citizen;
use motcua_casework::drafts::{self, Draft};
use motcua_domain::dossier::Why;

use crate::in_each_shop;
use crate::shop::{AGENCY, not_found, why};

/// The desk of the ward across the river, and its commune.
const ACROSS: (&str, &str) = ("H26.18", "00118");

in_each_shop! {
    async fn another_desk_of_the_province_receives_and_hands_back(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_birth(&lan).await;
        let desks = async || {
            let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
            opened.desks(&shop.desk, &opened.review(&shop.desk)).unwrap()
        };
        let usual = desks().await;
        assert_eq!((usual.competent.as_str(), usual.receiving.as_str(), usual.chosen), (AGENCY, AGENCY, None));

        // Of another province, or nowhere: there is no such desk to choose.
        for wrong in ["01279", "99999", ""] {
            not_found(drafts::choose_desk(&shop.desk, &lan, draft, Some(wrong)).await);
        }
        let mai = shop.parent("Mai").await;
        not_found(drafts::choose_desk(&shop.desk, &mai, draft, None).await);

        drafts::choose_desk(&shop.desk, &lan, draft, Some(ACROSS.1)).await.unwrap();
        let chosen = desks().await;
        assert_eq!((chosen.competent.as_str(), chosen.receiving.as_str()), (AGENCY, ACROSS.0));
        let code = citizen::submit(&shop.desk, &lan, draft).await.unwrap().code.to_string();
        assert!(code.starts_with("H26.18-"), "the desk that receives gives the code: {code}");
        let application = shop.dossier(&code).await.application;
        assert_eq!((application.competent.as_str(), application.receiving.as_str()), (AGENCY, ACROSS.0));

        // Those of the competent agency handle and decide; those of the chosen desk receive and hand back.
        let own = shop.officer("reception_officer");
        assert_eq!(why(shop.leaves(&own, &code, "receive", "accept").await), Why::NotTheirRole);
        let there = shop.officer_of(ACROSS.0, "reception_officer", 1);
        shop.leaves(&there, &code, "receive", "accept").await.unwrap();
        let stranger = shop.officer_of(ACROSS.0, "civil_status_officer", 1);
        assert_eq!(why(shop.leaves(&stranger, &code, "handle", "propose").await), Why::NotTheirRole);
        shop.does("civil_status_officer", &code, "handle", "propose").await;
        shop.does("chairperson", &code, "decide", "approve").await;
        shop.drain().await;
        shop.does("records_clerk", &code, "seal", "issue").await;
        let hands = shop.officer_of(ACROSS.0, "result_officer", 1);
        shop.leaves(&hands, &code, "return", "returned").await.unwrap();
    }

    async fn a_choice_made_in_another_province_is_none(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_birth(&lan).await;
        drafts::choose_desk(&shop.desk, &lan, draft, Some(ACROSS.1)).await.unwrap();
        let elsewhere = [
            ("competent_office.province".to_owned(), "04".to_owned()),
            ("competent_office.commune".to_owned(), "01279".to_owned()),
        ];
        drafts::set_own_value(&shop.desk, &lan, draft, "competent_office", &elsewhere, "").await.unwrap();
        let opened = Draft::open(&shop.desk, &lan, draft).await.unwrap();
        let desks = opened.desks(&shop.desk, &opened.review(&shop.desk)).unwrap();
        assert_eq!(desks.province, "04");
        assert_eq!((desks.receiving, desks.chosen), (desks.competent, None));
    }
}
