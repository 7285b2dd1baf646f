//! What is missing is asked for once, completely, and with a time limit.

use chrono::TimeDelta;
use futures::{StreamExt as _, stream};
use motcua_casework::citizen::{self, SentFile, supplement};
use motcua_casework::error::Error;
use motcua_casework::files::FileError;
use motcua_domain::dossier::{Citizen, Outcome, Status, SupplementItem, Why};
use motcua_domain::form::{Answer, Origin, Typed};

use crate::in_each_shop;
use crate::shop::{PDF, Shop, document, not_found, why};

type Piece = Result<bytes::Bytes, Box<dyn std::error::Error + Send + Sync>>;

async fn sends(shop: &Shop, who: &Citizen, code: &str, documents: &[&str]) -> Result<(), Error> {
    let file = |document: &&str| SentFile {
        document: (*document).to_owned(),
        name: "lai.pdf".to_owned(),
        mime: Some("application/pdf".to_owned()),
        content: stream::iter([Ok(bytes::Bytes::from_static(PDF))]),
    };
    supplement(
        &shop.desk,
        who,
        code,
        Typed::default(),
        documents.iter().map(file).collect(),
    )
    .await
}

in_each_shop! {
    async fn a_supplement_is_asked_for_once_and_again_only_by_the_leader(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let desk_officer = shop.officer("reception_officer");
        let ask = async |who, item, leader_override| shop.asks_for(who, &code, "receive", item, leader_override).await;
        assert_eq!(why(ask(&desk_officer, document("love_letter"), false).await), Why::NothingToSupplement);
        ask(&desk_officer, document("identity"), false).await.unwrap();
        assert_eq!(shop.dossier(&code).await.status(), Status::SupplementAtReception);
        assert_eq!(why(shop.leaves(&desk_officer, &code, "receive", "accept").await), Why::AwaitingSupplement);

        assert_eq!(why(sends(&shop, &lan, &code, &[]).await), Why::DocumentsMissing(vec!["identity".to_owned()]));
        not_found(sends(&shop, &lan, &code, &["love_letter"]).await);
        not_found(sends(&shop, &shop.parent("Mai").await, &code, &["identity"]).await);
        sends(&shop, &lan, &code, &["identity"]).await.unwrap();
        assert_eq!(shop.dossier(&code).await.status(), Status::Submitted);
        assert_eq!(why(sends(&shop, &lan, &code, &["identity"]).await), Why::NoSupplementOpen);

        assert_eq!(why(ask(&desk_officer, document("identity"), false).await), Why::SupplementUsed);
        assert_eq!(why(ask(&desk_officer, document("identity"), true).await), Why::SupplementUsed);
        // The timer of the first request must not end the second one.
        shop.passes(TimeDelta::days(3));
        let chair = shop.officer("chairperson");
        assert_eq!(why(ask(&chair, document("identity"), false).await), Why::SupplementUsed);
        let first_until = {
            let asked = shop.dossier(&code).await;
            assert!(asked.supplement.is_none());
            shop.fresh.clock.now() + TimeDelta::days(8)
        };
        ask(&chair, document("identity"), true).await.unwrap();
        assert!(shop.dossier(&code).await.beyond_lawful);
        shop.fresh.clock.set(first_until);
        shop.drain().await;
        assert_eq!(shop.dossier(&code).await.status(), Status::SupplementAtReception);
        sends(&shop, &lan, &code, &["identity"]).await.unwrap();
        shop.does("reception_officer", &code, "receive", "accept").await;
    }

    async fn what_does_not_come_in_time_ends_the_dossier(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.does("reception_officer", &code, "receive", "accept").await;
        let handler = shop.officer("civil_status_officer");
        let field = SupplementItem::Field { id: "child_full_name".to_owned(), note: "Thiếu dấu".to_owned() };
        shop.asks_for(&handler, &code, "handle", field, false).await.unwrap();
        let until = shop.dossier(&code).await.supplement.unwrap().until;
        shop.fresh.clock.set(until);
        shop.drain().await;
        assert_eq!(shop.dossier(&code).await.status(), Status::SupplementInHandling, "in the last minute it is in time");
        shop.passes(TimeDelta::minutes(2));
        shop.drain().await;
        assert_eq!(shop.dossier(&code).await.outcome, Some(Outcome::Stopped));
        assert_eq!(why(sends(&shop, &lan, &code, &[]).await), Why::Ended);
    }

    async fn a_field_is_corrected_and_only_that_field(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let field = SupplementItem::Field { id: "child_full_name".to_owned(), note: "Thiếu dấu".to_owned() };
        shop.asks_for(&shop.officer("reception_officer"), &code, "receive", field, false).await.unwrap();
        let typed: Typed = [("child_full_name", "Trần Bảo Ân"), ("result_delivery", "post")].into_iter().collect();
        let no_files: Vec<SentFile<stream::Empty<Piece>>> = vec![];
        supplement(&shop.desk, &lan, &code, typed, no_files).await.unwrap();
        assert_eq!(shop.dossier(&code).await.application.subject, "Trần Bảo Ân");
        let answers = citizen::dossier(&shop.desk, &lan, &code).await.unwrap().case.dossier.application.answers;
        assert_eq!(answers["child_full_name"].as_text(), Some("Trần Bảo Ân"));
        assert_eq!(answers["result_delivery"].as_text(), Some("one_stop"));
    }

    async fn what_a_register_filled_is_corrected_by_a_supplement_and_the_fee_follows(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let officer = shop.officer("reception_officer");
        let field = |id: &str| SupplementItem::Field { id: id.to_owned(), note: "Giấy tờ ghi khác".to_owned() };
        let seen = shop.dossier(&code).await;
        assert_eq!(seen.application.fee, 0);
        let asking = motcua_casework::officer::Asking {
            step: "receive".to_owned(),
            items: ["mother_date_of_birth", "copies_requested", "copies_number"].map(field).into(),
            reason: "Ngày sinh của mẹ khác với giấy tờ".to_owned(),
            leader_override: false,
        };
        motcua_casework::officer::request_supplement(&shop.desk, &officer, &code, seen.seq, asking).await.unwrap();
        let typed: Typed = [
            ("mother_date_of_birth.day", "13"),
            ("mother_date_of_birth.month", "03"),
            ("mother_date_of_birth.year", "1996"),
            ("copies_requested", "yes"),
            ("copies_number", "2"),
        ]
        .into_iter()
        .collect();
        let none: Vec<SentFile<stream::Empty<Piece>>> = Vec::new();
        supplement(&shop.desk, &lan, &code, typed, none).await.unwrap();
        let application = shop.dossier(&code).await.application;
        let born = "mother_date_of_birth";
        assert_eq!(application.answers[born], Answer::from("1996-03-13"));
        assert!(
            matches!(&application.origins[born], Origin::Disputed { said, .. } if *said == Answer::from("1996-03-12")),
            "the officer sees both"
        );
        assert_eq!(application.disputes[born], "Giấy tờ ghi khác");
        assert_eq!(application.fee, 16_000);
    }

    async fn what_is_not_asked_for_is_not_even_received(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let kept = async || shop.desk.files.all().count().await;
        let before = kept().await;
        assert_eq!(why(sends(&shop, &lan, &code, &["identity"]).await), Why::NoSupplementOpen);
        shop.asks_for(&shop.officer("reception_officer"), &code, "receive", document("identity"), false).await.unwrap();
        let many = vec!["identity"; 60];
        assert!(matches!(sends(&shop, &lan, &code, &many).await, Err(Error::File(FileError::TooMany))));
        assert_eq!(kept().await, before);
        sends(&shop, &lan, &code, &["identity"]).await.unwrap();
        assert_eq!(kept().await, before + 1);
    }
}
