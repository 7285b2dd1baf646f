//! Registers a procedure asks, so that nobody types what the State already knows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Register;
use crate::condition::Expr;
use crate::text::Text;

/// One question to a register, asked when an application starts and again before a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactDef {
    /// Which register.
    pub register: Register,
    /// The keys, by name: constants, fields, or values of facts asked before. All must be known (INT-2).
    pub keys: BTreeMap<String, Expr>,
    /// Which record is meant when the register knows several.
    #[serde(default, skip_serializing_if = "Pick::is_first")]
    pub pick: Pick,
    /// Asked only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// What the question is for, in words the person concerned will read.
    pub purpose: Text,
    /// Whose data it is: the personal number of that person, for the log that person may read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Expr>,
}

/// Which record is meant when there are several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// The first; the keys name one record.
    #[default]
    First,
    /// The applicant chooses among them when there are several.
    Applicant,
}

impl Pick {
    const fn is_first(&self) -> bool {
        matches!(self, Pick::First)
    }
}
