//! "This is wrong": the applicant says so, and why; or takes it back. The officer sees both values.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use motcua_casework::drafts::{self, Draft};
use motcua_casework::error::Error;
use motcua_domain::form::Origin;
use motcua_domain::procedure::Severity;
use motcua_texts::citizen::dispute as texts;
use uuid::Uuid;

use super::answers::value_view;
use super::field::{FieldValues, field_view};
use super::problems::messages;
use crate::components::{Button, ButtonKind, ErrorSummary, FieldError, PageHeading, SummaryList, SummaryRow, Textarea};
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Halt, Inputs, PageResult, SignedInCitizen, Visitor};

/// Which field of which section.
type At = (Uuid, String, String);

/// Shows what the register says, and asks for what is right.
pub(super) async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((id, section, field)): Path<At>,
) -> PageResult {
    let draft = Draft::open(&app.desk, &citizen, id).await?;
    render(&app, &visitor, &draft, (&section, &field), false)
}

fn render(
    app: &App,
    visitor: &Visitor,
    draft: &Draft,
    (section, field): (&str, &str),
    judged: bool,
) -> Result<Response, Halt> {
    let lang = visitor.lang;
    let definition = draft.procedure.form.field(field).ok_or(Error::NotFound)?;
    let review = draft.review(&app.desk);
    let reference = app.desk.reference.as_ref();
    let answer = review.resolved.answers.get(field);
    let (register, said) = match review.resolved.origins.get(field) {
        Some(Origin::Register { register, .. }) => (register.name(lang), answer.cloned()),
        Some(Origin::Disputed { register, said, .. }) => (register.name(lang), Some(said.clone())),
        Some(Origin::Changed { register, proposed, .. }) => (register.name(lang), Some(proposed.clone())),
        _ => (texts::proposal(lang), answer.cloned()),
    };
    let already = draft.body.disputes.contains_key(field);
    let reason = draft.body.disputes.get(field).cloned().unwrap_or_default();
    let problems = review.resolved.problems.iter();
    let problems = problems.filter(|problem| judged && problem.field == field && problem.severity == Severity::Block);
    let wrong: Vec<_> = problems
        .flat_map(|problem| messages(lang, Some(definition), problem))
        .collect();
    let errors: BTreeMap<String, String> = wrong
        .iter()
        .map(|said| (said.input.clone(), said.here.clone()))
        .collect();
    let summary: Vec<FieldError> = wrong
        .iter()
        .map(|said| FieldError::new(&said.input, &said.above))
        .collect();
    let values = FieldValues {
        typed: &draft.body.typed,
        facts: &draft.body.facts,
        errors: &errors,
        reference,
        lang,
        another: None,
    };
    let label = definition.label.get(lang).to_owned();
    let editable = definition.editable;
    let back = urls::Section {
        draft: draft.id.to_string(),
        section: section.to_owned(),
    }
    .url();
    let has_errors = !summary.is_empty();
    let status = if has_errors {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let about = Page::citizen(label.clone())
        .section(urls::MyDossiers::ROUTE)
        .back(back.clone(), texts::back(lang))
        .status(status)
        .with_errors(has_errors);
    Ok(page(visitor.context(), &about, || {
        let title = if editable {
            texts::change_title(lang)
        } else {
            texts::title(lang)
        };
        let shown = said.as_ref().map(|said| value_view(definition, said, reference, lang));
        let input = field_view(&values, definition, false, errors.get(field).cloned(), answer);
        view! {
            <div class="mc-measure">
                <ErrorSummary errors=summary />
                <PageHeading text=label.clone() caption=title />
                <SummaryList rows=vec![SummaryRow::new(register, shown)] />
                <p class="govuk-body">{if editable { texts::change_text(lang) } else { texts::text(lang) }}</p>
                <form method="post" novalidate>
                    <input type="submit" hidden />
                    {input}
                    {(!editable)
                        .then(|| {
                            view! {
                                <Textarea
                                    name="reason"
                                    label=texts::reason(lang)
                                    hint=texts::reason_hint(lang)
                                    value=reason
                                    rows=3
                                    optional=true
                                />
                            }
                        })}
                    <div class="govuk-button-group">
                        <Button text=texts::save(lang) />
                        {(already || editable)
                            .then(|| {
                                view! {
                                    <Button
                                        text=texts::take_back(lang)
                                        kind=ButtonKind::Secondary
                                        name="take_back"
                                        value="yes"
                                    />
                                }
                            })}
                        <a class="govuk-link" href=back>{texts::cancel(lang)}</a>
                    </div>
                </form>
            </div>
        }
    }))
}

/// Keeps it. What cannot be read comes again with what is wrong.
pub(super) async fn say(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((id, section, field)): Path<At>,
    inputs: Inputs,
) -> PageResult {
    if inputs.some("take_back").is_some() {
        drafts::take_back(&app.desk, &citizen, id, &field).await?;
    } else {
        let kept = drafts::set_own_value(&app.desk, &citizen, id, &field, &inputs.0, inputs.get("reason"));
        let draft = kept.await?;
        let reload = inputs.some("reload").is_some();
        let review = draft.review(&app.desk);
        let mut problems = review.resolved.blocking();
        let unread = problems.any(|problem| problem.field == field);
        if reload || unread {
            return render(&app, &visitor, &draft, (&section, &field), !reload);
        }
    }
    let id = id.to_string();
    Ok(Redirect::to(&urls::Section { draft: id, section }.url()).into_response())
}
