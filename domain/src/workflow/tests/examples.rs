//! Small flows that can be followed by eye.

use super::{branch, holds, step};
use crate::dossier::Outcome;
use crate::procedure::{Exit, Node};
use crate::workflow::{Flow, Position};

fn on(id: &str) -> Node {
    step(id, vec![("on", Exit::Onward)])
}

/// Leaves the named step onward and says what goes on then.
fn onward(flow: &Flow, position: Position, id: &str, bits: u8) -> (Position, Vec<String>, Option<Outcome>) {
    let moved = flow.leave(position, flow.number(id).unwrap(), 0, &holds(bits)).unwrap();
    let names = moved
        .position
        .iter()
        .map(|number| flow.step(number).id.clone())
        .collect();
    (moved.position, names, moved.ended)
}

#[test]
fn a_join_waits_for_every_branch_that_was_taken() {
    let tree = Node::Seq(vec![
        on("a"),
        Node::All(vec![
            branch(None, Node::Seq(vec![on("b"), on("c")])),
            branch(Some(0), on("d")),
            branch(Some(1), on("e")),
        ]),
        on("f"),
    ]);
    let flow = Flow::new(&tree).unwrap();
    let start = flow.start(&holds(0)).position;
    let (position, names, _) = onward(&flow, start, "a", 0b01);
    assert_eq!(names, ["b", "d"]);
    let (position, names, _) = onward(&flow, position, "d", 0b11);
    assert_eq!(names, ["b"], "a branch that was not taken does not start later");
    let (position, names, _) = onward(&flow, position, "b", 0);
    assert_eq!(names, ["c"]);
    let (position, names, _) = onward(&flow, position, "c", 0);
    assert_eq!(names, ["f"]);
    let (_, names, ended) = onward(&flow, position, "f", 0);
    assert_eq!((names.len(), ended), (0, Some(Outcome::Completed)));
}

#[test]
fn a_choice_takes_the_first_case_that_holds() {
    let choice = || Node::Choice {
        cases: vec![branch(Some(0), on("x")), branch(Some(1), on("y"))],
        otherwise: Box::new(Node::Seq(Vec::new())),
    };
    let flow = Flow::new(&Node::Seq(vec![on("a"), choice(), on("z")])).unwrap();
    let start = flow.start(&holds(0)).position;
    assert_eq!(onward(&flow, start, "a", 0b11).1, ["x"]);
    assert_eq!(onward(&flow, start, "a", 0b10).1, ["y"]);
    assert_eq!(onward(&flow, start, "a", 0b00).1, ["z"], "an empty way is passed over");
}

#[test]
fn a_way_back_begins_the_earlier_step_anew() {
    let again = step("c", vec![("on", Exit::Onward), ("back", Exit::Back("a".to_owned()))]);
    let flow = Flow::new(&Node::Seq(vec![on("a"), Node::All(vec![branch(None, on("b"))]), again])).unwrap();
    let (position, ..) = onward(&flow, flow.start(&holds(0)).position, "a", 0);
    let (position, ..) = onward(&flow, position, "b", 0);
    let moved = flow.leave(position, flow.number("c").unwrap(), 1, &holds(0)).unwrap();
    assert_eq!(moved.position, flow.start(&holds(0)).position);
    assert_eq!(moved.ended, None);
}

#[test]
fn an_end_in_a_branch_ends_everything() {
    let end = step("b", vec![("on", Exit::Onward), ("no", Exit::End(Outcome::NotEligible))]);
    let flow = Flow::new(&Node::All(vec![branch(None, on("a")), branch(None, end)])).unwrap();
    let position = flow.start(&holds(0)).position;
    let moved = flow.leave(position, flow.number("b").unwrap(), 1, &holds(0)).unwrap();
    assert!(moved.position.is_empty());
    assert_eq!(moved.ended, Some(Outcome::NotEligible));
}

#[test]
fn a_flow_of_which_nothing_is_taken_is_over_at_once() {
    let flow = Flow::new(&Node::All(vec![branch(Some(0), on("a"))])).unwrap();
    assert_eq!(flow.start(&holds(0)).ended, Some(Outcome::Completed));
    assert_eq!(flow.start(&holds(1)).ended, None);
}

#[test]
fn sixty_four_steps_fit() {
    let flow = Flow::new(&Node::Seq((0..64).map(|number| on(&format!("s{number}"))).collect())).unwrap();
    let mut position = flow.start(&holds(0)).position;
    for number in 0..64 {
        assert_eq!(position.iter().count(), 1);
        (position, ..) = onward(&flow, position, &format!("s{number}"), 0);
    }
    assert!(position.is_empty());
}
