//! The data-sharing platform: every register and service that needs no code of its own.
//!
//! A register is a list of records, each found by its keys and holding values; a service makes a result from a pattern. Both
//! are data (`data/records.json`, `data/services.json`); what everybody has (household, civil status, insurance) is made
//! from the people. To add a register or a service: lines in these files and one in [`keeper`].

mod made;
mod orders;
mod pattern;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::faults::System;
use crate::people::Population;
use crate::registry::same_name;

pub(crate) use made::office;
pub(crate) use orders::{Ask, Order, Progress};

/// One record of a register.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Record {
    /// What it is found by beside its values: whose it is.
    #[serde(default)]
    keys: BTreeMap<String, Vec<String>>,
    values: Map<String, Value>,
}

impl Record {
    fn fits(&self, key: &str, asked: &str) -> bool {
        let by_value = self.values.get(key).and_then(Value::as_str);
        let by_key = self.keys.get(key).into_iter().flatten().map(String::as_str);
        by_value.into_iter().chain(by_key).any(|it| same_name(it, asked))
    }
}

/// All records by register.
pub(crate) type Records = BTreeMap<String, Vec<Record>>;

/// The records as on that day.
pub(crate) fn records(population: &Population, today: NaiveDate) -> Records {
    let written: Records = serde_json::from_str(include_str!("../../data/records.json")).unwrap_or_default();
    let mut records: Records = written
        .into_iter()
        .map(|(register, records)| (register, records.into_iter().map(|it| dated(it, today)).collect()))
        .collect();
    for (register, made) in made::records(population, today) {
        let known = records.entry(register).or_default();
        // What is written of somebody counts for more than what everybody has.
        let whose: Vec<String> = known
            .iter()
            .filter_map(|it| it.keys.get("personal_id"))
            .flatten()
            .cloned()
            .collect();
        let is_new = |it: &Record| !it.keys["personal_id"].iter().any(|it| whose.contains(it));
        known.extend(made.into_iter().filter(is_new));
    }
    records
}

fn dated(record: Record, today: NaiveDate) -> Record {
    let values = pattern::filled_in(&Value::Object(record.values), &pattern::Known::on(today));
    Record {
        values: values.as_object().cloned().unwrap_or_default(),
        ..record
    }
}

/// What a register holds under these keys.
pub(crate) fn found<'r>(
    records: &'r Records,
    register: &str,
    keys: &BTreeMap<String, String>,
) -> Vec<&'r Map<String, Value>> {
    let of_register = records.get(register).into_iter().flatten();
    of_register
        .filter(|record| !keys.is_empty() && keys.iter().all(|(key, asked)| record.fits(key, asked)))
        .map(|record| &record.values)
        .collect()
}

/// The patterns of results by service.
pub(crate) fn services() -> &'static BTreeMap<String, Map<String, Value>> {
    static SERVICES: OnceLock<BTreeMap<String, Map<String, Value>>> = OnceLock::new();
    SERVICES.get_or_init(|| serde_json::from_str(include_str!("../../data/services.json")).unwrap_or_default())
}

/// The system that keeps a register or does a service; what stands before the dot of a service names the register it
/// writes to.
pub(crate) fn keeper(name: &str) -> Option<System> {
    let register = name.split('.').next().unwrap_or(name);
    let system = match register {
        "residence" | "identity" => System::Residence,
        "social_insurance" => System::SocialInsurance,
        "civil_status" => System::CivilStatus,
        "social_assistance" | "benefits" => System::SocialAssistance,
        "tax" | "tax_notices" => System::Tax,
        "vehicles" | "traffic_fines" | "driving_licences" => System::Traffic,
        "health" | "death_notices" => System::Health,
        "passports" => System::Immigration,
        "court_notices" => System::Courts,
        "payment" | "treasury" => System::Payments,
        other => System::from_id(other)?,
    };
    Some(system)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::generate;

    fn on(day: &str) -> (Records, NaiveDate) {
        let today = day.parse().unwrap();
        (records(&generate(1, today, 60), today), today)
    }

    fn asked(keys: &[(&str, &str)]) -> BTreeMap<String, String> {
        keys.iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn every_register_and_service_has_a_keeper_and_is_written_well() {
        let (records, _) = on("2026-11-23");
        assert!(records.len() >= 20, "{:?}", records.keys());
        for name in records.keys().chain(services().keys()) {
            assert!(keeper(name).is_some(), "{name}");
        }
        assert!(services().len() >= 29);
    }

    #[test]
    fn records_are_found_by_all_keys_together_and_move_with_the_day() {
        let (records, today) = on("2026-11-23");
        let lan = [("personal_id", "001196028417")];
        let fine = found(&records, "traffic_fines", &asked(&lan));
        assert_eq!(fine[0]["issued_on"], (today - chrono::Days::new(6)).to_string());
        let power = [("customer_code", "PD01000417028"), ("holder", "nguyễn thị  lan")];
        assert_eq!(found(&records, "electricity", &asked(&power)).len(), 1);
        let other = [("customer_code", "PD01000417028"), ("holder", "Trần Văn Hùng")];
        assert!(found(&records, "electricity", &asked(&other)).is_empty());
        assert!(found(&records, "electricity", &asked(&[])).is_empty());
    }

    #[test]
    fn everybody_lives_somewhere_and_is_written_once() {
        let (records, _) = on("2026-11-23");
        let lan = asked(&[("personal_id", "001196028417")]);
        for register in ["residence", "civil_status", "social_insurance", "tax"] {
            assert_eq!(found(&records, register, &lan).len(), 1, "{register}");
        }
        let home = found(&records, "residence", &lan)[0];
        assert_eq!(home["household_head_full_name"], "Trần Văn Hùng");
        let with_her = home["members"].as_array().unwrap();
        assert!(
            with_her.iter().any(|row| row["member_full_name"] == "Trần Văn Hùng"),
            "{with_her:?}"
        );
    }
}
