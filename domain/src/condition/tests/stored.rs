//! The stored form.

use super::expr;
use crate::condition::{Expr, ExprError};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

#[rstest]
#[case(json!({"==": [1]}), "'==' takes two values")]
#[case(json!({"equals": [1, 2]}), "'equals' is no operator")]
#[case(json!({"==": [1, 2], "!=": [1, 2]}), "exactly one operator")]
#[case(json!({}), "exactly one operator")]
#[case(json!(null), "exactly one operator")]
#[case(json!([1]), "exactly one operator")]
#[case(json!(1.5), "1.5 is not a whole number")]
#[case(json!(1e300), "is not a whole number")]
#[case(json!({"and": []}), "'and' takes at least one value")]
#[case(json!({"var": 1}), "'var' takes one name")]
#[case(json!({"in": ["a", "b"]}), "'in' takes a value and a list")]
#[case(json!({"in": ["a", {"today": []}]}), "'in' takes a value and a list")]
#[case(json!({"if": [true, 1]}), "'if' takes pairs of a condition and a value")]
#[case(json!({"season": ["04-31", "05-01"]}), "'season' takes two days of the year")]
#[case(json!({"sum": "members"}), "'sum' takes a column such as members[].amount")]
#[case(json!({"join": [{"var": "a"}]}), "'join' takes a separator and at least one value")]
fn says_what_is_wrong(#[case] stored: Value, #[case] message: &str) {
    let error = Expr::from_json(&stored).unwrap_err().to_string();
    assert!(error.contains(message), "{error}");
}

#[test]
fn a_single_argument_may_stand_alone() {
    assert_eq!(
        Expr::from_json(&json!({"!": [{"var": ["a"]}]})),
        Expr::from_json(&json!({"!": {"var": "a"}}))
    );
}

#[test]
fn nesting_has_an_end() {
    let deep = |levels| (0..levels).fold(json!(true), |inner, _| json!({"!": inner}));
    assert!(Expr::from_json(&deep(16)).is_ok());
    assert_eq!(Expr::from_json(&deep(17)), Err(ExprError::TooDeep));
    assert_eq!(Expr::from_json(&deep(100)), Err(ExprError::TooDeep));
}

#[test]
fn names_what_it_looks_at() {
    let stored = json!({"and": [{"present": "a"}, {"in": ["x", {"var": "b"}]}, {"<": [{"age": {"var": "c.d"}}, 3]}]});
    assert_eq!(Expr::from_json(&stored).unwrap().variables(), ["a", "b", "c.d"]);
}

/// Any JSON at all, so shaped that operators of the language turn up.
fn json_of_some_kind() -> impl Strategy<Value = Value> {
    let operator = prop::sample::select(vec![
        "var",
        "==",
        "<",
        "and",
        "or",
        "!",
        "in",
        "if",
        "+",
        "-",
        "*",
        "today",
        "age",
        "days_since",
        "present",
        "date_in_words",
        "else",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::hash_map(operator.clone().prop_map(str::to_owned), inner, 0..3)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn every_expression_survives_being_stored(expr in expr()) {
        let text = serde_json::to_string(&expr).unwrap();
        prop_assert_eq!(serde_json::from_str::<Expr>(&text).unwrap(), expr);
    }

    #[test]
    fn hostile_definitions_are_refused_calmly(value in json_of_some_kind()) {
        if let Ok(expr) = Expr::from_json(&value) {
            prop_assert_eq!(Expr::from_json(&expr.to_json()), Ok(expr));
        }
    }
}
