//! The clock through events: the worked example of the rules, 13.1.

use crate::calendar::{Limit, Timeliness, vietnam_time};
use crate::dossier::{Command, Effect, EventBody, Outcome, Status, Why};
use crate::testing::{Hall, Story, at, people};
use chrono::{DateTime, Utc};

use super::by;

fn accepted(hall: &Hall) -> Story<'_> {
    Story::submitted(hall, at("2026-11-02 08:00"))
        .later(at("2026-11-02 09:00"))
        .until("handle")
}

/// Asked for the plan on 6 November, sent on 12 November.
fn supplemented(hall: &Hall) -> Story<'_> {
    let mut story = accepted(hall).later(at("2026-11-06 10:00"));
    story.asks_for_plan(people::hall_officer(), "handle", false).unwrap();
    let mut story = story.later(at("2026-11-12 15:00"));
    story.sends_plan().unwrap();
    story
}

fn due(story: &Story<'_>) -> String {
    vietnam_time(story.dossier.clock.as_ref().unwrap().due).to_string()
}

fn said(text: &str) -> String {
    vietnam_time(at(text)).to_string()
}

fn extend(until: DateTime<Utc>) -> Command {
    Command::Extend {
        until,
        reason: "the roof leaks".to_owned(),
    }
}

#[test]
fn ten_working_days_from_acceptance() {
    let hall = Hall::default();
    let story = accepted(&hall);
    let clock = story.dossier.clock.as_ref().unwrap();
    assert_eq!(
        (clock.accepted_at, clock.limit),
        (at("2026-11-02 09:00"), Limit::WorkingDays(10))
    );
    assert_eq!(due(&story), said("2026-11-16 17:00"));
    assert_eq!(story.dossier.next_due(), Some(at("2026-11-16 17:00")));
}

#[test]
fn waiting_for_the_applicant_takes_four_working_days_out() {
    let hall = Hall::default();
    let mut story = accepted(&hall).later(at("2026-11-06 10:00"));
    story.asks_for_plan(people::hall_officer(), "handle", false).unwrap();
    assert_eq!(story.dossier.status(), Status::SupplementInHandling);
    assert_eq!(story.dossier.next_due(), None, "the clock stands");
    let mut story = story.later(at("2026-11-12 15:00"));
    story.sends_plan().unwrap();
    let clock = story.dossier.clock.as_ref().unwrap();
    assert_eq!(clock.due, at("2026-11-20 17:00"));
    assert_eq!(clock.due_before, Some(at("2026-11-16 17:00")), "both dates are kept");
    assert_eq!(clock.stops.len(), 1);
    assert_eq!(story.dossier.next_due(), Some(at("2026-11-20 17:00")));
    assert!(!story.dossier.beyond_lawful);
}

#[test]
fn the_step_gets_its_time_back_as_well() {
    let hall = Hall::default();
    let before = accepted(&hall).dossier.active["handle"].due;
    assert_eq!(before, Some(at("2026-11-05 17:00")));
    let mut story = accepted(&hall).later(at("2026-11-04 10:00"));
    story.asks_for_plan(people::hall_officer(), "handle", false).unwrap();
    let mut story = story.later(at("2026-11-06 15:00"));
    story.sends_plan().unwrap();
    assert_eq!(story.dossier.active["handle"].due, Some(at("2026-11-09 17:00")));
}

#[test]
fn a_second_request_needs_a_leader_and_is_flagged() {
    let hall = Hall::default();
    let mut story = supplemented(&hall);
    assert_eq!(
        story.asks_for_plan(people::hall_officer(), "handle", false),
        Err(Why::SupplementUsed)
    );
    assert_eq!(
        story.asks_for_plan(people::hall_officer(), "handle", true),
        Err(Why::SupplementUsed)
    );
    assert_eq!(
        story.asks_for_plan(people::leader(), "handle", false),
        Err(Why::SupplementUsed),
        "it must be said"
    );
    story.asks_for_plan(people::leader(), "handle", true).unwrap();
    assert!(story.dossier.beyond_lawful);
    assert_eq!(story.dossier.supplements, 2);
}

#[test]
fn early_on_time_overdue() {
    let hall = Hall::default();
    let due = supplemented(&hall).dossier.clock.unwrap().due;
    let of = |finished| Timeliness::of(due, Some(at(finished)), at("2026-12-01 08:00"));
    assert_eq!(of("2026-11-19 17:00"), Timeliness::Early);
    assert_eq!(of("2026-11-20 16:59"), Timeliness::OnTime);
    assert_eq!(of("2026-11-20 17:01"), Timeliness::Overdue);
}

#[test]
fn one_extension_before_or_on_the_due_date() {
    let hall = Hall::default();
    let mut story = supplemented(&hall).later(at("2026-11-20 16:00"));
    let leader = by(people::leader());
    assert_eq!(
        story.does(&by(people::hall_officer()), extend(at("2026-11-27 17:00"))),
        Err(Why::NotTheirRole)
    );
    assert_eq!(
        story.does(&leader, extend(at("2026-11-20 17:00"))),
        Err(Why::BadDate),
        "no later than before"
    );
    assert_eq!(
        story.does(&leader, extend(at("2026-12-08 17:00"))),
        Err(Why::BadDate),
        "longer than the limit"
    );
    let silent = Command::Extend {
        until: at("2026-11-27 17:00"),
        reason: " ".to_owned(),
    };
    assert_eq!(story.does(&leader, silent), Err(Why::ReasonMissing));
    let status = story.dossier.status();
    story.does(&leader, extend(at("2026-11-27 17:00"))).unwrap();
    let clock = story.dossier.clock.clone().unwrap();
    assert_eq!(
        (clock.due, clock.due_before),
        (at("2026-11-27 17:00"), Some(at("2026-11-20 17:00")))
    );
    assert_eq!(
        clock.lawful_due,
        at("2026-11-20 17:00"),
        "reports go on counting from here"
    );
    assert!(clock.extended);
    assert_eq!(story.dossier.status(), status, "an extension is no state");
    assert_eq!(
        story.does(&leader, extend(at("2026-11-30 17:00"))),
        Err(Why::ExtendedAlready)
    );
}

#[test]
fn an_extension_after_the_due_date_is_too_late() {
    let hall = Hall::default();
    let mut story = supplemented(&hall).later(at("2026-11-20 18:00"));
    assert!(
        story
            .would(&by(people::leader()), extend(at("2026-11-27 17:00")))
            .is_ok(),
        "on the due date"
    );
    story = story.later(at("2026-11-21 08:00"));
    assert_eq!(
        story.does(&by(people::leader()), extend(at("2026-11-27 17:00"))),
        Err(Why::TooLateToExtend)
    );
}

#[test]
fn the_longest_extension_is_the_limit_again() {
    let hall = Hall::default();
    let story = accepted(&hall);
    let until = |text| story.would(&by(people::leader()), extend(at(text)));
    // Ten working days after Mon 16 Nov 17:00, 24 November off.
    assert!(until("2026-12-01 17:00").is_ok());
    assert_eq!(until("2026-12-01 17:01"), Err(Why::BadDate));
}

#[test]
fn a_supplement_after_an_extension_moves_the_new_date() {
    let hall = Hall::default();
    let mut story = accepted(&hall).later(at("2026-11-03 09:00"));
    story
        .does(&by(people::leader()), extend(at("2026-11-27 17:00")))
        .unwrap();
    let mut story = story.later(at("2026-11-06 10:00"));
    story.asks_for_plan(people::hall_officer(), "handle", false).unwrap();
    let blocked = story.would(&by(people::leader()), extend(at("2026-11-30 17:00")));
    assert_eq!(blocked, Err(Why::ExtendedAlready));
    let mut story = story.later(at("2026-11-12 15:00"));
    story.sends_plan().unwrap();
    let clock = story.dossier.clock.as_ref().unwrap();
    assert_eq!(
        clock.due,
        at("2026-12-03 17:00"),
        "four working days later than Fri 27 Nov"
    );
    assert_eq!(clock.lawful_due, at("2026-11-20 17:00"));
}

#[test]
fn while_the_clock_stands_nothing_is_extended() {
    let hall = Hall::default();
    let mut story = accepted(&hall).later(at("2026-11-06 10:00"));
    story.asks_for_plan(people::hall_officer(), "handle", false).unwrap();
    assert_eq!(
        story.would(&by(people::leader()), extend(at("2026-11-27 17:00"))),
        Err(Why::AwaitingSupplement)
    );
}

#[test]
fn the_answer_clock_runs_from_submission_and_stands_for_a_supplement() {
    let hall = Hall::default();
    let story = Story::submitted(&hall, at("2026-11-20 16:00"));
    assert_eq!(story.dossier.next_due(), Some(at("2026-11-23 16:00")));
    let mut story = story.later(at("2026-11-20 17:00"));
    story.asks_for_plan(people::receptionist(), "receive", false).unwrap();
    assert_eq!(story.dossier.status(), Status::SupplementAtReception);
    let mut story = story.later(at("2026-11-25 10:00"));
    story.sends_plan().unwrap();
    // Seven working hours were left on Wed 25 Nov 10:00: five and a half that day, the rest on Thursday.
    assert_eq!(story.dossier.next_due(), Some(at("2026-11-26 09:00")));
    assert!(story.dossier.clock.is_none());
}

#[test]
fn coming_back_to_reception_does_not_start_the_clock_anew() {
    let hall = Hall::default();
    let mut story = accepted(&hall).later(at("2026-11-04 09:00"));
    story.leaves(people::hall_officer(), "handle", "to_reception").unwrap();
    story.leaves(people::receptionist(), "receive", "accept").unwrap();
    assert_eq!(due(&story), said("2026-11-16 17:00"));
    assert_eq!(
        story
            .events
            .iter()
            .filter(|event| matches!(event.body, EventBody::Accepted { .. }))
            .count(),
        1
    );
}

#[test]
fn waiting_has_an_end() {
    use crate::dossier::Actor;
    let hall = Hall::default();
    let mut story = accepted(&hall).later(at("2026-11-06 10:00"));
    assert_eq!(
        story.does(&Actor::System, Command::GiveUpWaiting),
        Err(Why::NoSupplementOpen)
    );
    story.asks_for_plan(people::hall_officer(), "handle", false).unwrap();
    let until = story.dossier.supplement.as_ref().unwrap().until;
    assert_eq!(until, at("2026-11-17 17:00"));
    let Some(Effect::AwaitSupplement { at: look }) = story.effects.last().cloned() else {
        panic!("no timer")
    };
    let mut story = story.later(until);
    assert_eq!(
        story.does(&Actor::System, Command::GiveUpWaiting),
        Err(Why::NotNow),
        "the last minute counts"
    );
    let mut story = story.later(look);
    story.does(&Actor::System, Command::GiveUpWaiting).unwrap();
    assert_eq!(story.dossier.outcome, Some(Outcome::Stopped));
    assert_eq!(story.does(&Actor::System, Command::GiveUpWaiting), Err(Why::Ended));
}
