//! Several versions of one procedure, and several files that do not agree.

use std::fs;

use motcua_domain::procedure::ProcedureId;

use crate::procedures::{Catalogue, Source, check};
use crate::reference::Reference;

const HALL: &str = include_str!("../../../../procedures/community-hall-lending.yaml");

#[test]
fn the_version_of_the_day_applies() {
    let folder = tempfile::tempdir().expect("a folder");
    let second = HALL
        .replace("version: 1", "version: 2")
        .replace("valid_from: \"2026-01-01\"", "valid_from: \"2027-03-01\"");
    fs::write(folder.path().join("hall-1.yaml"), HALL).expect("written");
    fs::write(folder.path().join("hall-2.yaml"), second).expect("written");
    fs::write(folder.path().join("broken.yaml"), "id: [").expect("written");
    fs::write(folder.path().join("notes.txt"), "not a procedure").expect("written");
    let catalogue = Catalogue::load(&Source::Folder(folder.path().to_owned()), &Reference::embedded());
    let id = ProcedureId::from("community-hall-lending");
    let on = |day: &str| {
        catalogue
            .current(&id, day.parse().expect("a date"))
            .map(|it| it.version)
    };
    assert_eq!(
        (on("2025-12-31"), on("2026-11-22"), on("2027-03-01")),
        (None, Some(1), Some(2))
    );
    assert_eq!(catalogue.version(&id, 1).map(|it| it.version), Some(1));
    assert!(catalogue.version(&id, 3).is_none());
    assert!(
        catalogue
            .search("hội trường", 5, "2025-12-31".parse().expect("a date"))
            .is_empty()
    );
    assert_eq!(
        catalogue.faults().len(),
        1,
        "the broken file is reported, the others stand"
    );
}

#[test]
fn a_version_stands_once() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.yaml"), HALL).expect("written");
    fs::write(folder.path().join("b.yaml"), HALL).expect("written");
    let faults = check(folder.path(), &Reference::embedded()).expect("readable");
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].file.ends_with("b.yaml") && faults[0].message().contains("count the version up"),
        "{faults:?}"
    );
    assert!(check(&folder.path().join("none"), &Reference::embedded()).is_err());
    let file = folder.path().join("a.yaml");
    assert_eq!(check(&file, &Reference::embedded()).expect("readable"), []);
}
