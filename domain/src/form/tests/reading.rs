//! From what people type to values and problems.

use super::{form, problem, text, with};
use crate::address::Address;
use crate::form::{Answer, ProblemKind, Typed, display};
use crate::procedure::Severity;
use crate::testing::HallLists;
use crate::text::Lang;
use rstest::rstest;

#[test]
fn a_complete_form_has_no_problem() {
    let resolved = with(&[]);
    assert_eq!(resolved.problems, []);
    assert_eq!(resolved.answers["day"], text("2026-12-12"));
    assert_eq!(resolved.answers["guests"], Answer::Number(50));
    assert_eq!(resolved.answers["age"], Answer::Number(36));
    assert_eq!(resolved.answers["promised"], Answer::Bool(true));
    assert!(
        !resolved.answers.contains_key("about"),
        "what only informs holds no value"
    );
}

#[rstest]
#[case("guests", "1.234", ProblemKind::OutOfRange { min: 1, max: 500 })]
#[case("guests", "0", ProblemKind::OutOfRange { min: 1, max: 500 })]
#[case("guests", "-5", ProblemKind::OutOfRange { min: 1, max: 500 })]
#[case("guests", "1.5", ProblemKind::NotANumber)]
#[case("guests", "5 0", ProblemKind::NotANumber)]
#[case("guests", ".500", ProblemKind::NotANumber)]
#[case("guests", "ba mươi", ProblemKind::NotANumber)]
#[case("guests", "99999999999999999999", ProblemKind::NotANumber)]
#[case("guests", "", ProblemKind::Missing)]
#[case("deposit", "-1", ProblemKind::OutOfRange { min: 0, max: 1_000_000_000_000 })]
#[case("purpose", "party", ProblemKind::UnknownChoice)]
#[case("purpose", "Wedding", ProblemKind::UnknownChoice)]
#[case("nation", "tin", ProblemKind::UnknownChoice)]
#[case("starts", "25:00", ProblemKind::NotATime)]
#[case("starts", "ten", ProblemKind::NotATime)]
#[case("day.month", "13", ProblemKind::NotADate)]
#[case("day.year", "", ProblemKind::NotADate)]
#[case("day.day", "", ProblemKind::NotADate)]
#[case("hall.commune", "00002", ProblemKind::AddressIncomplete)]
#[case("hall.commune", "", ProblemKind::AddressIncomplete)]
#[case("phone", "12", ProblemKind::NotAPhone)]
#[case("email", "hoa@", ProblemKind::NotAnEmail)]
#[case("helper", "123456789", ProblemKind::NotAPersonalId)]
#[case("helper", "0011900000012", ProblemKind::NotAPersonalId)]
#[case("company", "12345", ProblemKind::NotATaxCode)]
#[case("lorry", "no plate", ProblemKind::NotAPlate)]
#[case("promised", "no", ProblemKind::UnknownChoice)]
#[case("promised", "", ProblemKind::Missing)]
fn what_is_wrong_is_said_at_the_field(#[case] input: &str, #[case] value: &str, #[case] kind: ProblemKind) {
    let resolved = with(&[(input, value)]);
    let field = input.split('.').next().unwrap();
    assert_eq!(problem(&resolved, field), Some(&kind));
    assert_eq!(resolved.blocking().count(), 1);
    assert!(!resolved.answers.contains_key(field));
    assert_eq!(problem(&resolved, "born"), None);
}

#[rstest]
#[case("guests", " 1 ", "guests", Answer::Number(1))]
#[case("deposit", "1.500.000", "deposit", Answer::Number(1_500_000))]
#[case("deposit", "1 500 000", "deposit", Answer::Number(1_500_000))]
#[case("starts", "9h", "starts", Answer::from("09:00"))]
#[case("starts", "14g30", "starts", Answer::from("14:30"))]
#[case("founded", "2019", "founded", Answer::from("2019"))]
#[case("founded", "5/2019", "founded", Answer::from("2019-05"))]
#[case("phone", "0987 654 321", "phone", Answer::from("0987654321"))]
#[case("nation", "big", "nation", Answer::from("big"))]
#[case("day", "13/12/2026", "day", Answer::from("2026-12-12"))]
#[case("equipment.chairs", "yes", "equipment", Answer::List(vec!["chairs".to_owned()]))]
fn what_people_write_is_understood(
    #[case] input: &str,
    #[case] value: &str,
    #[case] field: &str,
    #[case] answer: Answer,
) {
    let resolved = with(&[(input, value)]);
    assert_eq!(resolved.problems, []);
    assert_eq!(resolved.answers[field], answer);
}

#[test]
fn rules_say_their_own_words() {
    let resolved = with(&[("day.day", "22"), ("day.month", "11")]);
    let rule = resolved.problems.iter().find(|problem| problem.field == "day").unwrap();
    assert_eq!((&rule.section[..], rule.severity), ("event", Severity::Block));
    assert!(matches!(&rule.kind, ProblemKind::Rule(text) if text.vi == "Chọn một ngày sau hôm nay."));
    assert_eq!(with(&[("day.day", "23"), ("day.month", "11")]).problems, []);
}

#[test]
fn a_warning_stops_nobody() {
    let resolved = with(&[("guests", "450"), ("wishes", "thêm ghế")]);
    assert!(matches!(problem(&resolved, "guests"), Some(ProblemKind::Rule(_))));
    assert_eq!(resolved.blocking().count(), 0);
    assert_eq!(resolved.of_section("event").count(), 1);
    assert_eq!(resolved.of_section("borrower").count(), 0);
}

#[test]
fn what_is_needed_depends_on_the_answers() {
    assert!(!with(&[("guests", "300")]).required.contains("wishes"));
    let many = with(&[("guests", "301")]);
    assert!(many.required.contains("wishes"));
    assert_eq!(problem(&many, "wishes"), Some(&ProblemKind::Missing));
}

#[test]
fn hidden_fields_hold_no_answers_and_no_problems() {
    let hidden = [
        ("other_purpose", "secret"),
        ("quiet_from", "nonsense"),
        ("neighbours", "yes"),
    ];
    let resolved = with(&hidden);
    assert_eq!(resolved.problems, []);
    for field in ["other_purpose", "quiet_from", "neighbours"] {
        assert!(
            !resolved.shown.contains(field)
                && !resolved.answers.contains_key(field)
                && !resolved.origins.contains_key(field)
        );
    }
    let mut shown = hidden.to_vec();
    shown.extend([("purpose", "other"), ("equipment.sound", "yes")]);
    let resolved = with(&shown);
    assert_eq!(resolved.answers["other_purpose"], text("secret"));
    assert_eq!(resolved.answers["neighbours"], Answer::Bool(true));
    assert_eq!(problem(&resolved, "quiet_from"), Some(&ProblemKind::NotATime));
}

#[test]
fn values_are_shown_as_people_read_them() {
    let form = form();
    let shown =
        |field: &str, answer: &Answer, lang| display(form.field(field).unwrap(), answer, &HallLists::default(), lang);
    let home = Answer::Address(Address::new("01", "00001", "Xóm Đình").unwrap());
    assert_eq!(shown("purpose", &text("wedding"), Lang::Vi), "Đám cưới");
    assert_eq!(shown("purpose", &text("wedding"), Lang::En), "Wedding");
    assert_eq!(shown("nation", &text("big"), Lang::En), "Big drum");
    assert_eq!(shown("born", &text("1990-05-01"), Lang::Vi), "01/05/1990");
    assert_eq!(shown("founded", &text("2019-05"), Lang::Vi), "05/2019");
    assert_eq!(shown("hall", &text("00001"), Lang::Vi), "Làng Vui");
    assert_eq!(shown("home", &home, Lang::Vi), "Xóm Đình, Làng Vui");
    assert_eq!(shown("promised", &Answer::Bool(true), Lang::Vi), "Có");
    assert_eq!(
        shown(
            "equipment",
            &Answer::List(vec!["chairs".to_owned(), "sound".to_owned()]),
            Lang::En
        ),
        "Chairs, Sound"
    );
    assert!(shown("deposit", &Answer::Number(1_500_000), Lang::Vi).starts_with("1.500.000"));
    assert!(shown("phone", &text("0912345678"), Lang::Vi).starts_with('0'));
}

#[test]
fn emptying_a_field_leaves_its_neighbours() {
    let mut typed: Typed = [("day", "a"), ("day.month", "b"), ("daylight", "c"), ("other.day", "d")]
        .into_iter()
        .collect();
    typed.clear("day");
    assert_eq!(
        typed.iter().collect::<Vec<_>>(),
        [("daylight", "c"), ("other.day", "d")]
    );
    assert!(typed.touches("other") && !typed.touches("day"));
}

#[test]
fn input_is_cut_and_cleaned_but_kept() {
    let typed: Typed = [("a", format!("x\u{0}\u{7}y\nz{}", "đ".repeat(Typed::MAX_INPUT)))]
        .into_iter()
        .collect();
    let kept = typed.get("a").unwrap();
    assert!(kept.starts_with("xy\nz"));
    assert_eq!(kept.chars().count(), Typed::MAX_INPUT);
}
