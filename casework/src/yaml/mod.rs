//! YAML as people edit it: every value knows its line, and every fault says where it is and what to do.
//!
//! Less than all of YAML is meant: no anchors, no second document, whole numbers only (what has a dot or a leading zero is a
//! text, as codes are), and no key twice. What many files share is written once, as a piece, and put in by its name ([`Pieces`]).

mod fault;
mod pieces;
mod read;
mod tree;
mod write;

pub use fault::{Shape, YamlKind};
pub(crate) use pieces::Pieces;
pub(crate) use read::{Segment, read, segments};
pub(crate) use tree::{Kind, Node, parse};
pub(crate) use write::write;

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("line {line}: {kind}")]
pub struct YamlFault {
    /// Which text, where several make one: 0 for the file itself.
    pub text: u16,
    /// Line, from 1.
    pub line: u32,
    /// What is wrong and what to do.
    pub kind: YamlKind,
}

impl YamlFault {
    pub(crate) fn new(line: u32, kind: YamlKind) -> Self {
        Self { text: 0, line, kind }
    }

    /// The same in another text.
    pub(crate) fn of(mut self, text: u16) -> Self {
        self.text = text;
        self
    }
}

#[cfg(test)]
mod pieces_tests;
#[cfg(test)]
mod tests;
