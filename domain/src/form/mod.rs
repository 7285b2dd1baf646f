//! What people type and what becomes of it.
//!
//! A draft keeps what was typed word for word ([`Typed`]), valid or not, so that nothing is ever lost. [`resolve`]
//! reads it together with the facts of registers and gives the answers, where each came from, and every problem.

mod answer;
mod display;
mod parts;
mod read;
mod resolve;

pub use display::{display, of_kind, plain};
pub use parts::said;
pub use resolve::Seen;
pub use resolve::{Origin, PartProblem, Problem, ProblemKind, Resolved, resolve};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::facts::Facts;

/// What stands in the inputs of a form, by the name of the input, word for word.
///
/// A field of several inputs has names with a dot: `born.day`, `home.commune`, `wishes.a`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, String>);

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    Bool(bool),
    /// A whole number; amounts in đồng.
    Number(i64),
    /// An address.
    Address(Address),
    /// Several codes.
    List(Vec<String>),
    /// A text, a code, a date as `yyyy-mm-dd` (or `yyyy-mm`, `yyyy`), a number that is a name (personal number, phone).
    Text(String),
    /// The rows of a table, each by column.
    Table(Vec<BTreeMap<String, Answer>>),
    /// A value of several parts: a bank account, a land parcel, a vehicle, a person.
    Record(BTreeMap<String, Answer>),
}

impl Answer {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Answer::Text(text) => text.is_empty(),
            Answer::List(list) => list.is_empty(),
            Answer::Table(rows) => rows.is_empty(),
            Answer::Record(parts) => parts.is_empty(),
            Answer::Bool(_) | Answer::Number(_) | Answer::Address(_) => false,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Answer::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is this text, or this text stands somewhere in it by itself.
    #[must_use]
    pub fn contains_text(&self, wanted: &str) -> bool {
        let in_record = |record: &BTreeMap<String, Answer>| record.values().any(|value| value.contains_text(wanted));
        match self {
            Answer::Text(text) => text == wanted,
            Answer::List(list) => list.iter().any(|text| text == wanted),
            Answer::Table(rows) => rows.iter().any(in_record),
            Answer::Record(parts) => in_record(parts),
            Answer::Bool(_) | Answer::Number(_) | Answer::Address(_) => false,
        }
    }
}

impl From<&str> for Answer {
    fn from(text: &str) -> Self {
        Answer::Text(text.to_owned())
    }
}

/// The answers of a form by field.
pub type Answers = BTreeMap<String, Answer>;

/// What a name of an expression stands for: a field (`child_sex`), a part of a field (`account.bank`) or a value of a
/// register (`notice.number`).
#[must_use]
pub fn find<'a>(answers: &'a Answers, facts: &'a Facts, name: &str) -> Option<&'a Answer> {
    let Some((first, part)) = name.split_once('.') else {
        return answers.get(name);
    };
    match answers.get(first) {
        Some(Answer::Record(parts)) => parts.get(part),
        _ => facts.value(name),
    }
}

impl Typed {
    /// The most characters kept of one input: more than any field allows, less than anybody could abuse.
    pub const MAX_INPUT: usize = 8_000;

    /// The input of a supplement by which applicants say that what they declared is right as it stands. It belongs to no
    /// field, so it is never kept.
    pub const AS_IT_STANDS: &'static str = "as_it_stands";

    /// What stands in one input.
    #[must_use]
    pub fn get(&self, input: &str) -> Option<&str> {
        self.0.get(input).map(String::as_str)
    }

    /// Puts something into an input. Control characters other than line ends are dropped, over-long text is cut.
    pub fn set(&mut self, input: &str, value: &str) {
        let clean: String = value
            .chars()
            .filter(|letter| !letter.is_control() || *letter == '\n' || *letter == '\t')
            .take(Self::MAX_INPUT)
            .collect();
        self.0.insert(input.to_owned(), clean);
    }

    /// Empties all inputs of a field.
    pub fn clear(&mut self, field: &str) {
        self.0
            .retain(|input, _| input != field && input.strip_prefix(field).is_none_or(|rest| !rest.starts_with('.')));
    }

    /// All inputs and what stands in them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(input, value)| (input.as_str(), value.as_str()))
    }

    /// Whether anything was typed into a field.
    #[must_use]
    pub fn touches(&self, field: &str) -> bool {
        self.iter().any(|(input, value)| {
            !value.trim().is_empty()
                && (input == field || input.strip_prefix(field).is_some_and(|rest| rest.starts_with('.')))
        })
    }
}

impl<K: AsRef<str>, V: AsRef<str>> FromIterator<(K, V)> for Typed {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(inputs: I) -> Self {
        let mut typed = Self::default();
        for (input, value) in inputs {
            typed.set(input.as_ref(), value.as_ref());
        }
        typed
    }
}

#[cfg(test)]
mod tests;
