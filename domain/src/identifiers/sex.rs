//! Sex as it stands in civil status.

use super::macros::{as_checked_text, field_error};
use std::fmt;

/// Sex as registered. Each national system has numbers of its own for it (COD-16); the mapping is the connector's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
    /// Khác; only some registers know it.
    Other,
}

field_error! {
    /// Why a text does not name a sex.
    SexError {
        /// Nothing was chosen.
        Empty => "sex_empty", "no sex is given";
        /// The text is none of the known words.
        Unknown => "sex_unknown", "the text names no sex";
    }
}

impl Sex {
    /// Reads the stored key (`male`, `female`, `other`) or the Vietnamese word, with or without marks.
    ///
    /// # Errors
    /// When the text is empty or none of these words.
    pub fn parse(text: &str) -> Result<Self, SexError> {
        if text.len() > super::digits::LONGEST_INPUT {
            return Err(SexError::Unknown);
        }
        match crate::fold::fold(text).as_str() {
            "" => Err(SexError::Empty),
            "male" | "nam" => Ok(Self::Male),
            "female" | "nu" => Ok(Self::Female),
            "other" | "khac" => Ok(Self::Other),
            _ => Err(SexError::Unknown),
        }
    }

    /// The stored key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
            Self::Other => "other",
        }
    }
}

as_checked_text!(Sex, SexError);

impl fmt::Display for Sex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl serde::Serialize for Sex {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_languages() {
        assert_eq!(Sex::parse(" Nữ "), Ok(Sex::Female));
        assert_eq!(Sex::parse("NAM"), Ok(Sex::Male));
        assert_eq!(Sex::parse("other"), Ok(Sex::Other));
        assert_eq!(Sex::parse(""), Err(SexError::Empty));
        assert_eq!(Sex::parse("1"), Err(SexError::Unknown));
        assert_eq!(serde_json::from_str::<Sex>("\"female\"").unwrap(), Sex::Female);
        assert_eq!(serde_json::to_string(&Sex::Female).unwrap(), "\"female\"");
    }
}
