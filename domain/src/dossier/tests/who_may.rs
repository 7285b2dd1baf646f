//! Every actor tries every command in every situation. What is not in the table is refused.

use super::{by, by_citizen, check, leave};
use crate::dossier::{Actor, CallReply, Command, SupplementItem, decide};
use crate::facts::{Fact, Outage, Reply};
use crate::form::{Answers, Typed};
use crate::procedure::Register;
use crate::testing::{Hall, Story, at, facts, people, submission, upload};

fn actors() -> Vec<(&'static str, Actor)> {
    let mut actors = people::everyone();
    actors.extend([
        ("level one", by_citizen(people::hoa_level_one())),
        ("stranger", by_citizen(people::stranger())),
        ("outsider", by(people::outsider())),
        ("administrator", by(people::administrator())),
        ("system", Actor::System),
    ]);
    actors
}

/// Every command there is: every way out of every step, and all others.
fn commands(hall: &Hall) -> Vec<(String, Command)> {
    let mut commands = Vec::new();
    for step in hall.procedure.flow().steps() {
        let id = step.id.clone();
        commands.push((format!("take {id}"), Command::Take { step: id.clone() }));
        let items = vec![SupplementItem::Document {
            id: "plan".to_owned(),
            note: String::new(),
        }];
        let ask = Command::RequestSupplement {
            step: id.clone(),
            items,
            reason: "missing".to_owned(),
            leader_override: true,
        };
        commands.push((format!("ask at {id}"), ask));
        let reply = CallReply::Done(Answers::new());
        commands.push((
            format!("reply {id}"),
            Command::Reply {
                step: id.clone(),
                reply,
            },
        ));
        commands.extend(
            step.exits
                .iter()
                .map(|exit| (format!("{id}: {}", exit.id), leave(&id, &exit.id))),
        );
    }
    let plan = [("plan".to_owned(), vec![upload("plan.pdf", at("2026-11-03 09:00"))])].into();
    let answer = facts(at("2026-11-03 09:00")).get("person").unwrap().clone();
    let others = [
        ("check", check("photo", None)),
        (
            "supplement",
            Command::Supplement {
                typed: Typed::default(),
                documents: plan,
            },
        ),
        ("withdraw", Command::Withdraw { reason: None }),
        (
            "extend",
            Command::Extend {
                until: at("2026-11-18 17:00"),
                reason: "rain".to_owned(),
            },
        ),
        (
            "verify",
            Command::Verify {
                fact: "person".to_owned(),
                answer,
            },
        ),
        ("give up", Command::GiveUpWaiting),
    ];
    commands.extend(others.map(|(name, command)| (name.to_owned(), command)));
    commands
}

/// Who may do what; everybody else and everything else is refused.
type Table = &'static [(&'static str, &'static [&'static str])];

fn only(story: &Story<'_>, hall: &Hall, situation: &str, table: Table) {
    let commands = commands(hall);
    for (name, _) in table {
        assert!(
            commands.iter().any(|(known, _)| known == name),
            "{situation}: '{name}' is no command"
        );
    }
    for (name, command) in commands {
        let allowed = table
            .iter()
            .find(|(known, _)| *known == name)
            .map_or(&[][..], |(_, who)| who);
        for (who, actor) in actors() {
            let answer = decide(hall.given(story.now), &story.dossier, command.clone(), &actor);
            assert_eq!(
                answer.is_ok(),
                allowed.contains(&who),
                "{situation}: {who} tries {name}: {answer:?}"
            );
        }
    }
}

fn begun<'h>(hall: &'h Hall, inputs: &[(&str, &str)]) -> Story<'h> {
    let now = at("2026-11-02 08:00");
    let mut submission = submission(now);
    inputs
        .iter()
        .for_each(|(input, value)| submission.typed.set(input, value));
    submission
        .documents
        .insert("plan".to_owned(), vec![upload("plan.pdf", now)]);
    Story::begin(hall, now, submission, &people::hoa())
        .unwrap()
        .later(at("2026-11-03 09:00"))
}

fn checked(mut story: Story<'_>) -> Story<'_> {
    for document in ["photo", "plan"] {
        story.does(&by(people::hall_officer()), check(document, None)).unwrap();
    }
    story
}

#[test]
fn at_reception() {
    let hall = Hall::default();
    only(
        &begun(&hall, &[]),
        &hall,
        "at reception",
        &[
            ("take receive", &["receptionist"]),
            ("receive: accept", &["receptionist"]),
            ("receive: reject", &["receptionist"]),
            ("check", &["receptionist"]),
            ("ask at receive", &["receptionist", "leader"]),
            ("withdraw", &["applicant"]),
        ],
    );
}

#[test]
fn while_handling() {
    let hall = Hall::default();
    only(
        &begun(&hall, &[]).until("handle"),
        &hall,
        "documents unseen",
        &[
            ("take handle", &["hall officer"]),
            ("handle: to_reception", &["hall officer"]),
            ("check", &["hall officer"]),
            ("ask at handle", &["hall officer", "leader"]),
            ("withdraw", &["applicant"]),
            ("extend", &["leader"]),
        ],
    );
    only(
        &checked(begun(&hall, &[]).until("handle")),
        &hall,
        "documents seen",
        &[
            ("take handle", &["hall officer"]),
            ("handle: propose", &["hall officer"]),
            ("handle: to_reception", &["hall officer"]),
            ("check", &["hall officer"]),
            ("ask at handle", &["hall officer", "leader"]),
            ("withdraw", &["applicant"]),
            ("extend", &["leader"]),
        ],
    );
}

#[test]
fn side_by_side() {
    let hall = Hall::default();
    let sound = [
        ("equipment.sound", "yes"),
        ("quiet_from", "22:00"),
        ("neighbours", "no"),
    ];
    only(
        &begun(&hall, &sound).until("prepare"),
        &hall,
        "two branches",
        &[
            ("take prepare", &["caretaker"]),
            ("prepare: ready", &["caretaker"]),
            ("ask at prepare", &["caretaker", "leader"]),
            ("take listen", &["hall officer"]),
            ("listen: asked", &["hall officer"]),
            ("ask at listen", &["hall officer", "leader"]),
            ("check", &["hall officer", "caretaker"]),
            ("withdraw", &["applicant"]),
            ("extend", &["leader"]),
        ],
    );
    let many = [("guests", "350"), ("wishes", "more chairs")];
    only(
        &begun(&hall, &many).until("safety"),
        &hall,
        "safety",
        &[
            ("take safety", &["fire officer"]),
            ("safety: safe", &["fire officer"]),
            ("safety: unsafe", &["fire officer"]),
            ("ask at safety", &["fire officer", "leader"]),
            ("check", &["fire officer"]),
            ("withdraw", &["applicant"]),
            ("extend", &["leader"]),
        ],
    );
}

#[test]
fn waiting_for_a_national_system() {
    let hall = Hall::default();
    only(
        &begun(&hall, &[]).until("book"),
        &hall,
        "booking",
        &[
            ("reply book", &["system"]),
            ("withdraw", &["applicant"]),
            ("extend", &["leader"]),
        ],
    );
}

#[test]
fn at_the_leaders() {
    let hall = Hall::default();
    only(
        &begun(&hall, &[]).until("decide"),
        &hall,
        "deciding",
        &[
            ("take decide", &["leader"]),
            ("decide: approve", &["leader"]),
            ("decide: decline", &["leader"]),
            ("decide: send_back", &["leader"]),
            ("withdraw", &["applicant"]),
            ("extend", &["leader"]),
        ],
    );
}

#[test]
fn after_the_decision() {
    let hall = Hall::default();
    let seal: Table = &[
        ("take seal", &["clerk"]),
        ("seal: seal", &["clerk"]),
        ("extend", &["leader"]),
    ];
    only(&begun(&hall, &[]).until("seal"), &hall, "sealing", seal);
    let hand_over: Table = &[
        ("take return", &["receptionist"]),
        ("return: returned", &["receptionist"]),
        ("extend", &["leader"]),
    ];
    only(&begun(&hall, &[]).until("return"), &hall, "handing over", hand_over);
    only(&begun(&hall, &[]).until("nothing"), &hall, "ended", &[]);
}

#[test]
fn while_a_supplement_is_awaited() {
    let hall = Hall::default();
    let mut story = checked(begun(&hall, &[]).until("handle"));
    story.asks_for_plan(people::hall_officer(), "handle", false).unwrap();
    only(
        &story,
        &hall,
        "awaiting a supplement",
        &[
            ("take handle", &["hall officer"]),
            ("check", &["hall officer"]),
            ("supplement", &["applicant"]),
            ("withdraw", &["applicant"]),
        ],
    );
    only(
        &story.later(at("2026-11-30 09:00")),
        &hall,
        "awaited too long",
        &[
            ("take handle", &["hall officer"]),
            ("check", &["hall officer"]),
            ("supplement", &["applicant"]),
            ("withdraw", &["applicant"]),
            ("give up", &["system"]),
        ],
    );
}

#[test]
fn while_a_register_is_down() {
    let hall = Hall::default();
    let now = at("2026-11-02 08:00");
    let mut submission = submission(now);
    let reply = Reply::Unavailable { why: Outage::Down };
    submission.facts.set(
        "person",
        Fact {
            register: Register::Population,
            asked_at: now,
            reply,
        },
    );
    let story = Story::begin(&hall, now, submission, &people::hoa())
        .unwrap()
        .later(at("2026-11-03 09:00"));
    only(
        &story.until("decide"),
        &hall,
        "unverified",
        &[
            ("take decide", &["leader"]),
            ("decide: send_back", &["leader"]),
            ("verify", &["system"]),
            ("withdraw", &["applicant"]),
            ("extend", &["leader"]),
        ],
    );
}
