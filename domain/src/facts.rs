//! What registers answered: every value knows where it came from and when.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::form::{Answer, Origin};
use crate::procedure::Register;

/// One record of a register, by our names of its fields.
pub type Record = BTreeMap<String, Answer>;

/// The answers of all registers an application asked, by the names the procedure gives them; and, in a part of a linked
/// group, what the group's application gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    #[serde(default, rename = "$given", skip_serializing_if = "Option::is_none")]
    given: Option<Box<Given>>,
    #[serde(flatten)]
    registers: BTreeMap<String, Fact>,
}

/// What the application of a linked group gives one of its parts: declared there once, not asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// When it was handed on.
    pub at: DateTime<Utc>,
    /// The values by field of the part.
    pub values: BTreeMap<String, GivenValue>,
}

/// A value with where the group had it from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenValue {
    /// The value.
    pub answer: Answer,
    /// Where the group had it from.
    pub origin: Origin,
}

/// One question to a register and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Which register.
    pub register: Register,
    /// When it was asked last.
    pub asked_at: DateTime<Utc>,
    /// What it said.
    pub reply: Reply,
}

/// What a register said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// It knows one or several records; `chosen` is the one meant.
    Known {
        /// The records.
        records: Vec<Record>,
        /// Which one is meant; `None` while the applicant has not chosen among several.
        chosen: Option<usize>,
    },
    /// It answered late, with several records that fit: an officer must say which one is meant before anything is
    /// decided.
    Several {
        /// The records.
        records: Vec<Record>,
    },
    /// It knows nothing under these keys.
    Nothing,
    /// The keys do not fit together in the register; which one is said, never the right value (INT-2).
    Mismatch {
        /// The name of the key.
        key: String,
    },
    /// It could not be asked, or did not answer: the citizen goes on, the value is to be verified later.
    Unavailable {
        /// Why.
        why: Outage,
    },
}

/// Why a register could not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outage {
    /// It takes longer than a person should wait.
    Slow,
    /// It cannot be reached.
    Down,
    /// It answered something that cannot be understood.
    Garbled,
    /// It does not let us in.
    Denied,
}

impl Fact {
    /// The record that is meant.
    #[must_use]
    pub fn record(&self) -> Option<&Record> {
        match &self.reply {
            Reply::Known { records, chosen } => records.get((*chosen)?),
            Reply::Several { .. } | Reply::Nothing | Reply::Mismatch { .. } | Reply::Unavailable { .. } => None,
        }
    }

    fn has_said(&self, text: &str) -> bool {
        let (Reply::Known { records, .. } | Reply::Several { records }) = &self.reply else {
            return false;
        };
        let mut values = records.iter().flat_map(BTreeMap::values);
        values.any(|value| value.contains_text(text))
    }

    /// Whether the register is still to be heard.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        matches!(self.reply, Reply::Unavailable { .. })
    }

    /// Whether nobody can say yet what the register holds about this: it was not heard, or it named several records.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.reply, Reply::Unavailable { .. } | Reply::Several { .. })
    }
}

impl Facts {
    /// The fact of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Fact> {
        self.registers.get(name)
    }

    /// What the linked group gives for a field, and since when.
    #[must_use]
    pub fn given(&self, field: &str) -> Option<(&GivenValue, DateTime<Utc>)> {
        let given = self.given.as_deref()?;
        Some((given.values.get(field)?, given.at))
    }

    /// With what a linked group gives.
    #[must_use]
    pub fn with_given(mut self, given: Given) -> Self {
        self.given = Some(Box::new(given));
        self
    }

    /// Puts an answer in the place of what was known under that name.
    pub fn set(&mut self, name: &str, fact: Fact) {
        self.registers.insert(name.to_owned(), fact);
    }

    /// There is nothing to be asked under that name after all.
    pub fn forget(&mut self, name: &str) {
        self.registers.remove(name);
    }

    /// The fact of that name, to choose a record.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Fact> {
        self.registers.get_mut(name)
    }

    /// A value by its path: `notice.child_sex`.
    #[must_use]
    pub fn value(&self, path: &str) -> Option<&Answer> {
        let (name, key) = path.split_once('.')?;
        self.get(name)?.record()?.get(key).filter(|answer| !answer.is_empty())
    }

    /// Whether a register, or the electronic identity, has said this text about somebody: the personal number of the applicant,
    /// or of a relative in a record. What was only typed, or stands in the place of what a register says, does not count.
    #[must_use]
    pub fn have_said(&self, text: &str) -> bool {
        let given = self.given.iter().flat_map(|given| given.values.values());
        let mut given = given.filter(|value| value.origin.is_vouched_for());
        given.any(|value| value.answer.contains_text(text)) || self.registers.values().any(|fact| fact.has_said(text))
    }

    /// All facts by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.registers.iter().map(|(name, fact)| (name.as_str(), fact))
    }
}
