//! A value as people read it.

use super::Answer;
use crate::identifiers::{PartialDate, Phone, Vnd};
use crate::procedure::{Choice, Field, FieldType};
use crate::reference::Lists;
use crate::text::Lang;

/// The value of a field in words: dates `dd/MM/yyyy`, labels in place of codes, addresses as one line.
#[must_use]
pub fn display(field: &Field, answer: &Answer, lists: &dyn Lists, lang: Lang) -> String {
    match (&field.kind, answer) {
        (FieldType::Money, Answer::Number(amount)) => Vnd::new(*amount).to_string(),
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
        (Answer::Text(text), _) if chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok() => date(text),
        (Answer::Text(text), _) => text.clone(),
    }
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
