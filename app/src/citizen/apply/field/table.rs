//! A table: rows that a register knows are ticked, others are typed, one empty row at a time, when it is asked for.

use std::collections::BTreeMap;

use leptos::prelude::*;
use motcua_domain::form::{Answer, of_kind, said};
use motcua_domain::procedure::Column;
use motcua_texts::citizen::field as texts;

use super::{FieldValues, parts_group, parts_view, row_group};
use crate::components::{Button, ButtonKind, Checkboxes, Choice, Details};

/// A table of a form.
pub(super) struct Table<'t> {
    /// Its field.
    pub id: &'t str,
    /// Its columns.
    pub columns: &'t [Column],
    /// The fewest rows.
    pub min: usize,
    /// The most rows.
    pub max: usize,
    /// The table of a register whose rows are ticked.
    pub pick: Option<&'t str>,
    /// What a register proposes.
    pub stored: Option<&'t Answer>,
}

impl Table<'_> {
    /// The inputs.
    pub fn view(
        &self,
        values: &FieldValues<'_>,
        label: String,
        hint: Option<String>,
        error: Option<String>,
        optional: bool,
    ) -> AnyView {
        let lang = values.lang;
        let known = self.known(values);
        let picks = (!known.is_empty()).then(|| self.picks(values, known));
        let rows = self.rows(values);
        let more = view! {
            <div class="govuk-button-group govuk-!-margin-top-4">
                <Button text=texts::add_row(lang) kind=ButtonKind::Secondary name="reload" value=self.id.to_owned() />
            </div>
        };
        let typed = match &picks {
            None => view! { {rows}{more} }.into_any(),
            Some(_) => {
                let open = self.filled(values) > 0;
                view! { <Details summary=texts::others(lang) open=open>{rows}{more}</Details> }.into_any()
            }
        };
        parts_group(
            self.id.to_owned(),
            label,
            (hint, error),
            optional,
            vec![picks.into_any(), typed],
        )
    }

    /// The rows the register knows.
    fn known<'v>(&self, values: &FieldValues<'v>) -> &'v [BTreeMap<String, Answer>] {
        match self.pick.and_then(|path| values.facts.value(path)) {
            Some(Answer::Table(rows)) => rows,
            _ => &[],
        }
    }

    fn picks(&self, values: &FieldValues<'_>, known: &[BTreeMap<String, Answer>]) -> AnyView {
        let lang = values.lang;
        let name = format!("{}.pick", self.id);
        let ticked = |row: &usize| values.typed.get(&format!("{name}.{row}")) == Some("yes");
        let chosen = (0..known.len()).filter(ticked).map(|row| row.to_string()).collect();
        let options = known
            .iter()
            .enumerate()
            .map(|(number, row)| {
                let mut shown = self.columns.iter().filter_map(|column| {
                    let value = of_kind(&column.kind, said(row, &column.id)?, values.reference, lang);
                    Some((column.label.get(lang), value))
                });
                let title = shown
                    .next()
                    .map_or_else(|| texts::row(lang, number + 1), |(_, value)| value);
                let rest: Vec<String> = shown.map(|(label, value)| format!("{label}: {value}")).collect();
                let choice = Choice::new(number.to_string(), title);
                let choice = if rest.is_empty() {
                    choice
                } else {
                    choice.hint(rest.join(" · "))
                };
                // What the register does not say of the row.
                let missing: Vec<Column> = self
                    .columns
                    .iter()
                    .filter(|column| said(row, &column.id).is_none())
                    .cloned()
                    .collect();
                if missing.is_empty() {
                    return choice;
                }
                let inputs = parts_view(values, &format!("{name}.{number}"), &missing, &|_| None);
                choice.then(view! { {inputs} })
            })
            .collect();
        view! { <Checkboxes name=name legend=texts::pick(lang) options=options values=chosen /> }.into_any()
    }

    /// How many rows are typed, up to the last one.
    fn filled(&self, values: &FieldValues<'_>) -> usize {
        let last = (0..self.max).rfind(|row| values.typed.touches(&format!("{}.{row}", self.id)));
        let stored = match self.stored {
            Some(Answer::Table(rows)) if self.pick.is_none() && last.is_none() => rows.len(),
            _ => 0,
        };
        last.map_or(stored, |last| last + 1)
    }

    /// The rows that are there, and an empty one.
    fn rows(&self, values: &FieldValues<'_>) -> Vec<AnyView> {
        let lang = values.lang;
        let least = if self.pick.is_some() { 1 } else { self.min.max(1) };
        let filled = self.filled(values);
        let spare = values.another.is_none_or(|table| table == self.id);
        let rows = (filled + usize::from(spare || filled == 0)).max(least).min(self.max);
        let touched = values.typed.touches(self.id);
        let proposed = match self.stored {
            Some(Answer::Table(rows)) if self.pick.is_none() && !touched => rows.as_slice(),
            _ => &[],
        };
        (0..rows)
            .map(|row| {
                let prefix = format!("{}.{row}", self.id);
                let stored = |column: &str| proposed.get(row).and_then(|row| row.get(column));
                let inputs = parts_view(values, &prefix, self.columns, &stored);
                row_group(prefix, texts::row(lang, row + 1), inputs)
            })
            .collect()
    }
}
