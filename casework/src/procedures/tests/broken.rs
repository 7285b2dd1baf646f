//! Broken definitions: each fault with its line and what to do.

use rstest::rstest;

use crate::procedures::open::open;
use crate::procedures::shared::Shared;
use crate::reference::Reference;

const HALL: &str = include_str!("../../../../procedures/community-hall-lending.yaml");

/// Replaces the first `from` and says in which line the replaced text ends.
fn broken(from: &str, to: &str) -> (String, u32) {
    let at = HALL.find(from).unwrap_or_else(|| panic!("'{from}' is not in the file"));
    let lines = HALL[..at].matches('\n').count() + to.trim_end_matches('\n').matches('\n').count() + 1;
    (HALL.replacen(from, to, 1), u32::try_from(lines).expect("a line"))
}

#[rstest]
#[case::missing_text(
    "vi: Mượn hội trường nhà văn hóa, en: Lending of a community hall",
    "vi: Mượn hội trường nhà văn hóa",
    "'en' is missing"
)]
#[case::empty_text(
    "{vi: Số giờ, en: Number of hours}",
    "{vi: \"\", en: Number of hours}",
    "text is empty"
)]
#[case::unknown_role("role: culture_officer", "role: culture_oficer", "no role 'culture_oficer'")]
#[case::unknown_life_event("life_event: community", "life_event: comunity", "no life event")]
#[case::dangling_back(
    "{id: propose, label: {vi: Trình duyệt, en: Submit for approval}, to: onward}",
    "{id: propose, label: {vi: Trình duyệt, en: Submit for approval}, to: {back: nowhere}}",
    "no earlier step"
)]
#[case::bad_condition(
    "when: {\"==\": [{var: purpose}, community]}",
    "when: {\"==\": [{var: purpos}, community]}",
    "'purpos' is no field"
)]
#[case::bad_operator(
    "when: {\"==\": [{var: purpose}, community]}",
    "when: {\"=\": [{var: purpose}, community]}",
    "is no operator"
)]
#[case::bad_required(
    "required: {\">\": [{var: guests}, 100]}",
    "required: {\"=>\": [{var: guests}, 100]}",
    "is no operator"
)]
#[case::wrong_kinds(
    "when: {\">\": [{var: guests}, 100]}",
    "when: {\">\": [{var: event_title}, 100]}",
    "cannot be used with"
)]
#[case::looks_ahead(
    "type: {is: text, max: 120}",
    "type: {is: text, max: 120}\n          show_if: {\">\": [{var: hours}, 2]}",
    "comes later in the form"
)]
#[case::negative_fee("amount: 100000", "amount: -100000", "cannot be negative")]
#[case::impossible_time("limit: 2wd", "limit: 2 weeks", "8wh")]
#[case::number_range(
    "type: {is: number, min: 1, max: 12}",
    "type: {is: number, min: 12, max: 1}",
    "above the largest"
)]
#[case::unknown_type(
    "type: {is: number, min: 1, max: 12}",
    "type: {is: numbr, min: 1, max: 12}",
    "'numbr' is not known"
)]
#[case::unknown_list(
    "type: {is: long_text, max: 1000}",
    "type: {is: choice, list: unheard_of}",
    "no code list"
)]
#[case::wrong_type("version: 1", "version: one", "a text stands here")]
#[case::misspelt_key("search_words:", "serch_words:", "'serch_words' is not known")]
#[case::key_twice("level: commune", "level: commune\nlevel: province", "second time")]
#[case::bad_yaml("level: commune", "level: [commune", "not written as YAML")]
#[case::bad_date("valid_from: \"2026-01-01\"", "valid_from: \"2026-02-30\"", "this is no date")]
#[case::field_twice("- id: event_title", "- id: purpose", "used twice")]
#[case::no_kind_of_file("accept: [pdf, jpeg, png]", "accept: [pdf, word]", "'word' is not known")]
fn each_fault_has_its_line(#[case] from: &str, #[case] to: &str, #[case] says: &str) {
    let (text, line) = broken(from, to);
    let faults = open("hall.yaml", &text, &Shared::default(), &Reference::embedded()).expect_err("a fault");
    let fault = faults
        .iter()
        .find(|fault| fault.message().contains(says))
        .unwrap_or_else(|| panic!("{faults:?}"));
    // A step is named by its first line, and an open bracket is noticed where something else should stand.
    let slack = if says == "not written as YAML" || says == "no earlier step" {
        8
    } else {
        1
    };
    assert!(fault.line.abs_diff(line) <= slack, "line {line} is wrong, but: {fault}");
    assert!(fault.file == "hall.yaml" && !fault.message().is_empty());
}

#[test]
fn all_faults_are_told_at_once() {
    let text = HALL
        .replacen("amount: 100000", "amount: -1", 1)
        .replacen("role: hall_manager", "role: nobody", 1)
        .replacen("{vi: Số giờ, en: Number of hours}", "{vi: Số giờ, en: \"\"}", 1);
    let faults = open("hall.yaml", &text, &Shared::default(), &Reference::embedded()).expect_err("faults");
    assert_eq!(faults.len(), 3, "{faults:?}");
}
