//! The index: which words, phrases and neighbours stand where.

use std::collections::{BTreeMap, HashMap};

use motcua_domain::procedure::ProcedureId;

use super::page::{Page, Place};
use super::question::{IN_PHRASE, PHRASE, filler_share};
use super::sentence::{Sayings, words};
use super::vocabulary::{Vocabulary, WordId};
use crate::reference::SearchWords;

/// Finds procedures by words.
#[derive(Debug, Default)]
pub(in crate::procedures) struct Index {
    pub(super) vocabulary: Vocabulary,
    pub(super) sayings: Sayings,
    pub(super) pages: Vec<Known>,
    /// By word: the pages it stands on, with the weight of the best place.
    pub(super) places: Vec<Vec<(usize, f32)>>,
    pub(super) phrases: Vec<Phrase>,
    /// By word: the phrases it stands in, with what it counts there.
    pub(super) in_phrases: Vec<Vec<(usize, f32)>>,
    pub(super) rarity: Vec<f32>,
    /// Words side by side, and sounds side by side: the pages where they are.
    pub(super) pairs: HashMap<(WordId, WordId), Vec<(usize, f32)>>,
    pub(super) pairs_by_sound: HashMap<(usize, usize), Vec<(usize, f32)>>,
}

#[derive(Debug)]
pub(super) struct Known {
    pub id: ProcedureId,
    /// The groups it is a part of, and whether it is the first part there, by which the group begins.
    pub groups: Vec<(usize, bool)>,
}

#[derive(Debug)]
pub(super) struct Phrase {
    pub page: usize,
    /// What all its words count.
    pub weight: f32,
}

impl Index {
    pub fn new(pages: &[Page], data: &SearchWords) -> Self {
        let mut vocabulary = Vocabulary::default();
        let sayings = Sayings::new(data, &mut vocabulary);
        let mut index = Self {
            vocabulary,
            sayings,
            ..Self::default()
        };
        let mut phrases = Vec::new();
        for (number, page) in pages.iter().enumerate() {
            let groups = pages.iter().enumerate().filter_map(|(group, other)| {
                let part = other.parts.iter().position(|part| *part == page.id)?;
                Some((group, part == 0))
            });
            index.pages.push(Known {
                id: page.id.clone(),
                groups: groups.collect(),
            });
            for (place, text) in &page.texts {
                let counted = index.learn(number, *place, text);
                if *place == Place::Phrase && !counted.is_empty() {
                    phrases.push((number, counted));
                }
            }
        }
        index.weigh();
        for (page, counted) in phrases {
            index.add_phrase(page, &counted);
        }
        index
    }

    /// Learns the words of a text; gives each once with what it counts in a phrase, before its rarity.
    fn learn(&mut self, page: usize, place: Place, text: &str) -> BTreeMap<WordId, f32> {
        let ids: Vec<WordId> = words(text).iter().map(|word| self.vocabulary.add(word)).collect();
        self.places.resize_with(self.vocabulary.len(), Vec::new);
        let sounds: Vec<usize> = ids.iter().map(|word| self.vocabulary.sound_of(*word)).collect();
        let mut shares: Vec<(WordId, f32)> = ids
            .iter()
            .map(|word| (*word, filler_share(*word, &self.sayings)))
            .collect();
        for found in self.sayings.find(&sounds) {
            for (_, share) in &mut shares[found.at..found.at + found.length] {
                *share *= IN_PHRASE;
            }
            shares.push((found.meaning, PHRASE));
        }
        for (word, _) in &shares {
            keep_best(&mut self.places[*word], page, place.weight());
        }
        for (pair, sound) in ids.windows(2).zip(sounds.windows(2)) {
            keep_best(self.pairs.entry((pair[0], pair[1])).or_default(), page, place.weight());
            let by_sound = self.pairs_by_sound.entry((sound[0], sound[1])).or_default();
            keep_best(by_sound, page, place.weight());
        }
        let mut counted = BTreeMap::new();
        for (word, share) in shares {
            let best = counted.entry(word).or_insert(share);
            *best = best.max(share);
        }
        counted
    }

    fn weigh(&mut self) {
        let all = self.pages.len() as f32;
        self.rarity = self
            .places
            .iter()
            .map(|pages| (1.0 + all / (pages.len() as f32 + 0.5)).ln())
            .collect();
    }

    fn add_phrase(&mut self, page: usize, counted: &BTreeMap<WordId, f32>) {
        self.in_phrases.resize_with(self.vocabulary.len(), Vec::new);
        let number = self.phrases.len();
        let mut weight = 0.0;
        for (word, share) in counted {
            let counts = share * self.rarity[*word];
            weight += counts;
            self.in_phrases[*word].push((number, counts));
        }
        self.phrases.push(Phrase { page, weight });
    }

    pub(super) fn rarity_of(&self, word: WordId) -> f32 {
        self.rarity.get(word).copied().unwrap_or(UNKNOWN)
    }
}

/// What a word counts that nothing is known about: it may be the one that matters, or a name.
pub(super) const UNKNOWN: f32 = 0.7;

/// Keeps the best place of a page; pages are learnt one after the other.
fn keep_best(places: &mut Vec<(usize, f32)>, page: usize, weight: f32) {
    match places.last_mut() {
        Some((last, best)) if *last == page => *best = best.max(weight),
        _ => places.push((page, weight)),
    }
}
