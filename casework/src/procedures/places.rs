//! From the place of a fault, as the rules name it, to a line of the file.

use std::collections::BTreeMap;

use crate::yaml::{Kind, Node, Segment, segments};

pub(super) struct Places<'t> {
    tree: &'t Node,
    /// Where each step of the workflow stands.
    steps: BTreeMap<String, &'t Node>,
    /// The conditions of branches, in the order of the file: text and line.
    conditions: Vec<(u16, u32)>,
}

impl<'t> Places<'t> {
    pub fn new(tree: &'t Node) -> Self {
        let mut places = Self {
            tree,
            steps: BTreeMap::new(),
            conditions: Vec::new(),
        };
        if let Some(workflow) = tree.get("workflow") {
            places.collect(workflow);
        }
        places
    }

    /// The text and the line of a place such as `form.sections[0].fields[2].show_if` or `workflow.receive.send.child_sex`.
    pub fn place(&self, path: &str) -> (u16, u32) {
        let path = segments(path);
        if let [Segment::Key(first), Segment::Key(second), Segment::Index(index), ..] = path.as_slice()
            && first == "workflow"
            && second == "conditions"
            && let Some(line) = self.conditions.get(*index)
        {
            return *line;
        }
        if let [Segment::Key(first), Segment::Key(step), rest @ ..] = path.as_slice()
            && first == "workflow"
            && let Some(node) = self.steps.get(step)
        {
            // What a step does lies two levels deeper than the rules name it.
            let does = node
                .get("does")
                .filter(|_| !rest.is_empty())
                .and_then(|does| match &does.kind {
                    Kind::Map(entries) => entries.first().map(|(.., node)| node),
                    _ => None,
                });
            let (line, node) = match does {
                Some(does) => does.nearest(rest),
                None => (node.line, *node),
            };
            return (node.source, line);
        }
        let (line, node) = self.tree.nearest(&path);
        (node.source, line)
    }

    fn collect(&mut self, node: &'t Node) {
        match &node.kind {
            Kind::List(items) => items.iter().for_each(|item| self.collect(item)),
            Kind::Map(entries) => {
                // A branch's condition counts before what stands in the branch, whichever is written first.
                self.conditions.extend(
                    entries
                        .iter()
                        .filter(|(key, ..)| key == "when")
                        .map(|(_, line, node)| (node.source, *line)),
                );
                for (key, _, child) in entries.iter().filter(|(key, ..)| key != "when") {
                    match child.get("id") {
                        Some(Node {
                            kind: Kind::Text(id), ..
                        }) if key == "step" => {
                            self.steps.insert(id.clone(), child);
                        }
                        _ => self.collect(child),
                    }
                }
            }
            _ => {}
        }
    }
}
