//! The 34 provinces and 3,321 communes of the two-tier scheme (COD-12).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use motcua_domain::fold::fold;
use motcua_domain::text::Text;
use serde::Deserialize;

use super::Reference;
use super::codes::CodeList;
use super::files::{Files, ReferenceFault, fault};

/// A province or city under the central government.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Two digits.
    pub code: String,
    /// `Thành phố Hà Nội`.
    pub name: String,
    /// `Hà Nội`.
    pub short_name: String,
}

/// What kind of unit a commune is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum CommuneKind {
    /// Xã.
    #[serde(rename = "xã")]
    Commune,
    /// Phường.
    #[serde(rename = "phường")]
    Ward,
    /// Đặc khu.
    #[serde(rename = "đặc khu")]
    SpecialZone,
}

/// A commune, ward or special zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commune {
    /// Five digits.
    pub code: String,
    /// Code of its province.
    pub province: String,
    /// Its kind.
    pub kind: CommuneKind,
    /// `Phường Hồng Hà`, `Hồng Hà Ward`.
    pub name: Text,
}

/// A commune found by a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommuneHit<'r> {
    /// The commune.
    pub commune: &'r Commune,
    /// Its province.
    pub province: &'r Province,
    /// The unit of before July 2025 that was searched for, if that led here: `Phường Phúc Xá, Quận Ba Đình`.
    pub formerly: Option<&'r str>,
}

impl CommuneKind {
    const fn vi(self) -> &'static str {
        match self {
            CommuneKind::Commune => "Xã",
            CommuneKind::Ward => "Phường",
            CommuneKind::SpecialZone => "Đặc khu",
        }
    }

    const fn en(self) -> &'static str {
        match self {
            CommuneKind::Commune => "Commune",
            CommuneKind::Ward => "Ward",
            CommuneKind::SpecialZone => "Special Zone",
        }
    }
}

impl Province {
    /// The name within a sentence: `thành phố Hà Nội`.
    #[must_use]
    pub fn in_sentence(&self) -> String {
        lower_first(&self.name)
    }
}

impl Commune {
    /// The name within a sentence: `phường Hồng Hà`.
    #[must_use]
    pub fn in_sentence(&self) -> String {
        lower_first(&self.name.vi)
    }
}

/// With a small first letter, as a name stands within a sentence.
pub(super) fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[derive(Debug)]
pub(super) struct Places {
    provinces: Vec<Province>,
    /// In the order of their codes.
    communes: Vec<Commune>,
    by_province: BTreeMap<String, Vec<usize>>,
    /// The name without its kind, folded, beside each commune; made when first searched.
    folded: OnceLock<Vec<String>>,
}

#[derive(Deserialize)]
struct ProvinceRow {
    code: String,
    name: String,
    short_name: String,
}

#[derive(Deserialize)]
struct CommuneRow {
    code: String,
    name: String,
    #[serde(rename = "type")]
    kind: CommuneKind,
    province_code: String,
}

impl Places {
    pub fn load(files: &Files) -> Result<Self, Vec<ReferenceFault>> {
        let provinces: Vec<Province> = files
            .csv::<ProvinceRow>("provinces.csv")?
            .into_iter()
            .map(|row| Province {
                code: row.code,
                name: row.name,
                short_name: row.short_name,
            })
            .collect();
        let mut communes = Vec::with_capacity(3_400);
        let mut by_province: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut rows: Vec<CommuneRow> = files.csv("communes.csv")?;
        rows.sort_by(|one, other| one.code.cmp(&other.code));
        for row in rows {
            if communes.last().is_some_and(|last: &Commune| last.code == row.code) {
                return Err(vec![fault(
                    "communes.csv",
                    1,
                    format!("the code {} stands twice", row.code),
                )]);
            }
            let plain = row
                .name
                .strip_prefix(row.kind.vi())
                .map_or(row.name.as_str(), str::trim);
            // Numbers go behind the kind: "Ward 1 Bảo Lộc".
            let numbered = plain.starts_with(|first: char| first.is_ascii_digit());
            let en = if numbered {
                format!("{} {plain}", row.kind.en())
            } else {
                format!("{plain} {}", row.kind.en())
            };
            by_province
                .entry(row.province_code.clone())
                .or_default()
                .push(communes.len());
            let name = Text { vi: row.name, en };
            communes.push(Commune {
                code: row.code,
                province: row.province_code,
                kind: row.kind,
                name,
            });
        }
        if let Some(code) = by_province
            .keys()
            .find(|code| !provinces.iter().any(|province| province.code == **code))
        {
            return Err(vec![fault(
                "communes.csv",
                1,
                format!("no province has the code {code}"),
            )]);
        }
        Ok(Self {
            provinces,
            communes,
            by_province,
            folded: OnceLock::new(),
        })
    }

    pub fn province(&self, code: &str) -> Option<&Province> {
        self.provinces.iter().find(|province| province.code == code)
    }

    fn index(&self, code: &str) -> Option<usize> {
        self.communes
            .binary_search_by(|commune| commune.code.as_str().cmp(code))
            .ok()
    }

    pub fn commune(&self, code: &str) -> Option<&Commune> {
        self.index(code).map(|index| &self.communes[index])
    }

    pub fn communes(&self) -> &[Commune] {
        &self.communes
    }

    pub fn provinces_as_list(&self) -> CodeList {
        let city = |province: &Province| province.name.starts_with("Thành phố");
        CodeList::new(
            "provinces",
            self.provinces.iter().map(|province| {
                let kind = if city(province) { "City" } else { "Province" };
                let en = format!("{} {kind}", province.short_name);
                (
                    province.code.clone(),
                    province.code.clone(),
                    Text {
                        vi: province.name.clone(),
                        en,
                    },
                )
            }),
        )
    }

    fn folded(&self) -> &[String] {
        self.folded
            .get_or_init(|| self.communes.iter().map(|commune| plain(&commune.name.vi)).collect())
    }
}

/// A name folded, without the word for its kind.
pub(super) fn plain(name: &str) -> String {
    let folded = fold(name);
    let kinds = ["phuong ", "xa ", "dac khu ", "thi tran "];
    kinds
        .iter()
        .find_map(|kind| folded.strip_prefix(kind))
        .map_or_else(|| folded.clone(), str::to_owned)
}

/// How well a folded name fits what is looked for: 0 the same, 1 begins so, 2 a word begins so, 3 holds it.
pub(super) fn fit(name: &str, wanted: &str) -> Option<u8> {
    if name == wanted {
        Some(0)
    } else if name.starts_with(wanted) {
        Some(1)
    } else {
        let at = name.find(wanted)?;
        Some(if name[..at].ends_with(' ') { 2 } else { 3 })
    }
}

impl Reference {
    /// Makes ready what the first search of places would otherwise wait for (a few tens of milliseconds). For a thread
    /// beside the start of the server; nothing else needs it.
    pub fn warm(&self) {
        self.places.folded();
        self.old_communes();
    }

    /// All provinces in the order of their codes.
    #[must_use]
    pub fn provinces(&self) -> &[Province] {
        &self.places.provinces
    }

    /// A province by its two digits.
    #[must_use]
    pub fn province(&self, code: &str) -> Option<&Province> {
        self.places.province(code)
    }

    /// A commune by its five digits.
    #[must_use]
    pub fn commune(&self, code: &str) -> Option<&Commune> {
        self.places.commune(code)
    }

    /// The communes of a province in the order of their codes.
    pub fn communes_of(&self, province: &str) -> impl Iterator<Item = &Commune> {
        let indexes = self.places.by_province.get(province).map_or(&[][..], Vec::as_slice);
        indexes.iter().map(|index| &self.places.communes[*index])
    }

    /// Communes by name, with or without marks, today's names first, then the units of before July 2025. A province may
    /// follow a comma: `bo de, ha noi`. At most `limit`, the best first.
    #[must_use]
    pub fn search_communes(&self, q: &str, province: Option<&str>, limit: usize) -> Vec<CommuneHit<'_>> {
        let q: String = q.chars().take(100).collect();
        let (name, within) = q
            .split_once(',')
            .map_or((q.as_str(), String::new()), |(name, rest)| (name, fold(rest)));
        let wanted = plain(name);
        if wanted.is_empty() {
            return Vec::new();
        }
        let fits_province = |code: &str| {
            province.is_none_or(|province| province == code)
                && (within.is_empty()
                    || self
                        .province(code)
                        .is_some_and(|province| fold(&province.name).contains(&within)))
        };
        let mut found: Vec<(u8, usize, Option<&str>)> = Vec::new();
        for (index, folded) in self.places.folded().iter().enumerate() {
            if let Some(fit) = fit(folded, &wanted)
                && fits_province(&self.places.communes[index].province)
            {
                found.push((fit, index, None));
            }
        }
        let enough = found.iter().filter(|(fit, ..)| *fit <= 1).count() >= limit;
        if !enough {
            for (fit, old) in self.old_communes().find(&wanted) {
                let Some(index) = self.places.index(&old.new_code) else {
                    continue;
                };
                let here =
                    within.is_empty() || old.lies_in(&within) || fits_province(&self.places.communes[index].province);
                if here
                    && province.is_none_or(|province| province == self.places.communes[index].province)
                    && !found.iter().any(|(_, known, _)| *known == index)
                {
                    found.push((fit + old.lateness(), index, Some(&old.said)));
                }
            }
        }
        found.sort_by_key(|(fit, index, _)| (*fit, *index));
        found
            .into_iter()
            .take(limit)
            .filter_map(|(_, index, formerly)| {
                let commune = &self.places.communes[index];
                Some(CommuneHit {
                    commune,
                    province: self.province(&commune.province)?,
                    formerly,
                })
            })
            .collect()
    }
}
