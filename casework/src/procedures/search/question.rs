//! What somebody typed, read: each word with what it may mean.

use super::sentence::{Sayings, words};
use super::vocabulary::{Meant, Vocabulary, WordId};

/// More letters and words than anybody types into a search box.
const MOST_LETTERS: usize = 200;
const MOST_WORDS: usize = 16;

/// What a word counts that says little, and one whose phrase counts as a whole.
const FILLER: f32 = 0.4;
pub(super) const IN_PHRASE: f32 = 0.35;
/// What a phrase counts that says the same as others.
pub(super) const PHRASE: f32 = 1.0;

/// A word or phrase of the question.
#[derive(Debug)]
pub(super) struct Unit {
    /// What it may mean; empty if nothing is known like it.
    pub readings: Vec<Meant>,
    /// What it counts, before its rarity.
    pub share: f32,
    /// What it counts beside its neighbours. Words in a phrase count here as much as others: together they were said.
    pub beside: f32,
}

#[derive(Debug, Default)]
pub(super) struct Question {
    /// The words in their order, then the phrases.
    pub units: Vec<Unit>,
    /// How many of the units are words.
    pub words: usize,
}

impl Question {
    pub fn new(typed: &str, vocabulary: &Vocabulary, sayings: &Sayings) -> Self {
        let typed: String = typed.chars().take(MOST_LETTERS).collect();
        let mut typed = words(&typed);
        typed.truncate(MOST_WORDS);
        join(&mut typed, vocabulary);
        let Some(last) = typed.len().checked_sub(1) else {
            return Self::default();
        };
        let mut units = Vec::new();
        for (at, word) in typed.iter().enumerate() {
            let readings = vocabulary.readings(word, at == last);
            if readings.is_empty() && at == last && at > 0 && word.chars().count() == 1 {
                units.push(Unit::begun());
                continue;
            }
            let known = readings.first().is_some_and(|meant| meant.sure >= 0.6);
            match vocabulary.split_up(word) {
                Some(parts) if !known => {
                    units.extend(
                        parts
                            .iter()
                            .map(|part| Unit::new(vocabulary.readings(part, false), sayings)),
                    );
                }
                _ => units.push(Unit::new(readings, sayings)),
            }
        }
        let count = units.len();
        let sounds: Vec<usize> = units.iter().map(|unit| unit.sound(vocabulary)).collect();
        for found in sayings.find(&sounds) {
            for unit in &mut units[found.at..found.at + found.length] {
                unit.share *= IN_PHRASE;
            }
            let meant = Meant {
                word: found.meaning,
                sure: 1.0,
            };
            units.push(Unit {
                readings: vec![meant],
                share: PHRASE,
                beside: 0.0,
            });
        }
        Self { units, words: count }
    }

    /// The words in their order, by what they most surely mean.
    pub fn in_order(&self) -> impl Iterator<Item = Option<Meant>> {
        self.units[..self.words]
            .iter()
            .map(|unit| unit.readings.first().copied())
    }
}

/// Makes one word of two that are known together only: `CT 07`, `pass port`.
fn join(typed: &mut Vec<String>, vocabulary: &Vocabulary) {
    let mut at = 0;
    while at + 1 < typed.len() {
        let both = format!("{}{}", typed[at], typed[at + 1]);
        let apart = vocabulary.get(&typed[at]).is_some() && vocabulary.get(&typed[at + 1]).is_some();
        if !apart && vocabulary.get(&both).is_some() {
            typed[at] = both;
            typed.remove(at + 1);
        }
        at += 1;
    }
}

impl Unit {
    fn new(readings: Vec<Meant>, sayings: &Sayings) -> Self {
        let filler = readings
            .first()
            .is_some_and(|meant| meant.sure >= 0.9 && sayings.is_filler(meant.word));
        let share = if filler { FILLER } else { 1.0 };
        Self {
            readings,
            share,
            beside: share,
        }
    }

    /// One letter that is no word: the next one has only begun.
    fn begun() -> Self {
        Self {
            readings: Vec::new(),
            share: 0.0,
            beside: 0.0,
        }
    }

    fn sound(&self, vocabulary: &Vocabulary) -> usize {
        self.readings
            .first()
            .map_or(usize::MAX, |meant| vocabulary.sound_of(meant.word))
    }
}

pub(super) fn filler_share(word: WordId, sayings: &Sayings) -> f32 {
    if sayings.is_filler(word) { FILLER } else { 1.0 }
}
