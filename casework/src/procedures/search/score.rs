//! How well each procedure fits a question.
//!
//! Three things count: how much of the question is known to the procedure at all, how near the question comes to one of the
//! phrases people use for it, and whether words stand side by side as they do there. Rare words count more than words
//! that stand in most procedures.

use std::collections::BTreeMap;

use motcua_domain::procedure::ProcedureId;

use super::index::{Index, UNKNOWN};
use super::question::{Question, Unit};

/// What each of the three counts.
const WORDS: f32 = 1.0;
const PHRASES: f32 = 1.1;
const PAIRS: f32 = 0.7;
/// A pair that only sounds alike.
const PAIR_BY_SOUND: f32 = 0.8;
/// How near a phrase is to a question is measured by this share of the question, and else by the phrase.
const OF_QUESTION: f32 = 0.3;
/// How much of the question must be known at least.
const LEAST_KNOWN: f32 = 0.25;
/// Far behind the best is noise.
const LEAST_OF_BEST: f32 = 0.5;
/// A linked group fits by this share of how well a part fits: who needs a part, above all the first, may want the group.
const FIRST_PART: f32 = 0.9;
const PART: f32 = 0.5;

/// What is known of the question so far.
struct Tally {
    /// By page: how much of the question it knows, and the same by the places where it stands.
    known: Vec<f32>,
    by_words: Vec<f32>,
    /// By phrase, with those that have something of the question.
    by_phrase: Vec<f32>,
    touched: Vec<usize>,
}

impl Index {
    /// The procedures that fit, the best first.
    pub fn search(&self, typed: &str) -> Vec<&ProcedureId> {
        let mut found = self.scores(typed);
        found.sort_by(|(one, first), (other, second)| {
            other
                .total_cmp(one)
                .then_with(|| self.pages[*first].id.cmp(&self.pages[*second].id))
        });
        let floor = found.first().map_or(0.0, |(best, _)| best * LEAST_OF_BEST);
        found
            .into_iter()
            .filter(|(score, _)| *score >= floor)
            .map(|(_, page)| &self.pages[page].id)
            .collect()
    }

    /// The pages that fit at all, with how well.
    fn scores(&self, typed: &str) -> Vec<(f32, usize)> {
        let question = Question::new(typed, &self.vocabulary, &self.sayings);
        let weights: Vec<f32> = question.units.iter().map(|unit| self.weight(unit)).collect();
        let total: f32 = weights.iter().sum();
        if total <= 0.0 {
            return Vec::new();
        }
        let mut tally = Tally {
            known: vec![0.0; self.pages.len()],
            by_words: vec![0.0; self.pages.len()],
            by_phrase: vec![0.0; self.phrases.len()],
            touched: Vec::new(),
        };
        for (unit, weight) in question.units.iter().zip(weights) {
            self.count(unit, weight, &mut tally);
        }
        let by_phrase = self.best_phrases(&tally, total);
        let by_pairs = self.by_pairs(&question);
        let mut scores: Vec<f32> = (0..self.pages.len())
            .map(|page| {
                if tally.known[page] < LEAST_KNOWN * total {
                    return 0.0;
                }
                WORDS * tally.by_words[page] / total + PHRASES * by_phrase[page] + PAIRS * by_pairs[page]
            })
            .collect();
        for (page, known) in self.pages.iter().enumerate() {
            for (group, first) in &known.groups {
                let share = if *first { FIRST_PART } else { PART };
                scores[*group] = scores[*group].max(share * scores[page]);
            }
        }
        let scores = scores.into_iter().enumerate();
        scores
            .filter(|(_, score)| *score > 0.0)
            .map(|(page, score)| (score, page))
            .collect()
    }

    /// What a word or phrase of the question counts.
    fn weight(&self, unit: &Unit) -> f32 {
        let rarity = unit
            .readings
            .first()
            .map_or(UNKNOWN, |meant| self.rarity_of(meant.word));
        unit.share * rarity
    }

    /// Counts a word or phrase of the question, on each page and in each phrase by the reading that fits best.
    fn count(&self, unit: &Unit, weight: f32, tally: &mut Tally) {
        // By page: how surely it is there, and the same by the place.
        let mut best = vec![(0.0_f32, 0.0_f32); self.pages.len()];
        let mut in_phrases: BTreeMap<usize, f32> = BTreeMap::new();
        for meant in &unit.readings {
            for (page, place) in self.places.get(meant.word).into_iter().flatten() {
                let (sure, placed) = &mut best[*page];
                *sure = sure.max(meant.sure);
                *placed = placed.max(meant.sure * place);
            }
            for (phrase, counts) in self.in_phrases.get(meant.word).into_iter().flatten() {
                let here = in_phrases.entry(*phrase).or_insert(0.0);
                *here = here.max(meant.sure * counts.min(weight));
            }
        }
        for (page, (sure, placed)) in best.into_iter().enumerate() {
            tally.known[page] += weight * sure;
            tally.by_words[page] += weight * placed;
        }
        for (phrase, counts) in in_phrases {
            tally.by_phrase[phrase] += counts;
            tally.touched.push(phrase);
        }
    }

    /// By page: how near the question comes to the nearest of its phrases.
    fn best_phrases(&self, tally: &Tally, total: f32) -> Vec<f32> {
        let mut best = vec![0.0_f32; self.pages.len()];
        for number in &tally.touched {
            let phrase = &self.phrases[*number];
            let fit = tally.by_phrase[*number] / (OF_QUESTION * total + (1.0 - OF_QUESTION) * phrase.weight);
            best[phrase.page] = best[phrase.page].max(fit);
        }
        best
    }

    /// By page: the share of neighbours in the question that are neighbours there.
    fn by_pairs(&self, question: &Question) -> Vec<f32> {
        let mut sum = vec![0.0; self.pages.len()];
        let mut total = 0.0;
        let order: Vec<_> = question.in_order().collect();
        let beside: Vec<_> = question.units.iter().map(|unit| unit.beside).collect();
        for (at, pair) in order.windows(2).enumerate() {
            let [Some(one), Some(other)] = pair else { continue };
            let weight =
                (self.rarity_of(one.word) * self.rarity_of(other.word)).sqrt() * (beside[at] * beside[at + 1]).sqrt();
            total += weight;
            let mut best = vec![0.0_f32; self.pages.len()];
            for (page, place) in self.pairs.get(&(one.word, other.word)).into_iter().flatten() {
                best[*page] = place * one.sure.min(other.sure);
            }
            let sounds = (self.vocabulary.sound_of(one.word), self.vocabulary.sound_of(other.word));
            for (page, place) in self.pairs_by_sound.get(&sounds).into_iter().flatten() {
                best[*page] = best[*page].max(PAIR_BY_SOUND * place);
            }
            for (page, best) in best.into_iter().enumerate() {
                sum[page] += weight * best;
            }
        }
        if total > 0.0 {
            for page in &mut sum {
                *page /= total;
            }
        }
        sum
    }
}
