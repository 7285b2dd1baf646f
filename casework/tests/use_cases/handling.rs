//! From the desk to the paper in the hand.

use motcua_casework::citizen::{self, check_paper, my_dossiers, paper};
use motcua_casework::officer::{self, Leaving, open};
use motcua_domain::dossier::{Outcome, PaperKind, Post, Status, Verdict, Why};

use crate::in_each_shop;
use crate::shop::{AGENCY, PDF, not_found, sent, why};

in_each_shop! {
    async fn a_birth_is_registered_and_the_certificate_handed_over(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.is_signed(&code).await;
        assert_eq!(shop.dossier(&code).await.status(), Status::Calling);
        shop.drain().await;
        assert_eq!(shop.dossier(&code).await.status(), Status::AwaitingSeal);
        shop.does("records_clerk", &code, "seal", "issue").await;

        let mine = citizen::dossier(&shop.desk, &lan, &code).await.unwrap();
        assert_eq!(mine.case.dossier.status(), Status::ResultReady);
        let (hash, content) = mine.papers[0].clone();
        assert!(mine.case.dossier.application.answers["child_personal_id"].as_text().is_some_and(|id| id.len() == 12));
        assert_eq!(check_paper(&shop.desk, &code, &hash).await.unwrap().content, content);
        assert_eq!(paper(&shop.desk, &lan, &code, &hash).await.unwrap(), content);
        let last = if hash.ends_with('0') { "1" } else { "0" };
        let forged = format!("{}{last}", &hash[..63]);
        not_found(check_paper(&shop.desk, &code, &forged).await);
        not_found(check_paper(&shop.desk, "H26.97-261125-9999", &hash).await);
        not_found(paper(&shop.desk, &lan, &code, &forged).await);

        shop.does("result_officer", &code, "return", "returned").await;
        assert_eq!(shop.dossier(&code).await.outcome, Some(Outcome::Completed));
        let listed = my_dossiers(&shop.desk, &lan, None).await.unwrap();
        assert_eq!((listed[0].status, listed[0].next_due), (Status::Returned, None));
    }

    async fn files_are_judged_before_anything_is_proposed(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_birth(&lan).await;
        let file = sent("can-cuoc.pdf", "application/pdf", PDF.to_vec());
        motcua_casework::drafts::attach(&shop.desk, &lan, draft, "identity", file).await.unwrap();
        let code = citizen::submit(&shop.desk, &lan, draft).await.unwrap().code.to_string();
        shop.does("reception_officer", &code, "receive", "accept").await;
        let handler = shop.officer("civil_status_officer");
        let unseen = why(shop.leaves(&handler, &code, "handle", "propose").await);
        assert_eq!(unseen, Why::DocumentsUnchecked(vec!["identity".to_owned()]));
        assert_eq!(
            why(shop.judges(&handler, &code, "identity", Verdict::Faulty { reason: " ".to_owned() }).await),
            Why::ReasonMissing
        );
        shop.judges(&handler, &code, "identity", Verdict::Faulty { reason: "Mờ".to_owned() }).await.unwrap();
        let faulty = why(shop.leaves(&handler, &code, "handle", "propose").await);
        assert_eq!(faulty, Why::DocumentsFaulty(vec!["identity".to_owned()]));
        shop.judges(&handler, &code, "identity", Verdict::Accepted).await.unwrap();
        shop.leaves(&handler, &code, "handle", "propose").await.unwrap();

        let sha256 = shop.dossier(&code).await.application.documents["identity"][0].sha256.clone();
        let reads = async |actor| officer::file(&shop.desk, &actor, &code, &sha256).await;
        use motcua_domain::dossier::Actor;
        assert_eq!(reads(Actor::Officer(handler)).await.unwrap().content, PDF);
        assert_eq!(reads(Actor::Citizen(lan)).await.unwrap().content, PDF);
        not_found(reads(Actor::Citizen(shop.parent("Mai").await)).await);
        not_found(reads(Actor::Officer(shop.officer("administrator"))).await);
        not_found(reads(Actor::System).await);
    }

    async fn who_drafted_does_not_decide(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.does("reception_officer", &code, "receive", "accept").await;
        let mut both = shop.officer("civil_status_officer");
        both.posts.push(Post { agency: AGENCY.parse().unwrap(), role: "chairperson".into() });
        shop.leaves(&both, &code, "handle", "propose").await.unwrap();
        assert_eq!(why(shop.leaves(&both, &code, "decide", "approve").await), Why::SamePerson);
        shop.does("chairperson", &code, "decide", "approve").await;
    }

    async fn the_leader_sends_back_with_a_reason(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.does("reception_officer", &code, "receive", "accept").await;
        shop.does("civil_status_officer", &code, "handle", "propose").await;
        let chair = shop.officer("chairperson");
        assert_eq!(why(shop.leaves(&chair, &code, "decide", "return").await), Why::ReasonMissing);
        shop.leaves_because(&chair, &code, "decide", "return").await.unwrap();
        assert_eq!(shop.dossier(&code).await.status(), Status::Handling);
        shop.does("civil_status_officer", &code, "handle", "propose").await;
        shop.leaves_because(&chair, &code, "decide", "refuse").await.unwrap();
        assert_eq!(shop.dossier(&code).await.outcome, Some(Outcome::NotEligible));
        // The refusal is a paper of its own: the citizen has it, and anybody may check it (PRC-10).
        let mine = citizen::dossier(&shop.desk, &lan, &code).await.unwrap();
        let (hash, content) = mine.papers[0].clone();
        assert_eq!(content.kind, PaperKind::Refusal);
        let words: String = content.groups.iter().flat_map(|group| &group.rows).map(|row| row.value.clone()).collect();
        for said in ["Thông tin chưa khớp", "Nghị định 123/2015/NĐ-CP, Điều 9", "quyền khiếu nại"] {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert_eq!(check_paper(&shop.desk, &code, &hash).await.unwrap().content, content);
        assert_eq!(paper(&shop.desk, &lan, &code, &hash).await.unwrap(), content);
        shop.drain().await;
        let told = shop.mail.mails();
        assert!(told.iter().all(|mail| !mail.bodies().0.contains("Đã có kết quả")), "a refusal is no result");
    }

    async fn a_refusal_gives_its_reason_and_its_law(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let desk_officer = shop.officer("reception_officer");
        assert_eq!(why(shop.leaves(&desk_officer, &code, "receive", "refuse").await), Why::ReasonMissing);
        let without_law = Leaving {
            step: "receive".to_owned(),
            exit: "refuse".to_owned(),
            reason: Some("Không thuộc thẩm quyền".to_owned()),
            legal: None,
        };
        assert_eq!(why(shop.leaves_with(&desk_officer, &code, without_law).await), Why::LegalBasisMissing);
        shop.leaves_because(&desk_officer, &code, "receive", "refuse").await.unwrap();
        assert_eq!(shop.dossier(&code).await.outcome, Some(Outcome::Rejected));
        assert_eq!(why(shop.leaves(&desk_officer, &code, "receive", "accept").await), Why::Ended);
    }

    async fn of_two_officers_at_once_the_second_is_told_by_whom(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        let (one, two) = (shop.officer_of(AGENCY, "reception_officer", 1), shop.officer_of(AGENCY, "reception_officer", 2));
        let seen = open(&shop.desk, &two, &code).await.unwrap().case.dossier.seq;
        officer::take(&shop.desk, &one, &code, seen, "receive".to_owned()).await.unwrap();
        let late = why(officer::take(&shop.desk, &two, &code, seen, "receive".to_owned()).await);
        assert!(matches!(&late, Why::ChangedMeanwhile { by, .. } if *by == one.who.name), "{late:?}");

        let seen = shop.dossier(&code).await.seq;
        let accept = |who| officer::leave(&shop.desk, who, &code, seen, Leaving {
            step: "receive".to_owned(),
            exit: "accept".to_owned(),
            ..Leaving::default()
        });
        let (first, second) = tokio::join!(accept(&one), accept(&two));
        let (winner, loser) = if first.is_ok() { (&one, second) } else { (&two, first) };
        let told = why(loser);
        assert!(matches!(&told, Why::ChangedMeanwhile { by, .. } if *by == winner.who.name), "{told:?}");
        assert_eq!(shop.dossier(&code).await.received_by.as_ref(), Some(&winner.who));
    }

    async fn a_leader_extends_once_before_the_promised_day_is_over(shop) {
        let lan = shop.parent("Lan").await;
        let code = shop.birth_applied_for(&lan).await;
        shop.does("reception_officer", &code, "receive", "accept").await;
        let chair = shop.officer("chairperson");
        let due = shop.dossier(&code).await.clock.unwrap().due;
        let extend = async |until, reason: &str| {
            let seen = shop.dossier(&code).await.seq;
            officer::extend(&shop.desk, &chair, &code, seen, until, reason.to_owned()).await
        };
        assert_eq!(why(extend(due + chrono::TimeDelta::hours(20), " ").await), Why::ReasonMissing);
        assert_eq!(why(extend(due + chrono::TimeDelta::days(30), "Cần xác minh").await), Why::BadDate);
        assert_eq!(why(extend(due, "Cần xác minh").await), Why::BadDate);
        extend(due + chrono::TimeDelta::hours(20), "Cần xác minh").await.unwrap();
        assert_eq!(why(extend(due + chrono::TimeDelta::hours(21), "Lần nữa").await), Why::ExtendedAlready);
    }
}
