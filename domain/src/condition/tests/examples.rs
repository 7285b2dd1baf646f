//! What conditions mean, by example.

use super::Form;
use crate::condition::{Expr, Truth};
use crate::form::Answer;
use rstest::rstest;
use serde_json::{Value, json};

fn read(value: &Value) -> Expr {
    Expr::from_json(value).unwrap()
}

fn form() -> Form {
    let answers = [
        ("ready", Answer::Bool(true)),
        ("guests", Answer::Number(120)),
        ("purpose", Answer::from("wedding")),
        ("born", Answer::from("1990-11-23")),
        ("since", Answer::from("2026")),
        ("wishes", Answer::List(vec!["sound".to_owned()])),
    ];
    Form(
        answers
            .into_iter()
            .map(|(name, answer)| (name.to_owned(), answer))
            .collect(),
    )
}

#[rstest]
#[case(json!({"==": [{"var": "purpose"}, "wedding"]}), Truth::Yes)]
#[case(json!({"!=": [{"var": "purpose"}, "wedding"]}), Truth::No)]
#[case(json!({"==": [{"var": "nothing"}, "wedding"]}), Truth::Unknown)]
#[case(json!({">": [{"var": "guests"}, 100]}), Truth::Yes)]
#[case(json!({"<=": [{"var": "guests"}, 119]}), Truth::No)]
#[case(json!({"in": [{"var": "purpose"}, ["meeting", "wedding"]]}), Truth::Yes)]
#[case(json!({"in": [{"var": "purpose"}, []]}), Truth::No)]
#[case(json!({"in": ["sound", {"var": "wishes"}]}), Truth::Yes)]
#[case(json!({"in": ["kitchen", {"var": "wishes"}]}), Truth::No)]
#[case(json!({"in": ["kitchen", {"var": "nothing"}]}), Truth::Unknown)]
#[case(json!({"present": "purpose"}), Truth::Yes)]
#[case(json!({"present": "nothing"}), Truth::No)]
#[case(json!({"and": [{"var": "ready"}, {"var": "nothing"}]}), Truth::Unknown)]
#[case(json!({"and": [false, {"var": "nothing"}]}), Truth::No)]
#[case(json!({"or": [{"var": "nothing"}, {"var": "ready"}]}), Truth::Yes)]
#[case(json!({"!": {"var": "nothing"}}), Truth::Unknown)]
#[case(json!({"==": [{"age": {"var": "born"}}, 35]}), Truth::Yes)]
#[case(json!({"==": [{"days_since": "2026-11-20"}, 2]}), Truth::Yes)]
#[case(json!({"<": [{"days_since": "2026-11-23"}, 0]}), Truth::Yes)]
#[case(json!({"<": [{"var": "born"}, {"today": []}]}), Truth::Yes)]
#[case(json!({"==": [{"+": [{"var": "guests"}, {"*": [2, 3]}, {"-": [1, 2]}]}, 125]}), Truth::Yes)]
#[case(json!({"==": [{"if": [{"var": "ready"}, 1, 2]}, 1]}), Truth::Yes)]
#[case(json!({"==": [{"if": [{"var": "nothing"}, 1, 1]}, 1]}), Truth::Unknown)]
fn conditions(#[case] condition: Value, #[case] truth: Truth) {
    assert_eq!(read(&condition).evaluate(&form()), truth);
}

#[rstest]
#[case::may_be_before_or_after(json!({"<": [{"var": "since"}, "2026-05-01"]}), Truth::Unknown)]
#[case::may_be_that_day(json!({"==": [{"var": "since"}, "2026-05-01"]}), Truth::Unknown)]
#[case::surely_later(json!({"<": [{"var": "since"}, "2027-01-01"]}), Truth::Yes)]
#[case::surely_earlier(json!({"<": [{"var": "since"}, "2025-12-31"]}), Truth::No)]
#[case::no_age_without_a_day(json!({">": [{"age": {"var": "since"}}, 0]}), Truth::Unknown)]
fn of_an_incomplete_date_only_the_known_part_counts(#[case] condition: Value, #[case] truth: Truth) {
    assert_eq!(read(&condition).evaluate(&form()), truth);
}

#[rstest]
#[case("1990-11-22", 36)]
#[case("1990-11-23", 35)]
#[case("2026-11-22", 0)]
#[case("2026-11-23", -1)]
#[case("2024-02-29", 2)]
fn ages(#[case] born: &str, #[case] years: i64) {
    let age = read(&json!({"age": born}));
    assert_eq!(age.answer(&form()), Some(Answer::Number(years)));
}

#[test]
fn sums_that_are_too_large_are_unknown() {
    for (operator, left, right) in [("+", i64::MAX, 1), ("-", i64::MIN, 1), ("*", i64::MAX, 2)] {
        assert_eq!(read(&json!({operator: [left, right]})).answer(&form()), None);
    }
}

#[test]
fn dates_in_words() {
    let words = read(&json!({"date_in_words": {"var": "born"}}))
        .answer(&form())
        .unwrap();
    assert!(
        words.as_text().unwrap().to_lowercase().contains("tháng mười một"),
        "{words:?}"
    );
}
