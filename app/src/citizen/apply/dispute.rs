//! "This is wrong": the applicant says so, and why; or takes it back. The officer sees both values.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use motcua_casework::drafts::{self, Draft};
use motcua_casework::error::Error;
use motcua_domain::form::{Origin, display};
use motcua_texts::citizen::dispute as texts;
use uuid::Uuid;

use super::field::{FieldValues, field_view};
use crate::components::{Button, ButtonKind, PageHeading, SummaryList, SummaryRow, Textarea};
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Inputs, PageResult, SignedInCitizen};

/// Shows what the register says, and asks for what is right.
pub(super) async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path((id, section, field)): Path<(Uuid, String, String)>,
) -> PageResult {
    let lang = visitor.lang;
    let draft = Draft::open(&app.desk, &citizen, id).await?;
    let definition = draft.procedure.form.field(&field).ok_or(Error::NotFound)?;
    let review = draft.review(&app.desk);
    let reference = app.desk.reference.as_ref();
    let answer = review.resolved.answers.get(&field);
    let (register, said) = match review.resolved.origins.get(&field) {
        Some(Origin::Register { register, .. }) => (register.name(lang), answer.cloned()),
        Some(Origin::Disputed { register, said, .. }) => (register.name(lang), Some(said.clone())),
        Some(Origin::Changed { register, proposed, .. }) => (register.name(lang), Some(proposed.clone())),
        _ => (texts::proposal(lang), answer.cloned()),
    };
    let shown = said
        .as_ref()
        .map(|said| display(definition, said, reference, lang))
        .unwrap_or_default();
    let already = draft.body.disputes.contains_key(&field);
    let reason = draft.body.disputes.get(&field).cloned().unwrap_or_default();
    let values = FieldValues {
        typed: &draft.body.typed,
        reference,
        lang,
    };
    let input = || field_view(&values, definition, false, None, answer);
    let label = definition.label.get(lang).to_owned();
    let editable = definition.editable;
    let back = urls::Section {
        draft: id.to_string(),
        section: section.clone(),
    }
    .url();
    let about = Page::citizen(label.clone())
        .section(urls::MyDossiers::ROUTE)
        .back(back.clone(), texts::back(lang));
    Ok(page(visitor.context(), &about, || {
        let title = if editable {
            texts::change_title(lang)
        } else {
            texts::title(lang)
        };
        view! {
            <div class="mc-measure">
                <PageHeading text=label.clone() caption=title />
                <SummaryList rows=vec![SummaryRow::new(register, shown)] />
                <p class="govuk-body">{if editable { texts::change_text(lang) } else { texts::text(lang) }}</p>
                <form method="post" novalidate>
                    {input()}
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

/// Keeps it.
pub(super) async fn say(
    State(app): State<App>,
    SignedInCitizen(citizen, _): SignedInCitizen,
    Path((id, section, field)): Path<(Uuid, String, String)>,
    inputs: Inputs,
) -> PageResult {
    let take_back = inputs.some("take_back").is_some();
    if take_back {
        drafts::take_back(&app.desk, &citizen, id, &field).await?;
    } else {
        drafts::set_own_value(&app.desk, &citizen, id, &field, &inputs.0, inputs.get("reason")).await?;
    }
    Ok(Redirect::to(
        &urls::Section {
            draft: id.to_string(),
            section,
        }
        .url(),
    )
    .into_response())
}
