//! The form: ids, conditions over earlier fields, types that can hold something.

use std::collections::BTreeSet;

use super::super::{Choice, Column, Field, FieldType, Prefill, Serving};
use super::{Check, FaultKind, is_id};
use crate::condition::{Expr, Kind};
use crate::form::Answer;

impl Check<'_> {
    pub(super) fn form(&mut self) {
        let mut sections = BTreeSet::new();
        let mut ids = BTreeSet::new();
        for (s, section) in self.definition.form.sections.iter().enumerate() {
            let path = format!("form.sections[{s}]");
            if !sections.insert(section.id.as_str()) || !is_id(&section.id) {
                let id = section.id.clone();
                self.fault(format!("{path}.id"), FaultKind::IdTwice { id });
            }
            self.condition(&format!("{path}.show_if"), section.show_if.as_ref());
            for (f, field) in section.fields.iter().enumerate() {
                let path = format!("{path}.fields[{f}]");
                if !ids.insert(field.id.as_str()) || !is_id(&field.id) {
                    let id = field.id.clone();
                    self.fault(format!("{path}.id"), FaultKind::IdTwice { id });
                }
                self.condition(&format!("{path}.show_if"), field.show_if.as_ref());
                self.required(&format!("{path}.required"), &field.required);
                for (p, prefill) in field.prefill.iter().enumerate() {
                    let path = format!("{path}.prefill[{p}]");
                    match prefill {
                        Prefill::Fact(name) => self.expr(&path, &Expr::Var(name.clone()), field.kind.value_kind()),
                        Prefill::Serving(Serving { serving, .. }) => {
                            self.expr(&format!("{path}.serving"), serving, Some(Kind::Text));
                            if !matches!(field.kind, FieldType::Choice { list: Some(_), .. }) {
                                self.fault(path, FaultKind::ServingNoList);
                            }
                        }
                        Prefill::Expr(expr) => self.expr(&path, expr, field.kind.value_kind()),
                    }
                }
                if let Some(derived) = &field.derived {
                    self.expr(&format!("{path}.derived"), derived, field.kind.value_kind());
                }
                self.field_type(&path, &field.kind);
                self.prefilled(&path, field);
                self.proposed(&path, field);
                if let Some(kind) = field.kind.value_kind() {
                    self.fields.push((field.id.clone(), kind));
                }
            }
            for (r, rule) in section.rules.iter().enumerate() {
                let path = format!("{path}.rules[{r}]");
                if !section.fields.iter().any(|field| field.id == rule.field) {
                    let field = rule.field.clone();
                    self.fault(format!("{path}.field"), FaultKind::RuleElsewhere { field });
                }
                self.expr(&format!("{path}.holds"), &rule.holds, Some(Kind::Bool));
            }
        }
    }

    fn columns(&mut self, path: &str, columns: &[Column]) {
        if columns.is_empty() {
            self.fault(path, FaultKind::NoColumns);
        }
        let mut ids = BTreeSet::new();
        for (c, column) in columns.iter().enumerate() {
            let path = format!("{path}[{c}]");
            // `pick` names the ticks of a register's rows; an address is known by two of these and found by the others.
            let taken = ["pick", "province", "commune", "find", "found"].contains(&column.id.as_str());
            if !ids.insert(column.id.as_str()) || !is_id(&column.id) || taken {
                let id = column.id.clone();
                self.fault(format!("{path}.id"), FaultKind::ColumnId { id });
            }
            match &column.kind {
                FieldType::Table { .. } | FieldType::Information | FieldType::Declaration => {
                    self.fault(format!("{path}.type"), FaultKind::ColumnWithoutValue);
                }
                kind if !kind.parts().is_empty() => {
                    self.fault(format!("{path}.type"), FaultKind::ColumnOfParts);
                }
                kind => self.field_type(&path, kind),
            }
        }
    }

    fn field_type(&mut self, path: &str, kind: &FieldType) {
        match kind {
            FieldType::Choice { options, list } if options.is_empty() == list.is_none() => {
                self.fault(format!("{path}.type"), FaultKind::ChoiceOfNothing);
            }
            FieldType::Choices { options } if options.is_empty() => {
                self.fault(format!("{path}.type"), FaultKind::ChoicesOfNothing);
            }
            FieldType::Number { min, max, .. } if min > max => {
                let (min, max) = (*min, *max);
                self.fault(format!("{path}.type"), FaultKind::Range { min, max });
            }
            FieldType::Digits { min, max } if min > max || *max == 0 => {
                self.fault(format!("{path}.type"), FaultKind::Digits);
            }
            FieldType::Text { max: 0 } | FieldType::LongText { max: 0 } => {
                self.fault(format!("{path}.type"), FaultKind::NoRoom);
            }
            FieldType::Table {
                columns,
                min,
                max,
                pick,
            } => {
                if min > max || *max == 0 {
                    self.fault(format!("{path}.type"), FaultKind::TableRows);
                }
                self.columns(&format!("{path}.type.columns"), columns);
                if let Some(pick) = pick {
                    self.expr(
                        &format!("{path}.type.pick"),
                        &Expr::Var(pick.clone()),
                        Some(Kind::Table),
                    );
                }
            }
            _ => {}
        }
    }

    /// Switches that mean nothing together.
    fn prefilled(&mut self, path: &str, field: &Field) {
        if field.derived.is_some() && !field.prefill.is_empty() {
            self.fault(format!("{path}.derived"), FaultKind::DerivedPrefilled);
        }
        if field.editable && field.prefill.is_empty() {
            self.fault(format!("{path}.editable"), FaultKind::NothingEditable);
        }
    }
    /// A proposal is the usual choice: it must be one, and never a fact about a person or an agreement.
    fn proposed(&mut self, path: &str, field: &Field) {
        let Some(default) = &field.default else { return };
        let path = format!("{path}.default");
        if field.derived.is_some() {
            self.fault(path.clone(), FaultKind::DerivedProposed);
        }
        let among = |options: &[Choice], value: &str| options.iter().any(|option| option.value == value);
        let kind = match (&field.kind, default) {
            (FieldType::YesNo, Answer::Bool(_)) => return,
            (FieldType::Choice { options, list }, Answer::Text(value)) if list.is_some() || among(options, value) => {
                return;
            }
            (FieldType::Choices { options }, Answer::List(values)) if values.iter().all(|it| among(options, it)) => {
                return;
            }
            (FieldType::Number { min, max, .. }, Answer::Number(number)) if (min..=max).contains(&number) => return,
            (FieldType::Money, Answer::Number(0..)) => return,
            (FieldType::Text { max } | FieldType::LongText { max }, Answer::Text(text))
                if !text.trim().is_empty() && text.chars().count() <= usize::from(*max) =>
            {
                return;
            }
            (
                FieldType::YesNo
                | FieldType::Choice { .. }
                | FieldType::Choices { .. }
                | FieldType::Number { .. }
                | FieldType::Money
                | FieldType::Text { .. }
                | FieldType::LongText { .. },
                _,
            ) => FaultKind::ProposalUnfit,
            _ => FaultKind::ProposalOfFact,
        };
        self.fault(path, kind);
    }
}
