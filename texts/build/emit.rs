//! Writes the Rust functions.

use super::{
    message::Piece,
    tree::{Forms, Message, Node},
};
use std::{collections::BTreeMap, fmt::Write};

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A module with a function for each message and a module for each group.
pub fn module(code: &mut String, name: &str, nodes: &BTreeMap<String, Node>, depth: usize) {
    let pad = "    ".repeat(depth);
    line(code, &format!("{pad}/// Texts: {name}."));
    line(code, &format!("{pad}pub mod {} {{", ident(name)));
    for (key, node) in nodes {
        match node {
            Node::Group(nodes) => module(code, key, nodes, depth + 1),
            Node::Message(message) => function(code, key, message, depth + 1),
        }
    }
    line(code, &format!("{pad}}}"));
}

fn function(code: &mut String, key: &str, message: &Message, depth: usize) {
    let pad = "    ".repeat(depth);
    line(code, &format!("{pad}/// {}", shown(&message.vi.other)));
    line(code, &format!("{pad}///"));
    line(code, &format!("{pad}/// {}", shown(&message.en.other)));
    line(code, &format!("{pad}#[must_use]"));
    let name = ident(key);
    if !message.plural && message.placeholders.is_empty() {
        line(
            code,
            &format!("{pad}pub const fn {name}(lang: crate::Lang) -> &'static str {{"),
        );
        line(code, &format!("{pad}    match lang {{"));
        for (lang, forms) in [("Vi", &message.vi), ("En", &message.en)] {
            line(
                code,
                &format!("{pad}        crate::Lang::{lang} => {:?},", plain(&forms.other)),
            );
        }
    } else {
        let mut arguments = String::new();
        if message.plural {
            arguments.push_str(", count: u64");
        }
        for placeholder in &message.placeholders {
            let _ = write!(arguments, ", {}: impl std::fmt::Display", ident(placeholder));
        }
        line(
            code,
            &format!("{pad}pub fn {name}(lang: crate::Lang{arguments}) -> String {{"),
        );
        line(code, &format!("{pad}    match lang {{"));
        for (lang, forms) in [("Vi", &message.vi), ("En", &message.en)] {
            arms(code, &pad, lang, forms, message.plural);
        }
    }
    line(code, &format!("{pad}    }}"));
    line(code, &format!("{pad}}}"));
}

fn arms(code: &mut String, pad: &str, lang: &str, forms: &Forms, plural: bool) {
    if let Some(one) = &forms.one {
        line(
            code,
            &format!(
                "{pad}        crate::Lang::{lang} if count == 1 => {},",
                call(one, plural)
            ),
        );
    }
    line(
        code,
        &format!("{pad}        crate::Lang::{lang} => {},", call(&forms.other, plural)),
    );
}

/// The `format!` call of a wording.
fn call(pieces: &[Piece], plural: bool) -> String {
    let mut pattern = String::new();
    let mut values = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => pattern.push_str(&words.replace('{', "{{").replace('}', "}}")),
            Piece::Placeholder(name) => {
                pattern.push_str("{}");
                values.push(if plural && name == "count" {
                    "crate::number(lang, count)".to_owned()
                } else {
                    ident(name)
                });
            }
        }
    }
    if values.is_empty() {
        return format!("{:?}.to_owned()", plain(pieces));
    }
    format!("format!({pattern:?}, {})", values.join(", "))
}

fn plain(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Placeholder(name) => format!("{{{name}}}"),
        })
        .collect()
}

/// A wording for a doc comment: one line, nothing that could be taken for markup.
fn shown(pieces: &[Piece]) -> String {
    format!("`{}`", plain(pieces).replace('\n', " ").replace('`', "'"))
}

fn ident(name: &str) -> String {
    if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

fn line(code: &mut String, text: &str) {
    code.push_str(text);
    code.push('\n');
}
