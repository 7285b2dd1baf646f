//! From a tree to a typed value, with every fault of shape at once.

use motcua_domain::calendar::LimitError;
use motcua_domain::condition::Expr;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::tree::{Kind, Node};
use super::{Shape, YamlFault, YamlKind};

/// More faults than anybody mends in one go.
const MAX_FAULTS: usize = 50;

/// A step into a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    Index(usize),
    Key(String),
}

/// Reads a tree as `T`.
///
/// A fault in an item of a list does not hide those of the others: the item is left out and the rest is read again.
///
/// # Errors
/// Every fault of shape with its line.
pub(crate) fn read<T: DeserializeOwned>(root: &Node) -> Result<T, Vec<YamlFault>> {
    let mut tree = root.clone();
    let mut faults: Vec<YamlFault> = Vec::new();
    loop {
        let value = tree.to_value();
        let error = match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(read) if faults.is_empty() => return Ok(read),
            Ok(_) => return Err(faults),
            Err(error) => error,
        };
        let path = walk(&tree, error.path());
        let raw = error.inner().to_string();
        let unknown = raw
            .strip_prefix("unknown field `")
            .and_then(|rest| rest.split('`').next());
        let (line, node) = tree.nearest(&path);
        let (line, at) = match unknown {
            Some(key) => node.nearest(&[Segment::Key(key.to_owned())]),
            None => (line, node),
        };
        let fault = YamlFault::new(line, explain(&raw, node)).of(at.source);
        let again = faults.contains(&fault);
        if !again {
            faults.push(fault);
        }
        let removed = match unknown {
            Some(key) => remove_key(&mut tree, &path, key),
            None => remove_item(&mut tree, &path),
        };
        if !removed || again || faults.len() >= MAX_FAULTS {
            return Err(faults);
        }
    }
}

/// A path as the domain writes it: `form.sections[1].fields[0].show_if`.
pub(crate) fn segments(path: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let mut pieces = part.split('[');
        if let Some(key) = pieces.next().filter(|key| !key.is_empty()) {
            segments.push(Segment::Key(key.to_owned()));
        }
        segments.extend(
            pieces
                .filter_map(|index| index.trim_end_matches(']').parse().ok())
                .map(Segment::Index),
        );
    }
    segments
}

/// The path of an error, as far as it exists in the tree.
fn walk(tree: &Node, path: &serde_path_to_error::Path) -> Vec<Segment> {
    let mut found = Vec::new();
    let mut node = tree;
    for segment in path {
        let segment = match segment {
            serde_path_to_error::Segment::Seq { index } => Segment::Index(*index),
            serde_path_to_error::Segment::Map { key } => Segment::Key(key.clone()),
            serde_path_to_error::Segment::Enum { variant } => Segment::Key(variant.clone()),
            serde_path_to_error::Segment::Unknown => continue,
        };
        let (_, child) = node.nearest(std::slice::from_ref(&segment));
        if std::ptr::eq(child, node) {
            continue;
        }
        node = child;
        found.push(segment);
    }
    found
}

fn at<'t>(tree: &'t mut Node, path: &[Segment]) -> Option<&'t mut Node> {
    path.iter().try_fold(tree, |node, segment| node.child_mut(segment))
}

fn remove_key(tree: &mut Node, path: &[Segment], key: &str) -> bool {
    // The path may end at the unknown key itself.
    let holder = match path.split_last() {
        Some((Segment::Key(last), above)) if last == key => above,
        _ => path,
    };
    match at(tree, holder) {
        Some(Node {
            kind: Kind::Map(entries),
            ..
        }) => {
            let before = entries.len();
            entries.retain(|(known, ..)| known != key);
            entries.len() < before
        }
        _ => false,
    }
}

fn remove_item(tree: &mut Node, path: &[Segment]) -> bool {
    let Some(place) = path.iter().rposition(|segment| matches!(segment, Segment::Index(_))) else {
        return false;
    };
    match (at(tree, &path[..place]), &path[place]) {
        (
            Some(Node {
                kind: Kind::List(items),
                ..
            }),
            Segment::Index(index),
        ) if *index < items.len() => {
            items.remove(*index);
            true
        }
        _ => false,
    }
}

/// What went wrong, for the person who edits the file.
fn explain(raw: &str, node: &Node) -> YamlKind {
    let quoted = |prefix: &str| {
        let found = raw.strip_prefix(prefix).and_then(|rest| rest.split('`').next());
        found.map(str::to_owned)
    };
    let expected = || {
        raw.split_once("expected ")
            .map_or(String::new(), |(_, rest)| rest.replace('`', ""))
    };
    if let Some(key) = quoted("missing field `") {
        return YamlKind::Needed { key };
    }
    if let Some(key) = quoted("unknown field `") {
        let expected = expected();
        // What stands behind a comma within braces is read as a key of its own.
        return if key.contains(' ') {
            YamlKind::UnquotedComma { key, expected }
        } else {
            YamlKind::UnknownKey { key, expected }
        };
    }
    if let Some(word) = quoted("unknown variant `") {
        let expected = expected();
        return YamlKind::UnknownWord { word, expected };
    }
    if raw.starts_with("data did not match any variant") {
        // Only conditions and their constants have such a choice of shapes.
        return match Expr::from_json(&node.to_value()) {
            Err(error) => YamlKind::Condition(error),
            Ok(_) => YamlKind::NoCondition,
        };
    }
    if raw.starts_with("invalid type") {
        let found = match node.to_value() {
            Value::Null => Shape::Nothing,
            Value::Bool(_) => Shape::Bool,
            Value::Number(_) => Shape::Number,
            Value::String(_) => Shape::Text,
            Value::Array(_) => Shape::List,
            Value::Object(_) => Shape::Block,
        };
        let expected = expected();
        return YamlKind::NotThis { found, expected };
    }
    let of_limits = [LimitError::Form, LimitError::Number];
    if let Some(error) = of_limits.into_iter().find(|error| error.to_string() == raw) {
        return YamlKind::Limit(error);
    }
    // What the calendar says of a text that is no date.
    if ["input", "premature", "trailing"]
        .iter()
        .any(|begin| raw.starts_with(begin))
    {
        return YamlKind::NoDate { why: raw.to_owned() };
    }
    YamlKind::Raw(raw.to_owned())
}
