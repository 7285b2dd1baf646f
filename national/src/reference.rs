//! The provinces and communes the made-up people live in: the real list, compiled in.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// A commune, ward or special zone (since 1 July 2025).
#[derive(Debug, Clone, Deserialize)]
pub struct Commune {
    /// Five digits.
    pub code: String,
    /// With its kind, as "Phường Hồng Hà".
    pub name: String,
    /// xã, phường or đặc khu.
    #[serde(rename = "type")]
    pub kind: String,
    /// Two digits.
    pub province_code: String,
}

impl Commune {
    /// Its name within a sentence: "phường Hồng Hà".
    pub fn in_sentence(&self) -> String {
        let mut letters = self.name.chars();
        let first = letters.next();
        first.map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
    }
}

#[derive(Debug, Deserialize)]
struct Province {
    code: String,
    name: String,
}

/// Provinces and communes by code.
#[derive(Debug)]
pub struct Places {
    provinces: BTreeMap<String, String>,
    communes: BTreeMap<String, Commune>,
}

impl Places {
    /// The list compiled in from `reference/`.
    pub fn get() -> &'static Self {
        static PLACES: OnceLock<Places> = OnceLock::new();
        PLACES.get_or_init(|| Self {
            provinces: rows::<Province>(include_str!("../../reference/provinces.csv"))
                .map(|province| (province.code, province.name))
                .collect(),
            communes: rows::<Commune>(include_str!("../../reference/communes.csv"))
                .map(|commune| (commune.code.clone(), commune))
                .collect(),
        })
    }

    /// The commune of that code.
    pub fn commune(&self, code: &str) -> Option<&Commune> {
        self.communes.get(code)
    }

    /// All communes in the order of their codes.
    pub fn communes(&self) -> impl Iterator<Item = &Commune> {
        self.communes.values()
    }

    /// The province's full name.
    pub fn province(&self, code: &str) -> Option<&str> {
        self.provinces.get(code).map(String::as_str)
    }
}

fn rows<T: for<'a> Deserialize<'a>>(text: &'static str) -> impl Iterator<Item = T> {
    csv::Reader::from_reader(text.as_bytes())
        .into_deserialize()
        .map(|row| row.expect("the reference file was checked when it was compiled in"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_commune_lies_in_a_known_province() {
        let places = Places::get();
        assert_eq!(places.communes().count(), 3321);
        assert!(
            places
                .communes()
                .all(|commune| places.province(&commune.province_code).is_some())
        );
        assert_eq!(
            places.commune("00097").map(|it| it.name.as_str()),
            Some("Phường Hồng Hà")
        );
    }
}
