//! The laws of three-valued logic, and what learning more can change.

use super::{Form, condition, form};
use crate::condition::{Expr, Truth};
use proptest::prelude::*;

fn not(condition: &Expr) -> Expr {
    Expr::Not(Box::new(condition.clone()))
}

fn all(parts: &[&Expr]) -> Expr {
    Expr::All(parts.iter().map(|part| (*part).clone()).collect())
}

fn any_of(parts: &[&Expr]) -> Expr {
    Expr::Any(parts.iter().map(|part| (*part).clone()).collect())
}

proptest! {
    #[test]
    fn twice_not_is_the_same(a in condition(), form in form()) {
        prop_assert_eq!(not(&not(&a)).evaluate(&form), a.evaluate(&form));
    }

    #[test]
    fn de_morgan(a in condition(), b in condition(), form in form()) {
        prop_assert_eq!(not(&all(&[&a, &b])).evaluate(&form), any_of(&[&not(&a), &not(&b)]).evaluate(&form));
        prop_assert_eq!(not(&any_of(&[&a, &b])).evaluate(&form), all(&[&not(&a), &not(&b)]).evaluate(&form));
    }

    #[test]
    fn order_and_grouping_do_not_matter(a in condition(), b in condition(), c in condition(), form in form()) {
        prop_assert_eq!(all(&[&a, &b]).evaluate(&form), all(&[&b, &a]).evaluate(&form));
        prop_assert_eq!(any_of(&[&a, &b]).evaluate(&form), any_of(&[&b, &a]).evaluate(&form));
        prop_assert_eq!(all(&[&all(&[&a, &b]), &c]).evaluate(&form), all(&[&a, &b, &c]).evaluate(&form));
    }

    #[test]
    fn one_decides_the_whole(a in condition(), form in form()) {
        let no = all(&[&a, &Expr::Literal(super::Literal::Bool(false))]);
        let yes = any_of(&[&a, &Expr::Literal(super::Literal::Bool(true))]);
        prop_assert_eq!((no.evaluate(&form), yes.evaluate(&form)), (Truth::No, Truth::Yes));
    }

    /// What is certain stays certain when more is answered, unless the condition asks whether something is answered.
    #[test]
    fn learning_more_only_settles_the_unknown(a in condition(), form in form(), more in form()) {
        let asks_for_presence = serde_json::to_string(&a.to_json()).unwrap().contains("\"present\"");
        let before = a.evaluate(&form);
        if before != Truth::Unknown && !asks_for_presence {
            let mut both = more.0.clone();
            both.extend(form.0.clone());
            prop_assert_eq!(a.evaluate(&Form(both)), before);
        }
    }
}
