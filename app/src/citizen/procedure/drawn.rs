//! The workflow of a procedure as a picture, with its conditions in words; and what one must come for in person.

use motcua_casework::reference::Reference;
use motcua_domain::condition::{Env, Expr, Truth};
use motcua_domain::procedure::{Branch, Node, Procedure, Step, StepKind};
use motcua_texts::Lang;
use motcua_texts::citizen::procedure as texts;

use super::conditions::in_words;
use super::limit_words;
use crate::components::{StepNode, StepState};

/// The workflow as a picture.
pub(crate) fn workflow(reference: &Reference, procedure: &Procedure, lang: Lang) -> Vec<StepNode> {
    let drawing = Drawing {
        reference,
        procedure,
        lang,
    };
    drawing.nodes(&procedure.workflow)
}

struct Drawing<'d> {
    reference: &'d Reference,
    procedure: &'d Procedure,
    lang: Lang,
}

impl Drawing<'_> {
    fn nodes(&self, node: &Node) -> Vec<StepNode> {
        match node {
            Node::Step(step) => {
                let note = self.note(step);
                vec![StepNode::step(step.name.get(self.lang), note, StepState::Drawn)]
            }
            Node::Seq(nodes) => nodes.iter().flat_map(|node| self.nodes(node)).collect(),
            Node::Choice { cases, otherwise } => {
                let mut ways: Vec<(String, Vec<StepNode>)> = cases
                    .iter()
                    .enumerate()
                    .map(|(index, case)| (self.way(case, index, cases.len()), self.nodes(&case.then)))
                    .collect();
                ways.push((texts::way_otherwise(self.lang).to_owned(), self.nodes(otherwise)));
                vec![StepNode::Either(ways)]
            }
            // With conditions, what runs at the same time is a matter of the case.
            Node::All(branches) if branches.iter().any(|branch| branch.when.is_some()) => {
                let branch = |(index, branch): (usize, &Branch)| {
                    let way = match &branch.when {
                        None => texts::way_always(self.lang).to_owned(),
                        Some(_) => self.way(branch, index, branches.len()),
                    };
                    (way, self.nodes(&branch.then))
                };
                vec![StepNode::Each(branches.iter().enumerate().map(branch).collect())]
            }
            Node::All(branches) => {
                let branches = branches.iter().map(|branch| self.nodes(&branch.then)).collect();
                vec![StepNode::Together(branches)]
            }
        }
    }

    fn way(&self, branch: &Branch, index: usize, of: usize) -> String {
        let said = |when: &Expr| in_words(self.procedure, self.reference, when, self.lang);
        let said = branch.when.as_ref().and_then(said);
        said.unwrap_or_else(|| match of {
            1 => texts::way_some(self.lang).to_owned(),
            _ => texts::way(self.lang, index + 1),
        })
    }

    fn note(&self, step: &Step) -> Option<String> {
        let lang = self.lang;
        let who = match &step.does {
            StepKind::Task { role, .. } => self
                .reference
                .role(role.as_str())
                .map(|role| role.name.get(lang).to_owned()),
            StepKind::Call { .. } => Some(texts::by_system(lang).to_owned()),
            StepKind::Linked { .. } => None,
        };
        let limit = step.limit.map(|limit| limit_words(limit, lang));
        let presence = step.presence.as_ref().map(|_| texts::in_person(lang).to_owned());
        let parts: Vec<String> = [who, limit, presence].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}

/// What the applicant must come for in person, each with its case. Of an application as it stands, what is certain says no
/// case, and what certainly does not apply is left out.
pub(crate) fn presences(
    reference: &Reference,
    procedure: &Procedure,
    seen: Option<&dyn Env>,
    lang: Lang,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut visit = Visit {
        reference,
        procedure,
        seen,
        lang,
        found: &mut found,
    };
    visit.node(&procedure.workflow, None);
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|text| seen.insert(text.clone()));
    found
}

/// Stands for "in all other cases" where a case is named.
const OTHERWISE: &str = "";

struct Visit<'v> {
    reference: &'v Reference,
    procedure: &'v Procedure,
    seen: Option<&'v dyn Env>,
    lang: Lang,
    found: &'v mut Vec<String>,
}

impl Visit<'_> {
    fn node(&mut self, node: &Node, case: Option<&str>) {
        match node {
            Node::Step(step) => {
                if let Some(presence) = &step.presence {
                    let text = presence.get(self.lang);
                    let open = text.trim_end_matches('.');
                    self.found.push(match case {
                        Some(OTHERWISE) => texts::in_some_cases(self.lang, open),
                        Some(case) => texts::in_case(self.lang, case, open),
                        None => text.to_owned(),
                    });
                }
            }
            Node::Seq(nodes) => nodes.iter().for_each(|node| self.node(node, case)),
            Node::Choice { cases, otherwise } => match self.branches(cases, case, true) {
                Truth::Yes => {}
                Truth::No => self.node(otherwise, case),
                Truth::Unknown => self.node(otherwise, Some(OTHERWISE)),
            },
            Node::All(branches) => {
                self.branches(branches, case, false);
            }
        }
    }

    /// Gives back whether one of them applies. `one`: the first that applies is the only one.
    fn branches(&mut self, branches: &[Branch], case: Option<&str>, one: bool) -> Truth {
        let mut one_applies = Truth::No;
        for branch in branches {
            if one && one_applies.is_yes() {
                break;
            }
            let holds = branch
                .when
                .as_ref()
                .zip(self.seen)
                .map(|(when, seen)| when.evaluate(seen));
            match holds {
                Some(Truth::No) => {}
                Some(Truth::Yes) => {
                    one_applies = Truth::Yes;
                    self.node(&branch.then, case);
                }
                Some(Truth::Unknown) | None => {
                    if !one_applies.is_yes() {
                        one_applies = Truth::Unknown;
                    }
                    let said = |when: &Expr| in_words(self.procedure, self.reference, when, self.lang);
                    let said = branch.when.as_ref().and_then(said);
                    self.node(&branch.then, said.as_deref().or(case));
                }
            }
        }
        one_applies
    }
}
