//! Values of several parts and tables: their inputs are named `account.bank`, `members.0.full_name`, `members.0.born.day`;
//! ticked rows of a register `members.pick.0`.

use std::collections::{BTreeMap, BTreeSet};

use super::read::{read, tidy};
use super::resolve::{PartProblem, ProblemKind};
use super::{Answer, Typed};
use crate::facts::Facts;
use crate::procedure::{Column, FieldType};
use crate::reference::Lists;

/// A row of a table, or a value of several parts.
pub(super) type Parts = BTreeMap<String, Answer>;

/// Reads a value of several parts. `Ok(None)` when nothing was typed.
pub(super) fn record(
    id: &str,
    parts: &[Column],
    typed: &Typed,
    lists: &dyn Lists,
) -> Result<Option<Answer>, ProblemKind> {
    let (found, problems) = row(id, None, parts, typed, lists);
    if !problems.is_empty() {
        return Err(ProblemKind::InParts(problems));
    }
    Ok((!found.is_empty()).then_some(Answer::Record(found)))
}

/// Reads the typed rows of a table; empty rows are left out.
pub(super) fn rows(
    id: &str,
    columns: &[Column],
    max: u8,
    typed: &Typed,
    lists: &dyn Lists,
) -> Result<Vec<Parts>, ProblemKind> {
    let mut rows = Vec::new();
    let mut problems = Vec::new();
    for number in numbers(id, typed) {
        if rows.len() > usize::from(max) {
            return Err(ProblemKind::TooManyRows { max });
        }
        let (found, wrong) = row(&format!("{id}.{number}"), Some(rows.len()), columns, typed, lists);
        problems.extend(wrong);
        rows.push(found);
    }
    if problems.is_empty() {
        Ok(rows)
    } else {
        Err(ProblemKind::InParts(problems))
    }
}

/// The rows as a value, if there are neither too few nor too many of them.
pub(super) fn table(rows: Vec<Parts>, (min, max): (u8, u8)) -> Result<Option<Answer>, ProblemKind> {
    if rows.len() > usize::from(max) {
        return Err(ProblemKind::TooManyRows { max });
    }
    if rows.is_empty() {
        return Ok(None);
    }
    if rows.len() < usize::from(min) {
        return Err(ProblemKind::TooFewRows { min });
    }
    Ok(Some(Answer::Table(rows)))
}

/// The rows of the register that were ticked, with the columns of the table only. What a register does not say of a ticked
/// row is typed beside it: `members.pick.0.occupation`.
pub(super) fn picked(
    id: &str,
    columns: &[Column],
    path: &str,
    facts: &Facts,
    typed: &Typed,
    lists: &dyn Lists,
) -> Result<Vec<Parts>, ProblemKind> {
    let Some(Answer::Table(known)) = facts.value(path) else {
        return Ok(Vec::new());
    };
    let mut rows = Vec::new();
    let mut problems = Vec::new();
    for (number, known) in known.iter().enumerate() {
        let prefix = format!("{id}.pick.{number}");
        if typed.get(&prefix) != Some("yes") {
            continue;
        }
        let mut found = Parts::new();
        for column in columns {
            let input = format!("{prefix}.{}", column.id);
            let value = match said(known, &column.id) {
                Some(said) => Ok(Some(tidy(&column.kind, said.clone(), lists))),
                None => read(&input, &column.kind, typed, lists),
            };
            let kind = match value {
                Ok(Some(value)) => {
                    found.insert(column.id.clone(), value);
                    continue;
                }
                Ok(None) if column.required => ProblemKind::Missing,
                Ok(None) => continue,
                Err(kind) => kind,
            };
            problems.push(PartProblem {
                input,
                row: Some(rows.len()),
                label: column.label.clone(),
                kind,
            });
        }
        rows.push(found);
    }
    if problems.is_empty() {
        Ok(rows)
    } else {
        Err(ProblemKind::InParts(problems))
    }
}

/// What a row of a register says for a column: under the column's own name, or under a name the column ends with
/// (`member_full_name` is the register's `full_name`).
#[must_use]
pub fn said<'r>(row: &'r BTreeMap<String, Answer>, column: &str) -> Option<&'r Answer> {
    let ends = |name: &str| column.strip_suffix(name).is_some_and(|rest| rest.ends_with('_'));
    let own = row.get(column);
    let longest = || {
        let named = row.iter().filter(|(name, _)| ends(name));
        named.max_by_key(|(name, _)| name.len()).map(|(_, value)| value)
    };
    own.or_else(longest).filter(|value| !value.is_empty())
}

/// A register's value of several parts in the form in which the same value typed would be kept.
pub(super) fn tidy_parts(kind: &FieldType, said: Answer, lists: &dyn Lists) -> Answer {
    let row = |row: Parts| -> Parts {
        let part = |id: &str| kind.parts().iter().find(|part| part.id == id);
        row.into_iter()
            .filter_map(|(id, value)| Some((part(&id).map(|part| tidy(&part.kind, value, lists))?, id)))
            .map(|(value, id)| (id, value))
            .collect()
    };
    match said {
        Answer::Record(parts) => Answer::Record(row(parts)),
        Answer::Table(rows) => Answer::Table(rows.into_iter().map(row).collect()),
        said => said,
    }
}

/// The numbers of the rows in which something was typed.
fn numbers(id: &str, typed: &Typed) -> BTreeSet<u16> {
    let number = |input: &str| {
        let rest = input.strip_prefix(id)?.strip_prefix('.')?;
        rest.split('.').next()?.parse().ok()
    };
    typed
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .filter_map(|(input, _)| number(input))
        .collect()
}

fn row(
    prefix: &str,
    number: Option<usize>,
    columns: &[Column],
    typed: &Typed,
    lists: &dyn Lists,
) -> (Parts, Vec<PartProblem>) {
    let mut found = Parts::new();
    let mut problems = Vec::new();
    let mut missing = Vec::new();
    for column in columns {
        let input = format!("{prefix}.{}", column.id);
        let problem = |kind| PartProblem {
            input: input.clone(),
            row: number,
            label: column.label.clone(),
            kind,
        };
        match read(&input, &column.kind, typed, lists) {
            Ok(Some(value)) => {
                found.insert(column.id.clone(), value);
            }
            Ok(None) if column.required => missing.push(problem(ProblemKind::Missing)),
            Ok(None) => {}
            Err(kind) => problems.push(problem(kind)),
        }
    }
    // Nothing at all is no half value: whether the field may stay empty is for the field to say.
    if !found.is_empty() || !problems.is_empty() {
        problems.extend(missing);
    }
    (found, problems)
}
