//! The schema says what the reader takes, no more and no less.

use std::collections::BTreeSet;

use motcua_domain::procedure as format;
use serde::de::DeserializeOwned;

use super::blocks::BLOCKS;
use super::field_types::FIELD_TYPES;
use super::schema;

/// The words between backticks behind "expected" in what the reader says of something unknown.
fn expected(error: &str) -> BTreeSet<String> {
    let rest = error.split_once("expected").map_or("", |(_, rest)| rest);
    rest.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn keys_of<T: DeserializeOwned>() -> BTreeSet<String> {
    let error = serde_json::from_str::<T>(r#"{"no such key": 0}"#)
        .err()
        .expect("nothing has this key");
    expected(&error.to_string())
}

fn keys_in(block: &str) -> BTreeSet<String> {
    let block = BLOCKS.iter().find(|it| it.name == block).expect(block);
    block
        .keys
        .iter()
        .map(|(key, ..)| key.trim_end_matches('!').to_owned())
        .collect()
}

#[test]
fn every_block_has_the_keys_the_reader_knows() {
    let blocks: [(&str, BTreeSet<String>); 24] = [
        ("definition", keys_of::<format::Definition>()),
        ("eligibility_rule", keys_of::<format::EligibilityRule>()),
        ("fact", keys_of::<format::FactDef>()),
        ("offer", keys_of::<format::OfferDef>()),
        ("form", keys_of::<format::Form>()),
        ("section", keys_of::<format::Section>()),
        ("field", keys_of::<format::Field>()),
        ("serving", keys_of::<format::Serving>()),
        ("column", keys_of::<format::Column>()),
        ("choice_option", keys_of::<format::Choice>()),
        ("rule", keys_of::<format::Rule>()),
        ("confirmation", keys_of::<format::ConfirmationDef>()),
        ("document", keys_of::<format::DocumentDef>()),
        ("fee", keys_of::<format::FeeDef>()),
        ("reduction", keys_of::<format::Reduction>()),
        ("time_limit", keys_of::<format::TimeLimit>()),
        ("longer_limit", keys_of::<format::LongerLimit>()),
        ("step", keys_of::<format::Step>()),
        ("exit", keys_of::<format::ExitDef>()),
        ("branch", keys_of::<format::Branch>()),
        ("result", keys_of::<format::ResultDef>()),
        ("result_group", keys_of::<format::ResultGroup>()),
        ("result_row", keys_of::<format::ResultRow>()),
        ("legal_text", keys_of::<format::LegalBasis>()),
    ];
    for (name, read) in blocks {
        assert_eq!(keys_in(name), read, "{name}");
    }
}

#[test]
fn every_type_of_a_field_is_there() {
    let error = serde_json::from_str::<format::FieldType>(r#"{"is": "no such type"}"#)
        .expect_err("unknown")
        .to_string();
    let known: BTreeSet<String> = FIELD_TYPES.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(known, expected(&error));
}

#[test]
fn the_committed_schema_is_current() {
    let committed = include_str!("../../../../procedures/schema.json");
    assert!(
        committed == schema(),
        "run `motcua procedures schema > procedures/schema.json` and commit it"
    );
}
