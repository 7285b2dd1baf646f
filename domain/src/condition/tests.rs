mod examples;
mod kinds;
mod laws;
mod stored;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{Comparison, Env, Expr, Kind, Literal, Membership};
use crate::address::Address;
use crate::form::Answer;

/// The fields expressions of these tests may look at.
const FIELDS: [(&str, Kind); 8] = [
    ("ready", Kind::Bool),
    ("open", Kind::Bool),
    ("guests", Kind::Number),
    ("price", Kind::Number),
    ("purpose", Kind::Text),
    ("born", Kind::Date),
    ("wishes", Kind::List),
    ("home", Kind::Opaque),
];

fn kind_of(name: &str) -> Option<Kind> {
    FIELDS.iter().find(|(field, _)| *field == name).map(|(_, kind)| *kind)
}

/// Some fields with their answers, on Sunday 2026-11-22.
#[derive(Clone, Debug, Default)]
struct Form(BTreeMap<String, Answer>);

impl Env for Form {
    fn value(&self, name: &str) -> Option<&Answer> {
        self.0.get(name)
    }

    fn today(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }
}

/// A form in which any field may be unanswered.
fn form() -> impl Strategy<Value = Form> {
    let answer = |kind| match kind {
        Kind::Bool => any::<bool>().prop_map(Answer::Bool).boxed(),
        Kind::Number => prop_oneof![-3..4_i64, any::<i64>()].prop_map(Answer::Number).boxed(),
        Kind::Text => prop_oneof![Just("wedding"), Just("meeting"), Just("")]
            .prop_map(Answer::from)
            .boxed(),
        Kind::Date => prop_oneof![
            Just("1990-05-01"),
            Just("2026-11-22"),
            Just("2027"),
            Just("2026-11"),
            Just("2028-02-29")
        ]
        .prop_map(Answer::from)
        .boxed(),
        Kind::List => prop::collection::vec(prop_oneof![Just("wedding".to_owned()), Just("b".to_owned())], 0..3)
            .prop_map(Answer::List)
            .boxed(),
        Kind::Table => Just(Answer::Table(vec![[("amount".to_owned(), Answer::Number(3))].into()])).boxed(),
        Kind::Opaque => Just(Answer::Address(Address::new("01", "00001", "").unwrap())).boxed(),
    };
    let fields: Vec<_> = FIELDS
        .into_iter()
        .map(|(name, kind)| prop::option::of(answer(kind)).prop_map(move |answer| Some((name.to_owned(), answer?))))
        .collect();
    fields.prop_map(|fields| Form(fields.into_iter().flatten().collect()))
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        any::<bool>().prop_map(Literal::Bool),
        prop_oneof![-3..4_i64, any::<i64>()].prop_map(Literal::Number),
        prop_oneof![Just("wedding"), Just("2026-01-02"), Just("2026-1-2"), Just("")]
            .prop_map(|text| Literal::Text(text.to_owned())),
        "\\PC{0,12}".prop_map(Literal::Text),
    ]
}

fn name() -> impl Strategy<Value = String> {
    (0..FIELDS.len()).prop_map(|index| FIELDS[index].0.to_owned())
}

fn comparison() -> impl Strategy<Value = Comparison> {
    (0..6_usize).prop_map(|index| Comparison::ALL[index])
}

/// Any expression at all, meaningful or not.
fn expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        3 => name().prop_map(Expr::Var),
        2 => literal().prop_map(Expr::Literal),
        1 => Just(Expr::Today),
        1 => name().prop_map(Expr::Present),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        let some = prop::collection::vec(inner.clone(), 1..4);
        let membership = prop_oneof![
            prop::collection::vec(literal(), 0..3).prop_map(Membership::Constants),
            name().prop_map(Membership::Field),
        ];
        prop_oneof![
            some.clone().prop_map(Expr::All),
            some.clone().prop_map(Expr::Any),
            some.clone().prop_map(Expr::Sum),
            some.prop_map(Expr::Product),
            boxed.clone().prop_map(Expr::Not),
            boxed.clone().prop_map(Expr::Age),
            boxed.clone().prop_map(Expr::DaysSince),
            boxed.clone().prop_map(Expr::DateInWords),
            (comparison(), boxed.clone(), boxed.clone()).prop_map(|(c, left, right)| Expr::Compare(c, left, right)),
            (boxed.clone(), boxed.clone()).prop_map(|(left, right)| Expr::Minus(left, right)),
            (boxed.clone(), membership).prop_map(|(value, list)| Expr::In(value, Box::new(list))),
            (boxed.clone(), boxed.clone(), boxed).prop_map(|(c, then, other)| Expr::If(c, then, other)),
        ]
    })
}

/// A condition with a meaning, over the fields of these tests.
fn condition() -> impl Strategy<Value = Expr> {
    let number = prop_oneof![Just("guests"), Just("price")].prop_map(|name| Expr::Var(name.to_owned()));
    let leaf = prop_oneof![
        prop_oneof![Just("ready"), Just("open")].prop_map(|name| Expr::Var(name.to_owned())),
        any::<bool>().prop_map(|truth| Expr::Literal(Literal::Bool(truth))),
        name().prop_map(Expr::Present),
        (comparison(), number, -3..4_i64).prop_map(|(comparison, field, number)| {
            Expr::Compare(
                comparison,
                Box::new(field),
                Box::new(Expr::Literal(Literal::Number(number))),
            )
        }),
        comparison().prop_map(|comparison| {
            Expr::Compare(
                comparison,
                Box::new(Expr::Var("born".to_owned())),
                Box::new(Expr::Today),
            )
        }),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let some = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            some.clone().prop_map(Expr::All),
            some.prop_map(Expr::Any),
            inner.clone().prop_map(|inner| Expr::Not(Box::new(inner))),
            (inner.clone(), inner.clone(), inner).prop_map(|(c, a, b)| Expr::If(Box::new(c), Box::new(a), Box::new(b))),
        ]
    })
}
