//! Every fault has a sentence in both languages, with what it is about.

use motcua_domain::calendar::LimitError;
use motcua_domain::condition::{ExprError, Kind, KindFault};
use motcua_domain::procedure::FaultKind;
use motcua_domain::workflow::FlowFault;
use motcua_texts::Lang;

use super::{NameFault, Shape, What, YamlKind};

/// One of each.
fn all() -> Vec<What> {
    let text = |text: &str| text.to_owned();
    let mut all: Vec<What> = vec![
        FaultKind::WrongKind {
            found: Kind::Date,
            needed: Kind::Bool,
        }
        .into(),
        FaultKind::LaterField {
            name: "name-1".to_owned(),
        }
        .into(),
        FaultKind::EmptyText.into(),
        FaultKind::FactName.into(),
        FaultKind::FactNamedAsField.into(),
        FaultKind::SessionAsked.into(),
        FaultKind::FactWaits.into(),
        FaultKind::IdTwice { id: "id-1".to_owned() }.into(),
        FaultKind::RuleElsewhere {
            field: "field-1".to_owned(),
        }
        .into(),
        FaultKind::NoColumns.into(),
        FaultKind::ColumnId { id: "id-1".to_owned() }.into(),
        FaultKind::ColumnWithoutValue.into(),
        FaultKind::ColumnOfParts.into(),
        FaultKind::ChoiceOfNothing.into(),
        FaultKind::ChoicesOfNothing.into(),
        FaultKind::Range { min: 7, max: 3 }.into(),
        FaultKind::Digits.into(),
        FaultKind::NoRoom.into(),
        FaultKind::TableRows.into(),
        FaultKind::DerivedPrefilled.into(),
        FaultKind::NothingEditable.into(),
        FaultKind::DerivedProposed.into(),
        FaultKind::ProposalUnfit.into(),
        FaultKind::ProposalOfFact.into(),
        FaultKind::ServingNoList.into(),
        FaultKind::NoField {
            field: "field-1".to_owned(),
        }
        .into(),
        FaultKind::OfferFact {
            fact: "fact-1".to_owned(),
        }
        .into(),
        FaultKind::OfferValue {
            path: "path-1".to_owned(),
            fact: "fact-1".to_owned(),
        }
        .into(),
        FaultKind::UnknownSubstitute {
            fact: "fact-1".to_owned(),
        }
        .into(),
        FaultKind::NoFile.into(),
        FaultKind::NoResult.into(),
        FaultKind::NoVisit.into(),
        FaultKind::NoApplicant.into(),
        FaultKind::EndsBeforeItBegins.into(),
        FaultKind::NegativeFee.into(),
        FaultKind::MoreThanAll.into(),
        FaultKind::PercentOrAmount.into(),
        FaultKind::NegativeAmount.into(),
        FaultKind::ReductionEnds.into(),
        FaultKind::NoPlace {
            place: "place-1".to_owned(),
        }
        .into(),
        FaultKind::StepName.into(),
        FaultKind::ExitTwice {
            exit: "exit-1".to_owned(),
        }
        .into(),
        FaultKind::RefusalReason {
            exit: "exit-1".to_owned(),
        }
        .into(),
        FaultKind::NoRole.into(),
        FaultKind::CallExits.into(),
        FaultKind::LinkedExits.into(),
        FaultKind::LinkedBack.into(),
        FaultKind::NothingYielded {
            field: "field-1".to_owned(),
        }
        .into(),
        FaultKind::NoSection {
            section: "section-1".to_owned(),
        }
        .into(),
        FaultKind::BackOverPart { to: "to-1".to_owned() }.into(),
        FaultKind::SealUnsigned.into(),
        NameFault::ProcedureId { id: "id-1".to_owned() }.into(),
        NameFault::LifeEvent {
            event: "event-1".to_owned(),
            known: "known-1".to_owned(),
        }
        .into(),
        NameFault::AgencyKind {
            kind: "kind-1".to_owned(),
        }
        .into(),
        NameFault::AgencyLevel {
            kind: "kind-1".to_owned(),
        }
        .into(),
        NameFault::NothingMakes.into(),
        NameFault::NoSuchRole {
            role: "role-1".to_owned(),
        }
        .into(),
        NameFault::NoOperation {
            operation: "operation-1".to_owned(),
            known: "known-1".to_owned(),
        }
        .into(),
        NameFault::NoAnswer {
            operation: "operation-1".to_owned(),
            answer: "answer-1".to_owned(),
            known: "known-1".to_owned(),
        }
        .into(),
        NameFault::NoList {
            list: "list-1".to_owned(),
        }
        .into(),
        NameFault::NotOfList {
            value: "value-1".to_owned(),
            list: "list-1".to_owned(),
        }
        .into(),
        NameFault::OtherList {
            list: "list-1".to_owned(),
        }
        .into(),
        NameFault::VersionTwice {
            version: 2,
            id: "id-1".to_owned(),
            first: "first-1".to_owned(),
        }
        .into(),
        NameFault::VersionOrder {
            version: 2,
            day: "day-1".to_owned(),
            other: 1,
            first: "first-1".to_owned(),
            other_day: "other_day-1".to_owned(),
        }
        .into(),
        NameFault::NoProcedure { id: "id-1".to_owned() }.into(),
        NameFault::RelatedItself.into(),
        NameFault::GroupItself.into(),
        NameFault::NoFieldOfPart {
            part: "part-1".to_owned(),
            field: "field-1".to_owned(),
        }
        .into(),
        NameFault::OtherId { id: "id-1".to_owned() }.into(),
        NameFault::NextVersion { version: 2 }.into(),
        NameFault::FolderUnreadable {
            why: "why-1".to_owned(),
        }
        .into(),
        NameFault::LastGood {
            version: 2,
            id: "id-1".to_owned(),
        }
        .into(),
        NameFault::Missing.into(),
        NameFault::NotUtf8.into(),
        NameFault::Unreadable {
            why: "why-1".to_owned(),
        }
        .into(),
        NameFault::AgencyHasDossiers {
            code: "code-1".to_owned(),
        }
        .into(),
        NameFault::AgencyGone {
            code: "code-1".to_owned(),
            name: "name-1".to_owned(),
        }
        .into(),
        NameFault::AgencyHistory {
            code: "code-1".to_owned(),
            name: "name-1".to_owned(),
        }
        .into(),
        NameFault::AgencyHasStaff {
            code: "code-1".to_owned(),
            count: 5,
        }
        .into(),
        NameFault::NoSuccessor {
            code: "code-1".to_owned(),
        }
        .into(),
        NameFault::RoleHeld {
            role: "role-1".to_owned(),
        }
        .into(),
        NameFault::RoleNeeded {
            role: "role-1".to_owned(),
        }
        .into(),
        NameFault::DayPast {
            day: "day-1".to_owned(),
        }
        .into(),
        YamlKind::TooLarge.into(),
        YamlKind::Empty.into(),
        YamlKind::NotYaml {
            why: "did not find expected '-' indicator".to_owned(),
        }
        .into(),
        YamlKind::Tags.into(),
        YamlKind::Aliases.into(),
        YamlKind::SecondDocument.into(),
        YamlKind::KeyNoWord.into(),
        YamlKind::TooDeep { most: 16 }.into(),
        YamlKind::KeyTwice {
            key: "key-1".to_owned(),
            first: 4,
        }
        .into(),
        YamlKind::KeyMissing.into(),
        YamlKind::PathNowhere {
            key: "form.title".to_owned(),
            missing: "title".to_owned(),
        }
        .into(),
        YamlKind::Needed {
            key: "key-1".to_owned(),
        }
        .into(),
        YamlKind::UnknownKey {
            key: "key-1".to_owned(),
            expected: "vi or en".to_owned(),
        }
        .into(),
        YamlKind::UnquotedComma {
            key: "key-1".to_owned(),
            expected: "vi or en".to_owned(),
        }
        .into(),
        YamlKind::UnknownWord {
            word: "word-1".to_owned(),
            expected: "vi or en".to_owned(),
        }
        .into(),
        YamlKind::NoCondition.into(),
        YamlKind::NotThis {
            found: Shape::Number,
            expected: "vi or en".to_owned(),
        }
        .into(),
        YamlKind::NoDate {
            why: "premature end of input".to_owned(),
        }
        .into(),
        YamlKind::Limit(LimitError::Form).into(),
        YamlKind::Limit(LimitError::Number).into(),
        YamlKind::Raw("invalid value: integer, expected u8".to_owned()).into(),
        YamlKind::PiecesWithoutNames.into(),
        YamlKind::PieceTwice {
            name: "name-1".to_owned(),
        }
        .into(),
        YamlKind::PiecesGrow.into(),
        YamlKind::PiecesDeep { most: 16 }.into(),
        YamlKind::PieceNoBlock {
            key: "key-1".to_owned(),
        }
        .into(),
        YamlKind::UseNoName.into(),
        YamlKind::NoPiece {
            name: "name-1".to_owned(),
            nearest: "nearest-1".to_owned(),
        }
        .into(),
        YamlKind::NotTogether.into(),
        YamlKind::PieceText {
            name: "name-1".to_owned(),
        }
        .into(),
        YamlKind::PieceNeeds {
            name: "name-1".to_owned(),
        }
        .into(),
        YamlKind::UnknownPiece { name: text("name-1") }.into(),
    ];
    let conditions = [
        KindFault::Unknown(text("name-1")),
        KindFault::Mismatch(Kind::Table, Kind::List),
        KindFault::Needed {
            needed: Kind::Number,
            found: Kind::Text,
        },
    ];
    all.extend(conditions.map(|fault| What::Rule(FaultKind::Condition(fault))));
    let flows = [
        FlowFault::TooManySteps(65),
        FlowFault::Empty,
        FlowFault::Duplicate(text("step-1")),
        FlowFault::Back {
            step: text("step-1"),
            to: text("to-1"),
        },
        FlowFault::NoWayOut(text("step-1")),
        FlowFault::Unreachable(text("step-1")),
    ];
    all.extend(flows.map(|fault| What::Rule(FaultKind::Flow(fault))));
    let expressions = [
        ExprError::UnknownOperator(text("operator-1")),
        ExprError::Arguments {
            operator: text("operator-1"),
            takes: "two values",
        },
        ExprError::Shape,
        ExprError::NotWhole(text("1.5")),
        ExprError::TooDeep,
    ];
    all.extend(expressions.map(|error| What::Yaml(YamlKind::Condition(error))));
    all
}

#[test]
fn the_english_sentence_is_that_of_the_command_line() {
    for what in all() {
        assert_eq!(what.sentence(Lang::En), what.to_string());
    }
}

#[test]
fn the_vietnamese_sentence_is_another_and_names_the_same() {
    for what in all() {
        let (vi, en) = (what.sentence(Lang::Vi), what.sentence(Lang::En));
        assert_ne!(vi, en);
        assert!(!vi.is_ascii(), "{vi}");
        // What is quoted, and every argument.
        let named = en.split(['\'', ' ', ';', ',']).filter(|word| word.ends_with("-1"));
        for word in named {
            assert!(vi.contains(word), "{word} is missing in: {vi}");
        }
    }
}

#[test]
fn the_readers_own_words_are_for_those_who_read_english() {
    for kind in [
        YamlKind::NotYaml { why: "said".to_owned() },
        YamlKind::NoDate { why: "said".to_owned() },
        YamlKind::Raw("said".to_owned()),
    ] {
        let what = What::Yaml(kind);
        assert!(what.sentence(Lang::En).ends_with("(said)"));
        assert!(!what.sentence(Lang::Vi).contains("said"), "{}", what.sentence(Lang::Vi));
    }
}

#[test]
fn a_fault_of_a_shared_piece_says_who_uses_it() {
    let used = What::Used {
        what: Box::new(FaultKind::EmptyText.into()),
        by: "hall.yaml".to_owned(),
    };
    assert!(used.to_string().ends_with("(as hall.yaml uses it)"));
    assert!(used.sentence(Lang::Vi).ends_with("(khi hall.yaml dùng mẫu này)"));
}

#[test]
fn what_is_expected_is_said_in_words() {
    let needed = |expected: &str| {
        let expected = expected.to_owned();
        What::Yaml(YamlKind::NotThis {
            found: Shape::Text,
            expected,
        })
        .sentence(Lang::Vi)
    };
    assert!(needed("a boolean").contains("cần true hoặc false"));
    assert!(needed("u32").contains("cần một số nguyên"));
    assert!(needed("struct Field").contains("cần một khối khóa"));
}
