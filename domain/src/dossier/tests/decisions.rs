//! What must be so before an officer may go on.

use super::{by, by_citizen, check, leave, leave_saying};
use crate::dossier::{Citizen, Command, Effect, Milestone, Outcome, PaperKind, Status, Why};
use crate::procedure::Role;
use crate::testing::{Hall, Story, at, people};
use rstest::rstest;

fn story<'h>(hall: &'h Hall, step: &str) -> Story<'h> {
    Story::submitted(hall, at("2026-11-02 08:00")).until(step)
}

#[rstest]
#[case::no_reason(None, Some("1/HL"), Why::ReasonMissing)]
#[case::blank_reason(Some("  "), Some("1/HL"), Why::ReasonMissing)]
#[case::no_legal_basis(Some("wrong hall"), None, Why::LegalBasisMissing)]
#[case::blank_legal_basis(Some("wrong hall"), Some("\n"), Why::LegalBasisMissing)]
fn a_refusal_names_reason_and_legal_basis(#[case] reason: Option<&str>, #[case] legal: Option<&str>, #[case] why: Why) {
    let hall = Hall::default();
    let mut at_reception = story(&hall, "receive");
    let refused = at_reception.does(
        &by(people::receptionist()),
        leave_saying("receive", "reject", reason, legal),
    );
    assert_eq!(refused, Err(why.clone()));
    let mut at_leader = story(&hall, "decide");
    assert_eq!(
        at_leader.does(&by(people::leader()), leave_saying("decide", "decline", reason, legal)),
        Err(why)
    );
}

#[test]
fn refused_at_reception() {
    let hall = Hall::default();
    let mut story = story(&hall, "receive");
    story.leaves(people::receptionist(), "receive", "reject").unwrap();
    assert_eq!(
        (story.dossier.status(), story.dossier.outcome),
        (Status::Rejected, Some(Outcome::Rejected))
    );
    assert!(story.dossier.active.is_empty() && story.dossier.clock.is_none());
    assert_eq!(
        story.leaves(people::receptionist(), "receive", "accept"),
        Err(Why::Ended)
    );
}

#[test]
fn going_back_needs_a_reason_but_no_legal_basis() {
    let hall = Hall::default();
    let mut story = story(&hall, "decide");
    let leader = by(people::leader());
    assert_eq!(
        story.does(&leader, leave_saying("decide", "send_back", None, None)),
        Err(Why::ReasonMissing)
    );
    story
        .does(&leader, leave_saying("decide", "send_back", Some("which day?"), None))
        .unwrap();
    assert_eq!(story.dossier.last_reason.as_deref(), Some("which day?"));
    assert!(story.dossier.signed.is_none());
    assert_eq!(story.dossier.active.keys().collect::<Vec<_>>(), ["handle"]);
}

#[rstest]
#[case("approve")]
#[case("decline")]
fn who_drafted_cannot_decide(#[case] exit: &str) {
    let hall = Hall::default();
    let mut story = story(&hall, "decide");
    let mut both = people::hall_officer();
    both.posts.push(crate::dossier::Post {
        agency: people::competent(),
        role: Role::from("hall_leader"),
    });
    assert_eq!(story.leaves(both.clone(), "decide", exit), Err(Why::SamePerson));
    story.leaves(both.clone(), "decide", "send_back").unwrap();
    let mut story = story.until("decide");
    assert_eq!(story.leaves(both, "decide", exit), Err(Why::SamePerson));
    assert_eq!(story.leaves(people::leader(), "decide", exit), Ok(()));
}

#[test]
fn documents_are_looked_at_before_they_are_passed_on() {
    let hall = Hall::default();
    let mut story = story(&hall, "handle");
    let officer = || by(people::hall_officer());
    let unseen = Why::DocumentsUnchecked(vec!["photo".to_owned()]);
    assert_eq!(story.leaves(people::hall_officer(), "handle", "propose"), Err(unseen));
    assert_eq!(
        story.does(&officer(), check("photo", Some(" "))),
        Err(Why::ReasonMissing)
    );
    assert_eq!(
        story.does(&officer(), check("plan", None)),
        Err(Why::NotNow),
        "there is no such file"
    );
    story.does(&officer(), check("photo", Some("blurred"))).unwrap();
    let faulty = Why::DocumentsFaulty(vec!["photo".to_owned()]);
    assert_eq!(story.leaves(people::hall_officer(), "handle", "propose"), Err(faulty));
    story.does(&officer(), check("photo", None)).unwrap();
    assert_eq!(story.leaves(people::hall_officer(), "handle", "propose"), Ok(()));
}

#[test]
fn a_faulty_document_is_not_accepted_at_reception() {
    let hall = Hall::default();
    let mut story = story(&hall, "receive");
    story
        .does(&by(people::receptionist()), check("photo", Some("blurred")))
        .unwrap();
    let faulty = Why::DocumentsFaulty(vec!["photo".to_owned()]);
    assert_eq!(story.leaves(people::receptionist(), "receive", "accept"), Err(faulty));
    assert_eq!(story.leaves(people::receptionist(), "receive", "reject"), Ok(()));
}

#[test]
fn withdrawing_is_possible_until_the_signature() {
    let hall = Hall::default();
    let withdraw = || Command::Withdraw {
        reason: Some("it rains".to_owned()),
    };
    let hoa = by_citizen(people::hoa());
    let mut unaccepted = story(&hall, "receive");
    unaccepted.does(&hoa, withdraw()).unwrap();
    assert_eq!(
        unaccepted.dossier.status(),
        Status::Withdrawn,
        "it ends at once (PRC-16)"
    );
    assert_eq!(unaccepted.dossier.last_reason.as_deref(), Some("it rains"));
    for step in ["handle", "prepare", "book", "decide"] {
        let mut story = story(&hall, step);
        story.does(&hoa, withdraw()).unwrap();
        assert_eq!(story.dossier.status(), Status::WithdrawalRequested);
        assert_eq!(story.dossier.status().national().0, 7);
        assert_eq!(story.does(&hoa, withdraw()), Err(Why::WithdrawalAsked));
        for role in [people::receptionist(), people::clerk(), people::administrator()] {
            assert_eq!(
                story.does(&by(role), Command::ConfirmWithdrawal),
                Err(Why::NotTheirRole),
                "{step}"
            );
        }
        assert_eq!(story.does(&hoa, Command::ConfirmWithdrawal), Err(Why::NotTheirRole));
        story
            .does(&by(people::hall_officer()), Command::ConfirmWithdrawal)
            .unwrap();
        assert_eq!(story.dossier.status(), Status::Withdrawn);
        assert_eq!(story.dossier.last_reason.as_deref(), Some("it rains"));
    }
    for step in ["seal", "return"] {
        assert_eq!(
            story(&hall, step).does(&by_citizen(people::hoa()), withdraw()),
            Err(Why::SignedAlready)
        );
    }
}

#[test]
fn nothing_goes_on_until_a_withdrawal_is_confirmed_or_taken_back() {
    let hall = Hall::default();
    let mut story = story(&hall, "decide");
    let hoa = by_citizen(people::hoa());
    assert_eq!(story.does(&hoa, Command::TakeBackWithdrawal), Err(Why::NotNow));
    assert_eq!(
        story.does(&by(people::leader()), Command::ConfirmWithdrawal),
        Err(Why::NotNow)
    );
    story.does(&hoa, Command::Withdraw { reason: None }).unwrap();
    assert_eq!(
        story.leaves(people::leader(), "decide", "approve"),
        Err(Why::WithdrawalAsked)
    );
    assert_eq!(
        story.leaves(people::leader(), "decide", "decline"),
        Err(Why::WithdrawalAsked)
    );
    let stranger = by_citizen(people::stranger());
    assert_eq!(story.does(&stranger, Command::TakeBackWithdrawal), Err(Why::NotTheirs));
    story.does(&hoa, Command::TakeBackWithdrawal).unwrap();
    assert_eq!(story.dossier.withdrawal, None);
    assert_eq!(story.leaves(people::leader(), "decide", "approve"), Ok(()));
}

#[test]
fn a_leaders_refusal_is_a_paper_with_reason_basis_and_remedy() {
    let hall = Hall::default();
    let mut story = story(&hall, "decide");
    let told = story.effects.len();
    story.leaves(people::leader(), "decide", "decline").unwrap();
    let paper = &story.dossier.issued[0].content;
    assert_eq!(paper.kind, PaperKind::Refusal);
    assert_eq!(paper.signer, people::leader().who.name);
    let words: Vec<_> = paper.groups.iter().flat_map(|group| &group.rows).collect();
    let value = |label: &str| words.iter().find(|row| row.label == label).map(|row| row.value.clone());
    assert!(value("Lý do").is_some_and(|reason| !reason.is_empty()));
    assert!(value("Căn cứ").is_some_and(|legal| !legal.is_empty()));
    assert_eq!(value("").as_deref(), Some("Khiếu nại trong 90 ngày."));
    let effects = &story.effects[told..];
    let refused = Effect::Notify {
        milestone: Milestone::NotEligible,
    };
    assert_eq!(effects, [refused], "one mail, and it does not promise a result");
}

#[test]
fn a_dossier_of_others_does_not_exist() {
    let hall = Hall::default();
    let story = story(&hall, "receive");
    let same_number = Citizen {
        account: people::stranger().account,
        ..people::hoa()
    };
    for actor in [
        by_citizen(people::stranger()),
        by_citizen(same_number),
        by(people::outsider()),
    ] {
        assert_eq!(
            story.would(&actor, Command::Withdraw { reason: None }),
            Err(Why::NotTheirs)
        );
        assert_eq!(story.would(&actor, leave("receive", "accept")), Err(Why::NotTheirs));
        assert!(story.offers(&actor).is_empty());
    }
}

#[test]
fn ways_out_that_are_not_there() {
    let hall = Hall::default();
    let story = story(&hall, "receive");
    let would = |command| story.would(&by(people::receptionist()), command);
    assert_eq!(would(leave("receive", "nowhere")), Err(Why::NotNow));
    assert_eq!(would(leave("nothing", "accept")), Err(Why::NotNow));
    assert_eq!(would(leave("return", "returned")), Err(Why::NotNow));
    assert_eq!(
        story.would(&by(people::administrator()), leave("receive", "accept")),
        Err(Why::NotTheirRole)
    );
}

#[test]
fn a_refusal_says_what_may_be_done_instead() {
    let hall = Hall::default();
    let story = story(&hall, "handle");
    let refusal = crate::dossier::decide(
        hall.given(story.now),
        &story.dossier,
        leave("handle", "propose"),
        &by(people::hall_officer()),
    );
    let instead = refusal.unwrap_err().instead;
    assert!(!instead.is_empty() && instead.iter().all(|offer| offer.blocked.is_none()));
}
