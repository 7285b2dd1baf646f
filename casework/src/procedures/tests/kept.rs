//! A file that breaks takes no procedure away.

use motcua_domain::procedure::ProcedureId;

use crate::procedures::{Catalogue, Source};
use crate::reference::Reference;

const HALL: &str = include_str!("../../../../procedures/community-hall-lending.yaml");

#[test]
fn the_last_good_version_stands_for_a_broken_file_and_says_so() {
    let reference = Reference::embedded();
    let (files, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = files.path().join("community-hall-lending.yaml");
    let source = Source::Folder(files.path().to_owned());
    let load = |text: &str| {
        std::fs::write(&path, text).unwrap();
        Catalogue::load_with_last_good(&source, &reference, kept.path())
    };
    let id = ProcedureId::from("community-hall-lending");
    let on = "2026-11-25".parse().unwrap();

    let sound = load(HALL);
    assert_eq!(sound.faults(), []);
    let first = sound.current(&id, on).unwrap();

    for broken in [
        HALL.replace("version: 1", "version: 1\nlevel: [commune"),
        HALL.replace("amount: 100000", "amount: -1"),
        HALL.replace("role: hall_manager", "role: nobody"),
    ] {
        assert_ne!(broken, HALL);
        let mended = load(&broken);
        assert_eq!(**mended.current(&id, on).unwrap(), **first);
        let told: Vec<String> = mended.faults().iter().map(ToString::to_string).collect();
        assert!(told.len() >= 2, "{told:?}");
        assert!(
            told.iter().any(|fault| fault.contains("when it was sound last")),
            "{told:?}"
        );
        assert!(
            told.iter().all(|fault| fault.contains("community-hall-lending.yaml:")),
            "{told:?}"
        );
    }

    // A change that is sound is taken, and is the last good one from then on.
    let dearer = load(&HALL.replace("amount: 100000", "amount: 120000"));
    assert_eq!(dearer.faults(), []);
    let again = load("id: community-hall-lending\nversion: 1\nname: [");
    assert_eq!(
        again.current(&id, on).unwrap().fees[0],
        dearer.current(&id, on).unwrap().fees[0]
    );
    assert_ne!(again.current(&id, on).unwrap().fees[0], first.fees[0]);
}

#[test]
fn a_file_that_was_never_sound_is_left_out() {
    let (files, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::write(files.path().join("new.yaml"), "id: ../../etc\nversion: 1\n").unwrap();
    let source = Source::Folder(files.path().to_owned());
    let catalogue = Catalogue::load_with_last_good(&source, &Reference::embedded(), kept.path());
    assert!(catalogue.all().is_empty() && !catalogue.faults().is_empty());
}
