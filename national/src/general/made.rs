//! What registers hold of everybody, made from the people.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, NaiveDate};
use serde_json::{Map, Value, json};

use super::Record;
use crate::people::Population;
use crate::people::{Birth, Marital, Person, Place, Sex};
use crate::reference::Places;

/// Residence, civil status, insurance and tax, by register.
pub(super) fn records(population: &Population, today: NaiveDate) -> BTreeMap<String, Vec<Record>> {
    let mut households: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
    for person in &population.people {
        households.entry(&person.head).or_default().push(person);
    }
    let heads: BTreeMap<&str, &Person> = population
        .people
        .iter()
        .map(|it| (it.personal_id.as_str(), it))
        .collect();
    let nobody = Vec::new();
    let mut made: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for (at, person) in population.people.iter().enumerate() {
        let members = households.get(person.head.as_str()).unwrap_or(&nobody);
        let head = heads.get(person.head.as_str()).copied().unwrap_or(person);
        let adult = today.year() - person.born.year() >= 18;
        let mut put = |register: &str, values: Value| {
            made.entry(register.to_owned())
                .or_default()
                .push(record(person, values));
        };
        put("residence", residence(person, head, members));
        put("civil_status", civil_status(person, at));
        put("social_insurance", insurance(person, members, today));
        if adult {
            put("tax", tax(person, at));
        }
    }
    made
}

fn record(person: &Person, values: Value) -> Record {
    let values: Map<String, Value> = match values {
        Value::Object(values) => values.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        _ => Map::new(),
    };
    Record {
        keys: [("personal_id".to_owned(), vec![person.personal_id.clone()])].into(),
        values,
    }
}

fn address(place: &Place) -> Value {
    json!({"province": place.province, "commune": place.commune, "detail": place.detail})
}

fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    }
}

/// Rows have the names forms give them.
fn residence(person: &Person, head: &Person, members: &[&Person]) -> Value {
    let rows = members.iter().filter(|it| it.personal_id != person.personal_id).map(|it| {
        json!({
            "member_full_name": it.full_name, "member_personal_id": it.personal_id, "member_date_of_birth": it.born.iso(),
            "member_gender": sex(it.sex), "member_relationship_to_head": it.relation_to_head,
            "m_full_name": it.full_name, "m_personal_id": it.personal_id, "m_date_of_birth": it.born.iso(),
            "m_address": address(&it.permanent),
        })
    });
    let since = person.born.year() + 14;
    let temporary = (person.current != person.permanent).then(|| address(&person.current));
    json!({
        "permanent_residence": address(&person.permanent),
        "current_residence": address(&person.current),
        "temporary_residence": temporary,
        "registered_on": format!("{}-07-01", since.clamp(1990, 2025)),
        "household_head_full_name": head.full_name,
        "household_head_personal_id": head.personal_id,
        "relation_to_head": person.relation_to_head,
        "members": rows.collect::<Vec<_>>(),
        "history": [{
            "from_month": format!("{since}-07"), "history_address": address(&person.permanent), "history_occupation": "Lao động tự do",
        }],
    })
}

fn civil_status(person: &Person, at: usize) -> Value {
    let status = match person.marital {
        Marital::Single => "single",
        Marital::Married => "married",
        Marital::Widowed => "widowed",
        Marital::Divorced => "divorced",
    };
    let registered = match person.born {
        Birth::Day(day) => Some(day + Days::new(9)),
        Birth::Year(_) => None,
    };
    json!({
        "birth_number": format!("{}/{}", at % 300 + 1, person.born.year()),
        "birth_book": format!("01/{}", person.born.year()),
        "birth_registered_on": registered.map(|day| day.to_string()),
        "birth_office": office(&person.hometown.commune),
        "birth_place": address(&person.hometown),
        "marital_status": status,
        "marriages": i32::from(person.marital != Marital::Single),
    })
}

/// The committee of a commune, as papers name it.
pub(crate) fn office(commune: &str) -> String {
    let name = Places::get()
        .commune(commune)
        .map(crate::reference::Commune::in_sentence);
    format!("Ủy ban nhân dân {}", name.unwrap_or_else(|| "xã".to_owned()))
}

/// Who works, and for how long, is drawn from the personal number.
fn insurance(person: &Person, members: &[&Person], today: NaiveDate) -> Value {
    let digits: i64 = person.personal_id[6..].parse().unwrap_or_default();
    let age = i64::from(today.year() - person.born.year());
    let months = ((age - 20) * 12).clamp(0, 360) * (digits % 7) / 7;
    let number = format!("{}{:08}", person.permanent.province, digits);
    let rows = members.iter().map(|it| {
        let number = format!("{}{:0>8}", it.permanent.province, &it.personal_id[6..]);
        json!({
            "member_full_name": it.full_name, "member_personal_id": it.personal_id, "member_date_of_birth": it.born.iso(),
            "member_relationship": it.relation_to_head, "member_si_number": number,
            "member_card_valid_to": (today + Days::new(40)).to_string(), "member_clinic": clinic(&it.permanent.commune),
        })
    });
    json!({
        "number": number,
        "group": if age >= 62 { "pensioner" } else { "household" },
        "months": months,
        "unemployment_months": months * 2 / 3,
        "compulsory": false,
        "pensioner": age >= 62 && months >= 180,
        "first_facility": clinic(&person.permanent.commune),
        "card_number": format!("GD4{}{number}", person.permanent.province),
        "card_valid_to": (today + Days::new(40)).to_string(),
        "members": rows.collect::<Vec<_>>(),
    })
}

fn clinic(commune: &str) -> String {
    let name = Places::get()
        .commune(commune)
        .map(crate::reference::Commune::in_sentence);
    format!("Trạm Y tế {}", name.unwrap_or_else(|| "xã".to_owned()))
}

/// People use their personal number as tax code since July 2025; the old ten digits are not told any more.
fn tax(person: &Person, at: usize) -> Value {
    json!({
        "payer_name": person.full_name,
        "office": "Thuế cơ sở 1, thành phố Hà Nội",
        "address": address(&person.permanent),
        "status": "active",
        "registration_tax_reference": format!("LPTB-01-26-{:06}", 400_000 + at),
    })
}
