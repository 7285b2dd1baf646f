//! The whole way from submission to result.

use crate::dossier::{Dossier, Effect, Milestone, NationalStatus, Outcome, Status, Why};
use crate::form::Answer;
use crate::testing::{Hall, Story, at, people};

#[test]
fn from_submission_to_the_result() {
    let hall = Hall::default();
    let mut story = Story::submitted(&hall, at("2026-11-02 08:00"));
    let mut seen = vec![story.dossier.status()];
    for step in ["handle", "book", "decide", "seal", "return", "nothing"] {
        story = story.until(step);
        seen.push(story.dossier.status());
    }
    use Status::{AwaitingSeal, Calling, Handling, PendingSignature, ResultReady, Returned, Submitted};
    assert_eq!(
        seen,
        [
            Submitted,
            Handling,
            Calling,
            PendingSignature,
            AwaitingSeal,
            ResultReady,
            Returned
        ]
    );
    let national: Vec<u8> = seen.iter().map(|status| status.national().0).collect();
    assert_eq!(national, [1, 4, 4, 4, 4, 9, 10]);
    assert_eq!(story.dossier.outcome, Some(Outcome::Completed));
    assert_eq!(story.dossier.next_due(), None);
    assert_eq!(
        Dossier::replay(story.dossier.id, &story.events),
        Some(story.dossier.clone())
    );
    assert_eq!(usize::try_from(story.dossier.seq), Ok(story.events.len()));
}

#[test]
fn the_applicant_is_told_at_every_milestone() {
    let hall = Hall::default();
    let story = Story::submitted(&hall, at("2026-11-02 08:00")).until("nothing");
    let told: Vec<Milestone> = story
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Notify { milestone } => Some(*milestone),
            _ => None,
        })
        .collect();
    assert_eq!(
        told,
        [Milestone::Submitted, Milestone::Accepted, Milestone::ResultReady]
    );
}

#[test]
fn a_national_system_is_called_and_its_answer_stands_on_the_paper() {
    let hall = Hall::default();
    let mut story = Story::submitted(&hall, at("2026-11-02 08:00")).until("book");
    let called = story
        .effects
        .iter()
        .find(|effect| matches!(effect, Effect::Call { .. }));
    let Some(Effect::Call { step, operation, body }) = called else {
        panic!("{:?}", story.effects)
    };
    assert_eq!((&step[..], &operation[..]), ("book", "hall.book"));
    assert_eq!(body["day"], Answer::from("2026-12-12"));
    story.books().unwrap();
    assert_eq!(story.books(), Err(Why::NotNow), "the same answer twice does nothing");
    let story = story.until("return");
    let [issued] = &story.dossier.issued[..] else {
        panic!("one result")
    };
    let paper = &issued.content;
    assert_eq!(
        (&paper.number[..], &paper.title[..]),
        ("77/2026", "GIẤY MƯỢN NHÀ CỘNG ĐỒNG")
    );
    assert_eq!((&paper.signer[..], &paper.signer_title[..]), ("Cán bộ 5", "TRƯỞNG BAN"));
    assert_eq!(paper.agency_name, "Ban quản lý Z99.2");
    let rows: Vec<&str> = paper.groups[0].rows.iter().map(|row| row.value.as_str()).collect();
    assert_eq!(rows[0], "Nguyễn Thị Hoa");
    assert_eq!(rows[1], "01/05/1990");
    assert_eq!(rows[3], "Đám cưới");
}

#[test]
fn branches_go_on_side_by_side_and_choices_follow_the_answers() {
    let hall = Hall::default();
    let now = at("2026-11-02 08:00");
    let mut submission = crate::testing::submission(now);
    for (input, value) in [
        ("guests", "350"),
        ("wishes", "nothing"),
        ("equipment.sound", "yes"),
        ("equipment.kitchen", "yes"),
        ("quiet_from", "22:00"),
        ("neighbours", "yes"),
    ] {
        submission.typed.set(input, value);
    }
    submission
        .documents
        .insert("plan".to_owned(), vec![crate::testing::upload("plan.pdf", now)]);
    let mut story = Story::begin(&hall, now, submission, &people::hoa())
        .unwrap()
        .until("safety")
        .until("prepare");
    assert_eq!(story.dossier.active.keys().collect::<Vec<_>>(), ["listen", "prepare"]);
    story.leaves(people::hall_officer(), "listen", "asked").unwrap();
    story.leaves(people::caretaker(), "tune", "ask_again").unwrap();
    assert_eq!(story.dossier.active.keys().collect::<Vec<_>>(), ["listen", "prepare"]);
    let story = story.until("nothing");
    assert_eq!(story.dossier.outcome, Some(Outcome::Completed));
    let results: Vec<&str> = story
        .dossier
        .issued
        .iter()
        .map(|issued| issued.content.result.as_str())
        .collect();
    assert_eq!(results, ["permit", "kitchen_key"]);
}

#[test]
fn a_refused_booking_goes_back_with_its_words() {
    use crate::dossier::{Actor, CallReply, Command};
    let hall = Hall::default();
    let mut story = Story::submitted(&hall, at("2026-11-02 08:00")).until("book");
    let reply = CallReply::Refused("the day is taken".to_owned());
    story
        .does(
            &Actor::System,
            Command::Reply {
                step: "book".to_owned(),
                reply,
            },
        )
        .unwrap();
    assert_eq!(story.dossier.active.keys().collect::<Vec<_>>(), ["handle"]);
    assert_eq!(story.dossier.last_reason.as_deref(), Some("the day is taken"));
    assert!(!story.dossier.application.answers.contains_key("booking"));
    assert_eq!(story.until("nothing").dossier.outcome, Some(Outcome::Completed));
}

#[test]
fn states_have_names_and_numbers() {
    for status in Status::ALL {
        assert_eq!(Status::parse(status.as_str()), Some(status));
        assert_eq!(
            status.is_final(),
            matches!(status.national(), NationalStatus(3 | 8 | 10))
        );
    }
    assert_eq!(Status::parse("nonsense"), None);
}
