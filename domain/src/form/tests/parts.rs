//! Values of several parts, tables, and the numbers that are names.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::condition::{Expr, Truth};
use crate::facts::{Fact, Facts, Reply};
use crate::form::{Answer, Origin, ProblemKind, Resolved, Seen, Typed, display, resolve};
use crate::procedure::{Form, Register};
use crate::reference::NoLists;
use crate::testing::at;
use crate::text::Lang;

fn field(id: &str, kind: &Value) -> Value {
    json!({"id": id, "type": kind, "label": {"vi": id, "en": id}, "required": false})
}

fn form(fields: &[Value]) -> Form {
    let title = json!({"vi": "x", "en": "x"});
    serde_json::from_value(json!({"sections": [{"id": "all", "title": title, "fields": fields}]})).unwrap()
}

fn fill(form: &Form, facts: &Facts, inputs: &[(&str, &str)]) -> Resolved {
    let typed: Typed = inputs.iter().copied().collect();
    let today = "2026-11-22".parse().unwrap();
    resolve(form, &typed, &BTreeSet::new(), facts, &NoLists, today)
}

fn value(expr: &Value, resolved: &Resolved) -> Option<Answer> {
    let (facts, today) = (Facts::default(), "2026-11-22".parse().unwrap());
    let answers = &resolved.answers;
    let facts = &facts;
    Expr::from_json(expr).unwrap().answer(&Seen { answers, facts, today })
}

fn members() -> Value {
    let name = json!({"vi": "Họ tên", "en": "Name"});
    json!({"is": "table", "min": 1, "max": 3, "columns": [
        {"id": "full_name", "type": {"is": "person_name"}, "label": name},
        {"id": "born", "type": {"is": "date"}, "label": name, "required": false},
        {"id": "amount", "type": {"is": "money"}, "label": name, "required": false},
    ]})
}

#[test]
fn a_table_is_read_row_by_row_and_empty_rows_are_left_out() {
    let form = form(&[field("members", &members())]);
    let resolved = fill(
        &form,
        &Facts::default(),
        &[
            ("members.0.full_name", "Trần Văn Hùng"),
            ("members.0.amount", "1.500.000"),
            ("members.1.full_name", " "),
            ("members.4.full_name", "Nguyễn Thị Lan"),
            ("members.4.born.day", "7"),
            ("members.4.born.month", "2"),
            ("members.4.born.year", "1996"),
            ("members.4.amount", "500000"),
        ],
    );
    assert_eq!(resolved.problems, []);
    assert_eq!(value(&json!({"count": "members"}), &resolved), Some(Answer::Number(2)));
    assert_eq!(
        value(&json!({"sum": "members[].amount"}), &resolved),
        Some(Answer::Number(2_000_000))
    );
    let shown = display(
        form.field("members").unwrap(),
        &resolved.answers["members"],
        &NoLists,
        Lang::En,
    );
    assert!(
        shown.contains("1. Name: Trần Văn Hùng") && shown.contains("07/02/1996"),
        "{shown}"
    );
    let stored = serde_json::to_string(&resolved.answers).unwrap();
    let again: crate::form::Answers = serde_json::from_str(&stored).unwrap();
    assert_eq!(again, resolved.answers);
}

#[test]
fn what_is_wrong_in_a_row_is_said_with_its_row() {
    let form = form(&[field("members", &members())]);
    let wrong = fill(
        &form,
        &Facts::default(),
        &[
            ("members.0.full_name", "An"),
            ("members.1.full_name", "R2D2"),
            ("members.2.amount", "5"),
        ],
    );
    let [problem] = wrong.problems.as_slice() else {
        panic!("{:?}", wrong.problems)
    };
    let ProblemKind::InParts(parts) = &problem.kind else {
        panic!("{problem:?}")
    };
    let said: Vec<_> = parts
        .iter()
        .map(|part| (part.input.as_str(), part.row, &part.kind))
        .collect();
    assert_eq!(
        said,
        [
            ("members.1.full_name", Some(1), &ProblemKind::NotAName),
            ("members.2.full_name", Some(2), &ProblemKind::Missing),
        ]
    );
    let many: Vec<(String, &str)> = (0..500).map(|row| (format!("members.{row}.full_name"), "An")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(input, name)| (input.as_str(), *name)).collect();
    let too_many = fill(&form, &Facts::default(), &many);
    assert_eq!(too_many.problems[0].kind, ProblemKind::TooManyRows { max: 3 });
}

#[test]
fn rows_of_a_register_are_ticked_and_never_forged() {
    let mut kind = members();
    kind["pick"] = json!("household.members");
    let form = form(&[field("members", &kind)]);
    let row =
        |name: &str| [("full_name", name), ("relation", "Con")].map(|(key, value)| (key.to_owned(), value.into()));
    let rows = vec![row("Trần An").into(), row("Trần Bình").into()];
    let record = [("members".to_owned(), Answer::Table(rows))].into();
    let mut facts = Facts::default();
    let reply = Reply::Known {
        records: vec![record],
        chosen: Some(0),
    };
    facts.set(
        "household",
        Fact {
            register: Register::Residence,
            asked_at: at("2026-11-22 09:00"),
            reply,
        },
    );
    let ticked = fill(&form, &facts, &[("members.pick.1", "yes"), ("members.pick.7", "yes")]);
    let only: std::collections::BTreeMap<_, _> = [("full_name".to_owned(), Answer::from("Trần Bình"))].into();
    assert_eq!(ticked.answers["members"], Answer::Table(vec![only]));
    assert!(matches!(ticked.origins["members"], Origin::Register { .. }));
    let both = fill(
        &form,
        &facts,
        &[("members.pick.0", "yes"), ("members.0.full_name", "Lê Chi")],
    );
    assert_eq!(value(&json!({"count": "members"}), &both), Some(Answer::Number(2)));
    assert_eq!(both.origins["members"], Origin::Typed);
}

#[test]
fn what_a_register_does_not_say_of_a_ticked_row_is_asked() {
    let text = |id: &str| json!({"id": id, "type": {"is": "text"}, "label": {"vi": id, "en": id}});
    let columns = json!([text("member_full_name"), text("member_work")]);
    let kind = json!({"is": "table", "columns": columns, "pick": "household.members"});
    let form = form(&[field("members", &kind)]);
    let row = [("full_name".to_owned(), Answer::from("Trần An"))].into();
    let record = [("members".to_owned(), Answer::Table(vec![row]))].into();
    let mut facts = Facts::default();
    let reply = Reply::Known {
        records: vec![record],
        chosen: Some(0),
    };
    facts.set(
        "household",
        Fact {
            register: Register::Residence,
            asked_at: at("2026-11-22 09:00"),
            reply,
        },
    );
    let half = fill(&form, &facts, &[("members.pick.0", "yes")]);
    let ProblemKind::InParts(parts) = &half.problems[0].kind else {
        panic!("{half:?}")
    };
    assert_eq!(
        (parts[0].input.as_str(), parts.len()),
        ("members.pick.0.member_work", 1)
    );
    let inputs = [
        ("members.pick.0", "yes"),
        ("members.pick.0.member_work", "Thợ mộc"),
        ("members.pick.0.member_full_name", "Forged"),
    ];
    let whole = fill(&form, &facts, &inputs);
    assert_eq!(whole.problems, []);
    let row = [("member_full_name", "Trần An"), ("member_work", "Thợ mộc")];
    let row = row.map(|(column, value)| (column.to_owned(), Answer::from(value)));
    assert_eq!(whole.answers["members"], Answer::Table(vec![row.into()]));
}

#[test]
fn a_bank_account_has_parts_that_conditions_see() {
    let account = field("account", &json!({"is": "person"}));
    let form = form(&[account, field("number", &json!({"is": "digits", "min": 9, "max": 9}))]);
    let resolved = fill(
        &form,
        &Facts::default(),
        &[
            ("account.full_name", "Nguyễn Thị Lan"),
            ("account.date_of_birth.year", "1996"),
            ("account.sex", "female"),
            ("number", "012 345 678"),
        ],
    );
    assert_eq!(resolved.problems, []);
    assert_eq!(resolved.answers["number"], Answer::from("012345678"));
    let answers = &resolved.answers;
    let (facts, today) = (&Facts::default(), "2026-11-22".parse().unwrap());
    let female = Expr::from_json(&json!({"==": [{"var": "account.sex"}, "female"]})).unwrap();
    assert_eq!(female.evaluate(&Seen { answers, facts, today }), Truth::Yes);
    let half = fill(&form, facts, &[("account.sex", "female"), ("number", "12345678x")]);
    assert!(
        matches!(&half.problems[0].kind, ProblemKind::InParts(parts) if parts.len() == 2),
        "{half:?}"
    );
    assert_eq!(half.problems[1].kind, ProblemKind::NotDigits { min: 9, max: 9 });
}

#[test]
fn sums_words_and_seasons() {
    let nothing = Resolved::default();
    let ask = |expr: Value| value(&expr, &nothing);
    assert_eq!(ask(json!({"/": [7, 2]})), Some(Answer::Number(3)));
    assert_eq!(ask(json!({"/": [7, 0]})), None);
    assert_eq!(ask(json!({"min": [3, 1, 2]})), Some(Answer::Number(1)));
    assert_eq!(ask(json!({"max": [3, 1, 2]})), Some(Answer::Number(3)));
    assert_eq!(
        ask(json!({"days_between": ["2026-11-20", "2026-12-01"]})),
        Some(Answer::Number(11))
    );
    assert_eq!(ask(json!({"year": {"today": []}})), Some(Answer::Number(2026)));
    assert_eq!(ask(json!({"season": ["11-01", "11-30"]})), Some(Answer::Bool(true)));
    assert_eq!(ask(json!({"season": ["12-01", "10-31"]})), Some(Answer::Bool(false)));
    assert_eq!(
        ask(json!({"join": [", ", "a", {"var": "b"}, "c"]})),
        Some(Answer::from("a, c"))
    );
    assert_eq!(ask(json!({"when": [false, "a"]})), None);
    assert_eq!(ask(json!({"when": [true, "a"]})), Some(Answer::from("a")));
    assert_eq!(ask(json!({"if": [false, 1, true, 2, 3]})), Some(Answer::Number(2)));
    let words = ask(json!({"money_in_words": 1_500_000}));
    assert!(
        words
            .and_then(|words| words.as_text().map(|text| text.contains("triệu")))
            .unwrap_or_default()
    );
    let chain = json!({"if": [false, 1, true, 2, 3]});
    assert_eq!(Expr::from_json(&chain).unwrap().to_json(), chain);
}
