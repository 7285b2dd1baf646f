//! What follows from the answers of a section, shown while they are typed.

use std::collections::BTreeSet;

use leptos::prelude::*;
use motcua_domain::form::{Answers, display};
use motcua_domain::procedure::{Field, FieldType, Section};
use motcua_domain::reference::Lists;
use motcua_texts::Lang;
use motcua_texts::citizen::field as texts;

use crate::islands::{Shown, WorkedOut};

/// The fields of a section whose value follows, directly or not, from what can be typed on its page.
pub(super) fn live<'s>(section: &'s Section, typed: &[&Field], lang: Lang) -> Vec<(&'s Field, WorkedOut)> {
    let mut moving: BTreeSet<&str> = typed.iter().map(|field| field.id.as_str()).collect();
    let mut found = Vec::new();
    for field in &section.fields {
        let Some(derived) = &field.derived else { continue };
        let Some(shown) = shown(&field.kind, lang) else {
            continue;
        };
        if !derived.variables().iter().any(|name| moving.contains(name)) {
            continue;
        }
        moving.insert(&field.id);
        let worked_out = WorkedOut {
            field: field.id.clone(),
            expression: derived.to_json().to_string(),
            show_if: field.show_if.as_ref().map(|condition| condition.to_json().to_string()),
            shown,
        };
        found.push((field, worked_out));
    }
    found
}

/// How the browser writes a value; it knows no code lists.
fn shown(kind: &FieldType, lang: Lang) -> Option<Shown> {
    Some(match kind {
        FieldType::Text { .. } | FieldType::LongText { .. } => Shown::Text,
        FieldType::Money => Shown::Number {
            separator: Some(match lang {
                Lang::Vi => '.',
                Lang::En => ',',
            }),
            behind: format!(" {}", texts::dong(lang)),
        },
        FieldType::Number { unit, .. } => Shown::Number {
            separator: None,
            behind: unit
                .as_ref()
                .map(|unit| format!(" {}", unit.get(lang)))
                .unwrap_or_default(),
        },
        _ => return None,
    })
}

/// One of them among the inputs, as it is saved; without a value it waits for the island.
pub(super) fn line(field: &Field, answers: &Answers, lists: &dyn Lists, lang: Lang) -> AnyView {
    let said = answers.get(&field.id).map(|answer| display(field, answer, lists, lang));
    let hidden = said.is_none();
    let (label, id) = (field.label.get(lang).to_owned(), field.id.clone());
    view! {
        <p class="govuk-body mc-worked-out" data-worked-out-row="" aria-live="polite" hidden=hidden>
            <strong>{label}</strong>
            <span class="mc-worked-out__value" data-worked-out=id>
                {said.unwrap_or_default()}
            </span>
        </p>
    }
    .into_any()
}
