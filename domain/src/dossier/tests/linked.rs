//! A linked group: its parts are opened, answered, added later, withdrawn, in every order (LNK-5, LNK-6).

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use super::by_citizen;
use crate::dossier::{
    Actor, Command, Dossier, DossierId, Effect, EventBody, OfferKind, Outcome, PartOf, Status, Why, hand_on,
    submit_part,
};
use crate::facts::{Fact, Outage, Reply};
use crate::form::{Answer, Answers, Origin, Typed};
use crate::identifiers::DossierCode;
use crate::procedure::{Definition, Register};
use crate::testing::{Hall, Story, at, facts, hall_definition, hall_procedure, people, submission};

fn linked(step: &str, refused: &Value) -> Value {
    let keep = match step {
        "borrow" => json!({"number": "booking_number", "name": "name"}),
        _ => json!({}),
    };
    json!({"step": {
        "id": step,
        "name": {"vi": step, "en": step},
        "citizen": {"vi": step, "en": step},
        "does": {"linked": {
            "procedure": "hall-loan",
            "same": ["name", "home", "phone", "purpose", "day", "guests", "hall", "promised"],
            "give": if step == "borrow" { json!({}) } else { json!({"wishes": {"var": "booking_number"}}) },
            "keep": keep,
            "section": if step == "band" { json!("music") } else { Value::Null },
        }},
        "limit": "3wd",
        "exits": [
            {"id": "done", "label": {"vi": "Xong", "en": "Done"}, "to": "onward"},
            {"id": "refused", "label": {"vi": "Không", "en": "Refused"}, "to": refused},
        ],
    }})
}

fn definition() -> Definition {
    let workflow = json!({"seq": [
        linked("borrow", &json!({"end": "not_eligible"})),
        {"all": [
            {"then": linked("clean", &json!("onward"))},
            {"when": {"==": [{"var": "neighbours"}, true]}, "then": linked("band", &json!("onward"))},
            {"when": {">": [{"var": "guests"}, 10]}, "then": linked("kitchen", &json!("onward"))},
        ]},
    ]});
    let mut definition = Definition {
        workflow: serde_json::from_value(workflow).unwrap(),
        ..hall_definition()
    };
    definition.results[0].number = None;
    definition
}

fn group() -> Hall {
    Hall::of(definition())
}

fn begun(hall: &Hall) -> Story<'_> {
    let now = at("2026-11-02 08:00");
    let mut submission = submission(now);
    for (input, value) in [
        ("equipment.sound", "yes"),
        ("quiet_from", "22:00"),
        ("neighbours", "no"),
    ] {
        submission.typed.set(input, value);
    }
    Story::begin(hall, now, submission, &people::hoa()).unwrap()
}

fn code(serial: u32) -> DossierCode {
    DossierCode::new(&people::receiving(), at("2026-11-02 08:00").date_naive(), serial).unwrap()
}

fn opened(step: &str) -> Command {
    let serial = step.len() as u32;
    Command::PartOpened {
        step: step.to_owned(),
        part: DossierId(Uuid::from_u128(serial.into())),
        code: code(serial),
    }
}

fn ended(step: &str, outcome: Outcome) -> Command {
    let answers = Answers::from([
        ("number".to_owned(), Answer::from("77/2026")),
        ("name".to_owned(), Answer::from("Trần Thị Mây")),
        ("secret".to_owned(), Answer::from("not kept")),
    ]);
    let refused = outcome != Outcome::Completed;
    Command::PartEnded {
        step: step.to_owned(),
        outcome,
        answers,
        reason: refused.then(|| "no room".to_owned()),
        legal: refused.then(|| "1/HL, Art. 2".to_owned()),
    }
}

fn system(story: &mut Story<'_>, command: Command) -> Result<(), Why> {
    story.does(&Actor::System, command)
}

fn going(story: &Story<'_>) -> Vec<String> {
    story.dossier.active.keys().cloned().collect()
}

fn opens(story: &Story<'_>) -> Vec<String> {
    let parts = story.effects.iter().filter_map(|effect| match effect {
        Effect::OpenPart { step } => Some(step.clone()),
        _ => None,
    });
    parts.collect()
}

fn add_band() -> Command {
    Command::AddPart {
        step: "band".to_owned(),
        typed: [("quiet_from", "22:00"), ("neighbours", "yes"), ("guests", "400")]
            .into_iter()
            .collect(),
    }
}

#[test]
fn a_group_opens_its_gate_and_then_the_other_parts_side_by_side() {
    let hall = group();
    let mut story = begun(&hall);
    assert_eq!(story.dossier.status(), Status::LinkedWaiting);
    assert!(
        story.dossier.clock.is_some(),
        "its time runs from submission: no desk receives it"
    );
    assert_eq!(opens(&story), ["borrow"]);
    system(&mut story, opened("borrow")).unwrap();
    assert_eq!(system(&mut story, opened("borrow")), Err(Why::NotNow), "opened once");
    system(&mut story, ended("borrow", Outcome::Completed)).unwrap();
    assert_eq!(going(&story), ["clean", "kitchen"]);
    assert_eq!(opens(&story), ["borrow", "clean", "kitchen"]);
    let answers = &story.dossier.application.answers;
    assert_eq!(answers.get("booking_number"), Some(&Answer::from("77/2026")));
    assert!(!answers.contains_key("secret"));
    assert!(
        matches!(&story.dossier.application.origins["booking_number"], Origin::Part { step, .. } if step == "borrow")
    );
    // A repeat, and a second word of the same part, change nothing.
    assert_eq!(system(&mut story, ended("borrow", Outcome::Rejected)), Err(Why::NotNow));
    system(&mut story, ended("kitchen", Outcome::Completed)).unwrap();
    system(&mut story, ended("clean", Outcome::Completed)).unwrap();
    assert_eq!(story.dossier.outcome, Some(Outcome::Completed));
    assert_eq!(
        Dossier::replay(story.dossier.id, &story.events).as_ref(),
        Some(&story.dossier)
    );
}

#[test]
fn a_refused_gate_ends_the_group_as_the_part_ended() {
    let hall = group();
    for outcome in [
        Outcome::Rejected,
        Outcome::NotEligible,
        Outcome::Stopped,
        Outcome::Withdrawn,
    ] {
        let mut story = begun(&hall);
        system(&mut story, opened("borrow")).unwrap();
        system(&mut story, ended("borrow", outcome)).unwrap();
        assert_eq!(story.dossier.outcome, Some(outcome));
        assert_eq!(story.dossier.last_reason.as_deref(), Some("no room"));
        assert_eq!(opens(&story), ["borrow"], "nothing else is opened");
    }
}

#[test]
fn a_later_refusal_leaves_the_others_going() {
    let hall = group();
    let mut story = begun(&hall);
    system(&mut story, ended("borrow", Outcome::Completed)).unwrap();
    system(&mut story, ended("clean", Outcome::NotEligible)).unwrap();
    assert_eq!(going(&story), ["kitchen"]);
    system(&mut story, ended("kitchen", Outcome::Completed)).unwrap();
    assert_eq!(story.dossier.status(), Status::PartiallyCompleted);
    let end = story.dossier.parts["clean"].ended.as_ref().unwrap();
    assert_eq!(
        (end.reason.as_deref(), end.legal.as_deref()),
        (Some("no room"), Some("1/HL, Art. 2"))
    );
}

#[test]
fn a_part_is_added_while_its_turn_is_to_come_and_while_others_go_on_but_not_afterwards() {
    let hall = group();
    let citizen = by_citizen(people::hoa());
    let offered = |story: &Story<'_>| {
        let offers = story.offers(&citizen);
        offers
            .iter()
            .any(|offer| offer.kind == OfferKind::AddPart && offer.step.as_deref() == Some("band"))
    };
    // Before its turn.
    let mut story = begun(&hall);
    assert!(offered(&story));
    story.does(&citizen, add_band()).unwrap();
    assert!(!offered(&story));
    assert_eq!(going(&story), ["borrow"]);
    assert_eq!(
        story.dossier.application.answers["guests"],
        Answer::Number(50),
        "only its own section changes"
    );
    system(&mut story, ended("borrow", Outcome::Completed)).unwrap();
    assert_eq!(going(&story), ["band", "clean", "kitchen"]);
    // While others go on.
    let mut story = begun(&hall);
    system(&mut story, ended("borrow", Outcome::Completed)).unwrap();
    system(&mut story, ended("clean", Outcome::Completed)).unwrap();
    let not_chosen = Command::AddPart {
        step: "band".to_owned(),
        typed: [("quiet_from", "22:00"), ("neighbours", "no")].into_iter().collect(),
    };
    assert_eq!(story.does(&citizen, not_chosen), Err(Why::PartNotChosen));
    let missing = Command::AddPart {
        step: "band".to_owned(),
        typed: Typed::default(),
    };
    assert!(matches!(story.does(&citizen, missing), Err(Why::Problems(_))));
    story.does(&citizen, add_band()).unwrap();
    assert_eq!(going(&story), ["band", "kitchen"]);
    assert!(story.does(&citizen, add_band()).is_err(), "added once");
    // A part that was there from the start is not to be added.
    let kitchen = Command::AddPart {
        step: "kitchen".to_owned(),
        typed: Typed::default(),
    };
    assert!(story.does(&citizen, kitchen).is_err());
    system(&mut story, ended("kitchen", Outcome::Completed)).unwrap();
    system(&mut story, ended("band", Outcome::Completed)).unwrap();
    assert_eq!(story.does(&citizen, add_band()), Err(Why::Ended));
}

#[test]
fn a_group_is_withdrawn_part_by_part() {
    let hall = group();
    let citizen = by_citizen(people::hoa());
    let withdraw = || Command::Withdraw {
        reason: Some("moved".to_owned()),
    };
    let mut story = begun(&hall);
    story.does(&citizen, withdraw()).unwrap();
    assert!(story.effects.contains(&Effect::WithdrawPart {
        step: "borrow".to_owned()
    }));
    assert_eq!(story.does(&citizen, withdraw()), Err(Why::NotNow));
    assert!(story.does(&citizen, add_band()).is_err());
    system(&mut story, ended("borrow", Outcome::Withdrawn)).unwrap();
    assert_eq!(story.dossier.outcome, Some(Outcome::Withdrawn));
    // What was signed already stays valid, and nothing new begins.
    let mut story = begun(&hall);
    story.does(&citizen, withdraw()).unwrap();
    system(&mut story, ended("borrow", Outcome::Completed)).unwrap();
    assert_eq!(story.dossier.outcome, Some(Outcome::PartiallyCompleted));
    assert_eq!(opens(&story), ["borrow"]);
}

#[test]
fn nobody_but_the_system_opens_and_answers_parts() {
    let hall = group();
    let story = begun(&hall);
    for (_, actor) in people::everyone() {
        for command in [opened("borrow"), ended("borrow", Outcome::Completed)] {
            assert!(story.would(&actor, command).is_err());
        }
    }
}

#[test]
fn a_part_begins_with_what_the_group_declared_and_says_so() {
    let hall = group();
    let part = Hall::default();
    let mut story = begun(&hall);
    system(&mut story, ended("borrow", Outcome::Completed)).unwrap();
    let now = at("2026-11-03 08:00");
    let handed = hand_on(&hall.procedure, &story.dossier, "clean", &hall_procedure(), now).unwrap();
    let mut submission = submission(now);
    submission.typed = Typed::default();
    submission.documents = handed.documents;
    submission.facts = handed.facts;
    let of = PartOf {
        group: story.dossier.id,
        code: story.dossier.application.code.clone(),
        procedure: hall.procedure.id.clone(),
        step: "clean".to_owned(),
        limit: None,
    };
    let events = submit_part(part.given(now), submission, of.clone(), &people::hoa());
    let dossier = Dossier::replay(DossierId(Uuid::from_u128(8)), &events).unwrap();
    let application = &dossier.application;
    assert_eq!(application.group.as_ref(), Some(&of));
    assert_eq!(application.answers["guests"], Answer::Number(50));
    // The register's own words stay the register's; the part that came first changed the name.
    assert_eq!(application.answers["name"], Answer::from("Trần Thị Mây"));
    assert_eq!(application.answers["wishes"], Answer::from("77/2026"));
    match &application.origins["guests"] {
        Origin::Group { origin, .. } => assert_eq!(**origin, Origin::Typed),
        other => panic!("{other:?}"),
    }
    let stored: Dossier = serde_json::from_str(&serde_json::to_string(&dossier).unwrap()).unwrap();
    assert_eq!(stored, dossier);
}

#[test]
fn what_the_group_could_not_verify_is_verified_in_the_part() {
    let hall = group();
    let part = Hall::default();
    let now = at("2026-11-02 08:00");
    let mut given = submission(now);
    let reply = Reply::Unavailable { why: Outage::Down };
    given.facts.set(
        "person",
        Fact {
            register: Register::Population,
            asked_at: now,
            reply,
        },
    );
    for (input, value) in [
        ("name", "Nguyễn Thị Hoa"),
        ("home.province", "01"),
        ("home.commune", "00001"),
        ("home.detail", "Xóm Chùa"),
    ] {
        given.typed.set(input, value);
    }
    let story = Story::begin(&hall, now, given, &people::hoa()).unwrap();
    let handed = hand_on(&hall.procedure, &story.dossier, "borrow", &part.procedure, now).unwrap();
    let mut submission = submission(now);
    submission.typed = Typed::default();
    submission.facts = handed.facts;
    let of = PartOf {
        group: story.dossier.id,
        code: story.dossier.application.code.clone(),
        procedure: hall.procedure.id.clone(),
        step: "borrow".to_owned(),
        limit: None,
    };
    let events = submit_part(part.given(now), submission, of, &people::hoa());
    let mut dossier = Dossier::replay(DossierId(Uuid::from_u128(8)), &events).unwrap();
    assert!(matches!(dossier.application.origins["home"], Origin::Unverified { .. }));
    let answer = facts(now).get("person").unwrap().clone();
    let verify = Command::Verify {
        fact: "person".to_owned(),
        answer,
    };
    let events = crate::dossier::decide(part.given(now), &dossier, verify, &Actor::System).unwrap();
    events.iter().for_each(|event| dossier.apply(event));
    assert!(
        matches!(dossier.application.origins["home"], Origin::Disputed { .. }),
        "the officer sees both"
    );
    assert!(matches!(dossier.application.origins["name"], Origin::Register { .. }));
}

#[test]
fn faults_of_linked_steps_are_named() {
    let faults = |change: &dyn Fn(&mut Value)| {
        let mut stored = serde_json::to_value(definition()).unwrap();
        change(&mut stored);
        let definition: Definition = serde_json::from_value(stored).unwrap();
        crate::procedure::Procedure::new(definition).err().unwrap_or_default()
    };
    let says = |change: &dyn Fn(&mut Value), path: &str, words: &str| {
        let found = faults(change);
        let named = found
            .iter()
            .any(|fault| fault.path == path && fault.kind.to_string().contains(words));
        assert!(named, "{found:?}");
    };
    let gate = "/workflow/seq/0/step";
    says(
        &|it| it.pointer_mut(gate).unwrap()["exits"][1]["id"] = json!("no"),
        "workflow.borrow",
        "'done' and 'refused'",
    );
    says(
        &|it| it.pointer_mut(gate).unwrap()["does"]["linked"]["same"][0] = json!("nothing"),
        "workflow.borrow.same",
        "no field",
    );
    says(
        &|it| it.pointer_mut(gate).unwrap()["does"]["linked"]["section"] = json!("nothing"),
        "workflow.borrow.section",
        "no section",
    );
    says(
        &|it| it.pointer_mut(gate).unwrap()["does"]["linked"]["give"]["wishes"] = json!({"var": "later"}),
        "workflow.borrow.give.wishes",
        "later",
    );
    says(
        &|it| {
            let mut task = serde_json::to_value(hall_definition().workflow).unwrap()["seq"][0].clone();
            task["step"]["exits"][1]["to"] = json!({"back": "borrow"});
            it.pointer_mut("/workflow/seq")
                .unwrap()
                .as_array_mut()
                .unwrap()
                .push(task);
        },
        "workflow.receive",
        "opened twice",
    );
}

/// What may happen to a group, in any order and any number of times.
fn happenings() -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    prop::collection::vec((0..5_usize, 0..4_usize, 0..5_usize), 0..40)
}

const STEPS: [&str; 4] = ["borrow", "clean", "band", "kitchen"];

fn happens(story: &mut Story<'_>, (what, step, outcome): (usize, usize, usize)) {
    let citizen = by_citizen(people::hoa());
    let outcomes = [
        Outcome::Completed,
        Outcome::Completed,
        Outcome::NotEligible,
        Outcome::Withdrawn,
        Outcome::Stopped,
    ];
    let _ = match what {
        0 => system(story, opened(STEPS[step])),
        1 | 2 => system(story, ended(STEPS[step], outcomes[outcome])),
        3 => story.does(&citizen, add_band()),
        _ if outcome == 0 => story.does(&citizen, Command::Withdraw { reason: None }),
        _ => Ok(()),
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever comes in whatever order: each part is opened and answered at most once, nothing starts before the gate or
    /// after a withdrawal, and the group ends when its parts have and only then, as they did.
    #[test]
    fn in_every_order_a_group_stays_sound(happenings in happenings()) {
        let hall = group();
        let mut story = begun(&hall);
        for happening in happenings {
            happens(&mut story, happening);
        }
        // Then everybody still asked answers.
        for _ in 0..STEPS.len() {
            for step in going(&story) {
                system(&mut story, ended(&step, Outcome::Completed)).unwrap();
            }
        }
        let dossier = &story.dossier;
        prop_assert!(dossier.outcome.is_some(), "{:?}", going(&story));
        let replayed = Dossier::replay(dossier.id, &story.events);
        prop_assert_eq!(replayed.as_ref(), Some(dossier));
        let mut count: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for event in &story.events {
            match &event.body {
                EventBody::Entered { step, .. } => *count.entry(("entered", step)).or_default() += 1,
                EventBody::PartOpened { step, .. } => *count.entry(("opened", step)).or_default() += 1,
                EventBody::PartEnded { step, .. } => *count.entry(("ended", step)).or_default() += 1,
                _ => {}
            }
        }
        prop_assert!(count.values().all(|times| *times == 1), "{:?}", count);
        prop_assert!(dossier.parts.values().all(|part| part.ended.is_some()));
        let wanted = opens(&story);
        prop_assert_eq!(wanted.len(), dossier.parts.len(), "each part is opened by one effect");
        let gate = dossier.parts["borrow"].ended.as_ref().unwrap().outcome;
        let all = dossier.parts.values().all(|part| part.ended.as_ref().unwrap().outcome == Outcome::Completed);
        match dossier.outcome.unwrap() {
            Outcome::Completed => prop_assert!(all),
            Outcome::PartiallyCompleted => prop_assert!(gate == Outcome::Completed),
            Outcome::Withdrawn if dossier.withdrawing.is_some() => {}
            outcome => prop_assert!(outcome == gate && dossier.parts.len() == 1),
        }
    }
}
