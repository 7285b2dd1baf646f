//! What is asked, of whom, and for what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::ConnectorError;

/// One record of a register, in our field names.
pub type Record = Map<String, Value>;

/// Something that can be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// People, in the national population database.
    Population,
    /// Hospitals' birth notices (giấy chứng sinh).
    BirthNotices,
    /// Registered marriages, in the civil-status system.
    Marriage,
}

impl Register {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Population, Self::BirthNotices, Self::Marriage];

    /// As in procedure files, logs and tables.
    pub fn id(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::BirthNotices => "birth_notices",
            Self::Marriage => "marriage",
        }
    }

    /// The register of that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.id() == id)
    }

    /// The system that keeps it.
    pub fn system(self) -> System {
        match self {
            Self::Population => System::Population,
            Self::BirthNotices => System::BirthNotices,
            Self::Marriage => System::CivilStatus,
        }
    }
}

/// A national system at the other end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum System {
    /// The national population database.
    Population,
    /// The hospitals' birth notices.
    BirthNotices,
    /// The civil-status system.
    CivilStatus,
    /// The police's residence and identity-card system.
    Residence,
    /// The social insurance.
    SocialInsurance,
}

impl System {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Population,
        Self::BirthNotices,
        Self::CivilStatus,
        Self::Residence,
        Self::SocialInsurance,
    ];

    /// As in logs and figures.
    pub fn id(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::BirthNotices => "birth_notices",
            Self::CivilStatus => "civil_status",
            Self::Residence => "residence",
            Self::SocialInsurance => "social_insurance",
        }
    }

    /// The system of that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.id() == id)
    }
}

/// The keys of a look-up, by our names. Its `Debug` shows the names only.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Query(BTreeMap<String, String>);

impl Query {
    /// No keys yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more key.
    #[must_use]
    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.0.insert(key.to_owned(), value.trim().to_owned());
        self
    }

    /// The value of a key, unless it is empty.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str).filter(|it| !it.is_empty())
    }

    /// Keys and values in the order of the keys: what the log of look-ups hashes (INT-1).
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    pub(super) fn need(&self, key: &str) -> Result<&str, ConnectorError> {
        self.get(key)
            .ok_or_else(|| ConnectorError::Incomplete { field: key.to_owned() })
    }
}

impl std::fmt::Debug for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// Why personal data are asked for, and by whom: goes with every call (INT-1, INT-2). Its `Debug` hides the person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purpose {
    /// Code of the dossier, or id of the draft.
    pub dossier_or_draft: String,
    /// Personal number or account of the officer or citizen who asks.
    pub person: String,
    /// The purpose: as a rule the code of the procedure (MaDVC).
    pub code: String,
    /// Code of the unit the officer works for; empty when a citizen asks.
    pub unit: String,
}

impl std::fmt::Debug for Purpose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Purpose")
            .field("dossier_or_draft", &self.dossier_or_draft)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}
