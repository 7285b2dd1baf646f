//! Check the answers, then submit: once, however often the button is pressed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use motcua_casework::citizen;
use motcua_casework::drafts::Draft;
use motcua_casework::error::Error;
use motcua_domain::application::DocumentState;
use motcua_domain::condition::Truth;
use motcua_domain::dossier::Why;
use motcua_domain::eligibility::verdict;
use motcua_texts::citizen::{desk, review as texts, tasks};
use uuid::Uuid;

use super::answers::answer_rows;
use super::cost::cost_view;
use super::desk::desk_rows;
use super::eligibility::eligibility_view;
use crate::components::{Button, ErrorSummary, FieldError, InsetText, PageHeading, SummaryList, SummaryRow};
use crate::islands::SubmitOnce;
use crate::render::{Page, page};
use crate::urls;
use crate::web::{App, Halt, PageResult, SignedInCitizen, Visitor};

/// Shows all answers.
pub(super) async fn show(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(id): Path<Uuid>,
) -> PageResult {
    // Submitted already, in another window or before coming back: the dossier is what is meant.
    let draft = match Draft::open(&app.desk, &citizen, id).await {
        Ok(draft) => draft,
        Err(Error::NotFound) => {
            let receipt = citizen::submit(&app.desk, &citizen, id).await?;
            let url = urls::Dossier {
                code: receipt.code.to_string(),
            }
            .url();
            return Ok(Redirect::to(&url).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let level_too_low = citizen.held_back().is_some();
    render(
        &app,
        &visitor,
        &draft,
        level_too_low.then(|| texts::level(visitor.lang)),
    )
}

fn render(app: &App, visitor: &Visitor, draft: &Draft, error: Option<&str>) -> Result<Response, Halt> {
    let lang = visitor.lang;
    let review = draft.review(&app.desk);
    let now = app.desk.now();
    let reference = app.desk.reference.as_ref();
    // Made inside of the page: the notes speak its language.
    let sections = || {
        draft
            .procedure
            .form
            .sections
            .iter()
            .filter_map(|section| {
                let rows: Vec<SummaryRow> = answer_rows(
                    lang,
                    section,
                    &review.resolved.answers,
                    &review.resolved.origins,
                    reference,
                    now,
                )
                .into_iter()
                .map(|(_, row)| row)
                .collect();
                if rows.is_empty() {
                    return None;
                }
                let href = urls::Section {
                    draft: draft.id.to_string(),
                    section: section.id.clone(),
                }
                .url();
                let title = section.title.get(lang).to_owned();
                Some(
                    view! {
                        <div class="mc-section-head">
                            <h2 class="govuk-heading-m">{title.clone()}</h2>
                            <a class="govuk-link" href=href>
                                {texts::change(lang)}<span class="govuk-visually-hidden">" "{title}</span>
                            </a>
                        </div>
                        <SummaryList rows=rows />
                    }
                    .into_any(),
                )
            })
            .collect::<Vec<_>>()
    };
    let (desk_href, desks) = (
        urls::ChooseDesk {
            draft: draft.id.to_string(),
        }
        .url(),
        draft
            .desks(&app.desk, &review)
            .map(|desks| desk_rows(reference, &desks, lang)),
    );
    let papers: Vec<SummaryRow> = review
        .documents
        .iter()
        .filter_map(|(document, state)| {
            let said = match state {
                DocumentState::NotNeeded => return None,
                DocumentState::Held(_) => tasks::document::held(lang).to_owned(),
                DocumentState::Awaited(_) => tasks::document::awaited(lang).to_owned(),
                DocumentState::Missing => texts::missing(lang).to_owned(),
                DocumentState::Uploaded => {
                    let files = draft.body.documents.get(&document.id).into_iter().flatten();
                    files.map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ")
                }
            };
            Some(SummaryRow::new(document.name.get(lang), said))
        })
        .collect();
    let ready = review.hindrance().is_none();
    let unverified = !review.unverified.is_empty();
    let name = draft.procedure.name.get(lang).to_owned();
    let list = urls::TaskList {
        draft: draft.id.to_string(),
    }
    .url();
    let has_error = error.is_some();
    let status = if has_error {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let about = Page::citizen(texts::title(lang))
        .section(urls::MyDossiers::ROUTE)
        .back(list.clone(), texts::back(lang))
        .status(status)
        .with_errors(has_error);
    Ok(page(visitor.context(), &about, || {
        let sections = sections();
        let cost = cost_view(lang, &draft.procedure, &review.cost);
        let unmet = (verdict(&review.eligibility) == Truth::No).then(|| eligibility_view(lang, &review.eligibility));
        let errors = error
            .into_iter()
            .map(|error| FieldError::new("submit", error))
            .collect();
        view! {
            <div class="mc-measure">
                <ErrorSummary errors=errors />
                <PageHeading text=texts::title(lang) caption=name />
                {sections}
                {desks
                    .map(|rows| {
                        view! {
                            <div class="mc-section-head">
                                <h2 class="govuk-heading-m">{desk::title(lang)}</h2>
                                <a class="govuk-link" href=desk_href>
                                    {texts::change(lang)}<span class="govuk-visually-hidden">" "{desk::title(lang)}</span>
                                </a>
                            </div>
                            <SummaryList rows=rows />
                        }
                    })}
                {(!papers.is_empty())
                    .then(|| {
                        view! {
                            <h2 class="govuk-heading-m">{texts::documents(lang)}</h2>
                            <SummaryList rows=papers />
                        }
                    })}
                <h2 class="govuk-heading-m">{texts::fee(lang)}</h2>
                {cost}
                {unmet}
                {unverified.then(|| view! { <InsetText>{texts::unverified(lang)}</InsetText> })}
                {if ready {
                    view! {
                        <p class="govuk-body">{texts::declaration(lang)}</p>
                        <form method="post" id="submit">
                            <SubmitOnce />
                            <Button text=texts::submit(lang) />
                        </form>
                    }
                        .into_any()
                } else {
                    view! {
                        <p class="govuk-body" id="submit">
                            {texts::not_ready(lang)}" "<a class="govuk-link" href=list>{texts::back(lang)}</a>
                        </p>
                    }
                        .into_any()
                }}
            </div>
        }
    }))
}

/// Submits.
pub(super) async fn submit(
    State(app): State<App>,
    SignedInCitizen(citizen, visitor): SignedInCitizen,
    Path(id): Path<Uuid>,
) -> PageResult {
    match citizen::submit(&app.desk, &citizen, id).await {
        Ok(receipt) => Ok(Redirect::to(
            &urls::Submitted {
                code: receipt.code.to_string(),
            }
            .url(),
        )
        .into_response()),
        Err(Error::Refused(refusal)) => {
            let lang = visitor.lang;
            let words = match refusal.why {
                Why::LevelTooLow { .. } => texts::level(lang),
                Why::ChangedMeanwhile { .. } => texts::changed(lang),
                Why::NotNow => texts::no_office(lang),
                _ => texts::not_ready(lang),
            };
            let draft = Draft::open(&app.desk, &citizen, id).await?;
            render(&app, &visitor, &draft, Some(words))
        }
        Err(error) => Err(error.into()),
    }
}
