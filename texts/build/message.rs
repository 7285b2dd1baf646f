//! One message: text and placeholders, `{name}`; a brace itself is written twice.

use std::collections::BTreeSet;

/// A piece of a message.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words as they stand.
    Words(String),
    /// A value put in by the caller.
    Placeholder(String),
}

/// Splits a message into its pieces.
///
/// # Errors
/// What is wrong with the braces, in words.
pub fn parse(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        match letter {
            '{' | '}' if rest.peek() == Some(&letter) => {
                rest.next();
                words.push(letter);
            }
            '{' => {
                let name: String = rest.by_ref().take_while(|next| *next != '}').collect();
                if !is_name(&name) {
                    return Err(format!("\"{{{name}}}\" is no placeholder (small letters, digits, _)"));
                }
                if !words.is_empty() {
                    pieces.push(Piece::Words(std::mem::take(&mut words)));
                }
                pieces.push(Piece::Placeholder(name));
            }
            '}' => return Err("a } without its {; write }} for the sign itself".to_owned()),
            other => words.push(other),
        }
    }
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
    Ok(pieces)
}

/// The names of the placeholders, in alphabetical order: the order of the arguments must not
/// depend on the word order of a language.
#[must_use]
pub fn placeholders(pieces: &[Piece]) -> BTreeSet<String> {
    pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Placeholder(name) => Some(name.clone()),
            Piece::Words(_) => None,
        })
        .collect()
}

/// Whether a key or placeholder can be a Rust name.
#[must_use]
pub fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_')
}
