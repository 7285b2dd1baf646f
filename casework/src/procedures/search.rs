//! Procedures by everyday words, with or without marks, slightly misspelt.
//!
//! Phrases people say (the search words of a definition) weigh more than the words of its summary; rare words weigh more
//! than words that stand in most procedures ("đăng ký", "giấy").

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use motcua_domain::fold::fold;
use motcua_domain::procedure::{Procedure, ProcedureId};

/// More words than anybody types into a search box.
const MAX_WORDS: usize = 16;

#[derive(Debug, Default)]
pub(super) struct Index {
    entries: Vec<Entry>,
    /// In how many entries a word stands.
    spread: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Entry {
    id: ProcedureId,
    /// Names and search words, each folded.
    phrases: Vec<String>,
    /// Each word with its weight by where it stands.
    words: BTreeMap<String, u32>,
}

impl Index {
    pub fn new<'p>(procedures: impl Iterator<Item = &'p Arc<Procedure>>) -> Self {
        let entries: Vec<_> = procedures.map(|procedure| Entry::new(procedure)).collect();
        let mut spread = BTreeMap::new();
        for word in entries.iter().flat_map(|entry| entry.words.keys()) {
            *spread.entry(word.clone()).or_insert(0) += 1;
        }
        Self { entries, spread }
    }

    /// The ids that fit, the best first.
    pub fn search(&self, q: &str) -> Vec<&ProcedureId> {
        let wanted = fold(&q.chars().take(200).collect::<String>());
        let mut seen = BTreeSet::new();
        let words: Vec<&str> = split(&wanted)
            .filter(|word| seen.insert(*word))
            .take(MAX_WORDS)
            .collect();
        if words.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(u32, &ProcedureId)> = self
            .entries
            .iter()
            .map(|entry| (self.score(entry, &wanted, &words), &entry.id))
            .filter(|(score, _)| *score > 0)
            .collect();
        found.sort_by(|(one, first), (other, second)| other.cmp(one).then_with(|| first.cmp(second)));
        // Far behind the best is noise, unless nothing fits well.
        let floor = found.first().map_or(0, |(best, _)| best / 5);
        found
            .into_iter()
            .filter(|(score, _)| *score >= floor)
            .map(|(_, id)| id)
            .collect()
    }

    fn score(&self, entry: &Entry, wanted: &str, words: &[&str]) -> u32 {
        let phrase = entry
            .phrases
            .iter()
            .map(|phrase| phrase_fit(phrase, wanted))
            .max()
            .unwrap_or(0);
        let mut sum = 0;
        let mut weight = 0;
        let mut matched = 0;
        for word in words {
            let rarity = self.rarity(word);
            weight += rarity;
            if let Some((weight_here, quality)) = entry.best(word) {
                sum += rarity * weight_here * quality / 10;
                matched += rarity;
            }
        }
        // Half of what was asked for must be there.
        if phrase == 0 && matched * 2 < weight {
            return 0;
        }
        phrase + sum * 100 / weight.max(1)
    }

    /// From 1 for a word of every entry to 10 for a word of one, or of none.
    fn rarity(&self, word: &str) -> u32 {
        let share = self.spread.get(word).copied().unwrap_or(0) * 9 / self.entries.len().max(1);
        10 - u32::try_from(share).unwrap_or(9).min(9)
    }
}

impl Entry {
    fn new(procedure: &Procedure) -> Self {
        let mut phrases = vec![
            fold(&procedure.name.vi),
            fold(&procedure.name.en),
            fold(&procedure.short_name().vi),
        ];
        phrases.extend(procedure.search_words.iter().map(|words| fold(words)));
        phrases.push(procedure.id.as_str().replace('-', " "));
        let mut entry = Self {
            id: procedure.id.clone(),
            phrases: Vec::new(),
            words: BTreeMap::new(),
        };
        entry.learn(&fold(&procedure.summary.vi), 3);
        entry.learn(&fold(&procedure.summary.en), 3);
        entry.learn(&fold(&procedure.field.vi), 2);
        for phrase in &phrases {
            entry.learn(phrase, 8);
        }
        if let Some(code) = &procedure.national_code {
            phrases.push(code.clone());
            entry.learn(code, 10);
        }
        entry.phrases = phrases;
        entry
    }

    fn learn(&mut self, text: &str, weight: u32) {
        for word in split(text) {
            let known = self.words.entry(word.to_owned()).or_insert(weight);
            *known = (*known).max(weight);
        }
    }

    /// The weight of the word that fits best, and how well it fits, of 10.
    fn best(&self, wanted: &str) -> Option<(u32, u32)> {
        if let Some(weight) = self.words.get(wanted) {
            return Some((*weight, 10));
        }
        let long = wanted.len() >= 4;
        self.words
            .iter()
            .filter_map(|(word, weight)| {
                if wanted.len() >= 3 && word.starts_with(wanted) {
                    Some((*weight, 7))
                } else if long && one_slip(word, wanted) {
                    Some((*weight, 5))
                } else {
                    None
                }
            })
            .max_by_key(|(weight, quality)| weight * quality)
    }
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !(letter.is_alphanumeric() || letter == '.'))
        .filter(|word| !word.is_empty())
}

fn phrase_fit(phrase: &str, wanted: &str) -> u32 {
    if phrase == wanted {
        4_000
    } else if wanted.len() >= 4 && phrase.starts_with(wanted) {
        1_500
    } else if (wanted.len() >= 4 && phrase.contains(wanted)) || (phrase.len() >= 6 && wanted.contains(phrase)) {
        1_000
    } else {
        0
    }
}

/// Whether one letter was left out, put in, exchanged, or two neighbours were swapped.
fn one_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (rest_short, rest_long) = (&short[same..], &long[same..]);
    if short.len() < long.len() {
        return rest_short == &rest_long[1..];
    }
    match (rest_short, rest_long) {
        ([], []) => true,
        ([a, b, tail @ ..], [c, d, end @ ..]) if a == d && b == c && tail == end => true,
        ([_, tail @ ..], [_, end @ ..]) => tail == end,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::one_slip;

    #[test]
    fn one_slip_of_the_finger_is_forgiven() {
        for (one, other) in [
            ("khai", "kahi"),
            ("khai", "kha"),
            ("khai", "khaii"),
            ("khai", "khei"),
            ("a", "a"),
            ("", "a"),
        ] {
            assert!(one_slip(one, other) && one_slip(other, one), "{one} {other}");
        }
        for (one, other) in [("khai", "kiah"), ("khai", "kh"), ("sinh", "hinhs"), ("abcd", "badc")] {
            assert!(!one_slip(one, other) && !one_slip(other, one), "{one} {other}");
        }
    }
}
