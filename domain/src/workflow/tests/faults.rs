//! Trees that are no workflows.

use super::{branch, step};
use crate::dossier::Outcome;
use crate::procedure::{Exit, Node};
use crate::workflow::{Flow, FlowFault};

fn on(id: &str) -> Node {
    step(id, vec![("on", Exit::Onward)])
}

fn back(id: &str, to: &str) -> Node {
    step(id, vec![("on", Exit::Onward), ("back", Exit::Back(to.to_owned()))])
}

fn end(id: &str) -> Node {
    step(id, vec![("no", Exit::End(Outcome::NotEligible))])
}

fn fault(tree: &Node) -> FlowFault {
    Flow::new(tree).unwrap_err()
}

#[test]
fn nothing_to_do() {
    assert_eq!(fault(&Node::Seq(Vec::new())), FlowFault::Empty);
    assert_eq!(
        fault(&Node::All(vec![branch(None, Node::Seq(Vec::new()))])),
        FlowFault::Empty
    );
}

#[test]
fn too_much_to_do() {
    let tree = Node::Seq((0..65).map(|number| on(&format!("s{number}"))).collect());
    assert_eq!(fault(&tree), FlowFault::TooManySteps(65));
    assert!(fault(&tree).to_string().contains("at most 64 steps, this one has 65"));
}

#[test]
fn two_of_one_name() {
    assert_eq!(
        fault(&Node::Seq(vec![on("a"), on("a")])),
        FlowFault::Duplicate("a".to_owned())
    );
}

#[test]
fn a_way_back_stays_in_its_sequence_and_goes_to_an_earlier_step() {
    let refused = |tree: &Node| matches!(fault(tree), FlowFault::Back { .. });
    assert!(refused(&Node::Seq(vec![on("a"), back("b", "nowhere")])));
    assert!(refused(&Node::Seq(vec![back("a", "b"), on("b")])), "later");
    assert!(refused(&Node::Seq(vec![back("a", "a"), on("b")])), "itself");
    assert!(
        refused(&Node::Seq(vec![Node::Seq(vec![on("a")]), back("b", "a")])),
        "into a sequence"
    );
    assert!(
        refused(&Node::Seq(vec![
            on("a"),
            Node::All(vec![branch(None, Node::Seq(vec![on("c"), back("b", "a")]))])
        ])),
        "out of a sequence in a branch"
    );
    assert!(
        refused(&Node::Seq(vec![on("a"), Node::All(vec![branch(None, back("b", "a"))])])),
        "out of a branch"
    );
    assert!(
        refused(&Node::All(vec![branch(None, on("a")), branch(None, back("b", "a"))])),
        "to another branch"
    );
    assert!(Flow::new(&Node::Seq(vec![on("a"), back("b", "a")])).is_ok());
    let in_a_sequence = Node::Seq(vec![on("a"), Node::Seq(vec![back("b", "a")])]);
    assert!(Flow::new(&in_a_sequence).is_ok());
    let in_a_choice = Node::Choice {
        cases: Vec::new(),
        otherwise: Box::new(back("b", "a")),
    };
    assert!(Flow::new(&Node::Seq(vec![on("a"), in_a_choice])).is_ok());
}

#[test]
fn no_way_out() {
    assert_eq!(fault(&step("a", Vec::new())), FlowFault::NoWayOut("a".to_owned()));
    let only_back = step("b", vec![("back", Exit::Back("a".to_owned()))]);
    assert_eq!(
        fault(&Node::Seq(vec![on("a"), only_back])),
        FlowFault::NoWayOut("b".to_owned())
    );
}

#[test]
fn what_is_never_reached() {
    let unreachable = |first: &str| FlowFault::Unreachable(first.to_owned());
    assert_eq!(fault(&Node::Seq(vec![end("a"), on("b")])), unreachable("a"));
    assert_eq!(
        fault(&Node::Seq(vec![Node::Seq(vec![on("a"), end("b")]), on("c")])),
        unreachable("a")
    );
    let both_end = Node::Choice {
        cases: vec![branch(Some(0), end("a"))],
        otherwise: Box::new(end("b")),
    };
    assert_eq!(fault(&Node::Seq(vec![both_end, on("c")])), unreachable("a"));
    let joined = Node::All(vec![branch(None, on("a")), branch(None, end("b"))]);
    assert_eq!(fault(&Node::Seq(vec![joined, on("c")])), unreachable("a"));
    let one_goes_on = Node::Choice {
        cases: vec![branch(Some(0), end("a"))],
        otherwise: Box::new(on("b")),
    };
    assert!(Flow::new(&Node::Seq(vec![one_goes_on, on("c")])).is_ok());
    let perhaps = Node::All(vec![branch(Some(0), end("a"))]);
    assert!(Flow::new(&Node::Seq(vec![perhaps, on("b")])).is_ok());
    assert!(
        Flow::new(&Node::Seq(vec![on("a"), end("b")])).is_ok(),
        "the last may only end"
    );
}
