//! The workflow: who does what, in an order that can be walked.

use std::collections::BTreeSet;

use super::super::{Act, Exit, Node, StepKind};
use super::{Check, Fault, is_id};
use crate::condition::Kind;
use crate::workflow::Flow;

impl Check<'_> {
    pub(super) fn workflow(&mut self) {
        for step in self.definition.workflow.steps() {
            let path = format!("workflow.{}", step.id);
            if !is_id(&step.id) {
                self.fault(path.clone(), "a step is named with small letters, digits and _");
            }
            let mut exits = BTreeSet::new();
            for exit in step.exits.iter().filter(|exit| !exits.insert(exit.id.as_str())) {
                self.faults.push(Fault::new(
                    path.clone(),
                    format!("the way out '{}' stands twice", exit.id),
                ));
            }
            let onward = step.exits.iter().any(|exit| matches!(exit.to, Exit::Onward));
            match &step.does {
                StepKind::Task { role, .. } if role.as_str().is_empty() => {
                    self.fault(path, "the step has no role; nobody could do it");
                }
                StepKind::Call { send, keep, .. } => {
                    if !onward || !exits.contains("done") || !exits.contains("refused") {
                        let message = "a call needs the ways out 'done' (onward) and 'refused'";
                        self.fault(path.clone(), message);
                    }
                    for (name, expr) in send {
                        self.expr(&format!("{path}.send.{name}"), expr, None);
                    }
                    // What a call brings can be looked at by everything behind it.
                    self.fields
                        .extend(keep.values().map(|field| (field.clone(), Kind::Text)));
                }
                StepKind::Linked { give, keep, .. } => {
                    if !exits.contains("done") || !exits.contains("refused") {
                        self.fault(path.clone(), "a linked part needs the ways out 'done' and 'refused'");
                    }
                    for (name, expr) in give {
                        self.expr(&format!("{path}.give.{name}"), expr, None);
                    }
                    self.fields
                        .extend(keep.values().map(|field| (field.clone(), Kind::Text)));
                }
                _ => {}
            }
        }
        match Flow::new(&self.definition.workflow) {
            // In the order of the file, each before what stands in its branch: the reader of the file finds its line so.
            Ok(flow) => flow.conditions().iter().enumerate().for_each(|(i, condition)| {
                self.expr(&format!("workflow.conditions[{i}]"), condition, Some(Kind::Bool));
            }),
            Err(fault) => self.fault("workflow", fault.to_string()),
        }
        self.signed_after(&self.definition.workflow, false);
        for (r, result) in self.definition.results.iter().enumerate() {
            let path = format!("results[{r}]");
            self.condition(&format!("{path}.when"), result.when.as_ref());
            if let Some(number) = &result.number {
                self.expr(&format!("{path}.number"), number, Some(Kind::Text));
            }
            for (g, group) in result.groups.iter().enumerate() {
                for (w, row) in group.rows.iter().enumerate() {
                    self.expr(&format!("{path}.groups[{g}].rows[{w}].value"), &row.value, None);
                }
            }
        }
    }
}

impl Check<'_> {
    /// Walks the tree as a dossier does and says whether it is certainly signed behind this piece. A seal before that
    /// could never be put (PRC-12).
    fn signed_after(&mut self, node: &Node, signed: bool) -> bool {
        match node {
            Node::Step(step) => {
                let act = match &step.does {
                    StepKind::Task { act, .. } => Some(*act),
                    _ => None,
                };
                if act == Some(Act::Seal) && !signed {
                    let message = "a seal needs a signature; put a step that decides before it, on every way to it";
                    self.fault(format!("workflow.{}", step.id), message);
                }
                signed || act == Some(Act::Decide)
            }
            Node::Seq(nodes) => nodes
                .iter()
                .fold(signed, |signed, node| self.signed_after(node, signed)),
            Node::Choice { cases, otherwise } => {
                let ways: Vec<bool> = cases.iter().map(|case| self.signed_after(&case.then, signed)).collect();
                self.signed_after(otherwise, signed) && ways.into_iter().all(|signed| signed)
            }
            Node::All(branches) => branches.iter().fold(signed, |after, branch| {
                let done = self.signed_after(&branch.then, signed);
                after || (done && branch.when.is_none())
            }),
        }
    }
}
