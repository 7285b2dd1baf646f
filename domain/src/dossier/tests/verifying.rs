//! A register that was down answers later.

use super::by;
use crate::dossier::{Actor, Command, Effect, Why};
use crate::facts::{Fact, Outage, Reply};
use crate::form::{Answer, Origin};
use crate::procedure::Register;
use crate::testing::{Hall, Story, at, facts, people, submission};

fn unavailable() -> Fact {
    let reply = Reply::Unavailable { why: Outage::Down };
    Fact {
        register: Register::Population,
        asked_at: at("2026-11-02 08:00"),
        reply,
    }
}

/// Submitted while the register was down; some of its values typed meanwhile.
pub(super) fn unverified<'h>(hall: &'h Hall, inputs: &[(&str, &str)]) -> Story<'h> {
    let now = at("2026-11-02 08:00");
    let mut submission = submission(now);
    submission.facts.set("person", unavailable());
    inputs
        .iter()
        .for_each(|(input, value)| submission.typed.set(input, value));
    Story::begin(hall, now, submission, &people::hoa()).unwrap()
}

fn answered() -> Command {
    let answer = facts(at("2026-11-03 08:00")).get("person").unwrap().clone();
    Command::Verify {
        fact: "person".to_owned(),
        answer,
    }
}

#[test]
fn it_is_asked_again_and_nothing_is_decided_before() {
    let hall = Hall::default();
    let story = unverified(&hall, &[]);
    assert!(story.effects.contains(&Effect::Verify {
        fact: "person".to_owned()
    }));
    assert_eq!(story.dossier.unverified(), ["person"]);
    let mut story = story.until("decide");
    let open = Why::Unverified(vec!["person".to_owned()]);
    assert_eq!(story.leaves(people::leader(), "decide", "approve"), Err(open.clone()));
    assert_eq!(
        story.leaves(people::leader(), "decide", "decline"),
        Err(open),
        "a no is a decision, too"
    );
    story.does(&Actor::System, answered()).unwrap();
    assert_eq!(story.leaves(people::leader(), "decide", "approve"), Ok(()));
}

#[test]
fn values_it_owed_are_filled_in() {
    let hall = Hall::default();
    let mut story = unverified(&hall, &[]);
    assert!(!story.dossier.application.answers.contains_key("name"));
    story.does(&Actor::System, answered()).unwrap();
    let application = &story.dossier.application;
    assert_eq!(application.answers["name"], Answer::from("Nguyễn Thị Hoa"));
    assert_eq!(application.answers["age"], Answer::Number(36));
    assert!(matches!(application.origins["name"], Origin::Register { .. }));
    assert_eq!(application.origins["age"], Origin::Derived);
    assert!(story.dossier.unverified().is_empty());
}

#[test]
fn what_was_typed_and_is_right_is_confirmed_and_what_differs_is_marked() {
    let hall = Hall::default();
    let mut story = unverified(&hall, &[("name", "Nguyễn Thị Hoa"), ("born", "2/5/1990")]);
    assert!(matches!(
        story.dossier.application.origins["born"],
        Origin::Unverified { .. }
    ));
    story.does(&Actor::System, answered()).unwrap();
    let application = &story.dossier.application;
    assert!(matches!(application.origins["name"], Origin::Register { .. }));
    assert_eq!(application.answers["born"], Answer::from("1990-05-02"));
    let disputed = &application.origins["born"];
    assert!(
        matches!(disputed, Origin::Disputed { said, .. } if *said == Answer::from("1990-05-01")),
        "{disputed:?}"
    );
}

#[test]
fn what_follows_from_it_follows_again() {
    let hall = Hall::default();
    // Typed a year too early; the age was reckoned from that.
    let mut story = unverified(&hall, &[("born", "1/5/1989")]);
    assert_eq!(story.dossier.application.answers["age"], Answer::Number(37));
    story.does(&Actor::System, answered()).unwrap();
    assert_eq!(
        story.dossier.application.answers["age"],
        Answer::Number(37),
        "the typed value stands until it is settled"
    );
    assert!(matches!(
        story.dossier.application.origins["born"],
        Origin::Disputed { .. }
    ));
}

#[test]
fn only_an_open_question_is_answered_and_only_once() {
    let hall = Hall::default();
    let mut story = unverified(&hall, &[]);
    let still_down = Command::Verify {
        fact: "person".to_owned(),
        answer: unavailable(),
    };
    assert_eq!(story.does(&Actor::System, still_down), Err(Why::NotNow));
    let Command::Verify { answer, .. } = answered() else {
        unreachable!()
    };
    let other = Command::Verify {
        fact: "partner".to_owned(),
        answer,
    };
    assert_eq!(story.does(&Actor::System, other), Err(Why::NotNow));
    assert_eq!(story.does(&by(people::leader()), answered()), Err(Why::NotTheirRole));
    story.does(&Actor::System, answered()).unwrap();
    assert_eq!(story.does(&Actor::System, answered()), Err(Why::NotNow));
}

#[test]
fn a_register_that_knows_nothing_leaves_what_was_typed() {
    let hall = Hall::default();
    let mut story = unverified(&hall, &[("name", "Lê Na")]);
    let answer = Fact {
        reply: Reply::Nothing,
        ..unavailable()
    };
    story
        .does(
            &Actor::System,
            Command::Verify {
                fact: "person".to_owned(),
                answer,
            },
        )
        .unwrap();
    let application = &story.dossier.application;
    assert_eq!(
        (&application.answers["name"], &application.origins["name"]),
        (&Answer::from("Lê Na"), &Origin::Typed)
    );
    assert!(!application.origins.contains_key("home"), "nobody owes it any more");
}

/// The register's late answer names two people.
fn several() -> Command {
    let Reply::Known { mut records, .. } = facts(at("2026-11-03 08:00")).get("person").unwrap().reply.clone() else {
        panic!("a record")
    };
    let mut other = records[0].clone();
    other.insert("full_name".to_owned(), Answer::from("Nguyễn Thị Hoa Mai"));
    records.push(other);
    Command::Verify {
        fact: "person".to_owned(),
        answer: Fact {
            reply: Reply::Known { records, chosen: None },
            ..unavailable()
        },
    }
}

#[test]
fn several_records_verify_nothing_until_an_officer_says_which() {
    let hall = Hall::default();
    let mut story = unverified(&hall, &[("name", "Nguyễn Thị Hoa")]).until("handle");
    story.does(&Actor::System, several()).unwrap();
    assert_eq!(story.dossier.unverified(), ["person"]);
    assert!(matches!(
        story.dossier.application.origins["name"],
        Origin::Unverified { .. }
    ));
    let choose = |record| Command::ChooseRecord {
        fact: "person".to_owned(),
        record,
    };
    for other in [people::receptionist(), people::clerk(), people::administrator()] {
        assert_eq!(story.does(&by(other), choose(0)), Err(Why::NotTheirRole));
    }
    let handler = by(people::hall_officer());
    assert_eq!(story.does(&handler, choose(2)), Err(Why::NotNow));
    story.does(&handler, choose(1)).unwrap();
    assert!(story.dossier.unverified().is_empty());
    let Origin::Disputed { said, .. } = &story.dossier.application.origins["name"] else {
        panic!("what was typed differs from the record chosen")
    };
    assert_eq!(*said, Answer::from("Nguyễn Thị Hoa Mai"));
    assert_eq!(story.does(&handler, choose(0)), Err(Why::NotTheirRole), "it is settled");
}

#[test]
fn several_records_hold_the_decision_back() {
    let hall = Hall::default();
    let mut story = unverified(&hall, &[]).until("decide");
    story.does(&Actor::System, several()).unwrap();
    let open = Why::Unverified(vec!["person".to_owned()]);
    assert_eq!(story.leaves(people::leader(), "decide", "approve"), Err(open));
}
