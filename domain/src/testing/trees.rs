//! Random workflows.

use proptest::prelude::*;

use crate::condition::Expr;
use crate::dossier::Outcome;
use crate::procedure::{Act, Branch, Exit, ExitDef, Node, Role, Step, StepKind};
use crate::text::Text;
use crate::workflow::MAX_STEPS;

/// The tree without its names.
#[derive(Clone, Debug)]
enum Shape {
    Step {
        ends: bool,
        back: Option<prop::sample::Index>,
    },
    Seq(Vec<Shape>),
    Choice(Vec<(usize, Shape)>, Box<Shape>),
    All(Vec<(Option<usize>, Shape)>),
}

/// How many conditions random trees look at.
pub const CONDITIONS: usize = 4;

fn shape() -> impl Strategy<Value = Shape> {
    let leaf = (any::<bool>(), prop::option::of(any::<prop::sample::Index>()))
        .prop_map(|(ends, back)| Shape::Step { ends, back });
    leaf.prop_recursive(5, 24, 4, |inner| {
        let cases = prop::collection::vec((0..CONDITIONS, inner.clone()), 0..3);
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 0..5).prop_map(Shape::Seq),
            1 => (cases, inner.clone()).prop_map(|(cases, other)| Shape::Choice(cases, Box::new(other))),
            2 => prop::collection::vec((prop::option::of(0..CONDITIONS), inner), 0..4).prop_map(Shape::All),
        ]
    })
}

/// A tree of steps named `s0`, `s1` and so on.
pub fn tree() -> impl Strategy<Value = Node> {
    shape()
        .prop_map(|shape| node(&shape, &mut 0, &mut Vec::new()))
        .prop_filter("a workflow has 1 to 64 steps", |tree| {
            (1..=MAX_STEPS).contains(&tree.steps().len())
        })
}

fn node(shape: &Shape, count: &mut usize, earlier: &mut Vec<String>) -> Node {
    match shape {
        Shape::Step { ends, back } => {
            let id = format!("s{count}");
            *count += 1;
            let mut exits = vec![("on", Exit::Onward)];
            if *ends {
                exits.push(("end", Exit::End(Outcome::Stopped)));
            }
            if let (Some(back), false) = (back, earlier.is_empty()) {
                exits.push(("back", Exit::Back(back.get(earlier).clone())));
            }
            earlier.push(id.clone());
            step(&id, exits)
        }
        Shape::Seq(shapes) => {
            let mut earlier = Vec::new();
            Node::Seq(shapes.iter().map(|shape| node(shape, count, &mut earlier)).collect())
        }
        Shape::Choice(cases, otherwise) => Node::Choice {
            cases: cases
                .iter()
                .map(|(when, shape)| branch(Some(*when), node(shape, count, &mut Vec::new())))
                .collect(),
            otherwise: Box::new(node(otherwise, count, &mut Vec::new())),
        },
        Shape::All(branches) => Node::All(
            branches
                .iter()
                .map(|(when, shape)| branch(*when, node(shape, count, &mut Vec::new())))
                .collect(),
        ),
    }
}

/// A branch with one of the conditions `c0`, `c1` and so on.
pub fn branch(when: Option<usize>, then: Node) -> Branch {
    Branch {
        when: when.map(|number| Expr::Var(format!("c{number}"))),
        then,
    }
}

/// A step of an officer with these ways out.
pub fn step(id: &str, exits: Vec<(&str, Exit)>) -> Node {
    let exits = exits.into_iter().map(|(id, to)| ExitDef {
        id: id.to_owned(),
        label: Text::same(id),
        to,
        reason: false,
    });
    Node::Step(Box::new(Step {
        id: id.to_owned(),
        name: Text::same(id),
        citizen: Text::same(id),
        does: StepKind::Task {
            role: Role::from("officer"),
            act: Act::Handle,
        },
        limit: None,
        presence: None,
        exits: exits.collect(),
    }))
}

/// Which conditions hold, one bit each.
pub fn holds(bits: u8) -> impl Fn(&Expr) -> bool {
    move |condition| match condition {
        Expr::Var(name) => name[1..].parse::<u32>().is_ok_and(|number| bits & (1 << number) != 0),
        _ => false,
    }
}
