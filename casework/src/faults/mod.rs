//! What is wrong in files of definitions and of reference data: typed, and as a sentence in either language.

mod names;
mod sentence;

use motcua_domain::procedure::FaultKind;

pub use crate::yaml::{Shape, YamlKind};
pub use names::NameFault;

/// What is wrong, and what to do. Logs and the command line show it in English; people read [`What::sentence`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum What {
    /// A rule of the format.
    #[error(transparent)]
    Rule(#[from] FaultKind),
    /// A name, a version or a file.
    #[error(transparent)]
    Name(#[from] NameFault),
    /// The form of the file.
    #[error(transparent)]
    Yaml(#[from] YamlKind),
    /// In a shared piece, as a definition uses it.
    #[error("{what} (as {by} uses it)")]
    Used {
        /// What is wrong.
        what: Box<What>,
        /// The file of the definition.
        by: String,
    },
    /// Anything else, in English.
    #[error("{0}")]
    Other(String),
}

impl From<String> for What {
    fn from(sentence: String) -> Self {
        What::Other(sentence)
    }
}

impl From<&str> for What {
    fn from(sentence: &str) -> Self {
        What::Other(sentence.to_owned())
    }
}

#[cfg(test)]
mod tests;
