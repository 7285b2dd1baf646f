//! Adding a part that was not chosen at the start: what is known is used again, the rest is asked for on one page.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use motcua_casework::error::Error;
use motcua_casework::linked::{self, Adding};
use motcua_domain::dossier::Why;
use motcua_domain::form::{Origin, Problem, Typed};
use motcua_domain::procedure::Field;
use motcua_texts::group::add as texts;

use super::super::apply::{FieldValues, answer_rows, field_view, messages};
use crate::components::{BannerKind, Button, ErrorSummary, FieldError, PageHeading, SummaryList, SummaryRow};
use crate::islands::SubmitOnce;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Inputs, PageResult, SignedInCitizen, Visitor, see_other};

/// Asks for what is not known yet.
pub(in crate::citizen) async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((code, step)): Path<(String, String)>,
) -> PageResult {
    let adding = linked::adding(&app.desk, &citizen, &code, &step, &Typed::default()).await?;
    Ok(render(&app, &visitor, &adding, &[]))
}

/// Adds it.
pub(in crate::citizen) async fn add(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((code, step)): Path<(String, String)>,
    jar: CookieJar,
    inputs: Inputs,
) -> PageResult {
    let posted: Typed = inputs
        .0
        .iter()
        .filter(|(name, _)| name != "reload")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let adding = linked::adding(&app.desk, &citizen, &code, &step, &posted).await?;
    // Without script, the communes of a province come with the next page.
    if inputs.some("reload").is_some() {
        return Ok(render(&app, &visitor, &adding, &[]));
    }
    let wanted = adding.wanted.iter().map(|field| (field.as_str(), "yes"));
    let typed: Typed = posted.iter().chain(wanted).collect();
    match linked::add_part(&app.desk, &citizen, &code, &step, typed).await {
        Ok(()) => {
            let url = urls::Dossier { code }.url();
            let said = texts::added(visitor.lang);
            Ok(see_other(&app, jar, &url, Some((BannerKind::Success, said))))
        }
        Err(Error::Refused(refusal)) => match refusal.why {
            Why::Problems(problems) => Ok(render(&app, &visitor, &adding, &problems)),
            _ => Err(Error::Refused(refusal).into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// Whether the field is asked for here: what registers say is used as it is, what was proposed may be changed.
fn asked(adding: &Adding, field: &Field) -> bool {
    if adding.wanted.contains(&field.id) || field.derived.is_some() {
        return false;
    }
    let from_register = matches!(adding.resolved.origins.get(&field.id), Some(Origin::Register { .. }));
    adding.resolved.shown.contains(&field.id) && (field.editable || !from_register)
}

fn render(app: &App, visitor: &Visitor, adding: &Adding, problems: &[Problem]) -> Response {
    let lang = visitor.lang;
    let case = &adding.mine.case;
    let code = case.dossier.application.code.to_string();
    let title = texts::title(lang, adding.step().name.get(lang));
    let mut at_field: BTreeMap<String, String> = BTreeMap::new();
    let mut errors: Vec<FieldError> = Vec::new();
    for problem in problems {
        for said in messages(lang, case.procedure.form.field(&problem.field), problem) {
            errors.push(FieldError::new(&said.input, &said.above));
            at_field.entry(said.input).or_insert(said.here);
        }
    }
    let has_errors = !errors.is_empty();
    let status = if has_errors {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let back = urls::Dossier { code: code.clone() }.url();
    let about = Page::citizen(title.clone())
        .section(urls::MyDossiers::ROUTE)
        .back(back.clone(), motcua_texts::group::back(lang))
        .status(status)
        .with_errors(has_errors);
    let caption = case.dossier.application.subject.clone();
    let fields = adding.section().map(|section| section.fields.as_slice());
    page(visitor.context(), &about, || {
        let values = FieldValues {
            typed: &adding.typed,
            facts: &case.dossier.application.facts,
            errors: &at_field,
            reference: &app.desk.reference,
            lang,
            another: None,
        };
        let inputs: Vec<AnyView> = fields
            .unwrap_or_default()
            .iter()
            .filter(|field| asked(adding, field))
            .map(|field| {
                let optional = !adding.resolved.required.contains(&field.id);
                let stored = adding.resolved.answers.get(&field.id);
                field_view(&values, field, optional, at_field.get(&field.id).cloned(), stored)
            })
            .collect();
        let nothing = inputs
            .is_empty()
            .then(|| view! { <p class="govuk-body">{texts::nothing(lang)}</p> });
        let known = known(app, visitor, adding);
        let has_known = !known.is_empty();
        view! {
            <div class="mc-measure">
                <ErrorSummary errors=errors />
                <PageHeading text=title caption=caption />
                <p class="govuk-body">{texts::text(lang)}</p>
                <form method="post" novalidate>
                    {nothing}
                    {inputs}
                    {has_known
                        .then(|| {
                            view! {
                                <h2 class="govuk-heading-m">{texts::known(lang)}</h2>
                                <SummaryList rows=known />
                            }
                        })}
                    <SubmitOnce />
                    <div class="govuk-button-group">
                        <Button text=texts::button(lang) />
                        <a class="govuk-link" href=back>{texts::cancel(lang)}</a>
                    </div>
                </form>
            </div>
        }
    })
}

/// What of the section is known and not asked for again.
fn known(app: &App, visitor: &Visitor, adding: &Adding) -> Vec<SummaryRow> {
    let Some(section) = adding.section() else {
        return Vec::new();
    };
    let (answers, origins) = (&adding.resolved.answers, &adding.resolved.origins);
    let reference = app.desk.reference.as_ref();
    let rows = answer_rows(visitor.lang, section, answers, origins, reference, app.desk.now());
    let hidden = |id: &str| {
        adding.wanted.iter().any(|field| field == id)
            || section
                .fields
                .iter()
                .any(|field| field.id == id && asked(adding, field))
    };
    rows.into_iter()
        .filter(|(field, _)| !hidden(field))
        .map(|(_, row)| row)
        .collect()
}
