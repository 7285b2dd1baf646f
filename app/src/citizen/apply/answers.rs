//! Answers with where each came from: for sections, the review and the dossier's page.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use motcua_domain::form::{Answer, Answers, Origin, display, of_kind};
use motcua_domain::procedure::{Column, Field, FieldType, Section};
use motcua_domain::reference::Lists;
use motcua_texts::Lang;
use motcua_texts::citizen::answer as texts;
use std::collections::BTreeMap;

use crate::components::{Provenance, SummaryRow};
use crate::format;

/// Where a value came from, as a note below it.
fn provenance(lang: Lang, field: &Field, origin: &Origin, now: DateTime<Utc>) -> Option<Provenance> {
    let when = |at: DateTime<Utc>| {
        if format::local(at).date() == format::local(now).date() {
            format::time(at)
        } else {
            format::date_time(lang, at)
        }
    };
    match origin {
        Origin::Proposed => Some(Provenance::proposed(texts::usual(lang))),
        // What can be changed was proposed; what cannot be follows from the rest and says so itself.
        Origin::Derived if !field.prefill.is_empty() => Some(Provenance::proposed(texts::proposed(lang))),
        Origin::Typed | Origin::Derived => None,
        Origin::Group { at, origin } => {
            provenance(lang, field, origin, now).or_else(|| Some(Provenance::confirmed(texts::group(lang), &when(*at))))
        }
        Origin::Part { at, .. } => Some(Provenance::confirmed(texts::part(lang), &when(*at))),
        Origin::Register { register, at, .. } => Some(Provenance::confirmed(register.name(lang), &when(*at))),
        Origin::Changed { register, .. } => Some(Provenance::disputed(texts::changed(lang, register.name(lang)))),
        Origin::Disputed { register, .. } => Some(Provenance::disputed(texts::disputed(lang, register.name(lang)))),
        Origin::Unverified { register, .. } => {
            Some(Provenance::unverified(texts::unverified(lang, register.name(lang))))
        }
    }
}

/// A value as people read it: the rows of a table, and the parts of a value, below each other.
pub(crate) fn value_view(field: &Field, answer: &Answer, lists: &dyn Lists, lang: Lang) -> AnyView {
    let rows = match answer {
        Answer::Table(rows) => rows,
        Answer::Record(parts) => return parts_view(field, parts, lists, lang),
        _ => return display(field, answer, lists, lang).into_any(),
    };
    let row = |row: &BTreeMap<String, Answer>| {
        let cells = field.kind.parts().iter().filter_map(|column| {
            let value = of_kind(&column.kind, row.get(&column.id)?, lists, lang);
            Some(format!("{}: {value}", column.label.get(lang)))
        });
        let cells = cells.collect::<Vec<_>>().join(" · ");
        view! { <li>{cells}</li> }
    };
    let rows = rows.iter().map(row).collect_view();
    view! { <ol class="govuk-list govuk-list--number govuk-!-margin-bottom-0">{rows}</ol> }.into_any()
}

/// The parts of a value below each other: a land parcel, a vehicle, a bank account.
fn parts_view(field: &Field, parts: &BTreeMap<String, Answer>, lists: &dyn Lists, lang: Lang) -> AnyView {
    let line = |part: &Column| {
        let value = of_kind(&part.kind, parts.get(&part.id)?, lists, lang);
        Some(view! { <li>{format!("{}: {value}", part.label.get(lang))}</li> })
    };
    let lines = field.kind.parts().iter().filter_map(line).collect_view();
    view! { <ul class="govuk-list govuk-!-margin-bottom-0">{lines}</ul> }.into_any()
}

/// The answers of a section as rows.
pub(crate) fn answer_rows(
    lang: Lang,
    section: &Section,
    answers: &Answers,
    origins: &BTreeMap<String, Origin>,
    lists: &dyn Lists,
    now: DateTime<Utc>,
) -> Vec<(String, SummaryRow)> {
    section
        .fields
        .iter()
        .filter(|field| !matches!(field.kind, FieldType::Information))
        .filter_map(|field| {
            let origin = origins.get(&field.id);
            let answer = answers.get(&field.id);
            if answer.is_none() && !matches!(origin, Some(Origin::Unverified { .. })) {
                return None;
            }
            // The words of a declaration are long: they are the value.
            if matches!(field.kind, FieldType::Declaration) {
                let declared = *answer? == Answer::Bool(true);
                let row = SummaryRow::new(texts::declared(lang), field.label.get(lang).to_owned());
                return declared.then(|| (field.id.clone(), row));
            }
            let shown = answer.map_or_else(
                || texts::not_known_yet(lang).into_any(),
                |answer| value_view(field, answer, lists, lang),
            );
            let row = SummaryRow::new(field.label.get(lang), shown);
            let row = match origin.and_then(|origin| provenance(lang, field, origin, now)) {
                Some(source) => row.source(source),
                None => row,
            };
            Some((field.id.clone(), row))
        })
        .collect()
}
