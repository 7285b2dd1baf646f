//! What definitions say of each other: versions of one procedure, parts of a linked group, names of related procedures.

use motcua_domain::procedure::{Procedure, ProcedureId, StepKind};

use super::files::FileFault;
use crate::faults::NameFault;

/// Something that does not fit together.
pub(super) struct Disagreement {
    /// What and where.
    pub fault: FileFault,
    /// Whether the definition cannot be used for it.
    pub drops: bool,
}

/// Everything that does not fit together. With `partial` only some of the definitions are at hand, so that a name that is
/// not found says nothing.
pub(super) fn disagreements(sound: &[(&str, &Procedure)], partial: bool) -> Vec<Disagreement> {
    let mut found = Vec::new();
    for (number, (file, procedure)) in sound.iter().enumerate() {
        versions(sound, number, &mut found);
        if !partial {
            names(sound, file, procedure, &mut found);
        }
        parts(sound, file, procedure, &mut found);
    }
    found
}

fn versions(sound: &[(&str, &Procedure)], number: usize, found: &mut Vec<Disagreement>) {
    let (file, procedure) = sound[number];
    let same = |(_, other): &&(&str, &Procedure)| other.id == procedure.id;
    if let Some((first, _)) = sound[..number]
        .iter()
        .filter(same)
        .find(|(_, other)| other.version == procedure.version)
    {
        let twice = NameFault::VersionTwice {
            version: procedure.version,
            id: procedure.id.to_string(),
            first: (*first).to_owned(),
        };
        let fault = FileFault::new(file, 1, "version", twice);
        found.push(Disagreement { fault, drops: true });
        return;
    }
    // A version may be put in between one that applies and one that is to come, not before the first.
    let lower = || {
        sound
            .iter()
            .filter(same)
            .filter(|(_, other)| other.version < procedure.version)
    };
    let follows = |(_, other): &(&str, &Procedure)| other.valid_from < procedure.valid_from;
    if let Some((first, other)) = lower().next().filter(|_| !lower().any(follows)) {
        let order = NameFault::VersionOrder {
            version: procedure.version,
            day: procedure.valid_from.to_string(),
            other: other.version,
            first: (*first).to_owned(),
            other_day: other.valid_from.to_string(),
        };
        let fault = FileFault::new(file, 1, "valid_from", order);
        found.push(Disagreement { fault, drops: false });
    }
}

fn names(sound: &[(&str, &Procedure)], file: &str, procedure: &Procedure, found: &mut Vec<Disagreement>) {
    let known = |id: &ProcedureId| sound.iter().any(|(_, it)| it.id == *id);
    let parts = procedure.linked_parts();
    for id in procedure.related.iter().chain(parts).filter(|id| !known(id)) {
        let id = id.to_string();
        let fault = FileFault::new(file, 1, "related", NameFault::NoProcedure { id });
        found.push(Disagreement { fault, drops: false });
    }
    if procedure.related.contains(&procedure.id) {
        let fault = FileFault::new(file, 1, "related", NameFault::RelatedItself);
        found.push(Disagreement { fault, drops: false });
    }
}

/// What a group hands to a part must be a field of the part.
fn parts(sound: &[(&str, &Procedure)], file: &str, group: &Procedure, found: &mut Vec<Disagreement>) {
    for step in group.workflow.steps() {
        let StepKind::Linked {
            procedure, give, same, ..
        } = &step.does
        else {
            continue;
        };
        if *procedure == group.id {
            let fault = FileFault::new(file, 1, format!("workflow.{}", step.id), NameFault::GroupItself);
            found.push(Disagreement { fault, drops: true });
        }
        let versions: Vec<_> = sound.iter().filter(|(_, it)| it.id == *procedure).collect();
        if versions.is_empty() {
            continue;
        }
        let unknown = give
            .keys()
            .chain(same)
            .filter(|field| !versions.iter().any(|(_, part)| part.form.field(field).is_some()));
        for field in unknown {
            let path = format!("workflow.{}.give.{field}", step.id);
            let (part, field) = (procedure.to_string(), field.clone());
            let fault = FileFault::new(file, 1, path, NameFault::NoFieldOfPart { part, field });
            found.push(Disagreement { fault, drops: false });
        }
    }
}
