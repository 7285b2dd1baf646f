//! YAML as people edit it: every value knows its line, and every fault says where it is and what to do.
//!
//! Less than all of YAML is meant: no anchors, no second document, whole numbers only (what has a dot or a leading zero is a
//! text, as codes are), and no key twice.

mod read;
mod tree;

pub(crate) use read::{Segment, read, segments};
pub(crate) use tree::{Kind, Node, parse};

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct YamlFault {
    /// Line, from 1.
    pub line: u32,
    /// What is wrong and what to do.
    pub message: String,
}

impl YamlFault {
    pub(crate) fn new(line: u32, message: impl Into<String>) -> Self {
        Self {
            line,
            message: message.into(),
        }
    }
}

#[cfg(test)]
mod tests;
