//! The words of all definitions, and which of them somebody may have meant.

use std::collections::BTreeMap;

use super::spelling::{slips, sound, without_keys};

/// A word's place in the vocabulary.
pub(super) type WordId = usize;

/// A word that may be meant, and how surely, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Meant {
    pub word: WordId,
    pub sure: f32,
}

/// As typed.
const EXACT: f32 = 1.0;
/// The beginning of the word; the last word is often not finished.
const BEGINNING: f32 = 0.7;
/// Another letter that sounds alike.
const SOUND: f32 = 0.75;
/// Sounds alike, but what was typed is a word too.
const OTHER_WORD: f32 = 0.2;
/// Keys of the keyboard instead of marks.
const KEYS: f32 = 0.95;
/// One slip of the finger, and two in a long word.
const SLIPS: [f32; 2] = [0.65, 0.45];
/// So many readings of one word are enough.
const MOST_READINGS: usize = 12;

#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: Vec<Known>,
    by_text: BTreeMap<String, WordId>,
    by_sound: BTreeMap<String, (usize, Vec<WordId>)>,
}

#[derive(Debug)]
struct Known {
    letters: Vec<char>,
    /// A bit for each letter: words that differ in many bits are far apart, and need not be compared.
    mask: u64,
    /// Number of its sound.
    sound: usize,
}

impl Vocabulary {
    /// The number of a word, old or new.
    pub fn add(&mut self, text: &str) -> WordId {
        if let Some(word) = self.by_text.get(text) {
            return *word;
        }
        let word = self.words.len();
        let count = self.by_sound.len();
        let alike = self.by_sound.entry(sound(text)).or_insert((count, Vec::new()));
        alike.1.push(word);
        let letters: Vec<char> = text.chars().collect();
        self.words.push(Known {
            mask: mask(&letters),
            letters,
            sound: alike.0,
        });
        self.by_text.insert(text.to_owned(), word);
        word
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn get(&self, text: &str) -> Option<WordId> {
        self.by_text.get(text).copied()
    }

    /// The number of a word's sound.
    pub fn sound_of(&self, word: WordId) -> usize {
        self.words[word].sound
    }

    /// What may be meant, the surest first. Of the last word typed also what begins with it.
    pub fn readings(&self, typed: &str, last: bool) -> Vec<Meant> {
        let mut readings = Readings::default();
        let exact = self.get(typed);
        if let Some(word) = exact {
            readings.add(word, EXACT);
        }
        if typed.len() >= 2 && (last || typed.len() >= 3 && exact.is_none()) {
            for (text, word) in self.by_text.range(typed.to_owned()..) {
                if !text.starts_with(typed) {
                    break;
                }
                // Nearly whole is nearly sure.
                let share = typed.len() as f32 / text.len() as f32;
                readings.add(
                    *word,
                    if exact.is_some() {
                        0.4 * share
                    } else {
                        BEGINNING * (0.5 + share / 2.0)
                    },
                );
            }
        }
        if !typed.chars().any(char::is_numeric) {
            for word in self.alike(typed) {
                readings.add(*word, if exact.is_some() { OTHER_WORD } else { SOUND });
            }
        }
        if exact.is_none() {
            if let Some(word) = without_keys(typed).and_then(|plain| self.get(&plain)) {
                readings.add(word, KEYS);
            }
            self.add_slips(typed, &mut readings);
        }
        readings.best()
    }

    fn alike(&self, typed: &str) -> &[WordId] {
        let sound = sound(typed);
        // One letter sounds like too much.
        let known = self.by_sound.get(&sound).filter(|_| sound.len() >= 2);
        known.map_or(&[], |(_, words)| words)
    }

    fn add_slips(&self, typed: &str, readings: &mut Readings) {
        let letters: Vec<char> = typed.chars().collect();
        let most = match letters.len() {
            0..=2 => return,
            3..=6 => 1,
            _ => 2,
        };
        if letters.iter().any(|letter| letter.is_numeric()) {
            return;
        }
        let typed_mask = mask(&letters);
        for (word, known) in self.words.iter().enumerate() {
            // A slip changes at most two letters of the set.
            if (known.mask ^ typed_mask).count_ones() as usize > 2 * most || known.letters.len() < 3 {
                continue;
            }
            if let Some(count) = slips(&letters, &known.letters, most) {
                let short = if letters.len() == 3 { 0.7 } else { 1.0 };
                readings.add(word, SLIPS[count.clamp(1, 2) - 1] * short);
            }
        }
    }

    /// The words that were typed without a space between them: `hochieu`.
    pub fn split_up(&self, typed: &str) -> Option<Vec<String>> {
        if !typed.is_ascii() || !(5..=30).contains(&typed.len()) {
            return None;
        }
        // The fewest words up to each place, with where the last of them begins.
        let mut best: Vec<Option<(usize, usize)>> = vec![None; typed.len() + 1];
        best[0] = Some((0, 0));
        for end in 2..=typed.len() {
            for start in end.saturating_sub(10)..=end - 2 {
                let Some((count, _)) = best[start] else { continue };
                let fewer = best[end].is_none_or(|(least, _)| count + 1 < least);
                if fewer && self.by_text.contains_key(&typed[start..end]) {
                    best[end] = Some((count + 1, start));
                }
            }
        }
        let mut words = Vec::new();
        let mut end = typed.len();
        while end > 0 {
            let (_, start) = best[end]?;
            words.push(typed[start..end].to_owned());
            end = start;
        }
        words.reverse();
        (words.len() >= 2).then_some(words)
    }
}

#[derive(Default)]
struct Readings(Vec<Meant>);

impl Readings {
    fn add(&mut self, word: WordId, sure: f32) {
        match self.0.iter_mut().find(|meant| meant.word == word) {
            Some(meant) => meant.sure = meant.sure.max(sure),
            None => self.0.push(Meant { word, sure }),
        }
    }

    fn best(mut self) -> Vec<Meant> {
        self.0
            .sort_by(|one, other| other.sure.total_cmp(&one.sure).then(one.word.cmp(&other.word)));
        self.0.truncate(MOST_READINGS);
        self.0
    }
}

fn mask(letters: &[char]) -> u64 {
    letters.iter().fold(0, |mask, letter| {
        let bit = match letter {
            'a'..='z' => *letter as u32 - 'a' as u32,
            '0'..='9' => 26 + *letter as u32 - '0' as u32,
            other => 36 + (*other as u32) % 28,
        };
        mask | 1 << bit
    })
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    fn words(texts: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for text in texts {
            vocabulary.add(text);
        }
        vocabulary
    }

    #[test]
    fn the_surest_reading_comes_first() {
        let vocabulary = words(&["chieu", "chu", "tru", "truong", "khai", "giay"]);
        let first = |typed: &str, last: bool| vocabulary.readings(typed, last).first().map(|meant| meant.word);
        for (typed, word) in [
            ("chu", "chu"),
            ("khia", "khai"),
            ("giaays", "giay"),
            ("chieuu", "chieu"),
            ("truon", "truong"),
        ] {
            assert_eq!(first(typed, false), vocabulary.get(word), "{typed}");
        }
        assert_eq!(vocabulary.readings("zzzz", true), []);
        assert!(
            vocabulary
                .readings("chi", true)
                .iter()
                .any(|it| Some(it.word) == vocabulary.get("chieu"))
        );
    }

    #[test]
    fn words_typed_as_one_are_split() {
        let vocabulary = words(&["ho", "chieu", "khau", "pho"]);
        assert_eq!(
            vocabulary.split_up("hochieu"),
            Some(vec!["ho".to_owned(), "chieu".to_owned()])
        );
        for whole in ["chieu", "hochie", "xhochieu", "hộchiếu", ""] {
            assert_eq!(vocabulary.split_up(whole), None, "{whole}");
        }
    }
}
