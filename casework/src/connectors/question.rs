//! What is asked, of whom, and for what.

use std::collections::BTreeMap;

use motcua_domain::procedure;
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
    /// Any other, by the one message of the data-sharing platform.
    Other(procedure::Register),
}

impl Register {
    /// As in procedure files, logs and tables.
    pub fn id(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::BirthNotices => "birth_notices",
            Self::Marriage => "marriage",
            Self::Other(register) => register.as_str(),
        }
    }

    /// The system that keeps it.
    pub fn system(self) -> System {
        match self {
            Self::Population => System::Population,
            Self::BirthNotices => System::BirthNotices,
            Self::Marriage => System::CivilStatus,
            Self::Other(register) => keeper(register),
        }
    }
}

impl From<procedure::Register> for Register {
    fn from(register: procedure::Register) -> Self {
        match register {
            procedure::Register::Population => Self::Population,
            procedure::Register::BirthNotices => Self::BirthNotices,
            procedure::Register::Marriages => Self::Marriage,
            other => Self::Other(other),
        }
    }
}

/// The system that keeps a register of a definition.
fn keeper(register: procedure::Register) -> System {
    use procedure::Register as Kept;
    match register {
        // The session is no register to be asked; who it is, the population database says.
        Kept::Session | Kept::Population => System::Population,
        Kept::BirthNotices => System::BirthNotices,
        Kept::Marriages | Kept::CivilStatus => System::CivilStatus,
        Kept::Residence => System::Residence,
        Kept::SocialInsurance => System::SocialInsurance,
        Kept::SocialAssistance => System::SocialAssistance,
        Kept::Merit => System::Merit,
        Kept::Tax | Kept::TaxNotices => System::Tax,
        Kept::Land => System::Land,
        Kept::Vehicles | Kept::TrafficFines | Kept::DrivingLicences => System::Traffic,
        Kept::Health | Kept::DeathNotices => System::Health,
        Kept::Education => System::Education,
        Kept::Passports => System::Immigration,
        Kept::CourtNotices => System::Courts,
        Kept::Businesses => System::Businesses,
        Kept::Organisations => System::Organisations,
        Kept::Electricity => System::Electricity,
        Kept::Notaries => System::Notaries,
        Kept::Customs => System::Customs,
        Kept::CriminalRecords => System::CriminalRecords,
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
    /// Social assistance and poverty status.
    SocialAssistance,
    /// People with merit.
    Merit,
    /// The tax authority.
    Tax,
    /// Land-use certificates.
    Land,
    /// The traffic police: vehicles, driving licences, fines.
    Traffic,
    /// The health database: papers of health facilities, death notices.
    Health,
    /// Schools, exams and degrees.
    Education,
    /// Passports.
    Immigration,
    /// Courts and enforcement offices.
    Courts,
    /// The business register.
    Businesses,
    /// The directory of organisations.
    Organisations,
    /// The electricity company's customers.
    Electricity,
    /// Notarised contracts.
    Notaries,
    /// Customs declarations.
    Customs,
    /// Criminal records.
    CriminalRecords,
    /// The register of seals.
    Seals,
    /// The payment platform and the State Treasury.
    Payments,
}

impl System {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::Population,
        Self::BirthNotices,
        Self::CivilStatus,
        Self::Residence,
        Self::SocialInsurance,
        Self::SocialAssistance,
        Self::Merit,
        Self::Tax,
        Self::Land,
        Self::Traffic,
        Self::Health,
        Self::Education,
        Self::Immigration,
        Self::Courts,
        Self::Businesses,
        Self::Organisations,
        Self::Electricity,
        Self::Notaries,
        Self::Customs,
        Self::CriminalRecords,
        Self::Seals,
        Self::Payments,
    ];

    /// As in logs and figures.
    pub fn id(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::BirthNotices => "birth_notices",
            Self::CivilStatus => "civil_status",
            Self::Residence => "residence",
            Self::SocialInsurance => "social_insurance",
            Self::SocialAssistance => "social_assistance",
            Self::Merit => "merit",
            Self::Tax => "tax",
            Self::Land => "land",
            Self::Traffic => "traffic",
            Self::Health => "health",
            Self::Education => "education",
            Self::Immigration => "immigration",
            Self::Courts => "courts",
            Self::Businesses => "businesses",
            Self::Organisations => "organisations",
            Self::Electricity => "electricity",
            Self::Notaries => "notaries",
            Self::Customs => "customs",
            Self::CriminalRecords => "criminal_records",
            Self::Seals => "seals",
            Self::Payments => "payments",
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
