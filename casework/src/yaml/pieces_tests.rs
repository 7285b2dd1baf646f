use super::{Node, Pieces, YamlFault, parse};

fn expand(shared: &str, text: &str) -> Result<Node, Vec<YamlFault>> {
    let mut pieces = Pieces::default();
    pieces.add(shared).expect("sound pieces");
    pieces.expand(&parse(text).expect("sound"))
}

fn json(shared: &str, text: &str) -> String {
    expand(shared, text).expect("expanded").to_value().to_string()
}

const SHARED: &str = "name:\n  id: ${who|requester}_name\n  label: Name of ${who|you}\n  need: ${need|true}\nboth:\n  - use: name\n    with: {who: \"${who}\"}\n  - {id: last}\nself:\n  use: self\n";

#[test]
fn pieces_are_put_in_filled_and_changed() {
    assert_eq!(
        json(SHARED, "a: {use: name}\n"),
        r#"{"a":{"id":"requester_name","label":"Name of you","need":true}}"#
    );
    assert_eq!(
        json(
            SHARED,
            "a:\n  use: name\n  with: {who: mother, need: {var: x}}\n  label: Mother\n  more: 1\n"
        ),
        r#"{"a":{"id":"mother_name","label":"Mother","more":1,"need":{"var":"x"}}}"#
    );
    assert_eq!(
        json(SHARED, "list:\n  - first\n  - {use: both, with: {who: child}}\n"),
        r#"{"list":["first",{"id":"child_name","label":"Name of child","need":true},{"id":"last"}]}"#
    );
    assert_eq!(
        json(
            "one: {a: 1}\ntwo: {b: 2, a: 3}\n",
            "facts:\n  use: [one, two]\n  c: 4\n"
        ),
        r#"{"facts":{"a":3,"b":2,"c":4}}"#
    );
}

#[test]
fn what_does_not_fit_is_said_where_it_stands() {
    let fault = |text: &str| {
        let faults = expand(SHARED, text).expect_err("a fault");
        (faults[0].text, faults[0].line, faults[0].kind.to_string())
    };
    let (text, line, message) = fault("x: 1\na: {use: nmae}\n");
    assert_eq!((text, line), (0, 2));
    assert!(message.contains("no shared piece 'nmae'"), "{message}");
    assert!(fault("a: {use: nam}\n").2.contains("do you mean 'name'?"));
    assert!(fault("a: {use: both}\n").2.contains("needs 'who'"));
    let (text, line, message) = fault("a: {use: self}\n");
    assert_eq!((text, line), (1, 10), "{message}");
    assert!(message.contains("within itself"), "{message}");
    assert!(
        fault("a:\n  use: both\n  with: {who: x}\n  id: y\n")
            .2
            .contains("no block of keys")
    );
}

#[test]
fn a_text_begins_from_another_and_reaches_into_it() {
    let first = "id: a\nversion: 1\nform:\n  sections:\n    - id: one\n      fields:\n        - {id: x, label: X}\n        - {id: y, label: Y}\n";
    let mut pieces = Pieces::default();
    let source = pieces.add_whole("a", first).expect("sound");
    assert!(pieces.add_whole("a", first).is_err(), "the name is taken");
    let second = |text: &str| pieces.expand(&parse(text).expect("sound"));
    let tree = second(
        "use: a\nid: a\nversion: 2\nform.sections.one.fields.y.label: Z\nform.sections.one.title: One\nform.sections.one.fields.x: {id: w}\n",
    )
    .expect("expanded");
    assert_eq!(
        tree.to_value().to_string(),
        r#"{"form":{"sections":[{"fields":[{"id":"w"},{"id":"y","label":"Z"}],"id":"one","title":"One"}]},"id":"a","version":2}"#
    );
    let id = tree.get("id").expect("an id");
    assert_eq!((id.source, id.line), (0, 2));
    assert_eq!(tree.get("form").map(|form| form.source), Some(source));
    let faults = second("use: a\nversion: 2\nform.sections.two.title: Two\n").expect_err("there is no such section");
    assert_eq!((faults[0].text, faults[0].line), (0, 3));
    assert!(faults[0].to_string().contains("no 'two' there"), "{faults:?}");
    assert!(second("use: a\nversion.number: 2\n").is_err());
}

#[test]
fn what_comes_from_a_piece_knows_its_text_and_line() {
    let tree = expand(SHARED, "a: {use: name}\n").expect("expanded");
    let label = tree.get("a").and_then(|a| a.get("label")).expect("a label");
    assert_eq!((label.source, label.line), (1, 3));
}

#[test]
fn pieces_that_multiply_each_other_have_an_end() {
    let mut shared = "p0: [a, a, a, a, a, a, a, a, a, a]\n".to_owned();
    for n in 1..8 {
        let uses = vec![format!("{{use: p{}}}", n - 1); 10].join(", ");
        shared.push_str(&format!("p{n}: [{uses}]\n"));
    }
    assert!(expand(&shared, "a: {use: p7}\n").is_err());
}
