//! Marks for what a legal officer must still confirm.

use serde::de::{Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

/// Something that is not certain. In files either a sentence, or `{at: fees.late_registration, note: ...}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewMark {
    /// The place in the definition it is about, empty for the whole: `time_limit`, `fees.late_registration`.
    pub at: String,
    /// What is to be confirmed, for administrators.
    pub note: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Placed {
    at: String,
    note: String,
}

impl ReviewMark {
    /// Whether the mark is about the place or something around it.
    #[must_use]
    pub fn covers(&self, place: &str) -> bool {
        !self.at.is_empty()
            && place
                .strip_prefix(self.at.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

impl Serialize for ReviewMark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.at.is_empty() {
            return serializer.serialize_str(&self.note);
        }
        let (at, note) = (self.at.clone(), self.note.clone());
        Placed { at, note }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ReviewMark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Mark;

        impl<'de> Visitor<'de> for Mark {
            type Value = ReviewMark;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a sentence, or {at: place, note: sentence}")
            }

            fn visit_str<E: Error>(self, note: &str) -> Result<ReviewMark, E> {
                Ok(ReviewMark {
                    at: String::new(),
                    note: note.to_owned(),
                })
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<ReviewMark, M::Error> {
                let Placed { at, note } = Placed::deserialize(MapAccessDeserializer::new(map))?;
                Ok(ReviewMark { at, note })
            }
        }

        deserializer.deserialize_any(Mark)
    }
}
