//! Evaluation, three-valued: what is not known yet is neither true nor false.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::{Comparison, DayOfYear, Expr, Literal, Membership};
use crate::form::Answer;
use crate::identifiers::{PartialDate, Vnd};

/// Yes, no, or cannot be told yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// Something it depends on has no value yet.
    Unknown,
}

impl Truth {
    /// Whether it certainly holds.
    #[must_use]
    pub fn is_yes(self) -> bool {
        self == Truth::Yes
    }
}

impl From<bool> for Truth {
    fn from(truth: bool) -> Self {
        if truth { Truth::Yes } else { Truth::No }
    }
}

/// A value while evaluating. Dates are texts `yyyy-mm-dd`, which compare as dates do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'v> {
    /// Not answered yet.
    Unknown,
    /// true or false.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A text, code or date.
    Text(Cow<'v, str>),
    /// The values of a several-choices field.
    List(&'v [String]),
    /// There is a value, but of a kind that is only ever present or not (an address, a record, a table).
    Present,
}

/// What an expression may look at.
pub trait Env {
    /// The value of a field or of a register value, `None` while there is none.
    fn value(&self, name: &str) -> Option<&Answer>;

    /// The day on which the condition is asked.
    fn today(&self) -> NaiveDate;
}

impl<'v> From<&'v Answer> for Value<'v> {
    fn from(answer: &'v Answer) -> Self {
        match answer {
            Answer::Bool(truth) => Value::Bool(*truth),
            Answer::Number(number) => Value::Number(*number),
            Answer::Text(text) => Value::Text(Cow::Borrowed(text)),
            Answer::List(list) => Value::List(list),
            Answer::Address(_) | Answer::Record(_) | Answer::Table(_) => Value::Present,
        }
    }
}

impl Value<'_> {
    fn date(&self) -> Option<NaiveDate> {
        match self {
            Value::Text(text) => PartialDate::parse(text).ok().and_then(|date| date.full()),
            _ => None,
        }
    }

    fn into_answer(self) -> Option<Answer> {
        match self {
            Value::Unknown | Value::Present => None,
            Value::Bool(truth) => Some(Answer::Bool(truth)),
            Value::Number(number) => Some(Answer::Number(number)),
            Value::Text(text) => Some(Answer::Text(text.into_owned())),
            Value::List(list) => Some(Answer::List(list.to_vec())),
        }
    }
}

impl Expr {
    /// Whether the condition holds.
    #[must_use]
    pub fn evaluate(&self, env: &dyn Env) -> Truth {
        match self.value(env) {
            Value::Bool(truth) => truth.into(),
            Value::Unknown => Truth::Unknown,
            Value::Number(number) => (number != 0).into(),
            Value::Text(text) => (!text.is_empty()).into(),
            Value::List(list) => (!list.is_empty()).into(),
            Value::Present => Truth::Yes,
        }
    }

    /// The value as an answer of a form, `None` while it is unknown.
    #[must_use]
    pub fn answer(&self, env: &dyn Env) -> Option<Answer> {
        match self {
            // Also addresses, which have no value in comparisons.
            Expr::Var(name) => env.value(name).cloned(),
            Expr::If(condition, then, otherwise) => match condition.evaluate(env) {
                Truth::Yes => then.answer(env),
                Truth::No => otherwise.answer(env),
                Truth::Unknown => None,
            },
            Expr::When(condition, value) if condition.evaluate(env).is_yes() => value.answer(env),
            _ => self.value(env).into_answer(),
        }
    }

    /// The value.
    #[must_use]
    pub fn value<'v>(&'v self, env: &'v dyn Env) -> Value<'v> {
        match self {
            Expr::Var(name) => env.value(name).map_or(Value::Unknown, Value::from),
            Expr::Literal(Literal::Bool(truth)) => Value::Bool(*truth),
            Expr::Literal(Literal::Number(number)) => Value::Number(*number),
            Expr::Literal(Literal::Text(text)) => Value::Text(Cow::Borrowed(text)),
            Expr::All(parts) => decided(parts, env, Truth::No),
            Expr::Any(parts) => decided(parts, env, Truth::Yes),
            Expr::Not(inner) => match inner.evaluate(env) {
                Truth::Yes => Value::Bool(false),
                Truth::No => Value::Bool(true),
                Truth::Unknown => Value::Unknown,
            },
            Expr::Compare(comparison, left, right) => comparison.compare(&left.value(env), &right.value(env)),
            Expr::In(value, membership) => is_in(&value.value(env), membership, env),
            Expr::If(condition, then, otherwise) => match condition.evaluate(env) {
                Truth::Yes => then.value(env),
                Truth::No => otherwise.value(env),
                Truth::Unknown => Value::Unknown,
            },
            Expr::When(condition, value) => {
                if condition.evaluate(env).is_yes() {
                    value.value(env)
                } else {
                    Value::Unknown
                }
            }
            Expr::Sum(parts) => fold(parts, env, 0, i64::checked_add),
            Expr::Product(parts) => fold(parts, env, 1, i64::checked_mul),
            Expr::Minus(left, right) => match (left.value(env), right.value(env)) {
                (Value::Number(left), Value::Number(right)) => {
                    left.checked_sub(right).map_or(Value::Unknown, Value::Number)
                }
                _ => Value::Unknown,
            },
            Expr::Quotient(left, right) => match (left.value(env), right.value(env)) {
                (Value::Number(left), Value::Number(right)) => {
                    quotient(left, right).map_or(Value::Unknown, Value::Number)
                }
                _ => Value::Unknown,
            },
            Expr::Least(parts) => fold(parts, env, i64::MAX, |one, other| Some(one.min(other))),
            Expr::Most(parts) => fold(parts, env, i64::MIN, |one, other| Some(one.max(other))),
            Expr::Today => Value::Text(Cow::Owned(env.today().to_string())),
            Expr::DaysBetween(from, to) => match (from.value(env).date(), to.value(env).date()) {
                (Some(from), Some(to)) => Value::Number(to.signed_duration_since(from).num_days()),
                _ => Value::Unknown,
            },
            Expr::Year(date) => date
                .value(env)
                .date()
                .map_or(Value::Unknown, |date| Value::Number(date.year().into())),
            Expr::Season(from, to) => Value::Bool(DayOfYear::spans(*from, *to, env.today())),
            Expr::Count(name) => match env.value(name) {
                Some(Answer::List(list)) => count(list.len()),
                Some(Answer::Table(rows)) => count(rows.len()),
                _ => Value::Unknown,
            },
            Expr::Total { table, column } => match env.value(table) {
                Some(Answer::Table(rows)) => rows
                    .iter()
                    .filter_map(|row| match row.get(column) {
                        Some(Answer::Number(number)) => Some(*number),
                        _ => None,
                    })
                    .try_fold(0_i64, i64::checked_add)
                    .map_or(Value::Unknown, Value::Number),
                _ => Value::Unknown,
            },
            Expr::Province(place) => match place.answer(env) {
                Some(Answer::Address(address)) => Value::Text(Cow::Owned(address.province().to_owned())),
                _ => Value::Unknown,
            },
            Expr::Commune(place) => match place.answer(env) {
                Some(Answer::Address(address)) => Value::Text(Cow::Owned(address.commune().to_owned())),
                _ => Value::Unknown,
            },
            Expr::MoneyInWords(amount) => match amount.value(env) {
                Value::Number(amount) => Value::Text(Cow::Owned(Vnd::new(amount).in_words_vi())),
                _ => Value::Unknown,
            },
            Expr::Join(separator, parts) => {
                let known: Vec<_> = parts
                    .iter()
                    .filter_map(|part| match part.value(env) {
                        Value::Text(text) if !text.is_empty() => Some(text.into_owned()),
                        Value::Number(number) => Some(number.to_string()),
                        _ => None,
                    })
                    .collect();
                if known.is_empty() {
                    Value::Unknown
                } else {
                    Value::Text(Cow::Owned(known.join(separator)))
                }
            }
            Expr::Age(date) => date
                .value(env)
                .date()
                .map_or(Value::Unknown, |born| Value::Number(full_years(born, env.today()))),
            Expr::DaysSince(date) => date.value(env).date().map_or(Value::Unknown, |date| {
                Value::Number(env.today().signed_duration_since(date).num_days())
            }),
            Expr::Present(name) => Value::Bool(env.value(name).is_some_and(|answer| !answer.is_empty())),
            Expr::DateInWords(date) => match date.value(env) {
                Value::Text(text) => {
                    PartialDate::parse(&text).map_or(Value::Unknown, |date| Value::Text(Cow::Owned(date.in_words_vi())))
                }
                _ => Value::Unknown,
            },
        }
    }
}

/// `and` is decided by the first no, `or` by the first yes; otherwise one unknown part leaves the whole unknown.
fn decided<'v>(parts: &'v [Expr], env: &'v dyn Env, decisive: Truth) -> Value<'v> {
    let mut unknown = false;
    for part in parts {
        let truth = part.evaluate(env);
        if truth == decisive {
            return Value::Bool(decisive.is_yes());
        }
        unknown |= truth == Truth::Unknown;
    }
    if unknown {
        Value::Unknown
    } else {
        Value::Bool(!decisive.is_yes())
    }
}

fn fold<'v>(parts: &'v [Expr], env: &'v dyn Env, start: i64, step: fn(i64, i64) -> Option<i64>) -> Value<'v> {
    let total = parts.iter().try_fold(start, |total, part| match part.value(env) {
        Value::Number(number) => step(total, number),
        _ => None,
    });
    total.map_or(Value::Unknown, Value::Number)
}

/// Rounded down, so that a remainder is never charged.
fn quotient(left: i64, right: i64) -> Option<i64> {
    (right != 0).then(|| left.checked_div_euclid(right)).flatten()
}

fn count<'v>(length: usize) -> Value<'v> {
    i64::try_from(length).map_or(Value::Unknown, Value::Number)
}

fn is_in<'v>(value: &Value<'v>, membership: &'v Membership, env: &'v dyn Env) -> Value<'v> {
    match (value, membership) {
        (Value::Unknown, _) => Value::Unknown,
        (value, Membership::Constants(constants)) => {
            Value::Bool(constants.iter().any(|constant| match (constant, value) {
                (Literal::Text(constant), Value::Text(text)) => constant == text,
                (Literal::Number(constant), Value::Number(number)) => constant == number,
                (Literal::Bool(constant), Value::Bool(truth)) => constant == truth,
                _ => false,
            }))
        }
        (Value::Text(text), Membership::Field(name)) => match env.value(name) {
            Some(Answer::List(list)) => Value::Bool(list.iter().any(|item| item == text)),
            Some(_) => Value::Bool(false),
            None => Value::Unknown,
        },
        _ => Value::Unknown,
    }
}

impl Comparison {
    fn compare<'v>(self, left: &Value<'_>, right: &Value<'_>) -> Value<'v> {
        let order = match (left, right) {
            // 2026 may be before or after 2026-05-01: of an incomplete date only the known part can be told.
            (Value::Text(left), Value::Text(right)) if incomplete(left, right) => return Value::Unknown,
            (Value::Number(left), Value::Number(right)) => left.cmp(right),
            (Value::Text(left), Value::Text(right)) => left.cmp(right),
            (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
            _ => return Value::Unknown,
        };
        Value::Bool(match self {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::AtLeast => order.is_ge(),
        })
    }
}

/// Whether one text is a date of which the other says more: `2026` and `2026-05`.
fn incomplete(left: &str, right: &str) -> bool {
    let (short, long) = if left.len() < right.len() {
        (left, right)
    } else {
        (right, left)
    };
    long.strip_prefix(short).is_some_and(|rest| rest.starts_with('-'))
        && PartialDate::parse(long).is_ok_and(|date| date.to_iso() == long)
        && PartialDate::parse(short).is_ok_and(|date| date.to_iso() == short)
}

/// Full years between two dates, negative if the first lies ahead.
fn full_years(from: NaiveDate, to: NaiveDate) -> i64 {
    let years = i64::from(to.year()) - i64::from(from.year());
    years - i64::from((to.month(), to.day()) < (from.month(), from.day()))
}
