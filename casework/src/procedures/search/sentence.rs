//! Words of a text, and what several of them say together.

use std::collections::HashMap;

use motcua_domain::fold::fold;

use super::vocabulary::{Vocabulary, WordId};
use crate::reference::SearchWords;

/// The words of a text, folded. `C/O` is one word, and so is `1.001193`.
pub(super) fn words(text: &str) -> Vec<String> {
    let letters: Vec<char> = fold(text).chars().collect();
    let is_word = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_some_and(|letter| letter.is_alphanumeric())
    };
    let is_digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let mut words = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1);
        let after = Some(at + 1);
        if letter.is_alphanumeric() || *letter == '.' && is_digit(before) && is_digit(after) {
            words.last_mut().expect("never empty").push(*letter);
            continue;
        }
        let abbreviates = *letter == '/'
            && is_word(before)
            && is_word(after)
            && !is_word(at.checked_sub(2))
            && !is_word(Some(at + 2))
            && !is_digit(after);
        if !abbreviates {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Phrases that say the same: wherever one of them stands, all of them are found.
#[derive(Debug, Default)]
pub(super) struct Sayings {
    /// By its first sound: the sounds of each phrase, with the word that stands for all that say the same. The longest first.
    phrases: HashMap<usize, Vec<(Vec<usize>, WordId)>>,
    fillers: Vec<bool>,
}

/// A phrase found among words: where it begins, how many words it has, and what stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub at: usize,
    pub length: usize,
    pub meaning: WordId,
}

impl Sayings {
    pub fn new(data: &SearchWords, vocabulary: &mut Vocabulary) -> Self {
        let mut sayings = Self::default();
        for (number, group) in data.same.iter().enumerate() {
            // No typed word has this letter.
            let meaning = vocabulary.add(&format!("#{number}"));
            for phrase in group {
                let ids: Vec<_> = words(phrase).iter().map(|word| vocabulary.add(word)).collect();
                let sounds: Vec<_> = ids.into_iter().map(|word| vocabulary.sound_of(word)).collect();
                if let Some(first) = sounds.first() {
                    sayings.phrases.entry(*first).or_default().push((sounds, meaning));
                }
            }
        }
        for alike in sayings.phrases.values_mut() {
            alike.sort_by_key(|(sounds, _)| std::cmp::Reverse(sounds.len()));
        }
        let fillers: Vec<_> = data.fillers.iter().map(|word| vocabulary.add(&fold(word))).collect();
        sayings.fillers = vec![false; vocabulary.len()];
        for filler in fillers {
            sayings.fillers[filler] = true;
        }
        sayings
    }

    /// Whether a word says little about what is wanted: `làm`, `cần`, `how`.
    pub fn is_filler(&self, word: WordId) -> bool {
        self.fillers.get(word).copied().unwrap_or(false)
    }

    /// The phrases among words, by their sounds. Where one begins like another, the longer one is meant; a phrase may begin
    /// within another (`nghỉ việc` in `bị cho nghỉ việc`).
    pub fn find(&self, sounds: &[usize]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for (at, first) in sounds.iter().enumerate() {
            let phrases = self.phrases.get(first).into_iter().flatten();
            let longest = phrases.into_iter().find(|(phrase, _)| sounds[at..].starts_with(phrase));
            if let Some((phrase, meaning)) = longest {
                found.push(Found {
                    at,
                    length: phrase.len(),
                    meaning: *meaning,
                });
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use rstest::rstest;

    #[rstest]
    #[case("Làm giấy khai-sinh?", &["lam", "giay", "khai", "sinh"])]
    #[case("C/O form D", &["co", "form", "d"])]
    #[case("mã 1.001193.", &["ma", "1.001193"])]
    #[case("vợ/chồng", &["vo", "chong"])]
    #[case("9/2", &["9", "2"])]
    #[case(" \u{0} !! ", &[])]
    fn texts_have_words(#[case] text: &str, #[case] found: &[&str]) {
        assert_eq!(words(text), found);
    }
}
