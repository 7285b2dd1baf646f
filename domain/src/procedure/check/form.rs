//! The form: ids, conditions over earlier fields, types that can hold something.

use std::collections::BTreeSet;

use super::super::{Column, Field, FieldType, Prefill};
use super::{Check, is_id};
use crate::condition::{Expr, Kind};

impl Check<'_> {
    pub(super) fn form(&mut self) {
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
                self.prefilled(&path, field);
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

    fn columns(&mut self, path: &str, columns: &[Column]) {
        if columns.is_empty() {
            self.fault(path, "a table needs columns");
        }
        let mut ids = BTreeSet::new();
        for (c, column) in columns.iter().enumerate() {
            let path = format!("{path}[{c}]");
            // `pick` names the ticks of a register's rows; an address is known by two of these and found by the others.
            let taken = ["pick", "province", "commune", "find", "found"].contains(&column.id.as_str());
            if !ids.insert(column.id.as_str()) || !is_id(&column.id) || taken {
                let message = format!("'{}' is used twice or cannot be the id of a column", column.id);
                self.fault(format!("{path}.id"), message);
            }
            match &column.kind {
                FieldType::Table { .. } | FieldType::Information | FieldType::Declaration => {
                    self.fault(
                        format!("{path}.type"),
                        "a column holds a value; tables, information and declarations stand outside",
                    );
                }
                kind if !kind.parts().is_empty() => {
                    self.fault(
                        format!("{path}.type"),
                        "a column holds a single value; write its parts as columns",
                    );
                }
                kind => self.field_type(&path, kind),
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
            FieldType::Number { min, max, .. } if min > max => {
                self.fault(
                    format!("{path}.type"),
                    format!("the smallest number {min} is above the largest {max}"),
                );
            }
            FieldType::Digits { min, max } if min > max || *max == 0 => {
                self.fault(
                    format!("{path}.type"),
                    "no number has so many digits; let min be at most max",
                );
            }
            FieldType::Text { max: 0 } | FieldType::LongText { max: 0 } => {
                self.fault(format!("{path}.type"), "nothing could be written; let max be above 0");
            }
            FieldType::Table {
                columns,
                min,
                max,
                pick,
            } => {
                if min > max || *max == 0 {
                    self.fault(
                        format!("{path}.type"),
                        "no table has so many rows; let min be at most max",
                    );
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
            self.fault(
                format!("{path}.derived"),
                "a derived value is never prefilled; keep one of the two",
            );
        }
        if field.editable && field.prefill.is_empty() {
            self.fault(
                format!("{path}.editable"),
                "nothing is prefilled here; remove it or name a source under prefill",
            );
        }
    }
}
