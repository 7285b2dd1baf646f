//! The check of a definition: every fault at once, each with its place and what to do.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{Fault, FaultKind};
use super::{Definition, Prefill, Register};
use crate::condition::{Expr, Kind};

mod form;
mod rest;
mod review;
mod workflow;

/// All faults of a definition.
pub(super) fn faults(definition: &Definition) -> Vec<Fault> {
    let mut check = Check {
        definition,
        fields: Vec::new(),
        faults: Vec::new(),
    };
    check.texts();
    check.form();
    check.facts();
    check.rest();
    check.workflow();
    check.review();
    check.faults
}

struct Check<'d> {
    definition: &'d Definition,
    /// Fields seen so far, with their kinds; conditions may look at earlier ones only, so none can be cyclic.
    fields: Vec<(String, Kind)>,
    faults: Vec<Fault>,
}

impl Check<'_> {
    pub(super) fn fault(&mut self, path: impl Into<String>, kind: impl Into<FaultKind>) {
        self.faults.push(Fault::new(path, kind));
    }

    pub(super) fn kind_of(&self, name: &str) -> Option<Kind> {
        let of_field = |name: &str| {
            let known = self.fields.iter().find(|(field, _)| field == name);
            known.map(|(_, kind)| *kind)
        };
        let Some((fact, value)) = name.split_once('.') else {
            return of_field(name);
        };
        // A column of a table, or a part of a field of several parts.
        let (field, column) = (fact.trim_end_matches("[]"), fact.ends_with("[]"));
        if let Some(kind) = of_field(field) {
            let parts = self.definition.form.field(field)?.kind.parts();
            let part = parts.iter().find(|part| part.id == value)?;
            return part.kind.value_kind().filter(|_| column == (kind == Kind::Table));
        }
        let register = match self.definition.facts.get(fact) {
            Some(fact) => fact.register,
            None if fact == "session" => Register::Session,
            None => return None,
        };
        register
            .values()
            .iter()
            .find(|(known, _)| *known == value)
            .map(|(_, kind)| *kind)
    }

    pub(super) fn expr(&mut self, path: &str, expr: &Expr, wanted: Option<Kind>) {
        match expr.kind(&|name| self.kind_of(name)) {
            Ok(kind) if wanted.is_none_or(|wanted| wanted == kind) => {}
            // A text may hold what looks like a date: a code, a note. The other way round is caught when it is read.
            Ok(Kind::Date) if wanted == Some(Kind::Text) && matches!(expr, Expr::Literal(_)) => {}
            Ok(found) => {
                let needed = wanted.unwrap_or(found);
                self.fault(path, FaultKind::WrongKind { found, needed });
            }
            Err(fault) => {
                let later = expr
                    .variables()
                    .into_iter()
                    .map(|name| name.split('.').next().unwrap_or(name))
                    .find(|name| self.kind_of(name).is_none() && self.definition.form.field(name).is_some());
                match later {
                    Some(name) => {
                        let name = name.to_owned();
                        self.fault(path, FaultKind::LaterField { name });
                    }
                    None => self.fault(path, fault),
                }
            }
        }
    }

    pub(super) fn condition(&mut self, path: &str, condition: Option<&Expr>) {
        if let Some(condition) = condition {
            self.expr(path, condition, Some(Kind::Bool));
        }
    }

    /// Every text is there in both languages.
    fn texts(&mut self) {
        // One pass over the written definition tells of nearly all that there is nothing to look for.
        let written = serde_json::to_string(self.definition);
        let Some(written) = written.ok().filter(|written| may_have_empty_texts(written)) else {
            return;
        };
        let Ok(value) = serde_json::from_str(&written) else {
            return;
        };
        let mut empty = Vec::new();
        find_empty_texts(&value, "", &mut empty);
        for path in empty {
            self.fault(path, FaultKind::EmptyText);
        }
    }

    fn facts(&mut self) {
        for (name, fact) in &self.definition.facts {
            if name == "session" || !is_id(name) {
                self.fault(format!("facts.{name}"), FaultKind::FactName);
            }
            if self.definition.form.field(name).is_some() {
                self.fault(format!("facts.{name}"), FaultKind::FactNamedAsField);
            }
            if fact.register == Register::Session {
                self.fault(format!("facts.{name}.register"), FaultKind::SessionAsked);
            }
            for (key, expr) in &fact.keys {
                self.expr(&format!("facts.{name}.keys.{key}"), expr, None);
            }
            self.condition(&format!("facts.{name}.when"), fact.when.as_ref());
            if let Some(about) = &fact.about {
                self.expr(&format!("facts.{name}.about"), about, Some(Kind::Text));
            }
        }
        for name in self.circular_facts() {
            self.fault(format!("facts.{name}.keys"), FaultKind::FactWaits);
        }
    }

    /// Facts of which the keys can never be known, because they wait for each other: directly, or by a field that is
    /// filled in from one with what the other asks.
    fn circular_facts(&self) -> Vec<String> {
        let mut waits: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, fact) in &self.definition.facts {
            let looks_at = fact.keys.values().chain(&fact.when).flat_map(Expr::variables);
            waits.insert(name, looks_at.collect());
        }
        for field in self.definition.form.fields() {
            let prefill = field.prefill.iter().flat_map(Prefill::variables);
            let other = field.derived.iter().chain(&field.show_if).flat_map(Expr::variables);
            waits.insert(&field.id, prefill.chain(other).collect());
        }
        let first = |path: &'_ str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
        let mut open: Vec<&str> = waits.keys().copied().collect();
        loop {
            let still: Vec<&str> = open
                .iter()
                .copied()
                .filter(|name| waits[name].iter().any(|path| open.contains(&first(path).as_str())))
                .collect();
            if still.len() == open.len() {
                let facts = still
                    .into_iter()
                    .filter(|name| self.definition.facts.contains_key(*name));
                return facts.map(str::to_owned).collect();
            }
            open = still;
        }
    }

    /// Each id once, and each an id.
    pub(super) fn ids<'i>(&mut self, list: &str, ids: impl Iterator<Item = &'i str>) {
        let mut seen = BTreeSet::new();
        for (i, id) in ids.enumerate() {
            if !seen.insert(id) || !is_id(id) {
                let id = id.to_owned();
                self.fault(format!("{list}[{i}].id"), FaultKind::IdTwice { id });
            }
        }
    }
}

/// Small letters, digits and `_`, beginning with a letter.
fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether some text begins as only an empty one can.
fn may_have_empty_texts(written: &str) -> bool {
    let blank = |rest: &str| rest.starts_with(|first: char| matches!(first, '"' | '\\') || first.is_whitespace());
    let mut texts = ["\"vi\":\"", "\"en\":\""].into_iter().flat_map(|key| {
        let found = written.match_indices(key);
        found.map(move |(at, _)| &written[at + key.len()..])
    });
    texts.any(blank)
}

fn find_empty_texts(value: &serde_json::Value, path: &str, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                let inner = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                let is_language = object.len() == 2 && object.contains_key("vi") && object.contains_key("en");
                if is_language && value.as_str().is_some_and(|text| text.trim().is_empty()) {
                    found.push(inner);
                } else {
                    find_empty_texts(value, &inner, found);
                }
            }
        }
        serde_json::Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                find_empty_texts(item, &format!("{path}[{index}]"), found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
