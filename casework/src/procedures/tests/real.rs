//! The definitions that come with the program.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use motcua_domain::application::{Application, DocumentState, Review, review};
use motcua_domain::facts::Facts;
use motcua_domain::fees::total;
use motcua_domain::form::{Answer, Origin, ProblemKind, Typed};
use motcua_domain::procedure::{Procedure, ProcedureId, Register, Severity};
use serde_json::{Value, json};

use super::facts::{down, family, mother, notice, put};
use crate::procedures::{Catalogue, Source};
use crate::reference::Reference;

fn today() -> NaiveDate {
    "2026-11-22".parse().expect("a date")
}

fn embedded() -> (Reference, Catalogue) {
    let reference = Reference::embedded();
    let catalogue = Catalogue::load(&Source::Embedded, &reference);
    (reference, catalogue)
}

fn procedure(catalogue: &Catalogue, id: &str) -> Arc<Procedure> {
    catalogue
        .current(&ProcedureId::from(id), today())
        .expect("a current version")
}

fn reviewed<'p>(procedure: &'p Procedure, reference: &Reference, facts: &Facts, typed: &[(&str, &str)]) -> Review<'p> {
    let typed: Typed = typed.iter().copied().collect();
    let (disputes, documents, confirmations) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let application = Application {
        typed: &typed,
        disputes: &disputes,
        facts,
        documents: &documents,
        confirmations: &confirmations,
    };
    review(procedure, application, reference, today())
}

const TYPED: [(&str, &str); 5] = [
    ("child_full_name", "Trần Nguyễn An Nhiên"),
    ("copies_requested", "yes"),
    ("copies_number", "2"),
    ("result_delivery", "electronic"),
    ("declaration_truthful", "yes"),
];

/// The birth with one register saying something else than usual.
fn with(name: &str, register: Register, change: &[(&str, Value)], of: Value) -> Facts {
    let mut facts = family();
    let mut value = of;
    for (key, new) in change {
        match new {
            Value::Null => value.as_object_mut().expect("an object").remove(*key),
            new => value
                .as_object_mut()
                .expect("an object")
                .insert((*key).to_owned(), new.clone()),
        };
    }
    put(&mut facts, name, register, &value);
    facts
}

#[test]
fn all_are_sound() {
    let (_, catalogue) = embedded();
    let faults: Vec<String> = catalogue.faults().iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(catalogue.all_current(today()).len() >= 2);
}

/// 25 of Decision 06/QĐ-TTg and 28 of Decision 422/QĐ-TTg. Linked groups bring parts of their own beside them.
#[test]
fn the_fifty_three_essential_procedures_are_all_there() {
    let (_, catalogue) = embedded();
    let all = catalogue.all_current(today());
    let of = |list: &str| {
        let of_list = all.iter().filter(|it| it.national_list.as_deref() == Some(list));
        of_list.count()
    };
    assert_eq!((of("06/QĐ-TTg"), of("422/QĐ-TTg")), (25, 28));
    assert_eq!(all.iter().filter(|it| it.national_list.is_some()).count(), 53);
    for part in all.iter().flat_map(|group| group.linked_parts()) {
        assert!(catalogue.current(part, today()).is_some(), "{part}");
    }
}

#[test]
fn a_parent_types_at_most_five_things() {
    let (reference, catalogue) = embedded();
    let birth = procedure(&catalogue, "birth-registration");
    assert!(birth.form.fields().count() >= 40, "{}", birth.form.fields().count());
    let facts = family();
    let empty = reviewed(&birth, &reference, &facts, &[]);
    let missing: Vec<_> = empty
        .resolved
        .blocking()
        .map(|problem| problem.field.as_str())
        .collect();
    assert_eq!(
        missing,
        [
            "child_full_name",
            "copies_requested",
            "result_delivery",
            "declaration_truthful"
        ]
    );

    let full = reviewed(&birth, &reference, &facts, &TYPED);
    assert_eq!(full.resolved.problems, []);
    let typed: BTreeSet<_> = full
        .resolved
        .origins
        .iter()
        .filter(|(_, origin)| **origin == Origin::Typed)
        .map(|(id, _)| id.as_str())
        .collect();
    assert_eq!(typed.len(), 5, "{typed:?}");
    assert!(
        full.documents.iter().all(|(_, state)| *state != DocumentState::Missing),
        "{:?}",
        full.documents
    );
    assert_eq!(full.confirmations.len(), 1);
    assert_eq!(
        full.confirmations[0].person,
        Some(("001094015263".to_owned(), "Trần Văn Hùng".to_owned()))
    );
    assert_eq!(total(&full.cost.fees), 16_000);
    let answer = |field: &str| {
        full.resolved
            .answers
            .get(field)
            .and_then(Answer::as_text)
            .unwrap_or_default()
    };
    assert_eq!(answer("requester_relationship"), "mother");
    assert_eq!(answer("child_ethnicity"), "Tày");
    assert_eq!(answer("child_nationality"), "Việt Nam");
    assert!(!answer("child_date_of_birth_words").is_empty());
    let place = |field: &str| match full.resolved.answers.get(field) {
        Some(Answer::Address(address)) => address.commune().to_owned(),
        other => panic!("{field}: {other:?}"),
    };
    assert_eq!(place("competent_office"), "00097");
    assert_eq!(place("child_hometown"), "01273");
}

#[test]
fn on_time_without_copies_is_free_of_charge() {
    let (reference, catalogue) = embedded();
    let birth = procedure(&catalogue, "birth-registration");
    let free = reviewed(&birth, &reference, &family(), &[("copies_requested", "no")]);
    assert_eq!(free.cost.fees, []);
}

#[test]
fn a_late_registration_warns_and_costs() {
    let (reference, catalogue) = embedded();
    let birth = procedure(&catalogue, "birth-registration");
    let facts = with(
        "notice",
        Register::BirthNotices,
        &[("child_date_of_birth", json!("2026-08-01"))],
        notice(),
    );
    let late = reviewed(&birth, &reference, &facts, &TYPED);
    let warned: Vec<_> = late
        .resolved
        .problems
        .iter()
        .map(|it| (it.field.as_str(), it.severity))
        .collect();
    assert_eq!(warned, [("child_date_of_birth", Severity::Warn)]);
    assert_eq!(total(&late.cost.fees), 24_000);
    let mut exempt = TYPED.to_vec();
    exempt.push(("fee_group", "poor"));
    let exempt = reviewed(&birth, &reference, &facts, &exempt);
    assert_eq!(
        (total(&exempt.cost.fees), exempt.cost.fees.len()),
        (0, 2),
        "what is saved is shown"
    );
}

#[test]
fn what_cannot_be_registered_is_said_at_the_field() {
    let (reference, catalogue) = embedded();
    let birth = procedure(&catalogue, "birth-registration");
    for (change, field) in [
        (("registered", json!(true)), "birth_certificate_number"),
        (("child_date_of_birth", json!("2026-12-01")), "child_date_of_birth"),
    ] {
        let facts = with("notice", Register::BirthNotices, &[change], notice());
        let blocked = reviewed(&birth, &reference, &facts, &TYPED);
        let said: Vec<_> = blocked
            .resolved
            .blocking()
            .map(|problem| (&problem.kind, problem.field.as_str()))
            .collect();
        assert!(
            matches!(said.as_slice(), [(ProblemKind::Rule(_), at)] if *at == field),
            "{said:?}"
        );
    }
}

#[test]
fn a_child_of_six_is_registered_all_the_same() {
    let (reference, catalogue) = embedded();
    let six = [("child_date_of_birth", json!("2020-11-22"))];
    let facts = with("notice", Register::BirthNotices, &six, notice());
    let birth = procedure(&catalogue, "birth-registration");
    let review = reviewed(&birth, &reference, &facts, &TYPED);
    let warned: Vec<_> = review.resolved.problems.iter().map(|it| it.severity).collect();
    assert_eq!(warned, [Severity::Warn, Severity::Warn]);
    assert_eq!(
        review.resolved.blocking().count(),
        0,
        "nothing keeps it from being submitted"
    );
    // The linked group is for children under six.
    let group = procedure(&catalogue, "linked-birth-residence-insurance");
    let review = reviewed(&group, &reference, &facts, &TYPED);
    assert!(review.resolved.blocking().any(|it| it.field == "child_date_of_birth"));
}

#[test]
fn the_ethnic_group_is_that_of_a_parent() {
    let (reference, catalogue) = embedded();
    let birth = procedure(&catalogue, "birth-registration");
    for (group, sound) in [("Kinh", true), ("Tày", true), ("Mông", false)] {
        let mut typed = TYPED.to_vec();
        typed.push(("child_ethnicity", group));
        let review = reviewed(&birth, &reference, &family(), &typed);
        assert_eq!(review.resolved.blocking().next().is_none(), sound, "{group}");
    }
}

#[test]
fn an_unmarried_mother_leaves_the_father_open() {
    let (reference, catalogue) = embedded();
    let birth = procedure(&catalogue, "birth-registration");
    let gone = [
        ("father_full_name", Value::Null),
        ("father_personal_id", Value::Null),
        ("father_date_of_birth", Value::Null),
    ];
    let alone = [
        ("spouse_personal_id", Value::Null),
        ("spouse_full_name", Value::Null),
        ("marital_status", json!("single")),
    ];
    let mut facts = Facts::default();
    for (name, fact) in with("requester", Register::Population, &alone, mother()).iter() {
        if !["father", "marriage", "notice"].contains(&name) {
            facts.set(name, fact.clone());
        }
    }
    let without = with("notice", Register::BirthNotices, &gone, notice());
    facts.set("notice", without.get("notice").expect("set above").clone());
    let review = reviewed(&birth, &reference, &facts, &TYPED);
    assert_eq!(review.resolved.problems, []);
    assert!(!review.resolved.shown.contains("father_full_name"));
    assert_eq!(
        review.resolved.answers.get("parents_married"),
        Some(&Answer::Bool(false))
    );
    assert!(review.confirmations.is_empty());
    assert!(
        review
            .documents
            .iter()
            .all(|(_, state)| *state != DocumentState::Missing)
    );
}

#[test]
fn registers_that_are_down_stop_nobody() {
    let (reference, catalogue) = embedded();
    let birth = procedure(&catalogue, "birth-registration");
    let mut facts = family();
    for (name, register) in [
        ("mother", Register::Population),
        ("father", Register::Population),
        ("marriage", Register::Marriages),
    ] {
        down(&mut facts, name, register);
    }
    let review = reviewed(&birth, &reference, &facts, &TYPED);
    assert_eq!(review.resolved.blocking().count(), 0, "{:?}", review.resolved.problems);
    assert_eq!(review.unverified, ["father", "marriage", "mother"]);
    assert!(
        review.resolved.shown.contains("father_full_name"),
        "the notice names him"
    );
}

#[test]
fn the_hall_costs_by_the_hour() {
    let (reference, catalogue) = embedded();
    let hall = procedure(&catalogue, "community-hall-lending");
    let typed = |purpose| {
        vec![
            ("purpose", purpose),
            ("event_title", "Họp tổ dân phố"),
            ("event_date.day", "30"),
            ("event_date.month", "11"),
            ("event_date.year", "2026"),
            ("starts_at", "18h30"),
            ("hours", "3"),
            ("guests", "40"),
            ("agreement_made", "yes"),
        ]
    };
    let facts = family();
    for (purpose, sum) in [("community", 0), ("practice", 150_000), ("family", 300_000)] {
        let review = reviewed(&hall, &reference, &facts, &typed(purpose));
        assert_eq!(review.resolved.problems, [], "{purpose}");
        assert_eq!(total(&review.cost.fees), sum, "{purpose}");
        assert!(review.hindrance().is_none());
    }
}

#[test]
fn people_find_procedures_in_their_own_words() {
    let (_, catalogue) = embedded();
    let first = |q: &str| {
        catalogue
            .search(q, 3, today())
            .first()
            .map(|it| it.id.as_str().to_owned())
    };
    for q in [
        "Đăng ký khai sinh",
        "khai sinh",
        "lam giay cho be moi de",
        "kahi sinh",
        "birth",
        "1.001193",
        "giấy khai sinh cho bé",
        "mới đẻ",
    ] {
        assert_eq!(first(q).as_deref(), Some("birth-registration"), "{q}");
    }
    for q in [
        "mượn hội trường",
        "muon nha van hoa",
        "thue hoi truong",
        "hall",
        "hoi truonh",
    ] {
        assert_eq!(first(q).as_deref(), Some("community-hall-lending"), "{q}");
    }
    for q in ["zzzz qqqq", "!!"] {
        assert_eq!(first(q), None, "{q}");
    }
    for q in ["", "  \t "] {
        assert_eq!(
            catalogue.search(q, 1_000, today()).len(),
            catalogue.all_current(today()).len(),
            "{q:?}"
        );
    }
}
