//! Events and states survive being stored.

use crate::dossier::{Actor, Command, Dossier, Event, EventBody};
use crate::facts::{Fact, Outage, Reply};
use crate::procedure::Register;
use crate::testing::{Hall, Story, at, facts, people, submission};

use super::{by, check};

fn again(event: &Event) -> Event {
    serde_json::from_str(&serde_json::to_string(event).unwrap()).unwrap()
}

/// A dossier to which nearly everything happens that can.
fn eventful(hall: &Hall) -> Story<'_> {
    let now = at("2026-11-02 08:00");
    let mut submission = submission(now);
    let reply = Reply::Unavailable { why: Outage::Slow };
    submission.facts.set(
        "person",
        Fact {
            register: Register::Population,
            asked_at: now,
            reply,
        },
    );
    let mut story = Story::begin(hall, now, submission, &people::hoa()).unwrap();
    story
        .does(
            &by(people::receptionist()),
            Command::Take {
                step: "receive".to_owned(),
            },
        )
        .unwrap();
    story
        .does(&by(people::receptionist()), check("photo", Some("blurred")))
        .unwrap();
    story.does(&by(people::receptionist()), check("photo", None)).unwrap();
    let mut story = story.until("handle");
    story.asks_for_plan(people::hall_officer(), "handle", false).unwrap();
    story.sends_plan().unwrap();
    let answer = facts(now).get("person").unwrap().clone();
    story
        .does(
            &Actor::System,
            Command::Verify {
                fact: "person".to_owned(),
                answer,
            },
        )
        .unwrap();
    let until = at("2026-11-20 17:00");
    story
        .does(
            &by(people::leader()),
            Command::Extend {
                until,
                reason: "rain".to_owned(),
            },
        )
        .unwrap();
    story.until("nothing")
}

#[test]
fn every_kind_of_event() {
    let hall = Hall::default();
    let story = eventful(&hall);
    for event in &story.events {
        assert_eq!(again(event), *event);
    }
    let mut withdrawn = Story::submitted(&hall, at("2026-11-02 08:00"));
    let reason = Some("it rains".to_owned());
    withdrawn
        .does(&Actor::Citizen(people::hoa()), Command::Withdraw { reason })
        .unwrap();
    let last = withdrawn.events.last().unwrap();
    assert!(matches!(&last.body, EventBody::Ended { reason: Some(_), .. }));
    assert_eq!(again(last), *last);
}

#[test]
fn the_state_and_what_is_replayed_from_storage() {
    let hall = Hall::default();
    let story = eventful(&hall);
    let stored: Vec<Event> = story.events.iter().map(again).collect();
    assert_eq!(Dossier::replay(story.dossier.id, &stored), Some(story.dossier.clone()));
    let text = serde_json::to_string(&story.dossier).unwrap();
    assert_eq!(serde_json::from_str::<Dossier>(&text).unwrap(), story.dossier);
}

#[test]
fn effects_survive_being_stored() {
    let hall = Hall::default();
    for effect in eventful(&hall).effects {
        let text = serde_json::to_string(&effect).unwrap();
        assert_eq!(serde_json::from_str::<crate::dossier::Effect>(&text).unwrap(), effect);
    }
}

#[test]
fn nothing_begins_without_a_submission() {
    let hall = Hall::default();
    let story = eventful(&hall);
    assert_eq!(Dossier::replay(story.dossier.id, &[]), None);
    assert_eq!(Dossier::replay(story.dossier.id, &story.events[1..]), None);
}
