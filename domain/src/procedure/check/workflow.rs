//! The workflow: who does what, in an order that can be walked.

use std::collections::BTreeSet;

use super::super::{Act, Exit, Node, StepKind};
use super::{Check, Fault, FaultKind, is_id};
use crate::condition::Kind;
use crate::dossier::Outcome;
use crate::workflow::Flow;

impl Check<'_> {
    pub(super) fn workflow(&mut self) {
        for step in self.definition.workflow.steps() {
            let path = format!("workflow.{}", step.id);
            if !is_id(&step.id) {
                self.fault(path.clone(), FaultKind::StepName);
            }
            let mut exits = BTreeSet::new();
            for exit in step.exits.iter().filter(|exit| !exits.insert(exit.id.as_str())) {
                let exit = exit.id.clone();
                self.faults
                    .push(Fault::new(path.clone(), FaultKind::ExitTwice { exit }));
            }
            if matches!(step.does, StepKind::Task { .. }) {
                let refusals = step.exits.iter().filter(|exit| {
                    let refuses = matches!(exit.to, Exit::End(Outcome::Rejected | Outcome::NotEligible));
                    refuses && !exit.reason
                });
                for exit in refusals {
                    let exit = exit.id.clone();
                    self.faults
                        .push(Fault::new(path.clone(), FaultKind::RefusalReason { exit }));
                }
            }
            let onward = step.exits.iter().any(|exit| matches!(exit.to, Exit::Onward));
            match &step.does {
                StepKind::Task { role, .. } if role.as_str().is_empty() => {
                    self.fault(path, FaultKind::NoRole);
                }
                StepKind::Call { send, keep, .. } => {
                    if !onward || !exits.contains("done") || !exits.contains("refused") {
                        self.fault(path.clone(), FaultKind::CallExits);
                    }
                    for (name, expr) in send {
                        self.expr(&format!("{path}.send.{name}"), expr, None);
                    }
                    // What a call brings can be looked at by everything behind it.
                    self.fields
                        .extend(keep.values().map(|field| (field.clone(), Kind::Text)));
                }
                StepKind::Linked {
                    same,
                    give,
                    keep,
                    section,
                    ..
                } => {
                    if !exits.contains("done") || !exits.contains("refused") {
                        self.fault(path.clone(), FaultKind::LinkedExits);
                    }
                    if step.exits.iter().any(|exit| matches!(exit.to, Exit::Back(_))) {
                        self.fault(path.clone(), FaultKind::LinkedBack);
                    }
                    let strange: Vec<_> = same.iter().filter(|field| self.kind_of(field).is_none()).collect();
                    for field in strange {
                        let field = field.clone();
                        self.faults
                            .push(Fault::new(format!("{path}.same"), FaultKind::NothingYielded { field }));
                    }
                    for (name, expr) in give {
                        self.expr(&format!("{path}.give.{name}"), expr, None);
                    }
                    if let Some(section) = section.as_ref().filter(|id| self.definition.form.section(id).is_none()) {
                        let section = section.clone();
                        self.fault(format!("{path}.section"), FaultKind::NoSection { section });
                    }
                    let unknown = |name: &&String| self.kind_of(name).is_none();
                    let new: Vec<_> = keep.values().filter(unknown).cloned().collect();
                    self.fields.extend(new.into_iter().map(|field| (field, Kind::Text)));
                }
                StepKind::Task { .. } => {}
            }
        }
        self.back_over_parts(&self.definition.workflow);
        match Flow::new(&self.definition.workflow) {
            // In the order of the file, each before what stands in its branch: the reader of the file finds its line so.
            Ok(flow) => flow.conditions().iter().enumerate().for_each(|(i, condition)| {
                self.expr(&format!("workflow.conditions[{i}]"), condition, Some(Kind::Bool));
            }),
            Err(fault) => self.fault("workflow", fault),
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
    /// A way back over a linked step would open its part a second time.
    fn back_over_parts(&mut self, node: &Node) {
        let linked = |node: &Node| {
            let mut steps = node.steps().into_iter();
            steps.any(|step| matches!(step.does, StepKind::Linked { .. }))
        };
        match node {
            Node::Step(_) => {}
            Node::Seq(nodes) => {
                for (place, node) in nodes.iter().enumerate() {
                    self.back_over_parts(node);
                    let ways = node
                        .steps()
                        .into_iter()
                        .flat_map(|step| step.exits.iter().map(move |exit| (step, exit)));
                    for (step, exit) in ways {
                        let Exit::Back(to) = &exit.to else { continue };
                        let target = nodes
                            .iter()
                            .position(|node| matches!(node, Node::Step(step) if step.id == *to));
                        if target.is_some_and(|target| target < place && nodes[target..=place].iter().any(linked)) {
                            let to = to.clone();
                            self.fault(format!("workflow.{}", step.id), FaultKind::BackOverPart { to });
                        }
                    }
                }
            }
            Node::Choice { cases, otherwise } => {
                cases.iter().for_each(|case| self.back_over_parts(&case.then));
                self.back_over_parts(otherwise);
            }
            Node::All(branches) => branches.iter().for_each(|branch| self.back_over_parts(&branch.then)),
        }
    }

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
                    self.fault(format!("workflow.{}", step.id), FaultKind::SealUnsigned);
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
