//! Registers a procedure asks, so that nobody types what the State already knows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::condition::Expr;
use crate::text::{Lang, Text};

/// One question to a register, asked when an application starts and again before a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactDef {
    /// Which register.
    pub register: Register,
    /// The keys, by name: constants, fields, or values of facts asked before. All must be known (INT-2).
    pub keys: BTreeMap<String, Expr>,
    /// Which record is meant when the register knows several.
    #[serde(default)]
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

/// A national register or the identity of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// The electronic identity of the person who signed in.
    Session,
    /// National Population Database (Cơ sở dữ liệu quốc gia về dân cư).
    Population,
    /// Hospital birth notices (giấy chứng sinh).
    BirthNotices,
    /// Marriages in the electronic civil-status database.
    Marriages,
}

impl Register {
    /// Every register that is asked over the network.
    pub const NATIONAL: [Register; 3] = [Register::Population, Register::BirthNotices, Register::Marriages];

    /// The name in files, tables and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Register::Session => "session",
            Register::Population => "population",
            Register::BirthNotices => "birth_notices",
            Register::Marriages => "marriages",
        }
    }

    /// The name for people.
    #[must_use]
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Register::Session, Lang::Vi) => "Tài khoản định danh điện tử",
            (Register::Session, Lang::En) => "Electronic identity account",
            (Register::Population, Lang::Vi) => "Cơ sở dữ liệu quốc gia về dân cư",
            (Register::Population, Lang::En) => "National Population Database",
            (Register::BirthNotices, Lang::Vi) => "Giấy chứng sinh điện tử",
            (Register::BirthNotices, Lang::En) => "Electronic birth notice",
            (Register::Marriages, Lang::Vi) => "Cơ sở dữ liệu hộ tịch điện tử",
            (Register::Marriages, Lang::En) => "Electronic civil-status database",
        }
    }
}
