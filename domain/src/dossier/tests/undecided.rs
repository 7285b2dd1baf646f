//! A procedure in which no leader decides: what the officer who handles it does is the decision, and a call gives the result.

use serde_json::{Value, json};

use super::verifying::unverified;
use super::{by, by_citizen};
use crate::dossier::{Actor, CallReply, Command, Outcome, PaperKind, Why};
use crate::procedure::Definition;
use crate::testing::{Hall, Story, at, people};

/// Handled, then recorded by a system that gives the result, then fetched. No desk receives it.
fn recorded() -> Definition {
    let mut definition: Value = serde_json::to_value(crate::testing::hall_definition()).unwrap();
    let step = |id: &str, does: Value, exits: Value| {
        let words = json!({"vi": id, "en": id});
        json!({"step": {"id": id, "name": words, "citizen": words, "does": does, "exits": exits}})
    };
    let on = json!({"id": "accept", "label": {"vi": "Xong", "en": "Done"}, "to": "onward"});
    let no = json!({"id": "refuse", "label": {"vi": "Từ chối", "en": "Refuse"}, "to": {"end": "not_eligible"}, "reason": true});
    let call = json!({"call": {"operation": "hall.book", "send": {}, "keep": {"number": "booking"}, "issues": true}});
    let answers = json!([
        {"id": "done", "label": {"vi": "Đã ghi", "en": "Booked"}, "to": "onward"},
        {"id": "refused", "label": {"vi": "Không được", "en": "Refused"}, "to": {"back": "handle"}},
    ]);
    definition["workflow"] = json!({"seq": [
        step("handle", json!({"task": {"role": "hall_officer", "act": "handle"}}), json!([on, no])),
        step("book", call, answers),
        step("return", json!({"task": {"role": "reception_officer", "act": "return"}}), json!([on])),
    ]});
    serde_json::from_value(definition).unwrap()
}

fn withdraw() -> Command {
    Command::Withdraw { reason: None }
}

#[test]
fn nothing_is_recorded_or_refused_on_what_no_register_has_said() {
    let hall = Hall::of(recorded());
    let mut story = unverified(&hall, &[]);
    story.accepts(people::hall_officer(), "photo").unwrap();
    let open = Why::Unverified(vec!["person".to_owned()]);
    for exit in ["accept", "refuse"] {
        let left = story.leaves(people::hall_officer(), "handle", exit);
        assert_eq!(left, Err(open.clone()), "{exit}");
    }
}

#[test]
fn a_refusal_is_given_in_writing() {
    let hall = Hall::of(recorded());
    let mut story = Story::submitted(&hall, at("2026-11-02 08:00"));
    story.leaves(people::hall_officer(), "handle", "refuse").unwrap();
    assert_eq!(story.dossier.outcome, Some(Outcome::NotEligible));
    let kinds: Vec<_> = story.dossier.issued.iter().map(|it| it.content.kind).collect();
    assert_eq!(kinds, [PaperKind::Refusal]);
}

#[test]
fn it_is_withdrawn_at_once_only_before_anybody_worked_on_it() {
    let hall = Hall::of(recorded());
    let begun = || Story::submitted(&hall, at("2026-11-02 08:00"));
    let hoa = by_citizen(people::hoa());
    let mut untouched = begun();
    untouched.does(&hoa, withdraw()).unwrap();
    assert_eq!(untouched.dossier.outcome, Some(Outcome::Withdrawn));

    let mut taken = begun();
    let take = Command::Take {
        step: "handle".to_owned(),
    };
    taken.does(&by(people::hall_officer()), take).unwrap();
    taken.does(&hoa, withdraw()).unwrap();
    assert!(taken.dossier.outcome.is_none() && taken.dossier.withdrawal.is_some());
    taken
        .does(&by(people::hall_officer()), Command::ConfirmWithdrawal)
        .unwrap();
    assert_eq!(taken.dossier.outcome, Some(Outcome::Withdrawn));
}

#[test]
fn what_a_system_has_recorded_is_not_withdrawn_any_more() {
    let hall = Hall::of(recorded());
    let mut story = Story::submitted(&hall, at("2026-11-02 08:00"));
    story.accepts(people::hall_officer(), "photo").unwrap();
    story.leaves(people::hall_officer(), "handle", "accept").unwrap();
    let hoa = by_citizen(people::hoa());
    assert!(story.would(&hoa, withdraw()).is_ok(), "nothing is recorded yet");
    let reply = CallReply::Done([("number".to_owned(), "17".into())].into());
    let step = "book".to_owned();
    story.does(&Actor::System, Command::Reply { step, reply }).unwrap();
    assert!(!story.dossier.issued.is_empty());
    assert_eq!(story.does(&hoa, withdraw()), Err(Why::SignedAlready));
    assert_eq!(
        story.dossier.next_due(),
        None,
        "it is finished, however long nobody fetches it"
    );
}
