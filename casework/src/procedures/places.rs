//! From the place of a fault, as the rules name it, to a line of the file.

use std::collections::BTreeMap;

use crate::yaml::{Kind, Node, Segment, segments};

pub(super) struct Places<'t> {
    tree: &'t Node,
    /// Where each step of the workflow stands.
    steps: BTreeMap<String, &'t Node>,
}

impl<'t> Places<'t> {
    pub fn new(tree: &'t Node) -> Self {
        let mut steps = BTreeMap::new();
        if let Some(workflow) = tree.get("workflow") {
            collect(workflow, &mut steps);
        }
        Self { tree, steps }
    }

    /// The line of a place such as `form.sections[0].fields[2].show_if` or `workflow.receive.send.child_sex`.
    pub fn line(&self, path: &str) -> u32 {
        let path = segments(path);
        if let [Segment::Key(first), Segment::Key(step), rest @ ..] = path.as_slice()
            && first == "workflow"
            && let Some(node) = self.steps.get(step)
        {
            // What a step does lies two levels deeper than the rules name it.
            let does = node.get("does").filter(|_| !rest.is_empty()).and_then(|does| match &does.kind {
                Kind::Map(entries) => entries.first().map(|(.., node)| node),
                _ => None,
            });
            return match does {
                Some(does) => does.nearest(rest).0,
                None => node.line,
            };
        }
        self.tree.nearest(&path).0
    }
}

fn collect<'t>(node: &'t Node, steps: &mut BTreeMap<String, &'t Node>) {
    match &node.kind {
        Kind::List(items) => items.iter().for_each(|item| collect(item, steps)),
        Kind::Map(entries) => {
            for (key, _, child) in entries {
                if key == "step"
                    && let Some(Node { kind: Kind::Text(id), .. }) = child.get("id")
                {
                    steps.insert(id.clone(), child);
                } else {
                    collect(child, steps);
                }
            }
        }
        _ => {}
    }
}
