//! A tree as YAML text: one way to write everything, so that the same tree is the same text, byte for byte.

use std::fmt::Write as _;

use super::tree::{Kind, Node, plain};

/// Writes a tree: blocks two spaces deep, keys in the order of the tree, quotes where a word could be taken for something else.
pub(crate) fn write(tree: &Node) -> String {
    let mut text = String::new();
    block(&mut text, tree, 0, Place::Root);
    text
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Root,
    /// Behind `key:`.
    Key,
    /// Behind `- `.
    Item,
}

fn block(text: &mut String, node: &Node, depth: usize, place: Place) {
    match &node.kind {
        Kind::Map(entries) if !entries.is_empty() && !is_short(node) => {
            for (i, (key, _, value)) in entries.iter().enumerate() {
                if place == Place::Key || i > 0 {
                    line(text, depth);
                }
                word(text, key);
                text.push(':');
                block(text, value, depth + 1, Place::Key);
            }
        }
        Kind::List(items) if !items.is_empty() && !is_short(node) => {
            for (i, item) in items.iter().enumerate() {
                if place != Place::Item || i > 0 {
                    line(text, depth);
                }
                text.push_str("- ");
                block(text, item, depth + 1, Place::Item);
            }
        }
        _ => {
            if place == Place::Key {
                text.push(' ');
            }
            inline(text, node);
        }
    }
    if place == Place::Root {
        text.push('\n');
    }
}

fn line(text: &mut String, depth: usize) {
    text.push('\n');
    for _ in 0..depth {
        text.push_str("  ");
    }
}

/// What fits on a line and reads better there: texts in two languages, conditions, short lists.
fn is_short(node: &Node) -> bool {
    const WIDTH: usize = 100;
    let simple = |node: &Node| !matches!(node.kind, Kind::List(_) | Kind::Map(_));
    let fits = |node: &Node| {
        let mut line = String::new();
        inline(&mut line, node);
        line.chars().count() <= WIDTH
    };
    match &node.kind {
        Kind::Map(entries) => {
            let operator = entries.len() == 1 && !entries[0].0.bytes().all(|byte| byte.is_ascii_lowercase());
            (entries.iter().all(|(.., value)| simple(value)) || operator) && fits(node)
        }
        Kind::List(items) => items.iter().all(simple) && fits(node),
        _ => true,
    }
}

fn inline(text: &mut String, node: &Node) {
    match &node.kind {
        Kind::Null => text.push_str("null"),
        Kind::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Kind::Number(number) => {
            let _ = write!(text, "{number}");
        }
        Kind::Text(value) => word(text, value),
        Kind::List(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    text.push_str(", ");
                }
                inline(text, item);
            }
            text.push(']');
        }
        Kind::Map(entries) => {
            text.push('{');
            for (i, (key, _, value)) in entries.iter().enumerate() {
                if i > 0 {
                    text.push_str(", ");
                }
                word(text, key);
                text.push_str(": ");
                inline(text, value);
            }
            text.push('}');
        }
    }
}

/// A text, in quotes where it could be taken for something else.
fn word(text: &mut String, value: &str) {
    let clear = matches!(plain(value), Kind::Text(_))
        && value.starts_with(|first: char| first.is_alphabetic())
        && !value.ends_with(|last: char| last.is_whitespace() || last == ':')
        && !value.contains(": ")
        && !value.contains(" #")
        && value
            .chars()
            .all(|letter| letter.is_alphanumeric() || " -_./;()'+%“”‘’–?!&*=<>|@~^$:".contains(letter))
        && !value.contains("  ")
        && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(&value.to_lowercase().as_str());
    if clear {
        text.push_str(value);
    } else {
        // The quotes of JSON are understood by YAML.
        let quoted = serde_json::Value::String(value.to_owned());
        let _ = write!(text, "{quoted}");
    }
}
