//! Conditions from and to their stored form.

use serde_json::{Map, Value, json};

use super::{Comparison, DayOfYear, Expr, Literal, Membership};

/// Why a stored condition cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum ExprError {
    /// The operator is not one of the language.
    #[error("'{0}' is no operator; known are {known}", known = OPERATORS.join(", "))]
    UnknownOperator(String),
    /// The operator has the wrong number of arguments.
    #[error("'{operator}' takes {takes}")]
    Arguments {
        /// The operator as written.
        operator: String,
        /// What it takes, in words.
        takes: &'static str,
    },
    /// An object must name exactly one operator.
    #[error("a condition has exactly one operator, such as {{\"==\": [{{\"var\": \"field\"}}, \"value\"]}}")]
    Shape,
    /// Only whole numbers are meant.
    #[error("{0} is not a whole number")]
    NotWhole(String),
    /// Nested more deeply than anybody could read.
    #[error("the condition is nested more than {} levels deep", MAX_DEPTH)]
    TooDeep,
}

/// The most levels a condition may be nested.
const MAX_DEPTH: usize = 16;

/// The most parts a chain of `if` may have.
const MAX_CHAIN: usize = 41;

/// All operators as written, in the order to name them.
pub const OPERATORS: [&str; 33] = [
    "var",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "and",
    "or",
    "!",
    "in",
    "if",
    "when",
    "+",
    "-",
    "*",
    "/",
    "min",
    "max",
    "today",
    "age",
    "days_since",
    "days_between",
    "year",
    "season",
    "present",
    "count",
    "sum",
    "province",
    "commune",
    "date_in_words",
    "money_in_words",
    "join",
];

impl Expr {
    /// Reads the stored form.
    ///
    /// # Errors
    /// What is wrong with it, in words for the person who wrote the definition.
    pub fn from_json(value: &Value) -> Result<Self, ExprError> {
        read(value, 0)
    }

    /// The stored form; reading it again gives the same expression.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let list = |parts: &[Expr]| Value::Array(parts.iter().map(Expr::to_json).collect());
        match self {
            Expr::Var(name) => json!({ "var": name }),
            Expr::Literal(literal) => json!(literal),
            Expr::All(parts) => json!({ "and": list(parts) }),
            Expr::Any(parts) => json!({ "or": list(parts) }),
            Expr::Not(inner) => json!({ "!": inner.to_json() }),
            Expr::Compare(comparison, left, right) => {
                json!({ comparison.symbol(): [left.to_json(), right.to_json()] })
            }
            Expr::In(value, membership) => match membership.as_ref() {
                Membership::Constants(constants) => json!({ "in": [value.to_json(), constants] }),
                Membership::Field(name) => json!({ "in": [value.to_json(), { "var": name }] }),
            },
            Expr::If(..) => {
                // A chain is written flat: condition, value, condition, value, otherwise.
                let mut parts = Vec::new();
                let mut rest = self;
                while let Expr::If(condition, then, otherwise) = rest {
                    parts.extend([condition.to_json(), then.to_json()]);
                    rest = otherwise;
                }
                parts.push(rest.to_json());
                json!({ "if": parts })
            }
            Expr::When(condition, value) => json!({ "when": [condition.to_json(), value.to_json()] }),
            Expr::Sum(parts) => json!({ "+": list(parts) }),
            Expr::Minus(left, right) => json!({ "-": [left.to_json(), right.to_json()] }),
            Expr::Product(parts) => json!({ "*": list(parts) }),
            Expr::Quotient(left, right) => json!({ "/": [left.to_json(), right.to_json()] }),
            Expr::Least(parts) => json!({ "min": list(parts) }),
            Expr::Most(parts) => json!({ "max": list(parts) }),
            Expr::Today => json!({ "today": [] }),
            Expr::DaysBetween(from, to) => json!({ "days_between": [from.to_json(), to.to_json()] }),
            Expr::Year(inner) => json!({ "year": inner.to_json() }),
            Expr::Season(from, to) => json!({ "season": [from.to_string(), to.to_string()] }),
            Expr::Count(name) => json!({ "count": name }),
            Expr::Total { table, column } => json!({ "sum": format!("{table}[].{column}") }),
            Expr::Province(inner) => json!({ "province": inner.to_json() }),
            Expr::Commune(inner) => json!({ "commune": inner.to_json() }),
            Expr::MoneyInWords(inner) => json!({ "money_in_words": inner.to_json() }),
            Expr::Join(separator, parts) => {
                let parts = parts.iter().map(Expr::to_json);
                json!({ "join": std::iter::once(json!(separator)).chain(parts).collect::<Vec<_>>() })
            }
            Expr::Age(inner) => json!({ "age": inner.to_json() }),
            Expr::DaysSince(inner) => json!({ "days_since": inner.to_json() }),
            Expr::Present(name) => json!({ "present": name }),
            Expr::DateInWords(inner) => json!({ "date_in_words": inner.to_json() }),
        }
    }
}

impl Comparison {
    /// All of them.
    pub const ALL: [Comparison; 6] = [
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::Less,
        Comparison::AtMost,
        Comparison::Greater,
        Comparison::AtLeast,
    ];

    /// The operator as written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Comparison::Equal => "==",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::Greater => ">",
            Comparison::AtLeast => ">=",
        }
    }
}

fn read(value: &Value, depth: usize) -> Result<Expr, ExprError> {
    if depth > MAX_DEPTH {
        return Err(ExprError::TooDeep);
    }
    match value {
        Value::Object(object) => operator(object, depth + 1),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(Expr::Literal(literal(value)?)),
        Value::Null | Value::Array(_) => Err(ExprError::Shape),
    }
}

fn literal(value: &Value) -> Result<Literal, ExprError> {
    match value {
        Value::Bool(truth) => Ok(Literal::Bool(*truth)),
        Value::Number(number) => number
            .as_i64()
            .map(Literal::Number)
            .ok_or_else(|| ExprError::NotWhole(number.to_string())),
        Value::String(text) => Ok(Literal::Text(text.clone())),
        Value::Null | Value::Array(_) | Value::Object(_) => Err(ExprError::Shape),
    }
}

fn operator(object: &Map<String, Value>, depth: usize) -> Result<Expr, ExprError> {
    let mut entries = object.iter();
    let (Some((name, value)), None) = (entries.next(), entries.next()) else {
        return Err(ExprError::Shape);
    };
    let wrong = |takes| ExprError::Arguments {
        operator: name.clone(),
        takes,
    };
    // JSONLogic lets a single argument stand without its list.
    let arguments = || match value {
        Value::Array(items) => items.iter().collect::<Vec<_>>(),
        single => vec![single],
    };
    let text = || match arguments().as_slice() {
        [Value::String(text)] => Ok(text.clone()),
        _ => Err(wrong("one name")),
    };
    let one = || match arguments().as_slice() {
        [single] => read(single, depth).map(Box::new),
        _ => Err(wrong("one value")),
    };
    let two = || match arguments().as_slice() {
        [left, right] => Ok((Box::new(read(left, depth)?), Box::new(read(right, depth)?))),
        _ => Err(wrong("two values")),
    };
    let some = || match arguments().as_slice() {
        [] => Err(wrong("at least one value")),
        parts => parts
            .iter()
            .map(|part| read(part, depth))
            .collect::<Result<Vec<_>, _>>(),
    };
    if let Some(comparison) = Comparison::ALL
        .into_iter()
        .find(|comparison| comparison.symbol() == name)
    {
        let (left, right) = two()?;
        return Ok(Expr::Compare(comparison, left, right));
    }
    Ok(match name.as_str() {
        "var" => Expr::Var(text()?),
        "present" => Expr::Present(text()?),
        "and" => Expr::All(some()?),
        "or" => Expr::Any(some()?),
        "!" => Expr::Not(one()?),
        "+" => Expr::Sum(some()?),
        "*" => Expr::Product(some()?),
        "-" => {
            let (left, right) = two()?;
            Expr::Minus(left, right)
        }
        "/" => {
            let (left, right) = two()?;
            Expr::Quotient(left, right)
        }
        "min" => Expr::Least(some()?),
        "max" => Expr::Most(some()?),
        "days_between" => {
            let (from, to) = two()?;
            Expr::DaysBetween(from, to)
        }
        "year" => Expr::Year(one()?),
        "season" => {
            let day = |value: &Value| value.as_str().and_then(DayOfYear::parse);
            match arguments().as_slice() {
                [from, to] => match (day(from), day(to)) {
                    (Some(from), Some(to)) => Expr::Season(from, to),
                    _ => return Err(wrong("two days of the year such as \"04-21\"")),
                },
                _ => return Err(wrong("two days of the year such as \"04-21\"")),
            }
        }
        "count" => Expr::Count(text()?),
        "sum" => {
            let name = text()?;
            let (table, column) = name
                .split_once("[].")
                .ok_or_else(|| wrong("a column such as members[].amount"))?;
            Expr::Total {
                table: table.to_owned(),
                column: column.to_owned(),
            }
        }
        "province" => Expr::Province(one()?),
        "commune" => Expr::Commune(one()?),
        "money_in_words" => Expr::MoneyInWords(one()?),
        "join" => match arguments().as_slice() {
            [Value::String(separator), parts @ ..] if !parts.is_empty() => Expr::Join(
                separator.clone(),
                parts.iter().map(|part| read(part, depth)).collect::<Result<_, _>>()?,
            ),
            _ => return Err(wrong("a separator and at least one value")),
        },
        "when" => {
            let (condition, value) = two()?;
            Expr::When(condition, value)
        }
        "today" => Expr::Today,
        "age" => Expr::Age(one()?),
        "days_since" => Expr::DaysSince(one()?),
        "date_in_words" => Expr::DateInWords(one()?),
        "in" => match arguments().as_slice() {
            [value, Value::Array(constants)] => Expr::In(
                Box::new(read(value, depth)?),
                Box::new(Membership::Constants(
                    constants.iter().map(literal).collect::<Result<_, _>>()?,
                )),
            ),
            [value, field @ Value::Object(_)] => match read(field, depth)? {
                Expr::Var(name) => Expr::In(Box::new(read(value, depth)?), Box::new(Membership::Field(name))),
                _ => return Err(wrong("a value and a list")),
            },
            _ => return Err(wrong("a value and a list")),
        },
        "if" => match arguments().as_slice() {
            parts if (3..=MAX_CHAIN).contains(&parts.len()) && parts.len() % 2 == 1 => {
                let mut chain = read(parts[parts.len() - 1], depth)?;
                for pair in parts[..parts.len() - 1].chunks(2).rev() {
                    chain = Expr::If(
                        Box::new(read(pair[0], depth)?),
                        Box::new(read(pair[1], depth)?),
                        Box::new(chain),
                    );
                }
                chain
            }
            _ => return Err(wrong("pairs of a condition and a value, and a last value")),
        },
        _ => return Err(ExprError::UnknownOperator(name.clone())),
    })
}
