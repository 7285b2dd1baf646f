//! What was declared, beside what the registers say: differences marked, sources named.

use axum::extract::{Path, State};
use leptos::prelude::*;
use motcua_casework::officer::{Opened, open};
use motcua_domain::form::{Origin, plain};
use motcua_domain::procedure::{Field, Section};
use motcua_domain::reference::Lists;
use motcua_texts::Lang;
use motcua_texts::officer::declaration as texts;

use super::dossier::{self, Part};
use super::words;
use crate::components::{Compare, CompareRow, SummaryList, SummaryRow};
use crate::web::{App, PageResult, SignedInOfficer};

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    SignedInOfficer(officer, visitor): SignedInOfficer,
    Path(code): Path<String>,
) -> PageResult {
    let lang = visitor.lang;
    let opened = open(&app.desk, &officer, &code).await?;
    let lists: &dyn Lists = app.desk.reference.as_ref();
    Ok(dossier::show(&app, &visitor, &opened, Part::Declaration, false, || {
        content(&opened, lists, lang)
    }))
}

fn content(opened: &Opened, lists: &dyn Lists, lang: Lang) -> Vec<AnyView> {
    let sections: Vec<(&Section, Vec<CompareRow>)> = opened
        .case
        .procedure
        .form
        .sections
        .iter()
        .map(|section| {
            (
                section,
                section
                    .fields
                    .iter()
                    .filter_map(|field| row(opened, field, lists, lang))
                    .collect(),
            )
        })
        .collect();
    let differences = sections
        .iter()
        .flat_map(|(_, rows)| rows)
        .filter(|row| row.differs)
        .count();
    let rows: usize = sections.iter().map(|(_, rows)| rows.len()).sum();
    let fields = sections.iter().flat_map(|(section, _)| &section.fields);
    let compared = fields
        .filter(|field| opened.compare(&field.id, lists, lang).said.is_some())
        .count();
    let summary = match (differences, compared) {
        (0, 0) => texts::nothing_compared(lang).to_owned(),
        (0, compared) => texts::no_differences(lang, compared as u64),
        (count, _) => texts::differences(lang, count as u64),
    };
    let alone = rows.saturating_sub(compared);
    let alone = (alone > 0 && compared > 0).then(|| texts::not_compared(lang, alone as u64));
    let mut views = vec![view! { <p class="govuk-body"><strong>{summary}</strong>" "{alone}</p> }.into_any()];
    views.extend(reasons(opened, lang));
    let groups: Vec<(String, Vec<CompareRow>)> = sections
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(section, rows)| (section.title.get(lang).to_owned(), rows))
        .collect();
    if !groups.is_empty() {
        let headings = [texts::item(lang), texts::declared(lang), texts::register(lang)].map(str::to_owned);
        let differs = texts::differs(lang);
        views.push(
            view! { <Compare caption=texts::caption(lang) headings=headings differs=differs groups=groups /> }
                .into_any(),
        );
    }
    views.extend(given(opened, lists, lang));
    views
}

/// A field that was answered, or that a register still owes.
fn row(opened: &Opened, field: &Field, lists: &dyn Lists, lang: Lang) -> Option<CompareRow> {
    let application = &opened.case.dossier.application;
    let origin = application.origins.get(&field.id);
    let source = origin.map(Origin::source);
    if !application.answers.contains_key(&field.id) && !matches!(source, Some(Origin::Unverified { .. })) {
        return None;
    }
    let compared = opened.compare(&field.id, lists, lang);
    let register = match source {
        Some(Origin::Unverified { register, .. }) => texts::no_answer(lang, words::register_name(lang, *register)),
        Some(
            Origin::Register { register, .. } | Origin::Changed { register, .. } | Origin::Disputed { register, .. },
        ) => {
            let name = words::register_name(lang, *register);
            match &compared.said {
                // Read once: what is the same on both sides need not be compared by eye.
                Some(said) if *said == compared.declared => texts::same(lang, name),
                said => texts::source(lang, name, said.clone().unwrap_or_default()),
            }
        }
        Some(Origin::Part { .. }) => texts::part(lang).to_owned(),
        // Nobody but the applicant has said it: here, or in the application of the linked group.
        _ if matches!(origin, Some(Origin::Group { .. })) => texts::group(lang).to_owned(),
        _ => String::new(),
    };
    let differs = compared.said.as_ref().is_some_and(|said| *said != compared.declared);
    Some(CompareRow {
        item: field.label.get(lang).to_owned(),
        declared: compared.declared,
        register,
        differs,
    })
}

/// Why the applicant says that a register is wrong.
fn reasons(opened: &Opened, lang: Lang) -> Option<AnyView> {
    let form = &opened.case.procedure.form;
    let rows: Vec<SummaryRow> = opened
        .case
        .dossier
        .application
        .disputes
        .iter()
        .filter_map(|(field, reason)| Some(SummaryRow::new(form.field(field)?.label.get(lang), reason.clone())))
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-s">{texts::reasons(lang)}</h2>
            <SummaryList rows=rows dense=true />
        }
        .into_any()
    })
}

/// What national systems gave that is no field of the form: numbers, dates of registration.
fn given(opened: &Opened, lists: &dyn Lists, lang: Lang) -> Option<AnyView> {
    let form = &opened.case.procedure.form;
    let rows: Vec<SummaryRow> = opened
        .case
        .dossier
        .application
        .answers
        .iter()
        .filter(|(name, _)| form.field(name).is_none())
        .map(|(name, answer)| {
            let label = words::given_name(lang, &opened.case.procedure, name);
            SummaryRow::new(label, plain(answer, lists, lang))
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{texts::other(lang)}</h2>
            <SummaryList rows=rows dense=true />
        }
        .into_any()
    })
}
