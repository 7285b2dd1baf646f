use chrono::NaiveDate;
use motcua_domain::address::Address;
use motcua_domain::calendar::Limit;
use motcua_domain::identifiers::AgencyCode;
use motcua_domain::reference::Lists;
use motcua_domain::text::Lang;
use rstest::rstest;

use super::{ReasonFor, Reference, Source};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn every_commune_has_a_desk_with_a_name() {
    let reference = Reference::embedded();
    let communes = reference.places.communes();
    assert_eq!((reference.provinces().len(), communes.len()), (34, 3_321));
    let mut seen = std::collections::BTreeSet::new();
    for commune in communes {
        let code = reference.agency_of_commune(&commune.code).expect("a desk");
        let agency = reference.agency(&code).expect("an agency");
        assert_eq!(agency.commune.as_deref(), Some(commune.code.as_str()));
        assert!(agency.name.vi.ends_with(&commune.in_sentence()), "{}", agency.name.vi);
        assert!(seen.insert(code), "a code used twice");
    }
}

#[test]
fn agencies_are_known_by_code() {
    let reference = Reference::embedded();
    let code = |text| AgencyCode::parse(text).expect("a code");
    assert_eq!(reference.agency_of_commune("00097"), Some(code("H26.97")));
    assert_eq!(
        reference.agency_name(&code("H26.97"), Lang::Vi),
        "Ủy ban nhân dân phường Hồng Hà"
    );
    assert_eq!(
        reference.agency_name(&code("H26"), Lang::Vi),
        "Ủy ban nhân dân thành phố Hà Nội"
    );
    let derived = reference.agency_of_commune("11329").expect("a desk");
    assert_eq!(derived, code("H24.11329"));
    // Neither a commune of another province nor one that has a code of its own.
    for none in ["H27.11329", "H26.00097", "H26.99999", "H99.00004", "G01"] {
        assert_eq!(reference.agency(&code(none)), None, "{none}");
    }
}

#[test]
fn addresses_are_one_line() {
    let reference = Reference::embedded();
    let address = Address::new("01", "00097", "12 ngõ 34 Âu Cơ").expect("an address");
    assert_eq!(
        reference.address_line(&address, Lang::Vi),
        "12 ngõ 34 Âu Cơ, phường Hồng Hà, Hà Nội"
    );
    assert_eq!(
        reference.address_line(&address, Lang::En),
        "12 ngõ 34 Âu Cơ, Hồng Hà Ward, Hà Nội"
    );
    let hometown = Address::new("01", "00097", "").expect("an address");
    assert_eq!(reference.address_line(&hometown, Lang::Vi), "Phường Hồng Hà, Hà Nội");
    assert!(reference.commune_in("01", "00097") && !reference.commune_in("04", "00097"));
}

#[test]
fn values_of_registers_and_codes_are_both_understood() {
    let reference = Reference::embedded();
    for value in ["Kinh", "01"] {
        assert_eq!(
            reference.label("ethnic_groups", value).map(|it| it.vi.as_str()),
            Some("Kinh")
        );
    }
    assert_eq!(
        reference.label("nationalities", "Việt Nam").map(|it| it.en.as_str()),
        Some("Viet Nam")
    );
    assert_eq!(reference.options("ethnic_groups").len(), 54);
    assert_eq!(reference.options("communes").len(), 3_321);
    assert!(reference.options("unheard_of").is_empty());
    assert_eq!(reference.label("ethnic_groups", "Klingon"), None);
}

#[rstest]
#[case("hong ha", None, "00097")]
#[case("Phường Hồng Hà", Some("01"), "00097")]
#[case("bo de, ha noi", None, "00118")]
#[case("phuc xa", Some("01"), "00097")]
fn communes_are_found_as_people_write_them(#[case] q: &str, #[case] province: Option<&str>, #[case] code: &str) {
    let reference = Reference::embedded();
    let found = reference.search_communes(q, province, 5);
    assert!(found.iter().any(|hit| hit.commune.code == code), "{q}: {found:?}");
    assert!(found.len() <= 5);
}

#[test]
fn an_old_name_says_what_it_was() {
    let reference = Reference::embedded();
    let found = reference.search_communes("Phường Phúc Xá", None, 3);
    assert_eq!(found[0].formerly, Some("Phường Phúc Xá, Quận Ba Đình"));
    assert!(reference.search_communes("", None, 5).is_empty());
    assert!(reference.search_communes("qqqq", None, 5).is_empty());
}

#[test]
fn calendars_and_rules_are_there_for_any_day() {
    let reference = Reference::embedded();
    assert_eq!(
        reference.service_rules(day("2026-11-22")).answer_within,
        Limit::WorkingHours(8)
    );
    assert_eq!(
        reference.service_rules(day("1999-01-01")).answer_within,
        Limit::WorkingHours(8)
    );
    let agency = AgencyCode::parse("H26.97").expect("a code");
    let calendar = reference.calendar(Some(&agency), day("2026-11-20"));
    let submitted = "2026-11-20T09:00:00Z".parse().expect("a time");
    assert_eq!(
        calendar.due_at(submitted, Limit::WorkingHours(8), &[]).to_rfc3339(),
        "2026-11-23T09:00:00+00:00"
    );
    assert_eq!(
        reference.calendar(None, day("1980-01-01")),
        reference.calendar(None, day("2026-01-01"))
    );
}

#[test]
fn reasons_roles_and_life_events_are_complete() {
    let reference = Reference::embedded();
    let codes = |act, procedure| {
        reference
            .reasons(act, procedure)
            .map(|it| it.code.as_str())
            .collect::<Vec<_>>()
    };
    assert!(codes(ReasonFor::NotEligible, "birth-registration").contains(&"already_registered"));
    assert!(!codes(ReasonFor::NotEligible, "community-hall-lending").contains(&"already_registered"));
    for act in [
        ReasonFor::Supplement,
        ReasonFor::Rejection,
        ReasonFor::NotEligible,
        ReasonFor::Return,
        ReasonFor::Extension,
        ReasonFor::Stop,
    ] {
        assert!(!codes(act, "birth-registration").is_empty(), "{act:?}");
    }
    assert!(reference.role("chairperson").is_some_and(|role| role.reads_dossiers));
    assert!(reference.role("administrator").is_some_and(|role| !role.reads_dossiers));
    assert!(reference.life_events().len() >= 12);
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(
        folder.path().join("roles.yaml"),
        "status: \"2026-01-01\"\nroles:\n  - {code: a}\n",
    )
    .expect("written");
    let faults = Reference::load(&Source::Folder(folder.path().to_owned())).expect_err("faults");
    assert_eq!((faults[0].file.as_str(), faults[0].line), ("roles.yaml", 3));
}
