//! From an application to a dossier.

use crate::dossier::{Confirmation, ConfirmationState, EventBody, Submission, Why};
use crate::facts::{Fact, Reply};
use crate::form::{Answer, Answers, ProblemKind};
use crate::procedure::Register;
use crate::testing::{Hall, Story, at, people, submission, upload};

fn begin(submission: Submission) -> Result<crate::dossier::Dossier, Why> {
    let hall = Hall::default();
    Story::begin(&hall, at("2026-11-22 10:00"), submission, &people::hoa()).map(|story| story.dossier)
}

fn with(inputs: &[(&str, &str)]) -> Submission {
    let mut submission = submission(at("2026-11-22 10:00"));
    inputs
        .iter()
        .for_each(|(input, value)| submission.typed.set(input, value));
    submission
}

#[test]
fn level_one_may_not_submit() {
    let hall = Hall::default();
    let refused = Story::begin(&hall, at("2026-11-22 10:00"), with(&[]), &people::hoa_level_one());
    let needed = crate::dossier::AssuranceLevel::Two;
    assert_eq!(refused.unwrap_err(), Why::LevelTooLow { needed });
}

#[test]
fn a_complete_application_becomes_a_dossier() {
    let dossier = begin(with(&[])).unwrap();
    assert_eq!(dossier.application.subject, "Nguyễn Thị Hoa");
    assert_eq!(dossier.application.version, 3);
    assert_eq!(dossier.application.fee, 45_000, "50,000 less 10 percent online");
    assert_eq!(
        dossier.answer_due,
        at("2026-11-23 17:00"),
        "eight working hours from a Sunday"
    );
    assert_eq!(dossier.active.keys().collect::<Vec<_>>(), ["receive"]);
}

#[test]
fn problems_are_listed_all_at_once() {
    let Err(Why::Problems(problems)) = begin(with(&[("guests", "x"), ("promised", ""), ("day.year", "26")])) else {
        panic!("it has problems")
    };
    let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["day", "guests", "promised"]);
    assert_eq!(problems[1].kind, ProblemKind::NotANumber);
    assert_eq!(problems[1].typed.as_deref(), Some("x"));
}

#[test]
fn documents_are_asked_for_when_they_are_needed() {
    let missing = |ids: &[&str]| Err(Why::DocumentsMissing(ids.iter().map(|id| (*id).to_owned()).collect()));
    assert_eq!(begin(with(&[("guests", "101")])).map(|_| ()), missing(&["plan"]));
    let mut complete = with(&[("guests", "101")]);
    complete.documents.insert("plan".to_owned(), Vec::new());
    assert_eq!(
        begin(complete.clone()).map(|_| ()),
        missing(&["plan"]),
        "no file is no document"
    );
    complete
        .documents
        .insert("plan".to_owned(), vec![upload("plan.pdf", at("2026-11-22 10:00"))]);
    assert!(begin(complete).is_ok());
}

#[test]
fn what_the_state_has_is_not_asked_for() {
    let mut unknown = with(&[("name", "Lê Na"), ("born", "1/5/1990"), ("phone", "0912345678")]);
    for (input, value) in [("home.province", "01"), ("home.commune", "00001")] {
        unknown.typed.set(input, value);
    }
    let fact = |reply| Fact {
        register: Register::Population,
        asked_at: at("2026-11-22 10:00"),
        reply,
    };
    unknown.facts.set("person", fact(Reply::Nothing));
    assert_eq!(
        begin(unknown.clone()).unwrap_err(),
        Why::DocumentsMissing(vec!["residence".to_owned()])
    );
    unknown.facts.set(
        "person",
        fact(Reply::Unavailable {
            why: crate::facts::Outage::Slow,
        }),
    );
    assert!(begin(unknown).is_ok(), "a register that is down stops nobody");
}

#[test]
fn files_outside_the_published_list_are_left_out() {
    let mut more = with(&[]);
    more.documents.insert(
        "love_letter".to_owned(),
        vec![upload("letter.pdf", at("2026-11-22 10:00"))],
    );
    let dossier = begin(more).unwrap();
    assert_eq!(dossier.application.documents.keys().collect::<Vec<_>>(), ["photo"]);
}

/// Hoa is married and asks for many guests, so her husband must agree.
fn married() -> Submission {
    let mut submission = with(&[("guests", "201")]);
    submission
        .documents
        .insert("plan".to_owned(), vec![upload("plan.pdf", at("2026-11-22 10:00"))]);
    if let Some(Fact {
        reply: Reply::Known { records, .. },
        ..
    }) = submission.facts.get_mut("person")
    {
        records[0].insert("spouse_personal_id".to_owned(), Answer::from("001088000003"));
        records[0].insert("spouse_full_name".to_owned(), Answer::from("Phạm Văn Bình"));
    }
    submission
}

#[test]
fn others_confirm_first_and_only_the_right_person_counts() {
    let missing = || Why::ConfirmationsMissing(vec!["partner".to_owned()]);
    let mut application = married();
    assert_eq!(begin(application.clone()).unwrap_err(), missing());
    let mut say = |personal_id: &str, state| {
        let confirmation = Confirmation {
            personal_id: personal_id.to_owned(),
            name: "Phạm Văn Bình".to_owned(),
            state,
            at: at("2026-11-22 10:00"),
            agreed: Answers::new(),
        };
        application.confirmations.insert("partner".to_owned(), confirmation);
        begin(application.clone()).map(|_| ())
    };
    assert_eq!(say("001088000003", ConfirmationState::Asked), Err(missing()));
    assert_eq!(say("001088000003", ConfirmationState::Declined), Err(missing()));
    assert_eq!(
        say("001088000004", ConfirmationState::Given),
        Err(missing()),
        "somebody else's word"
    );
    assert_eq!(say("001088000003", ConfirmationState::Given), Ok(()));
}

#[test]
fn a_choice_among_several_records_is_the_applicants() {
    let mut application = with(&[]);
    let Some(fact) = application.facts.get("person").cloned() else {
        panic!("known")
    };
    let Reply::Known { mut records, .. } = fact.reply.clone() else {
        panic!("known")
    };
    records.push(records[0].clone());
    application.facts.set(
        "partner",
        Fact {
            reply: Reply::Known { records, chosen: None },
            ..fact
        },
    );
    assert_eq!(
        begin(application).unwrap_err(),
        Why::ChoiceMissing("partner".to_owned())
    );
}

#[test]
fn fees_follow_the_answers_and_the_day() {
    let fee = |inputs: &[(&str, &str)], day: &str| {
        let hall = Hall::default();
        let mut application = with(inputs);
        application
            .documents
            .insert("plan".to_owned(), vec![upload("plan.pdf", at("2026-11-22 10:00"))]);
        let story = Story::begin(&hall, at(day), application, &people::hoa()).unwrap();
        let EventBody::Submitted(submitted) = &story.events[0].body else {
            panic!("the first event")
        };
        submitted.fee
    };
    assert_eq!(fee(&[("guests", "101")], "2026-11-22 10:00"), 90_000);
    assert_eq!(
        fee(&[("guests", "101")], "2026-06-30 10:00"),
        100_000,
        "before the reduction"
    );
    assert_eq!(
        fee(&[("purpose", "meeting")], "2026-11-22 10:00"),
        0,
        "the larger reduction counts"
    );
    assert_eq!(
        fee(&[("equipment.kitchen", "yes")], "2026-11-22 10:00"),
        45_000 + 30_000
    );
}
