//! What can be wrong with names, versions and files of definitions and of reference data.

/// What is wrong with a name, a version or a file, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum NameFault {
    /// No id of a procedure.
    #[error("'{id}' is no id; use small letters, digits and '-'")]
    ProcedureId {
        /// The id.
        id: String,
    },
    /// No life event.
    #[error("'{event}' is no life event; write one of {known}")]
    LifeEvent {
        /// As written.
        event: String,
        /// Those that are known.
        known: String,
    },
    /// No kind of agency.
    #[error("'{kind}' is no kind of agency; write one of reference/agency_kinds.yaml or add it there")]
    AgencyKind {
        /// The kind.
        kind: String,
    },
    /// Not on this level.
    #[error("'{kind}' does not work on this level; look at level and agency")]
    AgencyLevel {
        /// The kind.
        kind: String,
    },
    /// No step makes the results.
    #[error("nothing makes the results; put a step that seals, or a call with issues: true")]
    NothingMakes,
    /// No role.
    #[error("there is no role '{role}'; write one of reference/roles.yaml or add it there")]
    NoSuchRole {
        /// The role.
        role: String,
    },
    /// No operation of a system.
    #[error("'{operation}' is no known operation; known are {known}")]
    NoOperation {
        /// The operation.
        operation: String,
        /// Those that are known.
        known: String,
    },
    /// An operation does not answer this.
    #[error("{operation} gives no '{answer}'; it gives {known}")]
    NoAnswer {
        /// The operation.
        operation: String,
        /// The answer.
        answer: String,
        /// Those that are known.
        known: String,
    },
    /// No code list.
    #[error("there is no code list '{list}' in the reference data; look at its spelling")]
    NoList {
        /// The code list.
        list: String,
    },
    /// No value of a code list.
    #[error("'{value}' is no value of the code list '{list}'; propose one of its values")]
    NotOfList {
        /// The value.
        value: String,
        /// The code list.
        list: String,
    },
    /// Another code list than the field's.
    #[error("the field chooses from the code list '{list}'; name that one")]
    OtherList {
        /// The code list.
        list: String,
    },
    /// A version stands in two files.
    #[error("version {version} of '{id}' stands in {first} already; count the version up")]
    VersionTwice {
        /// The version.
        version: u32,
        /// The id.
        id: String,
        /// Where it stands first.
        first: String,
    },
    /// A later version begins earlier.
    #[error(
        "version {version} begins on {day}, but version {other} in {first} on {other_day}; the later version begins later"
    )]
    VersionOrder {
        /// The version.
        version: u32,
        /// Its first day.
        day: String,
        /// The other version.
        other: u32,
        /// Where it stands first.
        first: String,
        /// The first day of that.
        other_day: String,
    },
    /// A name of no procedure.
    #[error("there is no procedure '{id}'; look at its spelling, or write its definition")]
    NoProcedure {
        /// The id.
        id: String,
    },
    /// Related to itself.
    #[error("a procedure is not related to itself; remove it")]
    RelatedItself,
    /// A group within itself.
    #[error("a group cannot be a part of itself")]
    GroupItself,
    /// A part does not have this field.
    #[error("'{part}' has no field '{field}'; the group cannot hand it over")]
    NoFieldOfPart {
        /// The part.
        part: String,
        /// The field.
        field: String,
    },
    /// The text of another procedure.
    #[error("this is the definition of '{id}'; its id cannot be changed")]
    OtherId {
        /// The id.
        id: String,
    },
    /// Not the next version.
    #[error("the next version is {version}; write that number")]
    NextVersion {
        /// The version.
        version: u32,
    },
    /// The folder cannot be read.
    #[error("the folder of procedures cannot be read: {why}")]
    FolderUnreadable {
        /// Why, in English.
        why: String,
    },
    /// An earlier state is used.
    #[error("version {version} of '{id}' is used as it was when it was sound last; mend the file, or this stays so")]
    LastGood {
        /// The version.
        version: u32,
        /// The id.
        id: String,
    },
    /// The file is not there.
    #[error("the file is missing")]
    Missing,
    /// No UTF-8.
    #[error("the file is not UTF-8 text; save it as UTF-8")]
    NotUtf8,
    /// The file cannot be read.
    #[error("the file cannot be read: {why}")]
    Unreadable {
        /// Why, in English.
        why: String,
    },
    /// An agency with dossiers ends without a successor.
    #[error("{code} has dossiers; say its 'successor' beside 'valid_to'")]
    AgencyHasDossiers {
        /// The code.
        code: String,
    },
    /// An agency is taken away.
    #[error(
        "{code} ({name}) is gone; an agency is not taken away: write its last day ('valid_to') and its 'successor'"
    )]
    AgencyGone {
        /// The code.
        code: String,
        /// The name.
        name: String,
    },
    /// An agency is called otherwise.
    #[error(
        "{code} was {name}; what an agency was called is history: end it with 'valid_to', and write the new one with a code and a 'valid_from' of its own as its 'successor'"
    )]
    AgencyHistory {
        /// The code.
        code: String,
        /// The name.
        name: String,
    },
    /// An agency with staff ends.
    #[error("{code} has {count} posts of staff; end those before the agency")]
    AgencyHasStaff {
        /// The code.
        code: String,
        /// How many.
        count: usize,
    },
    /// The successor is no agency.
    #[error("the successor {code} is no agency; write it too")]
    NoSuccessor {
        /// The code.
        code: String,
    },
    /// A role that is held is taken away.
    #[error("staff hold or held the role '{role}'; it cannot be taken away")]
    RoleHeld {
        /// The role.
        role: String,
    },
    /// The administrators' role.
    #[error("the role '{role}' must be there, and reads no dossiers")]
    RoleNeeded {
        /// The role.
        role: String,
    },
    /// A past day is changed.
    #[error("{day} is past; whether one worked on a day is not changed afterwards")]
    DayPast {
        /// Its first day.
        day: String,
    },
}
