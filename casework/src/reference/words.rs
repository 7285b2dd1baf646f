//! Roles, life events and reasons.

use chrono::NaiveDate;
use motcua_domain::calendar::Certainty;
use motcua_domain::procedure::Level;
use motcua_domain::text::Text;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::files::{Files, ReferenceFault};

/// A role of staff (domain rules 4.4).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleDef {
    /// The code that procedures and accounts use.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Whether a holder may see dossiers at all (STA-1).
    pub reads_dossiers: bool,
}

/// A kind of agency that decides procedures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyKindDef {
    /// The code that procedures use.
    pub code: String,
    /// The levels it works on.
    pub levels: Vec<Level>,
    /// Which desk of the place works for it.
    #[serde(default)]
    pub decider: Decider,
    /// Name.
    pub name: Text,
}

/// Which agency of the place decides (LAW-1: vertical agencies have desks of their own).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// The People's Committee.
    #[default]
    Committee,
    /// The police.
    Police,
    /// The social insurance.
    Insurance,
}

/// Something that happens in life, by which people find procedures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LifeEvent {
    /// The id that procedures use.
    pub id: String,
    /// Name.
    pub name: Text,
    /// One line: what is found there.
    pub line: Text,
}

/// Words of the search for procedures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchWords {
    #[serde(rename = "status")]
    _status: NaiveDate,
    /// Phrases that say the same: `GPLX`, `bằng lái`.
    pub same: Vec<Vec<String>>,
    /// Words that say little about what is wanted: `làm`, `how`.
    pub fillers: Vec<String>,
}

/// The acts a reason can be given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonFor {
    /// Form 02.
    Supplement,
    /// Form 03.
    Rejection,
    /// Written reply after examination (PRC-10).
    NotEligible,
    /// Back to the specialist.
    Return,
    /// Form 04.
    Extension,
    /// Form 05.
    Stop,
}

/// A reason an officer chooses.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Names it for good.
    pub code: String,
    /// The acts it can be given for.
    #[serde(rename = "for")]
    pub acts: Vec<ReasonFor>,
    /// The procedures it is for; all if empty.
    #[serde(default)]
    pub procedures: Vec<String>,
    /// What the applicant reads.
    pub text: Text,
    /// Document and article.
    pub legal: String,
    /// How certain the legal basis is.
    #[serde(default)]
    pub certainty: Certainty,
}

impl Reason {
    pub(super) fn applies(&self, act: ReasonFor, procedure: &str) -> bool {
        self.acts.contains(&act)
            && (self.procedures.is_empty() || self.procedures.iter().any(|known| known == procedure))
    }
}

/// A file of one list, with the day it was last looked over.
#[derive(Deserialize)]
struct Listed<T> {
    #[serde(rename = "status")]
    _status: NaiveDate,
    #[serde(alias = "roles", alias = "life_events", alias = "reasons", alias = "agency_kinds")]
    items: Vec<T>,
}

fn listed<T: DeserializeOwned>(files: &Files, file: &str) -> Result<Vec<T>, Vec<ReferenceFault>> {
    files.yaml::<Listed<T>>(file).map(|listed| listed.items)
}

pub(super) fn roles(files: &Files) -> Result<Vec<RoleDef>, Vec<ReferenceFault>> {
    listed(files, "roles.yaml")
}

pub(super) fn agency_kinds(files: &Files) -> Result<Vec<AgencyKindDef>, Vec<ReferenceFault>> {
    listed(files, "agency_kinds.yaml")
}

pub(super) fn life_events(files: &Files) -> Result<Vec<LifeEvent>, Vec<ReferenceFault>> {
    listed(files, "life_events.yaml")
}

pub(super) fn search_words(files: &Files) -> Result<SearchWords, Vec<ReferenceFault>> {
    files.yaml("search_words.yaml")
}

pub(super) fn reasons(files: &Files) -> Result<Vec<Reason>, Vec<ReferenceFault>> {
    listed(files, "reasons.yaml")
}
