//! Reading an answer: its kind follows from what stands there. Trying one kind after the other, as a derived reader would,
//! writes an error message for each that does not fit, and dossiers are read far too often for that.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
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
        formatter.write_str("yes or no, a whole number, a text, a list of texts or an address")
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
        let mut list = Vec::new();
        while let Some(code) = sequence.next_element()? {
            list.push(code);
        }
        Ok(Answer::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Answer, A::Error> {
        Address::deserialize(MapAccessDeserializer::new(map)).map(Answer::Address)
    }
}
