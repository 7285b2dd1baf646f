//! The check of kinds, and what it promises.

use super::{condition, expr, form, kind_of};
use crate::condition::{Expr, Kind, KindFault, Truth, Value};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;

#[rstest]
#[case(json!({"var": "nowhere"}), KindFault::Unknown("nowhere".to_owned()))]
#[case(json!({"present": "nowhere"}), KindFault::Unknown("nowhere".to_owned()))]
#[case(json!({"in": ["a", {"var": "nowhere"}]}), KindFault::Unknown("nowhere".to_owned()))]
#[case(json!({"==": [{"var": "guests"}, "many"]}), KindFault::Mismatch(Kind::Number, Kind::Text))]
#[case(json!({"<": [{"var": "ready"}, true]}), KindFault::Mismatch(Kind::Bool, Kind::Bool))]
#[case(json!({"==": [{"var": "wishes"}, "a"]}), KindFault::Mismatch(Kind::List, Kind::Text))]
#[case(json!({"<": [{"var": "born"}, "2026-1-2"]}), KindFault::Mismatch(Kind::Date, Kind::Text))]
#[case(json!({"and": [{"var": "guests"}]}), KindFault::Needed { needed: Kind::Bool, found: Kind::Number })]
#[case(json!({"+": [1, "a"]}), KindFault::Needed { needed: Kind::Number, found: Kind::Text })]
#[case(json!({"age": {"var": "purpose"}}), KindFault::Needed { needed: Kind::Date, found: Kind::Text })]
#[case(json!({"in": ["a", {"var": "purpose"}]}), KindFault::Needed { needed: Kind::List, found: Kind::Text })]
#[case(json!({"in": [{"var": "purpose"}, [1]]}), KindFault::Mismatch(Kind::Text, Kind::Number))]
#[case(json!({"if": [true, 1, "a"]}), KindFault::Mismatch(Kind::Number, Kind::Text))]
fn conditions_without_a_meaning(#[case] stored: serde_json::Value, #[case] fault: KindFault) {
    assert_eq!(Expr::from_json(&stored).unwrap().kind(&kind_of), Err(fault));
}

proptest! {
    #[test]
    fn a_checked_expression_has_a_value_of_its_kind(expr in expr(), form in form()) {
        if let Ok(kind) = expr.kind(&kind_of) {
            let value = expr.value(&form);
            let fits = matches!(
                (&value, kind),
                (Value::Unknown, _)
                    | (Value::Bool(_), Kind::Bool)
                    | (Value::Number(_), Kind::Number)
                    | (Value::Text(_), Kind::Text | Kind::Date)
                    | (Value::List(_), Kind::List)
                    | (Value::Present, Kind::Opaque)
            );
            prop_assert!(fits, "{:?} is no {:?}", value, kind);
        }
    }

    #[test]
    fn nothing_panics_whatever_is_asked(expr in expr(), form in form()) {
        let (truth, answer) = (expr.evaluate(&form), expr.answer(&form));
        prop_assert!(truth != Truth::Yes || answer.is_some());
    }

    #[test]
    fn conditions_made_with_a_meaning_pass_the_check(condition in condition()) {
        prop_assert_eq!(condition.kind(&kind_of), Ok(Kind::Bool));
    }
}
