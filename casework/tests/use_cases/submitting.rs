//! A draft becomes a dossier, once.

use chrono::TimeDelta;
use motcua_casework::citizen::{self, my_dossiers};
use motcua_casework::drafts::{self, Draft};
use motcua_casework::error::Error;
use motcua_domain::dossier::{AssuranceLevel, Status, Why};
use motcua_domain::form::ProblemKind;

use crate::in_each_shop;
use crate::shop::{not_found, why};

in_each_shop! {
    async fn everything_that_is_missing_is_said_first(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.begins(&lan, "birth-registration").await;
        let Why::Problems(problems) = why(citizen::submit(&shop.desk, &lan, draft).await) else { panic!("problems") };
        assert!(problems.iter().any(|problem| problem.field == "child_full_name"));
        shop.fills_in(&lan, draft).await;
        assert_eq!(
            why(citizen::submit(&shop.desk, &lan, draft).await),
            Why::ConfirmationsMissing(vec!["other_parent".to_owned()])
        );
        let hung = shop.parent("Hùng").await;
        shop.is_confirmed_by(&hung, &lan, draft).await;
        let unsure = shop.parent_at_level("Lan", 1).await;
        assert_eq!(
            why(citizen::submit(&shop.desk, &unsure, draft).await),
            Why::LevelTooLow { needed: AssuranceLevel::Two }
        );
        assert!(Draft::open(&shop.desk, &lan, draft).await.is_ok(), "the draft is as it was");
        let receipt = citizen::submit(&shop.desk, &lan, draft).await.unwrap();
        assert!(receipt.code.as_str().starts_with("H26.97-261125-"), "{}", receipt.code);
        let dossier = shop.dossier(receipt.code.as_str()).await;
        assert_eq!((dossier.status(), dossier.application.subject.as_str()), (Status::Submitted, "Trần Bảo An"));
        assert_eq!(dossier.application.competent.as_str(), "H26.97");
    }

    async fn a_single_mother_needs_nobodys_confirmation(shop) {
        let mai = shop.parent("Mai").await;
        let draft = shop.begins(&mai, "birth-registration").await;
        shop.fills_in(&mai, draft).await;
        let opened = Draft::open(&shop.desk, &mai, draft).await.unwrap();
        let review = opened.review(&shop.desk);
        assert!(review.confirmations.is_empty());
        assert!(!review.resolved.shown.contains("father_full_name"));
        citizen::submit(&shop.desk, &mai, draft).await.unwrap();
    }

    async fn a_birth_already_registered_cannot_be_registered_again(shop) {
        let huong = shop.parent("Hương").await;
        let draft = shop.begins(&huong, "birth-registration").await;
        shop.fills_in(&huong, draft).await;
        let Why::Problems(problems) = why(citizen::submit(&shop.desk, &huong, draft).await) else { panic!("problems") };
        let problem = problems.iter().find(|problem| problem.field == "birth_certificate_number").unwrap();
        assert!(matches!(problem.kind, ProblemKind::Rule(_)));
    }

    async fn a_double_click_makes_one_dossier(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_birth(&lan).await;
        let click = || citizen::submit(&shop.desk, &lan, draft);
        let (first, second, third) = tokio::join!(click(), click(), click());
        let receipts = [first.unwrap(), second.unwrap(), third.unwrap(), click().await.unwrap()];
        assert!(receipts.iter().all(|receipt| receipt.code == receipts[0].code), "{receipts:?}");
        assert_eq!(receipts.iter().filter(|receipt| !receipt.already).count(), 1);
        assert_eq!(my_dossiers(&shop.desk, &lan, None).await.unwrap().len(), 1);
        let mai = shop.parent("Mai").await;
        not_found(citizen::submit(&shop.desk, &mai, draft).await);
    }

    async fn what_is_typed_while_it_is_submitted_is_not_lost(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_birth(&lan).await;
        shop.passes(TimeDelta::minutes(1));
        let typed = [("child_full_name".to_owned(), "Trần Minh An".to_owned())];
        let (submitted, saved) = tokio::join!(
            citizen::submit(&shop.desk, &lan, draft),
            drafts::save_section(&shop.desk, &lan, draft, "child", &typed),
        );
        match (submitted, saved) {
            // Submitted first: there was no draft left to write on, and the writer is told.
            (Ok(receipt), Err(Error::NotFound)) => {
                assert_eq!(shop.dossier(receipt.code.as_str()).await.application.subject, "Trần Bảo An");
            }
            // Written first, and seen.
            (Ok(receipt), Ok(_)) => {
                assert_eq!(shop.dossier(receipt.code.as_str()).await.application.subject, "Trần Minh An");
            }
            // Written between reading and submitting, or before, and then the other parent agreed to another name: nothing
            // was submitted that the applicant had not seen.
            (Err(Error::Refused(refusal)), Ok(_)) => {
                let why = &refusal.why;
                assert!(
                    matches!(why, Why::ChangedMeanwhile { .. } | Why::ConfirmationsMissing(_)),
                    "{refusal}"
                );
                let kept = Draft::open(&shop.desk, &lan, draft).await.unwrap();
                assert_eq!(kept.body.typed.get("child_full_name"), Some("Trần Minh An"));
            }
            other => panic!("{other:?}"),
        }
    }
}
