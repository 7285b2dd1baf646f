//! Agencies and the desk of every commune (COD-5, LAW-6).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use motcua_domain::calendar::Certainty;
use motcua_domain::identifiers::AgencyCode;
use motcua_domain::procedure::Level;

use super::words::Decider;
use motcua_domain::text::{Lang, Text};
use serde::Deserialize;

use super::Reference;
use super::files::{Files, ReferenceFault, fault};
use super::places::{Commune, Places};

const FILE: &str = "agencies.yaml";

/// What an agency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// People's Committee of a province or city.
    Province,
    /// People's Committee of a commune, ward or special zone.
    Commune,
    /// A department of a province.
    Department,
    /// Police.
    Police,
    /// Social insurance.
    Insurance,
}

/// An agency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Its code.
    pub code: AgencyCode,
    /// What it is.
    pub kind: AgencyKind,
    /// Code of the province it lies in.
    pub province: String,
    /// Code of the commune it serves, if it serves one.
    #[serde(default)]
    pub commune: Option<String>,
    /// Codes of the communes it serves besides, if one office serves several: social insurance.
    #[serde(default)]
    pub serves: Vec<String>,
    /// The agency above.
    #[serde(default)]
    pub parent: Option<AgencyCode>,
    /// Its name, as on papers.
    pub name: Text,
    /// Its one-stop unit.
    pub desk: Text,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, if it has ended.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// What took its place.
    #[serde(default)]
    pub successor: Option<AgencyCode>,
    /// How certain the entry is.
    #[serde(default)]
    pub certainty: Certainty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "status")]
    _status: NaiveDate,
    #[serde(rename = "legal_basis")]
    _legal_basis: String,
    agencies: Vec<Agency>,
}

#[derive(Debug)]
pub(super) struct Agencies {
    all: Vec<Agency>,
    by_code: BTreeMap<String, usize>,
    by_commune: BTreeMap<String, usize>,
    by_province: BTreeMap<String, usize>,
    /// Police and insurance offices by the communes they serve.
    vertical: BTreeMap<(Decider, String), usize>,
}

impl Agencies {
    pub fn load(files: &Files) -> Result<Self, Vec<ReferenceFault>> {
        let file: File = files.yaml(FILE)?;
        let mut agencies = Self {
            all: Vec::new(),
            by_code: BTreeMap::new(),
            by_commune: BTreeMap::new(),
            by_province: BTreeMap::new(),
            vertical: BTreeMap::new(),
        };
        let mut faults = Vec::new();
        for agency in file.agencies {
            let index = agencies.all.len();
            if agencies.by_code.insert(agency.code.to_string(), index).is_some() {
                faults.push(fault(
                    FILE,
                    1,
                    format!("the code {} stands twice; codes are never used again", agency.code),
                ));
            }
            if agency.valid_to.is_none() {
                match (agency.kind, &agency.commune) {
                    (AgencyKind::Commune, Some(commune)) => {
                        agencies.by_commune.insert(commune.clone(), index);
                    }
                    (AgencyKind::Province, _) => {
                        agencies.by_province.insert(agency.province.clone(), index);
                    }
                    (AgencyKind::Police | AgencyKind::Insurance, own) => {
                        let decider = match agency.kind {
                            AgencyKind::Police => Decider::Police,
                            _ => Decider::Insurance,
                        };
                        for commune in own.iter().chain(&agency.serves) {
                            agencies.vertical.insert((decider, commune.clone()), index);
                        }
                    }
                    _ => {}
                }
            }
            agencies.all.push(agency);
        }
        if faults.is_empty() { Ok(agencies) } else { Err(faults) }
    }

    /// Agencies in places that do not exist, and provinces without one.
    pub fn misplaced(&self, places: &Places) -> Vec<ReferenceFault> {
        let mut faults = Vec::new();
        for agency in &self.all {
            let known = match &agency.commune {
                Some(code) => places
                    .commune(code)
                    .is_some_and(|commune| commune.province == agency.province),
                None => places.province(&agency.province).is_some(),
            };
            if !known {
                faults.push(fault(
                    FILE,
                    1,
                    format!("{} lies in a place that does not exist", agency.code),
                ));
            }
        }
        let orphan = places
            .communes()
            .iter()
            .find(|commune| !self.by_province.contains_key(&commune.province));
        if let Some(commune) = orphan {
            faults.push(fault(
                FILE,
                1,
                format!("the province {} has no People's Committee", commune.province),
            ));
        }
        faults
    }

    fn code_of(&self, commune: &Commune) -> Option<AgencyCode> {
        if let Some(index) = self.by_commune.get(&commune.code) {
            return Some(self.all[*index].code.clone());
        }
        let above = &self.all[*self.by_province.get(&commune.province)?];
        AgencyCode::parse(&format!("{}.{}", above.code, commune.code)).ok()
    }
}

/// Level-1 codes of the agencies that are organised from the top down (certainty: unsure): every commune has its police, every
/// province its social insurance, also where no entry says so.
const POLICE: &str = "G01";
const INSURANCE: &str = "G24";

/// A police or insurance office that stands in no file.
fn derived_vertical(code: AgencyCode, kind: AgencyKind, province: &Agency, commune: Option<&Commune>) -> Agency {
    let committee = |text: &str, words: &str| text.replacen(words, "", 1).trim().to_owned();
    let place = match commune {
        Some(commune) => Text {
            vi: commune.in_sentence(),
            en: commune.name.en.clone(),
        },
        None => Text {
            vi: committee(&province.name.vi, "Ủy ban nhân dân"),
            en: committee(&province.name.en, "People's Committee of"),
        },
    };
    let (vi, en) = match kind {
        AgencyKind::Police => ("Công an", "Police of"),
        _ => ("Bảo hiểm xã hội", "Social insurance of"),
    };
    let name = Text {
        vi: format!("{vi} {}", place.vi),
        en: format!("{en} {}", place.en),
    };
    Agency {
        code,
        kind,
        province: province.province.clone(),
        commune: commune.map(|commune| commune.code.clone()),
        serves: Vec::new(),
        parent: None,
        desk: name.clone(),
        name,
        valid_from: province.valid_from,
        valid_to: None,
        successor: None,
        certainty: Certainty::Unsure,
    }
}

/// The agency of a commune that stands in no file: its name follows from that of the commune.
fn derived(code: AgencyCode, commune: &Commune, parent: &Agency) -> Agency {
    let place = commune.in_sentence();
    Agency {
        code,
        kind: AgencyKind::Commune,
        province: commune.province.clone(),
        commune: Some(commune.code.clone()),
        serves: Vec::new(),
        parent: Some(parent.code.clone()),
        name: Text {
            vi: format!("Ủy ban nhân dân {place}"),
            en: format!("People's Committee of {}", commune.name.en),
        },
        desk: Text {
            vi: format!("Trung tâm Phục vụ hành chính công {place}"),
            en: format!("Public Administration Service Centre of {}", commune.name.en),
        },
        valid_from: parent.valid_from,
        valid_to: None,
        successor: None,
        certainty: Certainty::Unsure,
    }
}

impl Reference {
    /// An agency by its code, also one of a commune that has no entry of its own.
    #[must_use]
    pub fn agency(&self, code: &AgencyCode) -> Option<Agency> {
        let agencies = &self.agencies;
        if let Some(index) = agencies.by_code.get(&code.to_string()) {
            return Some(agencies.all[*index].clone());
        }
        if let Some(vertical) = self.vertical(code) {
            return Some(vertical);
        }
        let parent = agencies.all[*agencies.by_code.get(&code.parent()?.to_string())?].clone();
        let commune = self.commune(code.as_str().rsplit('.').next()?)?;
        (agencies.code_of(commune)? == *code).then(|| derived(code.clone(), commune, &parent))
    }

    /// The police of a commune (`G01.H26.00097`) or the social insurance of a province (`G24.H26`) by its code.
    fn vertical(&self, code: &AgencyCode) -> Option<Agency> {
        let mut parts = code.as_str().split('.');
        let (top, province, commune) = (parts.next()?, parts.next()?, parts.next());
        let agencies = &self.agencies;
        let above = &agencies.all[*agencies.by_code.get(province)?];
        match (top, commune) {
            (POLICE, Some(commune)) => {
                let commune = self.commune(commune).filter(|it| it.province == above.province)?;
                Some(derived_vertical(code.clone(), AgencyKind::Police, above, Some(commune)))
            }
            (INSURANCE, None) => Some(derived_vertical(code.clone(), AgencyKind::Insurance, above, None)),
            _ => None,
        }
    }

    /// The agency that decides for a commune, by its kind: the committee, the police, or the social insurance that serves
    /// it. Departments of a province, and ministries, receive at the centre of the province.
    #[must_use]
    pub fn agency_that_decides(&self, kind: &str, level: Level, commune: &str) -> Option<AgencyCode> {
        let decider = self.agency_kinds.iter().find(|known| known.code == kind)?.decider;
        if level != Level::Commune && decider != Decider::Insurance {
            return self.agency_of_province(&self.commune(commune)?.province);
        }
        let agencies = &self.agencies;
        let listed = agencies.vertical.get(&(decider, commune.to_owned()));
        if let Some(index) = listed {
            return Some(agencies.all[*index].code.clone());
        }
        let place = self.commune(commune)?;
        let province = &agencies.all[*agencies.by_province.get(&place.province)?].code;
        match decider {
            Decider::Committee => self.agency_of_commune(commune),
            Decider::Police => AgencyCode::parse(&format!("{POLICE}.{province}.{commune}")).ok(),
            Decider::Insurance => AgencyCode::parse(&format!("{INSURANCE}.{province}")).ok(),
        }
    }

    /// The name of an agency in both languages; its code if it is unknown.
    #[must_use]
    pub fn agency_text(&self, code: &AgencyCode) -> Text {
        self.agency(code)
            .map_or_else(|| Text::same(code.as_str()), |agency| agency.name)
    }

    /// The name of an agency; its code if it is unknown.
    #[must_use]
    pub fn agency_name(&self, code: &AgencyCode, lang: Lang) -> String {
        self.agency(code)
            .map_or_else(|| code.to_string(), |agency| agency.name.get(lang).to_owned())
    }

    /// The People's Committee of a province, whose service centre receives for its departments and agencies.
    #[must_use]
    pub fn agency_of_province(&self, province: &str) -> Option<AgencyCode> {
        let of_province = |agency: &&Agency| agency.kind == AgencyKind::Province && agency.province == province;
        self.agencies()
            .iter()
            .find(of_province)
            .map(|agency| agency.code.clone())
    }

    /// The agency of a commune today: every one of them has a desk.
    #[must_use]
    pub fn agency_of_commune(&self, commune: &str) -> Option<AgencyCode> {
        self.agencies.code_of(self.commune(commune)?)
    }

    /// The agencies that have an entry, in the order of the file.
    #[must_use]
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies.all
    }
}
