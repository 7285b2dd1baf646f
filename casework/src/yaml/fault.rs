//! What can be wrong with the form of a file.

use motcua_domain::calendar::LimitError;
use motcua_domain::condition::ExprError;

/// What is wrong with the form of a file, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum YamlKind {
    /// A file beyond all measure.
    #[error("the file is larger than 2 MB; split it")]
    TooLarge,
    /// Nothing stands in the file.
    #[error("the file is empty")]
    Empty,
    /// No YAML.
    #[error(
        "this line is not written as YAML: look at the indentation, the hyphens of lists, ':' followed by a space, quotes and brackets, here and just above ({why})"
    )]
    NotYaml {
        /// Why, in English.
        why: String,
    },
    /// A tag.
    #[error("tags (!...) are not used here; remove it")]
    Tags,
    /// An alias.
    #[error("aliases (*name) are not used here; write it out")]
    Aliases,
    /// A second document.
    #[error("a second document begins here; put it into a file of its own")]
    SecondDocument,
    /// A key that is no word.
    #[error("a key is a single word; quote what begins with {{ or [")]
    KeyNoWord,
    /// Nested too deeply.
    #[error("nested more than {most} levels deep")]
    TooDeep {
        /// The most.
        most: usize,
    },
    /// A key stands twice.
    #[error("'{key}' stands here a second time (first in line {first}); keep one of them")]
    KeyTwice {
        /// The key.
        key: String,
        /// Where it stands first.
        first: u32,
    },
    /// A value without a key.
    #[error("a key is missing here")]
    KeyMissing,
    /// A key that is needed.
    #[error("'{key}' is missing here; add it")]
    Needed {
        /// The key.
        key: String,
    },
    /// A key nobody knows.
    #[error("'{key}' is not known here; remove it or write {expected}")]
    UnknownKey {
        /// The key.
        key: String,
        /// What is known there.
        expected: String,
    },
    /// A text with a comma was read as keys.
    #[error("'{key}' is not known here; remove it or write {expected}; texts with a comma go in quotes")]
    UnquotedComma {
        /// The key.
        key: String,
        /// What is known there.
        expected: String,
    },
    /// A word nobody knows.
    #[error("'{word}' is not known here; write {expected}")]
    UnknownWord {
        /// The word.
        word: String,
        /// What is known there.
        expected: String,
    },
    /// No condition.
    #[error("a condition, true or false is needed here; write it like {{\"==\": [{{var: field}}, value]}}")]
    NoCondition,
    /// A value of another shape.
    #[error("{found} stands here, but {expected} is needed; texts that look like numbers go in quotes")]
    NotThis {
        /// What stands there.
        found: Shape,
        /// What is known there.
        expected: String,
    },
    /// No date or time.
    #[error("this is no date or time; write a date like \"2026-12-31\" ({why})")]
    NoDate {
        /// Why, in English.
        why: String,
    },
    /// No time limit.
    #[error(transparent)]
    Limit(LimitError),
    /// No names before pieces.
    #[error("a file of pieces has a name and a colon before each piece")]
    PiecesWithoutNames,
    /// A piece stands twice.
    #[error("there is a piece '{name}' already; give this one another name")]
    PieceTwice {
        /// The name.
        name: String,
    },
    /// A path into a piece that leads nowhere.
    #[error("'{key}' changes nothing: the piece has no '{missing}' there; look at its spelling")]
    PathNowhere {
        /// The path.
        key: String,
        /// What is not there.
        missing: String,
    },
    /// Too many pieces in each other.
    #[error("the pieces put into each other grow beyond all measure; use fewer")]
    PiecesGrow,
    /// Pieces too deep in each other.
    #[error("pieces are put into each other more than {most} deep; is one within itself?")]
    PiecesDeep {
        /// The most.
        most: usize,
    },
    /// Keys beside a piece that is no block.
    #[error("'{key}' cannot stand here: the piece is no block of keys")]
    PieceNoBlock {
        /// The key.
        key: String,
    },
    /// `use` without a name.
    #[error("'use' takes the name of a piece")]
    UseNoName,
    /// No such piece.
    #[error("there is no shared piece '{name}'; do you mean '{nearest}'?")]
    NoPiece {
        /// The name.
        name: String,
        /// The nearest name.
        nearest: String,
    },
    /// A list and a block.
    #[error("a list and a block of keys cannot be put together")]
    NotTogether,
    /// A piece wants a text.
    #[error("'{name}' stands within a text of the piece; give it a text")]
    PieceText {
        /// The name.
        name: String,
    },
    /// A piece wants a value.
    #[error("the piece needs '{name}'; add with: {{{name}: ...}}")]
    PieceNeeds {
        /// The name.
        name: String,
    },
    /// A piece nobody knows, and none is called like it.
    #[error("there is no shared piece '{name}'; look at its spelling, or write the piece into procedures/shared/")]
    UnknownPiece {
        /// The name.
        name: String,
    },
    /// A condition that cannot be read.
    #[error("{0}; write it like {{\"==\": [{{var: field}}, value]}}")]
    Condition(ExprError),
    /// Another value that does not fit, with what the reader says of it in English.
    #[error("this value cannot stand here; look at how it is written ({0})")]
    Raw(String),
}

/// What stands where something else is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Nothing.
    Nothing,
    /// True or false.
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// A block of keys.
    Block,
}

impl std::fmt::Display for Shape {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Shape::Nothing => "nothing",
            Shape::Bool => "true or false",
            Shape::Number => "a number",
            Shape::Text => "a text",
            Shape::List => "a list",
            Shape::Block => "a block of keys",
        })
    }
}
