//! Versions that come with the program: the law on civil status changes on 1 March 2027 (LAW-7).

use std::collections::BTreeMap;

use motcua_casework::procedures::{Catalogue, FileFault, Source, check, export};
use motcua_casework::reference::Reference;
use motcua_domain::procedure::{ExitDef, Node, Procedure, ProcedureId};

const OLD: &str = "60/2014/QH13";
const NEW: &str = "03/2026/QH16";

/// Those that register civil status, and the groups they are parts of.
const CHANGED: [&str; 9] = [
    "birth-registration",
    "civil-status-change",
    "civil-status-change-residence-id-linked",
    "death-registration",
    "linked-birth-residence-insurance",
    "linked-death-residence-funeral",
    "marital-status-certificate",
    "marriage-registration",
    "single-status-and-marriage-linked",
];

fn current(catalogue: &Catalogue, day: &str) -> BTreeMap<String, std::sync::Arc<Procedure>> {
    let all = catalogue.all_current(day.parse().expect("a date"));
    all.into_iter().map(|it| (it.id.to_string(), it)).collect()
}

fn rests_on(procedure: &Procedure, number: &str) -> bool {
    procedure.legal_basis.iter().any(|text| text.number == number)
}

#[test]
fn the_law_on_civil_status_changes_overnight() {
    let catalogue = Catalogue::load(&Source::Embedded, &Reference::embedded());
    let (before, after) = (current(&catalogue, "2027-02-28"), current(&catalogue, "2027-03-01"));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let differ: Vec<&str> = before
        .iter()
        .filter(|(id, old)| after[*id].version != old.version)
        .map(|(id, _)| id.as_str())
        .collect();
    assert_eq!(differ, CHANGED);
    for id in CHANGED {
        let (old, new) = (&before[id], &after[id]);
        assert_eq!((old.version, new.version), (1, 2), "{id}");
        assert!(rests_on(old, OLD) && !rests_on(old, NEW), "{id}");
        assert!(rests_on(new, NEW) && !rests_on(new, OLD), "{id}");
        assert!(
            new.authority.vi.contains("chọn"),
            "{id} is not tied to residence: {}",
            new.authority.vi
        );
        assert_ne!(old.authority, new.authority, "{id}");
        assert_eq!((&old.name, &old.national_code), (&new.name, &new.national_code), "{id}");
        // No line of a law that does not hold any more is told as its ground.
        let text = export(new);
        let cited = text
            .lines()
            .filter(|line| line.contains("legal:") && line.contains(OLD));
        assert_eq!(cited.collect::<Vec<_>>(), Vec::<&str>::new(), "{id}");
    }
    // What no other rule limits takes a day of working time.
    for id in [
        "birth-registration",
        "death-registration",
        "marriage-registration",
        "marital-status-certificate",
    ] {
        assert_eq!(after[id].time_limit.limit.to_string(), "8wh", "{id}");
        assert!(after[id].is_unsure("time_limit"), "{id}");
    }
}

#[test]
fn a_later_version_is_handled_like_the_one_before() {
    // The driver of the tests takes the version of today along every branch: for these it has gone all there is.
    let catalogue = Catalogue::load(&Source::Embedded, &Reference::embedded());
    for id in CHANGED {
        let id = ProcedureId::from(id);
        let [old, new] = [1, 2].map(|version| catalogue.version(&id, version).expect("both versions"));
        assert_eq!(shape(&old.workflow), shape(&new.workflow), "{id}");
    }
}

/// Steps with their ways out, without texts and limits.
fn shape(workflow: &Node) -> Vec<(String, Vec<String>)> {
    let steps = workflow.steps();
    let exits = |exits: &[ExitDef]| exits.iter().map(|exit| exit.id.clone()).collect();
    steps
        .into_iter()
        .map(|step| (step.id.clone(), exits(&step.exits)))
        .collect()
}

const HALL: &str = include_str!("../../procedures/community-hall-lending.yaml");

fn faults(files: &[(&str, &str)], path: &str) -> Vec<FileFault> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    check(&folder.path().join(path), &Reference::embedded()).expect("readable")
}

#[test]
fn a_version_says_only_what_changes() {
    let second = "use: hall\nid: community-hall-lending\nversion: 2\nvalid_from: \"2027-01-01\"\n";
    assert_eq!(faults(&[("hall.yaml", HALL), ("hall-v2.yaml", second)], ""), []);
    // Alone, too, and from a version that begins from another.
    let third = second
        .replace("use: hall", "use: hall-v2")
        .replace("2027-01-01", "2027-02-01")
        .replace("version: 2", "version: 3");
    let all = [
        ("hall.yaml", HALL),
        ("hall-v2.yaml", second),
        ("hall-v3.yaml", third.as_str()),
    ];
    assert_eq!(faults(&all, "hall-v3.yaml"), []);
    assert_eq!(faults(&all, ""), []);
    // What is changed must be there.
    let wrong = format!("{second}fees.rent_of_hall.amount: 1\n");
    let found = faults(&[("hall.yaml", HALL), ("hall-v2.yaml", &wrong)], "");
    assert_eq!((found.len(), found[0].line), (1, 5), "{found:?}");
    assert!(
        found[0].file.ends_with("hall-v2.yaml") && found[0].message().contains("'rent_of_hall'"),
        "{found:?}"
    );
    // A fault in what it begins from is told for both, where it stands.
    let broken = HALL.replace("role: hall_manager", "role: nobody");
    let found = faults(&[("hall.yaml", &broken), ("hall-v2.yaml", second)], "");
    assert!(found.iter().all(|it| it.file.ends_with("hall.yaml")), "{found:?}");
    assert!(
        found.iter().any(|it| it.message().contains("as hall-v2.yaml uses it")),
        "{found:?}"
    );
    let found = faults(&[("hall-v2.yaml", second)], "");
    assert!(found[0].message().contains("no shared piece 'hall'"), "{found:?}");
}

#[test]
fn a_version_may_be_put_in_between() {
    let from = |version: u32, day: &str| {
        HALL.replace("version: 1", &format!("version: {version}"))
            .replace("valid_from: \"2026-01-01\"", &format!("valid_from: \"{day}\""))
    };
    let (second, third) = (from(2, "2027-03-01"), from(3, "2026-12-01"));
    assert_eq!(
        faults(&[("1.yaml", HALL), ("2.yaml", &second), ("3.yaml", &third)], ""),
        []
    );
    // Not before all others.
    let early = from(2, "2025-12-01");
    let found = faults(&[("1.yaml", HALL), ("2.yaml", &early)], "");
    assert!(
        found.len() == 1 && found[0].message().contains("begins later"),
        "{found:?}"
    );
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [("1.yaml", HALL), ("2.yaml", &second), ("3.yaml", &third)] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let catalogue = Catalogue::load(&Source::Folder(folder.path().to_owned()), &Reference::embedded());
    let id = ProcedureId::from("community-hall-lending");
    let on = |day: &str| {
        catalogue
            .current(&id, day.parse().expect("a date"))
            .map(|it| it.version)
    };
    assert_eq!(
        [on("2026-11-30"), on("2026-12-01"), on("2027-02-28"), on("2027-03-01")],
        [Some(1), Some(3), Some(3), Some(2)]
    );
    assert_eq!(
        (catalogue.newest(&id).map(|it| it.version), catalogue.next_version(&id)),
        (Some(2), 4)
    );
}
