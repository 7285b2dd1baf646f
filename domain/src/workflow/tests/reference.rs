//! The same rules, slowly: a walk over the tree of the file with sets of names.

use std::collections::BTreeSet;

use crate::condition::Expr;
use crate::dossier::Outcome;
use crate::procedure::{Exit, Node};

/// Steps by their names.
pub type Names = BTreeSet<String>;

/// The steps that start when this block starts.
pub fn first(node: &Node, holds: &impl Fn(&Expr) -> bool) -> Names {
    let taken = |when: &Option<Expr>| when.as_ref().is_none_or(holds);
    match node {
        Node::Step(step) => Names::from([step.id.clone()]),
        Node::Seq(nodes) => first_of(nodes, holds),
        Node::Choice { cases, otherwise } => first(
            cases
                .iter()
                .find(|case| taken(&case.when))
                .map_or(otherwise, |case| &case.then),
            holds,
        ),
        Node::All(branches) => branches
            .iter()
            .filter(|branch| taken(&branch.when))
            .flat_map(|branch| first(&branch.then, holds))
            .collect(),
    }
}

fn first_of(nodes: &[Node], holds: &impl Fn(&Expr) -> bool) -> Names {
    nodes
        .iter()
        .map(|node| first(node, holds))
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// The steps that start now that `left` is done; `None` if it is not in this block.
fn next(node: &Node, left: &str, active: &Names, holds: &impl Fn(&Expr) -> bool) -> Option<Names> {
    match node {
        Node::Step(step) => (step.id == left).then(Names::new),
        Node::Seq(nodes) => nodes.iter().enumerate().find_map(|(place, inner)| {
            let next = next(inner, left, active, holds)?;
            let busy = inner.steps().iter().any(|step| active.contains(&step.id));
            Some(if next.is_empty() && !busy {
                first_of(&nodes[place + 1..], holds)
            } else {
                next
            })
        }),
        Node::Choice { cases, otherwise } => {
            let inner = cases
                .iter()
                .map(|case| &case.then)
                .chain(std::iter::once(otherwise.as_ref()));
            inner.into_iter().find_map(|node| next(node, left, active, holds))
        }
        Node::All(branches) => branches
            .iter()
            .find_map(|branch| next(&branch.then, left, active, holds)),
    }
}

/// What leaving a step leads to: what starts, what goes on, how it ends.
pub fn leave(
    tree: &Node,
    active: &Names,
    step: &str,
    exit: &Exit,
    holds: &impl Fn(&Expr) -> bool,
) -> (Names, Names, Option<Outcome>) {
    let mut rest = active.clone();
    rest.remove(step);
    let entered = match exit {
        Exit::End(outcome) => return (Names::new(), Names::new(), Some(*outcome)),
        Exit::Back(target) => Names::from([target.clone()]),
        Exit::Onward => next(tree, step, &rest, holds).unwrap(),
    };
    let after: Names = rest.union(&entered).cloned().collect();
    let ended = after.is_empty().then_some(Outcome::Completed);
    (entered, after, ended)
}
