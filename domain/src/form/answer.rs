//! Reading an answer: its kind follows from what stands there. Trying one kind after the other, as a derived reader would,
//! writes an error message for each that does not fit, and dossiers are read far too often for that.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use super::Answer;
use crate::address::Address;

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnswerVisitor)
    }
}

struct AnswerVisitor;

impl<'de> Visitor<'de> for AnswerVisitor {
    type Value = Answer;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("yes or no, a whole number, a text, a list of texts, a table, an address or a record")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Answer, E> {
        Ok(Answer::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Answer, E> {
        Ok(Answer::Number(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Answer, E> {
        i64::try_from(value)
            .map(Answer::Number)
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Answer, E> {
        Ok(Answer::Text(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Answer, E> {
        Ok(Answer::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Answer, A::Error> {
        let (mut list, mut rows) = (Vec::new(), Vec::new());
        while let Some(answer) = sequence.next_element()? {
            match answer {
                Answer::Text(code) => list.push(code),
                Answer::Record(row) => rows.push(row),
                // A row may consist of the parts of an address.
                Answer::Address(address) => rows.push(parts(&address)),
                _ => {
                    return Err(A::Error::invalid_type(
                        Unexpected::Other("another value in a list"),
                        &self,
                    ));
                }
            }
        }
        match (list.is_empty(), rows.is_empty()) {
            (_, true) => Ok(Answer::List(list)),
            (true, false) => Ok(Answer::Table(rows)),
            (false, false) => Err(A::Error::invalid_type(
                Unexpected::Other("texts and rows in one list"),
                &self,
            )),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answer, A::Error> {
        let mut record: BTreeMap<String, Answer> = BTreeMap::new();
        while let Some((part, answer)) = map.next_entry()? {
            record.insert(part, answer);
        }
        Ok(address(&record).map_or_else(|| Answer::Record(record), Answer::Address))
    }
}

/// An address, if the record has its parts and nothing else.
fn address(record: &BTreeMap<String, Answer>) -> Option<Address> {
    let part = |name: &str| record.get(name).and_then(Answer::as_text);
    let (province, commune) = (part("province")?, part("commune")?);
    let detail = match record.len() {
        2 => "",
        3 => part("detail")?,
        _ => return None,
    };
    Address::new(province, commune, detail).ok()
}

fn parts(address: &Address) -> BTreeMap<String, Answer> {
    [
        ("province", address.province()),
        ("commune", address.commune()),
        ("detail", address.detail()),
    ]
    .into_iter()
    .map(|(part, value)| (part.to_owned(), Answer::from(value)))
    .collect()
}
