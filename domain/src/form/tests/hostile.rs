//! Whatever is posted: nothing panics, and the promises hold.

use std::collections::BTreeSet;

use super::{fill, form, nobody_answers, text};
use crate::facts::Facts;
use crate::form::{Origin, Typed, display};
use crate::testing::{HallLists, at, facts};
use crate::text::Lang;
use proptest::prelude::*;

/// Names of inputs of the form, of parts of them, and of nothing.
fn input() -> impl Strategy<Value = String> {
    let fields: Vec<String> = form().fields().map(|field| field.id.clone()).collect();
    let part = prop::sample::select(vec![
        "",
        ".day",
        ".month",
        ".year",
        ".province",
        ".commune",
        ".detail",
        ".sound",
        ".chairs",
        ".",
    ]);
    prop_oneof![
        8 => (prop::sample::select(fields), part).prop_map(|(field, part)| field + part),
        1 => "\\PC{0,12}",
    ]
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9./ :-]{0,14}",
        "[A-Za-zÀ-ỹ' ]{0,40}",
        prop::sample::select(vec![
            "yes",
            "no",
            "wedding",
            "other",
            "01",
            "00001",
            "big",
            "2026",
            "12",
            "<script>",
            "' or 1=1 --",
            "\u{202e}"
        ])
        .prop_map(str::to_owned),
    ]
}

fn inputs() -> impl Strategy<Value = Typed> {
    prop::collection::vec((input(), value()), 0..30).prop_map(|inputs| inputs.into_iter().collect())
}

fn known() -> impl Strategy<Value = Facts> {
    prop_oneof![
        Just(facts(at("2026-11-22 09:00"))),
        Just(nobody_answers()),
        Just(Facts::default())
    ]
}

fn disputes() -> impl Strategy<Value = BTreeSet<String>> {
    prop::collection::btree_set(
        prop_oneof![Just("name"), Just("born"), Just("home"), Just("age"), Just("x")].prop_map(str::to_owned),
        0..4,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn nothing_panics_and_every_promise_holds(typed in inputs(), facts in known(), disputed in disputes()) {
        let disputed: Vec<&str> = disputed.iter().map(String::as_str).collect();
        let resolved = fill(&typed, &disputed, &facts);
        for field in resolved.answers.keys() {
            prop_assert!(resolved.shown.contains(field), "a hidden field holds an answer");
            prop_assert!(resolved.origins.contains_key(field), "nobody knows where it came from");
        }
        prop_assert!(resolved.origins.keys().all(|field| resolved.shown.contains(field)));
        for field in &resolved.required {
            let owed = matches!(resolved.origins.get(field), Some(Origin::Unverified { .. }));
            let blocked = resolved.blocking().any(|problem| problem.field == *field);
            prop_assert!(resolved.answers.contains_key(field) || owed || blocked, "{} is missing and nobody says so", field);
        }
        if facts.get("person").is_some_and(|fact| fact.record().is_some()) && disputed.is_empty() {
            prop_assert_eq!(&resolved.answers["name"], &text("Nguyễn Thị Hoa"));
            prop_assert_eq!(&resolved.answers["born"], &text("1990-05-01"));
        }
        for field in form().fields() {
            if let Some(answer) = resolved.answers.get(&field.id) {
                prop_assert!(!display(field, answer, &HallLists::default(), Lang::Vi).is_empty());
            }
        }
    }

    #[test]
    fn what_was_typed_survives_being_stored(typed in inputs()) {
        let stored = serde_json::to_string(&typed).unwrap();
        prop_assert_eq!(serde_json::from_str::<Typed>(&stored).unwrap(), typed);
    }
}
