//! The one language of conditions: show-if, required-if, rules of a form, fees, eligibility and branches of a workflow.
//!
//! The stored form is a typed subset of JSONLogic, because it is plain data that an editor can build and a sentence can
//! be made of: `{"==": [{"var": "born_in"}, "facility"]}`. Definitions are checked with [`Expr::kind`] when they are
//! loaded, so that a condition over a field that does not exist is never published. The server and the browser evaluate
//! by the same [`Expr::evaluate`]. What is not known yet is neither true nor false: see [`Truth`].

mod evaluate;
mod kinds;
mod parse;
mod season;

pub use evaluate::{Env, Truth, Value};
pub use kinds::{Kind, KindFault};
pub use parse::{ExprError, OPERATORS};
pub use season::DayOfYear;

use serde::{Deserialize, Serialize};

/// A constant in a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Literal {
    /// true or false.
    Bool(bool),
    /// A whole number: amounts, counts, days.
    Number(i64),
    /// A text, a code, or a date as `yyyy-mm-dd`.
    Text(String),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// An expression over the fields of a form and the facts of registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A field (`child_sex`) or a value of a register (`notice.number`).
    Var(String),
    /// A constant.
    Literal(Literal),
    /// True when every part is; `and`.
    All(Vec<Expr>),
    /// True when one part is; `or`.
    Any(Vec<Expr>),
    /// The opposite; `!`.
    Not(Box<Expr>),
    /// One value beside another.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// The value is one of the list, or the list of the field holds the value; `in`.
    In(Box<Expr>, Box<Membership>),
    /// The first when the condition holds, else the second; `if`.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// The value when the condition certainly holds, else nothing; `when`.
    When(Box<Expr>, Box<Expr>),
    /// The sum; `+`.
    Sum(Vec<Expr>),
    /// The difference; `-`.
    Minus(Box<Expr>, Box<Expr>),
    /// The product; `*`.
    Product(Vec<Expr>),
    /// The quotient, rounded down to a whole number; `/`. Unknown when divided by nothing.
    Quotient(Box<Expr>, Box<Expr>),
    /// The smallest of several; `min`.
    Least(Vec<Expr>),
    /// The largest of several; `max`.
    Most(Vec<Expr>),
    /// The day of evaluation; `today`.
    Today,
    /// Full years from a date to today; `age`.
    Age(Box<Expr>),
    /// Days from a date to today, negative if the date lies ahead; `days_since`.
    DaysSince(Box<Expr>),
    /// Days from the first date to the second; `days_between`.
    DaysBetween(Box<Expr>, Box<Expr>),
    /// The year of a date; `year`.
    Year(Box<Expr>),
    /// Whether today lies between two days of the year, both counted; `season`.
    Season(DayOfYear, DayOfYear),
    /// How many rows a table has, or how many choices were made; `count`.
    Count(String),
    /// The sum of a column of a table; `sum`, written `table[].column`.
    Total {
        /// The table field.
        table: String,
        /// Its column.
        column: String,
    },
    /// The code of the province of an address; `province`.
    Province(Box<Expr>),
    /// The code of the commune of an address; `commune`.
    Commune(Box<Expr>),
    /// Whether a field has a value or a register answered; `present`. Never unknown.
    Present(String),
    /// A date written out in Vietnamese words, as forms ask for it; `date_in_words`.
    DateInWords(Box<Expr>),
    /// An amount in đồng written out in Vietnamese words (FEE-6); `money_in_words`.
    MoneyInWords(Box<Expr>),
    /// Several values as one text with a separator between them, those without a value left out; `join`.
    Join(String, Vec<Expr>),
}

/// The right side of `in`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Membership {
    /// One of these constants.
    Constants(Vec<Literal>),
    /// One of the values of a several-choices field.
    Field(String),
}

impl Expr {
    /// Every field and register value the expression looks at.
    #[must_use]
    pub fn variables(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.visit(&mut |expr| match expr {
            Expr::Var(name) | Expr::Present(name) | Expr::Count(name) | Expr::Total { table: name, .. } => {
                found.push(name.as_str());
            }
            Expr::In(_, membership) => {
                if let Membership::Field(name) = membership.as_ref() {
                    found.push(name);
                }
            }
            _ => {}
        });
        found
    }

    fn visit<'e>(&'e self, each: &mut impl FnMut(&'e Expr)) {
        each(self);
        match self {
            Expr::All(parts)
            | Expr::Any(parts)
            | Expr::Sum(parts)
            | Expr::Product(parts)
            | Expr::Least(parts)
            | Expr::Most(parts)
            | Expr::Join(_, parts) => parts.iter().for_each(|part| part.visit(each)),
            Expr::Not(inner)
            | Expr::Age(inner)
            | Expr::DaysSince(inner)
            | Expr::Year(inner)
            | Expr::Province(inner)
            | Expr::Commune(inner)
            | Expr::DateInWords(inner)
            | Expr::MoneyInWords(inner)
            | Expr::In(inner, _) => inner.visit(each),
            Expr::Compare(_, left, right)
            | Expr::When(left, right)
            | Expr::Minus(left, right)
            | Expr::Quotient(left, right)
            | Expr::DaysBetween(left, right) => {
                left.visit(each);
                right.visit(each);
            }
            Expr::If(condition, then, otherwise) => {
                condition.visit(each);
                then.visit(each);
                otherwise.visit(each);
            }
            Expr::Var(_)
            | Expr::Literal(_)
            | Expr::Today
            | Expr::Present(_)
            | Expr::Season(..)
            | Expr::Count(_)
            | Expr::Total { .. } => {}
        }
    }
}

impl Serialize for Expr {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Expr {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Self::from_json(&value).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
