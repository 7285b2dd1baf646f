//! What a supplement changes, and what it cannot.

use std::collections::BTreeMap;

use super::{by, by_citizen, check};
use crate::dossier::{Command, Status, SupplementItem, Verdict, Why};
use crate::form::{Answer, ProblemKind, Typed};
use crate::testing::{Hall, Story, at, people, upload};

fn field(id: &str) -> SupplementItem {
    SupplementItem::Field {
        id: id.to_owned(),
        note: "look again".to_owned(),
    }
}

fn document(id: &str) -> SupplementItem {
    SupplementItem::Document {
        id: id.to_owned(),
        note: "all pages".to_owned(),
    }
}

fn ask(items: Vec<SupplementItem>) -> Command {
    Command::RequestSupplement {
        step: "handle".to_owned(),
        items,
        reason: "unclear".to_owned(),
        leader_override: false,
    }
}

fn send(inputs: &[(&str, &str)], documents: &[&str]) -> Command {
    let file = |id: &&str| ((*id).to_owned(), vec![upload("new.pdf", at("2026-11-04 10:00"))]);
    Command::Supplement {
        typed: inputs.iter().copied().collect::<Typed>(),
        documents: documents.iter().map(file).collect::<BTreeMap<_, _>>(),
    }
}

/// Being handled, with chairs and sound ordered, and a supplement asked for.
fn asked<'h>(hall: &'h Hall, items: Vec<SupplementItem>) -> Story<'h> {
    let now = at("2026-11-02 08:00");
    let mut submission = crate::testing::submission(now);
    for (input, value) in [
        ("equipment.chairs", "yes"),
        ("equipment.sound", "yes"),
        ("quiet_from", "22:00"),
        ("neighbours", "yes"),
    ] {
        submission.typed.set(input, value);
    }
    let mut story = Story::begin(hall, now, submission, &people::hoa())
        .unwrap()
        .until("handle");
    story.does(&by(people::hall_officer()), check("photo", None)).unwrap();
    story.does(&by(people::hall_officer()), ask(items)).unwrap();
    story.later(at("2026-11-04 10:00"))
}

#[test]
fn only_what_was_asked_for_changes() {
    let hall = Hall::default();
    let mut story = asked(&hall, vec![field("guests"), document("photo")]);
    let before = story.dossier.application.clone();
    let more = [
        ("guests", "60"),
        ("purpose", "meeting"),
        ("hall.commune", "99999"),
        ("guestsx", "1"),
        ("nothing", "1"),
    ];
    story
        .does(&by_citizen(people::hoa()), send(&more, &["photo", "plan", "letter"]))
        .unwrap();
    let after = &story.dossier.application;
    assert_eq!(after.answers["guests"], Answer::Number(60));
    assert_eq!(after.typed.get("guests"), Some("60"));
    let mut expected = before.clone();
    expected.answers.insert("guests".to_owned(), Answer::Number(60));
    expected.typed.set("guests", "60");
    expected
        .documents
        .get_mut("photo")
        .unwrap()
        .extend(vec![upload("new.pdf", at("2026-11-04 10:00"))]);
    assert_eq!(*after, expected);
    assert!(
        !story.dossier.checks.contains_key("photo"),
        "what came anew is looked at anew"
    );
    assert_eq!(story.dossier.status(), Status::Handling);
}

#[test]
fn everything_asked_for_must_come() {
    let hall = Hall::default();
    let mut story = asked(&hall, vec![field("guests"), document("photo"), document("plan")]);
    let hoa = by_citizen(people::hoa());
    let missing = |ids: &[&str]| Err(Why::DocumentsMissing(ids.iter().map(|id| (*id).to_owned()).collect()));
    assert_eq!(
        story.does(&hoa, send(&[("guests", "60")], &["plan"])),
        missing(&["photo"])
    );
    assert_eq!(story.does(&hoa, send(&[], &[])), missing(&["photo", "plan"]));
    let Err(Why::Problems(problems)) = story.does(&hoa, send(&[("guests", " ")], &["plan", "photo"])) else {
        panic!("the number of guests is missing")
    };
    assert_eq!(
        (&problems[0].field[..], &problems[0].kind),
        ("guests", &ProblemKind::Missing)
    );
    let Err(Why::Problems(problems)) = story.does(&hoa, send(&[("guests", "many")], &["plan", "photo"])) else {
        panic!("many is no number")
    };
    assert_eq!((problems.len(), &problems[0].kind), (1, &ProblemKind::NotANumber));
    assert_eq!(story.does(&hoa, send(&[("guests", "60")], &["plan", "photo"])), Ok(()));
    assert_eq!(
        story.does(&hoa, send(&[("guests", "60")], &["plan", "photo"])),
        Err(Why::NoSupplementOpen)
    );
}

#[test]
fn an_untouched_form_does_not_use_up_the_supplement() {
    let hall = Hall::default();
    let mut story = asked(&hall, vec![field("guests"), field("equipment")]);
    let hoa = by_citizen(people::hoa());
    let guests = story.dossier.application.typed.get("guests").unwrap().to_owned();
    let same = [
        ("guests", guests.as_str()),
        ("equipment.chairs", "yes"),
        ("equipment.sound", "yes"),
    ];
    assert_eq!(story.does(&hoa, send(&same, &[])), Err(Why::NothingSupplemented));
    // A file nobody asked for is no supplement either.
    assert_eq!(story.does(&hoa, send(&same, &["photo"])), Err(Why::NothingSupplemented));
    let [guests, chairs, sound] = same;
    let one_box_less = story.would(&hoa, send(&[guests, chairs], &[]));
    assert_eq!(one_box_less.map(drop), Ok(()), "a box no longer ticked is a change");
    let stands = [guests, chairs, sound, (Typed::AS_IT_STANDS, "yes")];
    assert_eq!(story.does(&hoa, send(&stands, &[])), Ok(()));
    assert_eq!(story.dossier.application.typed.get(Typed::AS_IT_STANDS), None);
}

#[test]
fn a_box_that_is_no_longer_ticked_is_empty_and_what_it_showed_is_gone() {
    let hall = Hall::default();
    let mut story = asked(&hall, vec![field("equipment")]);
    assert!(story.dossier.application.answers.contains_key("quiet_from"));
    story
        .does(&by_citizen(people::hoa()), send(&[("equipment.chairs", "yes")], &[]))
        .unwrap();
    let application = &story.dossier.application;
    assert_eq!(
        application.answers["equipment"],
        Answer::List(vec!["chairs".to_owned()])
    );
    for hidden in ["quiet_from", "neighbours"] {
        assert!(!application.answers.contains_key(hidden) && !application.origins.contains_key(hidden));
    }
    assert_eq!(
        application.typed.get("quiet_from"),
        Some("22:00"),
        "what was typed is never lost"
    );
}

#[test]
fn a_rule_that_looks_at_today_does_not_stop_what_was_right() {
    let hall = Hall::default();
    // The day of the feast has passed when the supplement comes.
    let mut story = asked(&hall, vec![field("guests")]).later(at("2026-12-20 10:00"));
    assert_eq!(
        story.does(&by_citizen(people::hoa()), send(&[("guests", "60")], &[])),
        Ok(())
    );
    let mut story = asked(&hall, vec![field("day")]).later(at("2026-12-20 10:00"));
    let past = [("day.day", "1"), ("day.month", "12"), ("day.year", "2026")];
    assert!(matches!(
        story.does(&by_citizen(people::hoa()), send(&past, &[])),
        Err(Why::Problems(_))
    ));
}

#[test]
fn only_what_is_published_may_be_asked_for() {
    let hall = Hall::default();
    let story = Story::submitted(&hall, at("2026-11-02 08:00")).until("handle");
    let would = |command| story.would(&by(people::hall_officer()), command);
    assert_eq!(would(ask(Vec::new())), Err(Why::NothingToSupplement));
    assert_eq!(would(ask(vec![document("love_letter")])), Err(Why::NothingToSupplement));
    assert_eq!(
        would(ask(vec![document("plan"), field("shoe_size")])),
        Err(Why::NothingToSupplement)
    );
    let Command::RequestSupplement { step, items, .. } = ask(vec![document("plan")]) else {
        unreachable!()
    };
    let silent = Command::RequestSupplement {
        step,
        items,
        reason: String::new(),
        leader_override: false,
    };
    assert_eq!(would(silent), Err(Why::ReasonMissing));
}

#[test]
fn while_it_is_awaited_nothing_else_moves() {
    let hall = Hall::default();
    let mut story = asked(&hall, vec![document("plan")]);
    assert_eq!(
        story.leaves(people::hall_officer(), "handle", "propose"),
        Err(Why::AwaitingSupplement)
    );
    assert_eq!(
        story.leaves(people::hall_officer(), "handle", "to_reception"),
        Err(Why::AwaitingSupplement)
    );
    assert_eq!(
        story.does(&by(people::hall_officer()), ask(vec![document("plan")])),
        Err(Why::AwaitingSupplement)
    );
    let level_one = story.would(&by_citizen(people::hoa_level_one()), send(&[], &["plan"]));
    assert!(matches!(level_one, Err(Why::LevelTooLow { .. })));
}

#[test]
fn past_its_time_the_desk_may_end_it() {
    let hall = Hall::default();
    let mut story = Story::submitted(&hall, at("2026-11-02 08:00"));
    story.asks_for_plan(people::receptionist(), "receive", false).unwrap();
    assert_eq!(
        story.leaves(people::receptionist(), "receive", "reject"),
        Err(Why::AwaitingSupplement)
    );
    let mut story = story.later(at("2026-11-12 08:00"));
    assert_eq!(
        story.leaves(people::receptionist(), "receive", "accept"),
        Err(Why::AwaitingSupplement)
    );
    assert_eq!(story.leaves(people::receptionist(), "receive", "reject"), Ok(()));
}

#[test]
fn a_new_file_is_judged_anew() {
    let hall = Hall::default();
    let mut story = Story::submitted(&hall, at("2026-11-02 08:00")).until("handle");
    story
        .does(&by(people::hall_officer()), check("photo", Some("blurred")))
        .unwrap();
    assert!(matches!(story.dossier.checks["photo"], Verdict::Faulty { .. }));
    story
        .does(&by(people::hall_officer()), ask(vec![document("photo")]))
        .unwrap();
    story.does(&by_citizen(people::hoa()), send(&[], &["photo"])).unwrap();
    let unseen = Why::DocumentsUnchecked(vec!["photo".to_owned()]);
    assert_eq!(story.leaves(people::hall_officer(), "handle", "propose"), Err(unseen));
    assert_eq!(
        story.dossier.application.documents["photo"].len(),
        2,
        "the old file stays"
    );
}
