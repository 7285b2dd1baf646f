//! The short secret printed on the receipt: without it, a dossier code shows no personal data (COD-3).

use super::macros::{as_checked_text, field_error};
use std::fmt;

/// Five characters that people can read aloud: capital letters and digits without 0 O 1 I L. About 28 million values,
/// so looking up must be limited in rate as well.
///
/// There is no `Display`: whoever prints it says so with [`reveal`](Self::reveal).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LookupSecret(String);

field_error! {
    /// Why a text cannot be a look-up secret.
    LookupSecretError {
        /// Nothing was typed.
        Empty => "lookup_secret_empty", "the look-up code is empty";
        /// Not five characters.
        Length => "lookup_secret_length", "a look-up code has five characters";
        /// A character that is never used in a look-up code.
        Character => "lookup_secret_character", "the look-up code holds a character that is never used";
    }
}

const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

impl LookupSecret {
    /// How many characters it has.
    pub const LENGTH: usize = 5;

    /// A secret from eight random bytes; each value is as likely as any other to within one in a hundred billion.
    #[must_use]
    pub fn from_random(random: [u8; 8]) -> Self {
        let mut number = u64::from_le_bytes(random);
        let mut text = String::with_capacity(Self::LENGTH);
        for _ in 0..Self::LENGTH {
            let at = usize::try_from(number % 31).expect("a remainder of 31 fits");
            text.push(char::from(ALPHABET[at]));
            number /= 31;
        }
        Self(text)
    }

    /// Reads what somebody typed: small letters, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// When it is not five characters of the alphabet.
    pub fn parse(text: &str) -> Result<Self, LookupSecretError> {
        if text.len() > super::digits::LONGEST_INPUT {
            return Err(LookupSecretError::Length);
        }
        let typed: String = text
            .chars()
            .filter(|c| !super::digits::is_filler(*c))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        match typed.chars().count() {
            0 => Err(LookupSecretError::Empty),
            Self::LENGTH if typed.bytes().all(|b| ALPHABET.contains(&b)) => Ok(Self(typed)),
            Self::LENGTH => Err(LookupSecretError::Character),
            _ => Err(LookupSecretError::Length),
        }
    }

    /// The secret itself, for the receipt and for storage.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

as_checked_text!(LookupSecret, LookupSecretError);

impl serde::Serialize for LookupSecret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Debug for LookupSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LookupSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn is_read_as_people_type_it() {
        assert_eq!(LookupSecret::parse(" k7-m2 x ").unwrap().reveal(), "K7M2X");
        assert_eq!(LookupSecret::parse("K7M2"), Err(LookupSecretError::Length));
        assert_eq!(LookupSecret::parse("K7M20"), Err(LookupSecretError::Character));
        assert_eq!(LookupSecret::parse(""), Err(LookupSecretError::Empty));
    }

    proptest! {
        #[test]
        fn random_bytes_make_readable_secrets(random in any::<[u8; 8]>()) {
            let secret = LookupSecret::from_random(random);
            prop_assert!(!secret.reveal().contains(['0', 'O', '1', 'I', 'L']));
            let debugged = format!("{secret:?}");
            prop_assert!(!debugged.contains(secret.reveal()));
            prop_assert_eq!(LookupSecret::parse(secret.reveal()).unwrap(), secret);
        }

        #[test]
        fn hostile_input_is_refused_calmly(text in any::<String>()) {
            let _ = LookupSecret::parse(&text);
        }
    }
}
