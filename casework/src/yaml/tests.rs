use serde::Deserialize;

use super::{parse, read};

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Item {
    code: String,
    #[serde(default)]
    number: i64,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct File {
    items: Vec<Item>,
}

fn lines(text: &str) -> Vec<u32> {
    let faults = match parse(text) {
        Err(faults) => faults,
        Ok(tree) => read::<File>(&tree).expect_err("a fault"),
    };
    faults.into_iter().map(|fault| fault.line).collect()
}

#[test]
fn codes_keep_their_zeros() {
    let tree = parse("items:\n- {code: 00097, number: 5}\n- {code: 1.001193}\n").expect("sound");
    let file: File = read(&tree).expect("sound");
    assert_eq!(
        file.items[0],
        Item {
            code: "00097".to_owned(),
            number: 5
        }
    );
    assert_eq!(file.items[1].code, "1.001193");
}

#[test]
fn every_fault_of_shape_is_found_with_its_line() {
    let text = "items:\n- {code: a}\n- code: b\n  colour: red\n- {number: 1}\n- code: c\n  number: many\n";
    assert_eq!(lines(text), [4, 5, 7]);
}

#[test]
fn what_is_no_yaml_is_said_with_its_line() {
    assert_eq!(lines("items:\n- {code: a\n- code: b\n"), [3]);
    assert_eq!(lines("items:\n- code: a\n  code: b\n"), [3]);
    assert_eq!(lines("items: &x\n- code: a\nother: *x\n"), [3]);
    assert_eq!(lines(""), [1]);
    assert_eq!(lines("items: []\n---\nitems: []\n"), [2]);
    assert_eq!(lines(&format!("a: {}", "[".repeat(500))), [1]);
}
