//! Something is paid for before an officer looks at it: while the applicant is waited for, the clock stands (TIM-6).

use serde_json::{Value, json};

use super::by_citizen;
use crate::calendar::{Limit, StopKind};
use crate::dossier::{Actor, CallReply, Command, Effect, Milestone, Outcome, Status, Why};
use crate::procedure::Definition;
use crate::testing::{Hall, Story, at, people};

/// Paid for, then handled within two working days; three working days for all of it. No desk receives it. Given `first`,
/// an officer reckons the sum before.
fn paid(first: bool) -> Definition {
    let mut definition: Value = serde_json::to_value(crate::testing::hall_definition()).unwrap();
    let step = |id: &str, does: Value, exits: Value| {
        let words = json!({"vi": id, "en": id});
        json!({"step": {"id": id, "name": words, "citizen": words, "does": does, "exits": exits, "limit": null}})
    };
    let on = json!({"id": "accept", "label": {"vi": "Xong", "en": "Done"}, "to": "onward"});
    let call = json!({"call": {"operation": "payment.collect", "stops": "payment"}});
    let answers = json!([
        {"id": "done", "label": {"vi": "Đã nộp", "en": "Paid"}, "to": "onward"},
        {"id": "refused", "label": {"vi": "Không nộp", "en": "Not paid"}, "to": {"end": "stopped"}},
    ]);
    let task = json!({"task": {"role": "hall_officer", "act": "handle"}});
    let book = json!({"call": {"operation": "hall.book", "keep": {"number": "booking"}, "issues": true}});
    let mut handle = step("handle", task.clone(), json!([on]));
    handle["step"]["limit"] = json!("2wd");
    let mut steps = vec![step("pay", call, answers.clone()), handle, step("book", book, answers)];
    if first {
        steps.insert(0, step("reckon", task, json!([on])));
    }
    definition["workflow"] = json!({"seq": steps});
    definition["time_limit"]["limit"] = json!("3wd");
    serde_json::from_value(definition).unwrap()
}

fn answer(reply: CallReply) -> Command {
    Command::Reply {
        step: "pay".to_owned(),
        reply,
    }
}

fn told(story: &Story<'_>) -> bool {
    story.effects.contains(&Effect::Notify {
        milestone: Milestone::PaymentRequested,
    })
}

#[test]
fn nobody_is_late_while_the_applicant_has_not_paid() {
    let hall = Hall::of(paid(false));
    let mut story = Story::submitted(&hall, at("2026-11-02 08:00"));
    assert_eq!(story.dossier.status(), Status::AwaitingPayment);
    assert_eq!(story.dossier.status().national().0, 6);
    assert_eq!(story.dossier.awaiting_payment(), Some("pay"));
    assert_eq!(story.dossier.next_due(), None);
    assert!(!told(&story), "who submits sees it at once");
    let before = story.dossier.clock.clone().unwrap();
    assert_eq!(before.limit, Limit::WorkingDays(3));

    // A week later the three days run as if it had been submitted now.
    story = story.later(at("2026-11-09 09:00"));
    story.does(&Actor::System, answer(CallReply::Done([].into()))).unwrap();
    assert_eq!(story.dossier.status(), Status::Handling);
    let clock = story.dossier.clock.clone().unwrap();
    let calendar = hall.given(story.now).calendar;
    assert_eq!(
        clock.due,
        calendar.due_at(at("2026-11-09 08:00"), Limit::WorkingDays(3), &[])
    );
    assert_eq!((clock.lawful_due, clock.due_before), (clock.due, Some(before.due)));
    assert_eq!(story.dossier.next_due(), Some(clock.due));
    let handle = calendar.due_at(at("2026-11-09 09:00"), Limit::WorkingDays(2), &[]);
    assert_eq!(story.dossier.active["handle"].due, Some(handle));
    let stops: Vec<_> = clock.stops.iter().map(|stop| (stop.kind, stop.from, stop.to)).collect();
    let paid = Some(at("2026-11-09 09:00"));
    assert_eq!(stops, [(StopKind::Payment, at("2026-11-02 08:00"), paid)]);
}

#[test]
fn who_does_not_pay_ends_it_where_they_would_pay() {
    let hall = Hall::of(paid(false));
    let mut story = Story::submitted(&hall, at("2026-11-02 08:00"));
    let withdraw = Command::Withdraw { reason: None };
    // The money may be on its way at this moment.
    assert_eq!(
        story.does(&by_citizen(people::hoa()), withdraw),
        Err(Why::AwaitingPayment)
    );
    let refused = CallReply::Refused("Người nộp đã hủy".to_owned());
    story.does(&Actor::System, answer(refused)).unwrap();
    assert_eq!(story.dossier.outcome, Some(Outcome::Stopped));
    assert_eq!(story.dossier.last_reason.as_deref(), Some("Người nộp đã hủy"));
    let clock = story.dossier.clock.as_ref().unwrap();
    assert!(clock.stops.iter().all(|stop| stop.to.is_some()));
}

#[test]
fn who_must_pay_later_is_told() {
    let hall = Hall::of(paid(true));
    let mut story = Story::submitted(&hall, at("2026-11-02 08:00"));
    assert_eq!(story.dossier.status(), Status::Handling);
    story.accepts(people::hall_officer(), "photo").unwrap();
    story.leaves(people::hall_officer(), "reckon", "accept").unwrap();
    assert_eq!(story.dossier.status(), Status::AwaitingPayment);
    assert!(told(&story));
}
