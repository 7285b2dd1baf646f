//! The examples of the rules: TIM-1 to TIM-9, PRC-8b, and the worked examples of the clock.

use super::testing::{at, calendar_2026, days_2026};
use super::*;
use crate::identifiers::AgencyCode;
use crate::text::Lang;
use chrono::NaiveDate;
use rstest::rstest;
use serde_json::json;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn stop(from: &str, to: &str) -> Stop {
    Stop::closed(StopKind::Supplement, at(from), at(to))
}

#[rstest]
#[case::tet("2026-02-13 10:00", "3wd", "2026-02-25 17:00")]
#[case::culture_day("2026-11-20 09:00", "3wd", "2026-11-26 17:00")]
#[case::answer_clock("2026-11-20 16:00", "8wh", "2026-11-23 16:00")]
#[case::birth_before_three("2026-11-26 14:30", "same-day", "2026-11-26 17:00")]
#[case::birth_after_three("2026-11-26 15:10", "same-day", "2026-11-27 17:00")]
#[case::three_sharp("2026-11-26 15:00", "same-day", "2026-11-26 17:00")]
#[case::ten_days("2026-11-02 09:00", "10wd", "2026-11-16 17:00")]
#[case::before_opening("2026-11-26 05:00", "same-day", "2026-11-26 17:00")]
#[case::on_sunday("2026-11-22 10:00", "same-day", "2026-11-23 17:00")]
#[case::accepted_on_sunday("2026-11-22 10:00", "1wd", "2026-11-23 17:00")]
#[case::eve_of_culture_day("2026-11-23 16:00", "same-day", "2026-11-25 17:00")]
#[case::working_saturday("2026-08-21 09:00", "1wd", "2026-08-22 17:00")]
#[case::swapped_monday("2026-08-28 09:00", "1wd", "2026-09-03 17:00")]
#[case::calendar_days_to_sunday("2026-11-12 09:00", "10d", "2026-11-23 17:00")]
#[case::calendar_days_to_holiday("2026-11-14 09:00", "10d", "2026-11-25 17:00")]
#[case::month("2026-10-20 09:00", "1m", "2026-11-20 17:00")]
#[case::short_month("2026-01-31 09:00", "1m", "2026-03-02 17:00")]
#[case::hours_over_lunch("2026-11-20 11:00", "1wh", "2026-11-20 13:30")]
#[case::hours_to_noon("2026-11-20 10:30", "1wh", "2026-11-20 11:30")]
#[case::hours_from_night("2026-11-20 22:00", "4wh", "2026-11-23 11:30")]
fn due_times(#[case] start: &str, #[case] limit: &str, #[case] due: &str) {
    let calendar = calendar_2026();
    let limit = limit.parse().unwrap();
    let found = calendar.due(at(start), limit, &[]);
    assert_eq!(vietnam_time(found.at), vietnam_time(at(due)), "{:#?}", found.lines);
    assert_eq!(calendar.due_at(at(start), limit, &[]), found.at);
}

#[test]
fn exact_hours_mode_counts_from_the_minute() {
    let calendar = WorkingCalendar {
        day_count_mode: DayCountMode::ExactHours,
        ..calendar_2026()
    };
    assert_eq!(
        calendar.due_at(at("2026-11-20 09:00"), Limit::WorkingDays(3), &[]),
        at("2026-11-26 09:00")
    );
    assert_eq!(
        calendar.due_at(at("2026-11-20 17:00"), Limit::WorkingDays(1), &[]),
        at("2026-11-23 17:00")
    );
}

#[test]
fn a_supplement_takes_out_four_working_days() {
    let calendar = calendar_2026();
    let start = at("2026-11-02 09:00");
    let due = calendar.due(
        start,
        Limit::WorkingDays(10),
        &[stop("2026-11-06 10:00", "2026-11-12 15:00")],
    );
    assert_eq!(due.at, at("2026-11-20 17:00"));
    assert!(due.lines.iter().any(|line| matches!(
        line,
        Line::Stopped {
            taken_out: TakenOut::WorkingDays(4),
            ..
        }
    )));
    assert!(due.lines.contains(&Line::DayCounted {
        date: day("2026-11-13"),
        n: 5,
        instead: false
    }));
}

#[test]
fn early_on_time_overdue() {
    let due = at("2026-11-20 17:00");
    let of = |finished: &str| Timeliness::of(due, Some(at(finished)), at("2026-12-01 08:00"));
    assert_eq!(of("2026-11-20 16:59"), Timeliness::OnTime);
    assert_eq!(of("2026-11-20 17:00"), Timeliness::OnTime);
    assert_eq!(of("2026-11-20 17:01"), Timeliness::Overdue);
    assert_eq!(of("2026-11-19 23:59"), Timeliness::Early);
    assert_eq!(
        Timeliness::of(due, None, at("2026-11-20 17:00")),
        Timeliness::PendingInTime
    );
    assert!(Timeliness::of(due, None, at("2026-11-20 17:01")).is_late());
}

#[test]
fn the_apology_is_drafted_two_days_before_and_gives_four_more() {
    let calendar = calendar_2026();
    assert_eq!(calendar.working_days_before(day("2026-11-20"), 2), day("2026-11-18"));
    assert_eq!(calendar.working_days_between(day("2026-11-20"), day("2026-11-27")), 4);
    assert_eq!(
        calendar.due_at(at("2026-11-20 17:00"), Limit::WorkingDays(4), &[]),
        at("2026-11-27 17:00")
    );
}

#[test]
fn the_answer_took_seven_and_a_half_hours() {
    let calendar = calendar_2026();
    assert_eq!(
        calendar.working_minutes_between(at("2026-11-20 16:00"), at("2026-11-23 15:30")),
        450
    );
    let due = calendar.due_at(at("2026-11-20 16:00"), Limit::WorkingHours(8), &[]);
    assert_eq!(
        Timeliness::of(due, Some(at("2026-11-23 15:30")), at("2026-11-24 08:00")),
        Timeliness::OnTime
    );
}

#[rstest]
#[case::hours_are_exact("2026-11-20 09:00", "8wh", &[("2026-11-20 10:00", "2026-11-23 08:30")], "2026-11-23 17:00")]
#[case::morning_only("2026-11-02 09:00", "3wd", &[("2026-11-03 08:00", "2026-11-03 11:00")], "2026-11-05 17:00")]
#[case::on_the_last_day("2026-11-02 09:00", "1wd", &[("2026-11-03 10:00", "2026-11-05 15:00")], "2026-11-05 17:00")]
#[case::ended_after_closing("2026-11-02 09:00", "1wd", &[("2026-11-03 10:00", "2026-11-05 18:00")], "2026-11-06 17:00")]
#[case::after_the_due_time("2026-11-02 09:00", "1wd", &[("2026-11-03 17:00", "2026-11-05 18:00")], "2026-11-03 17:00")]
#[case::before_the_start("2026-11-02 09:00", "1wd", &[("2026-10-03 17:00", "2026-10-05 18:00")], "2026-11-03 17:00")]
#[case::upside_down("2026-11-02 09:00", "1wd", &[("2026-11-05 17:00", "2026-11-03 08:00")], "2026-11-03 17:00")]
#[case::overlapping("2026-11-02 09:00", "5wd", &[("2026-11-03 10:00", "2026-11-05 10:00"), ("2026-11-04 09:00", "2026-11-06 10:00")], "2026-11-12 17:00")]
#[case::calendar_days("2026-11-02 09:00", "10d", &[("2026-11-06 10:00", "2026-11-12 15:00")], "2026-11-18 17:00")]
#[case::same_day("2026-11-26 09:00", "same-day", &[("2026-11-26 10:00", "2026-11-26 15:30")], "2026-11-27 17:00")]
fn stops_move_the_due_time(
    #[case] start: &str,
    #[case] limit: &str,
    #[case] stops: &[(&str, &str)],
    #[case] due: &str,
) {
    let calendar = calendar_2026();
    let stops: Vec<Stop> = stops.iter().map(|(from, to)| stop(from, to)).collect();
    let found = calendar.due(at(start), limit.parse().unwrap(), &stops);
    assert_eq!(vietnam_time(found.at), vietnam_time(at(due)), "{:#?}", found.lines);
}

#[test]
fn an_open_stop_freezes_what_is_left() {
    let calendar = calendar_2026();
    let (start, limit) = (at("2026-11-02 09:00"), Limit::WorkingDays(10));
    let stops = [Stop::open(StopKind::Payment, at("2026-11-06 10:00"))];
    let due = calendar.due(start, limit, &stops);
    assert_eq!(
        (due.at, due.standing_since),
        (at("2026-11-16 17:00"), Some(at("2026-11-06 10:00")))
    );
    let (soon, later) = (
        calendar.remaining_of(at("2026-11-09 10:00"), &due),
        calendar.remaining_of(at("2026-12-09 10:00"), &due),
    );
    assert_eq!(soon, later);
    assert!(soon.standing && !soon.overdue);
    assert_eq!(
        calendar.due_if_resumed(at("2026-11-12 15:00"), start, limit, &stops).at,
        at("2026-11-20 17:00")
    );
    let level = |now: &str| calendar.warning_level(WarningRules::default(), at(now), start, &due, &stops);
    assert_eq!(level("2026-11-09 10:00"), level("2026-12-09 10:00"));
}

#[rstest]
#[case("2026-11-02 10:00", WarningLevel::None)]
#[case("2026-11-09 16:00", WarningLevel::Half)]
#[case("2026-11-13 08:00", WarningLevel::Most)]
#[case("2026-11-16 13:00", WarningLevel::LastHours)]
#[case("2026-11-16 17:00", WarningLevel::LastHours)]
#[case("2026-11-16 17:01", WarningLevel::Overdue)]
fn warnings(#[case] now: &str, #[case] level: WarningLevel) {
    let calendar = calendar_2026();
    let start = at("2026-11-02 09:00");
    let due = calendar.due(start, Limit::WorkingDays(10), &[]);
    assert_eq!(
        calendar.warning_level(WarningRules::default(), at(now), start, &due, &[]),
        level
    );
}

#[test]
fn what_is_left_in_words() {
    let calendar = calendar_2026();
    let due = at("2026-11-26 17:00");
    let said = |now: &str, lang| calendar.remaining(at(now), due).to_text(lang);
    assert_eq!(said("2026-11-23 15:00", Lang::Vi), "Còn 2 ngày 2 giờ làm việc");
    assert_eq!(said("2026-11-26 16:15", Lang::En), "45 working minutes left");
    assert_eq!(said("2026-11-27 08:30", Lang::Vi), "Quá hạn 1 giờ làm việc");
    assert_eq!(said("2026-11-26 18:00", Lang::Vi), "Vừa quá hạn");
    assert_eq!(calendar.remaining(at("2026-11-27 08:30"), due).minutes, -60);
}

#[test]
fn the_explanation_reads_aloud() {
    let due = calendar_2026().due(at("2026-11-20 09:00"), Limit::WorkingDays(3), &[]);
    let said = |lang| due.lines.iter().map(|line| line.to_text(lang)).collect::<Vec<_>>();
    assert_eq!(
        said(Lang::Vi),
        [
            "Bắt đầu tính từ 09:00 thứ Sáu 20/11/2026, thời hạn 3 ngày làm việc, giờ làm việc 07:30-11:30 và 13:00-17:00.",
            "Thứ Sáu 20/11/2026: ngày tiếp nhận, không tính.",
            "Thứ Bảy 21/11/2026: nghỉ hằng tuần, không tính.",
            "Chủ nhật 22/11/2026: nghỉ hằng tuần, không tính.",
            "Thứ Hai 23/11/2026: ngày làm việc thứ nhất.",
            "Thứ Ba 24/11/2026: nghỉ lễ (Ngày Văn hóa Việt Nam), không tính.",
            "Thứ Tư 25/11/2026: ngày làm việc thứ 2.",
            "Thứ Năm 26/11/2026: ngày làm việc thứ 3.",
            "Hạn trả kết quả: 17:00 thứ Năm 26/11/2026.",
        ]
    );
    assert_eq!(
        said(Lang::En)[5],
        "Tue 24/11/2026: public holiday (Viet Nam Culture Day), not counted."
    );
    let json = serde_json::to_value(&due).unwrap();
    assert_eq!(serde_json::from_value::<Due>(json).unwrap(), due);
}

#[test]
fn hours_and_same_day_explain_themselves() {
    let calendar = calendar_2026();
    let hours = calendar.due(at("2026-11-20 16:00"), Limit::WorkingHours(8), &[]);
    assert!(hours.lines.contains(&Line::MinutesCounted {
        date: day("2026-11-20"),
        minutes: 60
    }));
    assert!(hours.lines.contains(&Line::MinutesCounted {
        date: day("2026-11-23"),
        minutes: 420
    }));
    let birth = calendar.due(at("2026-11-26 15:10"), Limit::SameDay, &[]);
    let said: Vec<String> = birth.lines.iter().map(|line| line.to_text(Lang::Vi)).collect();
    assert!(said[1].starts_with("Tiếp nhận sau 15:00"), "{said:#?}");
}

#[test]
fn years_without_a_notice_say_so() {
    let calendar = calendar_2026();
    let noted = |start: &str| {
        let due = calendar.due(at(start), Limit::WorkingDays(2), &[]);
        due.lines
            .into_iter()
            .find(|line| matches!(line, Line::NotAnnounced { .. }))
    };
    assert_eq!(noted("2026-11-20 09:00"), None);
    assert_eq!(
        noted("2026-12-31 09:00"),
        Some(Line::NotAnnounced {
            from: 2027,
            to: 2027,
            expected: true
        })
    );
    assert_eq!(
        noted("2028-03-01 09:00"),
        Some(Line::NotAnnounced {
            from: 2028,
            to: 2028,
            expected: false
        })
    );
}

#[test]
fn unannounced_years_know_fixed_holidays_and_their_compensation() {
    let calendar = calendar_2026();
    // 2033: 30 April is a Saturday and 1 May a Sunday.
    assert!(matches!(calendar.day(day("2033-04-30")), Day::Fixed(_)));
    assert!(matches!(calendar.day(day("2033-05-02")), Day::FixedCompensation(_)));
    assert!(matches!(calendar.day(day("2033-05-03")), Day::FixedCompensation(_)));
    assert!(matches!(calendar.day(day("2033-05-04")), Day::Working));
    // The culture day exists since 2026 only.
    assert!(calendar.is_working_day(day("2020-11-24")) && !calendar.is_working_day(day("2028-11-24")));
}

#[test]
fn knows_when_the_office_works() {
    let calendar = calendar_2026();
    assert!(calendar.is_working_time(at("2026-11-23 07:30")));
    assert!(!calendar.is_working_time(at("2026-11-23 11:30")));
    assert!(!calendar.is_working_time(at("2026-11-24 09:00")));
    assert!(calendar.is_working_time(at("2026-08-22 09:00")));
}

#[test]
fn the_nearest_rule_of_an_agency_holds() {
    let hours = json!({"week": ["Mon"], "spans": ["08:00-12:00"]});
    let rule = |agencies: &[&str], from: &str, to: Option<&str>, basis: &str| {
        json!({
            "agencies": agencies, "valid_from": from, "valid_to": to, "legal_basis": basis, "counting_hours": hours, "same_day_cutoff": "15:00",
        })
    };
    let rules: OfficeRules = serde_json::from_value(json!({"rules": [
        rule(&[], "1995-01-01", None, "general"),
        rule(&["H29"], "2020-01-01", Some("2025-12-31"), "city until 2025"),
        rule(&["H29"], "2026-01-01", None, "city"),
        rule(&["H29.15"], "2026-06-01", None, "ward"),
    ]}))
    .unwrap();
    let basis = |agency: Option<&str>, on: &str| {
        let agency = agency.map(|code| AgencyCode::parse(code).unwrap());
        rules
            .rule_for(agency.as_ref(), day(on))
            .map(|rule| rule.legal_basis.as_str())
    };
    assert_eq!(basis(Some("H29.15"), "2026-11-20"), Some("ward"));
    assert_eq!(basis(Some("H29.15"), "2026-03-20"), Some("city"));
    assert_eq!(basis(Some("H29.16"), "2025-03-20"), Some("city until 2025"));
    assert_eq!(basis(Some("H26"), "2026-03-20"), Some("general"));
    assert_eq!(basis(None, "2026-03-20"), Some("general"));
    assert_eq!(basis(None, "1990-03-20"), None);
    assert_eq!(
        serde_json::from_value::<OfficeRules>(serde_json::to_value(&rules).unwrap()).unwrap(),
        rules
    );
}

#[rstest]
#[case(json!({"years": [{"year": 2026, "status": "announced", "legal_basis": "", "days_off": [{"date": "2025-01-01", "kind": "holiday", "name_vi": "", "name_en": ""}]}]}))]
#[case(json!({"years": [{"year": 2026, "status": "announced", "legal_basis": ""}, {"year": 2026, "status": "expected", "legal_basis": ""}]}))]
#[case(json!({"years": [{"year": 2026, "status": "announced", "legal_basis": "",
    "days_off": [{"date": "2026-01-10", "kind": "holiday", "name_vi": "", "name_en": ""}],
    "working_saturdays": [{"date": "2026-01-10", "makes_up_for": "2026-01-02"}]}]}))]
#[case(json!({"fixed": [{"month": 2, "day": 29, "valid_from": "1995-01-01", "name_vi": "", "name_en": "", "legal_basis": ""}]}))]
fn tables_that_contradict_themselves_are_refused(#[case] table: serde_json::Value) {
    assert!(serde_json::from_value::<DayTable>(table).is_err());
}

/// The tests' copy and the file that the server reads name the same days.
#[test]
fn the_reference_file_has_the_same_days() {
    let table = days_2026();
    let mut expected: Vec<String> = Vec::new();
    for year in table.years() {
        expected.extend(year.days_off.iter().map(|day| day.date.to_string()));
        expected.extend(year.working_saturdays.iter().map(|day| day.date.to_string()));
    }
    let file = include_str!("../../../reference/holidays.yaml");
    let written: Vec<&str> = file.split("{date: \"").skip(1).map(|rest| &rest[..10]).collect();
    assert_eq!(written, expected);
    assert_eq!(
        serde_json::from_value::<DayTable>(serde_json::to_value(&table).unwrap()).unwrap(),
        table
    );
}
