//! The build must stop, and say where, when the two languages disagree.

#[path = "../build/emit.rs"]
mod emit;
#[path = "../build/message.rs"]
mod message;
#[path = "../build/tree.rs"]
mod tree;

fn faults(vi: &str, en: &str) -> Vec<String> {
    tree::join("area", vi, en).err().unwrap_or_default()
}

fn code(vi: &str, en: &str) -> String {
    let mut code = String::new();
    emit::module(
        &mut code,
        "area",
        &tree::join("area", vi, en).expect("both languages agree"),
        0,
    );
    code
}

#[test]
fn a_key_in_one_language_only_is_named_with_its_file() {
    assert_eq!(
        faults("[a]\nb = 'x'\nc = 'y'", "[a]\nb = 'x'"),
        ["locales/en/area.toml, key a.c: missing (it is in Vietnamese only)"]
    );
    assert_eq!(
        faults("", "d = 'x'"),
        ["locales/vi/area.toml, key d: missing (it is in English only)"]
    );
}

#[test]
fn every_fault_is_reported_not_the_first_only() {
    assert_eq!(faults("a = ' '\nb = 'x'", "a = 'x'\nc = 'x'").len(), 3);
}

#[test]
fn placeholders_must_be_the_same() {
    assert_eq!(
        faults("a = 'Chào {name}'", "a = 'Hello'"),
        ["locales/en/area.toml, key a: placeholder {name} is missing (it is in Vietnamese only)"]
    );
    assert_eq!(faults("a = 'Chào {Name}'", "a = 'Hello {name}'").len(), 1);
    assert_eq!(faults("a = 'Chào }'", "a = 'Hello'").len(), 1);
}

#[test]
fn decomposed_vietnamese_is_refused() {
    let found = faults("a = 'Mo\u{323}\u{302}t'", "a = 'One'");
    assert_eq!(
        found,
        ["locales/vi/area.toml, key a: the Vietnamese is not in Unicode form NFC"]
    );
}

#[test]
fn a_group_cannot_face_a_text() {
    assert_eq!(faults("[a]\nb = 'x'", "a = 'x'").len(), 1);
}

#[test]
fn arguments_come_in_alphabetical_order_in_both_languages() {
    let code = code("a = '{where} có {who}'", "a = '{who} in {where}'");
    assert!(
        code.contains(
            "pub fn a(lang: crate::Lang, r#where: impl std::fmt::Display, who: impl std::fmt::Display) -> String"
        ),
        "{code}"
    );
    assert!(code.contains(r#"format!("{} có {}", r#where, who)"#), "{code}");
    assert!(code.contains(r#"format!("{} in {}", who, r#where)"#), "{code}");
}

#[test]
fn vietnamese_needs_no_singular() {
    let code = code(
        "a = 'còn {count} việc'",
        "a = { one = 'one task left', other = '{count} tasks left' }",
    );
    assert!(
        code.contains("pub fn a(lang: crate::Lang, count: u64) -> String"),
        "{code}"
    );
    assert!(
        code.contains(r#"crate::Lang::En if count == 1 => "one task left".to_owned()"#),
        "{code}"
    );
    assert!(code.contains("crate::number(lang, count)"), "{code}");
}

#[test]
fn braces_can_be_written() {
    let code = code("a = 'dấu {{ và {x}'", "a = 'sign {{ and {x}'");
    assert!(code.contains(r#"format!("dấu {{ và {}", x)"#), "{code}");
}
