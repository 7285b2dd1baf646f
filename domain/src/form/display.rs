//! A value as people read it.

use std::collections::BTreeMap;

use super::Answer;
use crate::identifiers::{PartialDate, Phone, Vnd};
use crate::procedure::{Choice, Field, FieldType};
use crate::reference::Lists;
use crate::text::Lang;

/// The value of a field in words: dates `dd/MM/yyyy`, labels in place of codes, addresses as one line.
#[must_use]
pub fn display(field: &Field, answer: &Answer, lists: &dyn Lists, lang: Lang) -> String {
    of_kind(&field.kind, answer, lists, lang)
}

/// The value of a field, a part of a value, or a cell of a table in words.
#[must_use]
pub fn of_kind(kind: &FieldType, answer: &Answer, lists: &dyn Lists, lang: Lang) -> String {
    match (kind, answer) {
        (FieldType::Number { unit: Some(unit), .. }, Answer::Number(number)) => {
            format!("{number} {}", unit.get(lang))
        }
        (_, Answer::Record(parts)) => row(kind, parts, lists, lang),
        (_, Answer::Table(rows)) => rows
            .iter()
            .enumerate()
            .map(|(number, parts)| format!("{}. {}", number + 1, row(kind, parts, lists, lang)))
            .collect::<Vec<_>>()
            .join("; "),
        (FieldType::Money, Answer::Number(amount)) => {
            let amount = Vnd::new(*amount).to_string();
            let digits = amount.trim_end_matches(|letter: char| !letter.is_ascii_digit());
            match lang {
                Lang::Vi => format!("{digits} đồng"),
                Lang::En => format!("{} dong", digits.replace('.', ",")),
            }
        }
        (FieldType::Choice { options, list }, Answer::Text(value)) => label(options, value, lang)
            .or_else(|| Some(lists.label(list.as_deref()?, value)?.get(lang).to_owned()))
            .unwrap_or_else(|| value.clone()),
        (FieldType::Choices { options }, Answer::List(values)) => values
            .iter()
            .map(|value| label(options, value, lang).unwrap_or_else(|| value.clone()))
            .collect::<Vec<_>>()
            .join(", "),
        (FieldType::Phone, Answer::Text(text)) => {
            Phone::parse(text).map_or_else(|_| text.clone(), |phone| phone.national())
        }
        (FieldType::Commune, Answer::Text(commune)) => lists
            .label("communes", commune)
            .map_or_else(|| commune.clone(), |name| name.get(lang).to_owned()),
        (FieldType::Date | FieldType::PartialDate, Answer::Text(text)) => date(text),
        _ => plain(answer, lists, lang),
    }
}

/// A value without a field: what a register or an expression says.
#[must_use]
pub fn plain(answer: &Answer, lists: &dyn Lists, lang: Lang) -> String {
    match (answer, lang) {
        (Answer::Bool(true), Lang::Vi) => "Có".to_owned(),
        (Answer::Bool(false), Lang::Vi) => "Không".to_owned(),
        (Answer::Bool(true), Lang::En) => "Yes".to_owned(),
        (Answer::Bool(false), Lang::En) => "No".to_owned(),
        (Answer::Number(number), _) => number.to_string(),
        (Answer::Address(address), lang) => lists.address_line(address, lang),
        (Answer::List(values), _) => values.join(", "),
        (Answer::Record(parts), lang) => {
            let values = parts.values().map(|value| plain(value, lists, lang));
            values.collect::<Vec<_>>().join(", ")
        }
        (Answer::Table(rows), lang) => {
            let rows = rows.iter().map(|row| plain(&Answer::Record(row.clone()), lists, lang));
            rows.collect::<Vec<_>>().join("; ")
        }
        (Answer::Text(text), _) if chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok() => date(text),
        (Answer::Text(text), _) => text.clone(),
    }
}

/// The parts in the order of the form, `label: value`.
fn row(kind: &FieldType, parts: &BTreeMap<String, Answer>, lists: &dyn Lists, lang: Lang) -> String {
    let known = kind.parts().iter().filter_map(|part| {
        let value = of_kind(&part.kind, parts.get(&part.id)?, lists, lang);
        Some(format!("{}: {value}", part.label.get(lang)))
    });
    known.collect::<Vec<_>>().join(", ")
}

fn date(text: &str) -> String {
    PartialDate::parse(text).map_or_else(|_| text.to_owned(), |date| date.to_string())
}

fn label(options: &[Choice], value: &str, lang: Lang) -> Option<String> {
    options
        .iter()
        .find(|option| option.value == value)
        .map(|option| option.label.get(lang).to_owned())
}
