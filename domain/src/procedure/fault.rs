//! What can be wrong with a definition. The sentences here are for logs and the command line; people read those of the texts,
//! in their language.

use crate::condition::{Kind, KindFault};
use crate::workflow::FlowFault;

/// Something wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: `form.sections[1].fields[0].show_if`. The reader of the file turns it into a line.
    pub path: String,
    /// What is wrong and what to do.
    pub kind: FaultKind,
}

impl Fault {
    /// A fault at a place.
    #[must_use]
    pub fn new(path: impl Into<String>, kind: impl Into<FaultKind>) -> Self {
        Self {
            path: path.into(),
            kind: kind.into(),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.path, self.kind)
    }
}

/// What is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum FaultKind {
    /// A value of another kind.
    #[error("gives a {found:?}, but a {needed:?} is needed")]
    WrongKind {
        /// What stands there.
        found: Kind,
        /// What is needed.
        needed: Kind,
    },
    /// A condition looks ahead.
    #[error("looks at '{name}', which comes later in the form; move that field before this place")]
    LaterField {
        /// The name.
        name: String,
    },
    /// A text is missing.
    #[error("the text is empty; write it in Vietnamese and in English")]
    EmptyText,
    /// A fact has no usable name.
    #[error("a fact is named with small letters, digits and _, and not 'session'")]
    FactName,
    /// A fact and a field have one name.
    #[error("a fact cannot have the name of a field; rename one of them")]
    FactNamedAsField,
    /// The session is asked like a register.
    #[error("the session is always there and needs no question")]
    SessionAsked,
    /// Facts wait for each other.
    #[error("is asked with a value of a fact that waits for this one; begin with something that is known")]
    FactWaits,
    /// An id is no id or stands twice.
    #[error("'{id}' is used twice or is no id; use small letters, digits and _, each id once")]
    IdTwice {
        /// The id.
        id: String,
    },
    /// A rule is about a field of another section.
    #[error("'{field}' is no field of this section; name one of its fields")]
    RuleElsewhere {
        /// The field.
        field: String,
    },
    /// A table without columns.
    #[error("a table needs columns; write at least one")]
    NoColumns,
    /// A column has no usable id.
    #[error("'{id}' is used twice or cannot be the id of a column")]
    ColumnId {
        /// The id.
        id: String,
    },
    /// A column that holds no value.
    #[error("a column holds a value; tables, information and declarations stand outside")]
    ColumnWithoutValue,
    /// A column of several parts.
    #[error("a column holds a single value; write its parts as columns")]
    ColumnOfParts,
    /// A choice with neither or both kinds of options.
    #[error("a choice has either options or the name of a code list")]
    ChoiceOfNothing,
    /// Several choices without options.
    #[error("several choices need options; write them")]
    ChoicesOfNothing,
    /// No number fits.
    #[error("the smallest number {min} is above the largest {max}")]
    Range {
        /// The smallest.
        min: i64,
        /// The largest.
        max: i64,
    },
    /// No number has so many digits.
    #[error("no number has so many digits; let min be at most max")]
    Digits,
    /// Nothing could be written.
    #[error("nothing could be written; let max be above 0")]
    NoRoom,
    /// No table has so many rows.
    #[error("no table has so many rows; let min be at most max")]
    TableRows,
    /// Derived and prefilled.
    #[error("a derived value is never prefilled; keep one of the two")]
    DerivedPrefilled,
    /// Editable without a source.
    #[error("nothing is prefilled here; remove it or name a source under prefill")]
    NothingEditable,
    /// Derived and proposed.
    #[error("a derived value is never proposed; keep one of the two")]
    DerivedProposed,
    /// The proposal could not be answered.
    #[error("this could not be answered here; propose one of the options, yes or no, or a value within the limits")]
    ProposalUnfit,
    /// A fact or an agreement is proposed.
    #[error(
        "only choices, numbers, amounts and texts can be proposed; facts about a person come from a register under prefill, and agreements from the applicant"
    )]
    ProposalOfFact,
    /// A commune's value where no list is.
    #[error("only a choice from a code list has a value that serves a commune")]
    ServingNoList,
    /// A name that is no field.
    #[error("'{field}' is no field of the form; add it there or remove it here")]
    NoField {
        /// The field.
        field: String,
    },
    /// The offer rests on no fact.
    #[error("'{fact}' is no fact of this procedure; add it under facts or name another")]
    OfferFact {
        /// The fact.
        fact: String,
    },
    /// The offer shows a value of another fact.
    #[error("'{path}' is no value of the fact '{fact}'")]
    OfferValue {
        /// The path.
        path: String,
        /// The fact.
        fact: String,
    },
    /// A document is replaced by an unknown fact.
    #[error("'{fact}' is no fact of this procedure; add it under facts or remove it here")]
    UnknownSubstitute {
        /// The fact.
        fact: String,
    },
    /// No file could be accepted.
    #[error("no file could ever be accepted; name kinds of file and a size")]
    NoFile,
    /// Nothing comes out.
    #[error("the applicant gets nothing; name at least one result")]
    NoResult,
    /// Partly online without a visit.
    #[error("some step of a partly online service needs a visit; write under presence of a step what for")]
    NoVisit,
    /// Nobody may apply.
    #[error("nobody could apply; write who may")]
    NoApplicant,
    /// Ends before it begins.
    #[error("the last day of validity lies before the first")]
    EndsBeforeItBegins,
    /// A fee below nothing.
    #[error("a fee cannot be negative; write a reduction instead")]
    NegativeFee,
    /// A reduction of more than everything.
    #[error("more than 100 percent cannot be taken off")]
    MoreThanAll,
    /// A reduction with neither or both.
    #[error("a reduction has either a percent or a reduced amount; write one of them")]
    PercentOrAmount,
    /// A reduced amount below nothing.
    #[error("an amount cannot be negative; 0 is an exemption")]
    NegativeAmount,
    /// A reduction ends before it begins.
    #[error("the last day of the reduction lies before its first")]
    ReductionEnds,
    /// A mark for review is about nothing.
    #[error(
        "'{place}' is no place of this definition; write one such as time_limit, fees.copies or documents.identity"
    )]
    NoPlace {
        /// The place.
        place: String,
    },
    /// A step has no usable name.
    #[error("a step is named with small letters, digits and _")]
    StepName,
    /// Two ways out of one name.
    #[error("the way out '{exit}' stands twice")]
    ExitTwice {
        /// The way out.
        exit: String,
    },
    /// An officer could refuse without saying why (PRC-7, PRC-10).
    #[error("the way out '{exit}' refuses, so it needs 'reason: true'")]
    RefusalReason {
        /// The way out.
        exit: String,
    },
    /// Nobody does the step.
    #[error("the step has no role; nobody could do it")]
    NoRole,
    /// A call without its ways out.
    #[error("a call needs the ways out 'done' (onward) and 'refused'")]
    CallExits,
    /// A linked step without its ways out.
    #[error("a linked step needs the ways out 'done' and 'refused'")]
    LinkedExits,
    /// A linked step leads back.
    #[error("a linked step cannot lead back: what has a result is not opened a second time")]
    LinkedBack,
    /// A part is handed what nobody has.
    #[error("'{field}' is no field of the form and nothing an earlier part yields")]
    NothingYielded {
        /// The field.
        field: String,
    },
    /// A step names no section.
    #[error("'{section}' is no section of the form")]
    NoSection {
        /// The section.
        section: String,
    },
    /// A way back over a part.
    #[error("the way back to '{to}' leads over a linked step, whose part would be opened twice")]
    BackOverPart {
        /// Where it leads.
        to: String,
    },
    /// A seal without a signature.
    #[error("a seal needs a signature; put a step that decides before it, on every way to it")]
    SealUnsigned,
    /// A condition means nothing.
    #[error(transparent)]
    Condition(#[from] KindFault),
    /// The steps are no workflow.
    #[error(transparent)]
    Flow(#[from] FlowFault),
}
