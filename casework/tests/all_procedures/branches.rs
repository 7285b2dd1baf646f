//! The branches of a workflow, each with what must hold for it to be reached.

use std::collections::{BTreeMap, BTreeSet};

use motcua_domain::condition::Expr;
use motcua_domain::dossier::{Dossier, Event, EventBody, Outcome};
use motcua_domain::procedure::{Node, Step};

/// A way a dossier can go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Branch {
    /// A step is left by a way out.
    Exit { step: String, exit: String },
    /// A branch with a condition is taken: its first step begins.
    Taken { step: String },
    /// None of the branches that begin with these steps is taken.
    Skipped { steps: Vec<String> },
}

/// What must hold.
pub type Conditions = Vec<(Expr, bool)>;

/// All branches, in the order of the file.
pub fn branches(workflow: &Node) -> Vec<(Branch, Conditions)> {
    let mut found = Vec::new();
    collect(workflow, &Vec::new(), &mut found);
    found
}

fn collect(node: &Node, path: &Conditions, found: &mut Vec<(Branch, Conditions)>) {
    let with = |more: &[(&Expr, bool)]| -> Conditions {
        let more = more.iter().map(|(expr, holds)| ((*expr).clone(), *holds));
        path.iter().cloned().chain(more).collect()
    };
    match node {
        Node::Step(step) => found.extend(step.exits.iter().map(|exit| {
            let branch = Branch::Exit {
                step: step.id.clone(),
                exit: exit.id.clone(),
            };
            (branch, path.clone())
        })),
        Node::Seq(nodes) => nodes.iter().for_each(|node| collect(node, path, found)),
        Node::Choice { cases, otherwise } => {
            let mut before: Vec<(&Expr, bool)> = Vec::new();
            for case in cases {
                let when = case.when.as_ref().expect("a case has a condition");
                let mut here = before.clone();
                here.push((when, true));
                let here = with(&here);
                found.extend(first(&case.then).map(|step| (Branch::Taken { step }, here.clone())));
                collect(&case.then, &here, found);
                before.push((when, false));
            }
            let steps = cases.iter().filter_map(|case| first(&case.then)).collect();
            found.push((Branch::Skipped { steps }, with(&before)));
            collect(otherwise, &with(&before), found);
        }
        Node::All(all) => {
            for branch in all {
                let Some(when) = &branch.when else {
                    collect(&branch.then, path, found);
                    continue;
                };
                let here = with(&[(when, true)]);
                if let Some(step) = first(&branch.then) {
                    found.push((Branch::Taken { step: step.clone() }, here.clone()));
                    found.push((Branch::Skipped { steps: vec![step] }, with(&[(when, false)])));
                }
                collect(&branch.then, &here, found);
            }
        }
    }
}

fn first(node: &Node) -> Option<String> {
    node.steps().first().map(|step: &&Step| step.id.clone())
}

/// The branches a dossier has gone.
pub fn gone(all: &[(Branch, Conditions)], dossier: &Dossier, events: &[Event]) -> BTreeSet<Branch> {
    let mut left: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut entered = BTreeSet::new();
    for event in events {
        match &event.body {
            EventBody::Left { step, exit, .. } => drop(left.entry(step).or_default().insert(exit)),
            EventBody::Entered { step, .. } => drop(entered.insert(step.as_str())),
            _ => {}
        }
    }
    let over = matches!(dossier.outcome, Some(Outcome::Completed | Outcome::PartiallyCompleted));
    let has_gone = |branch: &Branch| match branch {
        Branch::Exit { step, exit } => left
            .get(step.as_str())
            .is_some_and(|exits| exits.contains(exit.as_str())),
        Branch::Taken { step } => entered.contains(step.as_str()),
        Branch::Skipped { steps } => over && steps.iter().all(|step| !entered.contains(step.as_str())),
    };
    all.iter()
        .map(|(branch, _)| branch)
        .filter(|branch| has_gone(branch))
        .cloned()
        .collect()
}
