//! Where values come from: registers, the applicant, or both when they differ.

use super::{changed, fill, nobody_answers, problem, text};
use crate::facts::{Fact, Reply};
use crate::form::{Answer, Origin, ProblemKind};
use crate::procedure::Register;
use crate::testing::{at, facts, typed};

#[test]
fn a_register_fills_in_what_it_knows() {
    let asked = at("2026-11-22 09:00");
    let resolved = fill(&typed(), &[], &facts(asked));
    let from = Origin::Register {
        fact: "person".to_owned(),
        register: Register::Population,
        at: asked,
    };
    assert_eq!(resolved.answers["name"], text("Nguyễn Thị Hoa"));
    assert!(
        ["name", "born", "home", "phone"]
            .iter()
            .all(|field| resolved.origins[*field] == from)
    );
    assert_eq!(resolved.origins["age"], Origin::Derived);
    assert_eq!(resolved.origins["guests"], Origin::Typed);
}

#[test]
fn forged_values_of_a_register_have_no_effect() {
    let forged = changed(&[
        ("name", "Trần Văn Giả"),
        ("born.day", "1"),
        ("born.month", "1"),
        ("born.year", "1900"),
        ("age", "99"),
        ("home.detail", "Lâu đài"),
        ("home.province", "01"),
        ("home.commune", "00001"),
    ]);
    let known = facts(at("2026-11-22 09:00"));
    let (honest, resolved) = (fill(&typed(), &[], &known), fill(&forged, &[], &known));
    assert_eq!(resolved.answers, honest.answers);
    assert_eq!(resolved.origins, honest.origins);
    assert_eq!(resolved.problems, []);
}

#[test]
fn a_proposal_may_be_changed() {
    let resolved = fill(
        &changed(&[("phone", "0987654321")]),
        &[],
        &facts(at("2026-11-22 09:00")),
    );
    assert_eq!(resolved.answers["phone"], text("0987654321"));
    assert!(matches!(&resolved.origins["phone"], Origin::Changed { proposed, .. } if *proposed == text("0912345678")));
}

#[test]
fn the_same_value_written_otherwise_is_no_change() {
    // The register writes +84912345678.
    let resolved = fill(
        &changed(&[("phone", "0912.345.678")]),
        &[],
        &facts(at("2026-11-22 09:00")),
    );
    assert_eq!(resolved.answers["phone"], text("0912345678"));
    assert!(matches!(resolved.origins["phone"], Origin::Register { .. }));
}

#[test]
fn a_dispute_keeps_both_values() {
    let own = changed(&[("name", "Nguyễn Thị Hòa")]);
    let resolved = fill(&own, &["name"], &facts(at("2026-11-22 09:00")));
    assert_eq!(resolved.answers["name"], text("Nguyễn Thị Hòa"));
    assert!(matches!(&resolved.origins["name"], Origin::Disputed { said, .. } if *said == text("Nguyễn Thị Hoa")));
    assert_eq!(resolved.problems, []);
}

#[test]
fn a_dispute_needs_a_right_value_and_is_none_without_a_difference() {
    let known = facts(at("2026-11-22 09:00"));
    let wrong = fill(&changed(&[("name", "H0a 123")]), &["name"], &known);
    assert_eq!(problem(&wrong, "name"), Some(&ProblemKind::NotAName));
    let same = fill(&changed(&[("name", "Nguyễn Thị Hoa")]), &["name"], &known);
    assert!(matches!(same.origins["name"], Origin::Register { .. }));
    let silent = fill(&typed(), &["name"], &known);
    assert_eq!(silent.answers["name"], text("Nguyễn Thị Hoa"));
    assert!(matches!(silent.origins["name"], Origin::Register { .. }));
}

#[test]
fn a_register_that_is_down_stops_nobody() {
    let resolved = fill(&typed(), &[], &nobody_answers());
    assert_eq!(resolved.problems, [], "{:#?}", resolved.problems);
    for field in ["name", "born", "home", "phone", "age"] {
        assert!(
            matches!(&resolved.origins[field], Origin::Unverified { fact, .. } if fact == "person"),
            "{field}"
        );
        assert!(!resolved.answers.contains_key(field));
    }
}

#[test]
fn what_is_typed_meanwhile_is_unverified() {
    let own = changed(&[("name", "Nguyễn Thị Hoa"), ("born", "01/05/1990")]);
    let resolved = fill(&own, &[], &nobody_answers());
    assert_eq!(resolved.answers["name"], text("Nguyễn Thị Hoa"));
    assert!(matches!(resolved.origins["name"], Origin::Unverified { .. }));
    assert_eq!(resolved.answers["age"], Answer::Number(36));
    let wrong = fill(&changed(&[("name", "123")]), &[], &nobody_answers());
    assert_eq!(problem(&wrong, "name"), Some(&ProblemKind::NotAName));
}

#[test]
fn a_register_that_knows_nothing_leaves_it_to_the_applicant() {
    let mut none = facts(at("2026-11-22 09:00"));
    for reply in [
        Reply::Nothing,
        Reply::Mismatch {
            key: "full_name".to_owned(),
        },
        Reply::Known {
            records: Vec::new(),
            chosen: None,
        },
        Reply::Known {
            records: Vec::new(),
            chosen: Some(3),
        },
    ] {
        none.set(
            "person",
            Fact {
                register: Register::Population,
                asked_at: at("2026-11-22 09:00"),
                reply,
            },
        );
        let resolved = fill(&typed(), &[], &none);
        assert_eq!(problem(&resolved, "name"), Some(&ProblemKind::Missing));
        assert_eq!(
            fill(&changed(&[("name", "Lê Na")]), &[], &none).origins["name"],
            Origin::Typed
        );
    }
}

#[test]
fn facts_and_answers_survive_being_stored() {
    let known = facts(at("2026-11-22 09:00"));
    let resolved = fill(
        &changed(&[("name", "Lê Na"), ("phone", "0987654321")]),
        &["name"],
        &known,
    );
    let stored = serde_json::to_value(&resolved.origins).unwrap();
    assert_eq!(
        serde_json::from_value::<std::collections::BTreeMap<String, Origin>>(stored).unwrap(),
        resolved.origins
    );
    let stored = serde_json::to_value(&resolved.answers).unwrap();
    assert_eq!(
        serde_json::from_value::<crate::form::Answers>(stored).unwrap(),
        resolved.answers
    );
    let stored = serde_json::to_value(&known).unwrap();
    assert_eq!(serde_json::from_value::<crate::facts::Facts>(stored).unwrap(), known);
}

#[test]
fn what_a_group_handed_on_is_as_sure_as_it_was_there() {
    let at = at("2026-11-22 09:00");
    let own = changed(&[("name", "Nguyễn Thị Hòa")]);
    let there = fill(&own, &["name"], &facts(at)).origins;
    let here = |field: &str| {
        let group = |origin| Origin::Group {
            at,
            origin: Box::new(origin),
        };
        group(group(there[field].clone()))
    };
    assert!(here("born").is_vouched_for());
    assert!(!here("guests").is_vouched_for());
    assert!(!here("name").is_vouched_for());
    assert!(matches!(here("name").source(), Origin::Disputed { said, .. } if *said == text("Nguyễn Thị Hoa")));
}
