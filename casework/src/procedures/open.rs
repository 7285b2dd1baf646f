//! From one file to a checked procedure.

use motcua_domain::procedure::{Definition, FieldType, Procedure, StepKind};
use motcua_domain::reference::Lists;

use super::files::FileFault;
use super::operations;
use super::places::Places;
use super::shared::Shared;
use crate::reference::Reference;
use crate::yaml;

/// Reads and checks a definition.
pub(super) fn open(
    file: &str,
    text: &str,
    shared: &Shared,
    reference: &Reference,
) -> Result<Procedure, Vec<FileFault>> {
    let of_yaml = |faults: Vec<yaml::YamlFault>| -> Vec<FileFault> {
        faults.into_iter().map(|fault| shared.fault(fault, file)).collect()
    };
    let tree = yaml::parse(text).map_err(of_yaml)?;
    let tree = shared.pieces.expand(&tree).map_err(of_yaml)?;
    let definition: Definition = yaml::read(&tree).map_err(of_yaml)?;
    let places = Places::new(&tree);
    let fault = |path: &str, message: String| {
        let (source, line) = places.place(path);
        shared.at(source, line, file, path, message)
    };
    let mut faults: Vec<FileFault> = unknown_words(&definition, reference)
        .into_iter()
        .map(|(path, message)| fault(&path, message))
        .collect();
    match Procedure::new(definition) {
        Ok(procedure) if faults.is_empty() => Ok(procedure),
        Ok(_) => Err(faults),
        Err(found) => {
            faults.extend(found.into_iter().map(|it| match places.step_named(&it.message) {
                Some(step) if it.path == "workflow" => fault(&format!("workflow.{step}"), it.message.clone()),
                _ => fault(&it.path, it.message),
            }));
            Err(faults)
        }
    }
}

/// Names that the reference data does not know.
fn unknown_words(definition: &Definition, reference: &Reference) -> Vec<(String, String)> {
    let mut faults = Vec::new();
    let id = definition.id.as_str();
    if id.is_empty()
        || !id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    {
        let message = format!("'{id}' is no id; use small letters, digits and '-'");
        faults.push(("id".to_owned(), message));
    }
    if !reference
        .life_events()
        .iter()
        .any(|event| event.id == definition.life_event)
    {
        let known: Vec<_> = reference.life_events().iter().map(|event| event.id.as_str()).collect();
        let message = format!(
            "'{}' is no life event; write one of {}",
            definition.life_event,
            known.join(", ")
        );
        faults.push(("life_event".to_owned(), message));
    }
    match reference
        .agency_kinds()
        .iter()
        .find(|kind| kind.code == definition.agency)
    {
        None => {
            let message = format!(
                "'{}' is no kind of agency; write one of reference/agency_kinds.yaml or add it there",
                definition.agency
            );
            faults.push(("agency".to_owned(), message));
        }
        Some(kind) if !kind.levels.contains(&definition.level) => {
            let message = format!(
                "'{}' does not work on this level; look at level and agency",
                definition.agency
            );
            faults.push(("agency".to_owned(), message));
        }
        Some(_) => {}
    }
    if !definition.results.is_empty() && !definition.makes_results() {
        let message = "nothing makes the results; put a step that seals, or a call with issues: true";
        faults.push(("results".to_owned(), message.to_owned()));
    }
    for (s, section) in definition.form.sections.iter().enumerate() {
        for (f, field) in section.fields.iter().enumerate() {
            let path = format!("form.sections[{s}].fields[{f}].type");
            unknown_list(&field.kind, &path, reference, &mut faults);
            if let FieldType::Table { columns, .. } = &field.kind {
                for (c, column) in columns.iter().enumerate() {
                    unknown_list(
                        &column.kind,
                        &format!("{path}.columns[{c}].type"),
                        reference,
                        &mut faults,
                    );
                }
            }
        }
    }
    for step in definition.workflow.steps() {
        let path = format!("workflow.{}", step.id);
        match &step.does {
            StepKind::Task { role, .. } if reference.role(role.as_str()).is_none() => {
                let message = format!(
                    "there is no role '{}'; write one of reference/roles.yaml or add it there",
                    role.as_str()
                );
                faults.push((format!("{path}.role"), message));
            }
            StepKind::Call { operation, keep, .. } => match operations::answers(operation) {
                None => {
                    let known: Vec<_> = operations::names().collect();
                    let message = format!("'{operation}' is no known operation; known are {}", known.join(", "));
                    faults.push((format!("{path}.operation"), message));
                }
                Some(answers) => {
                    for answer in keep.keys().filter(|answer| !answers.contains(&answer.as_str())) {
                        let message = format!("{operation} gives no '{answer}'; it gives {}", answers.join(", "));
                        faults.push((format!("{path}.keep.{answer}"), message));
                    }
                }
            },
            _ => {}
        }
    }
    faults
}

fn unknown_list(kind: &FieldType, path: &str, reference: &Reference, faults: &mut Vec<(String, String)>) {
    if let FieldType::Choice { list: Some(list), .. } = kind
        && reference.options(list).is_empty()
    {
        let message = format!("there is no code list '{list}' in the reference data; look at its spelling");
        faults.push((format!("{path}.list"), message));
    }
}
