//! Out and in again without loss, and quickly.

use std::time::Instant;

use crate::procedures::{Catalogue, Source, export, import};
use crate::reference::Reference;

#[test]
fn exporting_what_was_imported_gives_the_same_text() {
    let reference = Reference::embedded();
    let catalogue = Catalogue::load(&Source::Embedded, &reference);
    for procedure in catalogue.all() {
        let text = export(&procedure);
        let again =
            import("exported.yaml", &text, &reference).unwrap_or_else(|faults| panic!("{}: {faults:?}", procedure.id));
        assert_eq!(**procedure, *again, "{}", procedure.id);
        assert!(export(&again) == text, "{} is written otherwise", procedure.id);
        assert!(
            !text.contains("{use: ") && !text.contains("${"),
            "{} still uses a piece",
            procedure.id
        );
    }
}

/// Run with `--release --ignored --nocapture`.
#[test]
#[ignore = "a measurement, meaningful in release only"]
fn all_are_loaded_within_fifty_milliseconds() {
    let reference = Reference::embedded();
    let mut times: Vec<_> = (0..20)
        .map(|_| {
            let began = Instant::now();
            let catalogue = Catalogue::load(&Source::Embedded, &reference);
            (began.elapsed(), catalogue.all().len())
        })
        .collect();
    times.sort();
    let (median, count) = times[times.len() / 2];
    eprintln!(
        "{count} definitions: {median:?} median, {:?} worst",
        times[times.len() - 1].0
    );
    assert!(median.as_millis() <= 50, "{median:?}");
}
