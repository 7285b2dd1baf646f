//! The sentence for what is wrong.

use motcua_domain::calendar::{Limit, LimitError};
use motcua_domain::condition::{ExprError, Kind, KindFault, OPERATORS};
use motcua_domain::procedure::FaultKind;
use motcua_domain::workflow::{FlowFault, MAX_STEPS};
use motcua_texts::Lang;
use motcua_texts::faults::{condition, expected, flow, kind as kinds, name, rule, shape as shapes, takes, used, yaml};

use super::{NameFault, Shape, What, YamlKind};

impl What {
    /// The sentence in a language.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            What::Rule(fault) => of_rule(fault, lang),
            What::Name(fault) => of_name(fault, lang),
            What::Yaml(fault) => of_yaml(fault, lang),
            What::Used { what, by } => used::by(lang, by, what.sentence(lang)),
            What::Other(sentence) => sentence.clone(),
        }
    }
}

fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => kinds::bool(lang),
        Kind::Number => kinds::number(lang),
        Kind::Text => kinds::text(lang),
        Kind::Date => kinds::date(lang),
        Kind::List => kinds::list(lang),
        Kind::Table => kinds::table(lang),
        Kind::Opaque => kinds::opaque(lang),
    }
}

fn shape(lang: Lang, shape: Shape) -> &'static str {
    match shape {
        Shape::Nothing => shapes::nothing(lang),
        Shape::Bool => shapes::bool(lang),
        Shape::Number => shapes::number(lang),
        Shape::Text => shapes::text(lang),
        Shape::List => shapes::list(lang),
        Shape::Block => shapes::block(lang),
    }
}

/// What the reader says it expects: names as they are, kinds of values in words.
fn wanted(lang: Lang, words: &str) -> String {
    let words = words.strip_prefix("one of ").unwrap_or(words);
    match words {
        "a string" => expected::text(lang).to_owned(),
        "a boolean" => expected::yes_no(lang).to_owned(),
        "a sequence" => expected::list(lang).to_owned(),
        "a map" => expected::block(lang).to_owned(),
        words if words.starts_with("struct ") => expected::block(lang).to_owned(),
        words if words.starts_with(['i', 'u']) && words[1..].parse::<u8>().is_ok() => expected::number(lang).to_owned(),
        words => words.replace(" or ", expected::or(lang)),
    }
}

/// What an operator takes.
fn arguments(lang: Lang, words: &'static str) -> &'static str {
    match words {
        "a column such as members[].amount" => takes::column(lang),
        "a separator and at least one value" => takes::separator(lang),
        "a value and a list" => takes::value_and_list(lang),
        "at least one value" => takes::some(lang),
        "one name" => takes::name(lang),
        "one value" => takes::one(lang),
        "pairs of a condition and a value, and a last value" => takes::pairs(lang),
        "two days of the year such as \"04-21\"" => takes::days(lang),
        "two values" => takes::two(lang),
        words => words,
    }
}

fn of_condition(fault: &KindFault, lang: Lang) -> String {
    match fault {
        KindFault::Unknown(name) => condition::unknown(lang, name),
        KindFault::Mismatch(one, other) => condition::mismatch(lang, kind(lang, *one), kind(lang, *other)),
        KindFault::Needed { needed, found } => condition::needed(lang, kind(lang, *found), kind(lang, *needed)),
    }
}

fn of_expression(error: &ExprError, lang: Lang) -> String {
    match error {
        ExprError::UnknownOperator(operator) => condition::no_operator(lang, OPERATORS.join(", "), operator),
        ExprError::Arguments { operator, takes } => condition::arguments(lang, operator, arguments(lang, takes)),
        ExprError::Shape => condition::shape(lang).to_owned(),
        ExprError::NotWhole(number) => condition::not_whole(lang, number),
        ExprError::TooDeep => condition::too_deep(lang).to_owned(),
    }
}

fn of_flow(fault: &FlowFault, lang: Lang) -> String {
    match fault {
        FlowFault::TooManySteps(count) => flow::too_many_steps(lang, count, MAX_STEPS),
        FlowFault::Empty => flow::empty(lang).to_owned(),
        FlowFault::Duplicate(step) => flow::duplicate(lang, step),
        FlowFault::Back { step, to } => flow::back(lang, step, to),
        FlowFault::NoWayOut(step) => flow::no_way_out(lang, step),
        FlowFault::Unreachable(step) => flow::unreachable(lang, step),
    }
}

fn of_rule(fault: &FaultKind, lang: Lang) -> String {
    match fault {
        FaultKind::WrongKind { found, needed } => rule::wrong_kind(lang, kind(lang, *found), kind(lang, *needed)),
        FaultKind::LaterField { name } => rule::later_field(lang, name),
        FaultKind::EmptyText => rule::empty_text(lang).to_owned(),
        FaultKind::FactName => rule::fact_name(lang).to_owned(),
        FaultKind::FactNamedAsField => rule::fact_named_as_field(lang).to_owned(),
        FaultKind::SessionAsked => rule::session_asked(lang).to_owned(),
        FaultKind::FactWaits => rule::fact_waits(lang).to_owned(),
        FaultKind::IdTwice { id } => rule::id_twice(lang, id),
        FaultKind::RuleElsewhere { field } => rule::rule_elsewhere(lang, field),
        FaultKind::NoColumns => rule::no_columns(lang).to_owned(),
        FaultKind::ColumnId { id } => rule::column_id(lang, id),
        FaultKind::ColumnWithoutValue => rule::column_without_value(lang).to_owned(),
        FaultKind::ColumnOfParts => rule::column_of_parts(lang).to_owned(),
        FaultKind::ChoiceOfNothing => rule::choice_of_nothing(lang).to_owned(),
        FaultKind::ChoicesOfNothing => rule::choices_of_nothing(lang).to_owned(),
        FaultKind::Range { min, max } => rule::range(lang, max, min),
        FaultKind::Digits => rule::digits(lang).to_owned(),
        FaultKind::NoRoom => rule::no_room(lang).to_owned(),
        FaultKind::TableRows => rule::table_rows(lang).to_owned(),
        FaultKind::DerivedPrefilled => rule::derived_prefilled(lang).to_owned(),
        FaultKind::NothingEditable => rule::nothing_editable(lang).to_owned(),
        FaultKind::DerivedProposed => rule::derived_proposed(lang).to_owned(),
        FaultKind::ProposalUnfit => rule::proposal_unfit(lang).to_owned(),
        FaultKind::ProposalOfFact => rule::proposal_of_fact(lang).to_owned(),
        FaultKind::ServingNoList => rule::serving_no_list(lang).to_owned(),
        FaultKind::NoField { field } => rule::no_field(lang, field),
        FaultKind::OfferFact { fact } => rule::offer_fact(lang, fact),
        FaultKind::OfferValue { path, fact } => rule::offer_value(lang, fact, path),
        FaultKind::UnknownSubstitute { fact } => rule::unknown_substitute(lang, fact),
        FaultKind::NoFile => rule::no_file(lang).to_owned(),
        FaultKind::NoResult => rule::no_result(lang).to_owned(),
        FaultKind::NoVisit => rule::no_visit(lang).to_owned(),
        FaultKind::NoApplicant => rule::no_applicant(lang).to_owned(),
        FaultKind::EndsBeforeItBegins => rule::ends_before_it_begins(lang).to_owned(),
        FaultKind::NegativeFee => rule::negative_fee(lang).to_owned(),
        FaultKind::MoreThanAll => rule::more_than_all(lang).to_owned(),
        FaultKind::PercentOrAmount => rule::percent_or_amount(lang).to_owned(),
        FaultKind::NegativeAmount => rule::negative_amount(lang).to_owned(),
        FaultKind::ReductionEnds => rule::reduction_ends(lang).to_owned(),
        FaultKind::NoPlace { place } => rule::no_place(lang, place),
        FaultKind::StepName => rule::step_name(lang).to_owned(),
        FaultKind::ExitTwice { exit } => rule::exit_twice(lang, exit),
        FaultKind::RefusalReason { exit } => rule::refusal_reason(lang, exit),
        FaultKind::NoRole => rule::no_role(lang).to_owned(),
        FaultKind::CallExits => rule::call_exits(lang).to_owned(),
        FaultKind::LinkedExits => rule::linked_exits(lang).to_owned(),
        FaultKind::LinkedBack => rule::linked_back(lang).to_owned(),
        FaultKind::NothingYielded { field } => rule::nothing_yielded(lang, field),
        FaultKind::NoSection { section } => rule::no_section(lang, section),
        FaultKind::BackOverPart { to } => rule::back_over_part(lang, to),
        FaultKind::SealUnsigned => rule::seal_unsigned(lang).to_owned(),
        FaultKind::Condition(fault) => of_condition(fault, lang),
        FaultKind::Flow(fault) => of_flow(fault, lang),
    }
}

fn of_name(fault: &NameFault, lang: Lang) -> String {
    match fault {
        NameFault::ProcedureId { id } => name::procedure_id(lang, id),
        NameFault::LifeEvent { event, known } => name::life_event(lang, event, known),
        NameFault::AgencyKind { kind } => name::agency_kind(lang, kind),
        NameFault::AgencyLevel { kind } => name::agency_level(lang, kind),
        NameFault::NothingMakes => name::nothing_makes(lang).to_owned(),
        NameFault::NoSuchRole { role } => name::no_such_role(lang, role),
        NameFault::NoOperation { operation, known } => name::no_operation(lang, known, operation),
        NameFault::NoAnswer {
            operation,
            answer,
            known,
        } => name::no_answer(lang, answer, known, operation),
        NameFault::NoList { list } => name::no_list(lang, list),
        NameFault::NotOfList { value, list } => name::not_of_list(lang, list, value),
        NameFault::OtherList { list } => name::other_list(lang, list),
        NameFault::VersionTwice { version, id, first } => name::version_twice(lang, first, id, version),
        NameFault::VersionOrder {
            version,
            day,
            other,
            first,
            other_day,
        } => name::version_order(lang, day, first, other, other_day, version),
        NameFault::NoProcedure { id } => name::no_procedure(lang, id),
        NameFault::RelatedItself => name::related_itself(lang).to_owned(),
        NameFault::GroupItself => name::group_itself(lang).to_owned(),
        NameFault::NoFieldOfPart { part, field } => name::no_field_of_part(lang, field, part),
        NameFault::OtherId { id } => name::other_id(lang, id),
        NameFault::NextVersion { version } => name::next_version(lang, version),
        NameFault::FolderUnreadable { why } => name::folder_unreadable(lang, why),
        NameFault::LastGood { version, id } => name::last_good(lang, id, version),
        NameFault::Missing => name::missing(lang).to_owned(),
        NameFault::NotUtf8 => name::not_utf8(lang).to_owned(),
        NameFault::Unreadable { why } => name::unreadable(lang, why),
        NameFault::AgencyHasDossiers { code } => name::agency_has_dossiers(lang, code),
        NameFault::AgencyGone { code, name } => name::agency_gone(lang, code, name),
        NameFault::AgencyHistory { code, name } => name::agency_history(lang, code, name),
        NameFault::AgencyHasStaff { code, count } => name::agency_has_staff(lang, code, count),
        NameFault::NoSuccessor { code } => name::no_successor(lang, code),
        NameFault::RoleHeld { role } => name::role_held(lang, role),
        NameFault::RoleNeeded { role } => name::role_needed(lang, role),
        NameFault::DayPast { day } => name::day_past(lang, day),
    }
}

/// A sentence, with the reader's own words for those who read English; to others they say nothing.
fn with_english(lang: Lang, sentence: &str, why: &str) -> String {
    match lang {
        Lang::Vi => sentence.to_owned(),
        Lang::En => format!("{sentence} ({why})"),
    }
}

fn of_yaml(fault: &YamlKind, lang: Lang) -> String {
    match fault {
        YamlKind::TooLarge => yaml::too_large(lang).to_owned(),
        YamlKind::Empty => yaml::empty(lang).to_owned(),
        YamlKind::NotYaml { why } => with_english(lang, yaml::not_yaml(lang), why),
        YamlKind::Tags => yaml::tags(lang).to_owned(),
        YamlKind::Aliases => yaml::aliases(lang).to_owned(),
        YamlKind::SecondDocument => yaml::second_document(lang).to_owned(),
        YamlKind::KeyNoWord => yaml::key_no_word(lang).to_owned(),
        YamlKind::TooDeep { most } => yaml::too_deep(lang, most),
        YamlKind::KeyTwice { key, first } => yaml::key_twice(lang, first, key),
        YamlKind::KeyMissing => yaml::key_missing(lang).to_owned(),
        YamlKind::Needed { key } => yaml::needed(lang, key),
        YamlKind::UnknownKey { key, expected } => yaml::unknown_key(lang, wanted(lang, expected), key),
        YamlKind::UnquotedComma { key, expected } => yaml::unquoted_comma(lang, wanted(lang, expected), key),
        YamlKind::UnknownWord { word, expected } => yaml::unknown_word(lang, wanted(lang, expected), word),
        YamlKind::NoCondition => yaml::no_condition(lang).to_owned(),
        YamlKind::NotThis { found, expected } => yaml::not_this(lang, wanted(lang, expected), shape(lang, *found)),
        YamlKind::NoDate { why } => with_english(lang, yaml::no_date(lang), why),
        YamlKind::Limit(LimitError::Form) => yaml::limit(lang).to_owned(),
        YamlKind::Limit(LimitError::Number) => yaml::limit_number(lang, Limit::MOST),
        YamlKind::PiecesWithoutNames => yaml::pieces_without_names(lang).to_owned(),
        YamlKind::PieceTwice { name } => yaml::piece_twice(lang, name),
        YamlKind::PathNowhere { key, missing } => yaml::path_nowhere(lang, key, missing),
        YamlKind::PiecesGrow => yaml::pieces_grow(lang).to_owned(),
        YamlKind::PiecesDeep { most } => yaml::pieces_deep(lang, most),
        YamlKind::PieceNoBlock { key } => yaml::piece_no_block(lang, key),
        YamlKind::UseNoName => yaml::use_no_name(lang).to_owned(),
        YamlKind::NoPiece { name, nearest } => yaml::no_piece(lang, name, nearest),
        YamlKind::NotTogether => yaml::not_together(lang).to_owned(),
        YamlKind::PieceText { name } => yaml::piece_text(lang, name),
        YamlKind::PieceNeeds { name } => yaml::piece_needs(lang, name),
        YamlKind::UnknownPiece { name } => yaml::unknown_piece(lang, name),
        YamlKind::Condition(error) => condition::written(lang, of_expression(error, lang)),
        YamlKind::Raw(why) => with_english(lang, yaml::other_value(lang), why),
    }
}
