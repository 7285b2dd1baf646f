//! Names of people (COD-13).

use super::macros::{field_error, shown_as_stored, text_identifier};
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A full name in Vietnamese order: family name, middle names, given name; one string that is never forced apart.
///
/// Composed Unicode (NFC), single spaces, otherwise as entered. Letters of any script, for foreigners have names too; what a
/// child may be called is stricter: [`check_child_name`](Self::check_child_name).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonName(String);

field_error! {
    /// Why a text cannot be a person's name.
    PersonNameError {
        /// Nothing was typed.
        Empty => "name_empty", "the name is empty";
        /// More than 120 characters.
        TooLong => "name_too_long", "the name has more than 120 characters";
        /// A digit, symbol or control character.
        Character {
            /// The first such character.
            found: char
        } => "name_character", "the name holds '{found}', which cannot stand in a name";
        /// No letter at all.
        NoLetter => "name_no_letter", "the name holds no letter";
    }
}

field_error! {
    /// Why a name cannot be given to a child (Civil Code 2015 Art. 26(3)).
    ChildNameError {
        /// A letter that neither Vietnamese nor another language of Vietnam's peoples writes.
        ForeignLetter {
            /// The letter.
            found: char
        } => "child_name_foreign_letter", "'{found}' is no letter of a language of Vietnam";
        /// A full stop or other sign.
        Sign {
            /// The sign.
            found: char
        } => "child_name_sign", "the child's name holds the sign '{found}'";
    }
}

const LONGEST: usize = 120;

impl PersonName {
    /// Reads a name: composes letters and marks, removes needless spaces, makes all apostrophes alike.
    ///
    /// # Errors
    /// When it is empty, too long or holds digits or symbols.
    pub fn parse(text: &str) -> Result<Self, PersonNameError> {
        if text.len() > LONGEST * 12 {
            return Err(PersonNameError::TooLong);
        }
        let mut name = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.extend(
                word.chars()
                    .map(|c| {
                        if matches!(c, '’' | '‘' | 'ʼ' | '`' | '´') {
                            '\''
                        } else {
                            c
                        }
                    })
                    .nfc(),
            );
        }
        if name.is_empty() {
            return Err(PersonNameError::Empty);
        }
        if name.chars().count() > LONGEST {
            return Err(PersonNameError::TooLong);
        }
        if let Some(found) = name
            .chars()
            .find(|c| !(c.is_alphabetic() || is_combining_mark(*c) || matches!(c, ' ' | '\'' | '-' | '.')))
        {
            return Err(PersonNameError::Character { found });
        }
        if !name.chars().any(char::is_alphabetic) {
            return Err(PersonNameError::NoLetter);
        }
        Ok(Self(name))
    }

    /// The rule for a child's name: Vietnamese or another language of Vietnam's peoples, without digits or signs other than the
    /// apostrophe and hyphen that some of these languages write (`H'Hen`, `K'Brể`).
    ///
    /// # Errors
    /// The first character that the rule does not allow.
    pub fn check_child_name(&self) -> Result<(), ChildNameError> {
        for c in self.0.chars().filter(|c| !matches!(c, ' ' | '\'' | '-')) {
            if !(c.is_alphabetic() || is_combining_mark(c)) {
                return Err(ChildNameError::Sign { found: c });
            }
            if !std::iter::once(c).nfd().all(is_written_in_vietnam) {
                return Err(ChildNameError::ForeignLetter { found: c });
            }
        }
        Ok(())
    }

    /// The last word: the name people are called and sorted by.
    #[must_use]
    pub fn given_name(&self) -> &str {
        self.0.rsplit(' ').next().unwrap_or(&self.0)
    }

    /// The first word. The same as the given name if there is only one word.
    #[must_use]
    pub fn family_name(&self) -> &str {
        self.0.split(' ').next().unwrap_or(&self.0)
    }

    /// Capitals, as national systems and printed papers want them.
    #[must_use]
    pub fn to_upper(&self) -> String {
        self.0.to_uppercase().nfc().collect()
    }

    /// A key whose byte order is the order of Vietnamese name lists: by given name, then family name, then middle names; letters
    /// before tones (ngang, huyền, hỏi, ngã, sắc, nặng). ASCII for the letters, so databases sort it bytewise (`COLLATE "C"`).
    #[must_use]
    pub fn sort_key(&self) -> String {
        let words: Vec<&str> = self.0.split(' ').collect();
        let (given, before) = words.split_last().unwrap_or((&"", &[]));
        let mut key = word_key(given);
        for word in before {
            key.push(' ');
            key.push_str(&word_key(word));
        }
        key
    }
}

/// Two characters a letter (`a0` a, `a1` ă, `a2` â), then `!` and the tone.
fn word_key(word: &str) -> String {
    let mut letters: Vec<(char, char)> = Vec::new();
    let mut tone = '0';
    for c in word.chars().flat_map(char::to_lowercase).nfd() {
        match c {
            '\u{300}' => tone = '1',
            '\u{309}' => tone = '2',
            '\u{303}' => tone = '3',
            '\u{301}' => tone = '4',
            '\u{323}' => tone = '5',
            '\u{306}' => set_shape(&mut letters, '1'),
            '\u{302}' => {
                // â follows ă, but ê and ô follow their plain letter directly.
                let after_breve = matches!(letters.last(), Some(('a', _)));
                set_shape(&mut letters, if after_breve { '2' } else { '1' });
            }
            '\u{31b}' => {
                let after_circumflex = matches!(letters.last(), Some(('o', _)));
                set_shape(&mut letters, if after_circumflex { '2' } else { '1' });
            }
            'đ' => letters.push(('d', '1')),
            c if c.is_alphanumeric() => letters.push((c, '0')),
            _ => {}
        }
    }
    letters
        .into_iter()
        .flat_map(|(letter, shape)| [letter, shape])
        .chain(['!', tone])
        .collect()
}

fn set_shape(letters: &mut [(char, char)], shape: char) {
    if let Some(last) = letters.last_mut() {
        last.1 = shape;
    }
}

/// Letters and marks of the Latin scripts of Vietnam's peoples, decomposed. Beside the Vietnamese ones: ƀ, č, ĕ, ĭ, ŏ, ŭ, ñ, ḇ …
fn is_written_in_vietnam(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, 'đ' | 'Đ' | 'ƀ' | 'Ƀ')
        || matches!(
            c,
            '\u{300}'..='\u{304}' | '\u{306}' | '\u{309}' | '\u{30c}' | '\u{31b}' | '\u{323}' | '\u{331}'
        )
}

text_identifier!(PersonName, PersonNameError);
shown_as_stored!(PersonName);

/// Initials only: names do not belong in logs.
impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName(")?;
        for initial in self.0.split(' ').filter_map(|word| word.chars().next()) {
            write!(f, "{initial}.")?;
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn name(text: &str) -> PersonName {
        PersonName::parse(text).unwrap()
    }

    #[test]
    fn is_tidied_but_not_changed() {
        let name = name("  Nguye\u{302}\u{303}n  Thị\tHòa ");
        assert_eq!(name.as_str(), "Nguyễn Thị Hòa");
        assert_eq!((name.family_name(), name.given_name()), ("Nguyễn", "Hòa"));
        assert_eq!(name.to_upper(), "NGUYỄN THỊ HÒA");
        assert_eq!(format!("{name:?}"), "PersonName(N.T.H.)");
    }

    #[test]
    fn sorts_by_given_name_as_in_vietnam() {
        let mut names = [
            "Lê Văn Đức",
            "Trần Thị Ân",
            "Phạm An",
            "Lê Thị Ánh",
            "Bùi An",
            "Vũ Dung",
            "Lê Bá An",
            "Ngô Ạn",
            "Hồ Ăn",
        ]
        .map(name);
        names.sort_by_key(PersonName::sort_key);
        assert_eq!(
            names.map(String::from),
            [
                "Bùi An",
                "Lê Bá An",
                "Phạm An",
                "Ngô Ạn",
                "Lê Thị Ánh",
                "Hồ Ăn",
                "Trần Thị Ân",
                "Vũ Dung",
                "Lê Văn Đức"
            ]
        );
    }

    #[rstest]
    #[case("", PersonNameError::Empty)]
    #[case(" \t", PersonNameError::Empty)]
    #[case("Nguyễn Văn A1", PersonNameError::Character { found: '1' })]
    #[case("Lan <b>", PersonNameError::Character { found: '<' })]
    #[case("Lan\0", PersonNameError::Character { found: '\0' })]
    #[case("Lan 🙂", PersonNameError::Character { found: '🙂' })]
    #[case("- '", PersonNameError::NoLetter)]
    fn says_what_is_wrong(#[case] text: &str, #[case] error: PersonNameError) {
        assert_eq!(PersonName::parse(text), Err(error));
    }

    #[test]
    fn is_not_endless() {
        assert_eq!(PersonName::parse(&"a".repeat(121)), Err(PersonNameError::TooLong));
        assert_eq!(PersonName::parse(&"a".repeat(100_000)), Err(PersonNameError::TooLong));
    }

    #[rstest]
    #[case("Nguyễn Thị Hòa", Ok(()))]
    #[case("H’Hen Niê", Ok(()))]
    #[case("K'Brể", Ok(()))]
    #[case("Y Ƀlô Êƀan", Ok(()))]
    #[case("Siu Nĕ", Ok(()))]
    #[case("Jürgen", Err(ChildNameError::ForeignLetter { found: 'ü' }))]
    #[case("Bjørn", Err(ChildNameError::ForeignLetter { found: 'ø' }))]
    #[case("王小明", Err(ChildNameError::ForeignLetter { found: '王' }))]
    #[case("Nguyễn Văn A.", Err(ChildNameError::Sign { found: '.' }))]
    fn names_for_children(#[case] text: &str, #[case] verdict: Result<(), ChildNameError>) {
        assert_eq!(name(text).check_child_name(), verdict);
    }

    proptest! {
        #[test]
        fn reading_again_changes_nothing(text in "[a-zA-ZÀ-ỹ' -]{1,60}|\\PC*") {
            if let Ok(name) = PersonName::parse(&text) {
                prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name.clone()));
                prop_assert_eq!(serde_json::from_value::<PersonName>(serde_json::to_value(&name).unwrap()).unwrap(), name.clone());
                let _ = (name.sort_key(), name.to_upper(), name.check_child_name());
            }
        }
    }
}
