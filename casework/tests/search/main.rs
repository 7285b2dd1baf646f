//! Procedures are found in people's own words.
//!
//! `queries.csv` is what the search words were written with; `queries-held-out.csv` was written afterwards and is only
//! measured: change the words because of it, and it measures nothing any more (then move its rows over and write others).
//! Each row names the procedures of which one must be among the first three.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "the misses are what one wants to read")]

use std::sync::LazyLock;

use chrono::NaiveDate;
use motcua_casework::procedures::{Catalogue, Narrow, Source, ministry_key};
use motcua_casework::reference::Reference;
use motcua_domain::procedure::{ApplicantKind, ProcedureId};
use proptest::prelude::*;
use serde::Deserialize;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load(&Source::Embedded, &Reference::embedded()));

fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

#[derive(Debug, Deserialize)]
struct Row {
    right: String,
    query: String,
}

fn rows(csv: &str) -> Vec<Row> {
    csv::Reader::from_reader(csv.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn queries() -> Vec<Row> {
    rows(include_str!("queries.csv"))
}

/// The share of queries with a right procedure among the first three, per mille; the misses are printed.
fn per_mille(rows: &[Row], typed: impl Fn(&str) -> String) -> usize {
    let good = rows.iter().filter(|row| is_found(row, &typed(&row.query))).count();
    println!("{good} of {} found", rows.len());
    good * 1_000 / rows.len()
}

fn is_found(row: &Row, typed: &str) -> bool {
    let found: Vec<String> = CATALOGUE
        .search(typed, 3, today())
        .iter()
        .map(|procedure| procedure.id.to_string())
        .collect();
    let good = found.iter().any(|id| row.right.split(' ').any(|right| right == id));
    if !good {
        println!("'{typed}' should find {}, found {}", row.right, found.join(", "));
    }
    good
}

#[test]
fn the_right_procedure_is_among_the_first_three() {
    let rows = queries();
    for row in &rows {
        for id in row.right.split(' ') {
            assert!(
                CATALOGUE.current(&ProcedureId::from(id), today()).is_some(),
                "{id}: no such procedure"
            );
        }
    }
    assert!(rows.len() >= 260, "{}", rows.len());
    assert!(per_mille(&rows, str::to_owned) >= 980);
}

#[test]
fn it_is_so_for_queries_the_words_were_not_written_with() {
    let rows = rows(include_str!("queries-held-out.csv"));
    assert!(rows.len() >= 80, "{}", rows.len());
    assert!(per_mille(&rows, str::to_owned) >= 950);
}

#[test]
fn it_is_so_without_marks_and_with_the_keys_of_marks() {
    let rows = queries();
    assert!(per_mille(&rows, motcua_domain::fold::fold) >= 970);
    assert!(per_mille(&rows, telex) >= 950);
}

#[test]
fn it_is_so_with_two_letters_swapped() {
    let swapped = |query: &str| {
        let mut words: Vec<String> = query.split(' ').map(str::to_owned).collect();
        let longest = words.iter_mut().max_by_key(|word| word.chars().count()).unwrap();
        let mut letters: Vec<char> = longest.chars().collect();
        let end = letters.len();
        if end >= 4 {
            letters.swap(end - 3, end - 2);
        }
        *longest = letters.into_iter().collect();
        words.join(" ")
    };
    assert!(per_mille(&queries(), swapped) >= 930);
}

#[test]
fn it_is_so_in_a_polite_sentence() {
    let polite = |query: &str| format!("cho tôi hỏi thủ tục {query} thì cần làm những gì");
    assert!(per_mille(&queries(), polite) >= 950);
}

/// The keys that make the marks of a text, mark by mark: what stands there when the keyboard was not switched.
fn telex(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let words = text.split(' ').map(|word| {
        let (mut keys, mut tone) = (String::new(), None);
        for letter in word.nfd() {
            match letter {
                'đ' => keys.push_str("dd"),
                '\u{302}' => keys.extend(keys.clone().chars().last()),
                '\u{306}' | '\u{31b}' => keys.push('w'),
                '\u{301}' => tone = Some('s'),
                '\u{300}' => tone = Some('f'),
                '\u{309}' => tone = Some('r'),
                '\u{303}' => tone = Some('x'),
                '\u{323}' => tone = Some('j'),
                letter => keys.push(letter),
            }
        }
        keys.extend(tone);
        keys
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_procedure_is_found_by_its_name() {
    for procedure in CATALOGUE.all_current(today()) {
        for name in [&procedure.name, procedure.short_name()] {
            for typed in [&name.vi, &name.en] {
                let found = CATALOGUE.search(typed, 3, today());
                assert!(found.iter().any(|it| it.id == procedure.id), "{typed}");
            }
        }
    }
}

#[test]
fn every_essential_service_is_asked_for_at_least_four_times() {
    let rows = queries();
    for procedure in CATALOGUE.all_current(today()) {
        let asked = rows
            .iter()
            .filter(|row| row.right.split(' ').any(|id| id == procedure.id.as_str()))
            .count();
        assert!(
            asked >= 4 || procedure.national_list.is_none(),
            "{}: {asked}",
            procedure.id
        );
    }
}

#[test]
fn a_search_is_narrowed_by_life_event_ministry_and_applicant() {
    let all = CATALOGUE.all_current(today());
    let marriage = CATALOGUE
        .current(&ProcedureId::from("marriage-registration"), today())
        .unwrap();
    let key = ministry_key(&marriage.ministry);
    assert_eq!(key, "bo-tu-phap");
    let count = |q: &str, narrow: Narrow| {
        let found = CATALOGUE.find(q, &narrow, today());
        assert!(found.iter().all(|procedure| narrow.holds(procedure)));
        found.len()
    };
    let event = Narrow {
        event: Some("marriage".to_owned()),
        ..Narrow::default()
    };
    let ministry = Narrow {
        ministry: Some(key),
        ..Narrow::default()
    };
    let who = Narrow {
        who: Some(ApplicantKind::Enterprise),
        ..Narrow::default()
    };
    for narrow in [event.clone(), ministry.clone(), who.clone()] {
        let right = all.iter().filter(|procedure| narrow.holds(procedure)).count();
        assert!(right > 0 && right < all.len());
        assert_eq!(count("", narrow), right);
    }
    assert!(count("kết hôn", event.clone()) > 0);
    assert_eq!(count("đăng ký ô tô", ministry), 0);
    assert!(count("đăng ký ô tô", who) > 0);
    let nowhere = Narrow {
        ministry: Some("bo-khong-co".to_owned()),
        ..event
    };
    assert_eq!(count("", nowhere), 0);
}

#[test]
fn nonsense_finds_nothing() {
    for typed in ["zzzz qqqq", "!!!", "\u{0}\u{7}", "𝕏𝕐", "%%%", "'; --", "9999999999"] {
        let found = CATALOGUE.search(typed, 3, today());
        assert!(
            found.is_empty(),
            "{typed}: {:?}",
            found.iter().map(|it| it.id.as_str()).collect::<Vec<_>>()
        );
    }
}

proptest! {
    #[test]
    fn nothing_that_is_typed_is_too_much(typed in any::<String>(), times in 1_usize..200) {
        let found = CATALOGUE.search(&typed.repeat(times), 5, today());
        prop_assert!(typed.trim().is_empty() || found.len() <= 5);
    }

    #[test]
    fn marks_and_case_change_nothing(at in any::<proptest::sample::Index>()) {
        let rows = queries();
        let query = &rows[at.index(rows.len())].query;
        let ids = |typed: &str| CATALOGUE.search(typed, 9, today()).iter().map(|it| it.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(query), ids(&motcua_domain::fold::fold(query)));
        prop_assert_eq!(ids(query), ids(&query.to_uppercase()));
    }
}
