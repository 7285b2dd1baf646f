//! The check of a definition: every fault at once, each with its place and what to do.

use std::collections::BTreeSet;

use super::{Act, Definition, Exit, FieldType, Node, Prefill, Register, Required, StepKind};
use crate::condition::{Expr, Kind};
use crate::workflow::Flow;

/// Something wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: `form.sections[1].fields[0].show_if`. The reader of the file turns it into a line.
    pub path: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Fault {
    /// A fault at a place.
    #[must_use]
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.path, self.message)
    }
}

/// All faults of a definition.
pub(super) fn faults(definition: &Definition) -> Vec<Fault> {
    let mut check = Check {
        definition,
        fields: Vec::new(),
        faults: Vec::new(),
    };
    check.texts();
    check.facts();
    check.form();
    check.rest();
    check.workflow();
    check.faults
}

struct Check<'d> {
    definition: &'d Definition,
    /// Fields seen so far, with their kinds; conditions may look at earlier ones only, so none can be cyclic.
    fields: Vec<(String, Kind)>,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.faults.push(Fault::new(path, message));
    }

    fn kind_of(&self, name: &str) -> Option<Kind> {
        let Some((fact, value)) = name.split_once('.') else {
            return self
                .fields
                .iter()
                .find(|(field, _)| field == name)
                .map(|(_, kind)| *kind);
        };
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

    fn expr(&mut self, path: &str, expr: &Expr, wanted: Option<Kind>) {
        match expr.kind(&|name| self.kind_of(name)) {
            Ok(kind) if wanted.is_none_or(|wanted| wanted == kind) => {}
            Ok(kind) => self.fault(
                path,
                format!("gives a {kind:?}, but a {:?} is needed", wanted.unwrap_or(kind)),
            ),
            Err(fault) => {
                let later = expr
                    .variables()
                    .into_iter()
                    .find(|name| self.kind_of(name).is_none() && self.definition.form.field(name).is_some());
                match later {
                    Some(name) => self.fault(
                        path,
                        format!("looks at '{name}', which comes later in the form; move that field before this place"),
                    ),
                    None => self.fault(path, fault.to_string()),
                }
            }
        }
    }

    fn condition(&mut self, path: &str, condition: Option<&Expr>) {
        if let Some(condition) = condition {
            self.expr(path, condition, Some(Kind::Bool));
        }
    }

    fn required(&mut self, path: &str, required: &Required) {
        if let Required::When(when) = required {
            self.expr(path, when, Some(Kind::Bool));
        }
    }

    /// Every text is there in both languages.
    fn texts(&mut self) {
        let Ok(value) = serde_json::to_value(self.definition) else {
            return;
        };
        let mut empty = Vec::new();
        find_empty_texts(&value, "", &mut empty);
        for path in empty {
            self.fault(path, "the text is empty; write it in Vietnamese and in English");
        }
    }

    fn facts(&mut self) {
        for (name, fact) in &self.definition.facts {
            if name == "session" || !is_id(name) {
                self.fault(
                    format!("facts.{name}"),
                    "a fact is named with small letters, digits and _, and not 'session'",
                );
            }
            if fact.register == Register::Session {
                self.fault(
                    format!("facts.{name}.register"),
                    "the session is always there and needs no question",
                );
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
            let message = "is asked with a value of a fact that waits for this one; begin with something that is known";
            self.fault(format!("facts.{name}.keys"), message);
        }
    }

    /// Facts of which the keys can never be known, because they wait for each other.
    fn circular_facts(&self) -> Vec<String> {
        let mut open: Vec<&String> = self.definition.facts.keys().collect();
        loop {
            let waits = |name: &&String| {
                let fact = &self.definition.facts[*name];
                let looks_at = fact.keys.values().chain(&fact.when).flat_map(Expr::variables);
                looks_at
                    .filter_map(|path| path.split_once('.'))
                    .any(|(other, _)| open.iter().any(|fact| *fact == other))
            };
            let still: Vec<&String> = open.iter().copied().filter(waits).collect();
            if still.len() == open.len() {
                return still.into_iter().cloned().collect();
            }
            open = still;
        }
    }

    /// Each id once, and each an id.
    fn ids<'i>(&mut self, list: &str, ids: impl Iterator<Item = &'i str>) {
        let mut seen = BTreeSet::new();
        for (i, id) in ids.enumerate() {
            if !seen.insert(id) || !is_id(id) {
                let message =
                    format!("'{id}' is used twice or is no id; use small letters, digits and _, each id once");
                self.fault(format!("{list}[{i}].id"), message);
            }
        }
    }

    fn form(&mut self) {
        let mut sections = BTreeSet::new();
        let mut ids = BTreeSet::new();
        for (s, section) in self.definition.form.sections.iter().enumerate() {
            let path = format!("form.sections[{s}]");
            if !sections.insert(section.id.as_str()) || !is_id(&section.id) {
                self.fault(
                    format!("{path}.id"),
                    format!("'{}' is used twice or is no id", section.id),
                );
            }
            self.condition(&format!("{path}.show_if"), section.show_if.as_ref());
            for (f, field) in section.fields.iter().enumerate() {
                let path = format!("{path}.fields[{f}]");
                if !ids.insert(field.id.as_str()) || !is_id(&field.id) {
                    let message = format!(
                        "'{}' is used twice or is no id; use small letters, digits and _, each id once",
                        field.id
                    );
                    self.fault(format!("{path}.id"), message);
                }
                self.condition(&format!("{path}.show_if"), field.show_if.as_ref());
                self.required(&format!("{path}.required"), &field.required);
                for (p, prefill) in field.prefill.iter().enumerate() {
                    let path = format!("{path}.prefill[{p}]");
                    match prefill {
                        Prefill::Fact(name) => self.expr(&path, &Expr::Var(name.clone()), field.kind.value_kind()),
                        Prefill::Expr(expr) => self.expr(&path, expr, field.kind.value_kind()),
                    }
                }
                if let Some(derived) = &field.derived {
                    self.expr(&format!("{path}.derived"), derived, field.kind.value_kind());
                }
                self.field_type(&path, &field.kind);
                if let Some(kind) = field.kind.value_kind() {
                    self.fields.push((field.id.clone(), kind));
                }
            }
            for (r, rule) in section.rules.iter().enumerate() {
                let path = format!("{path}.rules[{r}]");
                if !section.fields.iter().any(|field| field.id == rule.field) {
                    self.fault(
                        format!("{path}.field"),
                        format!("'{}' is no field of this section", rule.field),
                    );
                }
                self.expr(&format!("{path}.holds"), &rule.holds, Some(Kind::Bool));
            }
        }
    }

    fn field_type(&mut self, path: &str, kind: &FieldType) {
        match kind {
            FieldType::Choice { options, list } if options.is_empty() == list.is_none() => {
                self.fault(
                    format!("{path}.type"),
                    "a choice has either options or the name of a code list",
                );
            }
            FieldType::Choices { options } if options.is_empty() => {
                self.fault(format!("{path}.type"), "several choices need options");
            }
            FieldType::Number { min, max } if min > max => {
                self.fault(
                    format!("{path}.type"),
                    format!("the smallest number {min} is above the largest {max}"),
                );
            }
            _ => {}
        }
    }

    fn rest(&mut self) {
        let definition = self.definition;
        self.expr("subject", &definition.subject, Some(Kind::Text));
        self.expr("competent", &definition.competent, None);
        for (i, rule) in definition.eligibility.iter().enumerate() {
            self.condition(&format!("eligibility[{i}].when"), rule.when.as_ref());
        }
        for (i, confirmation) in definition.confirmations.iter().enumerate() {
            let path = format!("confirmations[{i}]");
            self.condition(&format!("{path}.when"), confirmation.when.as_ref());
            self.expr(&format!("{path}.person"), &confirmation.person, Some(Kind::Text));
            self.expr(&format!("{path}.name"), &confirmation.name, Some(Kind::Text));
            for field in &confirmation.shows {
                if definition.form.field(field).is_none() {
                    self.fault(
                        format!("{path}.shows"),
                        format!("'{field}' is no field of the form; add it there or remove it here"),
                    );
                }
            }
        }
        if let Some(offer) = &definition.offer {
            self.condition("offer.when", offer.when.as_ref());
            if !definition.facts.contains_key(&offer.fact) {
                let fact = &offer.fact;
                self.fault(
                    "offer.fact".to_owned(),
                    format!("'{fact}' is no fact of this procedure; add it under facts or name another"),
                );
            }
            for path in &offer.shows {
                if path.split_once('.').is_none_or(|(fact, _)| fact != offer.fact) {
                    self.fault(
                        "offer.shows".to_owned(),
                        format!("'{path}' is no value of the fact '{}'", offer.fact),
                    );
                }
            }
        }
        self.ids(
            "confirmations",
            definition
                .confirmations
                .iter()
                .map(|confirmation| confirmation.id.as_str()),
        );
        self.ids(
            "documents",
            definition.documents.iter().map(|document| document.id.as_str()),
        );
        self.ids("fees", definition.fees.iter().map(|fee| fee.id.as_str()));
        self.ids("results", definition.results.iter().map(|result| result.id.as_str()));
        for (i, document) in definition.documents.iter().enumerate() {
            let path = format!("documents[{i}]");
            self.required(&format!("{path}.required"), &document.required);
            for fact in document
                .substitutable_by
                .iter()
                .filter(|fact| !definition.facts.contains_key(*fact))
            {
                self.fault(
                    format!("{path}.substitutable_by"),
                    format!("'{fact}' is no fact of this procedure; add it under facts or remove it here"),
                );
            }
            if document.accept.is_empty() || document.max_mb == 0 {
                self.fault(path, "no file could ever be accepted; name kinds of file and a size");
            }
        }
        for (i, fee) in definition.fees.iter().enumerate() {
            let path = format!("fees[{i}]");
            if fee.amount < 0 {
                self.fault(
                    format!("{path}.amount"),
                    "a fee cannot be negative; write a reduction instead",
                );
            }
            self.condition(&format!("{path}.when"), fee.when.as_ref());
            if let Some(units) = &fee.units {
                self.expr(&format!("{path}.units"), units, Some(Kind::Number));
            }
            for (r, reduction) in fee.reductions.iter().enumerate() {
                let path = format!("{path}.reductions[{r}]");
                if reduction.percent > 100 {
                    self.fault(format!("{path}.percent"), "more than 100 percent cannot be taken off");
                }
                self.condition(&format!("{path}.when"), reduction.when.as_ref());
            }
        }
        if definition.results.is_empty() {
            self.fault("results", "the applicant gets nothing; name at least one result");
        }
        if definition.valid_to.is_some_and(|to| to < definition.valid_from) {
            self.fault("valid_to", "the last day of validity lies before the first");
        }
    }

    fn workflow(&mut self) {
        for step in self.definition.workflow.steps() {
            let path = format!("workflow.{}", step.id);
            if !is_id(&step.id) {
                self.fault(path.clone(), "a step is named with small letters, digits and _");
            }
            let mut exits = BTreeSet::new();
            for exit in step.exits.iter().filter(|exit| !exits.insert(exit.id.as_str())) {
                self.faults.push(Fault::new(
                    path.clone(),
                    format!("the way out '{}' stands twice", exit.id),
                ));
            }
            let onward = step.exits.iter().any(|exit| matches!(exit.to, Exit::Onward));
            match &step.does {
                StepKind::Task { role, .. } if role.as_str().is_empty() => {
                    self.fault(path, "the step has no role; nobody could do it");
                }
                StepKind::Call { send, keep, .. } => {
                    if !onward || !exits.contains("done") || !exits.contains("refused") {
                        let message = "a call needs the ways out 'done' (onward) and 'refused'";
                        self.fault(path.clone(), message);
                    }
                    for (name, expr) in send {
                        self.expr(&format!("{path}.send.{name}"), expr, None);
                    }
                    // What a call brings can be looked at by everything behind it.
                    self.fields
                        .extend(keep.values().map(|field| (field.clone(), Kind::Text)));
                }
                _ => {}
            }
        }
        match Flow::new(&self.definition.workflow) {
            // In the order of the file, each before what stands in its branch: the reader of the file finds its line so.
            Ok(flow) => flow.conditions().iter().enumerate().for_each(|(i, condition)| {
                self.expr(&format!("workflow.conditions[{i}]"), condition, Some(Kind::Bool));
            }),
            Err(fault) => self.fault("workflow", fault.to_string()),
        }
        self.signed_after(&self.definition.workflow, false);
        for (r, result) in self.definition.results.iter().enumerate() {
            let path = format!("results[{r}]");
            self.condition(&format!("{path}.when"), result.when.as_ref());
            if let Some(number) = &result.number {
                self.expr(&format!("{path}.number"), number, Some(Kind::Text));
            }
            for (g, group) in result.groups.iter().enumerate() {
                for (w, row) in group.rows.iter().enumerate() {
                    self.expr(&format!("{path}.groups[{g}].rows[{w}].value"), &row.value, None);
                }
            }
        }
    }
}

impl Check<'_> {
    /// Walks the tree as a dossier does and says whether it is certainly signed behind this piece. A seal before that
    /// could never be put (PRC-12).
    fn signed_after(&mut self, node: &Node, signed: bool) -> bool {
        match node {
            Node::Step(step) => {
                let act = match &step.does {
                    StepKind::Task { act, .. } => Some(*act),
                    _ => None,
                };
                if act == Some(Act::Seal) && !signed {
                    let message = "a seal needs a signature; put a step that decides before it, on every way to it";
                    self.fault(format!("workflow.{}", step.id), message);
                }
                signed || act == Some(Act::Decide)
            }
            Node::Seq(nodes) => nodes
                .iter()
                .fold(signed, |signed, node| self.signed_after(node, signed)),
            Node::Choice { cases, otherwise } => {
                let ways: Vec<bool> = cases.iter().map(|case| self.signed_after(&case.then, signed)).collect();
                self.signed_after(otherwise, signed) && ways.into_iter().all(|signed| signed)
            }
            Node::All(branches) => branches.iter().fold(signed, |after, branch| {
                let done = self.signed_after(&branch.then, signed);
                after || (done && branch.when.is_none())
            }),
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
