//! One application, three agencies: the linked birth group (LNK-1 to LNK-8).

use motcua_casework::case::EFFECT;
use motcua_casework::citizen::{self, my_dossiers};
use motcua_casework::linked::{self, PartStanding};
use motcua_casework::officer;
use motcua_casework::outbox::{self, NewJob};
use motcua_domain::calendar::Limit;
use motcua_domain::dossier::{Outcome, Status, SupplementItem, Why};
use motcua_domain::form::{Answer, Origin, Typed};

use crate::in_each_shop;
use crate::shop::{ELSEWHERE, INSURANCE, POLICE, Shop, not_found, why};

/// Writes all orders between the group and its parts a second time, as if the worker had died before noting that they were
/// carried out.
async fn orders_are_repeated(shop: &Shop, codes: &[&str]) {
    for code in codes {
        let id = shop.id(code).await;
        let jobs = outbox::about(&shop.desk.store, id.0, 100).await.unwrap();
        let orders: Vec<NewJob> = jobs
            .into_iter()
            .filter(|job| {
                ["open_part", "answer_group", "withdraw_part"]
                    .iter()
                    .any(|it| job.body["effect"] == *it)
            })
            .map(|job| NewJob::new(EFFECT, format!("again/{}", job.key), shop.desk.now(), job.body).about(id.0))
            .collect();
        assert!(!orders.is_empty(), "{code} gave no orders");
        let mut tx = shop.desk.store.begin().await.unwrap();
        outbox::enqueue(&mut tx, shop.desk.now(), &orders).await.unwrap();
        tx.commit().await.unwrap();
    }
    shop.drain().await;
}

in_each_shop! {
    async fn one_application_brings_three_results(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        let birth = shop.part(&group, "birth").await;
        assert_ne!(birth, group);
        assert_eq!(shop.dossier(&group).await.status(), Status::LinkedWaiting);
        // What was declared once is there, with where it came from; nothing is missing.
        let part = shop.dossier(&birth).await;
        assert_eq!(part.application.answers["child_full_name"], Answer::from("Trần Bảo An"));
        let origins = &part.application.origins;
        assert!(matches!(&origins["child_full_name"], Origin::Group { origin, .. } if **origin == Origin::Typed));
        assert!(matches!(&origins["mother_full_name"], Origin::Group { origin, .. } if matches!(**origin, Origin::Register { .. })));
        assert!(part.application.confirmations.contains_key("other_parent"));

        shop.birth_is_registered(&birth).await;
        let (residence, insurance) = (shop.part(&group, "residence").await, shop.part(&group, "insurance").await);
        let number = shop.dossier(&birth).await.application.answers["child_personal_id"].clone();
        let moved_in = shop.dossier(&residence).await;
        assert_eq!(moved_in.application.answers["subject_personal_id"], number);
        assert!(matches!(&moved_in.application.origins["subject_personal_id"], Origin::Group { origin, .. } if matches!(&**origin, Origin::Part { step, .. } if step == "birth")));
        assert_eq!(moved_in.application.competent.as_str(), POLICE);
        assert_eq!(shop.dossier(&insurance).await.application.competent.as_str(), INSURANCE);
        shop.part_is_done("insurance", &insurance).await;
        assert_eq!(shop.dossier(&group).await.outcome, None);
        shop.part_is_done("residence", &residence).await;

        let view = linked::group(&shop.desk, &lan, &group).await.unwrap();
        assert_eq!(view.mine.case.dossier.outcome, Some(Outcome::Completed));
        let results: Vec<(String, usize)> = view.parts.iter().map(|part| (part.step.clone(), part.papers.len())).collect();
        let wanted = [("birth", 1), ("residence", 1), ("insurance", 1), ("identity_card", 0)];
        assert_eq!(results, wanted.map(|(step, papers)| (step.to_owned(), papers)));
        assert!(view.timeline.is_sorted_by_key(|(_, event)| event.at));
        assert!(view.due.is_some());
        let listed = my_dossiers(&shop.desk, &lan, None).await.unwrap();
        assert_eq!(listed.iter().map(|line| line.code.as_str()).collect::<Vec<_>>(), [group.as_str()]);
        // The certificate can still be handed over in its own time.
        shop.does("result_officer", &birth, "return", "returned").await;
    }

    async fn a_parent_types_six_things_for_the_whole_group(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_group(&lan).await;
        let draft = motcua_casework::drafts::Draft::open(&shop.desk, &lan, draft).await.unwrap();
        let review = draft.review(&shop.desk);
        assert_eq!(review.hindrance(), None);
        let typed = review.resolved.origins.values().filter(|origin| **origin == Origin::Typed).count();
        assert!(typed <= 6, "{typed}");
        assert!(review.resolved.origins.len() >= 45, "{}", review.resolved.origins.len());
    }

    async fn a_refused_birth_ends_the_group(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        let birth = shop.part(&group, "birth").await;
        shop.leaves_because(&shop.officer("reception_officer"), &birth, "receive", "refuse").await.unwrap();
        shop.drain().await;
        let view = linked::group(&shop.desk, &lan, &group).await.unwrap();
        assert_eq!(view.mine.case.dossier.outcome, Some(Outcome::Rejected));
        assert_eq!(view.mine.case.dossier.last_reason.as_deref(), Some("Thông tin chưa khớp"));
        assert_eq!(view.parts[0].refused, Some(("Thông tin chưa khớp".to_owned(), Some("Nghị định 123/2015/NĐ-CP, Điều 9".to_owned()))));
        assert_eq!(view.parts[1].standing, PartStanding::Never);
        assert_eq!(shop.parts_there_are(&lan, &group).await, 1);
    }

    async fn a_refused_residence_leaves_the_card_going(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        shop.birth_is_registered(&shop.part(&group, "birth").await).await;
        let (residence, insurance) = (shop.part(&group, "residence").await, shop.part(&group, "insurance").await);
        let (handles, decides) = shop.officers_of("residence");
        shop.leaves(&handles, &residence, "receive", "accept").await.unwrap();
        shop.leaves_because(&handles, &residence, "handle", "propose_refusal").await.unwrap();
        shop.leaves_because(&decides, &residence, "decide", "refuse").await.unwrap();
        shop.drain().await;
        assert_eq!(shop.dossier(&group).await.outcome, None);
        shop.part_is_done("insurance", &insurance).await;
        let view = linked::group(&shop.desk, &lan, &group).await.unwrap();
        assert_eq!(view.mine.case.dossier.status(), Status::PartiallyCompleted);
        let standings: Vec<PartStanding> = view.parts.iter().map(|part| part.standing).collect();
        assert_eq!(standings[..3], [
            PartStanding::Ended(Outcome::Completed),
            PartStanding::Ended(Outcome::NotEligible),
            PartStanding::Ended(Outcome::Completed),
        ]);
        assert!(view.parts[1].refused.is_some());
    }

    async fn a_supplement_in_one_part_stops_only_its_clock(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        shop.birth_is_registered(&shop.part(&group, "birth").await).await;
        let (residence, insurance) = (shop.part(&group, "residence").await, shop.part(&group, "insurance").await);
        let (handles, _) = shop.officers_of("residence");
        shop.leaves(&handles, &residence, "receive", "accept").await.unwrap();
        // Within a group the police have two working days, not the seven of the procedure alone (LNK-3).
        assert_eq!(shop.dossier(&residence).await.clock.unwrap().limit, Limit::WorkingDays(2));
        let (before, group_due) = (shop.dossier(&residence).await.clock.unwrap().due, shop.dossier(&group).await.clock.unwrap().due);
        let item = SupplementItem::Field { id: "relationship_to_head".to_owned(), note: "Ghi rõ quan hệ".to_owned() };
        shop.asks_for(&handles, &residence, "handle", item, false).await.unwrap();
        shop.passes(chrono::TimeDelta::days(2));
        shop.part_is_done("insurance", &insurance).await;
        assert!(shop.dossier(&insurance).await.clock.unwrap().stops.is_empty());
        let typed: Typed = [("relationship_to_head", "grandchild")].into_iter().collect();
        citizen::supplement::<futures::stream::Empty<_>>(&shop.desk, &lan, &residence, typed, Vec::new()).await.unwrap();
        let dossier = shop.dossier(&residence).await;
        assert!(dossier.clock.as_ref().unwrap().due > before);
        assert_eq!(dossier.application.answers["relationship_to_head"], Answer::from("grandchild"));
        assert_eq!(dossier.application.origins["relationship_to_head"], Origin::Typed);
        assert_eq!(shop.dossier(&group).await.clock.unwrap().due, group_due);
    }

    async fn a_group_is_withdrawn_as_far_as_its_parts_can_be(shop) {
        let lan = shop.parent("Lan").await;
        // Before anything is signed: all of it.
        let group = shop.group_applied_for(&lan).await;
        let birth = shop.part(&group, "birth").await;
        citizen::withdraw(&shop.desk, &lan, &group, Some("Nhầm nơi nộp".to_owned())).await.unwrap();
        shop.drain().await;
        assert_eq!(shop.dossier(&birth).await.outcome, Some(Outcome::Withdrawn));
        assert_eq!(shop.dossier(&group).await.outcome, Some(Outcome::Withdrawn));
        // With the residence signed, it goes on to its result; the card is withdrawn.
        let group = shop.group_applied_for(&lan).await;
        shop.birth_is_registered(&shop.part(&group, "birth").await).await;
        let (residence, insurance) = (shop.part(&group, "residence").await, shop.part(&group, "insurance").await);
        shop.part_is_signed("residence", &residence).await;
        citizen::withdraw(&shop.desk, &lan, &group, None).await.unwrap();
        shop.drain().await;
        assert_eq!(shop.dossier(&insurance).await.outcome, Some(Outcome::Withdrawn));
        assert_eq!(shop.dossier(&group).await.outcome, None);
        shop.leaves(&shop.officers_of("residence").0, &residence, "seal", "issue").await.unwrap();
        shop.drain().await;
        assert_eq!(shop.dossier(&group).await.outcome, Some(Outcome::PartiallyCompleted));
        orders_are_repeated(&shop, &[&group, &residence, &insurance]).await;
        assert_eq!(shop.parts_there_are(&lan, &group).await, 3);
    }

    async fn a_part_whose_withdrawal_was_asked_for_already_is_not_asked_twice(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        shop.birth_is_registered(&shop.part(&group, "birth").await).await;
        let insurance = shop.part(&group, "insurance").await;
        let (handles, _) = shop.officers_of("insurance");
        shop.leaves(&handles, &insurance, "receive", "accept").await.unwrap();
        // The applicant withdraws the part, and then all of it, before an officer has confirmed.
        citizen::withdraw(&shop.desk, &lan, &insurance, None).await.unwrap();
        citizen::withdraw(&shop.desk, &lan, &group, None).await.unwrap();
        shop.drain().await;
        orders_are_repeated(&shop, &[&group]).await;
        let seen = shop.dossier(&insurance).await.seq;
        officer::confirm_withdrawal(&shop.desk, &handles, &insurance, seen).await.unwrap();
        shop.drain().await;
        assert_eq!(shop.dossier(&group).await.outcome, Some(Outcome::PartiallyCompleted));
    }

    async fn a_group_withdrawn_before_its_part_was_opened_opens_none(shop) {
        let lan = shop.parent("Lan").await;
        let draft = shop.ready_group(&lan).await;
        let group = citizen::submit(&shop.desk, &lan, draft).await.unwrap().code.to_string();
        citizen::withdraw(&shop.desk, &lan, &group, None).await.unwrap();
        shop.drain().await;
        assert_eq!(shop.dossier(&group).await.outcome, Some(Outcome::Withdrawn));
        assert_eq!(shop.parts_there_are(&lan, &group).await, 0);
    }

    async fn the_identity_card_is_added_while_the_others_go_on(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        shop.birth_is_registered(&shop.part(&group, "birth").await).await;
        let view = linked::group(&shop.desk, &lan, &group).await.unwrap();
        assert_eq!(view.parts[3].standing, PartStanding::NotChosen { addable: true });
        assert_eq!(view.parts[3].section.as_deref(), Some("identity_card"));
        let wanted = || [("child_id_requested", "yes")].into_iter().collect::<Typed>();
        not_found(linked::add_part(&shop.desk, &shop.parent("Mai").await, &group, "identity_card", wanted()).await);
        linked::add_part(&shop.desk, &lan, &group, "identity_card", wanted()).await.unwrap();
        assert_eq!(why(linked::add_part(&shop.desk, &lan, &group, "residence", Typed::default()).await), Why::NotTheirRole);
        shop.drain().await;
        for step in ["insurance", "identity_card", "residence"] {
            shop.part_is_done(step, &shop.part(&group, step).await).await;
        }
        assert_eq!(shop.dossier(&group).await.outcome, Some(Outcome::Completed));
    }

    async fn every_order_repeated_changes_nothing(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        orders_are_repeated(&shop, &[&group]).await;
        let birth = shop.part(&group, "birth").await;
        shop.birth_is_registered(&birth).await;
        orders_are_repeated(&shop, &[&group, &birth]).await;
        let (residence, insurance) = (shop.part(&group, "residence").await, shop.part(&group, "insurance").await);
        shop.part_is_done("insurance", &insurance).await;
        // The birth certificate is handed over only now: what the group heard before counts.
        shop.does("result_officer", &birth, "return", "returned").await;
        orders_are_repeated(&shop, &[&insurance, &birth, &group]).await;
        shop.part_is_done("residence", &residence).await;
        let before = shop.dossier(&group).await;
        orders_are_repeated(&shop, &[&residence, &insurance, &birth, &group]).await;
        assert_eq!(shop.dossier(&group).await, before);
        assert_eq!(shop.parts_there_are(&lan, &group).await, 3);
        let deeds = shop.national.deeds();
        let mut works: Vec<&str> = deeds.iter().map(|deed| deed.work).collect();
        works.sort_unstable();
        works.dedup();
        assert_eq!(works.len(), deeds.len(), "nothing was done twice");
    }

    async fn an_officer_sees_where_the_other_parts_stand_and_no_person(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        shop.birth_is_registered(&shop.part(&group, "birth").await).await;
        let residence = shop.part(&group, "residence").await;
        let (handles, _) = shop.officers_of("residence");
        let parts = linked::others(&shop.desk, &handles, &residence).await.unwrap();
        let own: Vec<&str> = parts.iter().filter(|part| part.own).map(|part| part.step.as_str()).collect();
        assert_eq!((parts.len(), own), (4, vec!["residence"]));
        assert_eq!(parts[0].standing, PartStanding::Ended(Outcome::Completed));
        assert!(!format!("{parts:?}").contains("Bảo An"));
        // Who has nothing to do with it sees nothing, and nobody opens a dossier of another agency.
        let insurance = shop.part(&group, "insurance").await;
        for officer in [shop.officer_of(ELSEWHERE, "chairperson", 1), shop.officer("administrator"), shop.officers_of("residence").0] {
            not_found(linked::others(&shop.desk, &officer, &insurance).await);
            not_found(officer::open(&shop.desk, &officer, &insurance).await);
        }
        not_found(linked::group(&shop.desk, &shop.parent("Mai").await, &group).await);
        not_found(linked::group(&shop.desk, &lan, &residence).await);
    }

    async fn a_part_that_is_being_withdrawn_already_holds_nothing_up(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        let birth = shop.part(&group, "birth").await;
        shop.does("reception_officer", &birth, "receive", "accept").await;
        citizen::withdraw(&shop.desk, &lan, &group, None).await.unwrap();
        shop.drain().await;
        assert_eq!(shop.dossier(&birth).await.status(), Status::WithdrawalRequested);
        // The worker died before it could note that it had asked.
        orders_are_repeated(&shop, &[&group]).await;
        assert!(outbox::parked(&shop.desk.store, None, 10).await.unwrap().is_empty());
        let handler = shop.officer("civil_status_officer");
        let seen = shop.dossier(&birth).await.seq;
        officer::confirm_withdrawal(&shop.desk, &handler, &birth, seen).await.unwrap();
        shop.drain().await;
        assert_eq!(shop.dossier(&group).await.outcome, Some(Outcome::Withdrawn));
    }

    async fn what_officers_say_to_one_another_is_not_told_as_the_reason(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        let birth = shop.part(&group, "birth").await;
        shop.does("reception_officer", &birth, "receive", "accept").await;
        shop.does("civil_status_officer", &birth, "handle", "propose").await;
        shop.leaves_because(&shop.officer("chairperson"), &birth, "decide", "return").await.unwrap();
        assert!(shop.dossier(&birth).await.last_reason.is_some(), "said to the specialist");
        citizen::withdraw(&shop.desk, &lan, &group, None).await.unwrap();
        shop.drain().await;
        let seen = shop.dossier(&birth).await.seq;
        let handler = shop.officer("civil_status_officer");
        officer::confirm_withdrawal(&shop.desk, &handler, &birth, seen).await.unwrap();
        shop.drain().await;
        let part = shop.dossier(&group).await.parts["birth"].ended.clone().unwrap();
        assert_eq!((part.outcome, part.reason, part.legal), (Outcome::Withdrawn, None, None));

        // Not supplemented in time: that alone is why.
        let group = shop.group_applied_for(&lan).await;
        let birth = shop.part(&group, "birth").await;
        shop.does("reception_officer", &birth, "receive", "accept").await;
        shop.does("civil_status_officer", &birth, "handle", "propose").await;
        shop.leaves_because(&shop.officer("chairperson"), &birth, "decide", "return").await.unwrap();
        let item = SupplementItem::Field { id: "child_full_name".to_owned(), note: "Thiếu dấu".to_owned() };
        shop.asks_for(&handler, &birth, "handle", item, false).await.unwrap();
        let until = shop.dossier(&birth).await.supplement.unwrap().until;
        shop.fresh.clock.set(until + chrono::TimeDelta::minutes(2));
        shop.drain().await;
        let part = shop.dossier(&group).await.parts["birth"].ended.clone().unwrap();
        assert_eq!((part.outcome, part.reason, part.legal), (Outcome::Stopped, None, None));
    }

    async fn news_written_after_its_window_was_told_is_told_too(shop) {
        let lan = shop.parent("Lan").await;
        let group = shop.group_applied_for(&lan).await;
        let birth = shop.part(&group, "birth").await;
        let acted = shop.desk.now();
        shop.passes(chrono::TimeDelta::minutes(3));
        shop.drain().await;
        assert_eq!(shop.mail.mails().len(), 1, "that it was submitted");
        // An act whose time was taken in that window, and whose transaction ended only now.
        shop.fresh.clock.set(acted);
        shop.does("reception_officer", &birth, "receive", "accept").await;
        shop.passes(chrono::TimeDelta::minutes(3));
        shop.drain().await;
        let mails = shop.mail.mails();
        assert_eq!(mails.len(), 2);
        let (text, _) = mails[1].bodies();
        assert!(text.contains("đã được tiếp nhận"), "{text}");
        assert!(!text.contains("đã được gửi đến"), "told once: {text}");
    }
}
