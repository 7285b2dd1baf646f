//! From one file to a checked procedure.

use motcua_domain::form::Answer;
use motcua_domain::procedure::{Definition, FaultKind, Field, FieldType, Prefill, Procedure, StepKind};
use motcua_domain::reference::Lists;
use motcua_domain::workflow::FlowFault;

use super::files::FileFault;
use super::operations;
use super::places::Places;
use super::shared::Shared;
use crate::faults::{NameFault, What};
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
    let fault = |path: &str, what: What| {
        let (source, line) = places.place(path);
        shared.at(source, line, file, path, what)
    };
    let mut faults: Vec<FileFault> = unknown_words(&definition, reference)
        .into_iter()
        .map(|(path, name)| fault(&path, name.into()))
        .collect();
    match Procedure::new(definition) {
        Ok(procedure) if faults.is_empty() => Ok(procedure),
        Ok(_) => Err(faults),
        Err(found) => {
            faults.extend(found.into_iter().map(|it| match step_of(&it.kind) {
                Some(step) => fault(&format!("workflow.{step}"), it.kind.into()),
                None => fault(&it.path, it.kind.into()),
            }));
            Err(faults)
        }
    }
}

/// The step of the workflow that is at fault, if it is one.
fn step_of(kind: &FaultKind) -> Option<String> {
    match kind {
        FaultKind::Flow(
            FlowFault::Duplicate(step)
            | FlowFault::Back { step, .. }
            | FlowFault::NoWayOut(step)
            | FlowFault::Unreachable(step),
        ) => Some(step.clone()),
        _ => None,
    }
}

/// Names that the reference data does not know.
fn unknown_words(definition: &Definition, reference: &Reference) -> Vec<(String, NameFault)> {
    let mut faults = Vec::new();
    let id = definition.id.as_str();
    if id.is_empty()
        || !id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    {
        let id = id.to_owned();
        faults.push(("id".to_owned(), NameFault::ProcedureId { id }));
    }
    if !reference
        .life_events()
        .iter()
        .any(|event| event.id == definition.life_event)
    {
        let known: Vec<_> = reference.life_events().iter().map(|event| event.id.as_str()).collect();
        let fault = NameFault::LifeEvent {
            event: definition.life_event.clone(),
            known: known.join(", "),
        };
        faults.push(("life_event".to_owned(), fault));
    }
    match reference
        .agency_kinds()
        .iter()
        .find(|kind| kind.code == definition.agency)
    {
        None => {
            let kind = definition.agency.clone();
            faults.push(("agency".to_owned(), NameFault::AgencyKind { kind }));
        }
        Some(kind) if !kind.levels.contains(&definition.level) => {
            let kind = definition.agency.clone();
            faults.push(("agency".to_owned(), NameFault::AgencyLevel { kind }));
        }
        Some(_) => {}
    }
    if !definition.results.is_empty() && !definition.makes_results() {
        faults.push(("results".to_owned(), NameFault::NothingMakes));
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
            unknown_proposals(
                field,
                &format!("form.sections[{s}].fields[{f}]"),
                reference,
                &mut faults,
            );
        }
    }
    for step in definition.workflow.steps() {
        let path = format!("workflow.{}", step.id);
        match &step.does {
            StepKind::Task { role, .. } if reference.role(role.as_str()).is_none() => {
                let role = role.as_str().to_owned();
                faults.push((format!("{path}.role"), NameFault::NoSuchRole { role }));
            }
            StepKind::Call { operation, keep, .. } => match operations::answers(operation) {
                None => {
                    let known: Vec<_> = operations::names().collect();
                    let fault = NameFault::NoOperation {
                        operation: operation.clone(),
                        known: known.join(", "),
                    };
                    faults.push((format!("{path}.operation"), fault));
                }
                Some(answers) => {
                    for answer in keep.keys().filter(|answer| !answers.contains(&answer.as_str())) {
                        let fault = NameFault::NoAnswer {
                            operation: operation.clone(),
                            answer: answer.clone(),
                            known: answers.join(", "),
                        };
                        faults.push((format!("{path}.keep.{answer}"), fault));
                    }
                }
            },
            _ => {}
        }
    }
    faults
}

fn unknown_list(kind: &FieldType, path: &str, reference: &Reference, faults: &mut Vec<(String, NameFault)>) {
    if let FieldType::Choice { list: Some(list), .. } = kind
        && reference.options(list).is_empty()
    {
        let list = list.clone();
        faults.push((format!("{path}.list"), NameFault::NoList { list }));
    }
}

/// What a field proposes must be a value of its code list.
fn unknown_proposals(field: &Field, path: &str, reference: &Reference, faults: &mut Vec<(String, NameFault)>) {
    let FieldType::Choice { list: Some(list), .. } = &field.kind else {
        return;
    };
    if let Some(default) = field.default.as_ref().and_then(Answer::as_text)
        && reference.label(list, default).is_none()
    {
        let (value, list) = (default.to_owned(), list.clone());
        faults.push((format!("{path}.default"), NameFault::NotOfList { value, list }));
    }
    for (p, prefill) in field.prefill.iter().enumerate() {
        if let Prefill::Serving(serving) = prefill
            && serving.list != *list
        {
            let list = list.clone();
            faults.push((format!("{path}.prefill[{p}].list"), NameFault::OtherList { list }));
        }
    }
}
