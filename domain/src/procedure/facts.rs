//! Registers a procedure asks, so that nobody types what the State already knows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::condition::{Expr, Kind};
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

    /// The values a record of the register may have, by our names, for the check of definitions.
    #[must_use]
    pub const fn values(self) -> &'static [(&'static str, Kind)] {
        match self {
            Register::Session => &[
                ("personal_id", Kind::Text),
                ("full_name", Kind::Text),
                ("date_of_birth", Kind::Date),
                ("phone", Kind::Text),
                ("email", Kind::Text),
            ],
            Register::Population => &[
                ("full_name", Kind::Text),
                ("personal_id", Kind::Text),
                ("date_of_birth", Kind::Date),
                ("sex", Kind::Text),
                ("ethnicity", Kind::Text),
                ("nationality", Kind::Text),
                ("hometown", Kind::Opaque),
                ("permanent_residence", Kind::Opaque),
                ("current_residence", Kind::Opaque),
                ("marital_status", Kind::Text),
                ("spouse_personal_id", Kind::Text),
                ("spouse_full_name", Kind::Text),
                ("household_head_full_name", Kind::Text),
                ("household_head_personal_id", Kind::Text),
                ("relation_to_head", Kind::Text),
                ("phone", Kind::Text),
            ],
            Register::BirthNotices => &[
                ("number", Kind::Text),
                ("issued_on", Kind::Date),
                ("facility", Kind::Text),
                ("child_date_of_birth", Kind::Date),
                ("child_time_of_birth", Kind::Text),
                ("child_sex", Kind::Text),
                ("child_birth_place_type", Kind::Text),
                ("child_birth_place", Kind::Opaque),
                ("mother_full_name", Kind::Text),
                ("mother_personal_id", Kind::Text),
                ("mother_date_of_birth", Kind::Date),
                ("father_full_name", Kind::Text),
                ("father_personal_id", Kind::Text),
                ("father_date_of_birth", Kind::Date),
                ("registered", Kind::Bool),
            ],
            Register::Marriages => &[
                ("married", Kind::Text),
                ("number", Kind::Text),
                ("registered_on", Kind::Date),
                ("office", Kind::Text),
            ],
        }
    }
}
