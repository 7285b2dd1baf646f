//! A procedure that no line of code knows.

use motcua_casework::citizen::{self, check_paper};
use motcua_domain::dossier::{Outcome, Why};

use crate::in_each_shop;
use crate::shop::{PDF, sent, why};

in_each_shop! {
    async fn a_hall_is_lent_by_its_manager(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_hall(&lan, "40").await;
        let code = citizen::submit(&shop.desk, &lan, draft).await.unwrap().code.to_string();
        assert_eq!(shop.dossier(&code).await.application.fee, 300_000 / 2 + 150_000);
        shop.does("reception_officer", &code, "receive", "accept").await;
        shop.does("culture_officer", &code, "plan", "propose").await;
        let chair = shop.officer("chairperson");
        assert_eq!(why(shop.leaves(&chair, &code, "approve", "approve").await), Why::NotTheirRole);
        shop.does("hall_manager", &code, "approve", "approve").await;
        shop.does("records_clerk", &code, "seal", "issue").await;
        let mine = citizen::dossier(&shop.desk, &lan, &code).await.unwrap();
        assert!(check_paper(&shop.desk, &code, &mine.papers[0].0).await.is_ok());
        shop.does("result_officer", &code, "return", "returned").await;
        assert_eq!(shop.dossier(&code).await.outcome, Some(Outcome::Completed));
    }

    async fn a_big_event_needs_a_programme_and_the_leader(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_hall(&lan, "250").await;
        assert_eq!(
            why(citizen::submit(&shop.desk, &lan, draft).await),
            Why::DocumentsMissing(vec!["programme".to_owned()])
        );
        let file = sent("chuong-trinh.pdf", "application/pdf", PDF.to_vec());
        motcua_casework::drafts::attach(&shop.desk, &lan, draft, "programme", file).await.unwrap();
        let code = citizen::submit(&shop.desk, &lan, draft).await.unwrap().code.to_string();
        shop.does("reception_officer", &code, "receive", "accept").await;
        let planner = shop.officer("culture_officer");
        shop.judges(&planner, &code, "programme", motcua_domain::dossier::Verdict::Accepted).await.unwrap();
        shop.leaves(&planner, &code, "plan", "propose").await.unwrap();
        shop.leaves_because(&shop.officer("chairperson"), &code, "approve_big", "refuse").await.unwrap();
        assert_eq!(shop.dossier(&code).await.outcome, Some(Outcome::NotEligible));
    }
}
