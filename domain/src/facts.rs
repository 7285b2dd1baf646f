//! What registers answered: every value knows where it came from and when.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::form::{Answer, Origin};
use crate::identifiers::PersonalId;
use crate::procedure::Register;

/// One record of a register, by our names of its fields.
pub type Record = BTreeMap<String, Answer>;

/// The answers of all registers an application asked, by the names the procedure gives them; and, in a part of a linked
/// group, what the group's application gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    #[serde(rename = "$given", skip_serializing_if = "Option::is_none")]
    given: Option<Box<Given>>,
    #[serde(flatten)]
    registers: BTreeMap<String, Fact>,
}

/// By hand: what is derived for a flattened map copies everything once before it reads it, and every dossier is read often.
impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Facts;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("facts by name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Facts, A::Error> {
                let mut facts = Facts::default();
                while let Some(name) = map.next_key::<String>()? {
                    if name == "$given" {
                        facts.given = map.next_value()?;
                    } else {
                        facts.registers.insert(name, map.next_value()?);
                    }
                }
                Ok(facts)
            }
        }

        deserializer.deserialize_map(Reader)
    }
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

    /// Whether a register may be asked with these keys: nobody looks somebody up by a number they just type. A personal number
    /// came from a register, as the applicant's own or a relative's, or the population database is asked whether number, name
    /// and date of birth fit together (domain-rules INT-2).
    #[must_use]
    pub fn allow_question(&self, register: Register, keys: &BTreeMap<&str, &str>) -> bool {
        let with = |key| keys.get(key).is_some_and(|value| !value.is_empty());
        let three_keys = register == Register::Population && with("full_name") && with("date_of_birth");
        let mut numbers = keys.values().filter(|value| value.parse::<PersonalId>().is_ok());
        three_keys || numbers.all(|number| self.have_said(number))
    }

    /// Whether a register, or the electronic identity, has said this text about somebody: the personal number of the applicant,
    /// or of a relative in a record. What was only typed, or stands in the place of what a register says, does not count.
    fn have_said(&self, text: &str) -> bool {
        let given = self.given.iter().flat_map(|given| given.values.values());
        let mut given = given.filter(|value| value.origin.is_vouched_for());
        given.any(|value| value.answer.contains_text(text)) || self.registers.values().any(|fact| fact.has_said(text))
    }

    /// All facts by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.registers.iter().map(|(name, fact)| (name.as_str(), fact))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    const LAN: &str = "001196028417";
    const STRANGER: &str = "001094015263";

    fn household_of_lan() -> Facts {
        let record = Record::from([("personal_id".to_owned(), Answer::from(LAN))]);
        let mut facts = Facts::default();
        facts.set(
            "me",
            Fact {
                register: Register::Population,
                asked_at: DateTime::UNIX_EPOCH,
                reply: Reply::Known {
                    records: vec![record],
                    chosen: Some(0),
                },
            },
        );
        facts
    }

    #[test]
    fn a_number_that_a_register_gave_may_be_asked_about() {
        let keys = BTreeMap::from([("personal_id", LAN)]);
        assert!(household_of_lan().allow_question(Register::CivilStatus, &keys));
    }

    #[test]
    fn a_number_that_was_just_typed_opens_no_register() {
        let facts = household_of_lan();
        let number = BTreeMap::from([("personal_id", STRANGER)]);
        assert!(!facts.allow_question(Register::Population, &number));
        let two = BTreeMap::from([
            ("personal_id", STRANGER),
            ("full_name", "Trần Văn Hùng"),
            ("date_of_birth", ""),
        ]);
        assert!(!facts.allow_question(Register::Population, &two));
        let all = BTreeMap::from([
            ("personal_id", STRANGER),
            ("full_name", "Trần Văn Hùng"),
            ("date_of_birth", "1994-05-12"),
        ]);
        assert!(facts.allow_question(Register::Population, &all));
        assert!(
            !facts.allow_question(Register::CivilStatus, &all),
            "only the population database checks the three keys"
        );
    }
}
